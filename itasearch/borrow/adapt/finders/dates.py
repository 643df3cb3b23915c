"""Dates and years: timeframes move with the fiscal year, events become blanks.

A day is part of a timeframe in a span of whole months ("1 ตุลาคม 2565 – 30 กันยายน 2566") and
behind ภายใน; any other date with a year is an event of the source's. Years without a month
move if they are near the source's fiscal year; older ones stay and are marked. Years of laws
and of plans over several years stay, and so do sums and head-counts that look like years.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itasearch.borrow.adapt.cutting import Move, digits_like
from itasearch.borrow.adapt.findings import Finding, Rank, finding
from itasearch.domain.word_lists import word_pattern
from itasearch.model.drafts import ChangeKind
from itasearch.text.dates.fiscal_year import CE_OFFSET, year_mentions
from itasearch.text.dates.months import MONTH, MONTHS
from itasearch.text.thai.view import View

NO_DATE = "«วันที่»"
NO_DATES = "«ช่วงวันที่»"
_ENGLISH = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?"),
    *("aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_ENGLISH_MONTH = rf"(?i:(?<![a-z])(?:{'|'.join(_ENGLISH)})(?![a-z])\.?)"
_LEAD = r"\s*,?\s*(?:ปี\s*)?(?:[พค]\s?\.?\s?ศ\s?\.?|พุทธศักราช|คริสต์ศักราช)?\s*[’']?"
# Two digits behind a month that count something are no year.
_point_pattern = word_pattern(
    r"(?=[0-9มกเพสตธA-Za-z])(?:(?<![0-9/.,])(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\s*(?:เดือน\s*)?)?"
    rf"(?P<month>{MONTH}|{_ENGLISH_MONTH})(?:{_LEAD}(?P<year>[12][0-9]{{3}}(?![0-9])"
    r"|[0-9]{2}(?!\s*(?:<number_words.behind_short_years>|เรื่อง(?=\s*(?:$|[\n,;)]|และ|จาก|ราย)))))"
    r"(?![0-9]|[.:/][0-9]))?"
)
_AMERICAN = re.compile(
    rf"(?P<month>{_ENGLISH_MONTH})\s*(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,\s*(?P<year>[12][0-9]{{3}})"
)
_TO = re.compile(r"\s*(?:[-–—]|จนถึง|ถึง|to\b|until\b)\s*(?:วัน(?:[ก-๎]{2,10})?ที่|เดือน|สิ้นเดือน)?\s*")
_DAYS_BEFORE = re.compile(
    r"(?<![0-9/.])(?P<day>[0-3]?[0-9])(?:\s*,\s*[0-3]?[0-9])*\s*(?:[-–—,]|และ|ถึง)\s*(?:วันที่\s*)?$"
)
_weekday = word_pattern(r"(?:<date_words.weekdays>)(?:\s?ที่)?\s*$")
_deadline = word_pattern(r"(?:<date_words.deadlines>)\s*(?:ใน)?(?:วัน(?:[ก-๎]{2,10}\s?)?ที่|วัน)?\s*$")
_before_ordinal = word_pattern(r"(?:<date_words.before_ordinals>)(?:ที่)?\s*$")
_ONWARDS = re.compile(r"\s*เป็นต้นไป")
_NUMERIC = re.compile(
    r"(?<![0-9/.-])(?:0?[1-9]|[12][0-9]|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:25[0-9]{2}|20[0-9]{2})(?![0-9/])"
    r"|(?<![0-9/.-])(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])/[0-9]{2}(?![0-9/])"
    r"|(?<![0-9/.-])(?:25[0-9]{2}|20[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9-])"
)
_MISSPELT = re.compile(
    r"(?<=วันที่)\s*(?P<date>[0-3]?[0-9]\s*(?:เดือน)?\s*[ก-๎.]{3,12}\s*(?:พ\.ศ\.)?\s*25[0-9]{2})(?![0-9])"
)
_ANY_DIGIT = re.compile("[0-9]")
_LEAST_SHORT_BE_YEAR = 40
"""From here on two digits behind an English month are of the Buddhist Era."""

_LAST_DAY_OF_ANY_MONTH = 30
"""Reports count 30 days to any month."""

_LOOK_BEHIND = 30
"""Code points before a date in which its label is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A month with the day and year beside it; None where there is none."""

    start: int
    end: int
    month: int
    day: int | None
    day_span: tuple[int, int]
    year: int | None
    year_span: tuple[int, int]


def find_dates(view: View, move: Move) -> Iterator[Finding]:
    """Years of timeframes, moved, and blanks for events."""
    if not _ANY_DIGIT.search(view.text):
        return
    for match in _AMERICAN.finditer(view.text):
        yield _blank(match.start(), match.end(), NO_DATE)
    for match in _NUMERIC.finditer(view.text):
        yield _blank(match.start(), match.end(), NO_DATE)
    for match in _MISSPELT.finditer(view.text):
        before = view.text[max(0, match.start() - _LOOK_BEHIND) : match.start()]
        if not _point_pattern().search(match["date"]) and not _deadline().search(before):
            yield _blank(*match.span("date"), NO_DATE)
    for group in _groups(view.text):
        if group[-1].year is not None or any(point.year is not None for point in group):
            yield from _of_group(view, group, move)


def _groups(text: str) -> Iterator[list[_Point]]:
    """Points joined by a dash or ถึง."""
    group: list[_Point] = []
    for match in _point_pattern().finditer(text):
        point = _point(match, text)
        if group and not _TO.fullmatch(text, group[-1].end, point.start):
            yield group
            group = []
        group.append(point)
    if group:
        yield group


def _point(match: re.Match[str], text: str) -> _Point:
    printed = match["month"]
    before = text[max(0, match.start() - _LOOK_BEHIND) : match.start()]
    day = None if _before_ordinal().search(before) else match["day"]
    return _Point(
        start=match.start() if day else match.start("month"),
        end=match.end(),
        month=_month(printed),
        day=int(day) if day else None,
        day_span=match.span("day"),
        year=_year(match["year"], english=printed.isascii()),
        year_span=match.span("year"),
    )


def _month(printed: str) -> int:
    letters = re.sub(r"[\s.]", "", printed).lower()
    for number, (full, short) in enumerate(MONTHS, start=1):
        if letters in {full, short.replace(".", "")}:
            return number
    return next(n for n, name in enumerate(_ENGLISH, start=1) if re.fullmatch(name, letters))


def _year(printed: str | None, *, english: bool) -> int | None:
    if printed is None:
        return None
    number = int(printed)
    if number < 100:
        return (
            2000 + number + CE_OFFSET
            if english and number < _LEAST_SHORT_BE_YEAR
            else 2500 + number
        )
    return number + CE_OFFSET if number < 2200 else number


def _of_group(view: View, group: Sequence[_Point], move: Move) -> Iterator[Finding]:
    first, last = group[0], group[-1]
    before = view.text[max(0, first.start - _LOOK_BEHIND) : first.start]
    days = _DAYS_BEFORE.search(before) if first.day is not None else None
    first_day = int(days["day"]) if days else first.day
    is_span = len(group) > 1 or days is not None
    lead = before[: days.start()] if days else ""
    if (
        not any(point.day for point in group)
        or (is_span and _is_whole(first_day, last))
        or (not is_span and (_deadline().search(before) or _starts(view.text, before, first)))
        or (is_span and len(group) == 1 and _deadline().search(lead))
    ):
        yield from _moved(view, group, move)
    else:
        yield from _events(view, group, days.start() - len(before) if days else 0)


def _starts(text: str, before: str, point: _Point) -> bool:
    """Whether the day begins a timeframe: "ตั้งแต่วันที่ 1 ตุลาคม 2565 เป็นต้นไป"."""
    lead = re.search(r"(?:ตั้งแต่|เริ่ม)(?:วันที่)?\s*$", before)
    return point.day == 1 and bool(lead or _ONWARDS.match(text, point.end))


def _is_whole(first_day: int | None, last: _Point) -> bool:
    """Whether a span begins with a month and ends with one."""
    if first_day not in {None, 1}:
        return False
    return last.day is None or last.day >= min(
        _LAST_DAY_OF_ANY_MONTH, _last_day(last.month, last.year)
    )


def _last_day(month: int, year: int | None) -> int:
    if year is None:
        return 28 if month == 2 else calendar.monthrange(2023, month)[1]
    return calendar.monthrange(year - CE_OFFSET, month)[1]


def _moved(view: View, group: Sequence[_Point], move: Move) -> Iterator[Finding]:
    for point in group:
        if point.year is None:
            continue
        start, end = point.year_span
        new = move.printed(point.year, view.printed[start:end])
        question = move.question(point.year)
        yield _year_finding(start, end, new, question)
        last = _last_day(2, move.year(point.year)) if point.month == 2 else 0
        if last and new and point.day == _last_day(2, point.year) and point.day != last:
            day_start, day_end = point.day_span
            day = digits_like(last, view.printed[day_start:day_end])
            yield _year_finding(day_start, day_end, day, None)


def _events(view: View, group: Sequence[_Point], offset: int) -> Iterator[Finding]:
    """One blank from the day to each year; a point without a year joins the next."""
    start: int | None = group[0].start + offset
    parts = 1 if offset else 0
    for point in group:
        start = point.start if start is None else start
        parts += 1
        if point.year is None and point is not group[-1]:
            continue
        lead = view.text[max(0, start - _LOOK_BEHIND) : start]
        weekday = _weekday().search(lead)
        first = start - len(lead) + weekday.start() if weekday else start
        if point.day is None and parts == 1:
            start, parts = None, 0
            continue
        yield _blank(first, point.end, NO_DATES if parts > 1 else NO_DATE)
        start, parts = None, 0


def _year_finding(start: int, end: int, new: str | None, question: str | None) -> Finding:
    return finding((start, end), Rank.DATE, new=new, kind=ChangeKind.YEAR, question=question)


def _blank(start: int, end: int, new: str) -> Finding:
    return finding((start, end), Rank.DATE, new=new, kind=ChangeKind.DATE)


_MARK = r"(?:พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?|พุทธศักราช)"
_counted = word_pattern(r"\s?(?:<number_words.behind_years>)")
_before_count = word_pattern(r"(?:<date_words.before_counts>)\s*$")
_YEAR_WORD = re.compile(r"(?:ปี(?:\s?งบ\s?ประมาณ|งบฯ)?|ประมาณ(?=\s*$)|พ\.ศ\.|ค\.ศ\.)\s*$")
_numbered_before = word_pattern(r"(?:<date_words.numbered_in_a_year>)\s*[0-9]{1,2}\s?/\s?$")
_short_year = word_pattern(
    rf"(?:(?<![ก-๎])[มกพสตธ][ก-๎]{{0,2}}\s?\.\s?[คยพน]\s?\.|ปี(?:\s?งบ\s?ประมาณ|\s?งบฯ?)?|{_MARK}"
    r"|(?:<date_words.numbered_in_a_year>|\bQ)\s*[0-9]{1,2}\s?/)"
    r"\s*[’']?(?P<year>[4-9][0-9])(?![0-9]|[.,][0-9]|/(?![4-9][0-9](?![0-9/]))[0-9])"
)
_own_paper = word_pattern("<law_words.own_papers>")
_SECOND = re.compile(r"\s*[-–—/]\s*(?P<year>[4-9][0-9])(?![0-9]|[.,/][0-9])")
_FOUR = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?P<year>25[4-9][0-9]|26[01][0-9]|20[0-7][0-9]|199[7-9])"
    r"(?![0-9]|[.][0-9]|,[0-9]{3}(?![0-9]))"
)
_OLD = re.compile(rf"(?:{_MARK}|ปี)\s*(?P<year>24[0-9]{{2}}|25[0-3][0-9])(?![0-9])")
_RANGE = re.compile(rf"\s*(?:[-–—/]|จนถึง|ถึง)\s*(?:ปี)?\s*(?:งบประมาณ)?\s*{_MARK}?\s*$")
_DIRECT_MARK = re.compile(rf"(?<!ปี)(?<!ปี )(?<!ประมาณ)(?<!ประมาณ ){_MARK}\s*\(?$")
_LEAST_BE_YEAR = 2200
"""Smaller years of four digits are of the Common Era."""

_any_plan = word_pattern("<law_words.any_plans>", re.IGNORECASE)
_fixed_plan = word_pattern("<law_words.fixed_plans>", re.IGNORECASE)
_OFFICES_OF_PLANS = re.compile(
    r"(?:นักวิเคราะห์|งาน|ฝ่าย|กอง)(?:นโยบายและแผน|ยุทธศาสตร์(?:และ[ก-๎]{2,12})?|แผนและงบประมาณ|แผน(?=\s))"
)
_PLAN_LOOK_BEHIND, _FIXED_PLAN_LOOK_BEHIND = 90, 60
"""Code points before a span of years in which any plan, or a fixed one, is named."""

_LEAST_PLAN_YEARS = 4
"""Years between the ends of a span from which on it is a plan's, whatever is before it."""
_PLAN_QUESTION = "เป็นช่วงปีของแผนที่กำหนดไว้หรือไม่ ถ้าเป็นช่วงปีของงานให้แก้"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    start: int
    end: int
    year: int
    law: bool = False


def find_years(view: View, move: Move) -> Iterator[Finding]:
    """All years of the text but those of dates; those that stay are found, too."""
    for group in _year_groups(view.text, _years(view)):
        plan, question = _of_plan(view.text, group)
        for year in group:
            if year.law or plan:
                yield _stays(year, question)
                continue
            new = move.printed(year.year, view.printed[year.start : year.end])
            yield finding(
                (year.start, year.end),
                Rank.YEAR,
                new=new,
                kind=ChangeKind.YEAR,
                question=move.question(year.year),
            )


def _years(view: View) -> list[_Year]:
    found: dict[int, _Year] = {}
    for mention in year_mentions(view.printed):
        if _is_count(view.text, mention.start, mention.end):
            continue
        before = view.text[max(0, mention.start - 20) : mention.start]
        lead = view.text[max(0, mention.start - 60) : mention.start]
        law = mention.law and bool(_DIRECT_MARK.search(before)) and not _own_paper().search(lead)
        found[mention.start] = _Year(
            start=mention.start, end=mention.end, year=mention.year, law=law
        )
    for year in list(found.values()):
        match = _SECOND.match(view.text, year.end)
        if match and _is_second(year, match):
            _add(found, match, 2500 + int(match["year"]))
    for match in _short_year().finditer(view.text):
        if not _counted().match(view.text, match.end()):
            _add(found, match, 2500 + int(match["year"]))
            second = _SECOND.match(view.text, match.end())
            if second:
                _add(found, second, 2500 + int(second["year"]))
    for match in _FOUR.finditer(view.text):
        if not _is_count(view.text, *match.span()):
            number = int(match["year"])
            _add(found, match, number + CE_OFFSET if number < _LEAST_BE_YEAR else number)
    for match in _OLD.finditer(view.text):
        _add(found, match, int(match["year"]))
    return [found[start] for start in sorted(found)]


def _is_second(year: _Year, match: re.Match[str]) -> bool:
    return 0 < 2500 + int(match["year"]) - year.year <= 20


def _add(found: dict[int, _Year], match: re.Match[str], year: int) -> None:
    start, end = match.span("year")
    if not any(other.start < end and start < other.end for other in found.values()):
        found[start] = _Year(start=start, end=end, year=year)


def _is_count(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 20) : start]
    if _YEAR_WORD.search(before) or _numbered_before().search(before):
        return False
    return bool(_counted().match(text, end) or _before_count().search(before))


def _year_groups(text: str, years: Sequence[_Year]) -> Iterator[list[_Year]]:
    """Years joined to a span by a dash."""
    group: list[_Year] = []
    for year in years:
        if group and not _RANGE.fullmatch(text, group[-1].end, year.start):
            yield group
            group = []
        group.append(year)
    if group:
        yield group


def _of_plan(text: str, group: Sequence[_Year]) -> tuple[bool, str | None]:
    """Whether a span belongs to a fixed plan, and the question where that is not sure."""
    length = group[-1].year - group[0].year
    if length < 1:
        return False, None
    start = group[0].start
    lead = text[max(0, start - _PLAN_LOOK_BEHIND) : start].rpartition("\n")[2]
    lead = _OFFICES_OF_PLANS.sub("", lead)
    if length >= 2 and _any_plan().search(lead):
        return True, None
    if _fixed_plan().search(lead[-_FIXED_PLAN_LOOK_BEHIND:]):
        return True, None
    return length >= _LEAST_PLAN_YEARS, _PLAN_QUESTION if length >= _LEAST_PLAN_YEARS else None


def _stays(year: _Year, question: str | None) -> Finding:
    return finding((year.start, year.end), Rank.YEAR, question=question)
