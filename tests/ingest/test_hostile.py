"""Every hostile file is refused in Thai within its limits, and the app grows by nothing."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.ingest.worker.isolation import Isolation
from tests.ingest.test_parse import PLAN
from tests.thai_sentences import is_thai_sentence
from tests.tools.hostile_files import MAKERS, bomb_pdfs, hostile_files, scanned_pdf

GROWTH = 60 * 1024**2


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation(limits=ReadLimits()) as opened:
        yield opened


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
