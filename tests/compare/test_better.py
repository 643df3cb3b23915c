from dataclasses import replace

from itasearch.compare.towns.better import better, weaknesses
from itasearch.compare.towns.reading import TownHistory
from itasearch.model.classification import Origin
from itasearch.model.records import ItaResult, ReportKind
from itasearch.model.towns import (
    BETTER_MARGIN,
    Better,
    SimilarTown,
    Town,
    TownMeasure,
    WeakIndicator,
)
from tests.compare.towns import result, town, town_measure

OURS = WeakIndicator(number=10, score=70.0, fiscal_year_be=2567)


def similar(
    name: str, *measures: TownMeasure, results: list[ItaResult], likeness: float = 0.5
) -> TownHistory:
    organisation = town(name).organisation
    return (
        SimilarTown(organisation=organisation, fiscal_year_be=2566, likeness=likeness, reasons=()),
        Town(organisation=organisation, measures=measures, results=results),
    )


def score(value: float, year: int) -> ItaResult:
    return result(None, year=year, scores={10: value})


def serving(identifier: str, *, year: int | None = 2567, depth: float = 0.5) -> TownMeasure:
    return town_measure(identifier, indicator=10, year=year, depth=depth)


def test_the_three_weakest_of_the_newest_result_are_looked_at() -> None:
    newest = result(80.0, year=2567, scores={1: 90.0, 2: 60.0, 3: 100.0, 9: 75.5, 10: 60.0})
    older = result(70.0, year=2566, scores={4: 10.0})

    found = weaknesses(
        [result(None, year=None, scores={1: 1.0}), result(85.0, year=2568), newest, older]
    )

    assert [(one.number, one.score) for one in found] == [(2, 60.0), (10, 60.0), (9, 75.5)]
    assert {one.fiscal_year_be for one in found} == {2567}


def test_full_scores_are_no_weakness_and_no_result_has_none() -> None:
    assert weaknesses([result(100.0, scores={1: 100.0, 2: 100.0})]) == ()
    assert weaknesses([]) == ()


def test_a_measure_of_a_town_with_a_higher_score_in_our_year_is_told() -> None:
    other = similar("ก", serving("m1"), results=[score(99.0, 2568), score(85.0, 2567)])

    (found,) = better(OURS, [other])

    assert (found.measure_id, found.why) == ("m1", Better.HIGHER)
    assert (found.score, found.score_year_be, found.later) == (85.0, 2567, None)
    assert found.guessed


def test_without_a_score_of_our_year_the_nearest_counts_the_newer_first() -> None:
    other = similar("ก", serving("m1"), results=[score(80.0, 2568), score(95.0, 2566)])

    (found,) = better(OURS, [other])

    assert (found.score, found.score_year_be) == (80.0, 2568)


def test_a_score_that_rose_in_the_year_after_the_measure_is_told_with_both() -> None:
    other = similar("ก", serving("m1", year=2565), results=[score(65.0, 2566), score(40.0, 2565)])

    (found,) = better(OURS, [other], why=Better.ROSE)

    assert better(OURS, [other]) == ()
    assert (found.why, found.score, found.score_year_be, found.later) == (
        Better.ROSE,
        40.0,
        2565,
        65.0,
    )


def test_a_score_higher_by_the_margin_is_better() -> None:
    (found,) = better(OURS, [similar("ก", serving("m1"), results=[score(72.5, 2567)])])

    assert found.score - OURS.score == BETTER_MARGIN


def test_an_indicator_that_the_report_states_is_no_guess() -> None:
    stated = town_measure("m1", indicator=10, origin=Origin.STATED, year=2567)

    (found,) = better(OURS, [similar("ก", stated, results=[score(90.0, 2567)])])

    assert not found.guessed


def test_a_town_gives_two_at_most_those_near_the_year_first_then_the_deepest() -> None:
    other = similar(
        "ก",
        serving("old", year=2564, depth=1.0),
        serving("after", year=2568, depth=1.0),
        serving("thin", depth=0.1),
        serving("deep", depth=0.9),
        results=[score(90.0, 2567)],
    )

    assert [one.measure_id for one in better(OURS, [other])] == ["deep", "thin"]


def test_a_plan_and_the_results_of_it_are_one_example() -> None:
    planned = replace(serving("planned", depth=0.4), kind=ReportKind.PLAN)
    other = similar("ก", serving("done"), planned, results=[score(90.0, 2567)])

    assert [one.measure_id for one in better(OURS, [other])] == ["done"]


def test_five_are_told_of_as_many_towns_as_there_are_the_likest_first() -> None:
    higher = [score(90.0, 2567)]
    towns = [
        similar(name, serving(f"{name}1"), serving(f"{name}2"), results=higher, likeness=likeness)
        for name, likeness in (("ก", 0.9), ("ข", 0.8), ("ค", 0.7))
    ]

    found = better(OURS, towns)

    assert [one.measure_id for one in found] == ["ก1", "ก2", "ข1", "ข2", "ค1"]
    assert [one.likeness for one in found] == [0.9, 0.9, 0.8, 0.8, 0.7]


def test_of_copies_of_one_text_only_the_likest_towns_is_told() -> None:
    higher = [score(90.0, 2567)]
    towns = [
        similar("ก", serving("ก1"), results=higher, likeness=0.9),
        similar("ข", serving("ข1", depth=0.9), serving("ข2"), results=higher, likeness=0.8),
    ]

    found = better(OURS, towns, copies={"ก1": "แม่แบบ", "ข1": "แม่แบบ", "ข2": "อื่น"})

    assert [one.measure_id for one in found] == ["ก1", "ข2"]


def test_those_that_only_rose_are_apart_the_greatest_rise_first() -> None:
    above = similar("ส", serving("high"), results=[score(88.0, 2567), score(40.0, 2566)])
    towns = [
        similar(
            f"ข{n}",
            serving(f"low{n}", year=2566),
            results=[score(65.0, 2567), score(50.0 - n, 2566)],
        )
        for n in range(3)
    ]

    assert [one.measure_id for one in better(OURS, [*towns, above])] == ["high"]
    risen = better(OURS, [*towns, above], why=Better.ROSE)
    assert [one.measure_id for one in risen] == ["low2", "low1", "low0"]
