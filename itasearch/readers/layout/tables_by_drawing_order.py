"""Borderless tables by the order in which a file writes their cells.

Browsers and office programs write cell after cell, each from its first line to its last, and every
space of a text as a letter. So a gap without a space ends a cell, and so does a line that is not
closely below the one before it in the file. Letters become segments, segments cells, cells rows
(which never overlap in height, while the cells of one row always do), and rows tables.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from itasearch.readers.base import Knowledge
from itasearch.readers.layout.lines import (
    SAME_LINE,
    begins_item,
    cell_of,
    columns_of_words,
    has_gap,
    lines_of,
    runs_of,
)
from itasearch.readers.layout.page import (
    Box,
    Grid,
    Letter,
    Page,
    Spans,
    TextRun,
    grouped,
    overlapping,
)

# In sizes of the type.
_SPACE = 0.15  # between two words of a cell; 3+ / 1
_MOST_OVERLAP = 0.5  # of two letters that follow each other; 1 / 1
_MOST_SPACE = 1.5  # wider than what a space and justified text leave; 3+ / 0
_LINE_STEPS = (0.8, 2.4)  # from one base line of a cell to the next
_MOST_PARAGRAPH_GAP = 3.0  # between two paragraphs of a cell: Word's default 10 points; by hand
_MOST_INDENT = 3.0  # of a line of a cell; 1 / 2
_ASCENT = 0.6  # of ink above the base line, without marks; 3+ / 3+
_DESCENT = 0.35  # of ink below it; 3+ / 3+
_SAME_LEFT = 0.5  # between the left ends of a column's texts; by hand

_USUAL_STEP = 0.1  # share of the steps that are no larger; 0.05, 0.25 and 0.4 change one file each
_MOST_STEP = 1.08  # times the usual step between the lines of a cell; 3+ / 2
_MOST_BACKWARD = 0.05  # share of letters left of the one before, as on pages upside down; by hand
_LEAST_SHARED_WIDTH = 0.3  # of the narrower of a cell and its column; 3+ / 3+
_LEAST_COLUMNS = 3  # of a table without known headers; 3+ / 3+
_MOST_LONE_ROWS = 2  # rows of one cell in succession in a table; 3+ / 1
_LEAST_LINES = 3  # in each column of text; by hand
_HEADER_ROWS = 3  # in which headers are looked for; 1 / 1
_LEAST_FILLED = 0.5  # share of a table's places, over rows of several cells; 0 / 3+
_NUMBERED = re.compile(r"\(?([0-9๐-๙]{1,3})(?:[.)](?![0-9๐-๙])|$)")

_Columns = tuple[int, int]  # the first and the last one of a cell


_Segment = list[Letter]  # letters in succession on one line, without gaps other than spaces


@dataclass(slots=True)
class _Cell:
    lines: list[_Segment]
    order: int  #: its number in the file
    #: ends at the ink of the first line, without marks, and at the last base line
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.box = Box(
            left=min(line[0].left for line in self.lines),
            top=min(line[0].base - _ASCENT * line[0].size for line in self.lines),
            right=max(map(_right, self.lines)),
            bottom=max(line[0].base for line in self.lines),
        )

    @property
    def letters(self) -> list[Letter]:
        return list(chain.from_iterable(self.lines))

    @property
    def size(self) -> float:
        return self.lines[0][0].size

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)


def _right(segment: _Segment) -> float:
    return max(letter.right for letter in segment if letter.text != " ")


@dataclass(slots=True)
class _Row:
    """Cells of one row, from left to right, none above another."""

    cells: list[_Cell]

    @property
    def number(self) -> int | None:
        """The number that the row begins with: of a list item, or alone in its cell."""
        match = _NUMBERED.match(self.cells[0].text)
        return int(match.group(1)) if match else None

    def begins_at(self, left: float) -> bool:
        return abs(self.cells[0].box.left - left) <= _SAME_LEFT * self.cells[0].size


@dataclass(slots=True)
class _Table:
    """A table before its grid is made."""

    #: each from where its leftmost text begins to where its widest ends
    columns: list[tuple[float, float]]
    rows: list[_Row] = field(default_factory=list)
    continues: bool = False  #: it has the columns of the one before


def with_tables_by_order(page: Page, knowledge: Knowledge, *, before: Grid | None) -> Page:
    """`page` with the borderless tables in the letters of a program, and without their text.

    Columns of text become lines of their own. `page` lacks its ruled tables; `before`, the last
    table of the page before, may continue here. Where the order of the letters does not show the
    cells, neither is found.
    """
    if not page.in_file_order:
        return page
    spans = before.spans if before is not None else ()
    cells = cells_of([letter for letter in page.letters if not letter.turn])
    found: list[tuple[float, Grid | TextRun]] = [(grid.box.top, grid) for grid in page.grids]
    used: set[int] = set()
    bands = overlapping(cells, lambda cell: (cell.box.top, cell.box.bottom))
    rows = [
        _Row(
            [
                _Cell([line for cell in stack for line in cell.lines], stack[0].order)
                for stack in overlapping(members, lambda cell: (cell.box.left, cell.box.right))
            ]
        )
        for members in _with_rests(bands)
    ]
    for zone in _zones_of(rows, spans):
        inside = sorted(chain.from_iterable(row.cells for row in zone), key=lambda cell: cell.order)
        tables = [] if _is_by_columns(zone) else [*_tables_of(zone, spans)]
        tables = [table for table in tables if table.continues or _is_table(table, knowledge)]
        if tables:
            spans = ()
            grids = [_grid_of(table) for table in tables]
            found += ((grid.box.top, grid) for grid in grids)
            inside = [cell for table in tables for row in table.rows for cell in row.cells]
        elif _is_by_columns(zone) or any(
            # What is in no table may be columns of text.
            len(row.cells) > 1 and all(len(cell.lines) >= _LEAST_LINES for cell in row.cells)
            for row in zone
        ):
            top = min(cell.box.top for cell in inside)
            columns = grouped(inside, lambda above, cell: cell.box.top > above[-1].box.top)
            for column in columns:
                lines = lines_of([letter for cell in column for letter in cell.letters])
                found += ((top, run) for run in runs_of(lines))
        else:
            continue
        used.update(id(letter) for cell in inside for letter in cell.letters)
    rest = [letter for letter in page.letters if id(letter) not in used]
    parts = (part for _, part in sorted(found, key=lambda place: place[0]))
    return replace(page, letters=rest, parts=tuple(parts))


def _is_by_columns(zone: Sequence[_Row]) -> bool:
    """Whether the file writes what is below before what is beside, as columns of text and cards."""
    most = max(len(row.cells) for row in zone)
    orders = [[cell.order for cell in row.cells] for row in zone if len(row.cells) == most]
    back = sum(max(above) > min(below) for above, below in pairwise(orders))
    return 2 * back > len(orders) - 1


def _is_table(table: _Table, knowledge: Knowledge) -> bool:
    width = len(table.columns)
    single = all(len(cell.lines) == 1 for row in table.rows for cell in row.cells)
    # A justified line of one paragraph may have gaps, too.
    if single and not (table.rows[1:] and all(row.number for row in table.rows[1:])):
        return False  # nothing shows that the file writes cells
    texts: list[list[str]] = [[] for _ in table.columns]
    for row in table.rows:
        for (first, last), cell in _placed(table.columns, row).items():
            texts[first] += [cell.text] if first == last else []
    head = table.rows[:_HEADER_ROWS]
    if knowledge.is_headed((cell.text for cell in row.cells) for row in head):
        return len(table.rows) > 1 or width > 2
    wide = [row for row in table.rows if len(row.cells) > 1]
    if not wide:
        return False
    filled = sum(len(row.cells) for row in wide) / (width * len(wide))
    marked = all(begins_item(f"{row.cells[0].text} ก") for row in wide)
    return columns_of_words(texts) >= _LEAST_COLUMNS + marked and filled >= _LEAST_FILLED


def cells_of(letters: Sequence[Letter]) -> list[_Cell]:
    """The cells and paragraphs that letters form, in the file's order.

    Spaces that are out of order come last. None where the file does not write letters in reading
    order.
    """
    if _is_backward(letters):
        return []
    segments = _segments(letters)
    steps = sorted(
        step / below[0].size
        for above, below in pairwise(segments)
        if (step := _steps(above, below)) is not None
    )
    most = _MOST_STEP * (steps[int(_USUAL_STEP * len(steps))] if steps else 0.0)

    def continues(lines: list[_Segment], below: _Segment) -> bool:
        step = _steps(lines[-1], below)
        return step is not None and step <= most * max(lines[-1][0].size, below[0].size)

    return [_Cell(lines, order) for order, lines in enumerate(grouped(segments, continues))]


def _is_backward(letters: Sequence[Letter]) -> bool:
    """Whether letters of a line follow each other from right to left, or in no order."""
    steps = [
        right.left < left.left
        for left, right in pairwise(letters)
        if abs(left.base - right.base) <= SAME_LINE * left.size
        and " " not in {left.text, right.text}
    ]
    return sum(steps) > _MOST_BACKWARD * len(steps)


def _segments(letters: Sequence[Letter]) -> list[_Segment]:
    spaces = sorted((each for each in letters if each.text == " "), key=lambda each: each.base)
    bases = [space.base for space in spaces]
    segments: list[_Segment] = []
    for letter in letters:
        if letter.text == " ":
            continue
        if segments:
            last = segments[-1][-1]
            reach = SAME_LINE * letter.size
            first = bisect_left(bases, letter.base - reach)
            end = bisect_left(bases, letter.base + reach)
            if _follows(last, letter, spaces[first:end]):
                if letter.left - last.right > _SPACE * letter.size:
                    space = Letter(" ", last.right, letter.left, letter.base, letter.size)
                    segments[-1].append(space)
                segments[-1].append(letter)
                continue
        segments.append([letter])
    return segments


def _follows(last: Letter, letter: Letter, spaces: Sequence[Letter]) -> bool:
    size = letter.size
    gap = letter.left - last.right
    if abs(letter.base - last.base) > SAME_LINE * size or not -_MOST_OVERLAP * size < gap:
        return False
    if not has_gap(last, letter):
        return True
    if last.run == letter.run != 0:
        return gap <= _MOST_SPACE * size  # some spaces are lost, but no object holds two cells
    slack = _SPACE * size
    spaced = any(last.right - slack <= each.left <= letter.left + slack for each in spaces)
    return spaced and gap <= _MOST_SPACE * size


def _steps(above: _Segment, below: _Segment) -> float | None:
    """The step from one base line to the next; None where they are not of one cell."""
    first, second, rights = above[0], below[0], (_right(above), _right(below))
    step = second.base - first.base
    size = max(first.size, second.size)
    stacked = min(rights) > max(first.left, second.left)
    centred = abs(first.left + rights[0] - second.left - rights[1]) <= first.size
    near = abs(first.left - second.left) <= _MOST_INDENT * size or centred
    inside = _LINE_STEPS[0] * size <= step <= _LINE_STEPS[1] * size
    return step if stacked and near and inside else None


def _with_rests(bands: list[list[_Cell]]) -> list[list[_Cell]]:
    """Bands with those below that are further paragraphs of one of their cells."""
    whole: list[list[_Cell]] = []
    cells = {cell.order: cell for band in bands for cell in band}
    for band in bands:
        if whole and len(whole[-1]) > 1 and all(_is_rest(c, whole[-1], cells) for c in band):
            whole[-1] += band
        else:
            whole.append(band)
    return whole


def _is_rest(cell: _Cell, above: Sequence[_Cell], cells: Mapping[int, _Cell]) -> bool:
    """Whether a cell below a row follows one of its cells in the file, and is in its column.

    `cells`: all, by order. Behind its last paragraph, another cell of the row must follow.
    """
    orders = {each.order: each for each in above}
    before = orders.get(cell.order - 1)
    if before is None or not _is_paragraph_below(before, cell):
        return False
    last = cell
    while (below := cells.get(last.order + 1)) and _is_paragraph_below(last, below):
        last = below
    others = [each.box.right for each in above if each.order != before.order]
    return last.order + 1 in orders or cell.box.left > min(others)


def _is_paragraph_below(above: _Cell, below: _Cell) -> bool:
    near = 0 < below.box.top - above.box.bottom <= _MOST_PARAGRAPH_GAP * below.size
    left, right = max(above.box.left, below.box.left), min(above.box.right, below.box.right)
    return near and left < right


def _zones_of(rows: Sequence[_Row], spans: Spans) -> Iterator[list[_Row]]:
    """Rows of several cells that follow each other, with the lone ones between them.

    The rest of a row that began on the page before may be a lone cell, below a header or not.
    """
    zone, lone = list[_Row](), list[_Row]()
    for row in rows:
        rest = len(zone) < 2 and _fits(row, spans) and len(row.cells) == 1
        counts = _counts_on(row, [*zone, *lone])
        belongs = len(row.cells) > 1 or bool(zone and (rest or counts))
        if belongs and len(lone) <= _MOST_LONE_ROWS:
            zone += [*lone, row]
            lone = []
            continue
        if len(lone) > _MOST_LONE_ROWS:
            yield zone
            zone, lone = [], []
        if len(row.cells) > 1 or (row is rows[0] and rest):
            zone = [row]
        elif zone:
            lone.append(row)
    if zone:
        yield zone


def _counts_on(row: _Row, above: Sequence[_Row]) -> bool:
    """Whether a row begins with the number that follows that of the last row with one."""
    before = next((each for each in reversed(above) if each.number), None)
    if row.number is None or before is None:
        return row.number == 1
    return row.number == (before.number or 0) + 1 and row.begins_at(before.cells[0].box.left)


def _fits(row: _Row, spans: Spans) -> bool:
    """Whether the cells of a row begin where columns of the table before do."""
    if len(row.cells) > len(spans):
        return False
    reach = _SAME_LEFT * row.cells[0].size
    columns = [
        [
            number
            for number, (left, right) in enumerate(spans)
            if abs(left - box.left) <= reach or (left <= box.left and box.right <= right)
        ]
        for box in (cell.box for cell in row.cells)
    ]
    lone = len(row.cells) == 1 and row.number is None and not begins_item(row.cells[0].text)
    return all(columns) and not (lone and columns[0] == [0])


def _tables_of(zone: Sequence[_Row], spans: Spans) -> Iterator[_Table]:
    """The tables of a zone: another one begins where full rows have other columns."""
    wide = [row for row in zone if len(row.cells) > 1]
    if spans and all(_fits(row, spans) for row in wide or zone):
        yield _Table(list(spans), list(zone), continues=True)
        return
    counts = [len(row.cells) for row in zone]
    width = max(counts[0], *[count for count in counts if counts.count(count) > 1], 0)
    table: _Table | None = None
    for row in zone:
        if len(row.cells) == width and (table is None or not _widened(table.columns, row)):
            if table is not None:
                yield table
            held = [] if table is not None else [*zone[: zone.index(row)]]
            table = _Table([(cell.box.left, cell.box.right) for cell in row.cells], held)
        if table is not None:
            table.rows.append(row)
    if table is not None:
        yield table


def _widened(columns: list[tuple[float, float]], row: _Row) -> bool:
    """Whether a full row has these columns, which are then widened to its cells."""
    wider = [
        (min(left, cell.box.left), max(right, cell.box.right))
        for (left, right), cell in zip(columns, row.cells, strict=True)
    ]
    if any(first[1] > second[0] for first, second in pairwise(wider)):
        return False
    columns[:] = wider
    return True


def _grid_of(table: _Table) -> Grid:
    columns = table.columns
    placed = [_placed(columns, row) for row in table.rows]
    empty: list[set[_Columns]] = []
    for held in placed:
        for (first, last), cell in held.items():
            if first == last:
                left, right = columns[first]
                columns[first] = min(left, cell.box.left), max(right, cell.box.right)
        covered = {column for first, last in held for column in range(first, last + 1)}
        empty.append({(column, column) for column in range(len(columns)) if column not in covered})
    xs = _edges(columns)
    boxes = (Box.around(cell.box for cell in row.cells) for row in table.rows)
    sizes = (row.cells[0].size for row in table.rows)
    ys = _edges(
        [(box.top, box.bottom + _DESCENT * size) for box, size in zip(boxes, sizes, strict=True)]
    )
    cells = tuple(
        cell_of(
            lines_of(held[first, last].letters) if (first, last) in held else [],
            (columns[first][0], columns[last][1]),
            row=number,
            columns=(first, last),
            box=Box(left=xs[first], top=ys[number], right=xs[last + 1], bottom=ys[number + 1]),
        )
        for number, held in enumerate(placed)
        for first, last in sorted({*held, *empty[number]})
    )
    box = Box(left=xs[0], top=ys[0], right=xs[-1], bottom=ys[-1])
    spans = tuple(columns)
    return Grid(rows=len(table.rows), columns=len(columns), cells=cells, box=box, spans=spans)


def _placed(columns: Sequence[tuple[float, float]], row: _Row) -> dict[_Columns, _Cell]:
    placed: dict[_Columns, _Cell] = {}
    # A title with its number, all other columns empty.
    alone = len(row.cells) == 1 and row.number is not None and row.begins_at(columns[0][0])
    full = alone or len(row.cells) == len(columns)
    for number, cell in enumerate(row.cells):
        first, last = (number, number) if full else _columns_of(columns, cell.box)
        held = [span for span in placed if span[1] >= first]
        lines = [line for span in held for line in placed.pop(span).lines]
        own = min([first, *(span[0] for span in held)]), max([last, *(span[1] for span in held)])
        placed[own] = _Cell([*lines, *cell.lines], cell.order)
    return placed


def _columns_of(columns: Sequence[tuple[float, float]], box: Box) -> _Columns:
    held = [
        number
        for number, (left, right) in enumerate(columns)
        if min(right, box.right) - max(left, box.left)
        > _LEAST_SHARED_WIDTH * min(right - left, box.width)
    ]
    if held:
        return held[0], held[-1]
    before = sum(left <= box.left for left, _ in columns) - 1
    return (max(before, 0),) * 2


def _edges(spans: Sequence[tuple[float, float]]) -> list[float]:
    between = [(above[1] + below[0]) / 2 for above, below in pairwise(spans)]
    return [spans[0][0], *between, spans[-1][1]]
