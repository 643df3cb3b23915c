"""All measures of a stream: from tables that hold measures, else from numbered lists.

Decides per table whether it counts, which indicator the heading above it states, and
whether it continues the table before. Rows of a later table that repeat the titles of an
earlier one and fill other fields are the same measures; a row that is nothing but a numbered
list is as many measures as the list has items.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from itasearch.domain.headers import Field, header_key
from itasearch.extract.cells import looks_like_link
from itasearch.extract.completeness import (
    Completeness,
    completeness,
    is_alike,
    titles_are_parts,
    unread_pages,
)
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    TITLE_LINES,
    Bundle,
    ExtractedMeasure,
    Header,
    MeasureOrigin,
    SegmentPart,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.headers.content import cells_of, settled_header
from itasearch.extract.lists.below_tables import with_fields_below
from itasearch.extract.lists.lists import read_lists
from itasearch.extract.lists.outline import heading_indicator, is_end
from itasearch.extract.numbering import bare_number, leading_number, read_marker
from itasearch.extract.rows.repairs import lost_titles
from itasearch.extract.rows.rows import RowReader, measure_of
from itasearch.extract.tables.headers_and_footers import is_page_mark, is_signature_block
from itasearch.extract.tables.judge import (
    TableKind,
    announces_measures,
    is_about_integrity,
    is_manual,
    names_topics,
    table_kind,
)
from itasearch.extract.tables.segments import has_spaced_columns, headed_by, under_lines
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import SourceRef
from itasearch.text.thai.normalize import arabic_digits, squash

_LEAST_REPEATED_SHARE = 0.6  # of a later table's rows, those that are measures of an earlier one
_LEAST_REPEATED = 2
"""Rows of a later table that are measures of an earlier one; one alike may be chance."""
_SAMPLE_ROWS = 60  # first rows of a table whose cells may show that แนวทาง are about integrity
_LEAST_SURE_ROWS = 3
"""Rows of sure measures from which on tables that are only like measures do not count."""
_LEAST_LETTERS = 3  # Thai letters of a cell that is text; with fewer it is a mark or a code
_NO_FIELDS = frozenset({Field.OTHER, Field.SCORE, Field.TOTAL, Field.GRADE})
_SECTION = re.compile(r"^\W*(?:ส่วนที่|บทที่|ตอนที่|ภาคผนวก)\s*\d*")


def _merged_tables(measures: Sequence[ExtractedMeasure]) -> list[ExtractedMeasure]:
    """Measures; those of a later table are added to the same measures of an earlier one."""
    merged: list[ExtractedMeasure] = []
    for _, group in groupby(measures, key=_table):
        later = list(group)
        known = {_key(measure): index for index, measure in enumerate(merged)}
        same = [
            (measure, index)
            for measure in later
            if (index := known.get(_key(measure))) is not None
            and not dict(measure.fields).keys() & dict(merged[index].fields).keys()
        ]
        if len(same) >= max(_LEAST_REPEATED, _LEAST_REPEATED_SHARE * len(later)):
            for measure, index in same:
                first = merged[index]
                merged[index] = replace(
                    first,
                    fields=(*first.fields, *measure.fields),
                    raw_cells=(*first.raw_cells, *measure.raw_cells),
                )
            taken = {id(measure) for measure, _ in same}
            later = [measure for measure in later if id(measure) not in taken]
        merged += later
    return merged


def _with_numbered_rows(
    measures: Sequence[ExtractedMeasure], part: SegmentPart
) -> list[ExtractedMeasure] | None:
    """Measures with the rows of a table that names them by number alone; None where it does not.

    Each row must be of another measure, and fill fields that it lacks.
    """
    number = part.header.first(Field.NUMBER)
    columns = [column for column in part.header.columns if column.field in MEASURE_FIELDS]
    if number is None or not columns or part.header.has(Field.TITLE):
        return None
    completed = list(measures)
    known = [bare_number(measure.number or "") for measure in measures]
    keys = [bare_number(row.text(number)) for row in part.segment.rows]
    if len(keys) < _LEAST_REPEATED or len({*keys}) < len(keys):
        return None
    for row, key in zip(part.segment.rows, keys, strict=True):
        at = known.index(key) if key and known.count(key) == 1 else None
        fields = [(c.field, row.text(c)) for c in columns if c.field and row.text(c)]
        if at is None or {field for field, _ in fields} & dict(measures[at].fields).keys():
            return None
        cells = tuple((c.header, row.text(c)) for c in columns if row.text(c))
        first = measures[at]
        fields, cells = [*first.fields, *fields], (*first.raw_cells, *cells)
        completed[at] = replace(first, fields=tuple(fields), raw_cells=cells)
    return completed


def _listed_in_cells(measures: Iterable[ExtractedMeasure]) -> Iterator[ExtractedMeasure]:
    """Measures; one that is nothing but a numbered list of titles is cut into its items."""
    for measure in measures:
        bare = measure.origin is MeasureOrigin.TABLE and not measure.fields
        items = list(_items(measure)) if bare else []
        yield from items if len(items) > 1 else [measure]


def _items(measure: ExtractedMeasure) -> Iterator[ExtractedMeasure]:
    """The items of a title 1) … 2) …; none where a line is no item."""
    lines = measure.title.split("\n")
    first = [f"{measure.number}) {lines[0]}"] if measure.number else [lines[0]]
    for line in [*first, *lines[1:]]:
        marker = read_marker(line)
        if marker is None or not marker.number:
            return
        yield replace(measure, number=marker.number, title=line[marker.end :].strip())


def _table(measure: ExtractedMeasure) -> tuple[str | None, int | None, int | None]:
    place = measure.place
    return place.sheet, place.table_number, None if place.table_number else place.line_number


def _key(measure: ExtractedMeasure) -> tuple[object, ...]:
    return squash(measure.title), measure.number, measure.indicator, measure.owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Measures of a document and what is doubtful about them.

    Attributes:
        titles: the first lines and headings: what the document says it is.
        fields: what the tables have a column for.
        unknown: headers of columns with text that fit no field.
        unread: headers of columns that are known to be no field of a measure, or fit
            none and have the same text in every row.
        guessed: columns or the title column were guessed.
        certainty: 0–1, mean score of the headers used; 1 for lists.
        completeness: how much of the tables' text is in a measure; None without such tables.
        doubtful: the titles look like parts of something.
        renumbered: numbers that an OCR misread, corrected by those before and after.
        untitled: places of rows that lost their title, and the number of the measure above that
            they were joined to, "" where they state another indicator and were not.
        spaced_columns: a table whose columns only blanks set apart is in no measure.
        results_below: where results below a table begin that name no measure of it.
    """

    measures: tuple[ExtractedMeasure, ...] = ()
    titles: tuple[str, ...] = ()
    fields: frozenset[Field] = frozenset()
    unknown: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    guessed: bool = False
    certainty: float = 1.0
    realigned: int = 0
    orphans: int = 0
    completeness: Completeness | None = None
    doubtful: bool = False
    renumbered: int = 0
    untitled: tuple[tuple[SourceRef, str], ...] = ()
    results_below: SourceRef | None = None
    spaced_columns: bool = False


def gather(stream: Stream) -> Gathered:
    """All measures of `stream`, in reading order of their kind."""
    stream = tuple(item for item in stream if isinstance(item, TableSegment) or not item.aside)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    manual = is_manual(lines)
    titles = _title_texts(lines)
    parts = list(_parts(stream))
    chosen = _chosen(parts, titles, manual=manual)
    reader = RowReader([part for part, _ in chosen])
    bundles = reader.read()
    disclosed = {id(part.header) for part, kind in chosen if kind is TableKind.DISCLOSURE}
    read: list[tuple[Bundle, ExtractedMeasure | None]] = []
    for bundle in bundles:
        disclosure = id(bundle.header) in disclosed
        origin = MeasureOrigin.DISCLOSURE if disclosure else MeasureOrigin.TABLE
        measure: ExtractedMeasure | None = None
        with PartOfFile(bundle.rows[0].source):
            measure = measure_of(bundle, origin)
        read.append((bundle, measure if measure and re.search(r"\w", measure.title) else None))
    read, results_below = with_fields_below(read, stream)
    measures = _merged_tables([measure for _, measure in read if measure is not None])
    measures = list(_listed_in_cells(measures))
    lists: tuple[ExtractedMeasure, ...] = ()
    if not manual and all(measure.origin is MeasureOrigin.DISCLOSURE for measure in measures):
        lists = read_lists(stream, titles)
    taken = [part for part, _ in chosen]
    headers = [part.header for part in taken]
    kept = set(map(id, taken))
    rest = []
    for part in (part for part in parts if id(part) not in kept):
        numbered = _with_numbered_rows(measures, part) if measures else None
        measures = measures if numbered is None else numbered
        rest += [part] if numbered is None and is_alike(part, taken) else []
    found: Completeness | None = None
    # Tables beside lists of measures may hold anything.
    if any(measure.origin is MeasureOrigin.TABLE for measure in measures):
        unread = unread_pages(stream, taken)
        found = completeness(
            read, lost=[*reader.lost, *reader.failed], passed_over=rest, unread=unread
        )
    scores = [column.score for header in headers for column in header.named]
    return Gathered(
        measures=(*lists, *measures),
        titles=titles,
        fields=frozenset().union(*(header.fields for header in headers)),
        unknown=tuple(dict.fromkeys(name for part in taken for name in _unknown(part))),
        unread=tuple(dict.fromkeys(name for part in taken for name in _unread(part))),
        guessed=any(header.guessed for header in headers) and bool(measures),
        certainty=sum(scores) / len(scores) if scores else 1.0,
        realigned=reader.realigned,
        orphans=len(reader.lost),
        completeness=found,
        doubtful=titles_are_parts([*lists, *measures]),
        results_below=results_below,
        spaced_columns=bool(measures) and has_spaced_columns(lines),
        untitled=(*lost_titles(read), *((place, "") for place in reader.untitled)),
    )


def _title_texts(lines: Sequence[TextBlockLine]) -> tuple[str, ...]:
    """First lines and headings of a document, those that are items of a list left out."""
    return tuple(
        line.text
        for index, line in enumerate(lines)
        if (index < TITLE_LINES or line.heading) and not _is_entry(line.text)
    )


def _is_entry(text: str) -> bool:
    """An item of a list, an O-number with its link, an indicator's heading: no title."""
    return bool(
        leading_number(text)
        or looks_like_link(text)
        or re.match(r"^\W*(?:O\s?\d{1,2}\b|ตัวชี้วัด)", arabic_digits(text))
    )


def _parts(stream: Stream) -> Iterator[SegmentPart]:
    indicator: int | None = None
    last: Header | None = None
    seen: set[str] = set()
    apart = True
    above: list[TextBlockLine] = []
    for item in stream:
        if isinstance(item, TextBlockLine):
            above.append(item)
            stated = heading_indicator(item)
            if stated is not None:
                indicator = stated
            elif is_end(item.text) or _SECTION.match(item.text):
                indicator = None
            apart = apart or stated is not None
            continue
        apart = apart or not _is_between_pages(above, seen)
        seen.update(squash(line.text) for line in above)
        segment, header = item, None
        with PartOfFile(item.source):
            segment = headed_by(under_lines(item, above), above[-1] if above else None)
            header = settled_header(segment, last) if segment.header is not None else None
        # A page may end below the header of a table that the line above it names.
        if segment.rows:
            above.clear()
        if header is not None:
            yield SegmentPart(
                segment=segment, header=header, indicator=indicator, follows=not apart
            )
            last, apart = header if segment.rows else last, False


def _is_between_pages(lines: Sequence[TextBlockLine], seen: set[str]) -> bool:
    """Whether lines between two tables are but page numbers, running heads or signatures."""
    texts = (line.text for line in lines)
    own = [text for text in texts if not is_page_mark(text) and squash(text) not in seen]
    return not own or is_signature_block(own)


def _chosen(
    parts: Sequence[SegmentPart], titles: Sequence[str], *, manual: bool
) -> list[tuple[SegmentPart, TableKind]]:
    announced = announces_measures(titles)
    about = announced or is_about_integrity(titles)
    judged = [(part, _kind_of(part, about=about, manual=manual)) for part in parts]
    sure = sum(len(part.segment.rows) for part, kind in judged if kind is TableKind.MEASURES)
    accepted = {TableKind.MEASURES}
    if not manual and about and sure < _LEAST_SURE_ROWS:
        accepted.add(TableKind.PROBABLE)
        accepted |= {TableKind.LISTED} if announced else set()

    def is_accepted(part: SegmentPart, kind: TableKind) -> bool:
        if kind is not TableKind.DISCLOSURE or manual:
            return kind in accepted
        return part.indicator is not None if sure else announced

    return [(part, kind) for part, kind in judged if is_accepted(part, kind)]


def _kind_of(part: SegmentPart, *, about: bool, manual: bool) -> TableKind:
    """The kind of a part; แนวทางการพัฒนา of roads and sports is no measure of integrity.

    Activities (กิจกรรม, เรื่อง) are where they are about what measures are about.
    """
    kind = table_kind(part.header)
    title = part.header.first(Field.TITLE)
    if about or title is None or kind not in (TableKind.MEASURES, TableKind.PROBABLE):
        return kind
    rows = part.segment.rows[:_SAMPLE_ROWS]
    if kind is TableKind.PROBABLE:
        items = manual or header_key(title.header).startswith("ข้อมูล")
        found = not items and names_topics([row.text(title) for row in rows if row.text(title)])
        return TableKind.MEASURES if found else kind
    if re.search("มาตรการ|measure", squash(title.header)):
        return kind
    return kind if is_about_integrity(c for row in rows for c in row.cells) else TableKind.OTHER


def _unknown(part: SegmentPart) -> Iterator[str]:
    """Headers of columns that hold text and fit no field."""
    for column in part.header.named:
        if column.field is None and _varies(cells_of(part.segment, column)):
            yield " ".join(column.header.split())


def _unread(part: SegmentPart) -> Iterator[str]:
    """Headers of columns that hold text and no field of a measure: targets, places, scores."""
    for column in part.header.named:
        cells = cells_of(part.segment, column)
        unknown = column.field is None and not _varies(cells)
        if (unknown or column.field in _NO_FIELDS) and any(map(_is_wordy, cells)):
            yield " ".join(column.header.split())


def _varies(cells: Sequence[str]) -> bool:
    """Whether cells could be a field of measures: no codes, not the same in every row."""
    words = [cell for cell in cells if _is_wordy(cell)]
    return bool(words) and (len(cells) == 1 or len(set(words)) > 1)


def _is_wordy(cell: str) -> bool:
    return len(re.findall(r"[ก-๎]", cell)) >= _LEAST_LETTERS
