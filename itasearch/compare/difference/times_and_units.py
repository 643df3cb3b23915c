"""Who is responsible: the units that two measures name.

Town halls have the same units under names that end in their own kind: "สำนักปลัดเทศบาล" is
"สำนักปลัด อบต." elsewhere.

When two measures are carried out: their months, each in its own fiscal year.
"""

import re
from collections.abc import Mapping

from itasearch.enrich.copies.substance import without_own_names
from itasearch.model.comparison import (
    MONTHS_OF_YEAR,
    MonthSpan,
    TimeframeDifference,
    UnitDifference,
)
from itasearch.model.records import Report
from itasearch.text.thai.normalize import normalize
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


_KINDS = "กอง|สำนัก|ฝ่าย|งาน|หน่วย|ศูนย์|คณะ|กลุ่ม|ส่วน|ทุก"
_BEGINS = rf"(?=(?:{_KINDS})\s?[ก-ฮเ-ไ])"
_NO_UNIT_ENDS = "(?<!นักจัดการ)(?<!เจ้าพนักงาน)"
"""Posts that the word "งาน" goes on, though a space stands before it."""

_POST_BEGINS = (
    "(?<!สำนัก)(?<!สำนักงาน)(?<!รอง)(?<!ช่วย)(?<!ผู้)"
    r"\s+(?=นิติกร|หัวหน้า|นัก[ก-ฮ]|เจ้าพนักงาน|(?:รอง)?(?:ปลัด|นายก)|ผู้อำนวยการ)"
)
"""The post of a unit is told apart from the unit; not within a name that an OCR tore apart."""

_BETWEEN = re.compile(
    rf"[\n,;/•●()\[\]]+|{_NO_UNIT_ENDS}\s+{_BEGINS}|{_POST_BEGINS}|(?<=\S)\s*(?:และ|ร่วมกับ|โดย)\s*{_BEGINS}"
    r"|\s+(?:และ|ร่วมกับ|โดย)\s+|(?:^|\s)[-–—]\s*|\s+(?=\d{1,2}\s?[.)])"
)
_BEFORE = re.compile(r"^[\s.:–—-]*(?:\d{1,2}\s?[.)]\s*)?[\s.:–—-]*")
_SMALLER = "กอง|สำนัก|ฝ่าย|ส่วน|งาน"
_EVERY = re.compile(rf"(ทุก(?:{_SMALLER})\s*/\s*)(?=(?:{_SMALLER})(?![ก-๎]))")
_TELLS = re.compile("(?:เป็นผู้|รวบรวม|ที่ได้รับมอบหมาย|ร่วมกัน|ต้อง|ส่งมอบ).*$")
_MAY_TELL = "(?:ให้|จัดทำ|ดำเนินการ|เผยแพร่|รายงาน|ปฏิบัติ|กำกับ|ตรวจสอบ(?!ภายใน)).*$"
_TELLS_BEHIND_SPACE = re.compile(rf"\s{_MAY_TELL}")
_TELLS_AT_LENGTH = re.compile(rf"(?<=.){_MAY_TELL}")
"""Where a sentence begins to tell what the unit does. "งานเผยแพร่และประชาสัมพันธ์" is a unit,
so some words tell only behind a space, or where the whole is long."""

_LONG = 30
"""Letters; units whose names hold such a word are shorter."""

_LONGEST = 60
"""Letters of a unit's name; what is longer is a sentence and names none."""

_OFFICE = re.compile(r"^(?:งาน|หน่วยงาน)?สำนักงานปลัด|^สำนักปลัด")
_KIND = re.compile(r"(?:เทศบาล|องค์การบริหารส่วน|อบต|อบจ|ทต|ทม|ทน)(?:ตำบล|เมือง|นคร|จังหวัด)?\.?")


def units(text: str, report: Report) -> Mapping[str, str]:
    """The units that a responsible-field names: what they are known by, and as printed.

    A part in brackets is a unit of its own; of a sentence only the unit that it begins
    with is taken.
    """
    found: dict[str, str] = {}
    for part in _BETWEEN.split(_EVERY.sub(r"\1ทุก", normalize(text))):
        printed = _name(_BEFORE.sub("", part))
        key = _key(printed, report)
        if key and len(key) <= _LONGEST:
            found.setdefault(key, printed)
    return found


def _name(part: str) -> str:
    """What a part begins with before it tells anything."""
    name = _TELLS_BEHIND_SPACE.sub("", _TELLS.sub("", part))
    if len(name) > _LONG:
        name = _TELLS_AT_LENGTH.sub("", name)
    return name.strip(" .:-–—")


def unit_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> UnitDifference | None:
    """Lay two fields of responsible units side by side; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    ours, theirs = units(left, reports[0]), units(right, reports[1])
    return UnitDifference(
        both=tuple(name for key, name in ours.items() if key in theirs),
        only_left=tuple(name for key, name in ours.items() if key not in theirs),
        only_right=tuple(name for key, name in theirs.items() if key not in ours),
    )


def _key(printed: str, report: Report) -> str:
    """A unit's name without the town's and its kind's."""
    key = without_own_names(printed, report.organisation)
    key = _KIND.sub("", key)
    return _OFFICE.sub("สำนักปลัด", key).strip(".-")
