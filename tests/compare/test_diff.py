import pytest

from itasearch.compare.difference.diff import differences
from itasearch.compare.difference.spans import comparable
from itasearch.model.comparison import DifferenceKind
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
