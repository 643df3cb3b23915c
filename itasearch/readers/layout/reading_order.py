"""Pages to blocks in reading order: tables found, cut at page breaks, paragraphs between.

Text layers and OCR give the same kind of pages, so all that follows from the positions of
letters happens here.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from itasearch.model.source import Block, Paragraph, SourceRef, Table
from itasearch.readers.base import Knowledge, NamedField
from itasearch.readers.flow.collector import BulletLevels, clean, filled
from itasearch.readers.layout.lines import items_of, joined, label_of
from itasearch.readers.layout.page import Box, Grid, Page, TableFinder
from itasearch.readers.layout.page_breaks import PageBreaks
from itasearch.readers.layout.ruled_tables import RuledTables
from itasearch.readers.layout.tables_by_drawing_order import TablesByDrawingOrder
from itasearch.readers.layout.tables_by_gaps import TablesByGaps


class Layout:
    """Finds the tables of a document's pages, one after the other, and its lines."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._finders: tuple[TableFinder, ...] = ()
        self._before: Grid | None = None
        self._last = -1

    def of(self, page: Page) -> Page:
        """`page` with all of its text in parts; no table continues over a page that lacks."""
        number = page.reading.number
        if number != self._last + 1:
            self._before = None
            self._finders = (
                RuledTables(),
                TablesByDrawingOrder(self._knowledge),
                TablesByGaps(self._knowledge),
            )
        for finder in self._finders:
            page = finder.find(page, before=self._before)
        self._before, self._last = page.grids[-1] if page.grids else None, number
        return page


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
    levels = BulletLevels()
    return tuple(
        block
        for page in read
        for block in _blocks_on(page, breaks, source, numbers, labels, levels)
    )


def _blocks_on(
    page: Page,
    breaks: PageBreaks,
    file: SourceRef,
    numbers: Iterator[int],
    labels: Collection[str],
    levels: BulletLevels,
) -> Iterator[Block]:
    def source_at(box: Box) -> SourceRef:
        rectangle = box.on_page(page.width, page.height)
        return replace(file, page_number=page.reading.number, rectangle=rectangle)

    for part, cut in breaks.parts_of(page):
        if not isinstance(part, Grid):
            left = min((line.box.left for line in part), default=0.0)
            right = max((line.box.right for line in part), default=0.0)
            for lines in items_of(part, left=left, right=right, labels=labels):
                indent = lines[0].box.left / page.width
                if text := levels.marked(clean(joined(lines)), indent):
                    source = source_at(Box.around(line.box for line in lines))
                    yield Paragraph(text=text, source=replace(source, line_number=lines[0].number))
            continue
        cells = ((cell.covered, clean(cell.text)) for cell in part.cells)
        rows, merges = filled(cells, rows=part.rows, columns=part.columns)
        if not any(cell for row in rows for cell in row):
            continue
        number = next(numbers)
        boxes = part.row_boxes or _row_boxes(part)
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
