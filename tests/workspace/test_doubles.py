"""Two reports of one town, year and kind: the town counts once, and each view says so."""

from pathlib import Path

import pytest

from itasearch.model.comparison import NoteKind
from itasearch.model.library import Outcome
from itasearch.model.records import ReportKind
from itasearch.workspace import Workspace
from tests.workspace.conftest import TOWN, write_report


def added(workspace: Workspace, folder: Path, name: str, *titles: str) -> Outcome:
    (outcome,) = workspace.add([write_report(folder, *titles, name=name)])
    return outcome


@pytest.fixture
def doubles(workspace: Workspace, tmp_path: Path) -> tuple[Outcome, Outcome]:
    """Two plans of TOWN for 2566 that have nothing in common, as they were added."""
    first = added(workspace, tmp_path, "a", "ประกาศนโยบายงดรับของขวัญ", "อบรมงานพัสดุ")
    return first, added(workspace, tmp_path, "b", "เปิดช่องทางร้องเรียนออนไลน์", "ตรวจการยืมทรัพย์สิน")


def test_the_second_one_is_added_with_a_word_on_the_first(doubles: tuple[Outcome, Outcome]) -> None:
    first, second = doubles

    assert first.reason is None
    assert second.reason is not None
    assert str(first.report_id) in second.reason
    assert "โปรดนำออกหนึ่งฉบับ" in second.reason


def test_the_town_is_one_row_of_the_matrix_that_says_what_was_counted_together(
    workspace: Workspace, doubles: tuple[Outcome, Outcome]
) -> None:
    (row,) = workspace.towns.matrix().rows

    assert {*row.report_ids} == {one.report_id for one in doubles}
    assert row.doubled == (ReportKind.PLAN,)


def test_reports_of_an_unknown_year_are_nowhere_taken_for_reports_of_one_year(
    workspace: Workspace, tmp_path: Path
) -> None:
    for name, title in (("a", "ประกาศนโยบายงดรับของขวัญ"), ("b", "เปิดช่องทางร้องเรียนออนไลน์")):
        workspace.add([write_report(tmp_path, title, name=name, year=None)])

    (row,) = workspace.towns.matrix().rows

    assert len(row.report_ids) == 2
    assert row.doubled == ()
    assert workspace.library.stats().doubled == 0


def test_the_towns_coverage_says_so_and_the_statistics_count_it_once(
    workspace: Workspace, doubles: tuple[Outcome, Outcome]
) -> None:
    stats = workspace.library.stats()

    assert workspace.towns.coverage(TOWN).doubled == (ReportKind.PLAN,)
    assert (stats.organisations, stats.reports, stats.doubled) == (1, len(doubles), 2)


def test_the_years_of_the_town_take_one_and_name_the_other(
    workspace: Workspace, doubles: tuple[Outcome, Outcome]
) -> None:
    found = workspace.towns.years(TOWN)

    (year,) = found.years
    (note,) = found.notes
    assert year.plan is not None
    assert note.kind is NoteKind.LEFT_OUT
    ids = {year.plan.id, note.reports[0].report_id}
    assert ids == {one.report_id for one in doubles}
