"""When two measures are carried out: their months, each in its own fiscal year.

Imports model and text.
"""

from itasearch.model.comparison_details import (
    MONTHS_OF_YEAR,
    MonthSpan,
    TimeframeDifference,
)
from itasearch.model.records import Report
from itasearch.text.timeframe import parse_timeframe

_SURE = 0.8
"""Months read with less confidence are shown but call no two texts the same."""


def month_span(text: str, report: Report) -> MonthSpan:
    """The months that a timeframe of a measure of `report` tells."""
    year = report.fiscal_year_be
    if year is None:  # without a year "ตุลาคม" tells no month
        return MonthSpan(
            text=text, start=None, end=None, recurrence=None, confidence=0, first=None, last=None
        )
    found = parse_timeframe(text, year)
    return MonthSpan(
        text=text,
        start=found.start,
        end=found.end,
        recurrence=None if found.recurrence is None else str(found.recurrence),
        confidence=found.confidence,
        first=_month_of_year(found.start, year),
        last=_month_of_year(found.end, year),
    )


def timeframe_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> TimeframeDifference | None:
    """Lay two timeframes side by side; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    one = month_span(left, reports[0]) if left.strip() else None
    other = month_span(right, reports[1]) if right.strip() else None
    return TimeframeDifference(left=one, right=other, shared=_shared(one, other))


def same_months(found: TimeframeDifference) -> bool:
    """Whether both surely tell the same months and how often."""
    one, other = found.left, found.right
    if one is None or other is None or min(one.confidence, other.confidence) < _SURE:
        return False
    return (one.first, one.last, one.recurrence) == (other.first, other.last, other.recurrence)


def _month_of_year(month: str | None, fiscal_year_be: int) -> int | None:
    """Months from the October in which the fiscal year begins."""
    if month is None:
        return None
    year, number = month.split("-")
    return (int(year) - fiscal_year_be + 1) * MONTHS_OF_YEAR + int(number) - 10


def _shared(one: MonthSpan | None, other: MonthSpan | None) -> float | None:
    """An open end reaches to the end of the fiscal year, at least by one month."""
    if one is None or other is None or not one.confidence or not other.confidence:
        return None
    (a, b), (c, d) = _closed(one), _closed(other)
    return round(max(0, min(b, d) - max(a, c) + 1) / (max(b, d) - min(a, c) + 1), 4)


def _closed(span: MonthSpan) -> tuple[int, int]:
    first, last = span.first, span.last
    if first is None:
        first = 0 if last is None else min(0, last)
    if last is None:
        last = max(MONTHS_OF_YEAR - 1, first)
    return first, last
