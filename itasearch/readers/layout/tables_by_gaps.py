"""Borderless tables by gaps that one line of words after the other leaves free.

Lists and prose in two columns leave such gaps too. Two columns are therefore a table only
under headers that name columns of measures; else they are read one after the other, or line
by line. Rows are found by space between them, by columns that begin again after they had
ended, and by numbers in the first column.

Columns of labelled texts, such as the text boxes of a slide, are read one after the other, too,
and coloured or framed boxes beside each other card by card, row by row.
A table names its fields in its first rows. Where further labels are below them in the columns
("ระยะเวลา", its text, "ผู้รับผิดชอบ", its text), each label belongs to the text below it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import mean, median_high

from itasearch.readers.base import Knowledge, NamedField
from itasearch.readers.layout.lines import (
    NUMBERED_HEADING,
    begins_item,
    cell_of,
    columns_of_words,
    first_word_width,
    numbered_lines,
)
from itasearch.readers.layout.page import (
    Box,
    Grid,
    Page,
    Spans,
    TextLine,
    TextRun,
    grouped,
    overlapping,
)
from itasearch.text.thai.stretches import joined

_LEAST_GAPS = ((12, 0.18), (7, 0.25), (0, 0.55))
"""From so many lines on, a gap so wide, in sizes of the type: few lines may leave the same
space free by chance, many do not; browsers leave no more between two cells."""
_MOST_LINE_GAP = 4.0  # sizes of the type between two lines of a table; 1 / 0
_LEAST_LINES = 3  # of a table; 3+ / 3+
_MOST_LINES = 400  # of a table on one page; bounds the work on hostile files
_LINES_AHEAD = 5  # in which a region with more gaps may begin; 3+ / 3+
_LABELLED_ROWS = 2  # of labels with their texts below, at most; by hand
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

Gaps = Spans  #: the left and right ends of the gaps between columns

CellLines = Mapping[int, TextLine]  #: the words of one line, by column


@dataclass(slots=True)
class TablesByGaps:
    """Finds borderless tables in lines, page by page, and makes lines of the other letters."""

    knowledge: Knowledge
    _gaps: Gaps = field(default=(), init=False)
    """Those of the last table; it may continue further down or on the next page."""

    def find(self, page: Page) -> Page:
        """`page`, which lacks its other tables, with all of it in parts."""
        lines = numbered_lines(page.letters)
        parts: list[Grid | TextRun] = []
        for grid in sorted(page.grids, key=lambda grid: grid.box.top):
            above, below = list[TextLine](), list[TextLine]()
            for line in lines:
                # Turned words in the margin reach far above the line that they end on.
                middle = max(word.box.middle for word in line.words)
                (above if middle < grid.box.top else below).append(line)
            parts += [*self.parts_of(above), grid]
            lines = below
        return replace(page, letters=(), parts=(*parts, *self.parts_of(lines)))

    def parts_of(self, lines: Sequence[TextLine]) -> Iterator[Grid | TextRun]:
        """Tables and the lines between them, in reading order.

        `lines`: of a part of a page without other tables, from the top down.
        """
        plain: list[TextLine] = []
        done = 0
        while (region := self._region_from(lines, done)) is not None:
            grid, inside, columns, is_labelled = self._labelled(lines, region)
            plain += lines[done : region.first]
            done = region.last
            if is_labelled:
                yield tuple(plain)
                for column in columns:
                    yield from labelled_runs(column, self.knowledge.named_field)
                plain = []
            elif region.gaps == self._gaps or self._is_table(grid, lines=len(inside)):
                yield tuple(plain)
                yield grid
                plain, self._gaps = [], region.gaps
            elif grid.columns == 2 and _is_prose(inside):
                yield tuple(plain)
                yield from map(tuple, columns)
                plain = []
            else:
                # Its lines may belong to a region that begins further down.
                done = region.first + 1
                plain.append(lines[region.first])
        yield (*plain, *lines[done:])

    def _region_from(self, lines: Sequence[TextLine], done: int) -> "_GapRegion | None":
        """The next region from `done` on, which may be one row of labels above their texts."""
        new, same = _new_region(lines, done), _continued_region(lines, done, self._gaps)
        if same is not None and (
            new is None
            or (new.first >= same.first and new.last <= same.last)
            or (new.first >= same.first and len(new.gaps) < len(same.gaps))
        ):
            new = same
        for first in range(done, len(lines) - 1 if new is None else new.first):
            texts = _texts_apart(lines[first])
            if len(texts) < 2 or not all(map(self.knowledge.named_field, texts)):
                continue
            region = _below_labels(lines, first, gaps=len(texts) - 1)
            if region is not None and self._labelled(lines, region)[-1]:
                return region
        return new

    def _labelled(
        self, lines: Sequence[TextLine], region: "_GapRegion"
    ) -> tuple[Grid, Sequence[CellLines], list[list[TextLine]], bool]:
        """A region's grid, its lines by column and by row, and whether its columns are labelled."""
        named_field = self.knowledge.named_field
        grid, inside = _cut(lines, region, named_field)
        columns = [_held_by(inside, column) for column in range(grid.columns)]
        texts = [[line.text for line in column] for column in columns]
        is_row = grid.rows <= _LABELLED_ROWS
        return grid, inside, columns, has_labelled_columns(texts, named_field, is_row=is_row)

    def _is_table(self, grid: Grid, *, lines: int) -> bool:
        width = grid.columns
        rows = [grid.texts(row) for row in range(grid.rows)]
        # A line of labelled texts: "ผลการดำเนินงาน: ครบ   ผู้รับผิดชอบ: กองคลัง".
        labelled = (_label(cell, self.knowledge.named_field)[1] for cell in rows[0] if ":" in cell)
        if sum(map(bool, labelled)) >= 2:
            return False
        if self.knowledge.is_headed(rows[:_HEADER_ROWS]):
            return len(rows) > 1 or width > 2
        if has_label_column(rows, self.knowledge.named_field):
            return True
        filled = mean(sum(map(bool, row)) / width for row in rows)
        marked = all(begins_item(f"{row[0]} ก") for row in rows if row[0])
        if len(rows) < _LEAST_ROWS:
            # The rest of a table below a page break: long texts beside each other are nothing else.
            sure = width >= _LEAST_SURE_COLUMNS and filled >= _WELL_FILLED
            return sure and lines > len(rows)
        words = columns_of_words(zip(*rows, strict=True))
        return words >= (_LEAST_SURE_COLUMNS if marked else 3) and filled >= _LEAST_FILLED


@dataclass(frozen=True, slots=True, kw_only=True)
class _GapRegion:
    """Lines `first` to `last` (exclusive), and the gaps that all of them leave free."""

    first: int
    last: int
    gaps: Gaps


def _new_region(lines: Sequence[TextLine], start: int) -> _GapRegion | None:
    """The first region at or after `start` whose lines share a gap; None where there is none."""
    for first in range(start, len(lines)):
        rest = _grown(lines, first)
        if rest is None:
            continue
        # A line of a title may have a gap too; the table below it has more.
        later = (_grown(lines, at) for at in range(first + 1, min(first + _LINES_AHEAD, rest.last)))
        better = (each for each in later if each and len(each.gaps) > len(rest.gaps))
        largest = max(
            better, key=lambda each: len(each.gaps) * (each.last - each.first), default=rest
        )
        region = _without_chance_gaps(lines, _with_lines_above(lines, largest, start))
        # A chance gap may have ended columns of text, too, which have words in as many lines.
        inside, edges = lines[region.first : region.last], [sum(gap) / 2 for gap in region.gaps]
        held = [_held(inside, *end) for end in pairwise([float("-inf"), *edges, float("inf")])]
        if max(held) - min(held) <= 1 and 0 < len(region.gaps) < len(largest.gaps):
            grown = _grown(lines, region.first, gaps=len(region.gaps)) or region
            longer = _without_chance_gaps(lines, grown)
            region = longer if longer.last > region.last and longer.gaps else region
        if region.gaps:
            return region
    return None


def _grown(lines: Sequence[TextLine], first: int, *, gaps: int = _MOST_LINES) -> _GapRegion | None:
    """The longest region from `first` on with `gaps` gaps, or as many as any such region has."""
    if len(lines[first].words) < 2:
        return None
    best: _GapRegion | None = None
    for at, covered in _covered_from(lines, first):
        free = _gaps(covered, _least_gap(at + 1 - first) * lines[at].size)
        if not free:
            break
        enough = at + 1 - first >= _LEAST_LINES
        if enough and (best is None or len(free) >= min(gaps, len(best.gaps))):
            best = _GapRegion(first=first, last=at + 1, gaps=free)
    return best


def _covered_from(
    lines: Sequence[TextLine], first: int
) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """The numbers of lines from `first` on, down to a wide space, and what is covered so far."""
    covered: list[tuple[float, float]] = []
    for at in range(first, min(len(lines), first + _MOST_LINES)):
        line = lines[at]
        if at > first and line.box.top - lines[at - 1].box.bottom > _MOST_LINE_GAP * line.size:
            return
        covered = joined([*covered, *((word.box.left, word.box.right) for word in line.words)])
        yield at, covered


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
    while first > start and pitch >= lines[first].size:
        if lines[first].box.bottom - lines[first - 1].box.bottom > _LEAST_PITCH * pitch:
            break
        first -= 1
    words = (word.box for line in lines[first : region.last] for word in line.words)
    covered = joined((box.left, box.right) for box in words)
    gaps = _gaps(covered, _least_gap(region.last - first) * lines[first].size)
    if first == region.first or len(gaps) < len(region.gaps):
        return region
    return _GapRegion(first=first, last=region.last, gaps=gaps)


def _without_chance_gaps(lines: Sequence[TextLine], region: _GapRegion) -> _GapRegion:
    """The region without gaps behind bullets, and narrow ones that only one line's word makes."""
    inside = lines[region.first : region.last]
    least = _least_gap(0) * inside[0].size
    gaps = list(region.gaps)
    edges = [float("-inf"), *(sum(gap) / 2 for gap in gaps), float("inf")]
    for index in reversed(range(len(gaps))):
        left, right = edges[index : index + 2], edges[index + 1 : index + 3]
        alone = min(_held(inside, *left), _held(inside, *right)) < _LEAST_FILLED_LINES
        chance = alone and gaps[index][1] - gaps[index][0] < least
        if chance or _holds_marks_only(inside, *left):
            del gaps[index], edges[index + 1]
    return _GapRegion(first=region.first, last=region.last, gaps=tuple(gaps))


def _held(lines: Sequence[TextLine], left: float, right: float) -> int:
    return sum(any(left < word.box.centre < right for word in line.words) for line in lines)


def _holds_marks_only(lines: Sequence[TextLine], left: float, right: float) -> bool:
    return not any(
        letter.isalnum()
        for line in lines
        for word in line.words
        if left < word.box.centre < right
        for letter in word.text
    )


def _continued_region(lines: Sequence[TextLine], start: int, gaps: Gaps) -> _GapRegion | None:
    """The first lines from `start` on, in several columns, that leave the gaps of a table free."""
    edges = [sum(gap) / 2 for gap in gaps]
    first = start
    while first < len(lines):
        last = first
        while last < len(lines) and not any(
            word.box.left < edge < word.box.right for word in lines[last].words for edge in edges
        ):
            last += 1
        several = any(
            len({sum(edge < word.box.left for edge in edges) for word in line.words}) > 1
            for line in lines[first:last]
        )
        if edges and several and last - first >= _LEAST_CONTINUED_LINES:
            return _GapRegion(first=first, last=last, gaps=gaps)
        first = last + 1
    return None


def _texts_apart(line: TextLine) -> list[str]:
    runs = grouped(
        line.words, lambda run, word: word.box.left - run[-1].box.right < _least_gap(0) * line.size
    )
    return [TextLine(run, line.size).text for run in runs]


def _below_labels(lines: Sequence[TextLine], first: int, *, gaps: int) -> _GapRegion | None:
    """A row of labels and the lines below it that leave its gaps free; two lines or more."""
    region: _GapRegion | None = None
    for at, covered in _covered_from(lines, first):
        free = _gaps(covered, _least_gap(0) * lines[at].size)
        if len(free) != gaps:
            break
        region = _GapRegion(first=first, last=at + 1, gaps=free) if at > first else None
    return region


def _cut(
    lines: Sequence[TextLine], region: _GapRegion, named_field: NamedField
) -> tuple[Grid, Sequence[CellLines]]:
    edges = [(left + right) / 2 for left, right in region.gaps]
    inside: list[dict[int, TextLine]] = []
    for line in lines[region.first : region.last]:
        inside.append({})
        for word in line.words:
            column = bisect_left(edges, word.box.centre)
            cell = inside[-1].setdefault(column, TextLine([], line.size, line.number))
            cell.words.append(word)
    texts = [[line[i].text if i in line else "" for i in range(len(edges) + 1)] for line in inside]
    if 0 in inside[0] and has_label_column(texts, named_field):
        starts = [number for number, line in enumerate(inside) if 0 in line]
    else:
        starts = _starts_of(inside)
    return _grid_of(inside, edges, starts), inside


def _least_gap(lines: int) -> float:
    return next(least for count, least in _LEAST_GAPS if lines >= count)


def _gaps(covered: Sequence[tuple[float, float]], least: float) -> Gaps:
    return tuple(
        (left[1], right[0]) for left, right in pairwise(covered) if right[0] - left[1] >= least
    )


def _grid_of(lines: Sequence[CellLines], between: Sequence[float], starts: Sequence[int]) -> Grid:
    """The grid of a region's lines, by column; rows begin at the lines with numbers `starts`."""
    columns = range(len(between) + 1)
    spans = tuple(_span(_held_by(lines, column)) for column in columns)
    rows = list(pairwise([*starts, len(lines)]))
    boxes = tuple(
        Box.around(cell.box for line in lines[start:end] for cell in line.values())
        for start, end in rows
    )
    box = Box.around(boxes)
    # The outer columns of a table that continues may be empty.
    edges = [min(box.left, between[0]), *between, max(box.right, between[-1])]
    cells = tuple(
        cell_of(
            _held_by(lines[start:end], column),
            spans[column],
            row=row,
            columns=(column, column),
            box=Box(left=left, top=boxes[row].top, right=right, bottom=boxes[row].bottom),
        )
        for row, (start, end) in enumerate(rows)
        for column, (left, right) in enumerate(pairwise(edges))
    )
    return Grid(
        rows=len(rows), columns=len(columns), cells=cells, box=box, spans=spans, row_boxes=boxes
    )


def _held_by(lines: Sequence[CellLines], column: int) -> list[TextLine]:
    return [line[column] for line in lines if column in line]


def _span(lines: Sequence[TextLine]) -> tuple[float, float]:
    boxes = [line.box for line in lines] or [Box(left=0.0, top=0.0, right=0.0, bottom=0.0)]
    return min(box.left for box in boxes), max(box.right for box in boxes)


def _is_prose(lines: Sequence[CellLines]) -> bool:
    """Whether two columns are prose, each read on its own."""
    if len(lines) < _LEAST_PROSE_LINES:
        return False
    for held in (_held_by(lines, 0), _held_by(lines, 1)):
        if 2 * len(held) < len(lines):
            return False
        left, right = _span(held)
        if mean(line.box.width for line in held) < _LEAST_PROSE_WIDTH * (right - left):
            return False
    return True


@dataclass(slots=True)
class _Block:
    """Lines of one column that follow each other closely: from `top` to `bottom`."""

    top: float
    bottom: float
    lines: list[int]


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
    steps: list[float] = []
    for column in {column for line in lines for column in line}:
        bottoms = [line[column].box.bottom for line in lines if column in line]
        steps += [below - above for above, below in pairwise(bottoms)]
    steps.sort()
    return steps[int(_USUAL_STEP * len(steps))] if steps else 1.5 * _height(lines)


def _height(lines: Sequence[CellLines]) -> float:
    return median_high([cell.size for line in lines for cell in line.values()] or [1.0])


def _starts_of(lines: Sequence[CellLines]) -> list[int]:
    columns = range(max(column for line in lines for column in line) + 1)
    spans = [_span(_held_by(lines, column)) for column in columns]
    widths = [right - left for left, right in spans]
    reach = _LEAST_OVERLAP * _height(lines)
    bands = overlapping(_blocks(lines), lambda block: (block.top, block.bottom), reach=reach)
    groups = (sorted({at for block in band for at in block.lines}) for band in bands)
    return sorted({at for group in groups for at in _starts_in(lines, group, widths)})


def _starts_in(
    lines: Sequence[CellLines], group: Sequence[int], widths: Sequence[float]
) -> list[int]:
    """Starts of rows among lines without space between: cells begin at the top of their row."""
    starts = [group[0]]
    pitch = _pitch([lines[number] for number in group])
    bottoms = [max(cell.box.bottom for cell in lines[number].values()) for number in group]
    close = any(below - above <= _LEAST_PITCH * pitch for above, below in pairwise(bottoms))
    if len(lines[group[0]]) < 2 or close:
        return starts  # its cells do not begin together: they are centred, and the group is a row
    seen: set[int] = set(lines[group[0]])
    for before, number in pairwise(group):
        above, line = lines[before], lines[number]
        resumed = (seen - set(above)) & set(line)
        if (resumed and 0 in line) or _begins(above, line, widths):
            starts.append(number)
            seen = set()
        seen |= set(line)
    return starts


def _begins(above: CellLines, line: CellLines, widths: Sequence[float]) -> bool:
    """Whether `line` begins a row although no column had ended above it."""
    if len(line) < 2 or 0 not in line:
        return False
    if begins_item(line[0].text):
        return True
    shared = [column for column in line if column in above]
    return len(line) >= len(above) > 1 and not any(
        widths[column] - (above[column].box.right - above[column].box.left)
        < first_word_width([line[column]])
        for column in shared
    )


_LEAST_LABELS = 3  # labels of a column of labels; by hand
_COLON = re.compile(r"(?P<label>[^:：]{3,40})[:：]\s*(?P<text>.*)")
_FIRST_WORD = re.compile(r"(?P<label>\S{4,40})\s+(?P<text>.*)")


def has_labelled_columns(
    columns: Sequence[Sequence[str]], named_field: NamedField, *, is_row: bool = False
) -> bool:
    """Whether two or more columns hold labels and their texts one below the other.

    Every column has a label, and there are as many further ones as columns but one, or one in each
    is enough (`is_row`: a header and one row at most; a table would have a column of titles). No
    field is named twice, or the columns are cards that name the same fields each, or each names
    several fields, some of them again: one measure below the other. One label right below another
    is the second line of a wrapped header.
    """
    fields = [list(_fields_of(lines, named_field)) for lines in columns]
    named = [field for own in fields for field in own]
    cards = all(sorted(own) == sorted(fields[0]) for own in fields)
    once = len({*fields[0]}) == len(fields[0]) if cards else len({*named}) == len(named)
    several = all(len({*own}) >= _LEAST_LABELS for own in fields)
    headed = all(lines and _label(lines[0], named_field)[0] for lines in columns)
    enough = len(named) >= 2 * len(columns) - 1 or (is_row and headed)
    return all(fields) and (once or several) and enough


def has_label_column(rows: Sequence[Sequence[str]], named_field: NamedField) -> bool:
    """Whether a table of two columns has labels in the first, each with its text beside it."""
    if not all(len(row) == 2 and row[1] for row in rows):
        return False
    labels = [row[0] for row in rows if row[0]]
    fields = {field for label in labels if (field := named_field(label))}
    return len(fields) == len(labels) >= _LEAST_LABELS


def labelled_runs(lines: Sequence[TextLine], named_field: NamedField) -> Iterator[TextRun]:
    """The lines of a column, cut before and behind labels and before numbered headings.

    So no text runs on into the next field or measure.
    """
    run: list[TextLine] = []
    for line in lines:
        field, text = _label(line.text, named_field)
        if field or NUMBERED_HEADING.match(line.text):
            yield tuple(run)
            run = []
        run.append(line)
        if field and not text:
            yield tuple(run)
            run = []
    yield tuple(run)


def _fields_of(lines: Sequence[str], named_field: NamedField) -> Iterator[str]:
    is_below = False
    for line in lines:
        field, text = _label(line, named_field)
        if field and not is_below:
            yield field
        is_below = bool(field) and not text


def _label(line: str, named_field: NamedField) -> tuple[str, str]:
    if begins_item(line):
        return "", ""
    if field := named_field(line):
        return field, ""
    cut = _COLON.match(line) or _FIRST_WORD.match(line)
    return (named_field(cut["label"]), cut["text"]) if cut else ("", "")
