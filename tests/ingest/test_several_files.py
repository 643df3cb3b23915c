"""Several files of one batch: each is stored or refused by itself."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.config import Settings
from itasearch.errors import ReaderUnavailableError
from itasearch.ingest import batch
from itasearch.ingest.batch import Intake, Supplied
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.originals.local import LocalOriginals
from itasearch.ingest.worker.pool import PageDone
from itasearch.model.library import Outcome, OutcomeKind
from itasearch.model.records import Extraction
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.sql import open_store
from tests.ingest.fake_parser import FakeParser, report_text, results_text

TOWN = "เทศบาลตำบลสวนดอกไม้"
OTHER_TOWN = "เทศบาลเมืองทุ่งกว้าง"


@contextmanager
def _opened(home: Path) -> Iterator[Intake]:
    with open_store(f"sqlite:///{home / 'corpus' / 'library.db'}") as store:
        yield Intake(
            store=store, originals=LocalOriginals(Settings(home=home)), writing=nullcontext
        )


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    with _opened(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def files(tmp_path: Path) -> list[FoundFile]:
    """A report, its next version, the first again, one of another town, results twice, none."""
    first = report_text("งดรับของขวัญ", "อบรมพัสดุ", organisation=TOWN, year=2566)
    second = report_text("งดรับของขวัญ", "อบรมพัสดุ", "เพิ่มใหม่", organisation=TOWN, year=2566)
    beside = report_text("เปิดเผยราคากลาง", organisation=TOWN, year=2566)
    other = report_text("เปิดช่องทางร้องเรียน", organisation=OTHER_TOWN, year=2566)
    results = results_text(TOWN, OTHER_TOWN)
    texts = (first, beside, second, first, other, results, results, "ว่าง")
    found = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.md"
        path.write_text(text, encoding="utf-8")
        found.append(FoundFile(path=path, named=False))
    return found


def _read(intake: Intake, files: Sequence[FoundFile]) -> list[batch.ArrivedFile]:
    return [intake.read(one, FakeParser()) for one in intake.arrivals(files)]


def test_each_file_of_a_batch_has_its_own_outcome(intake: Intake, files: list[FoundFile]) -> None:
    kinds = [one.kind for one in _take(intake, files, FakeParser())]

    added, unchanged = OutcomeKind.ADDED, OutcomeKind.UNCHANGED
    assert kinds == [added] * 3 + [unchanged, added, added, unchanged, OutcomeKind.REFUSED]


def test_one_that_the_store_refuses_is_refused_alone(
    intake: Intake, files: list[FoundFile]
) -> None:
    read = _read(intake, [files[0], files[4]])
    (report,) = (read[1].extraction or Extraction()).reports
    double = replace(report, measures=(*report.measures, *report.measures))
    read[1] = replace(read[1], extraction=Extraction(reports=(double,)))

    (added,), (refused,) = (intake.keep(one, supplied=Supplied()) for one in read)

    assert (added.kind, refused.kind) == (OutcomeKind.ADDED, OutcomeKind.REFUSED)
    assert "two measures with the id" in (refused.reason or "")
    assert [one.id for one in intake.store.reports.all()] == [added.report_id]


def test_what_was_read_is_stored_though_the_reader_ends(
    intake: Intake, files: list[FoundFile]
) -> None:
    kept: list[Outcome] = []

    with pytest.raises(ReaderUnavailableError):
        _take(intake, files, _EndingParser(after=2), kept)

    assert [one.kind for one in kept] == [OutcomeKind.ADDED] * 2
    assert len(intake.store.reports.all()) == 2


class _EndingParser(FakeParser):
    """Reads so many files; then no reader starts any more."""

    def __init__(self, *, after: int) -> None:
        super().__init__()
        self._after = after

    def parse(self, path: Path, *, on_page: PageProgress = no_progress) -> Extraction:
        if len(self.parsed) == self._after:
            raise ReaderUnavailableError(reason="ทดสอบ")
        return super().parse(path, on_page=on_page)


def _take(
    intake: Intake,
    files: Sequence[FoundFile],
    parser: FakeParser,
    outcomes: list[Outcome] | None = None,
) -> list[Outcome]:
    found = [] if outcomes is None else outcomes
    for event in intake.take_all(files, [parser], supplied=Supplied()):
        if not isinstance(event, PageDone):
            found.extend(event[1])
    return found
