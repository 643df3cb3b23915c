"""The fiscal year of a scanned report: voted for by many places, and sure only where they agree.

An OCR takes one Thai digit for another and is sure of it, and it does so in every place
alike (all ๗ of a font are ๓). So many places must agree, and they must not all
hang on one digit: another year that fits (ต.ค. ๒๕๖๖ – ก.ย. ๒๕๖๗), the file's own name, or
numbers 1, 2, 3 … of measures that the same OCR read in order. Imports text and its
neighbours.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itasearch.extract.cover.readings import Readings
from itasearch.extract.cover.years import YearFound, text_mentions, time_years, title_mentions
from itasearch.extract.extracted import TextBlockLine
from itasearch.text.dates.fiscal_year import CE_OFFSET, year_mentions
from itasearch.text.dates.months import MONTH, month_years
from itasearch.text.thai.normalize import arabic_digits

EARLIEST_REPORT, LATEST_REPORT = 2558, 2582
"""Local governments are assessed since 2558; an OCR's 2526 is no year of a report."""

_ANALYSIS_WEIGHT = 4.0
_RANGE_WEIGHT = 3.0
_NAME_WEIGHT = 2.0
_LEAST_VOTES = 3
_MOST_AGAINST = 0.2
_AGAINST_NAME = 6
_LEAST_COUNTED = 7
_LONGEST_TIME = 300
_MISREAD = re.compile(
    rf"(?:ปี\s?งบ\s?ประมาณ|ประจำ\s?ปี|{MONTH})\s*(?:พ\.?\s?ศ\.?)?\s*(\d{{4}})(?![\d,.])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One place that tells a fiscal year.

    Attributes:
        printed: the last digits of the numbers it stands on, as printed.
        weight: 3 in a title, 1 elsewhere, less where it may be of something else.
        counted: it may make the year sure: neither doubted by the OCR nor about last year.
    """

    year: int
    printed: frozenset[str]
    weight: float
    counted: bool


def vote_on_year(
    lines: Sequence[TextBlockLine],
    times: Sequence[TextBlockLine],
    *,
    readings: Readings,
    counters: Sequence[str],
    name_year: int | None,
) -> YearFound | None:
    """The fiscal year of a report of which pages were read by OCR; None when nothing tells it.

    Args:
        lines: text outside tables, running heads included.
        times: timeframe cells.
        readings: how the pages were read.
        counters: first lines of the measures' titles or their number cells, as printed.
        name_year: the year in the file's own name.
    """
    votes = [*_in_lines(lines, readings), *_in_times(times, readings)]
    weights: dict[int, float] = {}
    for vote in votes:
        weights[vote.year] = weights.get(vote.year, 0.0) + vote.weight
    if not weights:
        return None
    if name_year is not None and name_year in weights:
        weights[name_year] += _NAME_WEIGHT
    best = max(weights, key=lambda year: (weights[year], year))
    misread = sum(_misread(line.text) for line in (*lines, *times))
    agree = [vote for vote in votes if vote.year == best and vote.counted]
    against = [vote for vote in votes if vote.year != best and vote.weight >= 1]
    named = name_year == best
    disagreement = sum(min(vote.weight, 2) for vote in against) + misread
    return YearFound(
        fiscal_year_be=best,
        share=weights[best] / sum(weights.values()),
        sure=disagreement <= _MOST_AGAINST * len(agree)
        and len(agree) + 2 * named >= _LEAST_VOTES
        and bool(agree)
        and (named or name_year is None or len(agree) >= _AGAINST_NAME)
        and (named or _hangs_on_more(agree, votes, best) or _counted_through(counters, agree)),
    )


def _in_lines(lines: Sequence[TextBlockLine], readings: Readings) -> Iterator[Vote]:
    titles = set()
    for line, mention, weight in title_mentions(lines):
        titles.add(id(line))
        if not EARLIEST_REPORT <= mention.year <= LATEST_REPORT:
            continue
        printed = line.text[max(0, mention.start) : mention.end]
        last = weight <= _ANALYSIS_WEIGHT
        value = 0.5 if last else 3.0 if weight > _RANGE_WEIGHT else 1.0
        yield _vote(line, mention.year, printed, value, readings, counted=not last)
    for line, mention in text_mentions(lines):
        if id(line) not in titles and EARLIEST_REPORT <= mention.year <= LATEST_REPORT:
            printed = line.text[mention.start : mention.end]
            yield _vote(line, mention.year, printed, 1.0, readings, counted=True)


def _in_times(times: Sequence[TextBlockLine], readings: Readings) -> Iterator[Vote]:
    for time in times:
        years = {y for y in time_years(time.text) if EARLIEST_REPORT <= y <= LATEST_REPORT}
        if years:
            one = len(years) == 1
            printed = " ".join(_printed_years(time.text[:_LONGEST_TIME]))
            weight = 1.0 if one else 0.5
            yield _vote(time, max(years), printed, weight, readings, counted=one)


def _vote(
    line: TextBlockLine,
    year: int,
    printed: str,
    weight: float,
    readings: Readings,
    *,
    counted: bool,
) -> Vote:
    numbers = printed.split()
    doubted = any(readings.doubts(line.source, number) for number in numbers)
    return Vote(
        year=year,
        printed=frozenset(number[-1] for number in numbers),
        weight=weight / 2 if doubted else weight,
        counted=counted and not doubted,
    )


def _printed_years(text: str) -> Iterator[str]:
    """Years in a timeframe as printed."""
    places = {(m.start, m.end) for m in year_mentions(text)}
    places |= {(date.year_start, date.end) for date in month_years(text)}
    return (text[start:end].replace(" ", "") for start, end in sorted(places))


def _misread(text: str) -> int:
    """How many fiscal years in a text cannot be one: digits were read wrongly there."""
    years = (int(match[1]) for match in _MISREAD.finditer(arabic_digits(text[:2000])))
    return sum(
        not any(EARLIEST_REPORT - 3 <= year + shift <= LATEST_REPORT for shift in (0, CE_OFFSET))
        for year in years
    )


def _hangs_on_more(agree: Sequence[Vote], votes: Sequence[Vote], best: int) -> bool:
    """Whether the year is told by more than one last digit: by 2566 and 2567, ๒๕๖๗ and 2567."""
    printed = {digit for vote in agree for digit in vote.printed}
    printed |= {digit for vote in votes if vote.year == best - 1 for digit in vote.printed}
    return len(printed) > 1


def _counted_through(counters: Sequence[str], agree: Sequence[Vote]) -> bool:
    """Whether the OCR read the measures' numbers one after the other, so that it knows digits.

    Thai numbers bear out Thai years only, Arabic ones Arabic.
    """
    numbers = [re.match(r"\D{0,12}?([0-9๐-๙]{1,2})", text) for text in counters]
    read = [number[1] for number in numbers if number]
    scripts = {digit.isascii() for vote in agree for digit in vote.printed}
    scripts |= {number[0].isascii() for number in read}
    return (
        len(counters) >= _LEAST_COUNTED
        and len(scripts) == 1
        and [int(number) for number in read] == list(range(1, len(counters) + 1))
    )
