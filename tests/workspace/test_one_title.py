"""What a town's other reports say of a row with the same title, on every surface."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.corrections import EditCell
from itasearch.model.records import NO_MARKS, Extraction, Marks, Measure
from itasearch.model.towns import Axis
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.db import rows
from itasearch.workspace import Workspace, open_workspace
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import TOWN, parsing_with, report_of, write_report

GIFTS = "งดรับของขวัญทุกเทศกาล"
STATED = IndicatorMark(number=4, confidence=1.0, origin=Origin.STATED)


class StatingParser(FakeParser):
    """Reads reports whose rows state indicator 4 in 2566 and none in other years."""

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        extraction = super().parse(path, on_page=on_page)
        (report,) = extraction.reports
        number = 4 if report.fiscal_year_be == 2566 else None
        stating = tuple(replace(row, indicator=number) for row in report.measures)
        return replace(extraction, reports=(replace(report, measures=stating),))


@pytest.fixture
def two_years(tmp_path: Path) -> Iterator[Workspace]:
    for year in (2566, 2567):
        write_report(tmp_path / "in", GIFTS, "อบรมงานพัสดุ", name=f"of-{year}", year=year)
    with open_workspace(tmp_path) as workspace:
        with parsing_with(StatingParser()):
            workspace.add([tmp_path / "in"])
        yield workspace


def row_of(workspace: Workspace, year: int) -> Measure:
    return workspace.library.report(report_of(workspace, TOWN, year=year)).measures[0]


def test_a_removed_report_states_nothing_of_other_rows(two_years: Workspace) -> None:
    old, new = (row_of(two_years, year).id for year in (2566, 2567))
    assert two_years.index.about(new).indicator == STATED

    two_years.library.remove(old.partition("-")[0])

    about = two_years.index.classifications([new, old])
    assert about[old].indicator == STATED
    assert about[new] == two_years.index.about(new)
    assert about[new].indicator != STATED


def test_a_sample_says_nothing_of_the_rows_of_a_town_that_has_reports(
    two_years: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = two_years.library.report(report_of(two_years, TOWN, year=2566)).source.sha256

    monkeypatch.setattr(rows, "is_reworded", lambda digest: digest == sample)

    assert two_years.index.about(row_of(two_years, 2566).id).indicator == STATED
    assert two_years.index.about(row_of(two_years, 2567).id).indicator != STATED


def test_what_a_person_set_in_one_year_is_stated_in_another(two_years: Workspace) -> None:
    old = row_of(two_years, 2566)
    edit = EditCell(measure_id=old.id, field="indicator", text="9")

    two_years.review.correct(old.report_id, [edit])

    assert two_years.index.about(old.id).indicator == replace(
        STATED, number=9, origin=Origin.CORRECTED
    )
    assert two_years.index.about(row_of(two_years, 2567).id).indicator == replace(STATED, number=9)


def test_an_emptied_indicator_is_taken_from_no_other_row(two_years: Workspace) -> None:
    new = row_of(two_years, 2567)
    emptied = EditCell(measure_id=new.id, field="indicator", text="")

    two_years.review.correct(new.report_id, [emptied])
    assert two_years.index.about(new.id).indicator != STATED

    two_years.review.undo(new.report_id)
    assert two_years.index.about(new.id).indicator == STATED


def test_matrix_and_town_say_of_a_row_what_its_page_says(two_years: Workspace) -> None:
    new = row_of(two_years, 2567).id

    matrix = two_years.towns.matrix(axis=Axis.INDICATORS)
    cells = dict(zip(matrix.columns, matrix.rows[0].cells, strict=True))
    in_town = {row.id: row.about for row in two_years.towns.record(TOWN).measures}

    assert new in cells["4"].measure_ids
    assert cells["4"].guessed == 0
    assert in_town[new] == two_years.index.about(new)
