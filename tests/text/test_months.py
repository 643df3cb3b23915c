import pytest
from hypothesis import given

from itasearch.text.dates.months import MONTHS, month_years, year_numbers
from itasearch.text.timeframe import parse_timeframe
from tests.text.strategies import messy_text


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_is_found_in_full_and_short(number: int) -> None:
    full, short = MONTHS[number - 1]

    found = list(month_years(f"เริ่ม {full} 2566 แล้ว {short}๖๗ และ {short.replace('.', '')} ๖๘"))

    assert [(one.month, one.year) for one in found] == [
        (number, 2566),
        (number, 2567),
        (number, 2568),
    ]


@pytest.mark.parametrize(
    ("text", "year", "fiscal_year"),
    [
        ("ธันวาคม พ.ศ. ๒๕๖๕", 2565, 2566),
        ("ถึงก.ย.66", 2566, 2566),
        ("ต. ค. ๖๕", 2565, 2566),
        ("เดือนมี.ค. 2023", 2566, 2566),
        ("ม.ค. 23", 2566, 2566),
        ("พ.ย. ๔๒", 2542, 2543),
        ("ธ.ค. พุทธศักราช ๒๕๖๖", 2566, 2567),
        ("ต.ค. ปี ค.ศ. 2023", 2566, 2567),
    ],
)
def test_the_year_is_told_in_both_reckonings(text: str, year: int, fiscal_year: int) -> None:
    (found,) = month_years(text)

    assert (found.year, found.fiscal_year_be) == (year, fiscal_year)


def test_a_date_knows_its_day_and_places() -> None:
    text = "ณ วันที่ ๓๑ มี.ค. ๒๕๖๖ นี้"

    (found,) = month_years(text)

    assert found.day == 31
    assert text[found.start : found.end] == "๓๑ มี.ค. ๒๕๖๖"
    assert text[found.year_start : found.end] == "๒๕๖๖"


@pytest.mark.parametrize(
    "text",
    ["", "ตุลาคม", "อบตค 65", "ม.ค. 123", "ก.พ. เห็นชอบ", "ทุกเดือน 66", "ก.ย. 66 คน", "ม.ค. 2366"],
)
def test_other_text_has_none(text: str) -> None:
    assert list(month_years(text)) == []


@given(messy_text)
def test_places_are_in_order_within_the_text(text: str) -> None:
    ends = [0]
    for found in month_years(text):
        assert ends[-1] <= found.start < found.year_start < found.end <= len(text)
        ends.append(found.end)


@pytest.mark.parametrize("text", ["ม.ค. 23", "ม.ค. 66", "ต.ค. ๔๒", "ธ.ค. ปี 2023", "พ.ย. พ.ศ. ๖๔"])
def test_the_year_behind_a_month_is_that_of_the_timeframe(text: str) -> None:
    (found,) = month_years(text)

    assert parse_timeframe(text, 2569).start == f"{found.year}-{found.month:02d}"


def test_a_number_between_two_months_is_a_day() -> None:
    (found,) = month_years("ม.ค. 15 ก.พ. 66")

    assert (found.month, found.year, found.day) == (2, 2566, 15)


def test_numbers_for_years_are_as_printed() -> None:
    assert year_numbers("ปีงบประมาณ ๒๕๒๖ ต.ค. 2366 และ 2567") == (2526, 2366)
