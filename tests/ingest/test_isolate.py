"""Hostile files kill their reader at most: the app lives and the next file is read."""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from itasearch.config import ReadLimits
from itasearch.errors import (
    LimitExceededError,
    ReadError,
    ReaderUnavailableError,
)
from itasearch.ingest.worker.isolation import Isolation
from itasearch.model.records import Extraction
from tests.ingest.clocks import SECONDS, strike_when
from tests.ingest.test_parse import PLAN
from tests.thai_sentences import is_thai_sentence
from tests.tools.hostile_files import MAKERS, bomb_pdfs, hostile_files, scanned_pdf

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and CPU are POSIX's")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "แผน.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def measures(extraction: Extraction) -> int:
    return sum(len(report.measures) for report in extraction.reports)


@posix
def test_too_little_memory_is_a_limit(plan: Path, tmp_path: Path) -> None:
    wide = tmp_path / "กว้าง.csv"
    wide.write_text(("ก,ข,ค\n" * 700_000), encoding="utf-8")

    with (
        Isolation(limits=ReadLimits(memory_bytes=200 * 1024**2)) as isolation,
        pytest.raises(LimitExceededError, match="หน่วยความจำเกิน 200 MB"),
    ):
        isolation.parse(wide)


@posix
def test_too_much_computing_is_a_limit(plan: Path, tmp_path: Path) -> None:
    long = tmp_path / "ยาว.txt"
    long.write_text("ก\tข\tค\n" * 600_000, encoding="utf-8")

    with Isolation(limits=ReadLimits(cpu_seconds=1)) as isolation:
        with pytest.raises(LimitExceededError, match="ประมวลผลไฟล์หรือหน้าหนึ่งเกิน 1 วินาที"):
            isolation.parse(long)

        assert measures(isolation.parse(plan)) == 2


def test_the_clock_ends_what_takes_too_long(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / "ยาว.txt"
    long.write_text("ก\tข\tค\n" * 600_000, encoding="utf-8")
    too_long = True
    strike_when(monkeypatch, lambda: too_long)

    with Isolation(limits=ReadLimits(wall_seconds=SECONDS)) as isolation:
        with pytest.raises(LimitExceededError, match=r"เกิน 7654 วินาที"):
            isolation.parse(long)
        too_long = False

        assert measures(isolation.parse(plan)) == 2


def test_worker_killed_between_files_is_replaced(plan: Path) -> None:
    with Isolation(limits=ReadLimits()) as isolation:
        isolation.parse(plan)
        for child in psutil.Process().children():
            if "itasearch.ingest.worker.main" in child.cmdline():
                child.kill()
                child.wait()

        assert measures(isolation.parse(plan)) == 2


def test_a_worker_that_cannot_start_is_no_fault_of_the_file(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A broken package in front of the installed one.
    (tmp_path / "docx.py").write_text("raise ImportError('broken wheel')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with Isolation(limits=ReadLimits()) as isolation:
        for _ in range(2):
            with pytest.raises(ReaderUnavailableError, match=r"broken wheel.*itasearch doctor"):
                isolation.parse(plan)


def test_threads_may_share_one_isolation(isolation: Isolation, plan: Path) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(measures(isolation.parse(plan))))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [2] * 8


def test_no_process_is_left_behind(plan: Path) -> None:
    def workers() -> set[int]:
        children = psutil.Process(os.getpid()).children()
        return {
            child.pid for child in children if "itasearch.ingest.worker.main" in child.cmdline()
        }

    before = workers()
    with Isolation(limits=ReadLimits()) as isolation:
        isolation.parse(plan)
        assert workers() - before

    assert workers() == before


GROWTH = 60 * 1024**2


@pytest.mark.slow
def test_every_hostile_file_is_refused_cheaply(isolation: Isolation, tmp_path: Path) -> None:
    plan = tmp_path / "แผน.txt"
    plan.write_text(PLAN, encoding="utf-8")
    told: dict[str, str] = {}
    process, before = psutil.Process(), 0
    for path in hostile_files(tmp_path):
        before = before or process.memory_info().rss
        with pytest.raises(ReadError) as refused:
            isolation.parse(path)
        told[path.name] = refused.value.reason
        assert process.memory_info().rss - before < GROWTH, path.name

    assert [name for name, reason in told.items() if not is_thai_sentence(reason)] == []
    assert len(told) == sum(1 for make in MAKERS for _ in make())
    assert isolation.parse(plan).reports


@pytest.mark.parametrize("width", [100, 100_000])
def test_a_hostile_page_is_drawn_within_bounds_or_refused(
    isolation: Isolation, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned_pdf(b"0 0 14400 14400", b"14400 0 0 14400 0 0 cm /X Do"))

    if width == 100:
        assert isolation.picture(path, 1, width=width).startswith(b"\x89PNG")
        return
    with pytest.raises(ReadError, match=r"ใหญ่เกินไป \(100000×100000 จุด\)"):
        isolation.picture(path, 1, width=width)


@pytest.mark.slow
def test_a_search_in_a_hostile_pdf_ends_within_its_limits(tmp_path: Path) -> None:
    with Isolation(limits=ReadLimits(wall_seconds=15, cpu_seconds=5)) as opened:
        for name, data in bomb_pdfs():
            path = tmp_path / name
            path.write_bytes(data)
            with suppress(ReadError):
                opened.search_pages(path, ("แผน",))
            path.unlink()
        whole = tmp_path / "แผน.pdf"
        whole.write_bytes(scanned_pdf(b"0 0 100 100", b""))

        assert opened.search_pages(whole, ("แผน",)).pages == 1
