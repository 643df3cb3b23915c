"""Months in Thai text, in full or short, and the years printed behind them.

Short names lose their dots ("กพ66") or are torn by blanks ("ต. ค. ๖๕"), and letters of
one may be the end of another word: one counts at the beginning of a word, or behind one
of the few words that dates follow without a blank.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itasearch.text.dates.fiscal_year import CE_OFFSET
from itasearch.text.thai.normalize import arabic_digits

MONTHS = (
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
)
"""Full and short names, January first."""

_BEFORE = ("เดือน", "ถึง", "ใน", "ตั้งแต่", "ระหว่าง", "สิ้น", "ต้น", "กลาง", "ปลาย", "และ", "หรือ")
_BEGINS = "|".join(("(?<![ก-๎])", *(f"(?<={word})" for word in _BEFORE)))


def _loose(short: str) -> str:
    first, second = short.rstrip(".").split(".")
    return rf"{first}(?:\s?\.\s?)?{second}(?:\s?\.)?"


def _either(full: str, short: str) -> str:
    return f"{full}|(?:{_BEGINS}){_loose(short)}"


MONTH = "(?:" + "|".join(_either(full, short) for full, short in MONTHS) + ")"
"""Pattern of any month's name."""

_NUMBERED = "|".join(
    f"(?P<m{number}>{_either(full, short)})" for number, (full, short) in enumerate(MONTHS, start=1)
)
_MONTH_YEAR = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})\s*)?(?:{_NUMBERED})"
    r"\s*(?:พ\.?\s?ศ\.?\s*)?(?P<year>\d{4}|\d{2})(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthYear:
    """A month and the year behind it, with or without a day before it.

    Attributes:
        month: 1–12.
        year: Buddhist Era; two digits are of this century (66 is 2566).
        day: 1–99 as printed; None when there is none.
        start: first code point, that of the day if there is one.
        year_start: first code point of the year's digits.
        end: one past the last of them.
    """

    month: int
    year: int
    day: int | None
    start: int
    year_start: int
    end: int

    @property
    def fiscal_year_be(self) -> int:
        """October to December belong to the next year's."""
        return self.year + (self.month >= 10)


def month_years(text: str) -> Iterator[MonthYear]:
    """All months of `text` that a year follows, in order; Thai or Arabic digits."""
    for match in _MONTH_YEAR.finditer(arabic_digits(text)):
        yield MonthYear(
            month=next(number for number in range(1, 13) if match[f"m{number}"]),
            year=_year(int(match["year"])),
            day=int(match["day"]) if match["day"] else None,
            start=match.start(),
            year_start=match.start("year"),
            end=match.end(),
        )


def _year(printed: int) -> int:
    if printed < 100:
        return 2500 + printed
    return printed + CE_OFFSET if 1900 <= printed < 2200 else printed
