"""Which years of a borrowed text belong to its fiscal year and move with it.

A year moves when it is the source's fiscal year, or a month's year that lies in it
("ต.ค. ๖๕" of 2566), each by its own printed digits. Both ends of a period move or none.
Years of laws, of order numbers, of spans over several years and single days are facts
and stay. Imports text and its neighbours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from itasearch.borrow.numerals import as_printed
from itasearch.text.fiscal_year import YearMention, year_mentions
from itasearch.text.months import MONTH, MonthYear, month_years
from itasearch.text.normalize import arabic_digits

_DASH = r"\s*(?:[-–—]|ถึง)\s*(?:ปี)?\s*(?:พ\.?\s?ศ\.?\s*)?"
_TO = re.compile(r"\s*(?:[-–—]|จนถึง|ถึง)\s*(?:วันที่)?\s*")
_BEGUN = re.compile(rf"{MONTH}{_TO.pattern}$")
"""The beginning of a period whose year stands at its end only: "๑ ม.ค. – "."""

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
    dates = _dates(text, digits, source, target)
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


def _dates(text: str, digits: str, source: int, target: int) -> list[YearSpan]:
    found = list(month_years(digits))
    joined = [bool(_TO.fullmatch(digits, left.end, right.start)) for left, right in pairwise(found)]
    dates = []
    for index, date in enumerate(found):
        ends = [date]
        if index and joined[index - 1]:
            ends.append(found[index - 1])
        if index < len(joined) and joined[index]:
            ends.append(found[index + 1])
        moves = all(end.fiscal_year_be == source for end in ends)
        begun = _BEGUN.search(digits, max(0, date.start - _NEAR), date.start)
        moves = moves and (date.day is None or len(ends) > 1 or begun is not None)
        dates.append(_dated(date, text, shift=target - source if moves else None))
    return dates


def _dated(date: MonthYear, text: str, *, shift: int | None) -> YearSpan:
    printed = text[date.year_start : date.end]
    new = None if shift is None else as_printed(date.year + shift, printed)
    return YearSpan(start=date.year_start, end=date.end, year=date.year, new=new)


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
