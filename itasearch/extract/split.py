"""Which rows make up which report: one file may hold several towns or years.

A table may name organisation and year in columns of its own; a workbook may give
each town, year or kind a sheet; in a file of pages a report may begin with a cover or
title of its own. Everything else is one report. Imports the model and its neighbours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from itasearch.domain.headers import Field
from itasearch.extract.cover.cover import ReportCover, organisation_named, read_cover, with_places
from itasearch.extract.cover.names import local_name
from itasearch.extract.cover.places import province_name
from itasearch.extract.cover.readings import BORN_DIGITAL, Readings
from itasearch.extract.extracted import (
    NO_OWNER,
    ExtractedMeasure,
    MeasureOrigin,
    Owner,
    TextBlockLine,
)
from itasearch.extract.gather import Gathered, gather
from itasearch.extract.lists.outline import heading_indicator
from itasearch.extract.rows.cells import looks_like_unit
from itasearch.extract.rows.counting import counted_anew
from itasearch.extract.tables.segments import Stream, TableSegment
from itasearch.extract.title_cuts import cut_at_titles
from itasearch.model.records import ReportKind
from itasearch.text.thai.normalize import arabic_digits

_MOST_CELLS = 4_000
_SAME_NAME = 85
_PLANNED = (Field.TIMEFRAME, Field.RESPONSIBLE, Field.FOLLOW_UP, Field.RESULTS)
_RESULT_TITLE = ("รายงานผล", "ผลการดำเนิน", "รายงานการดำเนินการ", "รายงานการดำเนินงาน", "สรุปผล")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What belongs to one report."""

    stream: Stream
    gathered: Gathered
    cover: ReportCover
    kind: ReportKind


def split_reports(
    stream: Stream, path: str, readings: Readings = BORN_DIGITAL
) -> tuple[Share, ...]:
    """The reports of a document; () when it holds no measures.

    Args:
        stream: the document.
        path: of the file, whose name may tell town and year.
        readings: which pages were read by OCR.
    """
    file = _File(path=path, readings=readings)
    parts = [part for sheet in _by_sheet(stream, file) for part in _by_cover(sheet, file)]
    shares = [_share(part, file) for part in parts]
    return tuple(owned for share in shares if share.gathered.drafts for owned in _by_owner(share))


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """The file that all shares are of."""

    path: str
    readings: Readings


def _share(stream: Stream, file: _File) -> Share:
    gathered = gather(stream)
    drafts, renumbered = counted_anew(gathered.drafts, file.readings)
    gathered = replace(gathered, drafts=drafts, renumbered=renumbered)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    cells = [
        c
        for item in stream
        if isinstance(item, TableSegment)
        for row in item.rows
        for c in row.cells
    ]
    times = [
        TextBlockLine(text=time, source=draft.place)
        for draft in gathered.drafts
        if (time := draft.field(Field.TIMEFRAME))
    ]
    cover = read_cover(
        lines,
        cells=cells[:_MOST_CELLS],
        times=times,
        path=file.path,
        readings=file.readings,
        counters=[_printed_number(draft) for draft in gathered.drafts],
    )
    return Share(stream=stream, gathered=gathered, cover=cover, kind=_kind(gathered))


def _printed_number(draft: ExtractedMeasure) -> str:
    """The cell or line that begins with the measure's number, as read; "" without one."""
    number = draft.number or "-"
    texts = (text[:40].lstrip(" (") for _, text in draft.raw_cells)
    return next((text for text in texts if arabic_digits(text).startswith(number)), "")


def _kind(gathered: Gathered) -> ReportKind:
    """Guidelines are lists that tell neither when nor who; results are told in rows or title."""
    drafts = gathered.drafts
    bare = [
        d for d in drafts if d.origin is not MeasureOrigin.TABLE and not any(map(d.field, _PLANNED))
    ]
    if len(bare) > 0.5 * len(drafts):
        return ReportKind.GUIDELINES
    if any(draft.field(Field.RESULTS) for draft in drafts):
        return ReportKind.RESULTS
    titled = any(
        word in "".join(title.split()) for title in gathered.titles for word in _RESULT_TITLE
    )
    # A form for results that nobody has filled in yet is one, too.
    done = Field.RESULTS in gathered.fields or any(d.field(Field.OUTCOMES) for d in drafts)
    return ReportKind.RESULTS if titled and done else ReportKind.PLAN


def _by_sheet(stream: Stream, file: _File) -> list[Stream]:
    """The stream cut where sheets are reports of their own; whole where they are not."""
    sheets = dict.fromkeys(item.source.sheet for item in stream)
    if len(sheets) < 2:
        return [stream]
    parts = [(sheet, tuple(i for i in stream if i.source.sheet == sheet)) for sheet in sheets]
    shared: Stream = ()
    groups: list[Stream] = []
    last: Share | None = None
    for sheet, part in parts:
        named = _sheet_line(sheet, part)
        states = any(heading_indicator(line) is not None for line in named)
        part = (*named, *part) if states else part
        share = _share(part if states else (*part, *named), file)
        if not share.gathered.drafts:
            shared = (*shared, *part)
        elif last is not None and _same_report(last, share):
            groups[-1] = (*groups[-1], *part)
        else:
            groups.append(share.stream)
            last = share
    return [(*shared, *group) if len(groups) == 1 else group for group in groups] or [stream]


def _by_cover(stream: Stream, file: _File) -> list[Stream]:
    """The stream cut where a title begins another town's or year's report.

    Pages before the first table of a report, such as its cover, are its own.
    """
    groups: list[Stream] = []
    waiting: Stream = ()
    last: Share | None = None
    parts = cut_at_titles(stream)
    for part in parts if len(parts) > 1 else ():
        share = _share((*waiting, *part), file)
        if not share.gathered.drafts:
            waiting = share.stream
        elif last is not None and _continues(last, share):
            groups[-1], waiting = (*groups[-1], *share.stream), ()
        else:
            groups.append(share.stream)
            last, waiting = share, ()
    if len(groups) < 2:
        return [stream]
    return [*groups[:-1], (*groups[-1], *waiting)]


def _continues(left: Share, right: Share) -> bool:
    """Whether pages with a title of their own go on with the report before them.

    A town's name and a year that an OCR misread are no others.
    """
    names = [s.cover.organisation.name for s in (left, right) if s.cover.organisation]
    if len(names) == 2 and fuzz.ratio(*names) < _SAME_NAME:
        return False
    sure = [s.cover for s in (left, right) if "fiscal_year_be" not in s.cover.doubtful]
    years = {cover.fiscal_year_be for cover in sure if cover.fiscal_year_be}
    return len(years) <= 1


def _sheet_line(sheet: str | None, part: Stream) -> tuple[TextBlockLine, ...]:
    """The sheet's name as a line: it may be the only place of year or town."""
    return (TextBlockLine(text=sheet, source=part[0].source),) if sheet else ()


def _same_report(left: Share, right: Share) -> bool:
    """Whether a later sheet goes on with the report of an earlier one."""
    names = {s.cover.organisation.name for s in (left, right) if s.cover.organisation}
    years = {s.cover.fiscal_year_be for s in (left, right) if s.cover.fiscal_year_be}
    return len(names) <= 1 and len(years) <= 1 and left.kind is right.kind


def _by_owner(share: Share) -> Iterator[Share]:
    """One share per organisation and year where the rows themselves name them."""
    share = _without_departments(share)
    owners = dict.fromkeys(draft.owner for draft in share.gathered.drafts)
    if list(owners) == [NO_OWNER]:
        yield share
        return
    for owner in owners:
        drafts = tuple(draft for draft in share.gathered.drafts if draft.owner == owner)
        gathered = replace(share.gathered, drafts=drafts)
        cover = _owners_cover(share.cover, owner, drafts)
        yield replace(share, gathered=gathered, cover=cover, kind=_kind(gathered))


def _without_departments(share: Share) -> Share:
    """The share whose rows name no owner, where most of those they name are no organisation.

    กองคลัง or สำนักปลัด is part of one: reports of their own would be wrong beyond doubt.
    """
    drafts = share.gathered.drafts
    named = [draft.owner.organisation for draft in drafts if draft.owner.organisation]
    units = sum(looks_like_unit(name) and local_name(name) is None for name in named)
    if 2 * units < len(named) or not units:
        return share
    drafts = tuple(
        replace(draft, owner=replace(draft.owner, organisation="", district="", province=""))
        for draft in drafts
    )
    return replace(share, gathered=replace(share.gathered, drafts=drafts, guessed=True))


def _owners_cover(
    cover: ReportCover, owner: Owner, drafts: Sequence[ExtractedMeasure]
) -> ReportCover:
    """The cover as the rows' own columns tell it; the document's where they are silent."""
    organisation = organisation_named(owner.organisation) or cover.organisation
    if organisation is not None and drafts and (owner.district or owner.province):
        organisation = with_places(
            organisation,
            owner.district or organisation.district,
            province_name(owner.province) or organisation.province,
        )
    known = {
        "organisation" if owner.organisation else "",
        "fiscal_year_be" if owner.fiscal_year_be else "",
    }
    return ReportCover(
        organisation=organisation,
        fiscal_year_be=owner.fiscal_year_be or cover.fiscal_year_be,
        guessed=tuple(name for name in cover.guessed if name not in known),
        confidence=1.0 if known >= {"organisation", "fiscal_year_be"} else cover.confidence,
    )
