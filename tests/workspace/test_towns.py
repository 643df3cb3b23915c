"""The matrix, neighbours and who does it better, asked of whole libraries."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.compare.towns.similar import similar_towns
from itasearch.model.corrections import SetTopics
from itasearch.model.records import Extraction, Organisation, Report, ReportKind
from itasearch.model.towns import LEAST_LIKENESS, Axis, Better, Matrix, MatrixOrder
from itasearch.store.sql import SqlStore, open_store
from itasearch.workspace import FilterNames, Workspace, open_workspace
from tests.store.examples import TITLES, a_report, file_source, ita_result, results_file, town

OURS = town("เทศบาลตำบลของเรา", province="น่าน")
NEAR = town("เทศบาลตำบลข้างเคียง", province="น่าน")
ONLY_SCORED = town("เทศบาลตำบลมีแต่คะแนน", province="ตรัง")
UNPLACED = town("เทศบาลตำบลไม่บอกจังหวัด", province=None)


def put(
    store: SqlStore,
    organisation: Organisation | None,
    year: int | None,
    *titles: str,
    kind: ReportKind = ReportKind.PLAN,
    total: float | None = None,
) -> Report:
    """Store a report of its own file; all of its measures state indicator 10."""
    owner = organisation.name if organisation else "?"
    source = file_source(f"{owner} {year} {kind}")
    made = replace(
        a_report(source, organisation, year=year, titles=titles or TITLES[:2]),
        kind=kind,
        ita_result=None if total is None else ita_result(year, total=total),
    )
    if organisation is None:
        made = replace(made, organisation=None)
    store.intake.add(Extraction(reports=(made,)), source, media_type=made.media_type)
    return made


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Workspace]:
    """Four towns without an index: nothing is guessed."""
    home = tmp_path / "home"
    with open_store(home / "corpus" / "library.db") as store:
        put(store, OURS, 2565, *TITLES[2:])
        newest = put(store, OURS, 2567, total=72.0)
        said = [SetTopics(measure_id=one.id, topics=("no_gift",)) for one in newest.measures]
        store.corrections.correct(newest.id, said)
        put(store, NEAR, 2566, *TITLES[:3], total=80.0)
        put(store, UNPLACED, None, *TITLES[3:])
        put(store, None, 2567, *TITLES[:1])
        scores = file_source("ผลคะแนน")
        store.intake.add(results_file(scores, ONLY_SCORED), scores, media_type="text/csv")
    with open_workspace(home) as opened:
        yield opened


def names(found: Matrix) -> list[str]:
    return [row.organisation.name for row in found.rows]


def test_each_organisation_stands_in_its_newest_year_with_measures(small: Workspace) -> None:
    found = small.towns.matrix(order=MatrixOrder.NAME)

    told = {row.organisation.name: (row.fiscal_year_be, row.total) for row in found.rows}
    assert told == {OURS.name: (2567, 72.0), NEAR.name: (2566, 80.0), UNPLACED.name: (None, None)}


def test_what_a_person_said_stands_in_its_cell_and_is_no_guess(small: Workspace) -> None:
    found = small.towns.matrix(filters=FilterNames(organisations=(OURS.name,)))

    cell = found.rows[0].cells[found.columns.index("no_gift")]
    assert (len(cell.measure_ids), cell.guessed) == (2, 0)
    assert 0 < cell.depth < 1
    assert found.rows[0].covered == 1


def test_measures_are_placed_in_the_order_asked_for_without_those_that_are_gone(
    small: Workspace,
) -> None:
    rows = small.towns.matrix(axis=Axis.INDICATORS, order=MatrixOrder.TOTAL).rows
    near, ours = (row.cells[9].measure_ids[0] for row in rows[:2])

    found = small.library.measures([ours, "r000000000000-t1r1", near])

    assert [one.measure.id for one in found] == [ours, near]
    assert [one.organisation and one.organisation.name for one in found] == [OURS.name, NEAR.name]


def test_the_scores_of_better_examples_are_those_of_their_towns(sampled: Workspace) -> None:
    found = sampled.towns.similar("ทต.ธารจันทร์หอม")

    for weak in found.weak:
        for one in weak.examples:
            assert one.example.organisation is not None
            told = {
                (result.fiscal_year_be, score.number): score.score
                for result in sampled.library.ita_results(one.example.organisation.id)
                for score in result.indicators
            }
            assert told[one.score_year_be, weak.number] == one.score
            if one.why is Better.HIGHER:
                assert one.score > weak.score
            else:
                assert one.score_year_be == one.example.fiscal_year_be
                assert told[one.score_year_be + 1, weak.number] == one.later
            assert one.later is None or one.later > one.score


def test_towns_of_one_kind_are_more_alike_than_the_floor_and_others_less(
    sampled: Workspace,
) -> None:
    towns = sampled._surveys.profiles(sampled._parts)
    same, others = list[float](), list[float]()
    for ours in towns:
        for one in similar_towns(ours, towns, most=len(towns)):
            is_same = one.organisation.type is ours.organisation.type
            (same if is_same else others).append(one.likeness)

    assert min(same) == pytest.approx(0.54, abs=0.01)
    assert max(others) < LEAST_LIKENESS < min(same)


def test_a_filter_of_topics_counts_their_measures_only(small: Workspace) -> None:
    by_indicator = FilterNames(topics=("no_gift",))

    found = small.towns.matrix(axis=Axis.INDICATORS, filters=by_indicator)

    counts = {row.organisation.name: len(row.cells[9].measure_ids) for row in found.rows}
    assert counts == {OURS.name: 2}  # those with none inside the filter have no row
