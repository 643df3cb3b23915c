import numpy as np
import pytest
from hypothesis import given

from itasearch.compare.pairing.align import AlignedCover, AlignedPair, Alignment
from itasearch.compare.reports import compare_reports, with_doubts
from itasearch.model.comparison import ComparisonNote, DifferenceKind, IndicatorCount, NoteKind
from tests.compare.samples import (
    IN_PARTS,
    MAIN_PART,
    SMALL_PART,
    TOWN,
    VILLAGE,
    WHOLE,
    WordMeanings,
    measure,
    report,
)
from tests.compare.test_align import titles

GIFT = measure("ประกาศนโยบายไม่รับของขวัญ", indicator=10, steps="ผู้บริหารลงนาม")
LEFT = report("a", measure("ตั้งตู้รับความเห็น", indicator=7), GIFT, organisation=TOWN)
RIGHT = report("b", GIFT, "ตรวจนับครุภัณฑ์", organisation=VILLAGE, year=2568)


def test_a_comparison_holds_pairs_and_what_only_one_side_has() -> None:
    note = ComparisonNote(kind=NoteKind.LATEST_COMMON_YEAR, year=2566)
    found = compare_reports(LEFT, RIGHT, meanings=WordMeanings(), notes=(note,))

    assert [(p.left.id, p.right.id) for p in found.pairs] == [("a-l2", "b-l1")]
    assert [one.id for one in found.only_left] == ["a-l1"]
    assert [one.id for one in found.only_right] == ["b-l2"]
    assert found.covers == ()
    assert found.notes == (note,)
    assert (found.left.organisation, found.right.fiscal_year_be) == (TOWN, 2568)


@pytest.mark.parametrize(
    ("pair", "is_split", "is_sure"),
    [
        (AlignedPair(left=0, right=0, similarity=0.49), False, False),
        (AlignedPair(left=0, right=0, similarity=0.49), True, True),
        (AlignedPair(left=0, right=0, similarity=0.49, judged=True), False, True),
        (AlignedPair(left=0, right=0, similarity=0.49, same_title=True), False, True),
        (AlignedPair(left=0, right=0, similarity=0.5), False, True),
    ],
    ids=["unlike", "of a cover", "judged", "of one title", "alike"],
)
def test_a_pair_of_unlike_texts_is_a_possible_match_where_pairs_alone_count(
    pair: AlignedPair, is_split: bool, is_sure: bool
) -> None:
    cover = AlignedCover(left=(0,), right=(0, 1), similarity=0.4, main=(0, 0))
    found = Alignment(
        pairs=(pair,),
        covers=(cover,) if is_split else (),
        maybe=(),
        alike=np.zeros((1, 2)),
        nearness=np.zeros((1, 2)),
        is_near=np.ones((1, 2), dtype=np.bool_),
    )

    counted = with_doubts(found)

    assert (counted.pairs, counted.maybe) == (((pair,), ()) if is_sure else ((), (pair,)))


def test_pairs_tell_in_which_fields_they_differ() -> None:
    other = measure("ประกาศนโยบายไม่รับของขวัญ", steps="ผู้บริหารลงนามและปิดประกาศ")
    (pair,) = compare_reports(LEFT, report("b", other), meanings=WordMeanings()).pairs

    assert pair.changed_fields == ("steps",)
    assert [one.kind for one in pair.differences] == [DifferenceKind.SAME, DifferenceKind.CHANGED]


def test_coverage_counts_stated_indicators_of_each_side_and_of_pairs() -> None:
    found = compare_reports(LEFT, RIGHT, meanings=WordMeanings())

    assert found.coverage == (
        IndicatorCount(indicator=7, left=1, right=0, both=0),
        IndicatorCount(indicator=10, left=1, right=1, both=1),
        IndicatorCount(indicator=None, left=0, right=1, both=0),
    )


def test_a_report_is_not_compared_with_itself() -> None:
    with pytest.raises(ValueError, match="itself"):
        compare_reports(LEFT, LEFT, meanings=WordMeanings())


def test_a_pair_that_a_cover_extends_stands_beside_it_for_the_parts_it_adds() -> None:
    one, other = report("a", WHOLE), report("b", MAIN_PART, SMALL_PART)

    found = compare_reports(other, one, meanings=IN_PARTS)

    (pair,), (cover,) = found.pairs, found.covers
    assert (cover.single, cover.main) == (pair.right, pair.left)
    assert [part.id for part in cover.added] == ["b-l2"]
    assert (found.only_left, found.only_right) == ((), ())
    assert [one.item for one in found.differences_by_size()] in ([pair, cover], [cover, pair])
    assert (found.counts.both, found.counts.covers, found.counts.extended) == (1, 1, 1)


@given(left=titles, right=titles)
def test_a_measure_without_a_counterpart_is_missing_or_in_maybe_and_has_its_nearest(
    left: list[str], right: list[str]
) -> None:
    one, other = report("a", *left), report("b", *right)

    found = compare_reports(one, other, meanings=WordMeanings())

    alone = {m.id for m in (*found.only_left, *found.only_right)}
    unsure = {m.id for pair in found.maybe for m in (pair.left, pair.right)}
    missing = {m.id for m in (*found.missing_left, *found.missing_right)}
    assert unsure | missing == alone
    assert not unsure & missing
    assert set(found.nearest) == (alone if left and right else set())
    for pair in found.maybe:
        assert found.nearest[pair.left.id].similarity >= pair.similarity
        assert found.nearest[pair.right.id].similarity >= pair.similarity


def test_what_a_report_has_no_column_for_is_no_difference_of_its_measures() -> None:
    table = measure("ประกาศนโยบายไม่รับของขวัญ", steps="ผู้บริหารลงนาม", responsible="กองคลัง")
    listed = report("b", "ประกาศนโยบายไม่รับของขวัญ", "ตรวจนับครุภัณฑ์", organisation=VILLAGE)

    found = compare_reports(report("a", table), listed, meanings=WordMeanings())

    (pair,) = found.pairs
    assert {one.field: one.kind for one in pair.differences}["steps"] is DifferenceKind.ONLY_LEFT
    assert [one.field for one in pair.differences if one.common] == ["title"]
    assert (pair.changed_fields, pair.size) == ((), 0.0)
