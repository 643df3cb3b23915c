"""Ruled tables: rules to grids by geometry alone, and letters into their cells.

Programs write one border as many short pieces, cell by cell, twice, or dashed; these become whole
lines first. Cells are joined where no rule separates them, and the result is cut into rectangles,
so that every place of a grid belongs to exactly one cell, however broken the rules are. All
distances are shares of the page's longer side, so that points and pixels give the same tables.

A letter belongs to the cell that holds its middle.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from itasearch.lost_parts import cut_off
from itasearch.readers.layout.lines import ends_of, lines_of, unwrap
from itasearch.readers.layout.page import (
    Box,
    CellEnds,
    Grid,
    Letter,
    Page,
    Point,
    Rule,
    TableCell,
    framed,
    grouped,
)
from itasearch.text.thai.stretches import joined

# Shares of the page's longer side.
_TOUCHING = 0.0035  # 3 points of A4, a double line in Word; 0 / 2

_MOST_SLANT = 0.03  # height of a horizontal rule by its length; by hand

_LEAST_COVERED = 0.6  # share of a side between two cells that a rule covers; 0 / 3+
_LEAST_OVERHANG = 2.5  # widths of a double line beyond the last one across an open side; by hand
_MOST_PLACES = 100_000  # of a table; bounds the work on hostile files
_MIDDLE_ABOVE_BASE = 0.3  # sizes of the type; by hand


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A horizontal line at y = `at` from x = `first` to `last`; a vertical one the other way."""

    at: float
    first: float
    last: float

    @property
    def length(self) -> float:
        """From end to end."""
        return self.last - self.first


@dataclass(slots=True)
class _Mesh:
    """Lines that touch each other, directly or through others."""

    across: list[RuleLine]
    down: list[RuleLine]


def with_ruled_tables(page: Page) -> Page:
    """`page` with its ruled tables as parts, and without their text."""
    grids = find_grids(page.rules, width=page.width, height=page.height)
    filled, outside = fill_grids(grids, page.letters, line_end=page.line_end)
    return replace(page, letters=outside, parts=(*page.parts, *filled))


def find_grids(rules: Sequence[Rule], *, width: float, height: float) -> tuple[Grid, ...]:
    """The ruled tables that rules of a page form, from the top down, their texts empty.

    Frames, boxes of one cell and tables of one column are none. A table inside a cell of
    another is left out where the outer one has more cells, else the outer one is. Sides
    that no rule closes (at a page break, or in tables without left and right borders) are
    closed where the rules that run up to them end.
    """
    side = max(width, height, 1.0)
    gap = _TOUCHING * side
    across, down = (_whole(each, gap) for each in _by_direction(rules))
    grids = [grid for mesh in _touching(across, down, gap) for grid in _grids(mesh, gap)]
    # Of a table and one inside it, that with more cells.
    outermost = [
        grid
        for grid in grids
        if not any(
            (len(other.cells), other.box.top) > (len(grid.cells), grid.box.top)
            and (_inside(grid.box, other.box) or _inside(other.box, grid.box))
            for other in grids
        )
    ]
    return tuple(sorted(outermost, key=lambda grid: (grid.box.top, grid.box.left)))


def _inside(inner: Box, outer: Box) -> bool:
    return (
        outer.left <= inner.centre <= outer.right
        and outer.top <= inner.middle <= outer.bottom
        and inner.width <= outer.width
        and inner.height <= outer.height
    )


def _by_direction(rules: Sequence[Rule]) -> tuple[list[RuleLine], list[RuleLine]]:
    across, down = [], []
    for rule in rules:
        (x, y), (to_x, to_y) = rule.start, rule.end
        wide, high = abs(to_x - x), abs(to_y - y)
        if high <= _MOST_SLANT * wide:
            across.append(RuleLine((y + to_y) / 2, min(x, to_x), max(x, to_x)))
        elif wide <= _MOST_SLANT * high:
            down.append(RuleLine((x + to_x) / 2, min(y, to_y), max(y, to_y)))
    return across, down


def _whole(lines: Sequence[RuleLine], gap: float) -> list[RuleLine]:
    """Lines in one row joined where their ends meet."""
    rows = grouped(
        sorted(lines, key=lambda line: line.at), lambda row, line: line.at - row[0].at <= gap / 2
    )
    whole = []
    for row in rows:
        at = sum(line.at for line in row) / len(row)
        pieces = joined(((line.first, line.last) for line in row), gap=gap)
        whole += [RuleLine(at, *ends) for ends in pieces]
    return whole


def _touching(across: Sequence[RuleLine], down: Sequence[RuleLine], gap: float) -> Iterator[_Mesh]:
    parents = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    # Sorted: a page may have thousands of rules.
    order = sorted(range(len(down)), key=lambda index: down[index].at)
    places = [down[index].at for index in order]
    for number, line in enumerate(across):
        beside = slice(bisect_left(places, line.first - gap), bisect_right(places, line.last + gap))
        for index in order[beside]:
            if down[index].first - gap <= line.at <= down[index].last + gap:
                parents[root(number)] = root(len(across) + index)
    meshes: dict[int, _Mesh] = {}
    for number, line in enumerate([*across, *down]):
        mesh = meshes.setdefault(root(number), _Mesh([], []))
        (mesh.across if number < len(across) else mesh.down).append(line)
    return (mesh for mesh in meshes.values() if mesh.across and mesh.down)


def _grids(mesh: _Mesh, gap: float) -> Iterator[Grid]:
    xs = _places(mesh.down, mesh.across, gap)
    ys = _places(mesh.across, mesh.down, gap)
    if len(xs) < 3 or len(ys) < 2:
        return
    if len(xs) * len(ys) > _MOST_PLACES:
        cut_off(f"ตารางที่มีเกิน {_MOST_PLACES:,} ช่องในหน้าเดียว")
        return
    walls = _walls(mesh.down, xs, ys, gap)
    floors = _walls(mesh.across, ys, xs, gap)
    if (len(xs), len(ys)) == (3, 2) and not any(walls[0] + walls[-1]):
        return  # the rule between two columns of a page, down to the one above its footer
    cuts = _cuts(walls, floors)
    if cuts:
        ends = [ys[0] - gap, *(ys[cut] for cut in cuts), ys[-1] + gap]
        for top, bottom in pairwise(ends):
            yield from _grids(_band(mesh, top, bottom, gap), gap)
        return
    cells = tuple(_cells(xs, ys, walls, floors))
    if len({cell.column for cell in cells}) >= 2:
        yield Grid(
            rows=len(ys) - 1,
            columns=len(xs) - 1,
            cells=cells,
            box=Box(left=xs[0], top=ys[0], right=xs[-1], bottom=ys[-1]),
        )


def _cuts(walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]) -> list[int]:
    """Rows at which another table begins: a rule runs across, and the columns change.

    A row that has the columns of both shows that cells are merged, and the table one.
    """
    patterns = [
        frozenset(position for position in range(1, len(walls) - 1) if walls[position][row])
        for row in range(len(floors) - 1)
    ]
    distinct = set(patterns)
    cuts = []
    above: frozenset[int] = frozenset()
    for row, below in enumerate(patterns):
        if not below:
            continue
        others = not (above <= below or below <= above)
        if others and all(floors[row]) and not any(above | below <= each for each in distinct):
            cuts.append(row)
        above = below
    return cuts


def _band(mesh: _Mesh, top: float, bottom: float, gap: float) -> _Mesh:
    return _Mesh(
        across=[line for line in mesh.across if top - gap <= line.at <= bottom + gap],
        down=[
            RuleLine(line.at, max(line.first, top), min(line.last, bottom))
            for line in mesh.down
            if min(line.last, bottom) - max(line.first, top) > gap
        ],
    )


def _places(lines: Sequence[RuleLine], crossing: Sequence[RuleLine], gap: float) -> list[float]:
    # The middle of each run of values, each no farther than `gap` from the one before.
    runs = grouped(
        sorted([line.at for line in lines]),
        lambda run, value: value - run[-1] <= gap and value - run[0] <= 2 * gap,
    )
    places = [(run[0] + run[-1]) / 2 for run in runs]
    firsts = sorted(line.first for line in crossing)
    lasts = sorted((line.last for line in crossing), reverse=True)
    # A single line that extends too far is an error; where there are several, two must agree.
    second = min(1, len(crossing) - 1)
    first, last = firsts[second], lasts[second]
    opened = places[0] - first > _LEAST_OVERHANG * gap
    closed = last - places[-1] > _LEAST_OVERHANG * gap
    return [*([first] if opened else []), *places, *([last] if closed else [])]


def _walls(
    lines: Sequence[RuleLine], places: Sequence[float], ends: Sequence[float], gap: float
) -> list[list[bool]]:
    covered = [[0.0] * (len(ends) - 1) for _ in places]
    for line in lines:
        index = bisect_left(places, line.at)
        close = [at for at in (index - 1, index) if 0 <= at < len(places)]
        at = min(close, key=lambda at: abs(places[at] - line.at))
        if abs(places[at] - line.at) > 2 * gap:
            continue
        start = max(bisect_right(ends, line.first) - 1, 0)
        for index in range(start, min(bisect_left(ends, line.last), len(ends) - 1)):
            shared = min(line.last, ends[index + 1]) - max(line.first, ends[index])
            covered[at][index] += max(shared, 0.0)
    lengths = [last - first for first, last in pairwise(ends)]
    return [
        [share >= _LEAST_COVERED * length for share, length in zip(row, lengths, strict=True)]
        for row in covered
    ]


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    walls: Sequence[Sequence[bool]],
    floors: Sequence[Sequence[bool]],
) -> Iterator[TableCell]:
    """Cells from left to right and from the top down.

    `walls` says by number of x and row, `floors` by number of y and column, where a line runs.
    """
    rows, columns = len(ys) - 1, len(xs) - 1
    used = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if used[row][column]:
                continue
            last_column = column
            while (
                last_column + 1 < columns
                and not used[row][last_column + 1]
                and not walls[last_column + 1][row]
            ):
                last_column += 1
            span = range(column, last_column + 1)
            last_row = row
            while (
                last_row + 1 < rows
                and not any(floors[last_row + 1][at] for at in span)
                and not any(walls[at][last_row + 1] for at in span[1:])
            ):
                last_row += 1
            for covered in range(row, last_row + 1):
                used[covered][column : last_column + 1] = [True] * len(span)
            yield TableCell(
                row=row,
                column=column,
                last_row=last_row,
                last_column=last_column,
                box=Box(
                    left=xs[column], top=ys[row], right=xs[last_column + 1], bottom=ys[last_row + 1]
                ),
            )


def fill_grids(
    grids: Sequence[Grid], letters: Sequence[Letter], *, line_end: float = 0.0
) -> tuple[tuple[Grid, ...], list[Letter]]:
    """The grids with their texts, and the letters outside all of them; `line_end` as of `Page`."""
    fillings = [_Filling(grid, line_end) for grid in grids]
    outside: list[Letter] = []
    for letter in letters:
        reach = min(letter.right - letter.left, letter.size)
        base = letter.base - _MIDDLE_ABOVE_BASE * letter.size
        middle = framed(letter.left + reach / 2, base, -letter.turn)
        holder = next((each for each in fillings if each.grid.box.holds(middle)), None)
        if holder is None:
            outside.append(letter)
        else:
            holder.take(letter, middle)
    return tuple(filling.filled() for filling in fillings), outside


class _Filling:
    def __init__(self, grid: Grid, line_end: float) -> None:
        self.grid = grid
        self._line_end = line_end
        self._xs = sorted({cell.box.left for cell in grid.cells})
        self._ys = sorted({cell.box.top for cell in grid.cells})
        self._letters: list[list[Letter]] = [[] for _ in grid.cells]
        self._owners = {
            (row, column): number
            for number, cell in enumerate(grid.cells)
            for row in range(cell.row, cell.last_row + 1)
            for column in range(cell.column, cell.last_column + 1)
        }

    def take(self, letter: Letter, middle: Point) -> None:
        column = min(max(bisect_right(self._xs, middle[0]) - 1, 0), self.grid.columns - 1)
        row = min(max(bisect_right(self._ys, middle[1]) - 1, 0), self.grid.rows - 1)
        self._letters[self._owners[row, column]].append(letter)

    def filled(self) -> Grid:
        return replace(self.grid, cells=tuple(map(self._written, self.grid.cells, self._letters)))

    def _written(self, cell: TableCell, inside: Sequence[Letter]) -> TableCell:
        ends: CellEnds | None = None
        texts = []
        for turn in sorted({letter.turn for letter in inside}):
            lines = lines_of([letter for letter in inside if letter.turn == turn])
            box = cell.box.turned(turn)
            right = box.right - self._line_end
            texts.append(unwrap(lines, left=box.left, right=right))
            if turn == 0 and lines:
                ends = ends_of(lines, box.left, right)
        return replace(cell, text="\n".join(text for text in texts if text), ends=ends)
