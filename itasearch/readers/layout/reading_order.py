"""Pages to blocks in reading order: tables found, cut at page breaks, paragraphs between.

Text layers and OCR give the same kind of pages, so all that follows from the positions of
letters happens here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from itasearch.model.source import Block, Paragraph, Rectangle, SourceRef, Table
from itasearch.readers.base import IsHeaded
from itasearch.readers.flow.collector import clean, filled
from itasearch.readers.layout.borderless.by_drawing_order import TablesByDrawingOrder
from itasearch.readers.layout.borderless.by_gaps import TablesByGaps
from itasearch.readers.layout.lines import items_of, joined
from itasearch.readers.layout.page import (
    Box,
    Grid,
    Page,
    TableFinder,
    TextLine,
    TextRun,
)
from itasearch.readers.layout.page_breaks import PageBreaks
from itasearch.readers.layout.ruled_tables import RuledTables


class Layout:
    """Finds the tables of a document's pages, one after the other, and its lines."""

    def __init__(self, is_headed: IsHeaded) -> None:
        self._finders: tuple[TableFinder, ...] = (
            RuledTables(),
            TablesByDrawingOrder(is_headed),
            TablesByGaps(is_headed),
        )
        self._before: Grid | None = None

    def of(self, page: Page) -> Page:
        """`page` with all of its text in parts."""
        for finder in self._finders:
            page = finder.find(page, before=self._before)
        self._before = page.grids[-1] if page.grids else None
        return page


def blocks_of(pages: Iterable[Page], *, source: SourceRef) -> tuple[Block, ...]:
    """The blocks of all pages, each with its page and rectangle.

    Args:
        pages: in order, as `Layout` gives them.
        source: of the file; table numbers run through it.

    Returns:
        a Table for each table of a page; text outside as a Paragraph for each paragraph,
        its `line_number` that of its first line on the page.
    """
    read = list(pages)
    breaks = PageBreaks(read)
    writer = _Writer(source)
    for page in read:
        writer.write(page, breaks)
    return tuple(writer.blocks)


class _Writer:
    """Turns page after page into blocks."""

    def __init__(self, source: SourceRef) -> None:
        self.blocks: list[Block] = []
        self._source = source
        self._page: Page
        self._tables = 0

    def write(self, page: Page, breaks: PageBreaks) -> None:
        """Add the blocks of a page."""
        self._page = page
        for part, cut in breaks.parts_of(page):
            if isinstance(part, Grid):
                self._write_table(part, cut=cut)
            else:
                self._write_text(part)

    def _write_text(self, lines: TextRun) -> None:
        left = min((line.box.left for line in lines), default=0.0)
        right = max((line.box.right for line in lines), default=0.0)
        for item in items_of(lines, left=left, right=right):
            self._write_paragraph(item)

    def _write_paragraph(self, lines: Sequence[TextLine]) -> None:
        text = clean(joined(lines))
        if text:
            place = self._place(Box.around(line.box for line in lines))
            source = replace(place, line_number=lines[0].number)
            self.blocks.append(Paragraph(text=text, source=source))

    def _write_table(self, grid: Grid, *, cut: bool | None) -> None:
        cells = ((cell.place, clean(cell.text)) for cell in grid.cells)
        rows, merges = filled(cells, rows=grid.rows, columns=grid.columns)
        if not any(cell for row in rows for cell in row):
            return
        self._tables += 1
        boxes = grid.row_boxes or _row_boxes(grid)
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


def _row_boxes(grid: Grid) -> Sequence[Box]:
    """The box of each row, from border to border."""
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
