"""Tables without vertical rules, told by gaps that stand one above the other.

Lists and prose in two columns leave such a gap too. Two columns are therefore a table
only under headers that name columns of measures; else they are read one after the
other, or line by line. Imports domain and readers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from itasearch.domain.headers import header_matches
from itasearch.readers.layout.borderless.aligned_rows import CellLines, row_starts
from itasearch.readers.layout.borderless.column_gaps import GapRegion, known_region, next_region
from itasearch.readers.layout.page import Box, Rule
from itasearch.readers.layout.text_lines import TextLine
from itasearch.readers.layout.wrapped_lines import begins_item, items_of, unwrap

_SURE = 0.8
_HEADER_LINES = 4
_LEAST_FILLED = 0.45
"""Share of a table's places, over its rows, that hold text."""
_WELL_FILLED = 0.7
_LEAST_ROWS = 3
_SURE_COLUMNS = 4
_PROSE_LINES = 6
_PROSE_WIDTH = 0.7


Gaps = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedTable:
    """A table by alignment: rows of equal length, the box of each, the gaps between columns."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    gaps: Gaps


Item = AlignedTable | list[TextLine]
"""A table, or the lines of one paragraph."""


def find_tables(
    lines: Sequence[TextLine], *, rules: Sequence[Rule] = (), known: Gaps = ()
) -> Iterator[Item]:
    """Tables and paragraphs, in reading order.

    Args:
        lines: of a page, or of a part of it without ruled tables, from the top down.
        rules: horizontal rules of the page; they part rows.
        known: gaps of the table before, which may go on here.
    """
    plain: list[TextLine] = []
    done = 0
    while (region := _next(lines, done, known)) is not None:
        inside = lines[region.first : region.last]
        plain += lines[done : region.first]
        done = region.last
        columns = _columns(inside, region)
        table = _table(inside, region, rules, known=known)
        if table is not None:
            yield from _paragraphs(plain)
            yield table
            plain, known = [], table.gaps
        elif len(columns) == 2 and _is_prose(inside, columns):
            yield from _paragraphs(plain)
            for column in columns:
                yield from _paragraphs([line for line in column if line is not None])
            plain = []
        else:
            # Its lines may belong to a region that begins further down.
            done = region.first + 1
            plain.append(lines[region.first])
    yield from _paragraphs([*plain, *lines[done:]])


def _next(lines: Sequence[TextLine], done: int, known: Gaps) -> GapRegion | None:
    """The next region, with the columns of the table before where those fit as early."""
    found = next_region(lines, done)
    same = known_region(lines, done, known)
    if same is None or (found is not None and found.first < same.first):
        return found
    if found is not None and found.last > same.last and len(found.gaps) >= len(same.gaps):
        return found
    return same


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    if lines:
        left = min(line.box.left for line in lines)
        right = max(line.box.right for line in lines)
        yield from items_of(lines, left=left, right=right)


Columns = list[list[TextLine | None]]
"""For each column, what each line holds in it."""


def _columns(lines: Sequence[TextLine], region: GapRegion) -> Columns:
    edges = [(left + right) / 2 for left, right in region.gaps]
    columns: Columns = [[None] * len(lines) for _ in range(len(edges) + 1)]
    for number, line in enumerate(lines):
        for word in line.words:
            middle = (word.box.left + word.box.right) / 2
            column = sum(edge < middle for edge in edges)
            held = columns[column][number]
            words = [*held.words, word] if held is not None else [word]
            columns[column][number] = TextLine(words=words, size=line.size)
    return columns


def _table(
    lines: Sequence[TextLine], region: GapRegion, rules: Sequence[Rule], *, known: Gaps
) -> AlignedTable | None:
    """The table that a region makes, None where it makes none."""
    columns = _columns(lines, region)
    by_line = [_by_column(columns, number) for number in range(len(lines))]
    spans = [_span(column) for column in columns]
    widths = {number: right - left for number, (left, right) in enumerate(spans)}
    starts = row_starts(by_line, rules=rules, widths=widths)
    ends = [*starts[1:], len(lines)]
    rows = tuple(
        tuple(
            unwrap([line for line in column[start:end] if line], left=span[0], right=span[1])
            for column, span in zip(columns, spans, strict=True)
        )
        for start, end in zip(starts, ends, strict=True)
    )
    if region.gaps != known and not _is_table(rows, columns):
        return None
    boxes = tuple(
        _around([line.box for line in lines[start:end]])
        for start, end in zip(starts, ends, strict=True)
    )
    return AlignedTable(rows=rows, boxes=boxes, gaps=region.gaps)


def _is_table(rows: Sequence[Sequence[str]], columns: Columns) -> bool:
    """Whether rows and columns are more than lines with gaps."""
    width = len(columns)
    named = max(sum(map(_names_column, row)) for row in rows[:_HEADER_LINES])
    if named >= 2:
        return len(rows) > 1 or width > 2
    filled = mean(sum(map(bool, row)) / width for row in rows)
    marked = all(begins_item(f"{row[0]} ก") for row in rows if row[0])
    if len(rows) < _LEAST_ROWS:
        # The rest of a table, overleaf: long texts side by side are nothing else.
        return width >= _SURE_COLUMNS and filled >= _WELL_FILLED and len(columns[0]) > len(rows)
    return width >= (_SURE_COLUMNS if marked else 3) and filled >= _LEAST_FILLED


def _names_column(text: str) -> bool:
    best = header_matches(text)[:1] if 0 < len(text) <= 60 else ()
    return any(match.likeness >= _SURE for match in best)


def _is_prose(lines: Sequence[TextLine], columns: Columns) -> bool:
    """Whether two columns are prose, each to be read for itself."""
    if len(lines) < _PROSE_LINES:
        return False
    for column in columns:
        held = [line for line in column if line is not None]
        if 2 * len(held) < len(lines):
            return False
        left, right = _span(column)
        wide = mean(line.box.right - line.box.left for line in held)
        if wide < _PROSE_WIDTH * (right - left):
            return False
    return True


def _by_column(columns: Columns, number: int) -> CellLines:
    held = {index: column[number] for index, column in enumerate(columns)}
    return {index: line for index, line in held.items() if line is not None}


def _span(column: Sequence[TextLine | None]) -> tuple[float, float]:
    boxes = [line.box for line in column if line is not None]
    return min((box.left for box in boxes), default=0.0), max(
        (box.right for box in boxes), default=0.0
    )


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )
