"""Profiles of towns are kept while the library is the same, and never longer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.backends.local.snapshot import Snapshot
from itasearch.model.classification import ReportSubjects
from itasearch.model.corrections import EditCell
from itasearch.model.records import Organisation, Report
from itasearch.model.towns import Axis, MeasureSketch, NewestReport, TownProfile
from itasearch.store.reports.queries import SqlReports
from itasearch.store.sql import open_store
from itasearch.workspace import FilterNames, Workspace, open_workspace
from itasearch.workspace.survey import Surveys
from tests.store.examples import TITLES
from tests.workspace.test_towns import NEAR, OURS, put as put_in


def put(home: Path, organisation: Organisation, year: int, *titles: str) -> Report:
    """Store a report as another process does."""
    with open_store(home / "corpus" / "library.db") as store:
        return put_in(store, organisation, year, *titles)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two towns, one with two years, and their index."""
    put(tmp_path, OURS, 2566)
    put(tmp_path, OURS, 2567)
    put(tmp_path, NEAR, 2567)
    with open_workspace(tmp_path) as workspace:
        workspace.build()
    return tmp_path


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    with open_workspace(home) as opened:
        yield opened


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the reports whose measures are read from now on."""
    ids: list[str] = []
    sketches, subjects = SqlReports.sketches, Snapshot.subjects

    def counting(
        store: SqlReports, report_ids: Sequence[str]
    ) -> dict[str, tuple[MeasureSketch, ...]]:
        ids.extend(report_ids)
        return dict(sketches(store, report_ids))

    def summing(reader: Snapshot, report_ids: Sequence[str]) -> dict[str, ReportSubjects]:
        ids.extend(report_ids)
        return dict(subjects(reader, report_ids))

    monkeypatch.setattr(SqlReports, "sketches", counting)
    monkeypatch.setattr(Snapshot, "subjects", summing)
    return ids


def profiles(workspace: Workspace, *years: int) -> dict[str, TownProfile]:
    """The profiles of all towns, by name."""
    found = workspace._parts.shared(Surveys).profiles(workspace._parts, years)
    return {one.organisation.name: one for one in found}


def test_each_town_is_known_by_its_newest_year(workspace: Workspace) -> None:
    found = profiles(workspace)

    assert {name: one.fiscal_year_be for name, one in found.items()} == {
        OURS.name: 2567,
        NEAR.name: 2567,
    }
    assert found[OURS.name].indicators == {10}
    assert found[OURS.name].topics
    assert profiles(workspace, 2566)[OURS.name].fiscal_year_be == 2566
    assert profiles(workspace, 2566)[NEAR.name].report_ids == ()


def test_nothing_is_read_again_while_the_library_is_the_same(
    workspace: Workspace, read: list[str]
) -> None:
    first = workspace._parts.shared(Surveys).profiles(workspace._parts)
    assert len(read) == 2
    read.clear()

    assert workspace._parts.shared(Surveys).profiles(workspace._parts) is first
    assert read == []


def test_a_report_of_another_process_is_seen_at_once_and_read_alone(
    workspace: Workspace, home: Path, read: list[str]
) -> None:
    profiles(workspace)
    read.clear()

    added = put(home, NEAR, 2568, *TITLES[2:])

    assert profiles(workspace)[NEAR.name].report_ids == (added.id,)
    assert read == [added.id]


def test_a_corrected_measure_is_read_again(workspace: Workspace, home: Path) -> None:
    (newest,) = profiles(workspace)[OURS.name].report_ids
    measures = workspace.library.report(newest).measures

    with open_store(home / "corpus" / "library.db") as store:
        edits = [EditCell(measure_id=one.id, field="indicator", text="3") for one in measures]
        store.corrections.correct(newest, edits)

    assert profiles(workspace)[OURS.name].indicators == {3}


def test_what_is_stored_while_profiles_are_read_is_read_again_once_it_is_indexed(
    workspace: Workspace, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest_reports = SqlReports.newest

    def stored_meanwhile(store: SqlReports, years: Sequence[int] = ()) -> tuple[NewestReport, ...]:
        monkeypatch.undo()
        put(home, NEAR, 2568, *TITLES[2:])
        return newest_reports(store, years)

    monkeypatch.setattr(SqlReports, "newest", stored_meanwhile)
    assert profiles(workspace)[NEAR.name].topics == {}  # of 2568, which is not indexed yet

    with open_workspace(home) as other:
        other.build()

    assert profiles(workspace)[NEAR.name].topics


def test_a_matrix_of_profiles_is_that_of_whole_towns(workspace: Workspace) -> None:
    found = workspace.towns.matrix(axis=Axis.INDICATORS, like=OURS.name)
    counted = workspace.towns.matrix(
        axis=Axis.INDICATORS, like=OURS.name, filters=FilterNames(indicators=tuple(range(1, 11)))
    )  # measures inside a filter are counted of all towns

    assert replace(found, rows=counted.rows, filters=counted.filters) == counted
    assert [row.organisation.id for row in found.rows] == [
        row.organisation.id for row in counted.rows
    ]
    assert [row.cells for row in found.rows] == [row.cells for row in counted.rows]
