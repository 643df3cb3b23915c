import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.compare.difference.times_and_units import unit_difference
from itasearch.enrich.local_names import units
from tests.compare.samples import TOWN, VILLAGE, report

REPORTS = (report("a", organisation=TOWN, year=2566), report("b", organisation=VILLAGE, year=2568))


@pytest.mark.parametrize(
    ("left", "right", "both", "only_left", "only_right"),
    [
        ("กองคลัง", "กองคลัง", ("กองคลัง",), (), ()),
        ("สำนักปลัดเทศบาล", "สำนักปลัด อบต.", ("สำนักปลัดเทศบาล",), (), ()),
        ("กองคลัง/กองช่าง", "กองช่าง และกองการศึกษา", ("กองช่าง",), ("กองคลัง",), ("กองการศึกษา",)),
        ("- สำนักปลัด\n- กองช่าง", "กองช่าง กองคลัง", ("กองช่าง",), ("สำนักปลัด",), ("กองคลัง",)),
        ("กองช่าง", "", (), ("กองช่าง",), ()),
        ("กองคลัง /งานพัสดุ", "กองคลัง", ("กองคลัง",), (), ()),  # a part of the same
        ("กองคลัง/งานพัสดุ", "กองคลัง (งานการเงิน)", ("กองคลัง",), ("งานพัสดุ",), ("งานการเงิน",)),
    ],
)
def test_units_are_told_apart_without_the_towns_names(
    left: str,
    right: str,
    both: tuple[str, ...],
    only_left: tuple[str, ...],
    only_right: tuple[str, ...],
) -> None:
    found = unit_difference(left, right, reports=REPORTS)

    assert found is not None
    assert (found.both, found.only_left, found.only_right) == (both, only_left, only_right)


def test_two_measures_without_units_have_no_difference_in_them() -> None:
    assert unit_difference("", "", reports=REPORTS) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("กองช่าง (งานโยธา)", ["กองช่าง", "งานโยธา"]),  # lost its closing bracket
        ("กองคลัง(งานพัสดุ)\n–กองช่าง", ["กองคลัง", "งานพัสดุ", "กองช่าง"]),
        ("-งานธุรการ", ["งานธุรการ"]),  # kept the mark of the list
        ("๑.สำนักปลัด ๒.กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("กองช่างร่วมกับกองคลัง", ["กองช่าง", "กองคลัง"]),
        ("ทุกกอง โดยสำนักปลัดเป็นผู้รวมเรื่อง", ["ทุกกอง", "สำนักปลัด"]),
        ("ทุกฝ่าย/กอง", ["ทุกฝ่าย", "ทุกกอง"]),
        ("ทุกงานในสังกัดปฏิบัติตามระเบียบและส่งเรื่องให้ปลัดลงนาม", ["ทุกงานในสังกัด"]),
        ("งานเผยแพร่และประชาสัมพันธ์", ["งานเผยแพร่และประชาสัมพันธ์"]),
        ("กลุ่มงานตรวจสอบภายใน", ["กลุ่มงานตรวจสอบภายใน"]),
        ("นักจัดการ งานทั่วไป", ["นักจัดการ งานทั่วไป"]),
    ],
)
def test_a_field_names_units_without_marks_and_what_they_do(text: str, names: list[str]) -> None:
    assert list(units(text, REPORTS[0].organisation).values()) == names


def test_a_sentence_that_begins_with_no_unit_is_none() -> None:
    told = "พนักงานทุกคนที่ใช้ของหลวงไม่ว่าอยู่กองใดและจะใช้ในงานหรือนอกเวลาก็ตามเป็นคนดูแลรักษา"

    assert not units(told, REPORTS[0].organisation)


@given(st.text(alphabet="กองคลังช่าง งาน()-–/,.๑1\n", max_size=40))
def test_no_unit_has_half_a_bracket_or_a_mark_before_it(text: str) -> None:
    for name in units(text, REPORTS[0].organisation).values():
        assert not set("()\n/,") & set(name)
        assert name[0] not in "-–. "


def test_a_post_behind_its_unit_is_named_apart() -> None:
    town = report("a", organisation=TOWN)

    assert list(units("สำนักปลัดเทศบาล นิติกร", town.organisation)) == ["สำนักปลัด", "นิติกร"]
    assert list(units("กองคลัง นักวิชาการพัสดุ", town.organisation)) == ["กองคลัง", "นักวิชาการพัสดุ"]
    assert list(units("สำนัก ปลัดเทศบาล", town.organisation)) == ["สำนักปลัด"]
