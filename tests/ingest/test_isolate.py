"""Hostile files kill their reader at most: the app lives and the next file is read."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from itasearch.config import ReadLimits
from itasearch.errors import (
    DamagedFileError,
    LimitExceededError,
    NotAReportError,
    ReaderUnavailableError,
)
from itasearch.ingest.worker.isolation import Isolation
from itasearch.model.records import Extraction
from tests.ingest.clocks import SECONDS, strike_when
from tests.ingest.test_parse import PLAN

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and CPU are POSIX's")


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation(limits=ReadLimits()) as opened:
        yield opened


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "แผน.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def measures(extraction: Extraction) -> int:
    return sum(len(report.measures) for report in extraction.reports)


def test_file_is_parsed_as_in_this_process(isolation: Isolation, plan: Path) -> None:
    (report,) = isolation.parse(plan).reports

    assert len(report.measures) == 2
    assert report.source.path == str(plan)


def test_refusals_keep_their_class_and_reason(isolation: Isolation, tmp_path: Path) -> None:
    news = tmp_path / "ข่าว.txt"
    news.write_text("เชิญร่วมงานวิ่งการกุศล", encoding="utf-8")

    with pytest.raises(NotAReportError) as refused:
        isolation.parse(news)

    assert refused.value.path == str(news)


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


def test_damaged_file_does_not_cost_a_worker(isolation: Isolation, tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match="ไม่พบไฟล์"):
        isolation.parse(tmp_path / "ไม่มี.docx")
