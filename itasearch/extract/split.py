"""Which rows make up which report: one file may hold several towns or years.

A table may name organisation and year in columns of its own, or be below a line that is no more
than its year; a workbook may give each town, year or kind a sheet; in a file of pages a report may
begin with a cover or title of its own. Everything else is one report. Titles only propose cuts;
measures and cover of what follows decide. One in the middle of a page, below a table, must name its
town, or part the results of one year from the plan of another.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from rapidfuzz import fuzz

from itasearch.domain.headers import Field
from itasearch.domain.loader import Patterns, words
from itasearch.domain.organisations import expand_abbreviation
from itasearch.extract.cover.cover import ReportCover, organisation_named, read_cover
from itasearch.extract.cover.names import find_owner, named_organisations
from itasearch.extract.cover.years import Doubts, action_mentions
from itasearch.extract.decision import (
    announces_measures,
    is_about_integrity,
    names_measures,
    reports_results,
)
from itasearch.extract.extracted import (
    NO_OWNER,
    TITLE_LINES,
    MeasureOrigin,
    Owner,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.gather import Gathered, gather
from itasearch.extract.prose.outline import heading_indicator
from itasearch.extract.tables.headers_and_footers import is_of_a_list
from itasearch.lost_parts import PartOfFile
from itasearch.model.records import ReportKind
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import squash

_LINES_AROUND = 5  # lines that a title takes above and below its organisation's name
_LINES_BELOW = 3  # lines from the organisation's name on in which a title's year is
_MOST_LINES_BETWEEN = 60  # lines behind a table among which the next report's title is
_LONGEST_TITLE = 300  # code points of a line that may be a report's title
_LEAST_NAME_LIKENESS = 85  # of two spellings of one town, rapidfuzz ratio, 0 to 100
_WHEN = (Field.TIMEFRAME, Field.RESULTS, Field.BUDGET)
_OUTER = tuple(words("reading_words", "outer_chapters"))
_patterns = Patterns("reading_patterns")

_Named = tuple[frozenset[str], frozenset[int]]  # towns and years that a title names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Title:
    """A title among lines: where it begins, the town and the latest year that it names."""

    start: int
    name: str
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Announced:
    """A title that need not name a town: first line, how many, year, whether of results or plan."""

    start: int
    lines: int
    year: int
    is_of_results: bool

    def begins_another_than(self, before: "_Announced") -> bool:
        """Whether one is of a year's results, the other of another year's plan."""
        return self.year != before.year and self.is_of_results != before.is_of_results


@dataclass(frozen=True, slots=True)
class _Part:
    """What follows a title up to the next; `title` where that parts results from a plan."""

    stream: Stream
    title: _Announced | None


def _cut_at_titles(stream: Stream) -> list[_Part]:
    """The stream cut before each title that names another town or year than the one before."""
    starts: dict[int, _Announced | None] = {0: None}
    page: int | None = None
    named: _Named | None = None
    before: list[_Title] = []
    announced: list[_Announced] = []
    # In lists a title may be anywhere.
    tables = [item.header for item in stream if isinstance(item, TableSegment) and item.header]
    most = _MOST_LINES_BETWEEN if any(h.has(Field.TITLE) for h in tables) else len(stream)
    is_list = most == len(stream)
    for index, item in enumerate(stream):
        number = item.source.page_number
        if number is not None and number != page:
            page = number
            own = _named_above(stream, index)
            if named is not None and own is not None and own != named:
                starts.setdefault(index, None)
            named = own or named
        if not index or isinstance(stream[index - 1], TableSegment):
            lines = _lines_from(stream, index, most=most if index else len(stream))
            below = stream[index : index + len(lines) + 1]
            for new in _announcements(below, tuple(announced), is_list=is_list):
                start = index + new.start
                if announced and new.begins_another_than(announced[-1]):
                    starts[start] = new
                elif not announced and not index:
                    starts.setdefault(start, new)
                announced.append(new)
            for title in _titles(lines, below_another=bool(before)):
                names = [fuzz.ratio(title.name, other.name) for other in before]
                is_town = max(names, default=0.0) < _LEAST_NAME_LIKENESS
                years = {title.year, before[-1].year} if before else set()
                later = index or (before and most == len(stream))
                if later and (is_town or (None not in years and len(years) > 1)):
                    starts.setdefault(index + title.start, None)
                before.append(title)
    ends = [*sorted(starts), len(stream)]
    return [_Part(stream[a:b], starts[a]) for a, b in pairwise(ends)]


def _announcements(
    stream: Stream, before: Sequence[_Announced], *, is_list: bool
) -> Sequence[_Announced]:
    """Titles of one year's results or measures among lines, each with lines up to its year's.

    Below another title one need not name integrity again.
    """
    announced = [*before]
    texts = [line.text for line in stream[:TITLE_LINES] if isinstance(line, TextBlockLine)]
    is_about = bool(before) or is_about_integrity(texts)
    is_about |= names_measures(filter(_patterns.caption.match, texts))
    start, text = 0, ""
    for index, line in enumerate(stream):
        if isinstance(line, TableSegment):
            break
        is_part = bool(_patterns.caption.match(line.text))
        is_text = len(line.text) > _LONGEST_TITLE or (is_list and is_of_a_list(line.text))
        if is_part or is_text or index - start >= _LINES_AROUND:
            text = ""
        is_title = names_measures([line.text]) or reports_results([line.text])
        if text:
            text += " " + line.text
        elif is_part or (is_title and not is_text):
            start, text = index, line.text
        if text and be_years(text):
            years = [mention.year for mention in action_mentions(text)]
            if is_about and len({*years}) == 1:
                is_of_results = reports_results([text])
                title = _Announced(
                    start=start, lines=index + 1 - start, year=years[0], is_of_results=is_of_results
                )
                announced.append(title)
            text = ""
    return announced[len(before) :]


def _named_above(stream: Stream, start: int) -> _Named | None:
    """Towns and years in lines above a page's first table; None if they announce no measures."""
    page = stream[start].source.page_number
    first = _lines_from(stream, start, most=TITLE_LINES)
    lines = list(takewhile(lambda line: line.source.page_number == page, first))
    texts = [line.text for line in lines]
    if not announces_measures(texts):
        return None
    named = named_organisations(lines), frozenset(year for text in texts for year in be_years(text))
    return named if any(named) else None


def _lines_from(stream: Stream, start: int, *, most: int) -> list[TextBlockLine]:
    lines: list[TextBlockLine] = []
    for item in stream[start : start + most]:
        if isinstance(item, TableSegment):
            break
        lines.append(item)
    return lines


def _titles(lines: Sequence[TextBlockLine], *, below_another: bool) -> Iterator[_Title]:
    """Titles among lines: names of towns on lines of their own where integrity is the topic.

    Below another title "ส่วนที่ ๒ รายงานผลการดำเนินการตามมาตรการ" need not say so again.
    """

    def is_about(texts: Iterable[str]) -> bool:
        texts = list(texts)
        return is_about_integrity(texts) or (below_another and names_measures(texts))

    for index, line in enumerate(lines):
        name = _title_name(line)
        if name is None:
            continue
        first = index
        while index - first < _LINES_AROUND and first and not is_of_a_list(lines[first - 1].text):
            first -= 1
        if is_about(other.text for other in lines[first : index + _LINES_AROUND]):
            above = [n for n in range(first, index) if is_about([lines[n].text])]
            start = min([*above, index])
            near = lines[start : index + _LINES_BELOW]
            years = [year for other in near for year in be_years(other.text)]
            yield _Title(start=start, name=name, year=max(years, default=None))


def _title_name(line: TextBlockLine) -> str | None:
    """The town that a line of a title names: it begins with the name, or announces measures."""
    if line.aside or len(line.text) > _LONGEST_TITLE:
        return None
    text = expand_abbreviation(line.text)
    owned = find_owner([line]) if named_organisations([line]) else None
    if owned is None:
        return None
    before = text[: max(0, text.find(owned.mentions[0].name))]
    if _patterns.partner.search(before):
        return None
    titled = bool(re.match(r"^\W*(?:ประกาศ|ของ)?\s*$", before)) or announces_measures([text])
    return owned.organisation.name if titled else None


@dataclass(frozen=True, slots=True)
class Share:
    """What belongs to one report; without a stream it could not be read."""

    stream: Stream
    gathered: Gathered
    cover: ReportCover
    kind: ReportKind


def split_reports(stream: Stream, path: str, doubts: Doubts) -> tuple[Share, ...]:
    """The reports of a document; () when it holds no measures.

    `path`: of the file, whose name may contain town and year; `doubts`: as of `read_cover`.
    """

    def read(stream: Stream) -> Share:
        with PartOfFile(stream[0].source if stream else path):
            return share_of(stream, path, doubts)
        unknown = ReportCover(organisation=None, fiscal_year_be=None)
        return Share((), Gathered(), unknown, ReportKind.PLAN)

    parts = [part for sheet in _by_sheet(stream, read) for part in _by_cover(sheet, read)]
    shares = [read(part) for part in parts]
    return tuple(owned for share in shares if share.gathered.measures for owned in _by_owner(share))


def share_of(stream: Stream, path: str, doubts: Doubts) -> Share:
    """What a document holds that is one report, whatever it says; see `split_reports`."""
    gathered = gather(stream)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    times = [
        TextBlockLine(text=time, source=measure.source)
        for measure in gathered.measures
        if (time := measure.field(Field.TIMEFRAME))
    ]
    cover = read_cover(lines, times=times, path=path, doubts=doubts)
    return Share(stream, gathered, cover, _kind(gathered))


def _kind(gathered: Gathered) -> ReportKind:
    """Guidelines are lists that do not say when, nor who, with who hears of it, where they are not
    called guidelines; results are named by rows or title."""
    measures = gathered.measures
    lists = [measure for measure in measures if measure.origin is not MeasureOrigin.TABLE]
    announced = (title for title in gathered.titles if announces_measures([title]))
    is_called = any(map(_patterns.guidelines.search, announced))
    planned = _WHEN if is_called else (*_WHEN, Field.FOLLOW_UP, Field.RESPONSIBLE)
    bare = [measure for measure in lists if not any(map(measure.field, planned))]
    if 2 * len(bare) > len(measures):
        return ReportKind.GUIDELINES
    titles = ["".join(title.split()) for title in gathered.titles]
    if any(measure.field(Field.RESULTS) for measure in measures):
        return ReportKind.RESULTS
    # A form for results that nobody has filled in yet is a results report, too.
    done = Field.RESULTS in gathered.fields or any(d.field(Field.OUTCOMES) for d in measures)
    return ReportKind.RESULTS if done and reports_results(titles) else ReportKind.PLAN


def _by_sheet(stream: Stream, read: Callable[[Stream], Share]) -> list[Stream]:
    sheets = dict.fromkeys(item.source.sheet for item in stream)
    if len(sheets) < 2:
        return [stream]
    parts = [(sheet, tuple(i for i in stream if i.source.sheet == sheet)) for sheet in sheets]
    shared: Stream = ()
    groups: list[Stream] = []
    last: Share | None = None
    towns: set[str] = set()
    for sheet, part in parts:
        # The sheet's name may be the only place of year or town.
        named = (TextBlockLine(text=sheet, source=part[0].source),) if sheet else ()
        states = any(heading_indicator(line) is not None for line in named)
        part = (*named, *part) if states else part
        share = read(part if states else (*part, *named))
        # A list on a sheet "คำชี้แจง" is of no measures.
        is_outer = squash(sheet or "").startswith(_OUTER) and not any(
            isinstance(item, TableSegment) for item in part
        )
        if is_outer or not share.gathered.measures:
            shared = (*shared, *(part if share.stream else ()))
            continue
        both = [own for own in (last, share) if own is not None]
        names = {own.cover.organisation.name for own in both if own.cover.organisation}
        years = {own.cover.fiscal_year_be for own in both if own.cover.fiscal_year_be}
        is_one = len(names) <= 1 and len(years) <= 1 and share.kind is both[0].kind
        if last is not None and is_one:
            groups[-1] = (*groups[-1], *part)
        else:
            above = last or (read(shared) if shared else None)
            # In a workbook of several towns a sheet without one may be of any.
            last = _with_town_of(above, share) if len(towns) < 2 else share
            towns |= {last.cover.organisation.name} if last.cover.organisation else set()
            groups.append(last.stream)
    return [(*shared, *group) if len(groups) == 1 else group for group in groups] or [stream]


def _by_cover(stream: Stream, read: Callable[[Stream], Share]) -> list[Stream]:
    """The stream cut at titles of another town's or year's report, a cover with what follows it.

    Of titles that announce results and a plan each part takes its own.
    """
    groups: list[Stream] = []
    waiting: list[_Part] = []
    last: Share | None = None
    parts = _cut_at_titles(stream)
    for part in parts if len(parts) > 1 else ():
        title = part.title
        others = [w for w in waiting if title and w.title and title.begins_another_than(w.title)]
        share = read((*_above(waiting, others), *part.stream))
        is_results = share.kind is ReportKind.RESULTS
        is_misread = title is not None and title.is_of_results is not is_results
        if not share.gathered.measures:
            waiting = [*waiting, part] if share.stream else []
            continue
        waiting = [replace(w, stream=w.stream[: w.title.lines]) for w in others if w.title]
        if last is not None and (is_misread or _continues(last, share)):
            groups[-1] = (*groups[-1], *share.stream)
        else:
            last = _with_town_of(last, share)
            groups.append(last.stream)
    if len(groups) < 2:
        return [stream]
    return [*groups[:-1], (*groups[-1], *_above(waiting))]


def _above(waiting: Sequence[_Part], others: Sequence[_Part] = ()) -> Stream:
    """What waits to be above a part; of `others`, which announce another, all but the titles."""
    titles = [w.title.lines if w in others and w.title else 0 for w in waiting]
    return tuple(item for w, n in zip(waiting, titles, strict=True) for item in w.stream[n:])


def _with_town_of(before: Share | None, share: Share) -> Share:
    """The share, below town and places of the report before where it lacks the town or places."""
    town, own = before and before.cover.organisation, share.cover.organisation
    is_placed = own and (own.district or own.province)
    if not town or is_placed or (own and own.name != town.name):
        return share
    district = f"อำเภอ{town.district}" if town.district else ""
    province = f"จังหวัด{town.province}" if town.province else ""
    source = share.stream[0].source
    texts = filter(None, (town.name, district, province))
    lines = (TextBlockLine(text=text, source=source) for text in texts)
    return replace(
        share, stream=(*lines, *share.stream), cover=replace(share.cover, organisation=town)
    )


def _continues(left: Share, right: Share) -> bool:
    """Whether pages with a title of their own continue the report before, misread years aside."""
    names = [s.cover.organisation.name for s in (left, right) if s.cover.organisation]
    if len(names) == 2 and fuzz.ratio(*names) < _LEAST_NAME_LIKENESS:
        return False
    sure = [s.cover for s in (left, right) if "fiscal_year_be" not in s.cover.doubtful]
    return len({cover.fiscal_year_be for cover in sure if cover.fiscal_year_be}) <= 1


def _by_owner(share: Share) -> Iterator[Share]:
    """One share per organisation and year where the rows themselves name them."""
    owners = dict.fromkeys(measure.owner for measure in share.gathered.measures)
    if list(owners) == [NO_OWNER]:
        yield share
        return
    for owner in owners:
        measures = tuple(measure for measure in share.gathered.measures if measure.owner == owner)
        gathered = replace(share.gathered, measures=measures)
        cover = _owners_cover(share.cover, owner)
        yield replace(share, gathered=gathered, cover=cover, kind=_kind(gathered))


def _owners_cover(cover: ReportCover, owner: Owner) -> ReportCover:
    """The cover as the rows' own columns state it; the document's where they state nothing."""
    organisation = organisation_named(owner.organisation) or cover.organisation
    covers = {
        "organisation" if owner.organisation else "",
        "fiscal_year_be" if owner.fiscal_year_be else "",
    }
    return ReportCover(
        organisation=organisation,
        fiscal_year_be=owner.fiscal_year_be or cover.fiscal_year_be,
        guessed=tuple(name for name in cover.guessed if name not in covers),
        confidence=1.0 if covers >= {"organisation", "fiscal_year_be"} else cover.confidence,
    )
