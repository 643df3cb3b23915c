"""Whether the first row of a page is the rest of the row that the page before ended with.

A cell that goes on overleaf ends in a line that had no room for the next word, and lists
count on. One cell tells little, all together much.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from itasearch.readers.layout.lines import begins_item
from itasearch.readers.layout.page import Grid, TableCell
from itasearch.text.thai.match import similarity

_ROOM_FOR_A_ROW = 2.0
"""Line heights: where so much is left below a table, its last row had ended."""
_SAME_PLACE = 0.02
_ENOUGH = 3
_SURELY_ROOM = 1.5
_ALIKE, _ALIKE_FURTHER = 0.8, 0.93
"""Likeness from which on a page's first and further rows repeat a header: what is read from
scans differs in letters."""
_NUMBER = re.compile(r"\s*\(?([0-9๐-๙]+(?:\.[0-9๐-๙]+)*)[.)]?")


HeaderTexts = Collection[tuple[str, ...]]
"""Texts of rows that tables of the file have begun with."""


def continues(before: Grid, grid: Grid, *, page_end: float, heads: HeaderTexts = ()) -> bool | None:
    """Whether the first row of `grid` is the rest of the last row of `before`.

    Args:
        before: the last table of the page before.
        grid: the first table of a page, in which rows that repeat the first rows of
            `before` do not count.
        page_end: down to where tables reach on pages of this size.
        heads: rows that are headers when a table begins with them again.

    Returns:
        None where the two are not columns of one table or nothing tells.
    """
    if not _same_columns(before, grid):
        return None
    first = _first_own_row(before, grid, heads)
    if first is None:
        return None
    above = _by_column(before, before.rows - 1)
    below = _by_column(grid, first)
    if page_end - before.box.bottom > _ROOM_FOR_A_ROW * _line_height(above):
        return False
    scale = _wide(before) / _wide(grid)
    votes = [_vote(above.get(column), cell, column, scale) for column, cell in below.items()]
    if -2 in votes:
        return False
    against = votes.count(-1)
    if against == 0 or 2 in votes:
        return True if sum(votes) > 0 else None
    return votes.count(1) >= _ENOUGH * against


def _vote(above: TableCell | None, below: TableCell, column: int, scale: float) -> int:
    """1 for a text that may go on, 2 for one that must, -1 for one that may have ended, -2 has.

    `scale`: of the page above, pages being measured in points or pixels.
    """
    if above is None or not above.text:
        return 0
    if not below.text:
        return 1  # a measure's cells are seldom empty: this one ended on the page before
    if begins_item(below.text):
        number = _NUMBER.match(below.text)
        if column == 0 or (number and _is_first(number.group(1))):
            return -2
        return (2 if _counts(above.text) else 1) if number else 0
    if above.ends is None or below.ends is None:
        return 1
    room, need = above.ends.free_width, below.ends.first_word_width * scale
    return 1 if room < need else -1 if room > _SURELY_ROOM * need else 0


def _is_first(number: str) -> bool:
    return number.rsplit(".", 1)[-1] in {"1", "๑"}


def _counts(text: str) -> bool:
    """Whether a cell has a numbered list."""
    return any(begins_item(line) and _NUMBER.match(line) for line in text.split("\n"))


def _same_columns(before: Grid, grid: Grid) -> bool:
    return before.columns == grid.columns and all(
        abs(one - other) <= _SAME_PLACE
        for one, other in zip(_lefts(before), _lefts(grid), strict=True)
    )


def _lefts(grid: Grid) -> list[float]:
    """Where the columns begin, in shares of the table: paper lies here and there in a scanner."""
    lefts = [grid.box.left] * grid.columns
    for cell in grid.cells:
        lefts[cell.column] = cell.box.left
    return [(left - grid.box.left) / _wide(grid) for left in lefts]


def _wide(grid: Grid) -> float:
    return max(grid.box.right - grid.box.left, 1.0)


def _first_own_row(before: Grid, grid: Grid, heads: HeaderTexts) -> int | None:
    """The first row of `grid` that does not repeat the header of `before`."""
    for row in range(grid.rows):
        texts = row_texts(grid, row)
        least = _ALIKE_FURTHER if row else _ALIKE
        repeats = row < before.rows and _alike(texts, row_texts(before, row), least)
        if not repeats and (row or not any(_alike(texts, head, _ALIKE) for head in heads)):
            return row
    return None


def with_header_of(grid: Grid, heads: HeaderTexts) -> Grid:
    """`grid` with the empty cells of its header filled where it repeats one of `heads`.

    On a scan a short header such as ที่ may not be read at all.
    """
    texts = row_texts(grid, 0)
    whole = sorted(head for head in heads if all(head))
    head = next((each for each in whole if _alike(texts, each, _ALIKE)), None)
    if head is None or all(texts) or not any(texts):
        return grid
    first = [cell for cell in grid.cells if cell.row == 0]
    named = {id(cell): cell.text or text for cell, text in zip(first, head, strict=True)}
    cells = (replace(cell, text=named.get(id(cell), cell.text)) for cell in grid.cells)
    return replace(grid, cells=tuple(cells))


def _alike(texts: Sequence[str], head: Sequence[str], least: float) -> bool:
    return len(texts) == len(head) and similarity("|".join(texts), "|".join(head)) >= least


def row_texts(grid: Grid, row: int) -> tuple[str, ...]:
    """The texts of the cells of a row, from left to right."""
    return tuple(cell.text for cell in grid.cells if cell.row <= row <= cell.last_row)


def _by_column(grid: Grid, row: int) -> dict[int, TableCell]:
    return {cell.column: cell for cell in grid.cells if cell.row <= row <= cell.last_row}


def _line_height(cells: dict[int, TableCell]) -> float:
    return max((cell.ends.line_height for cell in cells.values() if cell.ends), default=0.0)
