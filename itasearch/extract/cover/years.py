"""The fiscal year in which a report's measures are carried out, weighed from several places.

A title may name two: that of the assessment analysed and that of the measures. Titles weigh most,
then "ปีงบประมาณ" in the text, then dates of timeframes; years of laws and the date of an
announcement are no evidence. An OCR misreads Thai digits with high confidence and in every place
alike (all ๗ of a font as ๓). So in a scan many places must agree and not all depend on one digit:
another year that fits (ต.ค. ๒๕๖๖ – ก.ย. ๒๕๖๗) or the file's own name confirms the year.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from itasearch.domain.loader import Patterns
from itasearch.extract.extracted import TITLE_LINES, TextBlockLine
from itasearch.model.source import SourceDocument, SourceRef
from itasearch.text.dates.fiscal_year import (
    CE_OFFSET,
    EARLIEST,
    LATEST,
    YearMention,
    short_years,
    year_mentions,
)
from itasearch.text.dates.months import MONTHS, month_years, year_numbers
from itasearch.text.thai.normalize import arabic_digits, squash

_LONGEST_TITLE = 330  # code points of a title, and of those before it read with it; longer is text
_LONGEST_TIME = 300  # code points of a timeframe cell in which years are looked for

# Weights of evidence, to be added by year and compared; a title about measures outweighs all
# of a report's running text. Chosen by hand on the fixtures, which read alike with half of each
# and twice as much, but for 14 of an action title and 6 of a stated one (2 documents, 1 for the
# worse).
_LAST_YEAR_WEIGHT = 2.0  # title: behind words of an analysis, most often of last year's ITA
_STATED_LAST_YEAR_WEIGHT = 4.0  # the same as "ปีงบประมาณ …"
_RANGE_WEIGHT = 3.0  # title: the second year of 2566-2567
_TITLE_WEIGHT = 5.0  # title: any other year
_ACTION_TITLE_WEIGHT = 7.0  # title: behind words of action
_STATED_TITLE_WEIGHT = 12.0  # title: "ปีงบประมาณ …", with or without words of action
_SHORT_TITLE_WEIGHT = 2.0  # title: "ปี 66", where nothing else names a year
_TEXT_WEIGHT = 0.5  # each "ปีงบประมาณ …" of running text
_TIMES_WEIGHT = 6.0  # all timeframe cells together, by the share that lies in the year
_HEADING_DIVISOR = 3  # a heading further down has this part of a title's weight
_MOST_TEXT_MENTIONS = 10  # of one year in running text that count
_LONGEST_CONTEXT = 120  # code points before a year that say whether it is analysed; by hand
_LONGEST_DATED = 80  # code points below which a line is but an announcement's date; by hand

EARLIEST_REPORT, LATEST_REPORT = 2558, 2582  # local governments are assessed since 2558
_YEARS_BEFORE = 3  # before `EARLIEST_REPORT` that are mentioned without a misread digit; by hand
_NAME_WEIGHT = 2.0  # of the year in the file's own name, where the scan states it, too: two votes
_LEAST_VOTES = 3  # places of a scan that must state the year; the file's own name counts as two
_MOST_DISAGREEMENT = 0.2  # votes for other years, and misread years, to each vote for the best
_LEAST_VOTES_AGAINST_NAME = 6  # places of a scan that state the year against the file's own name
# Weights of one place of a scan; elsewhere in lines and cells it is 1.
_TITLE_VOTE = 3.0  # a title among the first lines
_OTHER_VOTE = 0.5  # a title's year that is most often not the report's, a cell of several years
_MOST_WEIGHT_AGAINST = 2  # of one place with another year, towards an unsure year; by hand
_patterns = Patterns("reading_patterns")
_RANGE = re.compile(r"25\d\d\s*[-–—]\s*(?:25)?$")
_ROUNDS = frozenset({(10, 9, 1), (10, 6, 1), (10, 3, 1), (4, 9, 0)})
"""Months and years between them, from the first to the last of a fiscal year or of its rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What was read from pictures."""

    pages: frozenset[int] = frozenset()  #: numbers of pages read by OCR
    whole: bool = False  #: the document was read by OCR and has no pages
    #: by page, the numbers that may be others, in Arabic digits
    doubtful: dict[int, frozenset[str]] = field(default_factory=dict)

    @property
    def by_ocr(self) -> bool:
        """Whether any of the document was read by OCR."""
        return self.whole or bool(self.pages)

    def is_ocr(self, ref: SourceRef) -> bool:
        """Whether the text at `ref` was read from a picture."""
        return self.whole or ref.page_number in self.pages

    def doubts(self, ref: SourceRef, number: str) -> bool:
        """Whether the OCR itself was not sure of `number` (any digits) on that page."""
        page = ref.page_number
        return page is not None and arabic_digits(number) in self.doubtful.get(page, frozenset())


BORN_DIGITAL = Readings()  #: nothing was read from a picture


def readings_of(document: SourceDocument) -> Readings:
    """How the pages of `document` were read."""
    read = [page for page in document.pages if page.ocr_confidence is not None]
    return Readings(
        pages=frozenset(page.number for page in read),
        whole=document.ocr_confidence is not None and not document.pages,
        doubtful={
            page.number: frozenset(map(arabic_digits, page.doubtful_numbers)) for page in read
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFound:
    """A fiscal year with its share of all evidence (0–1)."""

    fiscal_year_be: int
    share: float
    #: False where it was read from a picture and too little confirms it, and where all timeframes
    #: lie in other years
    sure: bool = True
    times: str = ""  #: those other years


@dataclass(frozen=True, slots=True, kw_only=True)
class _TitleYear:
    weight: float  #: of a title among the first lines
    on_top: bool  #: it is among them; a heading further down is not
    other: bool = False  #: mostly not the report's: an analysed year's, or the 2nd of a range


def find_year(lines: Sequence[TextBlockLine], times: Sequence[str]) -> YearFound | None:
    """The fiscal year of the measures, None when nothing says so."""
    weights: dict[int, float] = {}
    for group in (_from_titles(lines), _from_text(lines), _from_times(times)):
        for year, weight in group.items():
            weights[year] = weights.get(year, 0.0) + weight
    if not weights:  # "มาตรการ ปี 66"
        short = (year for line in lines[:TITLE_LINES] for year in short_years(line.text))
        weights = dict.fromkeys(short, _SHORT_TITLE_WEIGHT)
    if not weights:
        return None
    best = max(weights, key=lambda year: (weights[year], year))
    timed = {year for text in times for year in _time_years(text)}
    is_sure = not timed or best in timed
    return YearFound(
        fiscal_year_be=best,
        share=weights[best] / sum(weights.values()),
        sure=is_sure,
        times="" if is_sure else _times_text(times, timed),
    )


def _times_text(times: Sequence[str], years: Collection[int]) -> str:
    """The months and years of timeframes from the first to the last; fiscal years without."""
    dates = {(date.year, date.month) for text in times for date in month_years(text)}
    if dates:
        names = (f"{MONTHS[month - 1][1]} {year}" for year, month in (min(dates), max(dates)))
    else:
        names = (f"ปีงบประมาณ {year}" for year in (min(years), max(years)))
    return " – ".join(dict.fromkeys(names))


def _from_titles(lines: Sequence[TextBlockLine]) -> dict[int, float]:
    weights: dict[int, float] = {}
    for _, mention, title in _title_mentions(lines):
        weight = title.weight / (1 if title.on_top else _HEADING_DIVISOR)
        weights[mention.year] = max(weights.get(mention.year, 0.0), weight)
    return weights


def _title_mentions(
    lines: Sequence[TextBlockLine],
) -> Iterator[tuple[TextBlockLine, YearMention, _TitleYear]]:
    context = ""
    for index, line in enumerate(lines):
        is_title = index < TITLE_LINES or line.heading
        if not is_title or len(line.text) > _LONGEST_TITLE or _is_dated(line.text):
            context = ""
            continue
        whole = f"{context} {line.text}".strip()
        offset = len(whole) - len(line.text)
        for mention in _evidence(whole):
            if mention.start >= offset:
                title = _title_year(whole, mention, on_top=index < TITLE_LINES)
                shift = replace(mention, start=mention.start - offset, end=mention.end - offset)
                behind = whole[mention.end :] + "".join(
                    after.text for after in lines[index + 1 :][:2]
                )
                if _announces_next_year(whole[: mention.start], behind):
                    shift = replace(shift, year=mention.year + 1)
                    title = _TitleYear(weight=_STATED_TITLE_WEIGHT, on_top=title.on_top)
                yield line, shift, title
        context = whole[-_LONGEST_TITLE:]


def _announces_next_year(before: str, behind: str) -> bool:
    """Whether a title analyses the year between these texts and has measures of the next one.

    "ผลปี 2565 และมาตรการปีถัดไป" has measures of 2566.
    """
    announced = _patterns.of_next_year.search(squash(behind))
    is_analysed = _last(_patterns.action, before) <= _last(_patterns.analysis, before)
    return is_analysed and bool(announced) and not year_mentions(behind)


def action_mentions(title: str) -> list[YearMention]:
    """Years of a title in which measures are carried out: not one analysed or ending a range."""
    return [m for m in _evidence(title) if not _title_year(title, m, on_top=True).other]


def _title_year(text: str, mention: YearMention, *, on_top: bool) -> _TitleYear:
    before = _patterns.fixed.sub(lambda match: "-" * len(match.group()), text[: mention.start])
    action, analysis = _last(_patterns.action, before), _last(_patterns.analysis, before)
    if analysis > action or _patterns.later.match(text, mention.end):
        weight = _STATED_LAST_YEAR_WEIGHT if mention.stated else _LAST_YEAR_WEIGHT
        return _TitleYear(weight=weight, on_top=on_top, other=True)
    if _RANGE.search(arabic_digits(before)):
        return _TitleYear(weight=_RANGE_WEIGHT, on_top=on_top, other=True)
    plain = _ACTION_TITLE_WEIGHT if action >= 0 else _TITLE_WEIGHT
    return _TitleYear(weight=_STATED_TITLE_WEIGHT if mention.stated else plain, on_top=on_top)


def _from_text(lines: Sequence[TextBlockLine]) -> dict[int, float]:
    counts = Counter(mention.year for _, mention in _text_mentions(lines))
    return {year: _TEXT_WEIGHT * min(count, _MOST_TEXT_MENTIONS) for year, count in counts.items()}


def _text_mentions(lines: Sequence[TextBlockLine]) -> Iterator[tuple[TextBlockLine, YearMention]]:
    """Years that lines call fiscal years, those of an analysed assessment left out."""
    for line in lines:
        for mention in _evidence(line.text):
            before = line.text[max(0, mention.start - _LONGEST_CONTEXT) : mention.start]
            if mention.stated and _last(_patterns.analysis, before) <= _last(
                _patterns.action, before
            ):
                yield line, mention


def _from_times(times: Sequence[str]) -> dict[int, float]:
    counts: Counter[int] = Counter()
    for text in times:
        years = _time_years(text)
        counts.update([max(years)] if years else [])
    total = sum(counts.values())
    return {year: _TIMES_WEIGHT * count / total for year, count in counts.items()}


def _time_years(text: str) -> frozenset[int]:
    """The fiscal years that the times in `text` lie in; two digits behind a month are a year."""
    text = text[:_LONGEST_TIME]
    dated = {date.year_start: date.fiscal_year_be for date in month_years(text)}
    years = {m.year if m.stated else dated.get(m.start, m.year) for m in year_mentions(text)}
    return frozenset(years | {year for year in dated.values() if EARLIEST <= year <= LATEST})


def _evidence(text: str) -> Iterator[YearMention]:
    """Years that may be the report's: neither a law's nor an announcement's date.

    The end of a whole fiscal year, or of a round of one, states it: 1 ตุลาคม 2566 ถึง 30 กันยายน 2567.
    """
    if _is_dated(text):
        return
    mentions = year_mentions(text)
    dates = list(month_years(text)) if mentions else []
    whole = {
        end.year_start
        for start, end in pairwise(dates)
        if (start.month, end.month, end.year - start.year) in _ROUNDS
        and _patterns.to.fullmatch(text, start.end, end.start)
    }
    days = {date.year_start for date in dates} - whole
    for mention in mentions:
        if not mention.law and mention.start not in days:
            yield replace(mention, stated=True) if mention.start in whole else mention


def _is_dated(line: str) -> bool:
    return len(line) < _LONGEST_DATED and _patterns.dated.search(line[:40]) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One place that states a fiscal year."""

    year: int
    printed: frozenset[str]  #: the last digits of the numbers it was read from, as printed
    weight: float  #: 3 in a title among the first lines, 1 elsewhere, less where unsure
    counted: bool  #: it may make the year sure: neither doubted by the OCR nor about last year


def vote_on_year(
    lines: Sequence[TextBlockLine],
    times: Sequence[TextBlockLine],
    *,
    readings: Readings,
    name_year: int | None,
) -> YearFound | None:
    """The fiscal year of a report of which pages were read by OCR; None when nothing states it.

    Arguments as of `read_cover`; `name_year`: that of the file's name.
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
    earliest = EARLIEST_REPORT - _YEARS_BEFORE
    # Years that cannot be fiscal years: digits were read wrongly there.
    misread = sum(
        not any(earliest <= year + shift <= LATEST_REPORT for shift in (0, CE_OFFSET))
        for line in (*lines, *times)
        for year in year_numbers(line.text[:2000])
    )
    agree = [vote for vote in votes if vote.year == best and vote.counted]
    against = [vote for vote in votes if vote.year != best and vote.weight >= 1]
    named = name_year == best
    # More than one last digit states the year: 2566 and 2567, ๒๕๖๗ and 2567.
    before = (vote for vote in votes if vote.year == best - 1)
    digits = {digit for vote in (*agree, *before) for digit in vote.printed}
    disagreement = sum(min(vote.weight, _MOST_WEIGHT_AGAINST) for vote in against) + misread
    return YearFound(
        fiscal_year_be=best,
        share=weights[best] / sum(weights.values()),
        sure=disagreement <= _MOST_DISAGREEMENT * len(agree)
        and len(agree) + 2 * named >= _LEAST_VOTES
        and bool(agree)
        and (named or name_year is None or len(agree) >= _LEAST_VOTES_AGAINST_NAME)
        and (named or len(digits) > 1),
    )


def _in_lines(lines: Sequence[TextBlockLine], readings: Readings) -> Iterator[Vote]:
    titles = set()
    for line, mention, title in _title_mentions(lines):
        titles.add(id(line))
        if not EARLIEST_REPORT <= mention.year <= LATEST_REPORT:
            continue
        printed = line.text[max(0, mention.start) : mention.end]
        value = _OTHER_VOTE if title.other else _TITLE_VOTE if title.on_top else 1.0
        yield _vote(line, mention.year, printed, value, readings, counted=not title.other)
    for line, mention in _text_mentions(lines):
        if id(line) not in titles and EARLIEST_REPORT <= mention.year <= LATEST_REPORT:
            printed = line.text[mention.start : mention.end]
            yield _vote(line, mention.year, printed, 1.0, readings, counted=True)


def _in_times(times: Sequence[TextBlockLine], readings: Readings) -> Iterator[Vote]:
    for time in times:
        years = {y for y in _time_years(time.text) if EARLIEST_REPORT <= y <= LATEST_REPORT}
        if years:
            single = len(years) == 1
            text = time.text[:_LONGEST_TIME]
            places = {(m.start, m.end) for m in year_mentions(text)}
            places |= {(date.year_start, date.end) for date in month_years(text)}
            printed = " ".join(text[a:b].replace(" ", "") for a, b in sorted(places))
            weight = 1.0 if single else _OTHER_VOTE
            yield _vote(time, max(years), printed, weight, readings, counted=single)


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
