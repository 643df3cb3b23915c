"""Years and months in Thai text."""

import pytest
from hypothesis import given

from itasearch.text.dates.fiscal_year import EARLIEST, LATEST, be_years, short_years, year_mentions
from itasearch.text.dates.months import (
    MONTHS,
    is_period,
    month_years,
    period_in,
    period_of,
    without_period,
)
from itasearch.text.thai.normalize import arabic_digits
from itasearch.text.timeframe import parse_timeframe
from tests.cases import examples, listed, optional
from tests.text.strategies import messy_text


@examples("dates", "years are read in any writing")
def test_years_are_read_in_any_writing(text: str, years: str) -> None:
    assert " ".join(map(str, be_years(text))) == years.strip("-")


@examples("dates", "other numbers are no years")
def test_other_numbers_are_no_years(text: str) -> None:
    assert be_years(text) == ()


@examples("dates", "the stated fiscal year follows its words", str, optional(int))
def test_the_stated_fiscal_year_follows_its_words(text: str, year: int | None) -> None:
    stated = [mention.year for mention in year_mentions(text) if mention.stated]

    assert stated[:1] == ([] if year is None else [year])


@examples("dates", "years of laws")
def test_the_year_of_a_law_is_told_from_the_report_s(text: str, whose: str) -> None:
    found = ["law" if mention.law else "report" for mention in year_mentions(text)]

    assert " ".join(found) == whose


@given(messy_text)
def test_a_mention_points_at_its_digits(text: str) -> None:
    for mention in year_mentions("พ.ศ. " + text + " ปีงบประมาณ ๒๕๖๖"):
        printed = arabic_digits(("พ.ศ. " + text + " ปีงบประมาณ ๒๕๖๖")[mention.start : mention.end])

        assert EARLIEST <= mention.year <= LATEST
        assert int(printed.replace(" ", "")) in (
            mention.year,
            mention.year - 543,
            mention.year - 2500,
        )


def test_a_long_run_of_blanks_before_a_number_is_read_at_once() -> None:
    assert year_mentions("ประกาศ" + " " * 20_000 + "1 เรื่อง") == ()


def test_two_digits_after_a_bare_year_word_are_weaker_evidence() -> None:
    assert short_years("มาตรการ ปี ๖๖ และ ปี’67 ปี 65 คน") == (2566, 2567)
    assert be_years("มาตรการ ปี ๖๖") == ()


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_is_found_in_full_and_short(number: int) -> None:
    full, short = MONTHS[number - 1]

    found = list(month_years(f"เริ่ม {full} 2566 แล้ว {short}๖๗ และ {short.replace('.', '')} ๖๘"))

    assert [(one.month, one.year) for one in found] == [
        (number, 2566),
        (number, 2567),
        (number, 2568),
    ]


@examples("dates", "the year is told in both reckonings", str, int, int)
def test_the_year_is_told_in_both_reckonings(text: str, year: int, fiscal_year: int) -> None:
    (found,) = month_years(text)

    assert (found.year, found.fiscal_year_be) == (year, fiscal_year)


def test_a_date_knows_its_day_and_places() -> None:
    text = "ณ วันที่ ๓๑ มี.ค. ๒๕๖๖ นี้"

    (found,) = month_years(text)

    assert found.day == 31
    assert text[found.start : found.end] == "๓๑ มี.ค. ๒๕๖๖"
    assert text[found.year_start : found.end] == "๒๕๖๖"


@examples("dates", "the year behind a month is that of the timeframe")
def test_the_year_behind_a_month_is_that_of_the_timeframe(text: str) -> None:
    (found,) = month_years(text)

    assert parse_timeframe(text, 2569).start == f"{found.year}-{found.month:02d}"


def test_a_number_between_two_months_is_a_day() -> None:
    (found,) = month_years("ม.ค. 15 ก.พ. 66")

    assert (found.month, found.year, found.day) == (2, 2566, 15)


@examples("dates", "a period in a header is told from its name")
def test_a_period_in_a_header_is_told_from_its_name(header: str, period: str, rest: str) -> None:
    assert (without_period(header), period_in(header)) == (rest, period)


@examples("dates", "a column is of the period that its last text names", listed, str)
def test_a_column_is_of_the_period_that_its_last_text_names(heads: list[str], period: str) -> None:
    assert period_of(heads) == period


def test_a_long_row_of_digits_is_no_period_in_no_time() -> None:
    assert not is_period("1" * 5_000 + "x")
