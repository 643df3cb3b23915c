"""Borderless tables by gaps that one line of words after the other leaves free.

Lists and prose in two columns leave such gaps too. Two columns are therefore a table only
under headers that name columns of measures; else they are read one after the other, or line
by line. Rows are found by space between them, by columns that begin again after they had
ended, and by numbers in the first column.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from statistics import mean

from itasearch.readers.base import IsHeaded
from itasearch.readers.layout.lines import (
    begins_item,
    ends_of,
    first_word_width,
    numbered_lines,
    unwrap,
)
from itasearch.readers.layout.page import (
    Box,
    Grid,
    Page,
    Spans,
    TableCell,
    TextLine,
    TextRun,
)

_LEAST_GAPS = ((12, 0.18), (7, 0.25), (0, 0.55))
"""From so many lines on, a gap so wide, in sizes of the type: few lines may leave the same
space free by chance, many do not; browsers leave no more between two cells."""
_MOST_LINE_GAP = 4.0  # sizes of the type between two lines of a table; 1 / 0
_LEAST_LINES = 3  # of a table; 3+ / 3+
_MOST_LINES = 400  # of a table on one page; bounds the work on hostile files
_LINES_AHEAD = 5  # in which a region with more gaps may begin; 3+ / 3+
_LEAST_FILLED_LINES = 2  # on either side of a narrow gap; 3+ / 3+
_LEAST_CONTINUED_LINES = 2  # of a table that continues; 3+ / 1

_USUAL_STEP = 0.05  # share of the steps that are no larger; 0 and 0.1 change two files, 0.25 three
_MOST_STEP = 1.08  # times the usual step between the lines of a cell; 3+ / 3+
_LEAST_PITCH = 0.8  # share of the usual step, between lines on the same base lines; 3+ / 3+
_LEAST_OVERLAP = 0.25  # sizes of the type between blocks of one row; 1 / 0

_HEADER_ROWS = 3  # in which headers are looked for; by hand
_LEAST_FILLED = 0.45  # share of a table's places, over its rows; 3+ / 3+
_WELL_FILLED = 0.7  # the same, of a rest with fewer than _LEAST_ROWS; 3+ / 3+
_LEAST_ROWS = 3  # of a table without headers, unless it is the rest of one; 3+ / 3+
_LEAST_SURE_COLUMNS = 4  # where rows begin with list marks, or are few; 3+ / 3+
_LEAST_PROSE_LINES = 6  # of two columns; 3+ / 0
_LEAST_PROSE_WIDTH = 0.7  # share of the column, over its lines; by hand

Gaps = Spans
"""The left and right ends of the gaps between columns."""

Columns = list[list[TextLine | None]]
"""By column and line, the words there."""

CellLines = Mapping[int, TextLine]
"""The words of one line, by column."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: the lines and the text of each column, and the box around all."""

    lines: tuple[tuple[TextLine, ...], ...]
    texts: tuple[str, ...]
    box: Box


@dataclass(slots=True)
class TablesByGaps:
    """Finds borderless tables in lines, and makes lines of the other letters; see TableFinder."""

    is_headed: IsHeaded
    _gaps: Gaps = field(default=(), init=False)
    """Those of the last table; it may continue further down or on the next page."""

    def find(self, page: Page, *, before: Grid | None) -> Page:  # noqa: ARG002 - gaps suffice
        """See TableFinder. Its parts are all of the page."""
        lines = numbered_lines(page.letters)
        parts: list[Grid | TextRun] = []
        done = 0
        for grid in page.grids:
            above = [line for line in lines[done:] if line.box.middle < grid.box.top]
            done += len(above)
            parts += [*self.parts_of(above), grid]
        return replace(page, letters=(), parts=(*parts, *self.parts_of(lines[done:])))

    def parts_of(self, lines: Sequence[TextLine]) -> Iterator[Grid | TextRun]:
        """Tables and the lines between them, in reading order.

        Args:
            lines: of a part of a page without other tables, from the top down.
        """
        plain: list[TextLine] = []
        done = 0
        while (region := _next_region(lines, done, self._gaps)) is not None:
            inside = lines[region.first : region.last]
            plain += lines[done : region.first]
            done = region.last
            columns = _columns(inside, region.gaps)
            rows = list(_rows(inside, columns))
            if region.gaps == self._gaps or self._is_table(rows, columns):
                yield tuple(plain)
                yield _grid_of(rows, columns, region.gaps)
                plain, self._gaps = [], region.gaps
            elif len(columns) == 2 and _is_prose(inside, columns):
                yield tuple(plain)
                yield from (tuple(line for line in column if line) for column in columns)
                plain = []
            else:
                # Its lines may belong to a region that begins further down.
                done = region.first + 1
                plain.append(lines[region.first])
        yield (*plain, *lines[done:])

    def _is_table(self, rows: Sequence[_Row], columns: Columns) -> bool:
        """Whether rows and columns are more than lines with gaps."""
        width = len(columns)
        if self.is_headed(row.texts for row in rows[:_HEADER_ROWS]):
            return len(rows) > 1 or width > 2
        filled = mean(sum(map(bool, row.texts)) / width for row in rows)
        marked = all(begins_item(f"{row.texts[0]} ก") for row in rows if row.texts[0])
        if len(rows) < _LEAST_ROWS:
            # The rest of a table below a page break: long texts beside each other are nothing else.
            return (
                width >= _LEAST_SURE_COLUMNS
                and filled >= _WELL_FILLED
                and len(columns[0]) > len(rows)
            )
        return width >= (_LEAST_SURE_COLUMNS if marked else 3) and filled >= _LEAST_FILLED


@dataclass(frozen=True, slots=True, kw_only=True)
class _GapRegion:
    """Lines `first` to `last` (exclusive), and the gaps that all of them leave free."""

    first: int
    last: int
    gaps: Gaps


def _next_region(lines: Sequence[TextLine], done: int, known: Gaps) -> _GapRegion | None:
    """The next region, with the columns of the table before where those fit as early."""
    found = _new_region(lines, done)
    same = _continued_region(lines, done, known)
    if same is None or (found is not None and found.first < same.first):
        return found
    if found is not None and found.last > same.last and len(found.gaps) >= len(same.gaps):
        return found
    return same


def _new_region(lines: Sequence[TextLine], start: int) -> _GapRegion | None:
    """The first region at or after `start` whose lines share a gap; None where there is none."""
    for first in range(start, len(lines)):
        found = _grown(lines, first)
        if found is None:
            continue
        # A line of a title may have a gap too; the table below it has more.
        later = [
            _grown(lines, at) for at in range(first + 1, min(first + _LINES_AHEAD, found.last))
        ]
        better = [each for each in later if each and len(each.gaps) > len(found.gaps)]
        whole = _with_lines_above(lines, max(better, key=_weight, default=found), start)
        return _without_chance_gaps(lines, whole)
    return None


def _grown(lines: Sequence[TextLine], first: int) -> _GapRegion | None:
    """The longest region from `first` on with as many gaps as any such region has."""
    if len(lines[first].words) < 2:
        return None
    covered: list[tuple[float, float]] = []
    best: _GapRegion | None = None
    for at in range(first, min(len(lines), first + _MOST_LINES)):
        line = lines[at]
        if at > first and line.box.top - lines[at - 1].box.bottom > _MOST_LINE_GAP * line.size:
            break
        covered = _merged(covered, [(word.box.left, word.box.right) for word in line.words])
        gaps = _gaps(covered, _least_gap(at + 1 - first) * line.size)
        if not gaps:
            break
        enough = at + 1 - first >= _LEAST_LINES
        if enough and (best is None or len(gaps) >= len(best.gaps)):
            best = _GapRegion(first=first, last=at + 1, gaps=gaps)
    return best


def _with_lines_above(lines: Sequence[TextLine], region: _GapRegion, start: int) -> _GapRegion:
    """The region with the lines above it that are between lines of other columns.

    Cells centred in their rows put the lines of two columns half a line apart.
    """
    steps = [
        below.box.bottom - above.box.bottom
        for above, below in pairwise(lines[region.first : region.last])
    ]
    pitch = 2 * min(steps, default=0.0)
    first = region.first
    while first > start:
        above, below = lines[first - 1], lines[first]
        if below.box.bottom - above.box.bottom > _LEAST_PITCH * pitch or pitch < below.size:
            break
        first -= 1
    if first == region.first:
        return region
    words = (word for line in lines[first : region.last] for word in line.words)
    covered = _merged([], [(word.box.left, word.box.right) for word in words])
    gaps = _gaps(covered, _least_gap(region.last - first) * lines[first].size)
    if len(gaps) < len(region.gaps):
        return region
    return _GapRegion(first=first, last=region.last, gaps=gaps)


def _without_chance_gaps(lines: Sequence[TextLine], region: _GapRegion) -> _GapRegion:
    """The region without gaps behind bullets, and narrow ones that only one line's word makes."""
    inside = lines[region.first : region.last]
    least = _least_gap(0) * inside[0].size
    gaps = list(region.gaps)
    edges = [float("-inf"), *(middle for gap in gaps for middle in [sum(gap) / 2]), float("inf")]
    for index in reversed(range(len(gaps))):
        left, right = edges[index : index + 2], edges[index + 1 : index + 3]
        alone = min(_held(inside, *left), _held(inside, *right)) < _LEAST_FILLED_LINES
        chance = alone and gaps[index][1] - gaps[index][0] < least
        if chance or _holds_marks_only(inside, *left):
            del gaps[index], edges[index + 1]
    return _GapRegion(first=region.first, last=region.last, gaps=tuple(gaps))


def _held(lines: Sequence[TextLine], left: float, right: float) -> int:
    """How many lines have a word between two edges."""
    return sum(any(left < word.box.centre < right for word in line.words) for line in lines)


def _holds_marks_only(lines: Sequence[TextLine], left: float, right: float) -> bool:
    """Whether the words between two edges are bullets, which belong to the texts behind them."""
    return not any(
        letter.isalnum()
        for line in lines
        for word in line.words
        if left < word.box.centre < right
        for letter in word.text
    )


def _continued_region(lines: Sequence[TextLine], start: int, gaps: Gaps) -> _GapRegion | None:
    """The first lines from `start` on that leave the gaps of an earlier table free.

    None where they fill a single column only, or are too few.
    """
    edges = [sum(gap) / 2 for gap in gaps]
    first = start
    while first < len(lines):
        last = first
        while last < len(lines) and not _crosses(lines[last], edges):
            last += 1
        several = any(len(_columns_of(line, edges)) > 1 for line in lines[first:last])
        if edges and several and last - first >= _LEAST_CONTINUED_LINES:
            return _GapRegion(first=first, last=last, gaps=gaps)
        first = last + 1
    return None


def _crosses(line: TextLine, edges: Sequence[float]) -> bool:
    return any(word.box.left < edge < word.box.right for word in line.words for edge in edges)


def _columns_of(line: TextLine, edges: Sequence[float]) -> set[int]:
    return {sum(edge < word.box.left for edge in edges) for word in line.words}


def _weight(region: _GapRegion) -> int:
    return len(region.gaps) * (region.last - region.first)


def _merged(
    covered: Sequence[tuple[float, float]], more: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted([*covered, *more]):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _least_gap(lines: int) -> float:
    return next(least for count, least in _LEAST_GAPS if lines >= count)


def _gaps(covered: Sequence[tuple[float, float]], least: float) -> Gaps:
    return tuple(
        (one[1], other[0]) for one, other in pairwise(covered) if other[0] - one[1] >= least
    )


def _columns(lines: Sequence[TextLine], gaps: Gaps) -> Columns:
    edges = [(left + right) / 2 for left, right in gaps]
    columns: Columns = [[None] * len(lines) for _ in range(len(edges) + 1)]
    for number, line in enumerate(lines):
        for word in line.words:
            middle = word.box.centre
            column = sum(edge < middle for edge in edges)
            held = columns[column][number]
            words = [*held.words, word] if held is not None else [word]
            columns[column][number] = TextLine(words, line.size, line.number)
    return columns


def _rows(lines: Sequence[TextLine], columns: Columns) -> Iterator[_Row]:
    """The rows that the columns of a region form."""
    by_line = [
        {column: line for column, line in enumerate(held) if line is not None}
        for held in zip(*columns, strict=True)
    ]
    spans = [_span(column) for column in columns]
    widths = {number: right - left for number, (left, right) in enumerate(spans)}
    starts = _row_starts(by_line, widths)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        cells = tuple(tuple(line for line in column[start:end] if line) for column in columns)
        texts = tuple(
            unwrap(cell, left=left, right=right)
            for cell, (left, right) in zip(cells, spans, strict=True)
        )
        yield _Row(cells, texts, Box.around(line.box for line in lines[start:end]))


def _grid_of(rows: Sequence[_Row], columns: Columns, gaps: Gaps) -> Grid:
    """The grid of a table, its borders in the middle of the gaps."""
    box = Box.around(row.box for row in rows)
    between = [sum(gap) / 2 for gap in gaps]
    # The outer columns of a table that continues may be empty.
    edges = [min(box.left, between[0]), *between, max(box.right, between[-1])]
    spans = tuple(_span(column) for column in columns)
    cells = tuple(
        TableCell(
            row=number,
            column=column,
            last_row=number,
            last_column=column,
            box=Box(left=left, top=row.box.top, right=right, bottom=row.box.bottom),
            text=row.texts[column],
            ends=ends_of(row.lines[column], *spans[column]) if row.lines[column] else None,
        )
        for number, row in enumerate(rows)
        for column, (left, right) in enumerate(pairwise(edges))
    )
    return Grid(
        rows=len(rows),
        columns=len(columns),
        cells=cells,
        box=box,
        spans=spans,
        row_boxes=tuple(row.box for row in rows),
    )


def _span(column: Sequence[TextLine | None]) -> tuple[float, float]:
    boxes = [line.box for line in column if line is not None]
    return min((box.left for box in boxes), default=0.0), max(
        (box.right for box in boxes), default=0.0
    )


def _is_prose(lines: Sequence[TextLine], columns: Columns) -> bool:
    """Whether two columns are prose, each read on its own."""
    if len(lines) < _LEAST_PROSE_LINES:
        return False
    for column in columns:
        held = [line for line in column if line is not None]
        if 2 * len(held) < len(lines):
            return False
        left, right = _span(column)
        wide = mean(line.box.width for line in held)
        if wide < _LEAST_PROSE_WIDTH * (right - left):
            return False
    return True


@dataclass(slots=True)
class _Block:
    """Lines of one column that follow each other closely: from `top` to `bottom`."""

    top: float
    bottom: float
    lines: list[int]


def _row_starts(lines: Sequence[CellLines], widths: Mapping[int, float]) -> list[int]:
    """The numbers of the lines that begin a row, the first one included.

    Args:
        lines: all lines of the table, from the top down.
        widths: of the columns.
    """
    starts = (_starts_in(lines, group, widths) for group in _groups(lines))
    return sorted(set(chain.from_iterable(starts)))


def _groups(lines: Sequence[CellLines]) -> list[list[int]]:
    """Lines grouped where blocks of any column are beside each other."""
    blocks = sorted(_blocks(lines), key=lambda block: block.top)
    groups: list[tuple[float, list[int]]] = []
    for block in blocks:
        reach = _LEAST_OVERLAP * _height(lines)
        if groups and block.top < groups[-1][0] - reach:
            bottom, members = groups[-1]
            groups[-1] = (max(bottom, block.bottom), members + block.lines)
        else:
            groups.append((block.bottom, list(block.lines)))
    return [sorted(set(members)) for _, members in groups]


def _blocks(lines: Sequence[CellLines]) -> list[_Block]:
    pitch = _pitch(lines)
    blocks: list[_Block] = []
    for column in {column for line in lines for column in line}:
        last: _Block | None = None
        for number, line in enumerate(lines):
            cell = line.get(column)
            if cell is None:
                continue
            # The ink of Thai letters; the boxes of two lines would overlap.
            top, bottom = cell.box.bottom - 1.1 * cell.size, cell.box.bottom - 0.3 * cell.size
            if last is not None and bottom - last.bottom <= _MOST_STEP * pitch:
                last.bottom = bottom
                last.lines.append(number)
            else:
                last = _Block(top, bottom, [number])
                blocks.append(last)
    return blocks


def _pitch(lines: Sequence[CellLines]) -> float:
    """The usual step from one line of a cell to the next."""
    steps: list[float] = []
    for column in {column for line in lines for column in line}:
        bottoms = [line[column].box.bottom for line in lines if column in line]
        steps += [below - above for above, below in pairwise(bottoms)]
    steps.sort()
    return steps[int(_USUAL_STEP * len(steps))] if steps else 1.5 * _height(lines)


def _height(lines: Sequence[CellLines]) -> float:
    sizes = sorted(cell.size for line in lines for cell in line.values())
    return sizes[len(sizes) // 2] if sizes else 1.0


def _starts_in(
    lines: Sequence[CellLines], group: Sequence[int], widths: Mapping[int, float]
) -> list[int]:
    """Starts of rows among lines without space between: cells begin at the top of their row."""
    starts = [group[0]]
    if len(lines[group[0]]) < 2 or not _regular(lines, group):
        return starts  # its cells do not begin together: they are centred, and the group is a row
    seen: set[int] = set(lines[group[0]])
    for before, number in pairwise(group):
        above, line = lines[before], lines[number]
        resumed = (seen - set(above)) & set(line)
        if (resumed and min(widths) in line) or _begins(above, line, widths):
            starts.append(number)
            seen = set()
        seen |= set(line)
    return starts


def _regular(lines: Sequence[CellLines], group: Sequence[int]) -> bool:
    """Whether the lines of all columns have the same base lines."""
    pitch = _pitch([lines[number] for number in group])
    bottoms = [max(cell.box.bottom for cell in lines[number].values()) for number in group]
    return all(below - above > _LEAST_PITCH * pitch for above, below in pairwise(bottoms))


def _begins(above: CellLines, line: CellLines, widths: Mapping[int, float]) -> bool:
    """Whether `line` begins a row although no column had ended above it."""
    first = min(widths)
    if len(line) < 2 or first not in line:
        return False
    if begins_item(line[first].text):
        return True
    shared = [column for column in line if column in above]
    return len(line) >= len(above) > 1 and not any(
        widths[column] - (above[column].box.right - above[column].box.left)
        < first_word_width([line[column]])
        for column in shared
    )
