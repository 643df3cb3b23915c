"""What most similar towns do and ours does not."""

from dataclasses import replace

from itasearch.compare.towns.gaps import (
    FoundGap,
    gaps,
    mentions,
    still_a_gap,
    touched,
    without_gaps,
)
from itasearch.model.classification import Classification, TopicMark
from itasearch.model.records import ReportKind
from itasearch.model.towns import Alike, Axis, SimilarTown, SimilarTownReason, Touched, Town
from tests.cases import examples, yes
from tests.compare.samples import measure, report
from tests.compare.towns import result, town, town_measure

OURS = town("เรา", town_measure("a1", "e_service", indicator=8))


def doing(name: str, *topics: str, depth: float = 0.8, total: float | None = None) -> Town:
    results = () if total is None else (result(total),)
    return town(name, town_measure(f"{name}1", *topics, depth=depth), results=results)


def test_a_topic_that_more_than_half_of_them_touch_is_a_gap() -> None:
    similar = [doing("ก", "no_gift"), doing("ข", "no_gift"), doing("ค", "e_service")]

    (found,) = gaps(OURS, similar)

    assert (found.axis, found.key, found.towns, found.of) == (Axis.TOPICS, "no_gift", 2, 3)


def test_what_is_lacking_is_no_topic_that_reports_share() -> None:
    shared = SimilarTownReason(kind=Alike.PLAN, value="e_service no_gift", share=0.6)
    only = SimilarTownReason(kind=Alike.PLAN, value="no_gift", share=0.2)
    towns = [
        SimilarTown(organisation=OURS.organisation, likeness=0.5, reasons=(reason,))
        for reason in (shared, only)
    ]
    gap = FoundGap(axis=Axis.TOPICS, key="no_gift", towns=2, of=3, candidates=())

    first, second = without_gaps(towns, [gap])

    assert [reason.value for reason in first.reasons] == ["e_service"]
    assert second.reasons == ()


def test_fewer_than_three_towns_with_measures_tell_no_gap() -> None:
    similar = [doing("ก", "no_gift"), doing("ข", "no_gift"), town("ว่าง")]

    assert gaps(OURS, similar) == ()


def test_towns_without_measures_do_not_count() -> None:
    similar = [*(doing(name, "no_gift") for name in "กขค"), *(town(f"ว่าง{n}") for n in range(9))]

    (found,) = gaps(OURS, similar)

    assert (found.towns, found.of) == (3, 3)


def test_topics_come_before_indicators_and_the_most_common_first() -> None:
    similar = [
        town("ก", town_measure("1", "hr", "no_gift", indicator=4)),
        town("ข", town_measure("2", "hr", "no_gift", indicator=4)),
        town("ค", town_measure("3", "no_gift", indicator=4)),
    ]

    found = [(one.axis, one.key, one.towns) for one in gaps(OURS, similar)]

    assert found == [(Axis.TOPICS, "no_gift", 3), (Axis.TOPICS, "hr", 2), (Axis.INDICATORS, "4", 3)]


def test_examples_are_deep_then_of_the_best_scoring_then_of_the_likest() -> None:
    similar = [
        doing("ก", "no_gift"),
        doing("ข", "no_gift", total=80.0),
        doing("ค", "no_gift", total=95.0),
        doing("ง", "no_gift", total=99.0, depth=0.1),
        doing("จ", "no_gift"),
    ]

    (found,) = gaps(OURS, similar)

    assert found.candidates == ("ค1", "ข1", "ก1", "จ1", "ง1")


def test_an_indicators_examples_are_of_towns_that_score_well_on_it() -> None:
    similar = [
        town(
            name, town_measure(f"{name}1", indicator=4), results=(result(total, scores={4: score}),)
        )
        for name, total, score in (("ก", 99.0, 60.0), ("ข", 70.0, 90.0), ("ค", 80.0, 75.0))
    ]

    (found,) = gaps(OURS, similar)

    assert found.candidates == ("ข1", "ค1", "ก1")


def test_a_towns_deep_measure_stands_for_it() -> None:
    first = town(
        "ก",
        town_measure("guess", "hr", depth=0.9),
        town_measure("shallow", "no_gift", depth=0.2),
        town_measure("whole", "no_gift", "hr", depth=0.7),
    )

    (found,) = gaps(OURS, [first, doing("ข", "no_gift"), doing("ค", "no_gift")])

    assert (found.key, found.candidates) == ("no_gift", ("whole", "ข1", "ค1"))


def test_a_plan_and_its_results_count_once() -> None:
    ours = town(
        "เรา",
        town_measure("p1", "hr", kind=ReportKind.PLAN, indicator=3),
        town_measure("r1", "hr", kind=ReportKind.RESULTS, indicator=3),
    )

    assert touched(ours) == (
        Touched(axis=Axis.TOPICS, key="hr", measures=1),
        Touched(axis=Axis.INDICATORS, key="3", measures=1),
    )


def test_a_guess_that_is_hardly_one_fills_no_gap_and_is_named() -> None:
    unsure = Classification(topics=(TopicMark(topic="no_gift", confidence=0.35),))
    ours = town("เรา", replace(town_measure("a1"), about=unsure))
    guessing = town("ง", replace(town_measure("d1"), about=unsure))

    (found,) = gaps(ours, [*(doing(name, "no_gift") for name in "กขค"), guessing])

    assert (found.towns, found.of) == (3, 4)
    assert "d1" not in found.candidates
    assert found.guessed == ("a1",)


def test_what_ours_does_under_another_name_is_no_gap() -> None:
    (found,) = gaps(OURS, [doing(name, "no_gift") for name in "กขค"])

    assert still_a_gap(found, {"ก1", "ข1"}) is None
    assert still_a_gap(replace(found, of=2 * (found.towns - 1)), {"ก1"}) is None, "half of them"
    rest = still_a_gap(found, {"ก1"})
    assert rest is not None
    assert (rest.towns, rest.of, rest.candidates) == (3, 3, ("ข1", "ค1"))


@examples("gaps", "a topic needs a whole word", str, str, str, yes)
def test_a_topic_needs_a_whole_word(topic: str, title: str, steps: str, is_named: bool) -> None:
    gap = FoundGap(axis=Axis.TOPICS, key=topic, towns=2, of=3, candidates=())
    ours = report("เรา", measure(title, steps=steps, responsible="กองคลัง (งานพัสดุ)"))

    assert list(mentions(gap, [ours])) == ([f"1. {title}"] if is_named else [])
