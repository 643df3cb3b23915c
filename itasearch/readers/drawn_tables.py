"""Tables without rules from cells as they are drawn: rows, columns, grids.

Rows of a table never overlap in height, and the cells of one row always do, be they set
at its top or its middle. Imports the standard library, domain and readers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from itasearch.domain.headers import header_matches
from itasearch.readers.drawn_cells import DrawnCell, drawn_cells
from itasearch.readers.page import Box, CellEnds, Grid, GridCell
from itasearch.readers.text_lines import Letter, lines_of
from itasearch.readers.wrapped_lines import begins_item, first_width, room_behind, unwrap

_NUMBERED = re.compile(r"\(?([0-9๐-๙]{1,3})(?:[.)](?![0-9๐-๙])|$)")
_SURE = 0.8
_HEADER_ROWS = 3
_LEAST_COLUMNS = 3
_LEAST_FILLED = 0.5
_MOST_LONE = 2
"""Rows of one cell that may follow each other in a table."""
_APART = 6.0
_FAR_APART = 25.0
"""In sizes: rows so far apart are of two tables, the second where three cells show one."""
_SHARED = 0.3
_REACH = 0.5
_LINE = 1.3
_DESCENT = 0.35


Spans = tuple[tuple[float, float], ...]
"""Where the texts of each column begin and end."""


@dataclass(slots=True)
class _Row:
    """Cells of one row, from left to right, none above another."""

    cells: list[DrawnCell]

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.cells)

    @property
    def size(self) -> float:
        return self.cells[0].lines[0].size


@dataclass(slots=True)
class _Span:
    """A column: from where its leftmost text begins to where its widest ends."""

    left: float
    right: float


@dataclass(slots=True)
class _Draft:
    """A table in the making."""

    columns: list[_Span]
    rows: list[_Row] = field(default_factory=list)
    goes_on: bool = False


def drawn_tables(
    letters: Sequence[Letter], *, known: Spans = ()
) -> tuple[tuple[Grid, ...], list[Letter]]:
    """Tables without rules, from the top down, and the letters that belong to none.

    Where the order of drawing does not tell the cells, no table is found.

    Args:
        letters: of lines that run from left to right, in the file's order.
        known: columns of the table before, which may go on here.
    """
    cells = drawn_cells(letters)
    grids: list[Grid] = []
    taken: set[int] = set()
    for zone in _zones(_rows(cells), known):
        for draft in _drafts(zone, known):
            if draft.goes_on or _is_table(draft):
                known = ()
                grids.append(_grid(draft))
                inside = (cell for row in draft.rows for cell in row.cells)
                taken.update(id(letter) for cell in inside for letter in cell.letters)
    return tuple(grids), [letter for letter in letters if id(letter) not in taken]


def _rows(cells: Sequence[DrawnCell]) -> list[_Row]:
    """Cells that overlap in height as rows, from the top down."""
    bands: list[tuple[float, list[DrawnCell]]] = []
    for cell in sorted(cells, key=lambda cell: cell.top):
        if bands and cell.top < bands[-1][0]:
            bottom, members = bands[-1]
            members.append(cell)
            bands[-1] = (max(bottom, cell.bottom), members)
        else:
            bands.append((cell.bottom, [cell]))
    return [_Row(_side_by_side(members)) for members in _with_rests([band for _, band in bands])]


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


def _overlap(one: DrawnCell | _Span, other: DrawnCell | _Span) -> bool:
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


def _zones(rows: Sequence[_Row], known: Spans) -> Iterator[list[_Row]]:
    """Rows of several cells that follow each other, with the lone ones between them.

    The rest of a row that began on the page before may be a lone cell, below a header or not.
    """
    zone: list[_Row] = []
    lone: list[_Row] = []
    for row in rows:
        most = _FAR_APART if len(row.cells) >= _LEAST_COLUMNS else _APART
        far = bool(zone) and row.top - [*zone, *lone][-1].bottom > most * row.size
        fits = len(zone) < 2 and _fits(row, known) and len(row.cells) == 1
        counts = _counts_on(row, [*zone, *lone])
        belongs = len(row.cells) > 1 or bool(zone and (fits or counts))
        if belongs and not far and len(lone) <= _MOST_LONE:
            zone += [*lone, row]
            lone = []
            continue
        if far or len(lone) > _MOST_LONE:
            yield zone
            zone, lone = [], []
        if len(row.cells) > 1 or (row is rows[0] and (fits or _begins_known(row, known))):
            zone = [row]
        elif zone:
            lone.append(row)
    if zone:
        yield zone


def _begins_known(row: _Row, known: Spans) -> bool:
    """Whether a row begins with a number where the first column of the table before does."""
    return bool(known) and _aligned(row, known[0][0]) and _number(row) is not None


def _counts_on(row: _Row, above: Sequence[_Row]) -> bool:
    """Whether a row begins with the number that follows that of the last row with one."""
    number = _number(row)
    before = next((each for each in reversed(above) if _number(each)), None)
    if number is None or before is None:
        return number == 1
    return number == (_number(before) or 0) + 1 and _aligned(row, before.cells[0].left)


def _number(row: _Row) -> int | None:
    found = _NUMBERED.match(_raw(row.cells[0]))
    return int(found.group(1)) if found else None


def _fits(row: _Row, known: Spans) -> bool:
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
    lone = len(row.cells) == 1 and _number(row) is None
    return all(columns) and not (lone and columns[0] == [0])


def _drafts(zone: Sequence[_Row], known: Spans) -> Iterator[_Draft]:
    """The tables of a zone: another one begins where full rows have other columns."""
    wide = [row for row in zone if len(row.cells) > 1]
    if known and all(_fits(row, known) for row in wide or zone):
        yield _Draft([_Span(*span) for span in known], list(zone), goes_on=True)
        return
    counts = [len(row.cells) for row in zone]
    repeated = [count for count in counts if counts.count(count) > 1]
    width = max(counts[0], *repeated, 0)
    draft: _Draft | None = None
    for row in zone:
        if len(row.cells) == width and (draft is None or not _widened(draft.columns, row)):
            if draft is not None:
                yield _without_lone_end(draft)
            held = [] if draft is not None else [*zone[: zone.index(row)]]
            draft = _Draft([_Span(cell.left, cell.right) for cell in row.cells], held)
        if draft is not None:
            draft.rows.append(row)
    if draft is not None:
        yield draft


def _without_lone_end(draft: _Draft) -> _Draft:
    while len(draft.rows) > 1 and len(draft.rows[-1].cells) == 1:
        if _is_numbered(draft.rows[-1], draft.columns):
            break
        draft.rows.pop()
    return draft


def _is_numbered(row: _Row, columns: Sequence[_Span]) -> bool:
    """Whether a row of one cell is a title with its number, all other columns empty."""
    return _number(row) is not None and _aligned(row, columns[0].left)


def _aligned(row: _Row, left: float) -> bool:
    return abs(row.cells[0].left - left) <= _REACH * row.size


def _widened(columns: Sequence[_Span], row: _Row) -> bool:
    """Whether a full row has these columns, which then reach as wide as its cells do."""
    wider = [
        _Span(min(column.left, cell.left), max(column.right, cell.right))
        for column, cell in zip(columns, row.cells, strict=True)
    ]
    if any(one.right > other.left for one, other in pairwise(wider)):
        return False
    for column, span in zip(columns, wider, strict=True):
        column.left, column.right = span.left, span.right
    return True


def _is_table(draft: _Draft) -> bool:
    """Whether rows and columns are more than lines with gaps, drawn cell by cell."""
    width = len(draft.columns)
    single = all(len(cell.lines) == 1 for row in draft.rows for cell in row.cells)
    if single and not all(map(_number, draft.rows[1:])):
        return False  # nothing shows that cells are drawn as such
    names = max(sum(map(_names_column, row.cells)) for row in draft.rows[:_HEADER_ROWS])
    if names >= 2:
        return len(draft.rows) > 1 or width > 2
    wide = [row for row in draft.rows if len(row.cells) > 1]
    filled = sum(len(row.cells) for row in wide) / (width * len(wide))
    marked = all(begins_item(f"{_raw(row.cells[0])} ก") for row in wide)
    return width >= _LEAST_COLUMNS + marked and filled >= _LEAST_FILLED


def _names_column(cell: DrawnCell) -> bool:
    text = _raw(cell)
    best = header_matches(text)[:1] if 0 < len(text) <= 60 else ()
    return any(match.likeness >= _SURE for match in best)


def _raw(cell: DrawnCell) -> str:
    return "".join(letter.text for letter in cell.letters)


def _grid(draft: _Draft) -> Grid:
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


def _placed(columns: Sequence[_Span], row: _Row) -> dict[_Place, DrawnCell]:
    """The cells of a row by the columns they stand in."""
    placed: dict[_Place, DrawnCell] = {}
    alone = len(row.cells) == 1 and _is_numbered(row, columns)
    full = alone or len(row.cells) == len(columns)
    for number, cell in enumerate(row.cells):
        place = (number, number) if full else _place(columns, cell)
        held = [span for span in placed if span[1] >= place[0]]
        lines = [line for span in held for line in placed.pop(span).lines]
        first = min([place[0], *(span[0] for span in held)])
        last = max([place[1], *(span[1] for span in held)])
        placed[first, last] = DrawnCell([*lines, *cell.lines], cell.order)
    return placed


def _place(columns: Sequence[_Span], cell: DrawnCell) -> _Place:
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
    columns: Sequence[_Span],
    xs: Sequence[float],
    ys: Sequence[float],
) -> GridCell:
    first, last = span
    box = Box(left=xs[first], top=ys[row], right=xs[last + 1], bottom=ys[row + 1])
    empty = GridCell(row=row, column=first, last_row=row, last_column=last, box=box)
    lines = lines_of(cell.letters) if cell is not None else []
    if not lines:
        return empty
    left, right = columns[first].left, columns[last].right
    ends = CellEnds(
        need=first_width(lines),
        room=room_behind(lines[-1], left=left, right=right),
        height=lines[-1].box.bottom - lines[-1].box.top,
    )
    return GridCell(
        row=row,
        column=first,
        last_row=row,
        last_column=last,
        box=box,
        text=unwrap(lines, left=left, right=right),
        ends=ends,
    )
