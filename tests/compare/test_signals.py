"""Signals of a pair of reports, the terms they are made of, and lines that many measures share."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from itasearch.compare.pairing.align import align, similarities
from itasearch.compare.pairing.signals import signals, without_boilerplate
from itasearch.compare.pairing.terms import grams, terms
from itasearch.encoders.base import Vectors
from itasearch.model.records import Measure
from tests.compare.samples import TOWN, VILLAGE, FakeMeanings, measure, report

TITLES = ("ยืมครุภัณฑ์", "รับร้องเรียน", "ประเมินความเสี่ยง", "อบรมจริยธรรม")


class SameForm(FakeMeanings):
    """Most of each direction is the form that all measures of its report follow."""

    def __init__(self) -> None:
        super().__init__({title: number for number, title in enumerate(TITLES)})

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        mixed = super().directions(measures)
        mixed[:, -1] += 3
        unit: Vectors = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
        return unit


def test_what_all_measures_share_is_taken_from_their_meaning() -> None:
    found = signals(report("a", *TITLES), report("b", *reversed(TITLES)), meanings=SameForm())

    assert found.meaning is not None
    assert found.own_meaning is not None
    gaps = [
        np.fliplr(alike).diagonal().min() - alike[0, :3].max()
        for alike in (found.own_meaning, found.meaning)
    ]
    assert gaps[0] > 2 * gaps[1] > 0


def test_a_report_of_one_measure_keeps_its_meaning() -> None:
    found = signals(report("a", TITLES[0]), report("b", *TITLES), meanings=SameForm())

    assert found.own_meaning is not None
    assert found.own_meaning[0].argmax() == 0
    assert found.own_meaning[0, 0] > 0.5


def test_concepts_that_rivals_share_put_nothing_ahead() -> None:
    ours, theirs = ("อบรมจริยธรรม", "อบรมพัสดุ", "รับร้องเรียน"), ("อบรมภาษี", "อบรมผังเมือง", "รับร้องเรียน")

    ahead = signals(report("a", *ours), report("b", *theirs), meanings=None).concepts_ahead

    assert ahead[2, 2] > ahead[0, 0]
    assert ahead[2, 2] == ahead.max()


ALIKE = "1. ตั้งคณะทำงาน\n2. เสนอผู้บริหารลงนาม\n3. ลงข่าวหน้าเว็บไซต์"
OURS = ("ดูแลการจัดซื้อจัดจ้างให้โปร่งใส", "ทำคู่มือการให้บริการ", "ทบทวนแผนอัตรากำลัง")
THEIRS = ("จัดซื้อจัดจ้างอย่างโปร่งใส", "พาเด็กนักเรียนเก็บขยะริมหาด", "ตรวจรถยนต์ส่วนกลาง")


def test_steps_of_most_rows_go_and_a_rows_own_step_stays() -> None:
    rows = [measure(title, steps=f"{ALIKE}\n4. {title}เอง") for title in OURS]

    ours, theirs = without_boilerplate(report("a", *rows), report("b", measure("อื่น", steps=ALIKE)))

    assert [one.steps for one in ours] == [f"4. {title}เอง" for title in OURS]
    assert [one.steps for one in theirs] == [None]  # of both the same goes: a copy stays a copy


def test_two_rows_alike_are_no_boilerplate() -> None:
    one = report("a", *(measure(title, steps=ALIKE) for title in OURS[:2]))

    ours, _ = without_boilerplate(one, report("b", *THEIRS))

    assert ours == one.measures


def test_rows_with_the_same_steps_are_as_alike_as_what_else_they_say() -> None:
    left = report("a", *(measure(title, steps=ALIKE) for title in OURS), organisation=TOWN)
    right = report("b", *(measure(title, steps=ALIKE) for title in THEIRS), organisation=VILLAGE)

    found = similarities(signals(left, right, meanings=None))

    assert found[0, 0] > 0.8  # both buy in the open
    assert found[1:, 1:].max() < 0.2


def test_a_copy_of_rows_with_the_same_steps_is_one_hundred_per_cent() -> None:
    rows = [measure(title, steps=ALIKE) for title in OURS]

    found = align(report("a", *rows), report("b", rows[1]), meanings=None)

    assert [(one.left, one.right, one.similarity) for one in found.pairs] == [(1, 0, 1.0)]


def test_grams_are_all_runs_of_two_to_four_letters() -> None:
    assert len(grams("กขคง").terms) == 3 + 2 + 1
    assert len(grams("ก").terms) == len(grams("").terms) == 0


def test_different_runs_have_different_numbers() -> None:
    assert len(grams("กขคงจฉช").terms) == 6 + 5 + 4


@given(st.text(alphabet="กขคa", max_size=30))
def test_equal_runs_have_equal_numbers(text: str) -> None:
    runs = {text[i : i + n] for n in (2, 3, 4) for i in range(len(text) - n + 1)}

    assert len(grams(text).terms) == len(runs)


def test_terms_leave_out_own_names_and_figures() -> None:
    one = terms(measure("แผนของเทศบาลตำบลดงมะไฟ ปี ๒๕๖๖"), TOWN)
    other = terms(measure("แผนของ ปี 2567"), None)

    assert one.task_grams.terms.tolist() == other.task_grams.terms.tolist()
    assert "2567" not in other.words.terms


def test_a_concept_counts_by_the_weightiest_field_that_names_it() -> None:
    found = terms(
        measure("เปิดช่องทางร้องเรียน", steps="ติดป้าย No Gift Policy", outcomes="No Gift Policy"), None
    )

    assert found.concepts["no_gift"] == 1.0
    assert set(found.concepts.values()) == {1.0, 2.0}
