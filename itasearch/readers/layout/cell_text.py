"""Letters into the cells of ruled tables.

A letter belongs to the cell that holds its middle, but a word that crosses a border a
little stays whole, because spreadsheets print such words. Word processors print all lines
of a header whose row is too low, so that its text covers the one in the cell below; the
order of letters in the file separates the two.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from itasearch.readers.layout.lines import (
    Letter,
    TextLine,
    first_word_width,
    free_width,
    inset_of,
    lines_of,
    unwrap,
)
from itasearch.readers.layout.page import CellEnds, Grid, TableCell, grouped

Visit = tuple[int, list[Letter]]
"""A cell's number, and letters written into it before those of another cell."""

# In sizes of the type.
_SAME_LINE = 0.45

_MIDDLE_ABOVE_BASE = 0.3
_WORD_GAP = 0.15


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
        abs(letter.base - under.base) < _SAME_LINE * letter.size
        and letter.left < under.right
        and under.left < letter.right
        for letter in one
        for under in other
        if letter.text != " " and under.text != " "
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A letter and the middle of it on the page.

    Attributes:
        turn: degrees clockwise of the frame in which `letter` is given.
    """

    letter: Letter
    x: float
    y: float
    turn: int = 0


def fill_grids(
    grids: Sequence[Grid], letters: Sequence[Placed]
) -> tuple[tuple[Grid, ...], list[Placed]]:
    """The grids with their texts, and the letters outside all of them."""
    fillings = [_Filling(grid) for grid in grids]
    outside: list[Placed] = []
    for run in grouped(letters, lambda run, placed: _follows(run[-1], placed)):
        holder = next((each for each in fillings if each.holds(run[0])), None)
        if holder is None:
            outside += run
        else:
            holder.take(run)
    return tuple(filling.filled() for filling in fillings), outside


def _follows(last: Placed, placed: Placed) -> bool:
    """Whether a letter follows the one before it in the file without a gap."""
    one, other = last.letter, placed.letter
    return (
        last.turn == placed.turn
        and one.text != " "
        and other.text != " "
        and abs(one.base - other.base) < 0.01
        and abs(other.left - one.right) < _WORD_GAP * other.size
    )


@dataclass(slots=True)
class _Filling:
    """A grid while its cells are filled."""

    grid: Grid
    xs: list[float] = field(init=False)
    ys: list[float] = field(init=False)
    owners: dict[tuple[int, int], int] = field(init=False)
    visits: list[tuple[int, list[Placed]]] = field(init=False, default_factory=list)
    letters: dict[int, list[Placed]] = field(init=False, default_factory=dict)

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

    def holds(self, placed: Placed) -> bool:
        """Whether the middle of a letter is in the grid."""
        box = self.grid.box
        return box.left <= placed.x <= box.right and box.top <= placed.y <= box.bottom

    def take(self, run: Sequence[Placed]) -> None:
        """Put the letters of a word into their cell."""
        owners = [self._owner(placed) for placed in run]
        if len(set(owners)) > 1 and not _parted(run, owners):
            owners = [Counter(owners).most_common(1)[0][0]] * len(owners)
        for placed, owner in zip(run, owners, strict=True):
            if not self.visits or self.visits[-1][0] != owner:
                self.visits.append((owner, []))
            self.visits[-1][1].append(placed)

    def _owner(self, placed: Placed) -> int:
        column = min(max(bisect_right(self.xs, placed.x) - 1, 0), self.grid.columns - 1)
        row = min(max(bisect_right(self.ys, placed.y) - 1, 0), self.grid.rows - 1)
        return self.owners[row, column]

    def filled(self) -> Grid:
        """The grid with its texts."""
        moved: dict[int, int] = {}
        if len({owner for owner, _ in self.visits}) < len(self.visits):
            visits = [(owner, [each.letter for each in inside]) for owner, inside in self.visits]
            moved = overflowing(visits, self.grid.cells)
        for index, (owner, inside) in enumerate(self.visits):
            self.letters.setdefault(moved.get(index, owner), []).extend(inside)
        return replace(self.grid, cells=tuple(map(self._written, range(len(self.grid.cells)))))

    def _written(self, number: int) -> TableCell:
        cell = self.grid.cells[number]
        box = cell.box
        ends: CellEnds | None = None
        inside = self.letters.get(number, [])
        texts = []
        for turn in sorted({placed.turn for placed in inside}):
            lines = lines_of([placed.letter for placed in inside if placed.turn == turn])
            left, right = {
                0: (box.left, box.right),
                90: (-box.bottom, -box.top),
                180: (-box.right, -box.left),
                270: (box.top, box.bottom),
            }[turn]
            texts.append(unwrap(lines, left=left, right=right))
            if turn == 0 and lines:
                ends = ends_of(lines, left, right)
        return replace(cell, text="\n".join(text for text in texts if text), ends=ends)


def ends_of(lines: Sequence[TextLine], left: float, right: float) -> CellEnds:
    """The first and last of a cell's lines; arguments as of `unwrap`."""
    inset = inset_of(lines, left)
    return CellEnds(
        first_word_width=first_word_width(lines),
        free_width=free_width(lines[-1], left=left + inset, right=right - inset),
        line_height=lines[-1].box.height,
    )


def _parted(run: Sequence[Placed], owners: Sequence[int]) -> bool:
    """Whether a new text object begins wherever the cell changes."""
    return all(
        one.letter.run != other.letter.run
        for one, other, here, there in zip(run, run[1:], owners, owners[1:], strict=False)
        if here != there
    )


def middle(letter: Letter) -> tuple[float, float]:
    """The middle of a letter, in its own frame."""
    reach = min(letter.right - letter.left, letter.size)
    return letter.left + reach / 2, letter.base - _MIDDLE_ABOVE_BASE * letter.size
