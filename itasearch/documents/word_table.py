"""Grids as Word tables: header row on every page, rows kept whole, fixed widths, marks as runs.

python-docx knows nothing of repeated headers and whole rows; they are set in the XML.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Cm, Emu, Length, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from itasearch.documents import word_styles as styles
from itasearch.documents.grid import (
    GROUP_FILL,
    HEADER_FILL,
    INKS,
    LINE,
    line_count,
    lines_of,
    plain,
)
from itasearch.documents.word_styles import element
from itasearch.model.documents import Cell, DocumentGrid, TextMark, cell_text


def write_cell_line(paragraph: Paragraph, line: Cell) -> None:
    """Add the pieces of `line` to a paragraph, each in a run that shows its mark."""
    for piece in line:
        run = paragraph.add_run(piece.text)
        if piece.mark is not None:
            _show(run, piece.mark)


def _show(run: Run, mark: TextMark) -> None:
    font = run.font
    if mark is TextMark.NOTICE:
        font.highlight_color = WD_COLOR_INDEX.YELLOW
    elif mark is TextMark.STRONG:
        font.bold = font.cs_bold = True
    else:
        font.color.rgb = RGBColor.from_string(INKS[mark])
        font.underline = True if mark is TextMark.ADDED else None
        font.strike = True if mark is TextMark.REMOVED else None


_PADDING = Cm(0.4)
_LEAST_WIDE = Cm(20)
_NOTICE = "FFF9C4"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpace:
    """The part of a page inside its margins."""

    width: Length
    height: Length

    @property
    def narrow(self) -> bool:
        """Whether five columns of Thai need smaller letters: a portrait page."""
        return self.width < _LEAST_WIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """The styles of a table's cells.

    Attributes:
        ids: by the styles' names what the document's XML calls them: Word gives them others
            when it saves a letterhead in another language.
    """

    cell: str
    header: str
    ids: Mapping[str, str]

    def lines(self, cells: Sequence[Cell], widths: Sequence[Length]) -> int:
        """Lines that the tallest cell takes."""
        size = styles.POINTS[self.cell]
        return max(
            line_count(cell_text(cell), width=Emu(width - _PADDING).pt, size=size)
            for cell, width in zip(cells, widths, strict=True)
        )

    def lines_of_page(self, space: PageSpace) -> int:
        """Lines that a page holds."""
        return int(space.height.pt / (LINE * styles.POINTS[self.cell]))


def page_space_of(document: Document) -> PageSpace:
    """The space of a document's last section."""
    section = document.sections[-1]
    # Word demands page and margins in every section; python-docx types them as optional.
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    return PageSpace(width=Emu(width), height=Emu(height))


def add_table(
    document: Document,
    grid: DocumentGrid,
    *,
    space: PageSpace | None = None,
    above: int = 0,
    small: bool = False,
) -> Table:
    """Add `grid` over the whole width of the page's text.

    A row that fits a page below its header stays on one page; a longer one may break. A
    cell that is nothing but a notice is shaded besides its own yellow.

    Args:
        space: of the page of the table; None: of the document's own pages. A narrow one
            takes small letters.
        above: lines above the table on its first page; the first row, which
            shares that page, stays whole only if it fits below them.
        small: letters for what is looked up, not read.
    """
    space = space or page_space_of(document)
    look = _look(document, small=small or space.narrow)
    table: Table = document.add_table(rows=len(grid.rows) + 1, cols=len(grid.headers))
    table.style = styles.TABLE
    widths = [Emu(round(space.width * share)) for share in grid.shares]
    _fix_widths(table, widths)
    header, *body = table.rows
    _fill_header(header, grid.headers, widths, look)
    fitting = look.lines_of_page(space) - look.lines(list(map(plain, grid.headers)), widths)
    for number, (row, cells) in enumerate(zip(body, grid.rows, strict=True)):
        if len(cells) == 1:
            _fill_group(row, cells[0], look)
            continue
        if look.lines(cells, widths) <= fitting - (0 if number else above):
            row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))
        for target, cell, width in zip(row.cells, cells, widths, strict=True):
            _fill_cell(target, cell, width, look)
    return table


def _look(document: Document, *, small: bool) -> _Look:
    cell, header = (
        (styles.SMALL_CELL, styles.SMALL_HEADER) if small else (styles.CELL, styles.HEADER_CELL)
    )
    # Once a table: looking a style up by name takes python-docx longer than all the rest.
    names = (cell, header, styles.GROUP_CELL)
    ids = {name: str(document.styles[name].style_id) for name in names}
    return _Look(cell=cell, header=header, ids=ids)


def _fill_group(row: _Row, cell: Cell, look: _Look) -> None:
    """Write a cell over all columns, which stays on the page of the row below it."""
    first, *_, last = row.cells
    whole = first.merge(last)
    _shade(whole, GROUP_FILL)
    _write(whole.paragraphs[0], cell, look.ids[styles.GROUP_CELL])


def _fix_widths(table: Table, widths: Sequence[Length]) -> None:
    """Widths as given, whatever the cells hold."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _fill_header(row: _Row, headers: Sequence[str], widths: Sequence[Length], look: _Look) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(element("<w:cantSplit/>"))
    properties.append(element("<w:tblHeader/>"))
    for cell, header, width in zip(row.cells, headers, widths, strict=True):
        cell.width = width
        _shade(cell, HEADER_FILL)
        _write(cell.paragraphs[0], plain(header), look.ids[look.header])


def _fill_cell(target: _Cell, cell: Cell, width: Length, look: _Look) -> None:
    """Write each line as a paragraph."""
    target.width = width
    if cell and all(piece.mark is TextMark.NOTICE for piece in cell):
        _shade(target, _NOTICE)
    first = target.paragraphs[0]
    for number, line in enumerate(lines_of(cell)):
        _write(target.add_paragraph() if number else first, line, look.ids[look.cell])


def _write(paragraph: Paragraph, line: Cell, style_id: str) -> None:
    paragraph._p.style = style_id
    write_cell_line(paragraph, line)


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(
        element(f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )
