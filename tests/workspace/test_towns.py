"""The matrix, neighbours and who does it better, asked of whole libraries."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from itasearch.compare.library import with_quotations
from itasearch.compare.towns import copies as town_copies
from itasearch.compare.towns.similar import similar_towns
from itasearch.errors import UnknownValueError
from itasearch.model.corrections import SetTopics
from itasearch.model.form_check import Part, Standing
from itasearch.model.records import Extraction, Organisation, Report, ReportKind
from itasearch.model.towns import LEAST_LIKENESS, Axis, Better, Matrix, MatrixOrder
from itasearch.store.sql import SqlStore, open_store
from itasearch.workspace import FilterNames, Workspace, open_workspace
from itasearch.workspace.survey import Surveys
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
    texts: Mapping[str, str] = MappingProxyType({}),
) -> Report:
    """Store a report of its own file; all of its measures state indicator 10."""
    owner = organisation.name if organisation else "?"
    source = file_source(f"{owner} {year} {kind}")
    made = replace(
        a_report(source, organisation, year=year, titles=titles or TITLES[:2]),
        kind=kind,
        ita_result=None if total is None else ita_result(year, total=total),
    )
    made = replace(
        made,
        organisation=made.organisation if organisation else None,
        measures=tuple(row.with_texts(texts) for row in made.measures),
    )
    store.intake.add(Extraction(reports=(made,)), source, media_type=made.media_type)
    return made


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Workspace]:
    """Four towns without an index: nothing is guessed."""
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2565, *TITLES[2:])
        newest = put(store, OURS, 2567, total=72.0)
        said = [SetTopics(measure_id=one.id, topics=("no_gift",)) for one in newest.measures]
        store.corrections.correct(newest.id, said)
        put(store, NEAR, 2566, *TITLES[:3], total=80.0)
        put(store, UNPLACED, None, *TITLES[3:])
        put(store, None, 2567, *TITLES[:1])
        scores = file_source("ผลคะแนน")
        store.intake.add(results_file(scores, ONLY_SCORED), scores, media_type="text/csv")
    with open_workspace(tmp_path) as opened:
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
    towns = sampled._parts.shared(Surveys).profiles(sampled._parts)
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


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Workspace]:
    """A town over three years, others with its texts before and after; indexed."""
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2565, *TITLES[:2], total=72.0)
        plan = put(store, OURS, 2567, *TITLES[:3], total=85.0)
        put(store, OURS, 2567, *TITLES[:2], kind=ReportKind.RESULTS)
        put(store, OURS, None, TITLES[3])
        about = [SetTopics(measure_id=one.id, topics=("no_gift",)) for one in plan.measures]
        store.corrections.correct(plan.id, about)
        put(store, NEAR, 2564, TITLES[0])
        put(store, NEAR, 2568, TITLES[0])
        put(store, UNPLACED, 2566, *TITLES[1:3])
        put(store, ONLY_SCORED, 2565, TITLES[1])
    with open_workspace(tmp_path) as opened:
        opened.build()
        yield opened


def test_topics_of_a_year_count_a_plan_and_its_results_once(years: Workspace) -> None:
    newest = years.towns.record(OURS.name).topics[0]

    assert (newest.fiscal_year_be, newest.topics["no_gift"]) == (2567, 3)


def test_what_the_next_plan_must_have_is_not_counted_in_results_beside_their_plan(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2566, TITLES[3])
        for town in (OURS, NEAR):
            source = file_source(town.name)
            report = a_report(source, town, titles=TITLES[:2])
            rows = tuple(it.with_texts({"steps": "แจกแผ่นพับ"}) for it in report.measures)
            report = replace(report, kind=ReportKind.RESULTS, measures=rows)
            store.intake.add(Extraction(reports=(report,)), source, media_type=report.media_type)
    with open_workspace(tmp_path) as opened:
        beside, alone = (opened.towns.coverage(it.name).checks for it in (OURS, NEAR))

    assert [check.lacking_in_plan for check in beside] == [{}, {}]
    assert [check.lacking_in_plan for check in alone] == [{Part.FOLLOW_UP: 2}]


def test_a_plan_and_the_results_of_its_year_are_one_account(tmp_path: Path) -> None:
    steps, results = {"steps": "แจกแผ่นพับ"}, {"results": "แจกครบ 90 แผ่น"}
    of_towns: tuple[tuple[Organisation, ReportKind, dict[str, str]], ...] = (
        (OURS, ReportKind.PLAN, steps),
        (OURS, ReportKind.RESULTS, results),
        (NEAR, ReportKind.RESULTS, {**results, **steps}),
    )
    with open_store(tmp_path / "corpus" / "library.db") as store:
        for town, kind, texts in of_towns:
            source = file_source(f"{town.name}-{kind}")
            report = a_report(source, town, titles=TITLES[:1])
            rows = tuple(it.with_texts({"steps": None, **texts}) for it in report.measures)
            report = replace(report, kind=kind, measures=rows)
            added = Extraction(reports=(report,))
            store.intake.add(added, source, media_type=report.media_type)
    with open_workspace(tmp_path) as opened:
        checks = opened.towns.coverage(OURS.name).checks
        (pair,) = opened.compare(OURS.name, NEAR.name).pairs
        record = opened.towns.record(OURS.name)

    kinds = {row.id: row.kind for row in record.measures}
    ((result, planned),) = record.planned.items()
    assert (kinds[result], kinds[planned]) == (ReportKind.RESULTS, ReportKind.PLAN)
    (check,) = (it for it in checks if it.kind is ReportKind.RESULTS)
    (of_steps,) = (it for it in check.measures[0].parts if it.part is Part.STEPS)
    assert of_steps.standing is Standing.IN_PLAN
    (compared,) = (it for it in pair.differences if it.field == "steps")
    assert (compared.left, compared.of_plan) == ("แจกแผ่นพับ", ("left",))


@pytest.mark.parametrize(("year", "quoted"), [(2566, []), (2567, ["ยกเลิกแล้ว"]), (2568, [])])
def test_a_planned_measure_is_quoted_from_the_results_of_its_own_year(
    year: int, quoted: list[str], tmp_path: Path
) -> None:
    texts = {"results": "ยกเลิกแล้ว"}
    with open_store(tmp_path / "corpus" / "library.db") as store:
        planned = put(store, NEAR, 2567, *TITLES[1:2]).measures[0].id
        put(store, NEAR, year, *TITLES[1:2], kind=ReportKind.RESULTS, texts=texts)
    with open_workspace(tmp_path) as opened:
        stored = with_quotations(opened.towns._parts, [planned, "r0-t1"])

    assert {name: [it.text for it in of.quotations] for name, of in stored.items()} == {
        planned: quoted
    }


def test_copies_are_split_by_who_had_the_text_first(years: Workspace) -> None:
    found = years.towns.copies(OURS.name)

    assert [one.organisation.name for one in found.earlier] == [NEAR.name, UNPLACED.name]
    assert [one.organisation.name for one in found.later] == [UNPLACED.name]
    (earlier, other), (later,) = found.earlier, found.later
    # The first year of either side counts, not the newest: NEAR has the text in 2568, too.
    assert (earlier.copy_year_be, earlier.fiscal_year_be) == (2564, 2565)
    assert (other.copy_year_be, other.fiscal_year_be) == (2566, 2567)
    # A text of one year in both towns, as that of ONLY_SCORED, has no direction.
    assert (later.copy_year_be, later.fiscal_year_be) == (2566, 2565)


def test_measures_that_are_not_looked_at_are_said_to_be_left_out(
    years: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not years.towns.copies(OURS.name).cut  # seven are dated

    monkeypatch.setattr(town_copies, "_MOST_MEASURES", 6)
    found = years.towns.copies(OURS.name)

    assert found.cut


def test_an_unknown_town_is_an_error_with_the_nearest(years: Workspace) -> None:
    with pytest.raises(UnknownValueError) as caught:
        years.towns.record("เทศบาลตำบลของเขา")

    assert OURS.name in caught.value.nearest


def test_copies_of_no_town_cannot_be_listed(years: Workspace) -> None:
    with pytest.raises(ValueError, match="at least one"):
        years.towns.copies(OURS.name, most=0)
