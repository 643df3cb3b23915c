"""Pages to blocks in reading order: tables found, rows that a page break cuts, paragraphs between.

Text layers and OCR give the same kind of pages, so all that follows from the positions of letters
happens here. `PageBreaks` takes page after page; all that it knows of a table comes from its grid.

A cell that a page break cuts ends in a line in which the next word had no space, and its
numbered list counts on below. One cell shows little, all cells of a row together show much.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from itasearch.model.source import Block, Paragraph, SourceRef, Table
from itasearch.readers.base import Knowledge, NamedField
from itasearch.readers.flow.collector import clean, filled
from itasearch.readers.layout.lines import (
    begins_item,
    items_of,
    joined,
    label_of,
    numbered_lines,
    runs_of,
)
from itasearch.readers.layout.page import (
    Box,
    Grid,
    Page,
    TableCell,
    TextLine,
    TextRun,
    grouped,
)
from itasearch.readers.layout.ruled_tables import with_ruled_tables
from itasearch.readers.layout.tables_by_drawing_order import with_tables_by_order
from itasearch.text.thai.match import similarity

_FREE_LINE_HEIGHTS = 2.0  # below a table whose last row had ended; 3+ / 0
_SAME_COLUMN = 0.02  # share of the table's width between the left borders of a column; 0 / 1
_VOTES_PER_OBJECTION = 3  # of a row's cells; 0 / 2
_FREE_WORD_WIDTHS = 1.5  # behind a text that had ended; by hand
_LEAST_HEADER_LIKENESS = 0.8  # of a repeated row; OCR reads some letters wrongly; by hand
_NEAR_MARGIN = 3.0  # sizes of the type that a full line may leave free, half a word; by hand
_LEAST_TEXT_END = 0.6  # share of the page's width that full lines reach; by hand
_LEAST_ROWS = 4  # lines of three texts apart on a scan that are a table; by hand
_ITEM_NUMBER = re.compile(r"\s*\(?([0-9๐-๙]+(?:\.[0-9๐-๙]+)*)[.)]?")

HeaderTexts = Collection[tuple[str, ...]]  #: the texts of first rows of the file's tables


class PageBreaks:
    """The tables of a document's pages, each with what the page break above it did."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._ends: dict[float, float] = {}
        rights: dict[float, list[float]] = {}
        for page in pages:
            runs = (part for part in page.parts if not isinstance(part, Grid))
            rights.setdefault(page.width, []).extend(line.box.right for run in runs for line in run)
            bottoms = (grid.box.bottom for grid in page.grids)
            self._ends[page.height] = max(self._ends.get(page.height, 0.0), *bottoms, 0.0)
        #: by the width of pages, how far right two of their lines outside tables reach
        self.margins = {width: sorted(ends)[-2] for width, ends in rights.items() if len(ends) > 1}
        self._before: Grid | None = None
        self._headers: set[tuple[str, ...]] = set()

    def parts_of(self, page: Page) -> Iterator[tuple[Grid | TextRun, bool | None]]:
        """The parts of the next page in order, and whether a table continues a cut row."""
        grids, cut = page.grids, None
        if self._before is not None and grids:
            end = self._ends[page.height]
            cut = continues(self._before, grids[0], page_end=end, headers=self._headers)
        self._headers.update(grid.texts(0) for grid in grids)
        self._before = grids[-1] if grids else None
        for part in page.parts:
            yield part, cut if grids and part is grids[0] else None


def continues(
    before: Grid, grid: Grid, *, page_end: float, headers: HeaderTexts = ()
) -> bool | None:
    """Whether the first row of `grid` is the rest of the last row of `before`.

    `grid` is the first table of its page; its rows that repeat the first of `before`, or one of
    `headers`, do not count. `page_end`: the lowest end of tables on pages of this size. None where
    the two have not the same columns, or nothing decides it.
    """
    if before.columns != grid.columns:
        return None
    lefts = zip(_lefts(before), _lefts(grid), strict=True)
    if any(abs(left - other) > _SAME_COLUMN for left, other in lefts):
        return None
    first = _first_body_row(before, grid, headers)
    if first is None:
        return None
    above = _by_column(before, before.rows - 1)
    below = _by_column(grid, first)
    heights = (cell.ends.line_height for cell in above.values() if cell.ends)
    if page_end - before.box.bottom > _FREE_LINE_HEIGHTS * max(heights, default=0.0):
        return False
    scale = _wide(before) / _wide(grid)
    votes = [_vote(above.get(column), cell, column, scale) for column, cell in below.items()]
    if -2 in votes:
        return False
    against = votes.count(-1)
    if against == 0 or 2 in votes:
        return True if sum(votes) > 0 else None
    return votes.count(1) >= _VOTES_PER_OBJECTION * against


def _vote(above: TableCell | None, below: TableCell, column: int, scale: float) -> int:
    """1 for a text that may continue, 2 for one that must, -1 for one that may have ended, -2 has.

    `scale`: the unit of the page above, points or pixels, in that of the page below.
    """
    if above is None or not above.text:
        return 0
    if not below.text:
        return 1  # a measure's cells are seldom empty: this one ended on the page before
    if begins_item(below.text):
        number = _ITEM_NUMBER.match(below.text)
        if column == 0 or (number and number.group(1).rsplit(".", 1)[-1] in {"1", "๑"}):
            return -2
        lines = above.text.split("\n")
        counts = any(begins_item(line) and _ITEM_NUMBER.match(line) for line in lines)
        return (2 if counts else 1) if number else 0
    if above.ends is None or below.ends is None:
        return 1
    free, needed = above.ends.free_width, below.ends.first_word_width * scale
    return 1 if free < needed else -1 if free > _FREE_WORD_WIDTHS * needed else 0


def _lefts(grid: Grid) -> list[float]:
    """The left borders of the columns, in shares of the table: scans of pages are shifted."""
    lefts = [grid.box.left] * grid.columns
    for cell in grid.cells:
        lefts[cell.column] = cell.box.left
    return [(left - grid.box.left) / _wide(grid) for left in lefts]


def _wide(grid: Grid) -> float:
    return max(grid.box.width, 1.0)


def _first_body_row(before: Grid, grid: Grid, headers: HeaderTexts) -> int | None:
    for row in range(grid.rows):
        texts = grid.texts(row)
        repeats = row < before.rows and _is_same_header(texts, before.texts(row))
        if not repeats and (row or not any(_is_same_header(texts, each) for each in headers)):
            return row
    return None


def _is_same_header(texts: Sequence[str], header: Sequence[str]) -> bool:
    if len(texts) != len(header):
        return False
    return similarity("|".join(texts), "|".join(header)) >= _LEAST_HEADER_LIKENESS


def _by_column(grid: Grid, row: int) -> dict[int, TableCell]:
    return {cell.column: cell for cell in grid.cells if cell.row <= row <= cell.last_row}


class Layout:
    """Finds the tables of a document's pages, one after the other, and its lines."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._before: Grid | None = None
        self._last = -1

    def of(self, page: Page) -> Page:
        """`page` with all of its text in parts; no table continues over a page that lacks."""
        number = page.reading.number
        if number != self._last + 1:
            self._before = None
        page = with_ruled_tables(page)
        page = with_tables_by_order(page, self._knowledge, before=self._before)
        page = with_lines(page)
        self._before, self._last = page.grids[-1] if page.grids else None, number
        return page


def with_lines(page: Page) -> Page:
    """`page` with its letters outside tables as lines above, between and below its parts.

    The cells of a table without rules are not known on a scan: its lines go over all columns.
    """
    lines = numbered_lines(page.letters)
    rows = 0 if page.in_file_order else sum(len(line.words) > 2 for line in lines)
    page = replace(page, unruled=rows >= _LEAST_ROWS)
    parts: list[Grid | TextRun] = []
    for part in page.parts:
        box = part.box if isinstance(part, Grid) else Box.around(line.box for line in part)
        above, below = list[TextLine](), list[TextLine]()
        for line in lines:
            # Turned words in the margin reach far above the line that they end on.
            middle = max(word.box.middle for word in line.words)
            (above if middle < box.top else below).append(line)
        parts += [*_in_columns(above), part]
        lines = below
    return replace(page, letters=(), parts=(*parts, *_in_columns(lines)))


def _in_columns(lines: Sequence[TextLine]) -> list[TextRun]:
    """Lines in the order of reading: two columns of text leave the middle of the page free."""
    middle = Box.around(line.box for line in lines).centre if lines else 0.0

    def is_free(line: TextLine) -> bool:
        reach = line.size / 2
        return not any(w.box.left - reach < middle < w.box.right + reach for w in line.words)

    runs, across = list[TextRun](), list[TextLine]()
    for zone in grouped(lines, lambda above, line: is_free(above[-1]) == is_free(line)):
        sides: list[list[TextLine]] = [[], []]
        for line in zone if is_free(zone[0]) else ():
            for side, column in enumerate(sides):
                words = [word for word in line.words if (word.box.left > middle) == bool(side)]
                column += [replace(line, words=words)] if words else []
        widths = [[line.box.width for line in side] for side in sides]
        # The labels of a form are shorter.
        if all(len(w) > _LEAST_ROWS and 2 * sum(w) > max(w) * len(w) for w in widths):
            runs += [tuple(across), *chain.from_iterable(map(runs_of, sides))]
            across = []
        else:
            across += zone
    return [*runs, tuple(across)]


def blocks_of(
    pages: Iterable[Page], *, source: SourceRef, named_field: NamedField
) -> tuple[Block, ...]:
    """The blocks of all pages, each with its page and rectangle.

    Text outside of tables is in paragraphs, each with the `line_number` of its first line on the
    page; table numbers run through the file. A line with a label that `named_field` knows begins a
    paragraph if the label begins two lines: one alone may be the end of a paragraph.
    """
    read = list(pages)
    breaks, numbers = PageBreaks(read), count(1)
    runs = (part for page in read for part in page.parts if not isinstance(part, Grid))
    counts = Counter(label_of(line) for run in runs for line in run)
    labels = {label for label, count in counts.items() if count > 1 and named_field(label)}
    return tuple(
        block for page in read for block in _blocks_on(page, breaks, source, numbers, labels)
    )


def _blocks_on(
    page: Page,
    breaks: PageBreaks,
    file: SourceRef,
    numbers: Iterator[int],
    labels: Collection[str],
) -> Iterator[Block]:
    beside = sum(not isinstance(part, Grid) and bool(part) for part in page.parts) > 1

    def source_at(box: Box) -> SourceRef:
        rectangle = box.on_page(page.width, page.height)
        reading = page.reading
        is_picture = reading.ocr_confidence is not None
        return replace(file, page_number=reading.number, rectangle=rectangle, by_ocr=is_picture)

    for part, cut in breaks.parts_of(page):
        if not part:
            continue
        if not isinstance(part, Grid):
            box = Box.around(line.box for line in part)
            middle = box.left + box.right
            # A title is centred over the table, however wide its widest line is.
            if all(abs(line.box.left + line.box.right - middle) < line.size for line in part):
                box = Box.around([box, *(grid.box for grid in page.grids)])
            left, right = box.left, box.right
            if not beside:
                # Lines may all be short, more so the few of a last page.
                full = sum(right - line.box.right < _NEAR_MARGIN * line.size for line in part)
                right = max(right, breaks.margins.get(page.width, right))
                is_margin = full > 1 and right > _LEAST_TEXT_END * page.width
                right = right if is_margin else max(right, page.width - left)
            for lines in items_of(part, left=left, right=right, labels=labels):
                if text := clean(joined(lines)):
                    source = source_at(Box.around(line.box for line in lines))
                    yield Paragraph(text=text, source=replace(source, line_number=lines[0].number))
            continue
        cells = ((cell.covered, clean(cell.text)) for cell in part.cells)
        rows, merges = filled(cells, rows=part.rows, columns=part.columns)
        if not any(cell for row in rows for cell in row):
            continue
        number = next(numbers)
        boxes = _row_boxes(part)
        yield Table(
            rows=tuple(map(tuple, rows)),
            row_sources=tuple(
                replace(source_at(box), table_number=number, row_number=row)
                for row, box in enumerate(boxes, start=1)
            ),
            source=replace(source_at(Box.around(boxes)), table_number=number),
            merges=tuple(merges),
            continues=cut,
        )


def _row_boxes(grid: Grid) -> Sequence[Box]:
    boxes = []
    top = grid.box.top
    for row in range(grid.rows):
        tops = [cell.box.top for cell in grid.cells if cell.row == row]
        bottoms = [cell.box.bottom for cell in grid.cells if cell.last_row == row]
        top = min(tops, default=top)
        bottom = max(bottoms, default=top)
        boxes.append(Box(left=grid.box.left, top=top, right=grid.box.right, bottom=bottom))
        top = bottom
    return boxes
