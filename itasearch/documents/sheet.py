"""A workbook of grids, one a sheet, ready to print: A4 landscape, as wide as the page.

Excel neither fits a row's height to a merged cell nor shows more than 409 points of a row, so
heights are set here and a taller row of the grid takes several rows, merged.

Every cell is typed as text with a quote prefix, because a spreadsheet takes a text that begins
with = + - or @ for a formula and "#REF!" for an error, and would again when a person edits it.
"""

import io
import re
from collections.abc import Sequence

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from itasearch.documents.grid import (
    FONT,
    FORMULA_SIGNS,
    GROUP_FILL,
    HEADER_FILL,
    INKS,
    LINE,
    LONGEST_PROPERTY,
    has_mark,
    line_count,
    plain,
    printable,
)
from itasearch.model.documents import Cell, DocumentGrid, MarkedText, TextMark, cell_text

POINTS = 16
"""Size of a cell's letters."""

MOST_UNITS = 32_767
"""UTF-16 code units that Excel takes in a cell; an emoji is two."""

CUT = "\n(ข้อความยาวเกินกว่าที่ Excel รับได้ ส่วนที่เหลืออยู่ในไฟล์ Word)"
"""Ends a text that a cell cannot hold."""

# Excel reads _x000D_ as the character of that number; an escaped underscore is an underscore.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_text(target: SheetCell, cell: Cell) -> None:
    """Write marked text into a cell of a sheet; too long a text ends by saying so."""
    text = cell_text(cell)
    target.font = Font(name=FONT, size=POINTS)
    target.quotePrefix = text.lstrip().startswith(FORMULA_SIGNS)
    if not text:
        return
    pieces = _cut(cell) if _units(text) > MOST_UNITS else cell
    if any(piece.mark for piece in pieces):
        target.value = CellRichText(*(TextBlock(_font(one.mark), _safe(one)) for one in pieces))
    else:
        target.value = "".join(map(_safe, pieces))
    target.data_type = "s"


def _safe(piece: MarkedText) -> str:
    return _ESCAPE.sub("_x005F_", piece.text)


def _font(mark: TextMark | None) -> InlineFont:
    return InlineFont(
        rFont=FONT,
        sz=POINTS,
        color=INKS.get(mark, "000000") if mark else "000000",
        b=mark in (TextMark.STRONG, TextMark.NOTICE),
        u="single" if mark is TextMark.ADDED else None,
        strike=mark is TextMark.REMOVED,
    )


def _cut(cell: Cell) -> Cell:
    """The pieces of a text that is too long as far as they fit, and CUT."""
    left = MOST_UNITS - _units(CUT)
    kept = []
    for piece in cell:
        text = piece.text.encode("utf-16-le")[: 2 * left].decode("utf-16-le", errors="ignore")
        kept.append(MarkedText(text=text, mark=piece.mark))
        left -= _units(text)
    return (*(piece for piece in kept if piece.text), MarkedText(text=CUT))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


_WIDTH = 170.0
"""Width of all columns together, in Excel's units (a digit of its usual font)."""

_UNIT_POINTS = 5.25
"""Points of such a unit: 7 pixels of 1/96 inch in Excel's usual font."""
_PADDING = 6.0
"""Points between text and both borders of a cell, across and down. Chosen by hand."""
_INDENT = 8.0
"""Points that one step of indent takes; text would touch the border without it."""

_MOST_POINTS = 400.0
"""Height of a row, less than the 409 points that Excel shows."""

_PIECE = 6 * LINE * POINTS
"""Whole lines, so that the end of a page cuts none."""

_A4 = 9
"""Number of the paper A4 in SpreadsheetML (ECMA-376, pageSetup, paperSize)."""
_CM_PER_INCH = 2.54
"""Page margins are chosen in centimetres and stored in inches."""
_LONGEST_NAME = 31
"""Code points of a sheet's name; Excel opens no longer one."""
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NOTICE_FILL = PatternFill("solid", fgColor="FFF59D")
_GROUP_FILL = PatternFill("solid", fgColor=GROUP_FILL)
_HEADER_FILL = PatternFill("solid", fgColor=HEADER_FILL)


def new_workbook(title: str) -> Workbook:
    """A workbook without sheets; `title` is of the file's properties."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    workbook.properties.title = printable(title)[:LONGEST_PROPERTY]
    workbook.properties.creator = "itasearch"
    return workbook


def add_sheet(
    workbook: Workbook,
    name: str,
    grid: DocumentGrid,
    *,
    titles: Sequence[str | Cell] = (),
    below: Sequence[str | Cell] = (),
    centred: bool = True,
) -> Worksheet:
    """Add a sheet of lines, the grid right under them, and lines below it.

    The header row stays in sight and is repeated on every printed page. A cell with a notice
    is yellow as a whole; pieces under marks look so within their cell.

    Args:
        name: of the tab, after `sheet_name`.
        centred: titles in the middle, as on a page that is handed in.
    """
    sheet = workbook.create_sheet(sheet_name(name))
    widths = [_WIDTH * share for share in grid.shares]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, title in enumerate(titles, start=1):
        _write_line(sheet, row, title, size=POINTS + 2 if row == 1 else POINTS, centred=centred)
    # An empty row would separate the table from its titles for readers of the file.
    head = len(titles) + 1
    _write_header(sheet, head, grid.headers, widths)
    row = head + 1
    for cells in grid.rows:
        if len(cells) == len(widths):
            row += _write_row(sheet, row, cells, widths)
        else:
            _write_group(sheet, row, cells[0])
            row += 1
    for at, line in enumerate(below, start=row + 1):
        _write_line(sheet, at, line, size=POINTS, centred=False)
    sheet.freeze_panes = sheet.cell(row=head + 1, column=1)
    _set_up_print(sheet, head)
    return sheet


def sheet_name(text: str) -> str:
    """`text` as the name of a sheet: at most 31 letters, none of those that Excel forbids."""
    name = _NO_NAME.sub(" ", printable(text)).replace("\n", " ").strip().strip("'")
    return name[:_LONGEST_NAME].strip() or "-"


def as_xlsx(workbook: Workbook) -> bytes:
    """The workbook as the bytes of an XLSX file."""
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write_line(sheet: Worksheet, row: int, line: str | Cell, *, size: int, centred: bool) -> None:
    """A line over all columns; titles, which are centred, and larger lines are bold."""
    width = max(1, len(sheet.column_dimensions))
    if width > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    text = plain(line) if isinstance(line, str) else line
    cell = sheet.cell(row=row, column=1)
    write_text(cell, text)
    cell.font = Font(name=FONT, size=size, bold=centred or size > POINTS)
    cell.alignment = Alignment(
        horizontal="center" if centred else "left", vertical="center", wrap_text=True
    )
    if has_mark(text, TextMark.NOTICE):
        cell.fill = _NOTICE_FILL
    lines = line_count(cell_text(text), width=_WIDTH * _UNIT_POINTS, size=size)
    sheet.row_dimensions[row].height = min(lines * LINE * size + _PADDING, _MOST_POINTS)


def _write_header(
    sheet: Worksheet, row: int, headers: Sequence[str], widths: Sequence[float]
) -> None:
    for column, header in enumerate(headers, start=1):
        cell = sheet.cell(row=row, column=column)
        write_text(cell, plain(header))
        cell.font = Font(name=FONT, size=POINTS, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border, cell.fill = _BORDER, _HEADER_FILL
    height = _height([plain(header) for header in headers], widths)
    sheet.row_dimensions[row].height = min(height, _MOST_POINTS)


def _write_group(sheet: Worksheet, row: int, cell: Cell) -> None:
    """A row over all columns, which names what follows."""
    _write_line(sheet, row, cell, size=POINTS, centred=False)
    sheet.cell(row=row, column=1).font = Font(name=FONT, size=POINTS, bold=True)
    for column in range(1, len(sheet.column_dimensions) + 1):
        target = sheet.cell(row=row, column=column)
        target.border, target.fill = _BORDER, _GROUP_FILL


def _write_row(sheet: Worksheet, row: int, cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """Write one row of the grid; returns how many rows of the sheet it takes."""
    heights = _pieces(_height(cells, widths))
    last = row + len(heights) - 1
    for at, height in enumerate(heights, start=row):
        sheet.row_dimensions[at].height = height
    for column, text in enumerate(cells, start=1):
        for at in range(row, last + 1):
            cell = sheet.cell(row=at, column=column)
            cell.border = _BORDER
            if has_mark(text, TextMark.NOTICE):
                cell.fill = _NOTICE_FILL
        first = sheet.cell(row=row, column=column)
        write_text(first, text)
        first.alignment = Alignment(horizontal="left", indent=1, vertical="top", wrap_text=True)
        if last > row:
            sheet.merge_cells(start_row=row, end_row=last, start_column=column, end_column=column)
    return len(heights)


def _pieces(height: float) -> list[float]:
    """A height as that of one row, or of several that a page may end between."""
    if height <= _MOST_POINTS:
        return [height]
    whole, rest = divmod(height, _PIECE)
    return [_PIECE] * int(whole) + ([rest] if rest else [])


def _height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points that the tallest cell takes."""
    lines = max(
        line_count(cell_text(cell), width=width * _UNIT_POINTS - _PADDING - _INDENT, size=POINTS)
        for cell, width in zip(cells, widths, strict=True)
    )
    return lines * LINE * POINTS + _PADDING


def _set_up_print(sheet: Worksheet, head: int) -> None:
    """A4 landscape, as wide as the page, the header row on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_margins.left = sheet.page_margins.right = 1.5 / _CM_PER_INCH
    sheet.page_margins.top, sheet.page_margins.bottom = 1.5 / _CM_PER_INCH, 2.0 / _CM_PER_INCH
    sheet.page_margins.footer = 0.8 / _CM_PER_INCH
    footer = sheet.oddFooter.center
    footer.text, footer.font, footer.size = "หน้า &P / &N", FONT, POINTS
