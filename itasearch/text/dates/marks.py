"""Months, quarters, half-years and fiscal years in a text, as marks in order.

The text is first made compact: Arabic digits, no blanks between Thai letters, where an
OCR puts them anywhere ("ตุลา คม ๒๕ ๖๕"). Months are read in full, short, English and
misspelled.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz import fuzz

from itasearch.text.dates.fiscal_year import be_year
from itasearch.text.dates.months import DAY_BEHIND, ENGLISH_MONTHS, FOUR_DIGITS, MONTHS, YEAR_BEHIND
from itasearch.text.thai.normalize import arabic_digits, normalize

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
    """A time that a text names.

    Attributes:
        start, end: code points in the compact text.
        first: of a month, 0 for January to 11; else first month within the fiscal year, 0–11.
        last: last month within the fiscal year; of a month the same as `first`.
        year: Buddhist Era; None when the text does not name it here.
        confidence: 0–1, lower for what is misspelled.
    """

    unit: Unit
    start: int
    end: int
    first: int
    last: int
    year: int | None = None
    scope: YearScope = YearScope.NONE
    confidence: float = 1.0


def compact(text: str) -> str:
    """`text` in lower case with Arabic digits, blanks kept between Latin words only."""
    digits = arabic_digits(normalize(text)).casefold()
    return re.sub(r"(?<![a-z])\s+|\s+(?![a-z])", "", digits)


def read_marks(line: str) -> tuple[TimeMark, ...]:
    """All times of a compact text in order; they do not overlap."""
    marks: list[TimeMark] = []
    readers = (_numeric, _months, _misspelled, _quarters, _month_numbers)
    for reader in (*readers, _fiscal_years, _halves, _plain_years):
        found = tuple(reader(line))
        for mark in found:
            line = line[: mark.start] + "\x00" * (mark.end - mark.start) + line[mark.end :]
        marks += found
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
    """A month with the year or day behind it and the day before it."""
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
    """Months that are nearly right: กรกฏาคม, กันยายยน."""
    for run in _THAI_RUN.finditer(line):
        begin = run.start()
        for ending in _ENDING.finditer(line, run.start(), run.end()):
            end = ending.end()
            found = _nearest(line[max(begin, end - _LONGEST_MISSPELLED) : end])
            if found is not None:
                month, length = found
                yield _month(line, end - length, end, month, _MISSPELLED_CONFIDENCE)
            begin = end


def _nearest(text: str) -> tuple[int, int] | None:
    """Month whose name the end of `text` nearly is, and how many letters of it that takes."""
    best: tuple[float, int, int] = (_LEAST_MONTH_LIKENESS, -1, 0)
    for month, (name, _) in enumerate(MONTHS):
        for length in range(len(name) - 2, len(name) + 3):
            if length <= len(text):
                score = fuzz.ratio(text[-length:], name)
                best = max(best, (score, month, length))
    return None if best[1] < 0 else (best[1], best[2])


def _quarters(line: str) -> Iterator[TimeMark]:
    for match in _QUARTER.finditer(line):
        first = _QUARTERS[match["ordinal"] or match["first"]]
        last = _QUARTERS[match["last"]] if match["last"] else first
        months = (first - 1) * 3, last * 3 - 1
        found = _mark(Unit.QUARTER, match, months, year=match["year"])
        if match["to"] in {"และ", ","}:
            yield replace(found, last=months[0] + 2, end=match.start("to"))
            yield replace(found, first=months[1] - 2, start=match.end("to"))
        else:
            yield found


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
    """First and last month within the fiscal year, from 1."""
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
