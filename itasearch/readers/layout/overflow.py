"""Text that runs out of its cell into the one below, where another text stands already.

Word processors draw all lines of a header though its row is too low for them: two texts
then stand one on the other. The order of drawing tells which of them came from above.
Imports the standard library and readers.
"""

from collections.abc import Sequence

from itasearch.readers.layout.page import TableCell
from itasearch.readers.layout.text_lines import Letter

Visit = tuple[int, list[Letter]]
"""A cell's number, and letters drawn into it without another cell's between."""

_SAME_LINE = 0.45


def overflowing(visits: Sequence[Visit], cells: Sequence[TableCell]) -> dict[int, int]:
    """Visits whose letters belong to the cell above, each with that cell's number.

    Args:
        visits: to all cells, in the order of drawing.
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
    """Whether letters of both stand on the same line at the same place."""
    return any(
        abs(letter.base - under.base) < _SAME_LINE * letter.size
        and letter.left < under.right
        and under.left < letter.right
        for letter in one
        for under in other
        if letter.text != " " and under.text != " "
    )
