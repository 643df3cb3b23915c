"""Faults once found in headers of tables that need merges or a warning to be seen.

Whole files stand in tests/data/regressions; these are the causes that a few rows show.
"""

import pytest

from itasearch.model.source import Merge
from itasearch.text.dates.months import is_period, period_in, period_of, without_period
from tests.extract.documents import measures_of, table

ROWS = (
    ("๑. จัดคิวงานบริการใหม่", "ตลอดปี", "ตั้งโต๊ะแล้ว", "รับเรื่อง ๙๐ ราย"),
    ("๒. เปิดเผยแผนใช้เงิน", "ทุกไตรมาส", "เบิกจ่ายไตรมาส ๑", "เบิกจ่ายไตรมาส ๒"),
)


def test_quarters_under_merged_results_are_results() -> None:
    names = ("มาตรการ", "ระยะเวลา", "ผลการดำเนินการ", "ผลการดำเนินการ")
    quarters = ("มาตรการ", "ระยะเวลา", "ไตรมาส ๑", "ไตรมาส ๒")
    over = Merge(first_row=0, first_column=2, last_row=0, last_column=3)

    first, second = measures_of(table(names, quarters, *ROWS, over))

    assert first.results == "ไตรมาส ๑: ตั้งโต๊ะแล้ว\nไตรมาส ๒: รับเรื่อง ๙๐ ราย"
    assert (second.timeframe, second.results) == (
        "ทุกไตรมาส",
        "ไตรมาส ๑: เบิกจ่ายไตรมาส ๑\nไตรมาส ๒: เบิกจ่ายไตรมาส ๒",
    )


def test_bare_quarters_over_texts_are_results() -> None:
    first, _ = measures_of(table(("มาตรการ", "ระยะเวลา", "ไตรมาส ๑", "ไตรมาส ๒"), *ROWS))

    assert first.timeframe == "ตลอดปี"
    assert first.results == "ไตรมาส ๑: ตั้งโต๊ะแล้ว\nไตรมาส ๒: รับเรื่อง ๙๐ ราย"


@pytest.mark.parametrize(
    ("header", "rest", "period"),
    [
        ("ผลการดำเนินงาน รอบ ๖ เดือน (ต.ค. - มี.ค.)", "ผลการดำเนินงาน", "รอบ ๖ เดือน (ต.ค. - มี.ค.)"),
        ("งบประมาณ ปี ๒๕๖๖", "งบประมาณ", "2566"),
        ("ผลไตรมาส ๑", "ผล", "ไตรมาส ๑"),
        ("ระยะเวลา", "ระยะเวลา", ""),
        ("ขั้นตอนที่ 1", "ขั้นตอนที่ 1", ""),
        ("กรอบเวลา", "กรอบเวลา", ""),
    ],
)
def test_a_period_in_a_header_is_told_from_its_name(header: str, rest: str, period: str) -> None:
    assert (without_period(header), period_in(header)) == (rest, period)


def test_a_month_takes_the_year_above_it() -> None:
    assert period_of(["พ.ศ. ๒๕๖๖", "ต.ค."]) == "ต.ค. 2566"


def test_a_long_row_of_digits_is_no_period_in_no_time() -> None:
    assert not is_period("1" * 5_000 + "x")
