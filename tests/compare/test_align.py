from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, strategies as st

from itasearch.compare.pairing.align import Weights, align, align_signals
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.signals import signals
from itasearch.compare.reports import compare_reports, nearest_measures
from itasearch.encoders.base import Vectors
from itasearch.model.records import Measure, Report, ReportKind
from tests.cases import cases, examples, listed, literal, member, yes
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
    report,
)

TITLES = [str(title) for title in cases("align", "titles of measures, and of none")]
titles = st.lists(st.sampled_from(TITLES) | st.text(max_size=20), max_size=7)
topics = st.dictionaries(st.sampled_from(TITLES), st.integers(0, 5), max_size=6)


class Nearly(FakeMeanings):
    """The measure of a title means to a share what the others of its topic mean."""

    def __init__(self, topics: Mapping[str, int], *, title: str, share: float) -> None:
        super().__init__(topics)
        self._title, self._share = title, share

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        rows = super().directions(measures)
        for row, one in zip(rows, measures, strict=True):
            if one.title == self._title:
                row *= self._share
                row[60] = np.sqrt(1 - self._share**2)
        return rows


def pairs(left: Report, right: Report, known: Meanings | None = None) -> set[tuple[int, int]]:
    aligned = align(left, right, meanings=known or WordMeanings())
    return {(one.left, one.right) for one in aligned.pairs}


def test_rewordings_of_the_same_measures_are_pairs() -> None:
    left = report("a", TITLES[0], TITLES[2], TITLES[4], "ซ่อมถนนลูกรังหมู่ที่ ๔")
    right = report("b", "ลงแผนจัดซื้อจัดจ้างให้ครบ", "ติดตั้งบัตรคิว", TITLES[1], TITLES[3])

    assert pairs(left, right) == {(0, 2), (1, 3), (2, 0)}


def test_a_copy_has_similarity_one_whatever_town_year_and_digits() -> None:
    left = report("a", "แผนพัฒนาของเทศบาลตำบลดงมะไฟ ปี ๒๕๖๖", organisation=TOWN)
    right = report("b", "แผนพัฒนาของ อบต.บ้านหนองแสง ปี 2568", organisation=VILLAGE, year=2568)

    known = FakeMeanings({one.measures[0].title: 1 for one in (left, right)})
    (pair,) = align(left, right, meanings=known).pairs

    assert pair.similarity == 1.0


def test_wordings_that_share_no_letters_pair_by_meaning() -> None:
    left, right = report("a", "ปลูกต้นไม้ริมคลอง"), report("b", "riverside saplings")
    known = FakeMeanings({"ปลูกต้นไม้ริมคลอง": 1, "riverside saplings": 1})

    assert pairs(left, right) == set()
    assert pairs(left, right, known) == {(0, 0)}


def test_wordings_that_share_no_letters_pair_by_concept() -> None:
    left, right = report("a", "ไม่รับของขวัญ"), report("b", "No Gift Policy")

    assert pairs(left, right) == {(0, 0)}


@examples("align", "one title over other steps is no pair", str, literal)
def test_one_title_over_other_steps_is_no_pair(steps: str, found: set[tuple[int, int]]) -> None:
    title, other = "มาตรการพัฒนางานให้ทันสมัย", "ซ่อมถนนลูกรัง"
    left = report("a", measure(title, steps="ยื่นแบบคำขอออนไลน์"), other)
    right = report("b", measure(title, steps=steps), other)
    known = (
        Nearly({title: 1, other: 2}, title=title, share=1) if found else FakeMeanings({other: 2})
    )

    assert pairs(left, right, known) - {(1, 1)} == {*found}


@examples("align", "the same means for another object is no pair")
def test_the_same_means_for_another_object_is_no_pair(one: str, other: str) -> None:
    steps = "เชิญวิทยากร ทำแบบทดสอบก่อนและหลัง"
    left = report("a", measure(one, steps=steps), "ซ่อมถนนลูกรัง")
    right = report("b", measure(other, steps=steps), "ปลูกต้นไม้ริมคลอง")
    known = FakeMeanings({one: 1, other: 1})

    assert pairs(left, right, known) == pairs(left, right) == set()


@pytest.mark.parametrize(("share", "found"), [(0.1, (0, 0)), (0.5, (0, 1)), (0.6, (1, 0))])
def test_a_common_topic_and_indicator_make_no_pair(share: float, found: tuple[int, int]) -> None:
    one, other = "ประเมินหัวหน้างานแบบรอบทิศ", "กันการแทรกแซงแต่งตั้งผู้อำนวยการโรงเรียน"
    left = report("a", measure(one, indicator=3), "ซ่อมถนนลูกรัง", "ขุดลอกคลอง", "แจกเบี้ยยังชีพ")
    right = report("b", measure(other, indicator=3), "ปลูกต้นไม้", "ตัดหญ้า", "ล้างท่อ")

    aligned = align(left, right, meanings=Nearly({one: 1, other: 1}, title=other, share=share))

    assert (len(aligned.pairs), len(aligned.maybe)) == found


def test_words_of_how_it_is_done_without_a_subject_in_common_are_no_doubt() -> None:
    one, other = "ติดโคมไฟหน้าโรงเก็บของ", "ทำป้ายบอกทางเข้าที่ว่าการ"
    ours, theirs = "สำรวจจุด\nขออนุมัติเงินสะสม\nตรวจรับงาน", "ร่างแบบป้าย\nคัดเลือกร้านค้า\nตรวจรับงาน"
    left = report("a", measure(one, steps=ours), "ซ่อมถนนลูกรัง", "ขุดลอกคลอง")
    right = report("b", measure(other, steps=theirs), "ปลูกต้นไม้", "ตัดหญ้า")
    for topic, found in ((1, (1, 0)), (2, (0, 0))):
        aligned = align(left, right, meanings=FakeMeanings({one: 1, other: topic}))
        assert (len(aligned.pairs), len(aligned.maybe)) == found

    doubt = Weights(pairs={"constant": 0.0, "pair": 0.2, "maybe": -1.1}, covers={})
    desk = report("b", measure("ศูนย์บริการเบ็ดเสร็จ", steps="จัดเคาน์เตอร์บริการ\nรับเรื่องร้องทุกข์"))
    for title, is_doubt in (("ติดกล้องวงจรปิดตรงช่องบริการ", False), ("ไกล่เกลี่ยเรื่องร้องทุกข์", True)):
        found_signals = signals(report("a", title), desk, meanings=WordMeanings())
        aligned = align_signals(found_signals, doubt, covers=False)
        assert (len(aligned.pairs), len(aligned.maybe)) == (0, is_doubt), title


def test_one_measure_covers_the_two_that_split_it() -> None:
    whole = measure(
        "จัดทำคู่มือการปฏิบัติงานและคู่มือสำหรับประชาชน",
        steps="๑. ทบทวนคู่มือการปฏิบัติงานทุกกอง\n๒. เขียนคู่มือสำหรับประชาชนให้อ่านง่าย",
    )
    left = report("a", whole, "ซ่อมถนนลูกรัง")
    right = report("b", "คู่มือการปฏิบัติงาน", "ปลูกต้นไม้ริมคลอง", "คู่มือสำหรับประชาชน")

    found = align(left, right, meanings=WordMeanings())

    assert found.pairs == ()
    assert [(one.left, one.right) for one in found.covers] == [((0,), (0, 2))]


def test_a_cover_extends_the_pair_of_a_part_that_is_clearly_the_counterpart() -> None:
    left = report("a", WHOLE, "ซ่อมถนนลูกรัง")
    right = report("b", "ปลูกต้นไม้ริมคลอง", MAIN_PART, SMALL_PART)

    found = align(left, right, meanings=IN_PARTS)

    assert [(one.left, one.right) for one in found.pairs] == [(0, 1)]
    assert [(one.left, one.right, one.main) for one in found.covers] == [((0,), (1, 2), (0, 1))]


@pytest.mark.parametrize(("indicator", "is_part"), [(2, True), (None, True), (9, False)])
def test_a_measure_of_another_indicator_is_no_part(indicator: int | None, is_part: bool) -> None:
    left = report("a", replace(WHOLE, indicator=2), "ซ่อมถนนลูกรัง")
    small = replace(SMALL_PART, indicator=indicator)
    right = report("b", "ปลูกต้นไม้ริมคลอง", replace(MAIN_PART, indicator=2), small)

    found = align(left, right, meanings=IN_PARTS)

    assert [(one.left, one.right) for one in found.pairs] == [(0, 1)]
    assert [one.right for one in found.covers] == [(1, 2)] * is_part


def test_a_part_with_a_copy_of_its_own_is_in_no_cover() -> None:
    left = report("a", WHOLE, SMALL_PART)
    right = report("b", MAIN_PART, SMALL_PART)

    found = align(left, right, meanings=WordMeanings())

    assert [(one.left, one.right) for one in found.pairs] == [(0, 0), (1, 1)]
    assert found.covers == ()


def test_without_covers_all_pairs_stay_one_to_one() -> None:
    left, right = report("a", WHOLE), report("b", MAIN_PART, SMALL_PART)

    found = align(left, right, meanings=WordMeanings(), covers=False)

    assert ([(one.left, one.right) for one in found.pairs], found.covers) == ([(0, 0)], ())


def test_a_row_that_is_printed_twice_is_a_pair_and_a_rest_not_a_cover() -> None:
    left = report("a", TITLES[0])
    right = report("b", TITLES[0], TITLES[0])

    found = align(left, right, meanings=WordMeanings())

    assert ([(one.left, one.right) for one in found.pairs], found.covers) == ([(0, 0)], ())


def test_the_best_sum_is_taken_not_the_first_best() -> None:
    left = report("a", "เผยแพร่แผนการจัดซื้อจัดจ้าง", "เผยแพร่แผนการจัดซื้อจัดจ้างและผลรายเดือน")
    right = report("b", "เผยแพร่แผนการจัดซื้อจัดจ้างและผลรายเดือน")

    assert pairs(left, right) == {(1, 0)}


def test_equal_titles_pair_by_the_indicator() -> None:
    left = report("a", measure("รับฟังความคิดเห็น", indicator=8))
    right = report(
        "b", measure("รับฟังความคิดเห็น", indicator=6), measure("รับฟังความคิดเห็น", indicator=8)
    )

    assert pairs(left, right) == {(0, 1)}


@examples(
    "align",
    "equal titles pair where in doubt in one town",
    str,
    str,
    int,
    member(ReportKind),
    float,
    yes,
)
def test_equal_titles_pair_where_in_doubt_in_one_town(
    title: str, owner: str, year: int, kind: ReportKind, constant: float, is_pair: bool
) -> None:
    town = {"same": TOWN, "other": VILLAGE}[owner]
    left = report("a", measure(title, steps="ตั้งตู้หน้าอาคาร"), organisation=TOWN, year=2568)
    right = report("b", measure(title, steps="รับสายนอกเวลา"), organisation=town, year=year)
    found = signals(replace(left, kind=kind), right, meanings=WordMeanings())
    weights = Weights(pairs={"constant": constant, "pair": 0.2, "maybe": -1.1}, covers={})
    aligned = align_signals(found, weights, covers=False)
    assert bool(aligned.pairs) == is_pair
    assert len(aligned.pairs) + len(aligned.maybe) == (constant > -1 or is_pair)


@examples("align", "of a plan and its results title and number decide", listed, listed, literal)
def test_of_a_plan_and_its_results_title_and_number_decide(
    planned: list[str], reported: list[str], found: set[tuple[int, int]]
) -> None:
    plan, results = (
        report(name, *(measure(title, steps=steps) for title, steps in rows), organisation=TOWN)
        for name, texts in (("a", planned), ("b", reported))
        for rows in [[it.split(": ") for it in texts]]
    )
    results = replace(results, kind=ReportKind.RESULTS)

    assert pairs(plan, results) == {*found}
    near = FakeMeanings({it.title: 1 for it in (*plan.measures, *results.measures)})
    seen = signals(plan, results, meanings=near)
    of_pairs = {"constant": -5.0, "pair": 0.0, "maybe": 0.0}
    aligned = align_signals(seen, Weights(pairs=of_pairs, covers={"constant": 1, "least": 0}))
    assert {(it.left, it.right) for it in aligned.pairs} == {*found}
    assert {it.main for it in aligned.covers} <= {*found}


def test_measures_without_words_pair_with_nothing() -> None:
    left, right = report("a", "-", ""), report("b", "-", "")

    assert pairs(left, right, FakeMeanings({"-": 0, "": 0})) == set()


@given(left=titles, right=titles, topics=topics)
def test_swapping_the_sides_mirrors_the_pairs(
    left: list[str], right: list[str], topics: dict[str, int]
) -> None:
    one, other, known = report("a", *left), report("b", *right), FakeMeanings(topics)

    found = align(one, other, meanings=known)
    mirrored = align(other, one, meanings=known)

    assert {(p.left, p.right, p.similarity) for p in found.pairs} == {
        (p.right, p.left, p.similarity) for p in mirrored.pairs
    }
    assert {(c.left, c.right, c.similarity) for c in found.covers} == {
        (c.right, c.left, c.similarity) for c in mirrored.covers
    }


@example(
    left=[TITLES[0], TITLES[0], "ทบทวนคู่มือการปฏิบัติงานทุกกอง"],
    right=[TITLES[0], TITLES[0], "จัดทำคู่มือการปฏิบัติงาน", "เผยแพร่แผนการจัดซื้อจัดจ้าง"],
    topics={"ทบทวนคู่มือการปฏิบัติงานทุกกอง": 0, "เผยแพร่แผนการจัดซื้อจัดจ้าง": 0, TITLES[0]: 0},
)
@given(left=titles, right=titles, topics=topics)
def test_every_measure_is_in_one_pair_or_cover_but_those_that_a_cover_extends(
    left: list[str], right: list[str], topics: dict[str, int]
) -> None:
    one, other, known = report("a", *left), report("b", *right), FakeMeanings(topics)

    found = align(one, other, meanings=known)

    links = [(p.left, p.right) for p in found.pairs]
    extended = [c.main for c in found.covers if c.main is not None]
    assert set(extended) <= set(links)
    alone = [link for link in links if link not in extended]
    lefts = [i for i, _ in alone] + [i for c in found.covers for i in c.left]
    rights = [j for _, j in alone] + [j for c in found.covers for j in c.right]
    assert len(set(lefts)) == len(lefts)
    assert len(set(rights)) == len(rights)
    assert links == sorted(links)
    assert all(min(len(c.left), len(c.right)) == 1 for c in found.covers)
    assert all(len(c.left) + len(c.right) > 2 for c in found.covers)


def test_what_a_person_said_is_the_same_is_a_pair_however_unlike() -> None:
    left, right = report("a", TITLES[0], TITLES[2]), report("b", TITLES[7], TITLES[3])
    topics = dict.fromkeys((TITLES[2], TITLES[3]), 1)
    known = FakeMeanings(topics, judged={frozenset(("a-l1", "b-l1")): True})

    found = align(left, right, meanings=known)

    assert [(one.left, one.right, one.judged) for one in found.pairs] == [
        (0, 0, True),
        (1, 1, False),
    ]


def test_what_a_person_said_is_not_the_same_is_no_pair_and_no_maybe() -> None:
    left, right = report("a", TITLES[0], TITLES[2]), report("b", TITLES[0], TITLES[7])
    known = FakeMeanings({}, judged={frozenset(("a-l1", "b-l1")): False})

    found = align(left, right, meanings=known)

    assert (0, 0) not in {(one.left, one.right) for one in (*found.pairs, *found.maybe)}
    assert nearest_measures(found, left, right)["a-l1"].measure.id == "b-l2"


@pytest.mark.parametrize(("topic", "is_near"), [(1, True), (2, False)])
def test_the_most_similar_is_near_only_on_the_same_topic(topic: int, is_near: bool) -> None:
    alone, other = "จัดทำทะเบียนรับของขวัญของหน่วยงาน", "จัดทำทะเบียนของขวัญที่ส่งคืน"
    known = FakeMeanings({alone: 1, other: topic})

    same = measure(other, steps="ผู้รับส่งของคืนผู้ให้")
    left, right = report("a", same, alone), report("b", same)

    found = compare_reports(left, right, meanings=known).nearest

    assert {name: near.is_near for name, near in found.items()} == {"a-l2": is_near}


def test_two_measures_that_a_person_said_are_the_same_as_one_are_its_cover() -> None:
    left, right = report("a", TITLES[0]), report("b", TITLES[7], TITLES[7])
    same = {frozenset(("a-l1", name)): True for name in ("b-l1", "b-l2")}

    found = align(left, right, meanings=FakeMeanings({}, judged=same))

    assert [(one.left, one.right) for one in found.covers] == [((0,), (0, 1))]


def test_the_order_of_measures_changes_no_alignment() -> None:
    forwards, backwards = TITLES[:8], TITLES[7::-1]
    others = tuple(f"{title}ทุกปี" for title in forwards[::2])

    one = titled_pairs(report("a", *forwards), report("b", *others))
    turned = titled_pairs(report("a", *backwards), report("b", *others[::-1]))

    assert len(one) == len(others)
    assert one == turned


def titled_pairs(left: Report, right: Report) -> dict[tuple[str, str], float]:
    return {
        (left.measures[one.left].title, right.measures[one.right].title): round(one.similarity, 6)
        for one in align(left, right, meanings=WordMeanings()).pairs
    }


def test_copies_are_a_pair_however_short_the_reports() -> None:
    for count in (1, 2):
        titles = TITLES[1 : count + 1]
        known = FakeMeanings({title: number for number, title in enumerate(titles)})

        assert pairs(report("a", *titles), report("b", *titles), known) == {
            (number, number) for number in range(count)
        }
