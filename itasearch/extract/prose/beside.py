"""Results below a measure's own table.

A report may give each measure a table of one row, for how, when and who, and its results in
labelled lines below. They belong to the measure above them, but to none where only one table of the
document has them, as they may be about all.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.domain.loader import Patterns
from itasearch.extract.extracted import (
    Bundle,
    ExtractedMeasure,
)
from itasearch.extract.prose.outline import (
    NAMED_STYLES,
    Item,
    Line,
    Lines,
)
from itasearch.extract.prose.records import read_record
from itasearch.model.source import SourceRef
from itasearch.text.thai.normalize import squash

_Read = tuple[Bundle, ExtractedMeasure | None]
_Rows = tuple[SourceRef, SourceRef]  # a table's first and last row

_patterns = Patterns("reading_patterns")


def with_fields_below(read: Sequence[_Read], lines: Lines) -> list[_Read]:
    """`read`, each measure that is alone in its table with the labelled lines below it."""
    below = dict(_below(lines))
    counts = Counter(field for measure in below.values() for field, _ in measure.fields)
    completed: list[_Read] = []
    for bundle, measure in read:
        more = below.get((bundle.rows[0].source, bundle.rows[-1].source))
        if measure is not None and more is not None:
            measure = _with_fields(measure, more, {field for field in counts if counts[field] > 1})
        completed.append((bundle, measure))
    return completed


def _with_fields(
    measure: ExtractedMeasure, more: ExtractedMeasure, allowed: set[Field]
) -> ExtractedMeasure:
    fields = [f for f in more.fields if measure.field(f[0]) is None and f[0] in allowed]
    cells = (*measure.raw_cells, *(more.raw_cells if fields else ()))
    return replace(measure, fields=(*measure.fields, *fields), raw_cells=cells)


def _below(lines: Lines) -> Iterator[tuple[_Rows, ExtractedMeasure]]:
    """The rows of each table with labelled lines below it, and these as a measure."""
    rows: _Rows | None = None
    below: list[Line] = []
    for item in (*lines, None):
        if isinstance(item, Line):
            below.append(item)
            continue
        # The last line may name the measure of the table below it.
        is_untitled = item is not None and item.header and not item.header.has(Field.TITLE)
        is_named = is_untitled and below and not below[-1].label
        own = _own(below[:-1] if is_named else below)
        if rows is not None and own:
            # The first line of an item is its title, which the table has.
            record = read_record(Item(number=None, lines=(own[0], *own)), is_whole=True)
            yield rows, record.measure
        rows = (item.rows[0].source, item.rows[-1].source) if item and item.rows else None
        below = []


def _own(lines: Sequence[Line]) -> list[Line]:
    """From the first labelled line on to the next measure or chapter."""
    own: list[Line] = []
    for line in lines:
        is_named = line.marker is not None and line.marker.style in NAMED_STYLES
        is_of_page = _patterns.of_the_page.match(squash(line.text))
        ends = line.line.rank or is_named or line.ends or line.is_outer or is_of_page
        if not line.label and ends:
            break
        own += [line] if own or (line.label and line.label.field is not Field.TITLE) else []
    return own
