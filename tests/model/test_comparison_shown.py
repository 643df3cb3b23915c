"""A comparison narrowed to subjects: places stay whole, counts follow."""

from dataclasses import replace

from hypothesis import given, strategies as st

from itasearch.compare.reports import compare_reports
from itasearch.model.classification import (
    UNCLASSIFIED,
    Classification,
    IndicatorMark,
    Origin,
    TopicMark,
)
from itasearch.model.comparison import Comparison, Cover, RankedDifference
from itasearch.model.comparison_shown import (
    ALL_SUBJECTS,
    About,
    Subjects,
    narrowed,
    places,
    subject_counts,
)
from tests.compare.samples import TOWN, VILLAGE, WordMeanings, measure, report

GIFT = Classification(
    topics=(TopicMark(topic="no_gift", confidence=0.9),),
    indicator=IndicatorMark(number=10, confidence=1.0, origin=Origin.STATED),
)
SITE = Classification(topics=(TopicMark(topic="website", confidence=0.8),))
LEFT = report("a", "ประกาศงดรับของขวัญ", "ตั้งตู้รับความเห็น", organisation=TOWN)
RIGHT = report("b", "ประกาศงดรับของขวัญ", "ตรวจนับครุภัณฑ์", "ปรับปรุงเว็บไซต์", organisation=VILLAGE)


def compared() -> Comparison:
    """One pair, one measure of the left side alone, two of the right side."""
    return compare_reports(LEFT, RIGHT, meanings=WordMeanings())


def extended() -> Comparison:
    """The same, where the left measure of the pair covers the first lone one too."""
    found = compared()
    (pair,), (part, *rest) = found.pairs, found.only_right
    cover = Cover(left=(pair.left,), right=(pair.right, part), similarity=0.5, main=pair.right)
    return replace(found, covers=(cover,), only_right=tuple(rest))


def ids(found: Comparison) -> set[str]:
    return {one.id for place in places(found) for one in place}


def test_without_subjects_everything_is_shown() -> None:
    shown = narrowed(compared(), {}, subjects=ALL_SUBJECTS)

    assert shown.comparison == compared()
    assert not shown.is_narrowed
    assert shown.of(LEFT.measures[0]) == UNCLASSIFIED


def test_a_pair_stays_whole_when_one_of_its_measures_fits() -> None:
    shown = narrowed(compared(), {"b-l1": GIFT}, subjects=Subjects(indicators=(10,)))

    assert [(one.left.id, one.right.id) for one in shown.comparison.pairs] == [("a-l1", "b-l1")]
    assert (shown.comparison.only_left, shown.comparison.only_right) == ((), ())
    assert (shown.comparison.counts.only_right, shown.whole.only_right) == (0, 2)


def test_a_part_that_fits_keeps_the_pair_that_it_extends() -> None:
    shown = narrowed(extended(), {"b-l2": SITE}, subjects=Subjects(topics=("website",)))

    assert ids(shown.comparison) == {"a-l1", "b-l1", "b-l2"}
    assert len(shown.comparison.covers) == 1
    assert shown.of(RIGHT.measures[1]) == SITE
    assert shown.columns == (frozenset({"title"}),) * 2


def test_both_kinds_of_subject_must_hold_in_one_measure() -> None:
    about = {"a-l1": GIFT, "b-l1": SITE}
    both = Subjects(indicators=(10,), topics=("website",))

    assert not ids(narrowed(compared(), about, subjects=both).comparison)
    assert Subjects(indicators=(9, 10), topics=("no_gift", "website")).fits(GIFT)


def test_counts_tell_what_each_choice_would_leave() -> None:
    about = {"a-l1": GIFT, "b-l1": GIFT, "b-l3": SITE}

    free = subject_counts(compared(), about, subjects=ALL_SUBJECTS)
    chosen = subject_counts(compared(), about, subjects=Subjects(topics=("website",)))

    assert (dict(free.indicators), dict(free.topics)) == ({10: 1}, {"no_gift": 1, "website": 1})
    assert dict(chosen.indicators) == {}
    assert dict(chosen.topics) == dict(free.topics)


def test_a_cover_is_told_with_its_pair_or_alone_where_the_pair_is_the_same() -> None:
    same = narrowed(extended(), {}, subjects=ALL_SUBJECTS, differences_only=True)
    ours, theirs = (
        report(name, measure("ประกาศงดรับของขวัญ", steps=steps), organisation=town)
        for name, steps, town in (("a", "ลงนามในประกาศ", TOWN), ("b", "ติดป้ายหน้าสำนักงาน", VILLAGE))
    )
    pair = compare_reports(ours, theirs, meanings=WordMeanings()).pairs[0]
    differing = replace(extended(), pairs=(pair,))
    told = narrowed(differing, {}, subjects=ALL_SUBJECTS, differences_only=True)

    assert kinds(same.differences()) == ["Cover", "Measure", "Measure"]
    assert (same.shown_pairs(), len(same.lone_covers())) == ((), 1)
    assert kinds(told.differences()) == ["Measure", "Measure", "Pair"]
    assert told.lone_covers() == ()


def kinds(found: tuple[RankedDifference, ...]) -> list[str]:
    return sorted(type(one.item).__name__ for one in found)


@given(st.dictionaries(st.sampled_from(sorted(ids(extended()))), st.sampled_from([GIFT, SITE])))
def test_narrowing_leaves_as_many_places_as_the_count_says(about: About) -> None:
    counts = subject_counts(extended(), about, subjects=ALL_SUBJECTS)

    shown = narrowed(extended(), about, subjects=Subjects(topics=("website",)))

    assert len(list(places(shown.comparison))) == counts.topics.get("website", 0)
