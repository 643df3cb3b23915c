"""When two measures are carried out, and which units they name as responsible.

Months count in each report's own fiscal year. Town halls have the same units under names that
end in their own kind: "สำนักปลัดเทศบาล" is "สำนักปลัด อบต." elsewhere.
"""

import re
from collections.abc import Iterable, Mapping

from itasearch.domain.loader import words
from itasearch.enrich.own_reports import units
from itasearch.model.comparison import (
    LEAST_MONTH_CONFIDENCE,
    MONTHS_OF_YEAR,
    MonthSpan,
    MonthStretch,
    TimeframeDifference,
    UnitDifference,
)
from itasearch.model.records import Report
from itasearch.text.timeframe import Recurrence, parse_timeframe


def month_span(text: str, report: Report) -> MonthSpan:
    """The months of a timeframe of a measure of `report`."""
    year = report.fiscal_year_be
    if year is None:  # without a year "ตุลาคม" is no month of any year
        return MonthSpan(text=text)
    found = parse_timeframe(text, year)
    return MonthSpan(
        text=text,
        start=found.start,
        end=found.end,
        recurrence=None if found.recurrence is None else str(found.recurrence),
        confidence=found.confidence,
        first=_month_of_year(found.start, year),
        last=_month_of_year(found.end, year),
        stretches=tuple(
            MonthStretch(
                start=start, end=end, first=_counted(start, year), last=_counted(end, year)
            )
            for start, end in found.stretches
        ),
    )


def timeframe_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> TimeframeDifference | None:
    """Compare two timeframes; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    one = month_span(left, reports[0]) if left.strip() else None
    other = month_span(right, reports[1]) if right.strip() else None
    shared = None
    if one and other and one.confidence and other.confidence:
        ours, theirs = _months(one), _months(other)
        shared = round(len(ours & theirs) / len(ours | theirs), 4)
    return TimeframeDifference(left=one, right=other, shared=shared)


def same_months(found: TimeframeDifference) -> bool:
    """Whether both surely have the same months and recurrence."""
    one, other = found.left, found.right
    if one is None or other is None:
        return False
    if min(one.confidence, other.confidence) < LEAST_MONTH_CONFIDENCE:
        return False
    ends = [(side.first, side.last, _recurrence(side)) for side in (one, other)]
    return ends[0] == ends[1] and _months(one) == _months(other)


_EVERY = re.compile(r"ทุก|ราย|(?i:every|each|daily|weekly)")


def _recurrence(span: MonthSpan) -> str | None:
    """How often; None for "throughout the year", which says no more than the year's months."""
    is_whole = (span.first, span.last, span.stretches) == (0, MONTHS_OF_YEAR - 1, ())
    is_throughout = span.recurrence == Recurrence.CONTINUOUS and not _EVERY.search(span.text)
    return None if is_whole and is_throughout else span.recurrence


def _month_of_year(month: str | None, fiscal_year_be: int) -> int | None:
    """As `_counted`; None where no month is stated."""
    return None if month is None else _counted(month, fiscal_year_be)


def _counted(month: str, fiscal_year_be: int) -> int:
    """Months from the October in which the fiscal year begins."""
    year, number = month.split("-")
    return (int(year) - fiscal_year_be + 1) * MONTHS_OF_YEAR + int(number) - 10


def _months(span: MonthSpan) -> frozenset[int]:
    if span.stretches:
        return frozenset(
            month for one in span.stretches for month in range(one.first, one.last + 1)
        )
    first, last = span.first, span.last
    if first is None:
        first = 0 if last is None else min(0, last)
    if last is None:
        last = max(MONTHS_OF_YEAR - 1, first)
    return frozenset(range(first, last + 1))


def unit_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> UnitDifference | None:
    """Compare two fields of responsible units; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    ours = units(left, reports[0].organisation)
    theirs = units(right, reports[1].organisation)
    parts = _finer(ours, theirs), _finer(theirs, ours)
    return UnitDifference(
        both=tuple(name for key, name in ours.items() if key in theirs),
        only_left=tuple(ours[key] for key in ours if key not in {*theirs, *parts[0]}),
        only_right=tuple(theirs[key] for key in theirs if key not in {*ours, *parts[1]}),
        parts_left=tuple(ours[key] for key in parts[0]),
        parts_right=tuple(theirs[key] for key in parts[1]),
    )


def _finer(ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Our parts of units that they name without any part."""
    one, other = _with_parts(ours), _with_parts(theirs)
    wholes = [whole for whole in one if whole in other and not other[whole]]
    return tuple(part for whole in wholes for part in one[whole])


def _with_parts(names: Iterable[str]) -> Mapping[str, list[str]]:
    """Units, each with the parts that are named behind it."""
    found: dict[str, list[str]] = {}
    for name in names:
        if found and name.startswith(words("unit_words", "parts")):
            found[next(reversed(found))].append(name)
        else:
            found[name] = []
    return found
