"""Grids as Word tables: header row on every page, rows kept whole, fixed widths.

python-docx knows nothing of the first two; they are set in the XML. Imports python-docx
and its neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Cm, Emu
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from itasearch.documents import word_styles as styles
from itasearch.documents.grid import Cell, Grid, Mark, cell_text, has_mark, lines_of, plain
from itasearch.documents.layout import LINE, line_count
from itasearch.documents.word_runs import write_cell_line
from itasearch.documents.word_styles import element

_PADDING = Cm(0.4)
_NOTICE = "FFF2CC"
_HEADER = "E7E6E6"
_GROUP = "F3F2F2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a page leaves for a table: its width, and how many lines its height holds."""

    width: Emu
    lines: int


def room_of(document: Document) -> Room:
    """The room of a document's last section."""
    section = document.sections[-1]
    # Word demands page and margins in every section; python-docx types them as optional.
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    line = LINE * styles.POINTS[styles.CELL]
    return Room(width=Emu(width), lines=int(Emu(height).pt / line))


def add_table(document: Document, grid: Grid, *, room: Room | None = None, above: int = 0) -> Table:
    """Add `grid` over the whole width of the page's text.

    A row that fits a page below its header stays on one page; a longer one may break. A
    cell with a notice is shaded besides its own yellow, so that it is found in print.

    Args:
        room: of the page that it will stand on; None: of the document's own.
        above: lines that stand above the table on its first page; the first row, which
            shares that page, stays whole only if it fits below them.
    """
    room = room or room_of(document)
    table: Table = document.add_table(rows=len(grid.rows) + 1, cols=len(grid.headers))
    table.style = styles.TABLE
    widths = [Emu(round(room.width * share)) for share in grid.shares]
    _fix_widths(table, widths)
    header, *body = table.rows
    _fill_header(header, grid.headers, widths)
    fitting = room.lines - _lines([plain(text) for text in grid.headers], widths)
    for number, (row, cells) in enumerate(zip(body, grid.rows, strict=True)):
        if len(cells) == 1:
            _fill_group(row, cells[0])
            continue
        if _lines(cells, widths) <= fitting - (0 if number else above):
            row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))
        for target, cell, width in zip(row.cells, cells, widths, strict=True):
            _fill_cell(target, cell, width)
    return table


def _fill_group(row: _Row, cell: Cell) -> None:
    """Write a cell over all columns, which stays on the page of the row below it."""
    first, *_, last = row.cells
    whole = first.merge(last)
    _shade(whole, _GROUP)
    _write(whole.paragraphs[0], cell, styles.GROUP_CELL)


def _lines(cells: Sequence[Cell], widths: Sequence[Emu]) -> int:
    return max(
        line_count(cell_text(cell), width=Emu(width - _PADDING).pt, size=styles.POINTS[styles.CELL])
        for cell, width in zip(cells, widths, strict=True)
    )


def _fix_widths(table: Table, widths: Sequence[Emu]) -> None:
    """Widths as given, whatever the cells hold."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _fill_header(row: _Row, headers: Sequence[str], widths: Sequence[Emu]) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(element("<w:cantSplit/>"))
    properties.append(element("<w:tblHeader/>"))
    for cell, header, width in zip(row.cells, headers, widths, strict=True):
        cell.width = width
        _shade(cell, _HEADER)
        _write(cell.paragraphs[0], plain(header), styles.HEADER_CELL)


def _fill_cell(target: _Cell, cell: Cell, width: Emu) -> None:
    """Write each line as a paragraph."""
    target.width = width
    if has_mark(cell, Mark.NOTICE):
        _shade(target, _NOTICE)
    first = target.paragraphs[0]
    for number, line in enumerate(lines_of(cell)):
        _write(target.add_paragraph() if number else first, line, styles.CELL)


def _write(paragraph: Paragraph, line: Cell, style: str) -> None:
    # By its id: looking a style up by name takes python-docx longer than all the rest.
    paragraph._p.style = style.replace(" ", "")
    write_cell_line(paragraph, line)


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(
        element(f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )
