"""Fields of measures in labelled lines below the measure's own table: ผลการดำเนินการ : …

A report may give each measure a table of one row, for how, when and who, and its results in
paragraphs below. Such lines belong to the measure above them; to no table of several measures,
and to none where only one table of the document has them, as they may be about all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    Bundle,
    ExtractedMeasure,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.lists.chapters import begins_outer_chapter
from itasearch.extract.lists.items import Item, read_item
from itasearch.extract.lists.labels import LabelReader, one_label_a_line
from itasearch.extract.lists.outline import NAMED_STYLES, is_end
from itasearch.extract.numbering import read_marker
from itasearch.model.source import SourceRef

_LEAST_TABLES = 2
"""Tables of a document that have a field below them."""
_Fields = tuple[tuple[Field, str], ...]


def with_fields_below(
    read: Sequence[tuple[Bundle, ExtractedMeasure | None]], stream: Stream
) -> list[tuple[Bundle, ExtractedMeasure | None]]:
    """`read`, each measure that fills a table with what is labelled below that table."""
    below = dict(_below(stream))
    counts = Counter(field for measure in below.values() for field, _ in measure.fields)
    completed: list[tuple[Bundle, ExtractedMeasure | None]] = []
    for bundle, measure in read:
        more = below.get((bundle.rows[0].source, bundle.rows[-1].source))
        if measure is not None and more is not None:
            known = {field for field, _ in measure.fields}
            fields = [
                (field, text)
                for field, text in more.fields
                if field not in known and counts[field] >= _LEAST_TABLES
            ]
            cells = more.raw_cells if fields else ()
            measure = replace(
                measure,
                fields=(*measure.fields, *fields),
                raw_cells=(*measure.raw_cells, *cells),
            )
        completed.append((bundle, measure))
    return completed


def _below(stream: Stream) -> Iterator[tuple[tuple[SourceRef, SourceRef], ExtractedMeasure]]:
    """First and last row of each table with labelled lines below it, and these as a measure."""
    stream = one_label_a_line(stream)
    labels = LabelReader(item for item in stream if isinstance(item, TextBlockLine))
    table: TableSegment | None = None
    lines: list[TextBlockLine] = []
    for item in (*stream, None):
        if isinstance(item, TextBlockLine):
            lines.append(item)
            continue
        untitled = item is not None and item.header is not None and not item.header.has(Field.TITLE)
        if untitled and lines and labels.read(lines[-1]) is None:
            lines.pop()  # names the measure of the table below
        own = list(_own(lines, labels))
        if table is not None and table.rows and own:
            # The first line of an item is its title, which the table has.
            measure = read_item(Item(number=None, lines=(own[0], *own)), labels).measure
            yield (table.rows[0].source, table.rows[-1].source), measure
        table, lines = item, []


def _own(lines: Iterable[TextBlockLine], labels: LabelReader) -> Iterator[TextBlockLine]:
    """The labelled lines and what follows them, up to the next measure or chapter."""
    begun = False
    for line in lines:
        label = labels.read(line)
        marker = read_marker(line.text)
        if label is None and (
            line.rank
            or is_end(line.text)
            or begins_outer_chapter(line)
            or (marker is not None and marker.style in NAMED_STYLES)
        ):
            return
        begun = begun or (label is not None and label.field in MEASURE_FIELDS)
        if begun:
            yield line
