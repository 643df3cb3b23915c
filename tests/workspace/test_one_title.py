"""What a town's other reports say of a row with the same title, on every surface."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.corrections import EditCell
from itasearch.model.records import Extraction, Measure
from itasearch.readers.base import PageProgress, no_progress
from itasearch.workspace import Workspace, open_workspace
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import TOWN, parsing_with, report_of, write_report

GIFTS = "งดรับของขวัญทุกเทศกาล"
STATED = IndicatorMark(number=4, confidence=1.0, origin=Origin.STATED)


class StatingParser(FakeParser):
    """Reads reports whose rows state indicator 4 in 2566 and none in other years."""

    def parse(self, path: Path, *, on_page: PageProgress = no_progress) -> Extraction:
        extraction = super().parse(path, on_page=on_page)
        (report,) = extraction.reports
        number = 4 if report.fiscal_year_be == 2566 else None
        rows = tuple(replace(row, indicator=number) for row in report.measures)
        source = replace(report.source, reworded="sample" in path.name)
        return replace(extraction, reports=(replace(report, measures=rows, source=source),))


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
    two_years: Workspace, tmp_path: Path
) -> None:
    title = "ตรวจงานจ้างก่อนจ่ายเงิน"
    sample = write_report(tmp_path, title, name="sample-2566", year=2566)
    with parsing_with(StatingParser()):
        two_years.add([sample, write_report(tmp_path, title, name="own-2568", year=2568)])

    mark = two_years.index.about(row_of(two_years, 2568).id).indicator

    assert mark != STATED
