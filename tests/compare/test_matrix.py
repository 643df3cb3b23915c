"""Towns by topics or indicators, and how deep their measures go."""

from dataclasses import replace

import pytest

from itasearch.compare.towns.matrix import MatrixChoice, cells_of, columns_of, depth, matrix
from itasearch.compare.towns.reading import with_measures_inside
from itasearch.domain.rules import built_in_rules
from itasearch.domain.topics import topics
from itasearch.model.classification import Origin
from itasearch.model.ranking import Filters
from itasearch.model.records import ReportKind
from itasearch.model.towns import Axis, Matrix, MatrixCell, MatrixOrder, MatrixRow, ScoreBand
from tests.cases import examples, listed, made
from tests.compare.towns import result, town, town_measure

GIFTS, ASSETS, BUDGET = "no_gift", "asset_use", "budget"
TOPIC_IDS = [one.id for one in topics()]


def names(found: Matrix) -> list[str]:
    return [row.organisation.name for row in found.rows]


def test_a_row_has_a_cell_for_every_topic_in_their_order() -> None:
    shown = replace(
        town(
            "ก", town_measure("m1", GIFTS, ASSETS), results=[result(None), result(71.5, year=2566)]
        ),
        reworded=True,
    )
    band = ScoreBand(least=70.0)
    with_both = MatrixCell(measure_ids=("m1",), depth=0.5, guessed=1)

    found = matrix(
        [shown, replace(shown, organisation=town("ข").organisation)],
        MatrixChoice(most=1, band=band),
    )

    row = MatrixRow(
        organisation=shown.organisation,
        fiscal_year_be=2566,
        report_ids=("rm1",),
        reworded=True,
        cells=tuple(with_both if it in (GIFTS, ASSETS) else MatrixCell() for it in TOPIC_IDS),
        total=71.5,
        total_year_be=2566,
    )
    columns = tuple(TOPIC_IDS)
    assert found == Matrix(axis=Axis.TOPICS, columns=columns, rows=(row,), left_out=1, band=band)
    assert row.covered == 2


def test_a_cell_tells_its_measures_their_mean_depth_and_the_guesses_among_them() -> None:
    measures = (
        town_measure("m1", GIFTS, depth=1.0),
        town_measure("m2", GIFTS, depth=0.5, origin=Origin.CORRECTED),
    )

    cells = cells_of(measures, Axis.TOPICS)

    assert cells == {GIFTS: MatrixCell(measure_ids=("m1", "m2"), depth=0.75, guessed=1)}


def test_the_columns_can_be_the_ten_indicators() -> None:
    towns = [
        town("ก", town_measure("m2", GIFTS, ASSETS)),
        town("ข", town_measure("m1", indicator=3)),
    ]

    found = matrix(towns, MatrixChoice(axis=Axis.INDICATORS))

    assert found.columns == columns_of(Axis.INDICATORS) == tuple(map(str, range(1, 11)))
    assert [(row.organisation.name, row.unplaced) for row in found.rows] == [("ข", 0), ("ก", 1)]
    assert [len(cell.measure_ids) for cell in found.rows[0].cells] == [0, 0, 1, *[0] * 7]


def test_a_measure_inside_serves_an_indicator_and_a_topic_that_are_asked_for() -> None:
    both, *others = (
        town_measure("m1", GIFTS, indicator=3),
        town_measure("m2", GIFTS, indicator=5),
        town_measure("m3", ASSETS, indicator=3),
    )

    inside = with_measures_inside(
        town("ก", both, *others), Filters(indicators=(3, 4), topics=(GIFTS, BUDGET))
    )

    assert inside.measures == (both,)


def test_a_plan_and_its_results_are_not_counted_twice() -> None:
    plan = [town_measure(f"p{n}", GIFTS, kind=ReportKind.PLAN) for n in range(2)]
    done = [town_measure(f"r{n}", GIFTS) for n in range(3)]
    planned_only = town_measure("p9", ASSETS, kind=ReportKind.PLAN)
    as_many = [town_measure(it.name, BUDGET, kind=it, depth=0.2) for it in ReportKind]
    as_many[1] = replace(as_many[1], depth=0.3)

    cells = cells_of([*plan, *done, planned_only, *as_many], Axis.TOPICS)

    assert cells[GIFTS].measure_ids == ("r0", "r1", "r2")
    assert cells[ASSETS].measure_ids == ("p9",)
    assert cells[BUDGET].measure_ids == (as_many[1].id,), "the deepest of as many"


def test_rows_come_by_coverage_then_by_thai_name() -> None:
    towns = [
        town("เทศบาลตำบลหนองขาม", town_measure("a", GIFTS)),
        town("เทศบาลตำบลเกาะกลาง", town_measure("b", GIFTS)),
        town("เทศบาลตำบลฮอด", town_measure("c", GIFTS), town_measure("d", BUDGET)),
    ]

    assert names(matrix(towns, MatrixChoice())) == [
        "เทศบาลตำบลฮอด",
        "เทศบาลตำบลเกาะกลาง",
        "เทศบาลตำบลหนองขาม",
    ]


def test_rows_by_total_put_unknown_totals_last_and_equal_ones_by_coverage() -> None:
    towns = [
        town("ก", town_measure("a", GIFTS)),
        town("ข", results=[result(None), result(71.5, year=2566)]),
        town("ค", results=[result(93.25)]),
        town("ง", town_measure("b", GIFTS), results=[result(93.25)]),
    ]

    found = matrix(towns, MatrixChoice(order=MatrixOrder.TOTAL))

    assert names(found) == ["ง", "ค", "ข", "ก"]
    assert names(matrix(towns, MatrixChoice(order=MatrixOrder.NAME))) == ["ก", "ข", "ค", "ง"]


def test_rows_by_likeness_begin_with_the_town_itself() -> None:
    ours = town("ของเรา", town_measure("a", GIFTS), province="น่าน")
    near = town("ใกล้", town_measure("b", GIFTS), province="แพร่")
    far = town("ไกล", town_measure("c", BUDGET), province="ตรัง")
    choice = MatrixChoice(order=MatrixOrder.LIKENESS, like=ours)

    found = matrix([far, near, ours], choice)

    assert names(found) == ["ของเรา", "ใกล้", "ไกล"]
    likenesses = [row.likeness or 0 for row in found.rows]
    assert likenesses[0] == 1 > likenesses[1] > likenesses[2] > 0


def test_the_town_that_rows_are_likened_to_comes_first_in_any_order() -> None:
    ours = town("ฮ ของเรา", town_measure("a", GIFTS))
    others = [town(name, town_measure(name, GIFTS, BUDGET)) for name in "กข"]
    choice = MatrixChoice(order=MatrixOrder.NAME, like=ours, most=2)

    assert names(matrix([*others, ours], choice)) == ["ฮ ของเรา", "ก"]


@examples("matrix", "a band holds its ends and no unknown total", made(ScoreBand), listed)
def test_a_band_holds_its_ends_and_no_unknown_total(band: ScoreBand, inside: list[str]) -> None:
    towns = [town("ก"), town("ข", results=[result(80.0)]), town("ค", results=[result(90.0)])]

    found = matrix(towns, MatrixChoice(band=band, order=MatrixOrder.NAME))

    assert names(found) == inside


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (MatrixChoice(order=MatrixOrder.LIKENESS), "likeness"),
        (MatrixChoice(most=0), "at least one row"),
        (MatrixChoice(band=ScoreBand(least=90.0, most=80.0)), "90 to 80"),
    ],
)
def test_what_cannot_be_shown_is_refused(choice: MatrixChoice, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        matrix([], choice)


def test_a_measure_that_says_all_its_kind_is_asked_for_is_whole() -> None:
    plan = {"title": 40, "steps": 300, "timeframe": 20, "responsible": 12, "follow_up": 60}

    assert depth(plan, ReportKind.PLAN, 2567) == 1.0
    assert depth({**plan, "results": 100}, ReportKind.RESULTS, 2567) == 1.0


def test_parts_are_those_that_the_form_of_the_year_asks_for() -> None:
    common = {"steps": 200, "timeframe": 20, "responsible": 12}
    rules = built_in_rules().pack(2567).required

    assert depth(common, ReportKind.PLAN, 2567) == 3 / len(rules[ReportKind.PLAN])
    assert depth(common, ReportKind.RESULTS, 2567) == 3 / len(rules[ReportKind.RESULTS])
    assert depth({**common, "results": 90}, ReportKind.PLAN, None) == 0.75


def test_a_guideline_is_measured_by_title_and_steps_for_it_has_no_columns() -> None:
    assert depth({"title": 45}, ReportKind.GUIDELINES, 2567) == pytest.approx(0.5)
    assert depth({"title": 45, "steps": 200}, ReportKind.GUIDELINES, 2567) == 1.0
