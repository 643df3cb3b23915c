import pytest

from itasearch.enrich.same_text import Substance, same_text, substance
from itasearch.model.records import Organisation
from tests.search.fakes import measure, town

STEPS = (
    "๑. {name}แต่งตั้งคณะทำงานรับเรื่องร้องเรียนประจำปี {year} "
    "๒. เปิดกล่องรับเรื่องหน้าสำนักงานทุกวันจันทร์ ๓. รายงานนายกทุกเดือน"
)


def row(identifier: str, organisation: Organisation, *, name: str, year: str) -> Substance:
    item = measure(identifier, f"ช่องทางร้องเรียนของ{name}", steps=STEPS.format(name=name, year=year))
    return substance(item, organisation)


PINE = row("a-1", town("สนหลวง"), name="เทศบาลตำบลสนหลวง", year="พ.ศ. ๒๕๖๖")


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("เทศบาลตำบลบึงนาง", "พ.ศ. 2567"),
        ("ทต.บึงนาง", "๖๗"),
        ("บึงนาง", "พ.ศ. ๒๕๖๔"),
    ],
)
def test_town_names_and_years_do_not_make_a_difference(name: str, year: str) -> None:
    assert same_text(PINE, row("b-1", town("บึงนาง"), name=name, year=year))


def test_spaces_of_wrapped_lines_do_not_make_a_difference() -> None:
    left = substance(measure("a-1", "จัดทำคู่มือการ ปฏิบัติ งานของทุกกอง"), None)
    right = substance(measure("b-1", "จัดทำคู่มือการปฏิบัติงาน\nของทุกกอง"), None)

    assert same_text(left, right)


def test_other_steps_are_another_measure() -> None:
    other = substance(
        measure("b-1", "ช่องทางร้องเรียนของบึงนาง", steps="เปิดสายด่วนและจ้างผู้ตรวจจากนอกเมือง"),
        town("บึงนาง"),
    )

    assert not same_text(PINE, other)


def test_rows_of_one_report_are_never_the_same() -> None:
    first = substance(measure("a-1", "รายงานรอบ ๖ เดือน"), None)
    second = substance(measure("a-2", "รายงานรอบ ๑๒ เดือน"), None)

    assert not same_text(first, second)


def test_measures_without_text_are_not_the_same() -> None:
    assert not same_text(substance(measure("a-1", ""), None), substance(measure("b-1", ""), None))


def test_offices_and_dates_are_not_compared() -> None:
    left = measure("a-1", "ตรวจนับพัสดุประจำปี", responsible="กองคลัง", timeframe="ต.ค.")
    right = measure("b-1", "ตรวจนับพัสดุประจำปี", responsible="สำนักปลัด", timeframe="ก.ย.")

    assert same_text(substance(left, None), substance(right, None))
