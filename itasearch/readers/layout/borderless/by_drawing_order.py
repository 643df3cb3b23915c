"""Tables without rules, told by the order in which a file draws their cells.

Cells of tables without rules, told by the order in which a file draws its text.

Browsers and office programs draw cell after cell, each from its first line to its last, and
write every space of a text as a letter. So a gap without a space ends a cell, and so does a
line that does not stand closely below the one drawn before.

Rows of tables without rules, from cells as they are drawn.

Rows of a table never overlap in height, and the cells of one row always do, be they set at
its top or its middle.

A table without rules as a grid: its rows' cells put into its columns.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from itasearch.domain.headers import header_matches
from itasearch.readers.layout.cell_text import ends_of
from itasearch.readers.layout.lines import Letter, begins_item, lines_of, unwrap
from itasearch.readers.layout.page import Box, Grid, TableCell

_SAME_LINE = 0.3
_SPACE = 0.15
_LOOSE_SPACE = 0.26
_BACK = 0.5
_MOST_SPACE = 1.5
"""In sizes: wider than what a space and justified text leave."""
_STEPS = (0.8, 2.4)
_WIDER = 1.08
_ASCENT = 0.6
_INDENT = 3.0
_MOST_BACKWARD = 0.05

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

_SHARED = 0.3
_DESCENT = 0.35

_Place = tuple[int, int]
"""The first and the last column of a cell."""

_SURE = 0.8
_HEADER_ROWS = 3
_LEAST_FILLED = 0.5


@dataclass(slots=True)
class Segment:
    """Letters drawn one after the other on one line, with no gap but spaces."""

    letters: list[Letter]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.letters[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(letter.right for letter in self.letters if letter.text != " ")

    @property
    def base(self) -> float:
        """Its base line."""
        return self.letters[0].base

    @property
    def size(self) -> float:
        """Of its type."""
        return self.letters[0].size


@dataclass(slots=True)
class BorderlessCell:
    """Lines of one cell; `order` counts cells as they are drawn."""

    lines: list[Segment]
    order: int

    @property
    def left(self) -> float:
        """Where its widest line to the left begins."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Where its widest line to the right ends."""
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """Where the ink of its first line begins; marks do not count."""
        return min(line.base - _ASCENT * line.size for line in self.lines)

    @property
    def bottom(self) -> float:
        """The base line of its last line."""
        return max(line.base for line in self.lines)

    @property
    def letters(self) -> list[Letter]:
        """All its letters."""
        return [letter for line in self.lines for letter in line.letters]


def cells_of(letters: Sequence[Letter]) -> list[BorderlessCell]:
    """The cells and paragraphs that letters make, in the order they are drawn.

    Args:
        letters: in the file's order; spaces that are out of order stand at the end.

    Returns:
        none where letters are not drawn in the order of reading.
    """
    if _is_backward(letters):
        return []
    segments = _segments(letters)
    pitch = _pitch(segments)
    cells: list[BorderlessCell] = []
    for segment in segments:
        if cells and _goes_on(cells[-1].lines[-1], segment, _WIDER * pitch):
            cells[-1].lines.append(segment)
        else:
            cells.append(BorderlessCell([segment], len(cells)))
    return cells


def _is_backward(letters: Sequence[Letter]) -> bool:
    """Whether letters of a line follow each other from right to left, or in no order."""
    steps = [
        other.left < one.left
        for one, other in pairwise(letters)
        if abs(one.base - other.base) <= _SAME_LINE * one.size and " " not in {one.text, other.text}
    ]
    return sum(steps) > _MOST_BACKWARD * len(steps)


def _segments(letters: Sequence[Letter]) -> list[Segment]:
    spaces = sorted((each for each in letters if each.text == " "), key=lambda each: each.base)
    bases = [space.base for space in spaces]
    segments: list[Segment] = []
    for letter in letters:
        if letter.text == " ":
            continue
        if segments:
            last = segments[-1].letters[-1]
            reach = _SAME_LINE * letter.size
            first = bisect_left(bases, letter.base - reach)
            end = bisect_left(bases, letter.base + reach)
            if _follows(last, letter, spaces[first:end]):
                if letter.left - last.right > _SPACE * letter.size:
                    segments[-1].letters.append(_space(last, letter))
                segments[-1].letters.append(letter)
                continue
        segments.append(Segment([letter]))
    return segments


def _follows(last: Letter, letter: Letter, spaces: Sequence[Letter]) -> bool:
    """Whether a letter goes on behind the one drawn before it."""
    size = letter.size
    gap = letter.left - last.right
    if abs(letter.base - last.base) > _SAME_LINE * size or not -_BACK * size < gap:
        return False
    if gap <= (_LOOSE_SPACE if last.loose else _SPACE) * size:
        return True
    if last.run == letter.run != 0:
        return gap <= _MOST_SPACE * size  # some spaces are lost, but no object holds two cells
    slack = _SPACE * size
    spaced = any(last.right - slack <= each.left <= letter.left + slack for each in spaces)
    return spaced and gap <= _MOST_SPACE * size


def _space(last: Letter, letter: Letter) -> Letter:
    return Letter(" ", last.right, letter.left, letter.base, letter.size)


def _steps(above: Segment, below: Segment) -> float | None:
    """From one base line to the next, where one stands below the other."""
    step = below.base - above.base
    size = max(above.size, below.size)
    stacked = min(above.right, below.right) > max(above.left, below.left)
    near = abs(above.left - below.left) <= _INDENT * size or _centred(above, below)
    inside = _STEPS[0] * size <= step <= _STEPS[1] * size
    return step if stacked and near and inside else None


def _centred(above: Segment, below: Segment) -> bool:
    return abs(above.left + above.right - below.left - below.right) <= above.size


def _pitch(segments: Sequence[Segment]) -> float:
    """The usual step from one line to the next, in sizes."""
    steps = sorted(
        step / below.size
        for above, below in pairwise(segments)
        if (step := _steps(above, below)) is not None
    )
    return steps[len(steps) // 10] if steps else 0.0


def _goes_on(above: Segment, below: Segment, most: float) -> bool:
    step = _steps(above, below)
    return step is not None and step <= most * max(above.size, below.size)


@dataclass(slots=True)
class BorderlessRow:
    """Cells of one row, from left to right, none above another."""

    cells: list[BorderlessCell]

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


def rows_of(cells: Sequence[BorderlessCell]) -> list[BorderlessRow]:
    """Cells that overlap in height as rows, from the top down."""
    bands: list[tuple[float, list[BorderlessCell]]] = []
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


def _with_rests(bands: list[list[BorderlessCell]]) -> list[list[BorderlessCell]]:
    """Bands with those below that are the rest of a cell: paragraphs stand apart in it."""
    whole: list[list[BorderlessCell]] = []
    for band in bands:
        if whole and len(whole[-1]) > 1 and all(_is_rest(cell, whole[-1]) for cell in band):
            whole[-1] += band
        else:
            whole.append(band)
    return whole


def _is_rest(cell: BorderlessCell, above: Sequence[BorderlessCell]) -> bool:
    """Whether a cell below a row is drawn right behind one of its cells, and in its column."""
    orders = {each.order: each for each in above}
    before = orders.get(cell.order - 1)
    if before is None or not _overlap(before, cell) or cell.top - before.bottom > 2 * _size(cell):
        return False
    others = [each for each in above if each.order != before.order]
    return cell.order + 1 in orders or cell.left > min(each.right for each in others)


def _size(cell: BorderlessCell) -> float:
    return cell.lines[0].size


def _overlap(one: BorderlessCell, other: BorderlessCell) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)


def _side_by_side(cells: Sequence[BorderlessCell]) -> list[BorderlessCell]:
    """Cells from left to right, those above each other put together."""
    found: list[BorderlessCell] = []
    for cell in sorted(cells, key=lambda cell: cell.left):
        if found and cell.left < found[-1].right:
            found[-1].lines += cell.lines
        else:
            found.append(BorderlessCell(list(cell.lines), cell.order))
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


def text_of(cell: BorderlessCell) -> str:
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


@dataclass(slots=True)
class Span:
    """A column: from where its leftmost text begins to where its widest ends."""

    left: float
    right: float


@dataclass(slots=True)
class BorderlessTable:
    """A table in the making."""

    columns: list[Span]
    rows: list[BorderlessRow] = field(default_factory=list)
    goes_on: bool = False


def grid_of(draft: BorderlessTable) -> Grid:
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


def is_numbered(row: BorderlessRow, columns: Sequence[Span]) -> bool:
    """Whether a row of one cell is a title with its number, all other columns empty."""
    return number_of(row) is not None and is_aligned(row, columns[0].left)


def _placed(columns: Sequence[Span], row: BorderlessRow) -> dict[_Place, BorderlessCell]:
    """The cells of a row by the columns they stand in."""
    placed: dict[_Place, BorderlessCell] = {}
    alone = len(row.cells) == 1 and is_numbered(row, columns)
    full = alone or len(row.cells) == len(columns)
    for number, cell in enumerate(row.cells):
        place = (number, number) if full else _place(columns, cell)
        held = [span for span in placed if span[1] >= place[0]]
        lines = [line for span in held for line in placed.pop(span).lines]
        first = min([place[0], *(span[0] for span in held)])
        last = max([place[1], *(span[1] for span in held)])
        placed[first, last] = BorderlessCell([*lines, *cell.lines], cell.order)
    return placed


def _place(columns: Sequence[Span], cell: BorderlessCell) -> _Place:
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


def _covering(held: dict[_Place, BorderlessCell], width: int) -> Iterator[_Place]:
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
    cell: BorderlessCell | None,
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


def borderless_tables(
    letters: Sequence[Letter], *, known: Spans = ()
) -> tuple[tuple[Grid, ...], list[Letter]]:
    """Tables without rules, from the top down, and the letters that belong to none.

    Where the order of drawing does not tell the cells, no table is found.

    Args:
        letters: of lines that run from left to right, in the file's order.
        known: columns of the table before, which may go on here.
    """
    cells = cells_of(letters)
    grids: list[Grid] = []
    taken: set[int] = set()
    for zone in zones_of(rows_of(cells), known):
        for draft in _drafts(zone, known):
            if draft.goes_on or _is_table(draft):
                known = ()
                grids.append(grid_of(draft))
                inside = (cell for row in draft.rows for cell in row.cells)
                taken.update(id(letter) for cell in inside for letter in cell.letters)
    return tuple(grids), [letter for letter in letters if id(letter) not in taken]


def _drafts(zone: Sequence[BorderlessRow], known: Spans) -> Iterator[BorderlessTable]:
    """The tables of a zone: another one begins where full rows have other columns."""
    wide = [row for row in zone if len(row.cells) > 1]
    if known and all(fits(row, known) for row in wide or zone):
        yield BorderlessTable([Span(*span) for span in known], list(zone), goes_on=True)
        return
    counts = [len(row.cells) for row in zone]
    repeated = [count for count in counts if counts.count(count) > 1]
    width = max(counts[0], *repeated, 0)
    draft: BorderlessTable | None = None
    for row in zone:
        if len(row.cells) == width and (draft is None or not _widened(draft.columns, row)):
            if draft is not None:
                yield _without_lone_end(draft)
            held = [] if draft is not None else [*zone[: zone.index(row)]]
            draft = BorderlessTable([Span(cell.left, cell.right) for cell in row.cells], held)
        if draft is not None:
            draft.rows.append(row)
    if draft is not None:
        yield draft


def _without_lone_end(draft: BorderlessTable) -> BorderlessTable:
    while len(draft.rows) > 1 and len(draft.rows[-1].cells) == 1:
        if is_numbered(draft.rows[-1], draft.columns):
            break
        draft.rows.pop()
    return draft


def _widened(columns: Sequence[Span], row: BorderlessRow) -> bool:
    """Whether a full row has these columns, which then reach as wide as its cells do."""
    wider = [
        Span(min(column.left, cell.left), max(column.right, cell.right))
        for column, cell in zip(columns, row.cells, strict=True)
    ]
    if any(one.right > other.left for one, other in pairwise(wider)):
        return False
    for column, span in zip(columns, wider, strict=True):
        column.left, column.right = span.left, span.right
    return True


def _is_table(draft: BorderlessTable) -> bool:
    """Whether rows and columns are more than lines with gaps, drawn cell by cell."""
    width = len(draft.columns)
    single = all(len(cell.lines) == 1 for row in draft.rows for cell in row.cells)
    if single and not all(map(number_of, draft.rows[1:])):
        return False  # nothing shows that cells are drawn as such
    names = max(sum(map(_names_column, row.cells)) for row in draft.rows[:_HEADER_ROWS])
    if names >= 2:
        return len(draft.rows) > 1 or width > 2
    wide = [row for row in draft.rows if len(row.cells) > 1]
    filled = sum(len(row.cells) for row in wide) / (width * len(wide))
    marked = all(begins_item(f"{text_of(row.cells[0])} ก") for row in wide)
    return width >= LEAST_COLUMNS + marked and filled >= _LEAST_FILLED


def _names_column(cell: BorderlessCell) -> bool:
    text = text_of(cell)
    best = header_matches(text)[:1] if 0 < len(text) <= 60 else ()
    return any(match.likeness >= _SURE for match in best)
