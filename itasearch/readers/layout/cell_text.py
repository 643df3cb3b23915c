"""Letters into the cells of ruled tables.

A letter belongs to the cell that holds its middle. Word processors print all lines of a
header whose row is too low, so that its text covers the one in the cell below; the order of
letters in the file separates the two (tests/readers/test_overflow.py).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from itasearch.readers.layout.lines import SAME_LINE, ends_of, lines_of, unwrap
from itasearch.readers.layout.page import (
    Box,
    CellEnds,
    Grid,
    Letter,
    Point,
    TableCell,
    framed,
    unframed,
)

Visit = tuple[int, list[Letter]]
"""A cell's number, and letters written into it before those of another cell."""

_MIDDLE_ABOVE_BASE = 0.3  # sizes of the type; by hand


def overflowing(visits: Sequence[Visit], cells: Sequence[TableCell]) -> dict[int, int]:
    """Visits whose letters belong to the cell above, each with that cell's number.

    Args:
        visits: to all cells, in the order of the file.
        cells: of the table.
    """
    by_cell: dict[int, list[int]] = {}
    for index, (number, _) in enumerate(visits):
        by_cell.setdefault(number, []).append(index)
    moved: dict[int, int] = {}
    for indices in by_cell.values():
        first, later = indices[0], indices[1:]
        if not first or not later:
            continue
        above, own = visits[first - 1][0], visits[first][0]
        if _is_below(cells[own], cells[above]) and any(
            _overprints(visits[first][1], visits[index][1]) for index in later
        ):
            moved[first] = above
    return moved


def _is_below(cell: TableCell, above: TableCell) -> bool:
    return above.last_row + 1 == cell.row and above.column <= cell.column <= above.last_column


def _overprints(one: Sequence[Letter], other: Sequence[Letter]) -> bool:
    """Whether letters of both cover each other on one line."""
    return any(
        abs(letter.base - under.base) < SAME_LINE * letter.size
        and letter.left < under.right
        and under.left < letter.right
        for letter in one
        for under in other
        if letter.text != " " and under.text != " "
    )


def fill_grids(
    grids: Sequence[Grid], letters: Sequence[Letter], *, line_end: float = 0.0
) -> tuple[tuple[Grid, ...], list[Letter]]:
    """The grids with their texts, and the letters outside all of them.

    Args:
        grids: with empty cells.
        letters: of the page, in the order of the file.
        line_end: as of `Page`.
    """
    fillings = [_Filling(grid, line_end) for grid in grids]
    outside: list[Letter] = []
    for letter in letters:
        middle = _middle(letter)
        holder = next((each for each in fillings if each.grid.box.holds(middle)), None)
        if holder is None:
            outside.append(letter)
        else:
            holder.take(letter, middle)
    return tuple(filling.filled() for filling in fillings), outside


@dataclass(slots=True)
class _Filling:
    """A grid while its cells are filled."""

    grid: Grid
    line_end: float
    xs: list[float] = field(init=False)
    ys: list[float] = field(init=False)
    owners: dict[tuple[int, int], int] = field(init=False)
    visits: list[Visit] = field(init=False, default_factory=list)
    letters: dict[int, list[Letter]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        cells = self.grid.cells
        self.xs = sorted({cell.box.left for cell in cells})
        self.ys = sorted({cell.box.top for cell in cells})
        self.owners = {
            (row, column): number
            for number, cell in enumerate(cells)
            for row in range(cell.row, cell.last_row + 1)
            for column in range(cell.column, cell.last_column + 1)
        }

    def take(self, letter: Letter, middle: Point) -> None:
        """Put a letter with this middle into its cell."""
        column = min(max(bisect_right(self.xs, middle[0]) - 1, 0), self.grid.columns - 1)
        row = min(max(bisect_right(self.ys, middle[1]) - 1, 0), self.grid.rows - 1)
        owner = self.owners[row, column]
        if not self.visits or self.visits[-1][0] != owner:
            self.visits.append((owner, []))
        self.visits[-1][1].append(letter)

    def filled(self) -> Grid:
        """The grid with its texts."""
        moved: dict[int, int] = {}
        if len({owner for owner, _ in self.visits}) < len(self.visits):
            moved = overflowing(self.visits, self.grid.cells)
        for index, (owner, inside) in enumerate(self.visits):
            self.letters.setdefault(moved.get(index, owner), []).extend(inside)
        return replace(self.grid, cells=tuple(map(self._written, range(len(self.grid.cells)))))

    def _written(self, number: int) -> TableCell:
        cell = self.grid.cells[number]
        ends: CellEnds | None = None
        inside = self.letters.get(number, [])
        texts = []
        for turn in sorted({letter.turn for letter in inside}):
            lines = lines_of([letter for letter in inside if letter.turn == turn])
            corners = (cell.box.left, cell.box.top), (cell.box.right, cell.box.bottom)
            box = Box.between(*(framed(*corner, turn) for corner in corners))
            right = box.right - self.line_end
            texts.append(unwrap(lines, left=box.left, right=right))
            if turn == 0 and lines:
                ends = ends_of(lines, box.left, right)
        return replace(cell, text="\n".join(text for text in texts if text), ends=ends)


def _middle(letter: Letter) -> Point:
    """The middle of a letter on the page."""
    reach = min(letter.right - letter.left, letter.size)
    return unframed(
        letter.left + reach / 2, letter.base - _MIDDLE_ABOVE_BASE * letter.size, letter.turn
    )
