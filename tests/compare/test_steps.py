from hypothesis import given
from hypothesis import strategies as st

from itasearch.compare.difference.diff import compare_measures, step_differences
from itasearch.text.thai.stretches import split_steps
from tests.compare.samples import TOWN, VILLAGE, measure, report

REPORTS = (report("a", organisation=TOWN, year=2566), report("b", organisation=VILLAGE, year=2568))
STEPS = (
    "แต่งตั้งคณะทำงาน",
    "ตรวจนับครุภัณฑ์ทุกกอง",
    "รายงานผลต่อนายก",
    "ปิดประกาศหน้าสำนักงาน",
    "ถ่ายภาพทรัพย์สินชำรุด",
)
lists = st.lists(st.sampled_from(STEPS), max_size=5, unique=True)


def test_steps_that_run_together_are_taken_apart() -> None:
    assert split_steps("๑. ประชุมกอง ๒. รายงานนายก\n๓) ปิดประกาศ") == (
        "๑. ประชุมกอง",
        "๒. รายงานนายก",
        "๓) ปิดประกาศ",
    )


def test_figures_and_dates_begin_no_step() -> None:
    assert split_steps("สำรวจ 2. 5 แห่ง ภายใน 3 วัน") == ("สำรวจ 2. 5 แห่ง ภายใน 3 วัน",)


def test_steps_are_same_changed_missing_or_added() -> None:
    left = "1. แต่งตั้งคณะทำงาน\n2. ตรวจนับครุภัณฑ์ทุกกอง\n3. รายงานผลต่อนายก"
    right = "๑. แต่งตั้งคณะทำงาน\n๒. ตรวจนับครุภัณฑ์ทุกกองปีละสองครั้ง\n๓. ปิดประกาศหน้าสำนักงาน"

    found = step_differences(left, right, reports=REPORTS)

    assert [one.kind.value for one in found] == ["same", "changed", "only_right", "only_left"]
    assert found[2].right == "๓. ปิดประกาศหน้าสำนักงาน"


def test_a_step_that_the_title_of_the_other_says_is_not_missing_there() -> None:
    left = measure("มอบเจ้าของข้อมูล OIT รายหัวข้อ", steps="๑. แต่งตั้งเจ้าของข้อมูล")
    right = measure("จัดเมนูเว็บไซต์", steps="๑. จ้างทำเมนู\n๒. มอบเจ้าของรายหัวข้อ O1-O35")

    pair = compare_measures(left, right, similarity=0.5, reports=REPORTS, common={"steps"})

    told = [(one.field, one.kind.value) for one in pair.steps]
    assert told == [("steps", "only_left"), ("steps", "only_right"), ("title", "changed")]
    assert (pair.steps[2].left, pair.steps[2].right) == (left.title, "๒. มอบเจ้าของรายหัวข้อ O1-O35")


def test_a_step_that_moved_is_no_difference() -> None:
    left, right = "\n".join(STEPS[:3]), "\n".join(STEPS[2::-1])

    found = step_differences(left, right, reports=REPORTS)

    assert [one.kind.value for one in found] == ["same", "same", "same"]


def test_lists_with_nothing_in_common_stand_behind_each_other() -> None:
    found = step_differences("ขุดบ่อบาดาล", "แจกคูปองอาหาร", reports=REPORTS)

    assert [one.kind.value for one in found] == ["only_left", "only_right"]


@given(left=lists, right=lists)
def test_every_step_of_both_sides_is_told_once(left: list[str], right: list[str]) -> None:
    found = step_differences("\n".join(left), "\n".join(right), reports=REPORTS)

    assert [one.left for one in found if one.left is not None] == left
    assert sorted(one.right for one in found if one.right is not None) == sorted(right)
