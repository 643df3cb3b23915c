"""A grid without the rows and columns that only its drawing made.

Double borders leave bands too thin for a letter; rows without any text say nothing.
Where no cell begins, a stray stroke was taken for a rule: what stands there would be told twice.
Imports the standard library and readers.
"""

from collections.abc import Sequence
from dataclasses import replace

from itasearch.readers.layout.page import Grid, TableCell

_THIN = 0.008
"""Share of the page's width: 5 points of A4."""


def tight(grid: Grid, *, width: float) -> Grid:
    """`grid` without empty rows and thin empty columns, nor any in which no cell begins.

    As it is where nothing would be left.
    """
    begun_rows = {cell.row for cell in grid.cells}
    begun_columns = {cell.column for cell in grid.cells}
    rows = [row for row in sorted(begun_rows) if _has_text(grid, row)]
    columns = [
        column for column in sorted(begun_columns) if not _is_seam(grid, column, _THIN * width)
    ]
    if not rows or not columns or (len(rows), len(columns)) == (grid.rows, grid.columns):
        return grid
    cells = tuple(
        moved for cell in grid.cells if (moved := _moved(cell, rows, columns)) is not None
    )
    return replace(grid, rows=len(rows), columns=len(columns), cells=cells)


def _has_text(grid: Grid, row: int) -> bool:
    return any(cell.text.strip() and cell.row <= row <= cell.last_row for cell in grid.cells)


def _is_seam(grid: Grid, column: int, thin: float) -> bool:
    """Whether a column is thin and has no text but that of cells that are wider than it."""
    own = [cell for cell in grid.cells if cell.column == cell.last_column == column]
    return bool(own) and all(
        not cell.text.strip() and cell.box.right - cell.box.left < thin for cell in own
    )


def _moved(cell: TableCell, rows: Sequence[int], columns: Sequence[int]) -> TableCell | None:
    """The cell in what is kept; None when nothing of it is."""
    down = [index for index, row in enumerate(rows) if cell.row <= row <= cell.last_row]
    across = [
        index for index, column in enumerate(columns) if cell.column <= column <= cell.last_column
    ]
    if not down or not across:
        return None
    return replace(cell, row=down[0], last_row=down[-1], column=across[0], last_column=across[-1])
