"""A table without rules as a grid: its rows' cells put into its columns.

Imports the standard library and readers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from itasearch.readers.layout.borderless.drawn_cells import DrawnCell
from itasearch.readers.layout.borderless.drawn_rows import BorderlessRow, is_aligned, number_of
from itasearch.readers.layout.grid_text import ends_of
from itasearch.readers.layout.page import Box, Grid, TableCell
from itasearch.readers.layout.text_lines import lines_of
from itasearch.readers.layout.wrapped_lines import unwrap

_SHARED = 0.3
_DESCENT = 0.35


@dataclass(slots=True)
class Span:
    """A column: from where its leftmost text begins to where its widest ends."""

    left: float
    right: float


@dataclass(slots=True)
class GridInProgress:
    """A table in the making."""

    columns: list[Span]
    rows: list[BorderlessRow] = field(default_factory=list)
    goes_on: bool = False


def grid_of(draft: GridInProgress) -> Grid:
    """The grid of a table, its borders halfway between the texts."""
    width = len(draft.columns)
    placed = [_placed(draft.columns, row) for row in draft.rows]
    for held in placed:
        for (first, last), cell in held.items():
            if first == last:
                column = draft.columns[first]
                column.left = min(column.left, cell.left)
                column.right = max(column.right, cell.right)
    xs = _edges([(column.left, column.right) for column in draft.columns])
    ys = _edges([(row.top, row.bottom + _DESCENT * row.size) for row in draft.rows])
    cells = tuple(
        _grid_cell(number, span, held.get(span), draft.columns, xs, ys)
        for number, held in enumerate(placed)
        for span in _covering(held, width)
    )
    box = Box(left=xs[0], top=ys[0], right=xs[-1], bottom=ys[-1])
    spans = tuple((column.left, column.right) for column in draft.columns)
    return Grid(rows=len(draft.rows), columns=width, cells=cells, box=box, spans=spans)


_Place = tuple[int, int]
"""The first and the last column of a cell."""


def is_numbered(row: BorderlessRow, columns: Sequence[Span]) -> bool:
    """Whether a row of one cell is a title with its number, all other columns empty."""
    return number_of(row) is not None and is_aligned(row, columns[0].left)


def _placed(columns: Sequence[Span], row: BorderlessRow) -> dict[_Place, DrawnCell]:
    """The cells of a row by the columns they stand in."""
    placed: dict[_Place, DrawnCell] = {}
    alone = len(row.cells) == 1 and is_numbered(row, columns)
    full = alone or len(row.cells) == len(columns)
    for number, cell in enumerate(row.cells):
        place = (number, number) if full else _place(columns, cell)
        held = [span for span in placed if span[1] >= place[0]]
        lines = [line for span in held for line in placed.pop(span).lines]
        first = min([place[0], *(span[0] for span in held)])
        last = max([place[1], *(span[1] for span in held)])
        placed[first, last] = DrawnCell([*lines, *cell.lines], cell.order)
    return placed


def _place(columns: Sequence[Span], cell: DrawnCell) -> _Place:
    held = [
        number
        for number, column in enumerate(columns)
        if min(column.right, cell.right) - max(column.left, cell.left)
        > _SHARED * min(column.right - column.left, cell.right - cell.left)
    ]
    if held:
        return held[0], held[-1]
    before = sum(column.left <= cell.left for column in columns) - 1
    return (max(before, 0),) * 2


def _covering(held: dict[_Place, DrawnCell], width: int) -> Iterator[_Place]:
    """Places of all cells of a row, the empty ones included."""
    at = 0
    for first, last in sorted(held):
        yield from ((empty, empty) for empty in range(at, first))
        yield first, last
        at = last + 1
    yield from ((empty, empty) for empty in range(at, width))


def _edges(spans: Sequence[tuple[float, float]]) -> list[float]:
    """Borders of columns or rows: halfway between their texts."""
    between = [(above[1] + below[0]) / 2 for above, below in pairwise(spans)]
    return [spans[0][0], *between, spans[-1][1]]


def _grid_cell(
    row: int,
    span: _Place,
    cell: DrawnCell | None,
    columns: Sequence[Span],
    xs: Sequence[float],
    ys: Sequence[float],
) -> TableCell:
    first, last = span
    box = Box(left=xs[first], top=ys[row], right=xs[last + 1], bottom=ys[row + 1])
    empty = TableCell(row=row, column=first, last_row=row, last_column=last, box=box)
    lines = lines_of(cell.letters) if cell is not None else []
    if not lines:
        return empty
    left, right = columns[first].left, columns[last].right
    return replace(
        empty,
        text=unwrap(lines, left=left, right=right),
        ends=ends_of(lines, left, right),
    )
