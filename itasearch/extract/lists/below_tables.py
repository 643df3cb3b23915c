"""Fields of measures in labelled lines below the measure's own table: ผลการดำเนินการ : …

A report may give each measure a table of one row, for how, when and who, and its results in
paragraphs below. Such lines belong to the measure above them; to no table of several measures,
and to none where only one table of the document has them, as they may be about all.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.extract.extracted import Bundle, ExtractedMeasure, Stream, TextBlockLine
from itasearch.extract.lists.chapters import begins_outer_chapter
from itasearch.extract.lists.items import Item, read_item
from itasearch.extract.lists.labels import LabelReader, one_label_a_line
from itasearch.extract.lists.outline import NAMED_STYLES, is_end
from itasearch.extract.numbering import read_marker
from itasearch.model.source import SourceRef

_Read = tuple[Bundle, ExtractedMeasure | None]
_Rows = tuple[SourceRef, SourceRef]  # a table's first and last row


def with_fields_below(read: Sequence[_Read], stream: Stream) -> list[_Read]:
    """`read`, each measure that fills a table with what is labelled below that table."""
    below = dict(_below(one_label_a_line(stream)))
    counts = Counter(field for measure in below.values() for field, _ in measure.fields)
    completed: list[_Read] = []
    for bundle, measure in read:
        more = below.get((bundle.rows[0].source, bundle.rows[-1].source))
        if measure is not None and more is not None:
            fields = [
                (field, text)
                for field, text in more.fields
                if measure.field(field) is None and counts[field] > 1
            ]
            cells = (*measure.raw_cells, *(more.raw_cells if fields else ()))
            measure = replace(measure, fields=(*measure.fields, *fields), raw_cells=cells)
        completed.append((bundle, measure))
    return completed


def _below(stream: Stream) -> Iterator[tuple[_Rows, ExtractedMeasure]]:
    """The rows of each table with labelled lines below it, and these as a measure."""
    labels = LabelReader(item for item in stream if isinstance(item, TextBlockLine))
    rows: _Rows | None = None
    lines: list[TextBlockLine] = []
    for item in (*stream, None):
        if isinstance(item, TextBlockLine):
            lines.append(item)
            continue
        untitled = item is not None and item.header and not item.header.has(Field.TITLE)
        # The last line may name the measure of the table below it.
        own = _own(
            lines[:-1] if untitled and lines and not labels.read(lines[-1]) else lines, labels
        )
        if rows is not None and own:
            # The first line of an item is its title, which the table has.
            yield rows, read_item(Item(number=None, lines=(own[0], *own)), labels).measure
        rows = (item.rows[0].source, item.rows[-1].source) if item and item.rows else None
        lines = []


def _own(lines: Sequence[TextBlockLine], labels: LabelReader) -> list[TextBlockLine]:
    """From the first labelled line on to the next measure or chapter."""
    own: list[TextBlockLine] = []
    for line in lines:
        label, marker = labels.read(line), read_marker(line.text)
        named = marker is not None and marker.style in NAMED_STYLES
        if not label and (line.rank or named or is_end(line.text) or begins_outer_chapter(line)):
            break
        own += [line] if own or (label and label.field is not Field.TITLE) else []
    return own
