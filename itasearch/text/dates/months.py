"""Months in Thai text, in full or short, and the years printed behind them.

Short names lose their dots ("กพ66") or are torn by blanks ("ต. ค. ๖๕"), and letters of
one may be the end of another word: one counts at the beginning of a word, or behind one
of the few words that dates follow without a blank.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from itasearch.text.dates.fiscal_year import BE_MARK, CE_MARK, CE_OFFSET, YEAR_UNITS, be_year
from itasearch.text.thai.normalize import arabic_digits, kept_for_short_texts, squash

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


def _either(full: str, short: str) -> str:
    first, second = short.rstrip(".").split(".")
    # Looked for behind the first letter, for which most places are ruled out at once.
    letter, rest = first[0], first[1:]
    begins = "|".join((f"(?<![ก-๎]{letter})", *(f"(?<={word}{letter})" for word in _BEFORE)))
    return rf"{full}|{letter}(?:{begins}){rest}(?:\s?\.\s?)?{second}(?:\s?\.)?"


MONTH = "(?:" + "|".join(_either(full, short) for full, short in MONTHS) + ")"
"""Pattern of any month's Thai name."""

WEEKDAY = "วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี|ฯ)?|ศุกร์|เสาร์|อาทิตย์)"
"""Pattern of any day of the week."""

FOUR_DIGITS = r"(?:2[45]\d\d|20[0-4]\d|19[89]\d)"
"""Pattern of a year of the last or this century, BE or CE, in Arabic digits."""

DAY_BEHIND = (
    r"\s{0,9}(?:[012]?\d|3[01])"
    rf"(?=\s{{0,9}}(?:-|–|—|ถึง)\s{{0,9}}\d{{1,2}}\s{{0,9}}{MONTH})"
)
"""Pattern of a day behind its month, before a day of another: "ม.ค. 15 - 20 ก.พ. 66"."""

YEAR_BEHIND = (
    rf"(?!{DAY_BEHIND})"
    rf"(?:-(?=[5-7]\d(?!\d)))?(?:\s{{0,9}}ของ)?\s{{0,9}},?\s{{0,9}}(?:ปี\s{{0,9}})?(?:(?:{BE_MARK}|{CE_MARK})\s{{0,9}})?"
    rf"'?(?P<year>{FOUR_DIGITS}|\d\d(?![\d/]|{YEAR_UNITS}|\s?[ก-๎]{{0,3}}\.?[คยพ]\.))"
)
"""Pattern of the year behind a month, any case; two digits before a unit or another month
("ม.ค. 15 ก.พ. 66") are no year."""

_MONTH_YEAR = re.compile(
    r"(?:(?<!\d)(?P<day>\d{1,2})\s*)?(?:"
    + "|".join(
        f"(?P<m{number}>{_either(full, short)})"
        for number, (full, short) in enumerate(MONTHS, start=1)
    )
    + rf"){YEAR_BEHIND}(?!\d)",
    re.IGNORECASE,
)
_FIRST_BE = 2400  # years from here on are BE, also where a program keeps them as others
_TWO_DIGITS = re.compile(r"\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthYear:
    """A month (1–12) with its year (BE) and day (1–99 as printed), if any."""

    month: int
    year: int
    day: int | None
    start: int  #: of the day or month
    year_start: int  #: of the year's digits
    end: int  #: one past them

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


def date_text(day: date, *, with_day: bool = True) -> str:
    """A day as 21 พฤศจิกายน 2569; a year from 2400 on was typed in BE."""
    year = day.year if day.year >= _FIRST_BE else day.year + CE_OFFSET
    month = f"{MONTHS[day.month - 1][0]} {year}"
    return f"{day.day} {month}" if with_day else month


# Texts that name a period ("ไตรมาส ๑", "รอบ ๖ เดือน (ต.ค. - มี.ค.)") and nothing else: as a header
# such a text names no field, it distinguishes columns of one.
_CACHED_TEXTS = 4_096  # short texts whose period is kept: towns use the same headers

_ERA = r"พ\.?\s?ศ\.?\s*"
_YEAR = rf"(?:(?:ปี\s*(?:งบประมาณ)?\s*)?(?:{_ERA})?\b25\d\d\b|(?:ปี\s*)?{_ERA}[4-9]\d\b)"
_ORDINAL = "แรก|หนึ่ง|สอง|สาม|สี่|สุดท้าย"
_SURE = (
    rf"{MONTH}|(?:ไตรมาส|รอบ|ครั้ง|ระยะ)\s*(?:ที่)?\s*(?:\d|{_ORDINAL})|ครึ่ง\s?(?:ปี|แรก|หลัง)"
    rf"|\d+\s*เดือน|{_YEAR}|\bq\s?[1-4]\b"
)
_TOKEN = (
    rf"{_SURE}|ไตรมาส|ที่|รอบ|ครั้ง|ประจำ|เดือน|แรก|หลัง|ระหว่าง|ตั้งแต่|ถึง|สะสม"
    r"|ปีงบประมาณ|ปี|พ\.?\s?ศ\.?|\d+|[-–—/().,:\s]"
)
# Possessive: a long row of digits must not be tried in every way of cutting it.
_RUN = re.compile(f"(?:{_TOKEN})++", re.IGNORECASE)
_SURE_PERIOD = re.compile(_SURE, re.IGNORECASE)
_PURE_YEAR = re.compile(rf"\W*{_YEAR}\W*")


@kept_for_short_texts(_CACHED_TEXTS)
def is_period(text: str) -> bool:
    """Whether `text` names a quarter, half-year, month or year and nothing else."""
    digits = arabic_digits(text.strip())
    return bool(_RUN.fullmatch(digits) and _SURE_PERIOD.search(digits))


def is_year(text: str) -> bool:
    """Whether `text` is a year and nothing else."""
    return bool(_PURE_YEAR.fullmatch(arabic_digits(text.strip())))


@kept_for_short_texts(_CACHED_TEXTS)
def may_be_period(text: str) -> bool:
    """Whether `text` mentions a period at all, even among other words; a cheap test."""
    key = squash(text)
    return bool(re.search(r"ไตรมาส|เดือน|^รอบ|^ครั้งที่|25\d\d", key)) or is_period(text)


@kept_for_short_texts(_CACHED_TEXTS)
def without_period(text: str) -> str:
    """`text` without the periods it names."""
    digits = arabic_digits(text)
    rest, end = "", 0
    for run in _RUN.finditer(digits):
        if _SURE_PERIOD.search(run[0]):
            rest, end = f"{rest}{text[end : run.start()]} ", run.end()
    return f"{rest}{text[end:]}".strip()


@kept_for_short_texts(_CACHED_TEXTS)
def period_in(text: str) -> str:
    """The first period that `text` names, as written; a bare year in Arabic digits; else ""."""
    digits = arabic_digits(text)
    run = next((run for run in _RUN.finditer(digits) if _SURE_PERIOD.search(run[0])), None)
    if run is None:
        return ""
    if _PURE_YEAR.fullmatch(run[0]):
        return str(be_year(int(re.sub(r"\D", "", run[0]))))
    bare = text[run.start() : run.end()].strip(" \n:,/-–—")
    inner = bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare
    return inner.strip() if inner.count("(") == inner.count(")") else bare.strip("() ")


def period_of(parts: list[str]) -> str:
    """What the last of a column's header texts names, with the year that one above adds.

    A fiscal year is not that of all its months, and is left out.
    """
    named = next((part for part in reversed(parts) if period_in(part)), "")
    period = period_in(named)
    above = next((part for part in parts if part is not named and is_year(part)), "")
    dated = re.search(r"25\d\d|[.ม]\s?\d\d\b", arabic_digits(period)) is not None
    dated |= any(month_years(period))
    if not above or dated or ("งบ" in above and re.search(MONTH, period)):
        return period
    return f"{period} {period_in(above)}"
