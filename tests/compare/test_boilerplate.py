"""What most rows of a report say alike counts for nothing, the rest stays as it is."""

from itasearch.compare.pairing.align import align, similarities
from itasearch.compare.pairing.signals import signals, without_boilerplate
from tests.compare.samples import TOWN, VILLAGE, measure, report

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
