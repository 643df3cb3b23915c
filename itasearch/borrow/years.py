"""Which years of a borrowed text belong to its fiscal year and move with it.

A year moves when it is the source's fiscal year, or a month's year that lies in it
("ต.ค. ๖๕" of 2566), each by its own printed digits. Years of laws, of order numbers, of
spans over several years and dates of a single day are facts and stay. Imports text and
its neighbours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itasearch.borrow.numerals import as_printed
from itasearch.text.fiscal_year import YearMention, year_mentions
from itasearch.text.normalize import arabic_digits

_MONTHS = (
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
_DOT = r"\.?"
_NAMES = "|".join(
    f"(?P<m{number}>{full}|{short.replace('.', _DOT)})"
    for number, (full, short) in enumerate(_MONTHS, start=1)
)
_DATE = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})\s*|(?<![ก-๎]))(?:{_NAMES})\s*(?:พ\.?\s?ศ\.?\s*)?(?P<year>\d{{4}}|\d{{2}})(?!\d)"
)
_BOUNDS = {("1", 10), ("01", 10), ("30", 9)}
"""First and last day of a fiscal year: the only single days that name the year itself."""

_DASH = r"\s*(?:[-–—]|ถึง)\s*(?:ปี)?\s*(?:พ\.?\s?ศ\.?\s*)?"
_SPAN_BEFORE = re.compile(rf"25\d\d{_DASH}$")
_NEAR = 24
_SPAN_AFTER = re.compile(rf"^{_DASH}(?:25)?\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSpan:
    """A year as printed at [start, end); `new` is what takes its place, None: it stays."""

    start: int
    end: int
    year: int
    new: str | None


def year_spans(text: str, *, source: int, target: int) -> Iterator[YearSpan]:
    """All years that `text` names but those of laws, dates first, each with what becomes of it.

    Args:
        text: as borrowed.
        source: fiscal year (BE) that the text was written for.
        target: fiscal year that it shall be for.
    """
    digits = arabic_digits(text)
    dates = [_dated(match, text, source, target) for match in _DATE.finditer(digits)]
    yield from dates
    for mention in year_mentions(text):
        if not mention.law and not any(_overlap(mention, date) for date in dates):
            printed = text[mention.start : mention.end]
            moves = mention.year == source and not _is_fact(mention, digits)
            yield YearSpan(
                start=mention.start,
                end=mention.end,
                year=mention.year,
                new=as_printed(target, printed) if moves else None,
            )


def _dated(match: re.Match[str], text: str, source: int, target: int) -> YearSpan:
    start, end = match.span("year")
    printed = int(match["year"])
    year = 2500 + printed if printed < 100 else printed
    year += 543 if 1900 <= year < 2200 else 0
    month = next(number for number in range(1, 13) if match[f"m{number}"])
    in_source = year + (month >= 10) == source
    whole = match["day"] is None or (match["day"], month) in _BOUNDS
    new = as_printed(year + target - source, text[start:end]) if in_source and whole else None
    return YearSpan(start=start, end=end, year=year, new=new)


def _overlap(mention: YearMention, date: YearSpan) -> bool:
    return mention.start < date.end and date.start < mention.end


def _is_fact(mention: YearMention, digits: str) -> bool:
    """An order's number, or an end of a span over several years."""
    before = digits[max(0, mention.start - _NEAR) : mention.start]
    return (
        before.endswith("/")
        or bool(_SPAN_BEFORE.search(before))
        or bool(_SPAN_AFTER.match(digits[mention.end : mention.end + _NEAR]))
    )
