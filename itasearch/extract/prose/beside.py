"""Text beside tables and lists: results below a measure's own table, and what no measure holds.

A report may give each measure a table of one row, for how, when and who, and its results in
labelled lines below. They belong to the measure above them, but to none where only one table of the
document has them, as they may be about all. What is left is named, so that a person looks at it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.headers import Field, sure_header
from itasearch.domain.loader import Patterns
from itasearch.extract.extracted import (
    LONGEST_HEADING,
    MEASURE_FIELDS,
    Bundle,
    ExtractedMeasure,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.numbering import leading_number, unmarked
from itasearch.extract.prose.outline import (
    NAMED_STYLES,
    Item,
    Line,
    Lines,
    document_lines,
    heads_section,
    is_end,
)
from itasearch.extract.prose.records import read_record
from itasearch.model.source import SourceRef
from itasearch.text.thai.normalize import squash

_Read = tuple[Bundle, ExtractedMeasure | None]
_Rows = tuple[SourceRef, SourceRef]  # a table's first and last row

_patterns = Patterns("reading_patterns")
_CAME_OF_IT = frozenset({Field.RESULTS, Field.OUTCOMES})
_LEAST_LABELS = 2  # labelled lines below a number that make it like a measure
_LONGEST_SOUGHT = 30  # code points of a line that are looked for in measures; by hand


def with_fields_below(
    read: Sequence[_Read], stream: Stream
) -> tuple[list[_Read], SourceRef | None]:
    """`read`, each measure that is alone in its table with the labelled lines below it.

    Returns also where results begin that no measure has, None where there are none.
    """
    if not any(
        isinstance(a, TableSegment) and isinstance(b, TextBlockLine) for a, b in pairwise(stream)
    ):
        return [*read], None
    lines, _ = document_lines(stream)
    below = dict(_below(lines))
    counts = Counter(field for measure in below.values() for field, _ in measure.fields)
    completed: list[_Read] = []
    for bundle, measure in read:
        more = below.get((bundle.rows[0].source, bundle.rows[-1].source))
        if measure is not None and more is not None:
            measure = _with_fields(measure, more, {field for field in counts if counts[field] > 1})
        completed.append((bundle, measure))
    measures = [measure for _, measure in completed if measure is not None]
    has_results = any(_CAME_OF_IT & dict(measure.fields).keys() for measure in measures)
    if len(measures) < 2 or has_results:
        return completed, None
    return completed, _results_below(lines)


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
        ends = line.line.rank or is_named or line.ends or line.is_outer or _is_of_page(line.text)
        if not line.label and ends:
            break
        own += [line] if own or (line.label and line.label.field is not Field.TITLE) else []
    return own


def _results_below(lines: Lines) -> SourceRef | None:
    """Where labelled results begin below the tables, None where there are none."""
    begun = False
    for item, after in pairwise((*lines, None)):
        if not isinstance(item, Line):
            begun |= bool(item and item.header and item.rows)
            continue
        opens = begun and item.label is not None and item.label.field in _CAME_OF_IT
        if item.label and opens and (item.label.text or isinstance(after, Line)):
            return item.line.source
    return None


def _is_of_page(text: str) -> bool:
    """Whether a line behind the last measure is of the page, or about who made it."""
    return bool(_patterns.of_the_page.match(squash(text)))


def unread_headings(stream: Stream, measures: Sequence[ExtractedMeasure]) -> tuple[str, ...]:
    """The headings, or the first words, of lines among the measures that no measure holds.

    Lines count from the first measure on, up to a signature or what is of the page.
    """
    texts = [text for m in measures for text in (m.title, *dict(m.fields).values())]
    held = "".join(map(squash, texts))
    places = {measure.source for measure in measures}
    unread: dict[str, None] = {}
    heading, begun = "", False
    for item in stream:
        if isinstance(item, TableSegment):
            begun, heading = False, ""
            continue
        begun |= item.source in places
        if is_end(item.text) or _is_of_page(item.text):
            begun = False
        elif begun and (heads_section(item) or _is_bare(item.text)):
            heading = unmarked(item.text)
        elif begun and not item.aside:
            body = squash(unmarked(item.text.rpartition(":")[2]))[:_LONGEST_SOUGHT]
            heading = heading if body and body not in held else ""
            if heading:
                unread[heading[:LONGEST_HEADING]] = None
    return tuple(unread)


def _is_bare(text: str) -> bool:
    """Whether a line is nothing but the name of a field: "ปัญหาและอุปสรรค"."""
    best = sure_header(unmarked(text).rstrip(":"))
    return best is not None and best.likeness == 1


def left_over(stream: Stream, measures: Sequence[ExtractedMeasure]) -> tuple[str, ...]:
    """Numbers of lines with labels of a measure below them that no measure begins at.

    Such lines are in no measure, or in one that had these labels before.
    """
    lines, _ = document_lines(stream)
    places = {measure.source for measure in measures}
    held = {raw for measure in measures for _, raw in measure.raw_cells}
    left: dict[int, str] = {}
    seen, below = set[Field](), set[Field]()
    at: Line | None = None
    for line in (line for line in lines if isinstance(line, Line)):
        if line.line.source in places:
            seen, below, at = set(), set(), None
        elif line.label and line.label.field in MEASURE_FIELDS:
            below |= {line.label.field}
            again = at is not None and (at.line.raw not in held or below <= seen)
            if at is not None and again and len(below) >= _LEAST_LABELS:
                left[id(at)] = leading_number(at.text) or ""
            seen |= set() if at is not None else {line.label.field}
        elif line.marker and line.marker.number:
            seen, below, at = seen | below, set(), line
    return tuple(left.values())
