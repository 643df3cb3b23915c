"""Timeframes of measures: "ต.ค. ๖๕ - ก.พ ๖๖" as a span of months, in the Buddhist Era.

A text is read as marks in order (months, quarters, half-years, fiscal years) and words
between and around them (to, by, from … on, every month). The marks of the finest kind
make the span: "ไตรมาส ๑ (ต.ค.–ธ.ค.)" is its months. A year that is not stated is the
report's fiscal year; what no rule reads stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.text.dates.marks import TimeMark, Unit, YearScope, compact, read_marks
from itasearch.text.thai.stretches import joined

# Confidences of a period (0 to 1); chosen by hand for their order, not measured.
_UNCONNECTED_CONFIDENCE = 0.7  # at most: dates without a word between them, or in reverse order
_NO_YEAR_CONFIDENCE = 0.9  # of the report's year where the text names none, also as a factor
_HALF_READ_CONFIDENCE = 0.5  # at most: of one end of a range only the year is read
_THIS_YEAR_CONFIDENCE = 0.8  # of "this year" alone


class Recurrence(StrEnum):
    """How often something is done."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeframe:
    """A span of months, both ends inclusive.

    Attributes:
        start: "2565-10", year of the Buddhist Era and month; None: not stated.
        end: likewise; alone it is a deadline.
        recurrence: a Recurrence, None for something done once.
        confidence: 0–1; 0 when the text states no time.
        stretches: first and last month of each stretch of adjoining months that is meant, in order,
            where not all from start to end are: "ก.พ. และ ส.ค."; () elsewhere.
    """

    start: str | None = None
    end: str | None = None
    recurrence: str | None = None
    confidence: float = 0.0
    stretches: tuple[tuple[str, str], ...] = ()


_RECURRENCES = (
    (
        Recurrence.MONTHLY,
        r"(?:ทุก|ราย|แต่ละ)(?:สิ้น|ต้น|ๆ)?เดือน|เดือนละ|ครั้ง(?:ต่อ|/)เดือน|ทุกวันที่\d+|ของเดือนถัดไป"
        r"|monthly\b|(?:every|each|per|(?:once|twice|times) a) month",
    ),
    (
        Recurrence.QUARTERLY,
        r"(?:ทุก|ราย|แต่ละ)(?:สิ้น)?ไตรมาส|(?:ทุก|ราย)(?:ๆ)?(?:รอบ)?(?:3|สาม)เดือน|ไตรมาสละ"
        r"|ครั้ง(?:ต่อ|/)ไตรมาส"
        r"|quarterly|(?:every|each|per|(?:once|twice|times) a) quarter"
        r"|every three months|every3months",
    ),
    (
        Recurrence.HALF_YEARLY,
        r"(?:ทุก|ราย)(?:ๆ)?(?:รอบ)?(?:6|หก|ครึ่งปี)(?:เดือน)?|รายครึ่งปี|ทุกครึ่งปี"
        r"|รอบ6(?:เดือน)?(?:และ|,|/|กับ)(?:รอบ)?12เดือน"
        r"|half[- ]?yearly|semi[- ]?annual|biannual|every (?:six months|half year)|every6months",
    ),
    (
        Recurrence.YEARLY,
        r"(?:ทุก|ราย|แต่ละ)(?:ๆ)?(?:สิ้น)?ปี(?!งบประมาณ25)"
        r"|\bannual(?:ly)?\b|\byearly\b|(?:every|each) (?:fiscal )?year",
    ),
    (
        Recurrence.CONTINUOUS,
        r"ตลอด(?:ทั้ง)?(?:ปี|เวลา|ระยะเวลา|ช่วง)|(?:ทั้ง|เต็ม)ปี|ต่อเนื่อง|สม่ำเสมอ"
        r"|ทุก(?:ๆ)?วัน(?!ที่)|ทุก(?:ๆ)?สัปดาห์|throughout|all year|year[- ]?round|continuous"
        r"|ongoing|whole year|(?:every|each) (?:day|week)|\bdaily\b|\bweekly\b",
    ),
)
_REPEATED = tuple((kind, re.compile(pattern)) for kind, pattern in _RECURRENCES)
_TO = re.compile(
    r"^(?:[)\],.]|ของ|เดือน|วันที่|พ\.?ศ\.?+)*(?:[-–—~−]+|(?:จน)?ถึง|to\b|until\b|till\b|through\b)"
)
_LISTED = re.compile(
    r"^(?:[)\].]|เดือน)*/?(?P<joined>,?(?:และ|กับ|หรือ|and\b|or\b)|,)?(?:ใน|เดือน|ช่วง|\s)*$"
)
"""Between two times of a list; `joined` is a comma or a word for "and" or "or"."""
_BY = re.compile(
    r"(?:ภายใน|ไม่(?:ให้)?เกิน|ช้ากว่า|อย่างช้า|ก่อน|สิ้นสุด|แล้วเสร็จ|(?:จน)?ถึง"
    r"|\bby\b|within|before|until|not? later than|due)"
    r"(?:ช่วง|สิ้น|ปลาย|เดือน|วันที่|วัน|\d{1,2}(?=เดือน)|ใน|รอบ|(?: ?the)? ?(?:end)?(?: of)?|[\s.:])*$"
)
_FROM = re.compile(
    r"เป็นต้นไป|ต้นไป|(?:ถึง|^[-–—~])(?:ใน)?ปัจจุบัน|onwards?\b|to (?:the )?(?:present|date)\b"
)
_SINCE = re.compile(
    r"(?:ตั้งแต่|นับแต่|นับจาก|เริ่ม(?:ต้น|จาก)?|\bfrom|since|starting(?: in| from)?)"
    r"(?:เดือน|วันที่|ต้น|ช่วง|\s)*$"
)
_AFTER = re.compile(
    r"(?<!วัน)(?<!ทำการ)(?:หลัง(?:จาก)?|\bafter )(?:(?:เสร็จ)?สิ้น(?:สุด)?)?(?:เดือน|วันที่|the )*$"
)
"""Not "30 วันหลังสิ้นเดือน": that is a time limit."""

_TIME_LIMIT = re.compile(r"\d(?:วัน|สัปดาห์)|หลัง")
_THIS_YEAR = re.compile(r"ปีงบ(?:ประมาณ)?|fiscal year|ในปีนี้")


def parse_timeframe(text: str, fiscal_year_be: int) -> Timeframe:
    """Read when a measure is carried out.

    Args:
        text: as a report prints it, in Thai or English, any digits.
        fiscal_year_be: of the report; gives the years that the text leaves out.

    Raises:
        ValueError: the fiscal year is none of the Buddhist Era.
    """
    check_fiscal_year(fiscal_year_be)
    line = compact(text)
    recurrence = next((kind for kind, found in _REPEATED if found.search(line)), None)
    marks = read_marks(line)
    finest = min((mark.unit for mark in marks), default=None)
    if finest is None:
        return _without_marks(line, recurrence, fiscal_year_be)
    # "รอบ 6 และ 12 เดือน": the marks are only the rounds that are repeated.
    if recurrence is Recurrence.HALF_YEARLY and finest is Unit.HALF:
        return _whole_year(fiscal_year_be, recurrence, _NO_YEAR_CONFIDENCE)
    year = next((m.year for m in marks if m.scope is YearScope.FISCAL and m.year), fiscal_year_be)
    points = [mark for mark in marks if mark.unit is finest]
    points = _with_other_end(line, points, marks)
    spans = [_in_months(points, index, marks, year) for index in range(len(points))]
    found = _span(line, points, spans, recurrence)
    if _is_half_read(line, points, marks):
        return replace(found, confidence=min(found.confidence, _HALF_READ_CONFIDENCE))
    return found


def _with_other_end(line: str, points: list[TimeMark], marks: Sequence[TimeMark]) -> list[TimeMark]:
    """Both ends of a range of which one is coarser: "ต.ค. ๖๕ ถึงสิ้นปีงบประมาณ"."""
    if len(points) != 1 or points[0].unit is not Unit.MONTH:
        return points
    for ends in pairwise(marks):
        coarse = any(m.unit in {Unit.QUARTER, Unit.HALF} and m.year is None for m in ends)
        if coarse and points[0] in ends and _is_range(line, ends):
            return list(ends)
    return points


def _is_half_read(line: str, points: Sequence[TimeMark], marks: Sequence[TimeMark]) -> bool:
    """Whether the month is one end of a range, and of the other only the year was read."""
    return any(
        points == [month] and year.scope is YearScope.CALENDAR and _is_range(line, (one, other))
        for one, other in pairwise(marks)
        for month, year in ((one, other), (other, one))
    )


def _without_marks(line: str, recurrence: Recurrence | None, year: int) -> Timeframe:
    if recurrence is not None:
        return _whole_year(year, recurrence, _NO_YEAR_CONFIDENCE)
    named = _THIS_YEAR.search(line)
    if named is None or _TIME_LIMIT.search(line):
        return Timeframe()
    if _BY.search(line[: named.start()]):
        return Timeframe(end=_name(_fiscal(year)[1]), confidence=_NO_YEAR_CONFIDENCE)
    return _whole_year(year, None, _THIS_YEAR_CONFIDENCE)


def _whole_year(year: int, recurrence: Recurrence | None, confidence: float) -> Timeframe:
    first, last = _fiscal(year)
    return Timeframe(
        start=_name(first), end=_name(last), recurrence=recurrence, confidence=confidence
    )


def _fiscal(year: int) -> tuple[int, int]:
    """First and last month of a fiscal year, as months counted from year 0."""
    return (year - 1) * 12 + 9, year * 12 + 8


def _name(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def _in_months(
    points: Sequence[TimeMark], index: int, marks: Sequence[TimeMark], fiscal: int
) -> tuple[int, int]:
    """First and last month of a point, counted from year 0.

    The year of a month is its own, another month's, or the report's.
    """
    mark = points[index]
    if mark.unit is not Unit.MONTH:
        first, _ = _fiscal(mark.year or fiscal)
        return first + mark.first, first + mark.last
    calendar = next((m.year for m in marks if m.scope is YearScope.CALENDAR and m.year), None)
    year = fiscal - (mark.first >= 9) if calendar is None else calendar
    for place in (*range(index, len(points)), *reversed(range(index))):
        stated = points[place].year
        if stated is not None:
            forth, back = points[index : place + 1], points[place : index + 1]
            year = stated - _turns(forth) + _turns(back)
            break
    return year * 12 + mark.first, year * 12 + mark.first


def _turns(points: Sequence[TimeMark]) -> int:
    """How often the year turns between months in order: from December to January once."""
    return sum(before.first > after.first for before, after in pairwise(points))


def _span(
    line: str,
    points: Sequence[TimeMark],
    spans: Sequence[tuple[int, int]],
    recurrence: Recurrence | None,
) -> Timeframe:
    sure = min(mark.confidence for mark in points)
    if all(mark.year is None for mark in points):
        sure *= _NO_YEAR_CONFIDENCE
    first, last = spans[0][0], spans[-1][1]
    before = line[: points[0].start]
    has_start = has_end = True
    listed: list[tuple[int, int]] = []
    if len(points) == 1:
        if _BY.search(before):
            has_start = False
        elif _AFTER.search(before):  # after the 15th of March is still March
            first, has_end = first if line[points[0].start].isdigit() else last + 1, False
        elif _FROM.search(line[points[0].end :]) or _SINCE.search(before):
            has_end = False
    elif not _is_range(line, points):
        listed = _listed(line, points, spans)
        sure = sure if listed else min(sure, _UNCONNECTED_CONFIDENCE)
        first = min(span[0] for span in spans)
        last = max(span[1] for span in spans)
        has_start = not _BY.search(before)  # else several deadlines
    elif last < first:  # January to December: the year turns where none is stated
        sure = min(sure, _UNCONNECTED_CONFIDENCE)
        first, last = (first, last + 12) if first <= last + 12 else (last, first)
    return Timeframe(
        start=_name(first) if has_start else None,
        end=_name(last) if has_end else None,
        recurrence=recurrence,
        confidence=round(sure, 2),
        stretches=tuple((_name(one), _name(other)) for one, other in listed)
        if has_start and len(listed) > 1
        else (),
    )


def _listed(
    line: str, points: Sequence[TimeMark], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Stretches of adjoining months of a list with a comma, "and" or "or"; [] of anything else."""
    parts, is_joined = [spans[0]], False
    for (before, point), span in zip(pairwise(points), spans[1:], strict=True):
        between = line[before.end : point.start]
        if _TO.search(between):
            parts[-1] = parts[-1][0], span[1]
        elif found := _LISTED.search(between):
            parts.append(span)
            is_joined = is_joined or found["joined"] is not None
        else:
            return []
    if not is_joined or any(last < first for first, last in parts):
        return []
    return [(first, end - 1) for first, end in joined((first, last + 1) for first, last in parts)]


def _is_range(line: str, points: Sequence[TimeMark]) -> bool:
    return len(points) == 2 and bool(_TO.search(line[points[0].end : points[1].start]))
