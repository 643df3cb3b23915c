"""Timeframes of measures: "ต.ค. ๖๕ - ก.พ ๖๖" as a span of months, in the Buddhist Era.

A text is read as marks in order (months, quarters, half-years, fiscal years) and words
between and around them (to, by, from … on, every month). The marks of the finest kind
make the span: "ไตรมาส ๑ (ต.ค.–ธ.ค.)" is its months. A year that is not stated is the
report's fiscal year; what no rule reads stays text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from fractions import Fraction
from itertools import pairwise

from rapidfuzz import fuzz

from itasearch.text.dates.fiscal_year import be_year, check_fiscal_year
from itasearch.text.dates.months import (
    DAY_BEHIND,
    ENGLISH_MONTHS,
    FOUR_DIGITS,
    MONTH,
    MONTHS,
    WEEKDAY,
    YEAR_BEHIND,
)
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits
from itasearch.text.thai.stretches import joined

# Marks: the text is first made compact (Arabic digits, no blanks between Thai letters, where an
# OCR puts them anywhere). Months are read in full, short, English and misspelled.
_LEAST_MONTH_LIKENESS = 82  # of a misspelled month to the right one, rapidfuzz ratio, 0 to 100

_MISSPELLED_CONFIDENCE = 0.7  # also of quarters in a list and half years without number; by hand
_UNDOTTED_CONFIDENCE = 0.8  # of "มค" without dots, of a year without a word for it; by hand

_YEAR_MARK = r"(?:พ\.?ศ\.?|ค\.?ศ\.?|b\.?e\.?|a\.?d\.?)"
_TO = r"(?:-|–|—|/|ถึง|to)"
_ORDINALS = {
    word: number
    for number, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th"), start=1)
    for word in words.split()
}
_QUARTERS = _ORDINALS | {"แรก": 1, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "สุดท้าย": 4}
_QUARTERS |= {str(number): number for number in range(1, 5)}
_QUARTER = re.compile(
    r"(?:ไตรมาส(?:ที่)?|quarters?|(?<![a-z])q)(?P<first>[1-4]|แรก|หนึ่ง|สอง|สาม|สี่|สุดท้าย)"
    r"(?:(?P<to>-|–|—|ถึง|to|และ|,)(?:ไตรมาส(?:ที่)?|quarter|q)?(?P<last>[1-4])(?![\d/]))?"
    rf"(?:/(?P<year>{FOUR_DIGITS}|\d\d(?!\d)))?"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)}) ?quarter"
)
_HALF = re.compile(
    r"(?P<first>(?:รอบ)?(?:6|หก)เดือน(?:แรก|ที่1)|ครึ่ง(?:ปี)?(?:งบประมาณ)?แรก|รอบที่1"
    r"|first (?:half|six months)|(?<![a-z])h1(?!\d))"
    r"|(?P<second>(?:รอบ)?(?:6|หก)เดือน(?:หลัง|ที่2)|ครึ่ง(?:ปี)?(?:งบประมาณ)?หลัง|รอบที่2"
    r"|(?:second half|last six months)|(?<![a-z])h2(?!\d))"
    r"|(?P<six>รอบ(?:6|หก)เดือน)|(?P<twelve>รอบ(?:12|สิบสอง)เดือน)"
)
_FISCAL = re.compile(
    rf"(?:ปีงบ(?:ประมาณ|ฯ|ปม\.?)?|fiscal year|\bfy\.?|งบประมาณปี)(?:ปี)?{_YEAR_MARK}?"
    rf"(?P<year>{FOUR_DIGITS}|\d\d(?!\d))(?:{_TO}(?:ปีงบประมาณ)?{_YEAR_MARK}?(?P<last>{FOUR_DIGITS}|\d\d(?!\d)))?"
)
_PLAIN = re.compile(
    rf"(?:(?P<mark>ปี{_YEAR_MARK}?|{_YEAR_MARK})(?P<short>\d\d(?!\d))|(?<![\d/.]){_YEAR_MARK}?(?P<four>{FOUR_DIGITS})(?![\d/.]))"
)
_MONTHS_OF_YEAR = re.compile(
    r"(?P<count>[2-57-9]|1[01])เดือน(?:แรก|(?P<closing>สุดท้าย|หลัง))(?:ของปี(?:งบประมาณ)?)?"
    r"|(?<!\d)เดือน(?:ที่)?(?P<first>แรก|สุดท้าย|\d\d?)(?:(?:-|–|—|ถึง)(?P<last>\d\d?))?ของปี(?:งบประมาณ)?"
)
_END_OF_YEAR = re.compile(
    r"(?<!หลัง)(?<!จาก)(?<!แต่)(?:สิ้น|ปลาย)ปี(?:งบประมาณ)?|end of (?:the )?(?:fiscal )?year"
)
_START_OF_YEAR = re.compile(r"ต้นปี(?:งบประมาณ)?")
_NUMERIC = re.compile(
    rf"(?<!\d)\d{{1,2}}[/.-](?P<month>1[0-2]|0?[1-9])[/.-](?P<year>{FOUR_DIGITS}|\d\d(?!\d))"
)
_ISO = re.compile(rf"(?<!\d)(?P<year>{FOUR_DIGITS})-(?P<month>0[1-9]|1[0-2])-(?:[0-2]\d|3[01])")
_MONTH_NUMBER = re.compile(
    r"(?:^|(?<=เดือน)|(?<=ถึง)|(?<=[-–—]))(?P<month>1[0-2]|0?[1-9])/(?P<year>2[45]\d\d)(?!\d)"
)
"""Behind other words "1/2566" numbers a meeting, an order, a quarter."""
_FIRST_SHORT_BE = 40  # of two digits behind points; "1.2.15" numbers a chapter; by hand
_DAY_BEHIND = re.compile(DAY_BEHIND)
_YEAR_BEHIND = re.compile(YEAR_BEHIND, re.IGNORECASE)
_THAI_RUN = re.compile(r"[ก-๎]{4,}")
_MISREAD_SHORT = (
    (re.compile(r"มี\.ย\.?"), 5),
    (re.compile(r"มิ\.ค\.?"), 2),
    (re.compile(r"เม\.[ษบ]\."), 3),
)
_ENDING = re.compile("าคม|คม|าคา|าคน|าตม|ายา?น|ยา?น|าพันธ์?|าพัน")
_LONGEST_MISSPELLED = max(len(name) for name, _ in MONTHS) + 2


class Unit(IntEnum):
    """How long a mark is, the finest first."""

    MONTH = 0
    QUARTER = 1
    HALF = 2
    YEAR = 3


class YearScope(IntEnum):
    """What kind of year a mark names."""

    NONE = 0
    CALENDAR = 1
    FISCAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMark:
    """A time that a text names, at [start, end) of the compact text."""

    unit: Unit
    start: int
    end: int
    first: int  #: of a month, 0 for January to 11; else a month within the fiscal year, 0–11
    last: int  #: likewise
    year: int | None = None  #: BE; None if not named here
    scope: YearScope = YearScope.NONE
    confidence: float = 1.0  #: 0–1, lower for what is misspelled


def compact(text: str) -> str:
    """`text` in lower case with Arabic digits, blanks kept between Latin words only."""
    digits = arabic_digits(canonical(text)).casefold()
    return re.sub(r"(?<![a-z])\s+|\s+(?![a-z])", "", digits)


def read_marks(line: str) -> tuple[TimeMark, ...]:
    """All times of a compact text in order; they do not overlap."""
    marks: list[TimeMark] = []
    readers = (_numeric, _months, _misspelled, _quarters, _month_numbers)
    for reader in (*readers, _fiscal_years, _halves, _plain_years):
        read = tuple(reader(line))
        for mark in read:
            line = line[: mark.start] + "\x00" * (mark.end - mark.start) + line[mark.end :]
        marks += read
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _mark(
    unit: Unit,
    match: re.Match[str],
    months: tuple[int, int],
    *,
    year: str | None = None,
    scope: YearScope = YearScope.NONE,
    confidence: float = 1.0,
) -> TimeMark:
    return TimeMark(
        unit=unit,
        start=match.start(),
        end=match.end(),
        first=months[0],
        last=months[1],
        year=be_year(int(year)) if year else None,
        scope=scope,
        confidence=confidence,
    )


def _numeric(line: str) -> Iterator[TimeMark]:
    for match in (*_ISO.finditer(line), *_NUMERIC.finditer(line)):
        if "." not in match[0] or int(match["year"]) >= _FIRST_SHORT_BE:
            yield _month_mark(match)


def _month_numbers(line: str) -> Iterator[TimeMark]:
    return map(_month_mark, _MONTH_NUMBER.finditer(line))


def _month_mark(match: re.Match[str]) -> TimeMark:
    month = int(match["month"]) - 1
    return _mark(Unit.MONTH, match, (month, month), year=match["year"])


def _short(name: str) -> str:
    first, second = name.rstrip(".").split(".")
    dotted = rf"(?P<dotted>{first}[.,]{second}(?:\.|,(?=\d)|(?![ก-๎])))"
    begins = r"(?:(?<![ก-๎])|(?<=เดือน)|(?<=ถึง)|(?<=แต่))"
    return rf"{dotted}|{begins}(?P<bare>{first}{second}\.?)(?![ก-๎])"


_NAMED = tuple(
    re.compile(
        rf"(?P<full>{full})|{_short(short)}|(?<![a-z])(?P<english>{long}|{brief}\.?)(?![a-z])"
    )
    for (full, short), (long, brief) in zip(MONTHS, ENGLISH_MONTHS, strict=True)
)


def _months(line: str) -> Iterator[TimeMark]:
    for month, pattern in enumerate(_NAMED):
        for match in pattern.finditer(line):
            confidence = _UNDOTTED_CONFIDENCE if match["bare"] else 1.0
            yield _month(line, match.start(), match.end(), month, confidence)
    for pattern, month in _MISREAD_SHORT:
        for match in pattern.finditer(line):
            yield _month(line, match.start(), match.end(), month, _MISSPELLED_CONFIDENCE)


def _month(line: str, start: int, end: int, month: int, confidence: float) -> TimeMark:
    behind = _YEAR_BEHIND.match(line, end)
    last = behind or _DAY_BEHIND.match(line, end)
    day = re.search(r"(?<!\d)\d{1,2}$", line[:start])
    return TimeMark(
        unit=Unit.MONTH,
        start=day.start() if day else start,
        end=last.end() if last else end,
        first=month,
        last=month,
        year=be_year(int(behind["year"])) if behind else None,
        confidence=confidence,
    )


def _misspelled(line: str) -> Iterator[TimeMark]:
    """กรกฏาคม, กันยายยน."""
    for run in _THAI_RUN.finditer(line):
        begin = run.start()
        for ending in _ENDING.finditer(line, run.start(), run.end()):
            end = ending.end()
            if nearest := _nearest(line[max(begin, end - _LONGEST_MISSPELLED) : end]):
                month, length = nearest
                yield _month(line, end - length, end, month, _MISSPELLED_CONFIDENCE)
            begin = end


def _nearest(text: str) -> tuple[int, int] | None:
    best: tuple[float, int, int] = (_LEAST_MONTH_LIKENESS, -1, 0)
    for month, (name, _) in enumerate(MONTHS):
        for length in range(len(name) - 2, len(name) + 3):
            if length <= len(text):
                best = max(best, (fuzz.ratio(text[-length:], name), month, length))
    return None if best[1] < 0 else (best[1], best[2])


def _quarters(line: str) -> Iterator[TimeMark]:
    for match in _QUARTER.finditer(line):
        first = _QUARTERS[match["ordinal"] or match["first"]]
        last = _QUARTERS[match["last"]] if match["last"] else first
        months = (first - 1) * 3, last * 3 - 1
        quarter = _mark(Unit.QUARTER, match, months, year=match["year"])
        if match["to"] in {"และ", ","}:
            yield replace(quarter, last=months[0] + 2, end=match.start("to"))
            yield replace(quarter, first=months[1] - 2, start=match.end("to"))
        else:  # the fourth to the first is of two years; other ones in reverse may be slips
            is_slip = last < first and (first, last) != (4, 1)
            confidence = _UNCONNECTED_CONFIDENCE if is_slip else quarter.confidence
            last_month = quarter.last + 12 * (last < first)
            yield replace(quarter, last=last_month, confidence=confidence)


def _halves(line: str) -> Iterator[TimeMark]:
    for match in _HALF.finditer(line):
        name = match.lastgroup
        months = 6 if name == "second" else 0, 5 if name in {"first", "six"} else 11
        confidence = _MISSPELLED_CONFIDENCE if name == "six" else 1.0
        yield _mark(Unit.HALF, match, months, confidence=confidence)


def _fiscal_years(line: str) -> Iterator[TimeMark]:
    for match in _FISCAL.finditer(line):
        year = be_year(int(match["year"]))
        last = be_year(int(match["last"])) if match["last"] else year
        months = 0, 11 + 12 * max(0, last - year)
        yield _mark(Unit.YEAR, match, months, year=match["year"], scope=YearScope.FISCAL)
    for match in _MONTHS_OF_YEAR.finditer(line):
        first, last = _months_of_year(match)
        if 1 <= first <= last <= 12:
            yield _mark(Unit.QUARTER, match, (first - 1, last - 1))
    for pattern, month in ((_END_OF_YEAR, 11), (_START_OF_YEAR, 0)):
        for match in pattern.finditer(line):
            yield _mark(Unit.QUARTER, match, (month, month), confidence=_MISSPELLED_CONFIDENCE)


def _months_of_year(match: re.Match[str]) -> tuple[int, int]:
    if match["count"]:
        count = int(match["count"])
        return (13 - count, 12) if match["closing"] else (1, count)
    first = {"แรก": 1, "สุดท้าย": 12}.get(match["first"]) or int(match["first"])
    return first, int(match["last"] or first)


def _plain_years(line: str) -> Iterator[TimeMark]:
    for match in _PLAIN.finditer(line):
        yield _mark(
            Unit.YEAR,
            match,
            (0, 11),
            year=match["short"] or match["four"],
            scope=YearScope.CALENDAR,
            confidence=_UNDOTTED_CONFIDENCE,
        )


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
    """A span of months, both ends inclusive, such as "2565-10" (BE)."""

    start: str | None = None  #: None: not stated
    end: str | None = None  #: likewise; alone it is a deadline
    recurrence: str | None = None  #: a Recurrence, None for something done once
    confidence: float = 0.0  #: 0–1; 0 when the text states no time
    #: first and last month of each, in order, where not all from start to end are meant:
    #: "ก.พ. และ ส.ค."; else ()
    stretches: tuple[tuple[str, str], ...] = ()


_TIMES_A_YEAR = {"วัน": 365, "สัปดาห์": 52, "เดือน": 12, "ไตรมาส": 4, "ภาคเรียน": 2, "ครึ่งปี": 2, "ปี": 1}
_KINDS = {
    365: Recurrence.CONTINUOUS,
    52: Recurrence.CONTINUOUS,
    12: Recurrence.MONTHLY,
    4: Recurrence.QUARTERLY,
    2: Recurrence.HALF_YEARLY,
    1: Recurrence.YEARLY,
}
_LENGTHS = {"สอง": 2, "สาม": 3, "สี่": 4, "หก": 6}
_PERIOD = rf"(?:วัน(?!ที่)|สัปดาห์|เดือน(?!{MONTH})|ไตรมาส|ภาคเรียน|ครึ่งปี|ปี(?!งบประมาณ25))"
_ROUND = re.compile(
    r"(?P<halves>รอบ6(?:เดือน)?(?:และ|,|/|กับ)(?:รอบ)?12เดือน)"
    r"|(?P<lead>ทุก|(?<![0-9])ราย|แต่ละ|รอบ|ประจำ(?!ปี))(?:ๆ|สิ้น|ต้น|รอบ){,3}"
    rf"(?:(?P<weekday>{WEEKDAY})|(?P<length>[1-9][0-9]{{,3}}|{'|'.join(_LENGTHS)})?(?P<every>{_PERIOD}))"
    rf"|(?P<per>{_PERIOD})ละ(?:(?P<times>[0-9]{{1,4}})?ครั้ง)?"
    rf"|(?<![0-9.,])(?P<count>[0-9]{{1,4}})?ครั้ง(?:ต่อ|/)(?P<of>{_PERIOD})"
    r"|ของ(?P<next>เดือน)ถัดไป|ทุก(?P<dated>วันที่)(?=[0-9])"
)
_MOST_ROUNDED = Fraction(1, 60)
"""Share by which times a year may miss a whole number: twelve times 30 days are a year, too."""


@dataclass(frozen=True, slots=True)
class Round:
    """How often something is done, at [start, end) of a text."""

    start: int
    end: int
    times: Fraction  #: a year
    weekday: str
    kind: Recurrence | None  #: None where it does not say when, or has no name


def rounds(line: str) -> Iterator[Round]:
    """What is repeated, of a compact text in Arabic digits."""
    for match in _ROUND.finditer(line):
        weekday, halves = match["weekday"] or "", match["halves"]
        period = match["every"] or match["per"] or match["of"] or match["next"]
        if period is None:
            period = "ครึ่งปี" if halves else "สัปดาห์" if weekday else "เดือน"
        length = _LENGTHS.get(match["length"]) or int(match["length"] or 1)
        often = Fraction(_TIMES_A_YEAR[period], length)
        exact = often * int(match["times"] or match["count"] or 1)
        nearest = Fraction(round(exact))
        is_near = abs(exact - nearest) <= exact * _MOST_ROUNDED
        # "รอบ 6 เดือน" names a round, and "ปีละ 2 ครั้ง" does not say when.
        says_when = match["lead"] not in ("รอบ", "ประจำ") and (match["every"] or period != "ปี")
        kind = _KINDS.get(int(often)) if says_when and often.denominator == 1 else None
        yield Round(*match.span(), nearest if is_near else exact, weekday, kind)


_RECURRENCES = (
    (Recurrence.MONTHLY, r"monthly\b|(?:every|each|per|(?:once|twice|times) a) month"),
    (
        Recurrence.QUARTERLY,
        r"quarterly|(?:every|each|per|(?:once|twice|times) a) quarter"
        r"|every three months|every3months",
    ),
    (
        Recurrence.HALF_YEARLY,
        r"half[- ]?yearly|semi[- ]?annual|biannual|every (?:six months|half year)|every6months",
    ),
    (Recurrence.YEARLY, r"\bannual(?:ly)?\b|\byearly\b|(?:every|each) (?:fiscal )?year"),
    (
        Recurrence.CONTINUOUS,
        r"ตลอด(?:ทั้ง)?(?:ปี|เวลา|ระยะเวลา|ช่วง)|(?:ทั้ง|เต็ม)ปี|ต่อเนื่อง|สม่ำเสมอ"
        r"|throughout|all year|year[- ]?round|continuous"
        r"|ongoing|whole year|(?:every|each) (?:day|week)|\bdaily\b|\bweekly\b",
    ),
)
_REPEATED = tuple((kind, re.compile(pattern)) for kind, pattern in _RECURRENCES)
_UNTIL = re.compile(
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
    """Read Thai or English months; missing years are the fiscal year's (ValueError if not BE)."""
    check_fiscal_year(fiscal_year_be)
    line = compact(text)
    kinds = {each.kind for each in rounds(line)}
    repeated = (kind for kind, pattern in _REPEATED if kind in kinds or pattern.search(line))
    recurrence = next(repeated, None)
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
    timeframe = _span(line, points, spans, recurrence)
    # The month is one end of a range, and of the other only the year was read.
    if any(
        points == [month] and year.scope is YearScope.CALENDAR and _is_range(line, ends)
        for ends in pairwise(marks)
        for month, year in (ends, ends[::-1])
    ):
        return replace(timeframe, confidence=min(timeframe.confidence, _HALF_READ_CONFIDENCE))
    return timeframe


def _with_other_end(line: str, points: list[TimeMark], marks: Sequence[TimeMark]) -> list[TimeMark]:
    """A range with one coarser end: "ต.ค. ๖๕ ถึงสิ้นปีงบประมาณ"."""
    if len(points) != 1 or points[0].unit is not Unit.MONTH:
        return points
    for ends in pairwise(marks):
        coarse = any(m.unit in {Unit.QUARTER, Unit.HALF} and m.year is None for m in ends)
        if coarse and points[0] in ends and _is_range(line, ends):
            return list(ends)
    return points


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
    """As months counted from year 0."""
    return (year - 1) * 12 + 9, year * 12 + 8


def _name(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def _in_months(
    points: Sequence[TimeMark], index: int, marks: Sequence[TimeMark], fiscal: int
) -> tuple[int, int]:
    """First and last month from year 0: with its own year, another month's or the report's."""
    mark = points[index]
    if mark.unit is not Unit.MONTH:
        first, _ = _fiscal(mark.year or fiscal)
        return first + mark.first, first + mark.last
    calendar = next((m.year for m in marks if m.scope is YearScope.CALENDAR and m.year), None)
    year = fiscal - (mark.first >= 9) if calendar is None else calendar
    for position in (*range(index, len(points)), *reversed(range(index))):
        stated = points[position].year
        if stated is not None:
            forth, back = points[index : position + 1], points[position : index + 1]
            year = stated - _turns(forth) + _turns(back)
            break
    return year * 12 + mark.first, year * 12 + mark.first


def _turns(points: Sequence[TimeMark]) -> int:
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
        stretches=tuple((_name(first), _name(other)) for first, other in listed)
        if has_start and len(listed) > 1
        else (),
    )


def _listed(
    line: str, points: Sequence[TimeMark], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Adjoining months of a list with a comma, "and" or "or"; [] of anything else."""
    parts, is_joined = [spans[0]], False
    for (before, point), span in zip(pairwise(points), spans[1:], strict=True):
        between = line[before.end : point.start]
        if _UNTIL.search(between):
            parts[-1] = parts[-1][0], span[1]
        elif match := _LISTED.search(between):
            parts.append(span)
            is_joined = is_joined or match["joined"] is not None
        else:
            return []
    if not is_joined or any(last < first for first, last in parts):
        return []
    return [(first, end - 1) for first, end in joined((first, last + 1) for first, last in parts)]


def _is_range(line: str, points: Sequence[TimeMark]) -> bool:
    return len(points) == 2 and bool(_UNTIL.search(line[points[0].end : points[1].start]))
