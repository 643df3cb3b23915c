"""A Form as a workbook: the table on one sheet, the sources on another, ready to print.

Excel neither fits a row's height to a merged cell nor shows more than 409 points of a
row, so heights are set here and a taller measure takes several rows, merged. Text is
never a formula: each cell is typed as text. Imports openpyxl and its neighbours.
"""

import io
from collections.abc import Sequence

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from itasearch.borrow.form import BLANK, Form
from itasearch.borrow.layout import COLUMN_SHARES, FONT, LINE, SOURCE_SHARES, line_count

_SHEET_NAME = "มาตรการ"
_SOURCES_NAME = "ที่มา"
_WIDTH = 170.0
"""Width of all columns together, in Excel's units (a digit of its usual font)."""

_UNIT_POINTS = 5.25
_POINTS = 14
_PADDING = 6.0
_INDENT = 8.0
"""Points that one step of indent takes; text would touch the border without it."""

_MOST_POINTS = 400.0
_PIECE = 6 * LINE * _POINTS
"""Whole lines, so that the end of a page cuts none."""

_LONGEST = 32_000
"""Characters of one cell; Excel takes 32,767, and counts an emoji twice."""

_CUT = "\n(ข้อความยาวเกินกว่าที่ Excel รับได้ ส่วนที่เหลืออยู่ในไฟล์ Word หรือ CSV)"

_FORMULA_SIGNS = ("=", "+", "-", "@")
_A4 = 9
_INCH = 2.54
_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL_IN = PatternFill("solid", fgColor="FFF2CC")
_HEADER_FILL = PatternFill("solid", fgColor="E7E6E6")


def write_xlsx(form: Form) -> bytes:
    """The form as an XLSX file."""
    workbook = openpyxl.Workbook()
    workbook.properties.title = " ".join(form.titles)[:255]
    workbook.properties.creator = "itasearch"
    measures = workbook.active
    measures.title = _SHEET_NAME
    _fill_sheet(measures, form.titles, form.headers, form.rows, shares=COLUMN_SHARES)
    sources = workbook.create_sheet(_SOURCES_NAME)
    lines = (form.sources_title, *form.notes)
    _fill_sheet(sources, lines, form.source_headers, form.sources, shares=SOURCE_SHARES)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _fill_sheet(
    sheet: Worksheet,
    titles: Sequence[str],
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    shares: Sequence[float],
) -> None:
    widths = [_WIDTH * share for share in shares]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    official = shares is COLUMN_SHARES
    for row, title in enumerate(titles, start=1):
        _write_title(sheet, row, title, official=official, main=row == 1)
    # An empty row would part the table from its titles for readers of the file.
    head = len(titles) + 1
    _write_header(sheet, head, headers, widths)
    row = head + 1
    for texts in rows:
        row += _write_row(sheet, row, texts, widths, official=official)
    sheet.freeze_panes = sheet.cell(row=head + 1, column=1)
    _set_up_print(sheet, head)


def _write_title(sheet: Worksheet, row: int, title: str, *, official: bool, main: bool) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)
    cell = sheet.cell(row=row, column=1)
    _write_text(sheet, row, 1, title)
    cell.font = Font(name=FONT, size=_POINTS + 4 if main else _POINTS + 2, bold=official or main)
    horizontal = "center" if official else "left"
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = 32 if main else 28


def _write_header(
    sheet: Worksheet, row: int, headers: Sequence[str], widths: Sequence[float]
) -> None:
    for column, header in enumerate(headers, start=1):
        cell = sheet.cell(row=row, column=column, value=header)
        cell.font = Font(name=FONT, size=_POINTS, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border, cell.fill = _BORDER, _HEADER_FILL
    sheet.row_dimensions[row].height = _height(headers, widths)


def _write_row(
    sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float], *, official: bool
) -> int:
    """Write one measure; returns how many rows of the sheet it takes."""
    heights = _pieces(_height(texts, widths))
    last = row + len(heights) - 1
    for at, height in enumerate(heights, start=row):
        sheet.row_dimensions[at].height = height
    for column, text in enumerate(texts, start=1):
        for at in range(row, last + 1):
            cell = sheet.cell(row=at, column=column)
            cell.border = _BORDER
            if official and BLANK in (text or BLANK):
                cell.fill = _FILL_IN
        _write_text(sheet, row, column, text or (BLANK if official else ""))
        if last > row:
            sheet.merge_cells(start_row=row, end_row=last, start_column=column, end_column=column)
    return len(heights)


def _pieces(height: float) -> list[float]:
    """A height as that of one row, or of several that a page may end between."""
    if height <= _MOST_POINTS:
        return [height]
    whole, rest = divmod(height, _PIECE)
    return [_PIECE] * int(whole) + ([rest] if rest else [])


def _write_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write text as text, whatever sign it begins with."""
    cell = sheet.cell(row=row, column=column)
    if text:
        cell.value = text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT
        cell.data_type = "s"
    cell.quotePrefix = text.lstrip().startswith(_FORMULA_SIGNS)
    cell.font = Font(name=FONT, size=_POINTS)
    cell.alignment = Alignment(horizontal="left", indent=1, vertical="top", wrap_text=True)


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Points that the tallest cell takes."""
    lines = max(
        line_count(text, width=width * _UNIT_POINTS - _PADDING - _INDENT, size=_POINTS)
        for text, width in zip(texts, widths, strict=True)
    )
    return lines * LINE * _POINTS + _PADDING


def _set_up_print(sheet: Worksheet, head: int) -> None:
    """A4 landscape, as wide as the page, the header row on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_margins.left = sheet.page_margins.right = 1.5 / _INCH
    sheet.page_margins.top, sheet.page_margins.bottom = 1.5 / _INCH, 2.0 / _INCH
    sheet.page_margins.footer = 0.8 / _INCH
    footer = sheet.oddFooter.center
    footer.text, footer.font, footer.size = "หน้า &P / &N", FONT, _POINTS
