"""Dates and years: timeframes move with the fiscal year, events become blanks.

A day is part of a timeframe in a span of whole months ("1 ตุลาคม 2565 – 30 กันยายน 2566") and
behind ภายใน; any other date with a year is an event. Years near the source's move; older ones stay
and are marked. Years of laws and of plans over several years, sums and head-counts stay.
"""

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.domain.loader import Patterns
from itasearch.model.drafts import ChangeKind
from itasearch.text.dates.fiscal_year import BE_MARK, CE_MARK, CE_OFFSET, be_year, year_mentions
from itasearch.text.dates.months import ENGLISH_MONTHS, MONTH, WEEKDAY
from itasearch.text.thai.finding import View
from itasearch.text.thai.normalize import thai_digits
from itasearch.text.timeframe import compact, read_marks

NO_DATE = "«วันที่»"
NO_DATES = "«ช่วงวันที่»"
HISTORY = "ปีนี้เป็นเหตุการณ์ของหน่วยงานต้นทางหรือไม่ ควรแก้หรือตัดออก"
_UNSURE = "ปีงบประมาณของต้นทาง ({}) ยังไม่แน่ชัด จึงไม่ได้เลื่อนปีนี้ ควรเป็นปีใด"

_MOST_YEARS_APART = 3  # of the source's fiscal year; older ones are history, not its work


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From which fiscal year (BE) to which; None where one is not known.

    Nothing moves from an `is_unsure` year: it would be a wrong plan that looks right.
    """

    source: int | None
    target: int | None
    is_unsure: bool = False
    history: str | None = None  #: HISTORY; None: the source is the target, and it is its own

    def year(self, year: int) -> int:
        """What `year` becomes."""
        if self.source is None or self.target is None or self.is_unsure or not self._is_near(year):
            return year
        return year + self.target - self.source

    def printed(self, year: int, old: str) -> str | None:
        """`old`, which prints `year`, as it becomes, in its era and script; None: it stays."""
        moved = self.year(year)
        if moved == year:
            return None
        number = int("".join(filter(str.isdecimal, old)))
        return _digits_like(moved - CE_OFFSET if 1900 <= number < 2200 else moved, old)

    def question(self, year: int) -> str | None:
        """What a person must decide about a year that is not part of a law or a plan."""
        if self.source is None or self.target is None:
            return "ไม่ทราบปีงบประมาณของต้นทางหรือของเรา ควรเป็นปีใด"
        if self.is_unsure:
            return _UNSURE.format(self.source)
        return None if self._is_near(year) else self.history

    def _is_near(self, year: int) -> bool:
        return self.source is not None and abs(year - self.source) <= _MOST_YEARS_APART


def _digits_like(number: int, old: str) -> str:
    """`number` in the place of the digits of `old`, from the right, each in its script."""
    left = list(reversed(str(number)))
    new: list[str] = []
    for character in reversed(old):
        if character.isdecimal() and left:
            digit = left.pop(0)
            new.append(digit if character.isascii() else thai_digits(digit))
        else:
            new.append(character)
    return "".join(reversed(new))


_ENGLISH_MONTH = rf"(?i:(?<![a-z])(?:{'|'.join(chain.from_iterable(ENGLISH_MONTHS))})(?![a-z])\.?)"
_patterns = Patterns(
    "adapting_patterns",
    be_mark=BE_MARK,
    ce_mark=CE_MARK,
    english_month=_ENGLISH_MONTH,
    month=MONTH,
    weekday=WEEKDAY,
)
_ANY_DIGIT = re.compile("[0-9]")
_LAST_DAY_OF_ANY_MONTH = 30  # reports count 30 days to any month

_LOOK_BEHIND = 30  # code points before a date in which its label is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    start: int
    end: int
    month: int
    day: int | None
    day_span: tuple[int, int]
    year: int | None
    year_span: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    start: int
    end: int
    year: int
    law: bool = False


_Found = TypeVar("_Found", _Point, _Year)


def find_dates(view: View, move: Move) -> Iterator[Finding]:
    """Years of timeframes, moved, and blanks for events."""
    if not _ANY_DIGIT.search(view.text):
        return
    for match in chain(
        _patterns.american.finditer(view.text), _patterns.numeric.finditer(view.text)
    ):
        yield Finding(match.span(), Rank.DATE, new=NO_DATE)
    for match in _patterns.misspelt.finditer(view.text):
        before = view.text[max(0, match.start() - _LOOK_BEHIND) : match.start()]
        if not _patterns.point_pattern.search(match["date"]) and not _patterns.deadline.search(
            before
        ):
            yield Finding(match.span("date"), Rank.DATE, new=NO_DATE)
    points = (_point(match, view.text) for match in _patterns.point_pattern.finditer(view.text))
    for group in _joined(view.text, points, _patterns.to):
        if _is_left_over(view.text, group):
            yield Finding((group[0].start, group[-1].end), Rank.DATE, question=move.history)
        elif any(point.year is not None for point in group):
            yield from _of_group(view, group, move)


def _is_left_over(text: str, group: Sequence[_Point | _Year]) -> bool:
    """Whether something is left over from a time, and not put off from it to another one."""
    before = text[max(0, group[0].start - _AWARD_LOOK_BEHIND) : group[0].start]
    is_put_off = _patterns.put_off_to.match(text, group[-1].end)
    return not is_put_off and _patterns.left_from.search(before) is not None


def _joined(text: str, found: Iterable[_Found], between: re.Pattern[str]) -> Iterator[list[_Found]]:
    group: list[_Found] = []
    for one in found:
        if group and not between.fullmatch(text, group[-1].end, one.start):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _point(match: re.Match[str], text: str) -> _Point:
    before = text[max(0, match.start() - _LOOK_BEHIND) : match.start()]
    day = None if _patterns.before_ordinal.search(before) else match["day"]
    return _Point(
        start=match.start() if day else match.start("month"),
        end=match.end(),
        month=read_marks(compact(match["month"]))[0].first + 1,
        day=int(day) if day else None,
        day_span=match.span("day"),
        year=be_year(int(match["year"])) if match["year"] else None,
        year_span=match.span("year"),
    )


def _of_group(view: View, group: Sequence[_Point], move: Move) -> Iterator[Finding]:
    first, last = group[0], group[-1]
    before = view.text[max(0, first.start - _LOOK_BEHIND) : first.start]
    days = _patterns.days_before.search(before) if first.day is not None else None
    first_day = int(days["day"]) if days else first.day
    is_span = len(group) > 1 or days is not None
    lead = before[: days.start()] if days else ""
    # "ตั้งแต่วันที่ 1 ตุลาคม 2565 เป็นต้นไป"
    since = re.search(r"(?:ตั้งแต่|เริ่ม)(?:วันที่)?\s*$", before)
    starts = first.day == 1 and (since or _patterns.onwards.match(view.text, first.end))
    if (
        not any(point.day for point in group)
        or (is_span and _is_whole(first_day, last))
        or (not is_span and (_patterns.deadline.search(before) or starts))
        or (is_span and len(group) == 1 and _patterns.deadline.search(lead))
    ):
        yield from _moved(view, group, move)
    else:
        yield from _events(view, group, days.start() - len(before) if days else 0)


def _is_whole(first_day: int | None, last: _Point) -> bool:
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
        yield Finding((start, end), Rank.DATE, new=new, question=question, kind=ChangeKind.YEAR)
        last = _last_day(2, move.year(point.year)) if point.month == 2 else 0
        if last and new and point.day == _last_day(2, point.year) and point.day != last:
            day_start, day_end = point.day_span
            day = _digits_like(last, view.printed[day_start:day_end])
            yield Finding((day_start, day_end), Rank.DATE, new=day, kind=ChangeKind.YEAR)


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
        weekday = _patterns.dates_weekday.search(lead)
        first = start - len(lead) + weekday.start() if weekday else start
        if point.day is None and parts == 1:
            start, parts = None, 0
            continue
        yield Finding((first, point.end), Rank.DATE, new=NO_DATES if parts > 1 else NO_DATE)
        start, parts = None, 0


_SECOND = re.compile(r"\s*[-–—/]\s*(?P<year>[4-9][0-9])(?![0-9]|[.,/][0-9])")
_PLAN_LOOK_BEHIND = 90  # code points before a span that name its plan. 45: 8 texts; 180: 0

_MOST_YEARS_OF_A_SPAN = 20  # to two digits after a dash: "2561–65"; more is a number

_LEAST_PLAN_YEARS = 4  # from which on a span is a plan's, whatever is before it
_AWARD_LOOK_BEHIND = 100  # code points before a year in which an award or leftover is named
_PLAN_QUESTION = "เป็นช่วงปีของแผนที่กำหนดไว้หรือไม่ ถ้าเป็นช่วงปีของงานให้แก้"


def find_years(view: View, move: Move) -> Iterator[Finding]:
    """All years of the text but those of dates; those that stay are found, too."""
    for group in _joined(view.text, _years(view), _patterns.range):
        plan, question = _of_plan(view.text, group)
        before = view.text[max(0, group[0].start - _AWARD_LOOK_BEHIND) : group[0].start]
        is_history = _patterns.won.search(before) or _is_left_over(view.text, group)
        for year in group:
            if year.law or plan:
                yield Finding((year.start, year.end), Rank.YEAR, question=question)
                continue
            if is_history or _patterns.since.match(view.text, year.end):
                yield Finding((year.start, year.end), Rank.YEAR, question=move.history)
                continue
            new = move.printed(year.year, view.printed[year.start : year.end])
            yield Finding(
                (year.start, year.end), Rank.YEAR, new=new, question=move.question(year.year)
            )


def _years(view: View) -> list[_Year]:
    years: list[_Year] = []
    for mention in year_mentions(view.printed):
        if _is_count(view.text, mention.start, mention.end):
            continue
        before = view.text[max(0, mention.start - 20) : mention.start]
        lead = view.text[max(0, mention.start - 60) : mention.start]
        law = (
            mention.law
            and bool(_patterns.direct_mark.search(before))
            and not _patterns.own_paper.search(lead)
        )
        years.append(_Year(start=mention.start, end=mention.end, year=mention.year, law=law))
    for year in tuple(years):
        match = _SECOND.match(view.text, year.end)
        if match and 0 < be_year(int(match["year"])) - year.year <= _MOST_YEARS_OF_A_SPAN:
            _add(years, match)
    for match in _patterns.short_year.finditer(view.text):
        if not _patterns.counted.match(view.text, match.end()):
            _add(years, match)
            second = _SECOND.match(view.text, match.end())
            if second:
                _add(years, second)
    for match in _patterns.four.finditer(view.text):
        if not _is_count(view.text, *match.span()):
            _add(years, match)
    for match in _patterns.old.finditer(view.text):
        _add(years, match)
    return years


def _add(years: list[_Year], match: re.Match[str]) -> None:
    start, end = match.span("year")
    index = bisect_left(years, start, key=lambda year: year.start)
    if index and years[index - 1].end > start:
        return
    if index == len(years) or years[index].start >= end:
        years.insert(index, _Year(start=start, end=end, year=be_year(int(match["year"]))))


def _is_count(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 20) : start]
    if _patterns.year_word.search(before) or _patterns.numbered_before.search(before):
        return False
    return bool(_patterns.counted.match(text, end) or _patterns.before_count.search(before))


def _of_plan(text: str, group: Sequence[_Year]) -> tuple[bool, str | None]:
    """Whether a span belongs to a fixed plan, and the question if unsure."""
    length = group[-1].year - group[0].year
    if length < 1:
        return False, None
    start = group[0].start
    lead = text[max(0, start - _PLAN_LOOK_BEHIND) : start].rpartition("\n")[2]
    lead = _patterns.offices_of_plans.sub("", lead)
    if length >= 2 and _patterns.any_plan.search(lead):
        return True, None
    if _patterns.fixed_plan.search(lead):
        return True, None
    return length >= _LEAST_PLAN_YEARS, _PLAN_QUESTION if length >= _LEAST_PLAN_YEARS else None
