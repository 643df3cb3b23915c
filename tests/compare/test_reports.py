import numpy as np
import pytest
from hypothesis import given

from itasearch.compare.pairing.align import LEAST_SAME, AlignedCover, AlignedPair, Alignment
from itasearch.compare.reports import compare_reports, in_other_report, with_doubts
from itasearch.model.comparison import ComparisonNote, DifferenceKind, IndicatorCount, NoteKind
from itasearch.model.records import TEXT_FIELDS
from tests.cases import cases, examples, listed, optional, yes
from tests.compare.samples import (
    IN_PARTS,
    MAIN_PART,
    SMALL_PART,
    TOWN,
    VILLAGE,
    WHOLE,
    FakeMeanings,
    WordMeanings,
    measure,
    paired,
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


@examples(
    *("reports", "a measure alone names where the other report has its matter"),
    *(str, str, optional(str)),
)
def test_a_measure_alone_names_where_the_other_report_has_its_matter(
    title: str, steps: str, term: str | None
) -> None:
    others = [measure(one) for one in ("ซ่อมถนนลูกรัง", "ขุดลอกคลอง", "แจกเบี้ยยังชีพ")]
    guard = measure("จัดเวรยามริมถนน", steps=steps, responsible="กองยุทธศาสตร์และงบประมาณ")
    known = WordMeanings([title, guard.title])  # of one topic, and no more in common

    found = compare_reports(report("a", title), report("b", *others, guard), meanings=known)
    told = {name: (one.term, one.measure.id) for name, one in found.mentions.items()}
    both = {"a-l1": (term, "b-l4"), "b-l4": (term and term.replace("Cctv", "CCTV"), "a-l1")}
    assert told == ({} if term is None else both)


def test_the_nearest_that_names_its_matter_may_be_it_though_they_share_a_means() -> None:
    ours = measure("ชำระภาษีที่ดินผ่านคิวอาร์โค้ดได้", steps="พิมพ์คิวอาร์โค้ด", outcomes="แถวรอจ่ายภาษีสั้น")
    theirs = measure("จ่ายภาษีผ่านคิวอาร์โค้ดหรือแอปธนาคาร", steps="พิมพ์คิวอาร์โค้ด")
    known = WordMeanings([ours.title, theirs.title], share=0.6)
    found = compare_reports(report("a", ours, "ขุดคลอง"), report("b", theirs), meanings=known)

    assert [(it.left.id, it.right.id) for it in found.maybe] == [("a-l1", "b-l1")]


@examples(
    *("reports", "what another measure does may hold a measure alone, which then is named last"),
    *(str, str, yes),
)
def test_what_another_measure_does_may_hold_a_measure_alone_which_then_is_named_last(
    title: str, steps: str, is_part: bool
) -> None:
    steps = f"เดินตรวจทุกคืน\nจดบันทึกเหตุ\n{steps}\nส่งเวรทุกเช้า"
    whole = measure("จัดเวรยามตลาด", steps=steps, results="ยังไม่ได้ซื้อไฟฉาย")
    right = report("b", whole, "ขุดลอกคลอง", "แจกเบี้ยยังชีพ")
    apart = {frozenset({"a-l1", "b-l1"}): False}
    known = FakeMeanings(dict.fromkeys((title, whole.title), 1), apart)

    left = report("a", title, "ซ่อมถนนลูกรัง")
    found = compare_reports(left, right, meanings=known)

    assert [one.measure.id for one in found.mentions.values() if one.is_part] == ["b-l1"] * is_part
    assert [one.title for one in found.missing_right][-1] == (title if is_part else "ซ่อมถนนลูกรัง")


@examples(
    "reports", "a measure of another topic names the matter by a phrase only", str, str, listed
)
def test_a_measure_of_another_topic_names_the_matter_by_a_phrase_only(
    title: str, outcomes: str, terms: list[str]
) -> None:
    right = report("b", measure("จัดเวรยามตลาดสด", outcomes=outcomes), "ขุดลอกคลอง")

    found = compare_reports(report("a", title), right, meanings=FakeMeanings({title: 1}))

    assert [one.term for name, one in found.mentions.items() if name == "a-l1"] == terms


def test_what_a_comparison_would_call_near_is_found_in_another_report() -> None:
    left = report("a", measure("จัดเวทีประชาคมรับฟังความเห็น", steps="เดินสายทุกหมู่บ้าน"), "ขุดลอกคลอง")
    box = measure("แบบรับฟังความคิดเห็นออนไลน์", steps="ตั้งกล่องที่ตลาดนัด")
    right = report("b", box, "ซ่อมถนนลูกรัง")
    known = WordMeanings([left.measures[0].title, box.title], share=0.6)
    (pair,) = compare_reports(left, right, meanings=known).pairs

    assert (pair.same_matter, pair.similarity >= LEAST_SAME) == (False, True)
    assert in_other_report(left, right, meanings=known)["a-l1"].measure.id == "b-l1"


@pytest.mark.parametrize(
    ("title", "similarity", "judged", "is_pair"),
    cases("reports", "unlike texts on near matters are a doubt", str, float, yes, yes),
)
@pytest.mark.parametrize("is_split", [False, True])
def test_unlike_texts_on_near_matters_are_a_doubt(
    title: str, similarity: float, judged: bool, is_pair: bool, is_split: bool
) -> None:
    left = report("a", measure("เพิ่มช่องทางร้องเรียนการทุจริต", steps="เปิดตู้ ปณ."))
    right = report("b", measure(title, steps="ปกปิดชื่อผู้แจ้ง"), "ประเมินผลเรื่องร้องเรียน")
    pair = AlignedPair(left=0, right=0, similarity=similarity, judged=judged)
    cover = AlignedCover(left=(0,), right=(0, 1), similarity=0.4, main=(0, 0))
    found = Alignment(
        pairs=(pair,),
        covers=(cover,) if is_split else (),
        maybe=(),
        alike=np.full((1, 2), similarity),
        nearness=np.full((1, 2), similarity),
        is_near=np.ones((1, 2), dtype=np.bool_),
    )

    shown = with_doubts(found, left=left, right=right)

    assert [one.similarity for one in shown.pairs] == [similarity] * (is_pair or is_split)
    assert len(shown.pairs) + len(shown.maybe) == 1


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


def test_like_titles_for_one_thing_are_the_same_matter_whatever_differs_besides() -> None:
    others = [name for name in TEXT_FIELDS if name != "title"]
    titles = ("ประกาศนโยบายไม่รับของขวัญ", "ประกาศนโยบายไม่รับของขวัญ (No Gift Policy)")
    texts = ("ติดป้าย", "กล่าวคำปฏิญาณ")
    sides = (measure(it, **dict.fromkeys(others, of)) for it, of in zip(titles, texts, strict=True))
    assert paired(*sides, similarity=0.6).same_matter


@examples(
    "relations", "like titles of other things, or acts on one, are not the same", str, str, str, yes
)
def test_like_titles_of_other_things_or_acts_on_one_are_not_the_same_matter(
    title: str, other: str, steps: str, is_same: bool
) -> None:
    ours, theirs = (measure(it, steps=steps) for it in (title, other))
    known = WordMeanings([title, other], share=0.5)

    found = compare_reports(
        report("a", ours, "ขุดลอกคลอง"), report("b", theirs, "ซ่อมถนน"), meanings=known
    )

    assert [pair.same_matter for pair in found.pairs] == [is_same]


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
