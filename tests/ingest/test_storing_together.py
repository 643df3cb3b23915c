"""Files that are stored in one transaction: outcomes as one by one, nothing waits for ever."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from itasearch.config import Settings
from itasearch.errors import ReaderUnavailableError
from itasearch.ingest import batch
from itasearch.ingest.batch import Intake, Supplied
from itasearch.ingest.originals import FoundFile, LocalOriginals
from itasearch.ingest.worker.pool import PageDone
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus, ReportSummary
from itasearch.model.records import Extraction
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.base import ReadFile, Superseded
from itasearch.store.sql import SqlStore, open_store
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


def _stored(store: SqlStore) -> list[ReportSummary]:
    reports = store.reports(statuses=tuple(ReportStatus))
    return [replace(one, added_at=datetime.min) for one in reports]


def test_outcomes_are_those_of_storing_one_by_one(
    intake: Intake, files: list[FoundFile], tmp_path: Path
) -> None:
    with _opened(tmp_path / "other") as other:
        one_by_one = [
            other.keep_all(_read(other, [file]), supplied=Supplied())[0] for file in files
        ]

        together = intake.keep_all(_read(intake, files), supplied=Supplied())

        assert list(together) == one_by_one
        assert _stored(intake.store) == _stored(other.store)
    kinds = [one.kind for outcomes in together for one in outcomes]
    assert {*kinds} == {OutcomeKind.ADDED, OutcomeKind.UNCHANGED, OutcomeKind.REFUSED}


def test_they_are_stored_in_one_transaction(intake: Intake, files: list[FoundFile]) -> None:
    read = _read(intake, [files[0], *files[4:]])
    taken = _counting_store(intake)

    intake.keep_all(read, supplied=Supplied())

    assert taken == [3]  # the results are there twice, the last is no report


def test_reports_of_one_town_and_year_are_stored_one_after_the_other(
    intake: Intake, files: list[FoundFile]
) -> None:
    taken = _counting_store(intake)

    intake.keep_all(_read(intake, [files[0], files[4], files[2]]), supplied=Supplied())

    assert taken == [2, 1]


def test_one_that_the_store_refuses_is_refused_alone(
    intake: Intake, files: list[FoundFile]
) -> None:
    read = _read(intake, [files[0], files[4]])
    (report,) = (read[1].extraction or Extraction()).reports
    double = replace(report, measures=(*report.measures, *report.measures))
    read[1] = replace(read[1], extraction=Extraction(reports=(double,)))

    (added,), (refused,) = intake.keep_all(read, supplied=Supplied())

    assert (added.kind, refused.kind) == (OutcomeKind.ADDED, OutcomeKind.REFUSED)
    assert "two measures with the id" in (refused.reason or "")
    assert [one.id for one in intake.store.reports()] == [added.report_id]


def test_no_more_measures_wait_than_may(
    intake: Intake, files: list[FoundFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_LONGEST_WAIT", 3600.0)
    monkeypatch.setattr(batch, "_QUIET_SECONDS", 3600.0)
    monkeypatch.setattr(batch, "_MOST_WAITING_MEASURES", 3)
    taken = _counting_store(intake)

    outcomes = _take(intake, files, FakeParser())

    assert max(taken) <= 3
    assert len(outcomes) == len(files)


def test_what_was_read_is_stored_though_the_reader_ends(
    intake: Intake, files: list[FoundFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_LONGEST_WAIT", 3600.0)
    kept: list[Outcome] = []

    with pytest.raises(ReaderUnavailableError):
        _take(intake, files, _EndingParser(after=2), kept)

    assert [one.kind for one in kept] == [OutcomeKind.ADDED] * 2
    assert len(intake.store.reports()) == 2


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


def _counting_store(intake: Intake) -> list[int]:
    """How many files each transaction of this intake's store takes from now on."""
    taken: list[int] = []
    add_all = intake.store.add_all

    def counted(files: Sequence[ReadFile], **options: Any) -> tuple[Superseded, ...]:
        taken.append(len(files))
        return add_all(files, **options)

    intake.store.add_all = counted  # type: ignore[method-assign]
    return taken
