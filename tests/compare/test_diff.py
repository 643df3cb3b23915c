"""What differs in a pair: fields and steps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.compare.difference.diff import compare_measures, differences, step_differences
from itasearch.compare.difference.spans import comparable
from itasearch.model.comparison import DifferenceKind
from itasearch.text.thai.stretches import split_steps
from tests.compare.samples import TOWN, VILLAGE, measure, report

LEFT = report("a", organisation=TOWN, year=2566)
RIGHT = report("b", organisation=VILLAGE, year=2568)


def kind_of(left: str, right: str) -> DifferenceKind:
    (found,) = differences(measure(left), measure(right), reports=(LEFT, RIGHT))
    return found.kind


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("จัดอบรม ๒ ครั้ง", "จัดอบรม  2 ครั้ง"),
        ("๑. ประชุม\n๒. รายงานผล", "1) ประชุม\n2) รายงานผล"),
        ("- ประชุม\n- รายงานผล", "• ประชุม • รายงานผล"),
        ("แผนของเทศบาลตำบลดงมะไฟ", "แผนของ อบต.บ้านหนองแสง"),
        ("จังหวัดสกลนคร", "จังหวัดอุดรธานี"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", "ปีงบประมาณ 2568"),
        ("ต.ค. ๖๕ - ก.ย. ๖๖", "ต.ค.67 - ก.ย.68"),
        ("ตุลาคม ๒๕๖๕ – กันยายน ๒๕๖๖", "ตุลาคม 2567 – กันยายน 2568"),
        ("ตาม พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐", "ตาม พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. 2540"),
    ],
)
def test_spelling_own_names_and_own_years_are_no_difference(left: str, right: str) -> None:
    assert kind_of(left, right) is DifferenceKind.SAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("จัดอบรม ๒ ครั้ง", "จัดอบรม ๓ ครั้ง"),
        ("กองคลัง", "สำนักปลัด"),
        ("ต.ค. ๖๕ - ก.ย. ๖๖", "ต.ค. ๖๖ - ก.ย. ๖๘"),
        ("ปีงบประมาณ ๒๕๖๖", "ปีงบประมาณ ๒๕๖๗"),
        ("งบประมาณ ๒๐,๐๐๐ บาท", "งบประมาณ ๓๐,๐๐๐ บาท"),
        ("พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐", "พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๒"),
    ],
)
def test_figures_units_and_other_years_are_a_change(left: str, right: str) -> None:
    assert kind_of(left, right) is DifferenceKind.CHANGED


def test_a_field_that_one_side_lacks_is_only_on_the_other() -> None:
    left = measure("ยืมพัสดุ", steps="ใช้ใบยืม", responsible="กองคลัง")
    right = measure("ยืมพัสดุ", steps="ใช้ใบยืม", results="ยืม 20 ครั้ง", outcomes=" ")

    found = differences(left, right, reports=(LEFT, RIGHT))

    assert [(one.field, one.kind.value, one.left, one.right) for one in found] == [
        ("title", "same", "ยืมพัสดุ", "ยืมพัสดุ"),
        ("steps", "same", "ใช้ใบยืม", "ใช้ใบยืม"),
        ("responsible", "only_left", "กองคลัง", None),
        ("results", "only_right", None, "ยืม 20 ครั้ง"),
    ]


def test_texts_are_given_as_read() -> None:
    (found,) = differences(measure("แผน  ๒๕๖๖"), measure("แผน 2568"), reports=(LEFT, RIGHT))

    assert (found.left, found.right) == ("แผน  ๒๕๖๖", "แผน 2568")


def test_without_a_fiscal_year_all_years_count() -> None:
    yearless = report("c", year=None)

    assert comparable("ปี ๒๕๖๕", yearless) != comparable("ปี ๒๕๖๖", yearless)


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


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("๔๘,๐๐๐", "48 พันบาท", DifferenceKind.SAME),
        ("1.5 ล้านบาท", "1,500,000 บาท", DifferenceKind.SAME),
        ("48,000", "48", DifferenceKind.CHANGED),
        ("48,000 จากเงินสะสม", "48 พันบาท", DifferenceKind.CHANGED),
    ],
)
def test_budgets_are_the_same_by_their_amounts(left: str, right: str, kind: DifferenceKind) -> None:
    sides = (replace(measure("อบรมงานพัสดุ"), budget=text) for text in (left, right))

    title, budget = differences(*sides, reports=(LEFT, RIGHT))

    assert (title.kind, budget.kind) == (DifferenceKind.SAME, kind)
