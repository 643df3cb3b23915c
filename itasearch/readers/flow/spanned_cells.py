"""Cells with spans to rows of equal length, every place under a span filled.

Cells are placed as the HTML standard forms tables. Word adds a column to the table whenever
somebody drags the border of one cell only, so that the cells of one column begin at two
places; such tables are straightened.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from itasearch.model.source import Merge
from itasearch.readers.flow.collector import CollectedRow, Collector, filled
from itasearch.readers.flow.sheet import Sheet, emit_sheet

MAX_COLUMN_SPAN = 1000
"""The bound that the HTML standard sets; larger values are attacks or slips."""


@dataclass(slots=True, kw_only=True)
class SpannedCell:
    """A cell as written and, once placed, its place: indices from 0, last ones inclusive."""

    text: str
    row_span: int = 1
    column_span: int = 1
    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0

    @property
    def place(self) -> Merge:
        """The places of the table that it covers."""
        return Merge(
            first_row=self.row,
            first_column=self.column,
            last_row=self.last_row,
            last_column=self.last_column,
        )


SpannedRows = Sequence[Sequence[SpannedCell]]
"""The cells by row; each only in the row that it begins in."""


def place_cells(grid: SpannedRows, collector: Collector) -> None:
    """Set the place of every cell, in columns that hold something.

    Raises:
        LimitExceededError: the table would have more cells than the collector takes.
    """
    begun: set[int] = set()
    busy: dict[int, tuple[int, int]] = {}  # column -> last row and next column of a span from above
    for number, row in enumerate(grid):
        column = 0
        for cell in row:
            while column in busy and busy[column][0] >= number:
                column = busy[column][1]
            begun.add(column)
            cell.row, cell.column = number, column
            cell.last_row = min(number + max(cell.row_span, 1), len(grid)) - 1
            cell.last_column = column + min(max(cell.column_span, 1), MAX_COLUMN_SPAN) - 1
            column = cell.last_column + 1
            if cell.last_row > number:
                for covered in range(cell.column, column):
                    busy[covered] = (cell.last_row, column)
        collector.check_cells(len(begun) * len(grid))
    # A column in which no cell begins exists only because of spans: it holds nothing of its own.
    columns = sorted(begun)
    for cell in (cell for row in grid for cell in row):
        cell.column, cell.last_column = _within(columns, cell)
    _straighten(grid, len(columns))


def _within(starts: Sequence[int], cell: SpannedCell) -> tuple[int, int]:
    """First and last column of `cell`, counted in the columns that begin at `starts`."""
    first = max(bisect_right(starts, cell.column) - 1, 0)
    return first, max(bisect_left(starts, cell.last_column + 1) - 1, first)


def _straighten(grid: SpannedRows, width: int) -> None:
    """Put cells that are the n-th of their row into one column, where most rows agree on n."""
    shown = _shown_by_row(grid)
    counts = Counter(len(cells) for cells in shown)
    usual, rows = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if not 2 <= usual < width or max(counts) > usual or rows < 2 or rows * 5 < len(grid) * 3:
        return
    starts = [cell.column for cell in next(cells for cells in shown if len(cells) == usual)]
    placed: dict[int, tuple[int, int]] = {}
    for cells in shown:
        following = 0
        for number, cell in enumerate(cells):
            place = (number, number) if len(cells) == usual else _within(starts, cell)
            if placed.setdefault(id(cell), place) != place or place[0] < following:
                return  # a cell over several rows in two columns, or two cells in one
            following = place[1] + 1
    for cell in (cell for row in grid for cell in row):
        cell.column, cell.last_column = placed[id(cell)]


def _shown_by_row(grid: SpannedRows) -> list[list[SpannedCell]]:
    """The cells of each row, from left to right, those that span into it included."""
    shown: list[list[SpannedCell]] = [[] for _ in grid]
    for cell in (cell for row in grid for cell in row):
        for row in range(cell.row, cell.last_row + 1):
            shown[row].append(cell)
    for cells in shown:
        cells.sort(key=lambda cell: cell.column)
    return shown


def emit_spanned(
    grid: SpannedRows, collector: Collector, *, lines: Sequence[int | None], headed: bool | None
) -> None:
    """Give a table of placed cells to the collector.

    Args:
        grid: the cells, placed.
        collector: takes the table.
        lines: the line of each row in the file, None where it is not known.
        headed: whether the format names the first row a header; None if it cannot.
    """
    cells = [cell for row in grid for cell in row]
    texts, merges = filled(
        ((cell.place, cell.text) for cell in cells),
        rows=len(grid),
        columns=max((cell.last_column for cell in cells), default=-1) + 1,
    )
    rows = [
        CollectedRow(cells=tuple(row), line_number=line, row_number=number)
        for number, (row, line) in enumerate(zip(texts, lines, strict=True), start=1)
    ]
    if _has_gap(rows):
        # Spreadsheets saved as HTML are one table, titles above it and empty rows included.
        emit_sheet(Sheet(rows=rows, merges=merges), collector)
    else:
        collector.table(rows, merges=merges, headed=headed)


def _has_gap(rows: Sequence[CollectedRow]) -> bool:
    """Whether there is an empty row between rows with text."""
    filled = [number for number, row in enumerate(rows) if any(row.cells)]
    return bool(filled) and filled[-1] - filled[0] + 1 > len(filled)
