"""When two measures are carried out, and which units they name as responsible.

Months count in each report's own fiscal year. Town halls have the same units under names that
end in their own kind: "สำนักปลัดเทศบาล" is "สำนักปลัด อบต." elsewhere.
"""

import re
from collections.abc import Mapping

from itasearch.domain.word_lists import word_pattern
from itasearch.enrich.copies.own_details import without_own_names
from itasearch.model.comparison import (
    LEAST_MONTH_CONFIDENCE,
    MONTHS_OF_YEAR,
    MonthSpan,
    TimeframeDifference,
    UnitDifference,
)
from itasearch.model.records import Report
from itasearch.text.thai.normalize import normalize
from itasearch.text.timeframe import parse_timeframe


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
    )


def timeframe_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> TimeframeDifference | None:
    """Compare two timeframes; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    one = month_span(left, reports[0]) if left.strip() else None
    other = month_span(right, reports[1]) if right.strip() else None
    return TimeframeDifference(left=one, right=other, shared=_shared(one, other))


def same_months(found: TimeframeDifference) -> bool:
    """Whether both surely have the same months and recurrence."""
    one, other = found.left, found.right
    if one is None or other is None:
        return False
    if min(one.confidence, other.confidence) < LEAST_MONTH_CONFIDENCE:
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


_LONGEST_WITH_DUTY = 30
"""Code points of a unit whose name holds the word for a duty; chosen by hand, not measured."""

_LONGEST_UNIT = 60
"""Code points of a unit's name; what is longer is a sentence and names none. Chosen by hand,
not measured."""

_OFFICE = re.compile(r"^(?:งาน|หน่วยงาน)?สำนักงานปลัด|^สำนักปลัด")
_BEFORE = re.compile(r"^[\s.:–—-]*(?:\d{1,2}\s?[.)]\s*)?[\s.:–—-]*")


_BEGINS = r"(?=(?:<unit_words.kinds>)\s?[ก-ฮเ-ไ])"
# "งาน" continues these posts though a blank is before it.
_UNIT = rf"(?<!นักจัดการ)(?<!เจ้าพนักงาน)\s+{_BEGINS}"
# Not within the name of a post that an OCR tore apart.
_POST = r"(?<!สำนัก)(?<!สำนักงาน)(?<!รอง)(?<!ช่วย)(?<!ผู้)\s+(?=นัก[ก-ฮ]|<unit_words.posts>)"
_between = word_pattern(
    rf"[\n,;/•●()\[\]]+|{_UNIT}|{_POST}|(?<=\S)\s*(?:<unit_words.joins>)\s*{_BEGINS}"
    r"|\s+(?:<unit_words.joins>)\s+|(?:^|\s)[-–—]\s*|\s+(?=\d{1,2}\s?[.)])"
)
_of_every = word_pattern(
    r"(ทุก(?:<unit_words.of_every>)\s*/\s*)(?=(?:<unit_words.of_every>)(?![ก-๎]))"
)
# From here on a sentence describes what a unit does. "งานเผยแพร่และประชาสัมพันธ์" is a unit, so
# possible duties count only behind a blank or in a long text.
_duty = word_pattern("(?:<unit_words.duties>).*$")
_duty_behind_blank = word_pattern(r"\s(?:<unit_words.possible_duties>).*$")
_duty_at_length = word_pattern("(?<=.)(?:<unit_words.possible_duties>).*$")
_kind = word_pattern(r"(?:<unit_words.organisations>)(?:<unit_words.levels>)?\.?")


def units(text: str, report: Report) -> Mapping[str, str]:
    """The units that a responsible-field names: what they are known by, and as printed.

    A part in brackets is a unit of its own; of a sentence only the unit that it begins
    with is taken.
    """
    found: dict[str, str] = {}
    for part in _between().split(_of_every().sub(r"\1ทุก", normalize(text))):
        printed = _name(_BEFORE.sub("", part))
        # Without the town's name and its kind's.
        key = _kind().sub("", without_own_names(printed, report.organisation))
        key = _OFFICE.sub("สำนักปลัด", key).strip(".-")
        if key and len(key) <= _LONGEST_UNIT:
            found.setdefault(key, printed)
    return found


def _name(part: str) -> str:
    """The unit that a part begins with, without what it does."""
    name = _duty_behind_blank().sub("", _duty().sub("", part))
    if len(name) > _LONGEST_WITH_DUTY:
        name = _duty_at_length().sub("", name)
    return name.strip(" .:-–—")


def unit_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> UnitDifference | None:
    """Compare two fields of responsible units; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    ours, theirs = units(left, reports[0]), units(right, reports[1])
    return UnitDifference(
        both=tuple(name for key, name in ours.items() if key in theirs),
        only_left=tuple(name for key, name in ours.items() if key not in theirs),
        only_right=tuple(name for key, name in theirs.items() if key not in ours),
    )
