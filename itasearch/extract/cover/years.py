"""Candidates for the fiscal year in which a report's measures are carried out.

A title may name two years: the one assessed and the one of the measures. Years of laws and the date
of an announcement are no candidates. An OCR misreads Thai digits with high confidence and in every
place alike (all ๗ of a font as ๓). So in a scan several places must agree and not all depend on one
digit: another year that fits (ต.ค. ๒๕๖๖ – ก.ย. ๒๕๖๗) or the file's own name confirms the year.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from itasearch.domain.loader import Patterns, word_pattern
from itasearch.extract.cover.vote import Candidate, MentionForm, Place, vote
from itasearch.extract.extracted import TextBlockLine
from itasearch.model.source import SourceDocument
from itasearch.text.dates.fiscal_year import (
    EARLIEST,
    LATEST,
    YearMention,
    be_years,
    short_years,
    year_mentions,
)
from itasearch.text.dates.months import month_years
from itasearch.text.thai.normalize import arabic_digits, squash

_LONGEST_TITLE = 330  # code points of a title, and of those before it read with it; longer is text
_LONGEST_TIME = 300  # code points of a timeframe cell in which years are looked for
_LONGEST_DATED = 80  # code points below which a line is but an announcement's date; by hand
_LEAST_VOTES = 3  # places of a scan that must state the year; the file's own name counts as two
_MOST_DISAGREEMENT = 0.2  # votes for other years, and misread years, to each vote for the best
_REPORTED = range(2558, 2583)  # years of reports; local governments are assessed since 2558
_patterns = Patterns("reading_patterns")
_ACTION, _ANALYSIS = (
    word_pattern("<reading_words.action>"),
    word_pattern(r"<reading_words.analysis>|ITA\b"),
)
_TO = re.compile(r"\s*(?:[-–—]|จนถึง|ถึง)\s*(?:วันที่|สิ้น)?\s*(?:เดือน)?\s*")
_RANGE = re.compile(r"25\d\d\s*[-–—]\s*(?:25)?$")

Doubts = Mapping[int | None, frozenset[str]]
"""By page that an OCR read, the numbers that it was not sure of; None is all of a file without
pages."""
BORN_DIGITAL: Doubts = {}  #: nothing was read from a picture


def doubts_of(document: SourceDocument) -> Doubts:
    """What an OCR read of `document`, with its doubts."""
    if document.ocr_confidence is not None and not document.pages:
        return {None: frozenset()}
    read = [page for page in document.pages if page.ocr_confidence is not None]
    return {page.number: frozenset(map(arabic_digits, page.doubtful_numbers)) for page in read}


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFound:
    """A fiscal year with its share of all scores (0–1)."""

    fiscal_year_be: int
    share: float
    guessed: bool  #: only the file's name has it
    #: False where it was read from a picture and too little confirms it, and where all timeframes
    #: lie in other years
    sure: bool
    times: str  #: those other years, else ""


def find_year(
    lines: Sequence[TextBlockLine],
    times: Sequence[TextBlockLine],
    *,
    doubts: Doubts = BORN_DIGITAL,
    stem: str = "",
) -> YearFound | None:
    """The fiscal year of the measures, None when nothing says so.

    `times`: timeframes of measures; `doubts`: of an OCR that read lines; `stem`: the file's name.
    """
    found = [*_of_lines(lines), *_of_times(times)]
    found += [Candidate(year, Place.FILE_NAME, MentionForm.PLAIN) for year in be_years(stem)[-1:]]
    found.sort(key=lambda each: -each.value)  # of equals the later year
    winner = vote(each for each in found if each.page not in doubts)
    by_print = winner is not None and 2 * winner.share() >= 1 and None not in doubts
    winner = winner if by_print else vote(found)
    if winner is None:
        return None
    year = winner.value
    timed = {year for time in times for year in _time_years(time.text)}
    is_against = bool(timed) and year not in timed
    is_confirmed = not doubts or by_print or _is_confirmed(year, found, doubts)
    return YearFound(
        fiscal_year_be=year,
        share=winner.share(),
        guessed=winner.guessed,
        sure=is_confirmed and not is_against,
        times=" – ".join(map(str, sorted(timed))) if is_against else "",
    )


def _is_confirmed(year: int, found: Sequence[Candidate[int]], doubts: Doubts) -> bool:
    """Whether enough places of a scan, or its name, state a year, and not all by one digit.

    Numbers that the OCR doubts do not count.
    """
    read = [
        each
        for each in found
        if each.form is not MentionForm.OTHERS
        and not doubts.get(each.page, frozenset()).intersection(map(arabic_digits, each.printed))
    ]
    votes = Counter(each.value for each in read)
    names = {e.value for e in read if e.place is Place.FILE_NAME}
    digits = {number[-1] for e in read for number in e.printed if e.value == year}
    enough = votes[year] + (year in names) >= _LEAST_VOTES and (year in names or len(digits) > 1)
    agreed = votes.total() - votes[year] <= _MOST_DISAGREEMENT * votes[year]
    return year in _REPORTED and enough and agreed and names <= {year}


def _of_times(times: Sequence[TextBlockLine]) -> Iterator[Candidate[int]]:
    for time in times:
        if years := _time_years(time.text):
            mentions = year_mentions(time.text[:_LONGEST_TIME])
            page, numbers = (
                time.source.page_number,
                tuple(time.text[m.start : m.end] for m in mentions),
            )
            yield Candidate(max(years), Place.TIMES, MentionForm.PLAIN, page, numbers)


def _of_lines(lines: Sequence[TextBlockLine]) -> Iterator[Candidate[int]]:
    """Years that titles name, and those that other lines call fiscal years."""
    context = ""
    for index, line in enumerate(lines):
        place, page = Place.of(line, index), line.source.page_number
        if len(line.text) > _LONGEST_TITLE or _is_dated(line.text):
            place = Place.TEXT
        context = "" if place is Place.TEXT else context
        whole = f"{context} {line.text}".strip()
        offset = len(whole) - len(line.text)
        mentions = [mention for mention in _evidence(whole) if mention.start >= offset]
        below = "".join(after.text for after in lines[index + 1 : index + 3])
        for mention in mentions:
            year, form = _year_and_form(whole, mention, below="" if place is Place.TEXT else below)
            if place is Place.TEXT and form is not MentionForm.STATED:
                continue
            yield Candidate(year, place, form, page, (whole[mention.start : mention.end],))
        if place is Place.TITLE and not mentions:  # "มาตรการ ปี 66"
            for year in short_years(line.text):
                yield Candidate(year, place, MentionForm.OTHERS, page)
        context = "" if place is Place.TEXT else whole[-_LONGEST_TITLE:]


def action_mentions(title: str) -> list[YearMention]:
    """Years of a title in which measures are carried out: not one analysed or ending a range."""
    read = [(mention, *_year_and_form(title, mention)) for mention in _evidence(title)]
    return [m for m, year, form in read if year == m.year and form is not MentionForm.OTHERS]


def _year_and_form(text: str, mention: YearMention, *, below: str = "") -> tuple[int, MentionForm]:
    """The year of the measures that a mention means, and its form; `below`: the next lines.

    "ผลปี 2565 และมาตรการปีถัดไป" has measures of 2566.
    """
    behind = text[mention.end :] + below
    before = _patterns.fixed.sub(lambda match: "-" * len(match.group()), text[: mention.start])
    is_analysed = _last(_ANALYSIS(), before) > _last(_ACTION(), before)
    if is_analysed and _patterns.of_next_year.search(squash(behind)) and not year_mentions(behind):
        return mention.year + 1, MentionForm.STATED
    is_end = _RANGE.search(arabic_digits(before))
    if is_analysed or is_end or _patterns.later.match(text, mention.end):
        return mention.year, MentionForm.OTHERS
    return mention.year, MentionForm.STATED if mention.stated else MentionForm.PLAIN


def _time_years(text: str) -> frozenset[int]:
    """The fiscal years that the times in `text` lie in; two digits behind a month are a year."""
    text = text[:_LONGEST_TIME]
    dated = {date.year_start: date.fiscal_year_be for date in month_years(text)}
    years = {m.year if m.stated else dated.get(m.start, m.year) for m in year_mentions(text)}
    return frozenset(years | {year for year in dated.values() if EARLIEST <= year <= LATEST})


def _evidence(text: str) -> Iterator[YearMention]:
    """Years that may be the report's: neither a law's nor an announcement's date.

    A time within one fiscal year states it: 1 ตุลาคม 2566 ถึง 30 กันยายน 2567.
    """
    mentions = () if _is_dated(text) else year_mentions(text)
    dates = list(month_years(text)) if mentions else []
    days = {date.year_start: 0 for date in dates}
    for start, end in pairwise(dates):
        if start.fiscal_year_be == end.fiscal_year_be and _TO.fullmatch(text, start.end, end.start):
            days[end.year_start] = end.fiscal_year_be
    for mention in mentions:
        year = days.get(mention.start, mention.year)
        if year and not mention.law:
            yield replace(mention, year=year, stated=mention.stated or mention.start in days)


def _is_dated(line: str) -> bool:
    return len(line) < _LONGEST_DATED and _patterns.dated.search(line[:40]) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
