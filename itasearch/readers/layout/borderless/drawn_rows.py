"""Rows of tables without rules, from cells as they are drawn.

Rows of a table never overlap in height, and the cells of one row always do, be they set
at its top or its middle. Imports the standard library and readers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itasearch.readers.layout.borderless.drawn_cells import DrawnCell

_NUMBERED = re.compile(r"\(?([0-9๐-๙]{1,3})(?:[.)](?![0-9๐-๙])|$)")
LEAST_COLUMNS = 3
_MOST_LONE = 2
"""Rows of one cell that may follow each other in a table."""
_APART = 6.0
_FAR_APART = 25.0
"""In sizes: rows so far apart are of two tables, the second where three cells show one."""
_REACH = 0.5

Spans = tuple[tuple[float, float], ...]
"""Where the texts of each column begin and end."""


@dataclass(slots=True)
class BorderlessRow:
    """Cells of one row, from left to right, none above another."""

    cells: list[DrawnCell]

    @property
    def top(self) -> float:
        """Where the ink of its highest cell begins."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """The last base line of its cells."""
        return max(cell.bottom for cell in self.cells)

    @property
    def size(self) -> float:
        """Of the type of its first cell."""
        return self.cells[0].lines[0].size


def rows_of(cells: Sequence[DrawnCell]) -> list[BorderlessRow]:
    """Cells that overlap in height as rows, from the top down."""
    bands: list[tuple[float, list[DrawnCell]]] = []
    for cell in sorted(cells, key=lambda cell: cell.top):
        if bands and cell.top < bands[-1][0]:
            bottom, members = bands[-1]
            members.append(cell)
            bands[-1] = (max(bottom, cell.bottom), members)
        else:
            bands.append((cell.bottom, [cell]))
    return [
        BorderlessRow(_side_by_side(members))
        for members in _with_rests([band for _, band in bands])
    ]


def _with_rests(bands: list[list[DrawnCell]]) -> list[list[DrawnCell]]:
    """Bands with those below that are the rest of a cell: paragraphs stand apart in it."""
    whole: list[list[DrawnCell]] = []
    for band in bands:
        if whole and len(whole[-1]) > 1 and all(_is_rest(cell, whole[-1]) for cell in band):
            whole[-1] += band
        else:
            whole.append(band)
    return whole


def _is_rest(cell: DrawnCell, above: Sequence[DrawnCell]) -> bool:
    """Whether a cell below a row is drawn right behind one of its cells, and in its column."""
    orders = {each.order: each for each in above}
    before = orders.get(cell.order - 1)
    if before is None or not _overlap(before, cell) or cell.top - before.bottom > 2 * _size(cell):
        return False
    others = [each for each in above if each.order != before.order]
    return cell.order + 1 in orders or cell.left > min(each.right for each in others)


def _size(cell: DrawnCell) -> float:
    return cell.lines[0].size


def _overlap(one: DrawnCell, other: DrawnCell) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)


def _side_by_side(cells: Sequence[DrawnCell]) -> list[DrawnCell]:
    """Cells from left to right, those above each other put together."""
    found: list[DrawnCell] = []
    for cell in sorted(cells, key=lambda cell: cell.left):
        if found and cell.left < found[-1].right:
            found[-1].lines += cell.lines
        else:
            found.append(DrawnCell(list(cell.lines), cell.order))
    return found


def zones_of(rows: Sequence[BorderlessRow], known: Spans) -> Iterator[list[BorderlessRow]]:
    """Rows of several cells that follow each other, with the lone ones between them.

    The rest of a row that began on the page before may be a lone cell, below a header or not.
    """
    zone: list[BorderlessRow] = []
    lone: list[BorderlessRow] = []
    for row in rows:
        most = _FAR_APART if len(row.cells) >= LEAST_COLUMNS else _APART
        far = bool(zone) and row.top - [*zone, *lone][-1].bottom > most * row.size
        rest = len(zone) < 2 and fits(row, known) and len(row.cells) == 1
        counts = _counts_on(row, [*zone, *lone])
        belongs = len(row.cells) > 1 or bool(zone and (rest or counts))
        if belongs and not far and len(lone) <= _MOST_LONE:
            zone += [*lone, row]
            lone = []
            continue
        if far or len(lone) > _MOST_LONE:
            yield zone
            zone, lone = [], []
        if len(row.cells) > 1 or (row is rows[0] and (rest or _begins_known(row, known))):
            zone = [row]
        elif zone:
            lone.append(row)
    if zone:
        yield zone


def _begins_known(row: BorderlessRow, known: Spans) -> bool:
    """Whether a row begins with a number where the first column of the table before does."""
    return bool(known) and is_aligned(row, known[0][0]) and number_of(row) is not None


def _counts_on(row: BorderlessRow, above: Sequence[BorderlessRow]) -> bool:
    """Whether a row begins with the number that follows that of the last row with one."""
    number = number_of(row)
    before = next((each for each in reversed(above) if number_of(each)), None)
    if number is None or before is None:
        return number == 1
    return number == (number_of(before) or 0) + 1 and is_aligned(row, before.cells[0].left)


def number_of(row: BorderlessRow) -> int | None:
    """The number that a row begins with: one of a list, or alone in its cell."""
    found = _NUMBERED.match(text_of(row.cells[0]))
    return int(found.group(1)) if found else None


def text_of(cell: DrawnCell) -> str:
    """All letters of a cell, its lines run together."""
    return "".join(letter.text for letter in cell.letters)


def fits(row: BorderlessRow, known: Spans) -> bool:
    """Whether the cells of a row begin where columns of the table before do, each elsewhere."""
    if len(row.cells) > len(known):
        return False
    reach = _REACH * row.size
    columns = [
        [
            number
            for number, (left, right) in enumerate(known)
            if abs(left - cell.left) <= reach or (left <= cell.left and cell.right <= right)
        ]
        for cell in row.cells
    ]
    lone = len(row.cells) == 1 and number_of(row) is None
    return all(columns) and not (lone and columns[0] == [0])


def is_aligned(row: BorderlessRow, left: float) -> bool:
    """Whether the first cell of a row begins at `left`."""
    return abs(row.cells[0].left - left) <= _REACH * row.size
