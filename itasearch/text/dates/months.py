"""Months in Thai text, in full or short, and the years printed behind them.

Short names lose their dots ("กพ66") or are torn by blanks ("ต. ค. ๖๕"), and letters of
one may be the end of another word: one counts at the beginning of a word, or behind one
of the few words that dates follow without a blank.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itasearch.text.dates.fiscal_year import BE_MARK, CE_MARK, YEAR_UNITS, be_year
from itasearch.text.thai.normalize import arabic_digits

_NAMES = (
    ("มกราคม", "ม.ค.", "january", "jan"),
    ("กุมภาพันธ์", "ก.พ.", "february", "feb"),
    ("มีนาคม", "มี.ค.", "march", "mar"),
    ("เมษายน", "เม.ย.", "april", "apr"),
    ("พฤษภาคม", "พ.ค.", "may", "may"),
    ("มิถุนายน", "มิ.ย.", "june", "jun"),
    ("กรกฎาคม", "ก.ค.", "july", "jul"),
    ("สิงหาคม", "ส.ค.", "august", "aug"),
    ("กันยายน", "ก.ย.", "september", "sept?"),
    ("ตุลาคม", "ต.ค.", "october", "oct"),
    ("พฤศจิกายน", "พ.ย.", "november", "nov"),
    ("ธันวาคม", "ธ.ค.", "december", "dec"),
)
MONTHS = tuple((full, short) for full, short, _, _ in _NAMES)
"""Full and short names, January first."""

ENGLISH_MONTHS = tuple((full, short) for _, _, full, short in _NAMES)
"""Patterns of full and short English names in lower case, January first."""

_BEFORE = ("เดือน", "ถึง", "ใน", "ตั้งแต่", "ระหว่าง", "สิ้น", "ต้น", "กลาง", "ปลาย", "และ", "หรือ")
_BEGINS = "|".join(("(?<![ก-๎])", *(f"(?<={word})" for word in _BEFORE)))


_FIRST_LETTERS = "".join(sorted({full[0] for full, _ in MONTHS}))
"""Of full and short names alike: most places of a text are passed over by them."""


def _torn(short: str) -> str:
    first, second = short.rstrip(".").split(".")
    return rf"{first}(?:\s?\.\s?)?{second}(?:\s?\.)?"


MONTH = (
    f"(?=[{_FIRST_LETTERS}])(?:{'|'.join(full for full, _ in MONTHS)}"
    f"|(?:{_BEGINS})(?:{'|'.join(_torn(short) for _, short in MONTHS)}))"
)
"""Pattern of any month's Thai name."""

FOUR_DIGITS = r"(?:2[45]\d\d|20[0-4]\d|19[89]\d)"
"""Pattern of a year of the last or this century, BE or CE, in Arabic digits."""

DAY_BEHIND = (
    r"\s{0,9}(?:[012]?\d|3[01])"
    rf"(?=\s{{0,9}}(?:-|–|—|ถึง)\s{{0,9}}\d{{1,2}}\s{{0,9}}{MONTH})"
)
"""Pattern of a day behind its month, before a day of another: "ม.ค. 15 - 20 ก.พ. 66"."""

YEAR_BEHIND = (
    rf"(?!{DAY_BEHIND})"
    rf"(?:\s{{0,9}}ของ)?\s{{0,9}},?\s{{0,9}}(?:ปี\s{{0,9}})?(?:(?:{BE_MARK}|{CE_MARK})\s{{0,9}})?"
    rf"'?(?P<year>{FOUR_DIGITS}|\d\d(?![\d/]|{YEAR_UNITS}|\s?[ก-๎]{{0,3}}\.?[คยพ]\.))"
)
"""Pattern of the year behind a month, any case; two digits before a unit or another month
("ม.ค. 15 ก.พ. 66") are no year."""

_MONTH_YEAR = re.compile(
    rf"(?=[\d{_FIRST_LETTERS}])(?:(?<!\d)(?P<day>\d{{1,2}})\s*)?(?:"
    + "|".join(
        f"(?P<m{number}>{full}|(?:{_BEGINS}){_torn(short)})"
        for number, (full, short) in enumerate(MONTHS, start=1)
    )
    + rf"){YEAR_BEHIND}(?!\d)",
    re.IGNORECASE,
)
_TWO_DIGITS = re.compile(r"\d\d")
_YEAR_NUMBER = re.compile(
    rf"(?:ปี\s?งบ\s?ประมาณ|ประจำ\s?ปี|{MONTH})\s*(?:พ\.?\s?ศ\.?)?\s*(\d{{4}})(?![\d,.])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthYear:
    """A month and the year behind it, with or without a day before it.

    Attributes:
        month: 1–12.
        year: Buddhist Era; of two digits see `be_year`.
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
    digits = arabic_digits(text)
    for match in _MONTH_YEAR.finditer(digits) if _TWO_DIGITS.search(digits) else ():
        yield MonthYear(
            month=next(number for number in range(1, 13) if match[f"m{number}"]),
            year=be_year(int(match["year"])),
            day=int(match["day"]) if match["day"] else None,
            start=match.start(),
            year_start=match.start("year"),
            end=match.end(),
        )


def year_numbers(text: str) -> tuple[int, ...]:
    """Numbers of four digits where a year must be: behind a month, ประจำปี or ปีงบประมาณ.

    They are as printed; one that cannot be a year was misread.
    """
    return tuple(int(year) for year in _YEAR_NUMBER.findall(arabic_digits(text)))
