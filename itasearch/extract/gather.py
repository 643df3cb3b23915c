"""All measures of a stream: from tables that hold measures, else from numbered lists.

Decides per table whether it counts, which indicator the heading above it states, and
whether it goes on with the table before. Imports the domain and its neighbours.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from itasearch.domain.headers import Field
from itasearch.domain.organisations import organisation_type
from itasearch.extract.cells import is_dash, is_mark, looks_like_link
from itasearch.extract.columns import Column, Header, without
from itasearch.extract.drafts import Draft, Line, Origin
from itasearch.extract.judge import (
    TableKind,
    announces_measures,
    is_about_integrity,
    is_manual,
    table_kind,
)
from itasearch.extract.lists import read_lists
from itasearch.extract.measures import draft_of
from itasearch.extract.numbering import read_marker
from itasearch.extract.outline import heading_indicator, is_end
from itasearch.extract.rows import Part, RowReader
from itasearch.extract.segments import Segment, Stream
from itasearch.model.records import OrganisationType
from itasearch.text.fiscal_year import be_years
from itasearch.text.normalize import arabic_digits, squash

_TITLE_LINES = 14
_FURNITURE = re.compile(r"^[\W\d]*(?:หน้า|page|ต่อ|แผ่นที่)?[\W\d]*(?:ต่อ)?\W*$")
_SECTION = re.compile(r"^\W*(?:ส่วนที่|บทที่|ตอนที่|ภาคผนวก)\s*\d*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Measures of a document and what is doubtful about them.

    Attributes:
        titles: the first lines and headings: what the document says it is.
        unknown: header texts over columns with text that fit no field.
        guessed: columns or the title column were guessed.
        certainty: 0–1, mean score of the headers used; 1 for lists.
        tables: how many tables there are, measures or not.
    """

    drafts: tuple[Draft, ...] = ()
    titles: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    guessed: bool = False
    certainty: float = 1.0
    realigned: int = 0
    orphans: int = 0
    tables: int = 0


def gather(stream: Stream) -> Gathered:
    """All measures of `stream`, in reading order of their kind."""
    titles = title_texts(stream)
    parts = list(_parts(stream))
    chosen = _chosen(parts, titles, stream)
    reader = RowReader([part for part, _ in chosen])
    bundles = reader.read()
    origins = {id(part.header): _origin(kind) for part, kind in chosen}
    drafts = [draft_of(bundle, origins[id(bundle.header)]) for bundle in bundles]
    drafts = [draft for draft in drafts if re.search(r"\w", draft.title)]
    lists: tuple[Draft, ...] = ()
    if all(draft.origin is Origin.DISCLOSURE for draft in drafts) and not _is_manual(stream):
        lists = read_lists(stream, titles)
    headers = [part.header for part, _ in chosen]
    return Gathered(
        drafts=(*lists, *drafts),
        titles=titles,
        unknown=tuple(dict.fromkeys(name for part, _ in chosen for name in _unknown(part))),
        guessed=any(header.guessed or _is_weak(header) for header in headers) and bool(drafts),
        certainty=_certainty(headers),
        realigned=reader.realigned,
        orphans=reader.orphans,
        tables=sum(isinstance(item, Segment) for item in stream),
    )


def title_texts(stream: Stream) -> tuple[str, ...]:
    """First lines and headings of a document, those that are items of a list left out."""
    lines = [item for item in stream if isinstance(item, Line)]
    return tuple(
        line.text
        for index, line in enumerate(lines)
        if (index < _TITLE_LINES or line.heading) and not _is_entry(line.text)
    )


def _is_entry(text: str) -> bool:
    """An item of a list, an O-number with its link, an indicator's heading: no title."""
    marker = read_marker(text)
    return bool(
        (marker and marker.number)
        or looks_like_link(text)
        or re.match(r"^\W*(?:O\s?\d{1,2}\b|ตัวชี้วัด)", arabic_digits(text))
    )


def _parts(stream: Stream) -> Iterator[Part]:
    """Segments with a header, each with the indicator stated above it."""
    indicator: int | None = None
    last: Header | None = None
    seen: set[str] = set()
    apart = True
    for item in stream:
        if isinstance(item, Line):
            stated = heading_indicator(item)
            if stated is not None:
                indicator = stated
            elif is_end(item.text) or _SECTION.match(item.text):
                indicator = None
            apart = apart or stated is not None or not _is_furniture(item, seen)
            seen.add(squash(item.text))
        elif item.header is not None:
            header = _settled(item, last)
            yield Part(segment=item, header=header, indicator=indicator, follows=not apart)
            last, apart = header, False


def _is_furniture(line: Line, seen: set[str]) -> bool:
    """Page numbers and running heads, which stand between two halves of a table."""
    key = squash(line.text)
    return (len(key) <= 16 and bool(_FURNITURE.match(key))) or key in seen


def _settled(segment: Segment, last: Header | None) -> Header:
    """The header with what its body and the header before tell about doubtful columns."""
    header = segment.header
    assert header is not None
    header = _by_content(header, segment)
    if last is None or len(last.columns) != len(header.columns):
        return header
    title, before = header.first(Field.TITLE), last.first(Field.TITLE)
    if title is None or before is None or title.index != before.index:
        return header
    return replace(header, columns=tuple(map(_borrowed, header.columns, last.columns)))


def _borrowed(column: Column, before: Column) -> Column:
    """A column no synonym fits takes the field it had on the page before."""
    return replace(before, header=column.header) if column.field is None else column


def _by_content(header: Header, segment: Segment) -> Header:
    """หน่วยงาน over units is no organisation; ปี over anything but years no fiscal year."""
    barred = set()
    names = _cells(segment, header.first(Field.ORGANISATION))
    local = [name for name in names if organisation_type(name) is not OrganisationType.OTHER]
    if names and len(local) < 0.5 * len(names):
        barred.add(Field.ORGANISATION)
    years = _cells(segment, header.first(Field.FISCAL_YEAR))
    if years and sum(len(squash(y)) <= 16 and bool(be_years(y)) for y in years) < 0.5 * len(years):
        barred.add(Field.FISCAL_YEAR)
    if barred and header.depth:
        header = without(header, frozenset(barred))
    return replace(header, columns=tuple(_ticked(column, segment) for column in header.columns))


def _ticked(column: Column, segment: Segment) -> Column:
    """A column of ticks under a year is about when, not about money."""
    cells = _cells(segment, column) if column.field is Field.BUDGET and column.label else []
    ticks = sum(map(is_mark, cells))
    dashes = sum(map(is_dash, cells))
    return replace(column, field=Field.TIMEFRAME) if ticks > dashes + len(cells) / 2 else column


def _cells(segment: Segment, column: Column | None) -> list[str]:
    if column is None:
        return []
    return [row.cells[column.index] for row in segment.rows if row.cells[column.index]]


def _chosen(
    parts: Sequence[Part], titles: Sequence[str], stream: Stream
) -> list[tuple[Part, TableKind]]:
    """The parts that count as measures, with their kind."""
    judged = [(part, table_kind(part.header)) for part in parts]
    sure = sum(len(part.segment.rows) for part, kind in judged if kind is TableKind.MEASURES)
    announced = announces_measures(titles)
    manual = _is_manual(stream)
    about = announced or is_about_integrity(titles)
    accepted = {TableKind.MEASURES}
    if not manual and about and sure < 3:
        accepted.add(TableKind.PROBABLE)
        accepted |= {TableKind.LISTED} if announced else set()
    return [
        (part, kind)
        for part, kind in judged
        if kind in accepted
        or (
            kind is TableKind.DISCLOSURE
            and not manual
            and (part.indicator is not None if sure else announced)
        )
    ]


def _is_manual(stream: Stream) -> bool:
    return is_manual(item for item in stream if isinstance(item, Line))


def _origin(kind: TableKind) -> Origin:
    return Origin.DISCLOSURE if kind is TableKind.DISCLOSURE else Origin.TABLE


def _unknown(part: Part) -> Iterator[str]:
    """Headers of columns that hold text and fit no field."""
    for column in part.header.named:
        if column.field is None and any(_cells(part.segment, column)):
            yield " ".join(column.header.split())


def _is_weak(header: Header) -> bool:
    """Whether the title column was a last resort."""
    title = header.first(Field.TITLE)
    return title is not None and title.score < 0.7


def _certainty(headers: Sequence[Header]) -> float:
    scores = [column.score for header in headers for column in header.named]
    return sum(scores) / len(scores) if scores else 1.0
