"""Pages to blocks in reading order: ruled tables, columns without rules, paragraphs.

Text layers and OCR give the same kind of pages, so all that follows from the positions of
words happens here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from itasearch.model.source import Block, Merge, Paragraph, Rectangle, SourceRef, Table
from itasearch.readers.flow.collector import clean, filled
from itasearch.readers.layout.borderless.by_gaps import AlignedTable, Gaps, find_tables
from itasearch.readers.layout.lines import TextLine, joined, lines_of_words
from itasearch.readers.layout.page import Box, Grid, Page, TableCell
from itasearch.readers.layout.page_breaks import continues, row_texts, with_header_of

_THIN_COLUMN = 0.008
"""Share of the page's width: 5 points of A4."""

_PAGE_MARK = re.compile(
    r"\s*(?:[-–—]\s*)?(?:(?:หน้า(?:ที่)?|[Pp]age)\s*)?[0-9๐-๙]{1,3}"
    r"(?:\s*(?:/|จาก|ของ|of)\s*[0-9๐-๙]{1,3})?(?:\s*[-–—])?\s*"
)


def tight(grid: Grid, *, width: float) -> Grid:
    """`grid` without empty rows, thin empty columns, and those in which no cell begins.

    Double borders leave bands too thin for a letter, and a stray stroke taken for a rule
    leaves rows and columns in which no cell begins. Unchanged where nothing would be left.
    """
    begun_rows = {cell.row for cell in grid.cells}
    begun_columns = {cell.column for cell in grid.cells}
    rows = [row for row in sorted(begun_rows) if _has_text(grid, row)]
    columns = [
        column
        for column in sorted(begun_columns)
        if not _is_seam(grid, column, _THIN_COLUMN * width)
    ]
    if not rows or not columns or (len(rows), len(columns)) == (grid.rows, grid.columns):
        return grid
    cells = tuple(
        moved for cell in grid.cells if (moved := _moved(cell, rows, columns)) is not None
    )
    return replace(grid, rows=len(rows), columns=len(columns), cells=cells)


def _has_text(grid: Grid, row: int) -> bool:
    return any(cell.text.strip() and cell.row <= row <= cell.last_row for cell in grid.cells)


def _is_seam(grid: Grid, column: int, thin: float) -> bool:
    """Whether a column is thin and has no text but that of cells that are wider than it."""
    own = [cell for cell in grid.cells if cell.column == cell.last_column == column]
    return bool(own) and all(not cell.text.strip() and cell.box.width < thin for cell in own)


def _moved(cell: TableCell, rows: Sequence[int], columns: Sequence[int]) -> TableCell | None:
    """The cell in the rows and columns that are kept; None where it has none of them."""
    down = [index for index, row in enumerate(rows) if cell.row <= row <= cell.last_row]
    across = [
        index for index, column in enumerate(columns) if cell.column <= column <= cell.last_column
    ]
    if not down or not across:
        return None
    return replace(cell, row=down[0], last_row=down[-1], column=across[0], last_column=across[-1])


def blocks_of(pages: Iterable[Page], *, source: SourceRef) -> tuple[Block, ...]:
    """The blocks of all pages, each with its page and rectangle.

    Args:
        pages: in order.
        source: of the file; table numbers run through it.

    Returns:
        ruled tables and columns as a Table each and page; text outside as a Paragraph for
        each paragraph, its `line_number` that of its first line on the page. Lines that
        hold nothing but a page number are left out.
    """
    read = list(pages)
    ends: dict[float, float] = {}  # by height of the page, the lowest end of its tables
    for page in read:
        bottoms = (grid.box.bottom for grid in page.grids)
        ends[page.height] = max(ends.get(page.height, 0.0), *bottoms, 0.0)
    writer = _Writer(source)
    for page in read:
        writer.write(page, page_end=ends[page.height])
    return tuple(writer.blocks)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A line and its running number on the page."""

    number: int
    line: TextLine


class _Writer:
    """Turns page after page into blocks."""

    def __init__(self, source: SourceRef) -> None:
        self.blocks: list[Block] = []
        self._source = source
        self._page: Page
        self._tables = 0
        self._before: Grid | None = None
        self._gaps: Gaps = ()
        self._headers: set[tuple[str, ...]] = set()

    def write(self, page: Page, *, page_end: float) -> None:
        """Add the blocks of a page; tables on pages of its size end at `page_end` or above."""
        self._page = page
        grids = [tight(grid, width=page.width) for grid in page.grids]
        grids = [with_header_of(grid, self._headers) for grid in grids]
        cut: bool | None = None
        if self._before is not None and grids:
            cut = continues(self._before, grids[0], page_end=page_end, headers=self._headers)
        self._headers.update(row_texts(grid, 0) for grid in grids)
        lines = [
            _Numbered(number, line)
            for number, line in enumerate(_without_page_marks(lines_of_words(page.words)), start=1)
        ]
        done = 0
        for number, grid in enumerate(grids):
            above = [each for each in lines[done:] if each.line.box.middle < grid.box.top]
            done += len(above)
            self._write_text(above)
            self._write_grid(grid, cut=None if number else cut)
        self._write_text(lines[done:])
        self._before = grids[-1] if grids else None

    def _write_text(self, lines: Sequence[_Numbered]) -> None:
        numbers = {id(word): each.number for each in lines for word in each.line.words}
        found = find_tables([each.line for each in lines], rules=self._page.rules, known=self._gaps)
        for item in found:
            if isinstance(item, AlignedTable):
                self._gaps = item.gaps
                self._write_table([[clean(cell) for cell in row] for row in item.rows], item.boxes)
            else:
                self._write_paragraph(item, numbers[id(item[0].words[0])])

    def _write_paragraph(self, lines: Sequence[TextLine], number: int) -> None:
        text = clean(joined(lines))
        if text:
            place = self._place(Box.around(line.box for line in lines))
            self.blocks.append(Paragraph(text=text, source=replace(place, line_number=number)))

    def _write_grid(self, grid: Grid, *, cut: bool | None) -> None:
        cells = ((cell.place, clean(cell.text)) for cell in grid.cells)
        rows, merges = filled(cells, rows=grid.rows, columns=grid.columns)
        self._write_table(rows, list(_row_boxes(grid)), merges=merges, cut=cut)

    def _write_table(
        self,
        rows: Sequence[Sequence[str]],
        boxes: Sequence[Box],
        *,
        merges: Sequence[Merge] = (),
        cut: bool | None = None,
    ) -> None:
        if not any(cell for row in rows for cell in row):
            return
        self._tables += 1
        place = replace(self._place(Box.around(boxes)), table_number=self._tables)
        self.blocks.append(
            Table(
                rows=tuple(map(tuple, rows)),
                row_sources=tuple(
                    replace(place, row_number=number, rectangle=self._rectangle(box))
                    for number, box in enumerate(boxes, start=1)
                ),
                source=place,
                merges=tuple(merges),
                continues=cut,
            )
        )

    def _place(self, box: Box) -> SourceRef:
        number = self._page.reading.number
        return replace(self._source, page_number=number, rectangle=self._rectangle(box))

    def _rectangle(self, box: Box) -> Rectangle:
        return box.on_page(self._page.width, self._page.height)


def _row_boxes(grid: Grid) -> Iterator[Box]:
    """The box of each row, from border to border."""
    top = grid.box.top
    for row in range(grid.rows):
        tops = [cell.box.top for cell in grid.cells if cell.row == row]
        bottoms = [cell.box.bottom for cell in grid.cells if cell.last_row == row]
        top = min(tops, default=top)
        bottom = max(bottoms, default=top)
        yield Box(left=grid.box.left, top=top, right=grid.box.right, bottom=bottom)
        top = bottom


def _without_page_marks(lines: list[TextLine]) -> list[TextLine]:
    """The lines but for a page number above or below all others."""
    for index in (-1, 0):
        if lines and _PAGE_MARK.fullmatch(lines[index].text):
            del lines[index]
    return lines
