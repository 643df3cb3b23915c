"""A workbook of grids, one a sheet, ready to print: A4 landscape, as wide as the page.

LibreOffice fits no row's height to its text on opening, Excel none to a merged cell, nor shows it
more than 409 points of a row, so heights are set here and a taller row of the grid takes several
rows, merged.

Every cell is typed as text with a quote prefix, because a spreadsheet takes a text that begins
with = + - or @ for a formula and "#REF!" for an error, and would again when a person edits it.
"""

import csv
import io
import math
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, chain, combinations, pairwise

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from itasearch.documents.grid import (
    BOLD,
    FONT,
    GROUP_FILL,
    HEADER_FILL,
    INKS,
    LETTER,
    LINE,
    LONGEST_PROPERTY,
    csv_cell,
    fitted,
    has_mark,
    line_count,
    marked,
    plain,
    printable,
)
from itasearch.model.documents import (
    FORMULA_SIGNS,
    Cell,
    DocumentGrid,
    MarkedText,
    TextMark,
    cell_text,
)
from itasearch.model.tables import TableFile, TableFormat
from itasearch.text.thai.stretches import beginning
from itasearch.wording.label import Label

POINTS = 16  # size of a cell's letters

MOST_UNITS = 32_767  # UTF-16 code units that Excel takes in a cell; an emoji is two

CUT = Label("\n(too long for Excel; the Word file has the rest)")
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
    pieces = cell if _units(text) <= MOST_UNITS else _cut(cell, _say(target.parent, CUT))
    texts = [_ESCAPE.sub("_x005F_", piece.text) for piece in pieces]
    if any(piece.mark for piece in pieces):
        # A piece without a mark has the cell's own font, which may be bold.
        target.value = CellRichText(
            *(
                TextBlock(_font(piece.mark), text) if piece.mark else text
                for piece, text in zip(pieces, texts, strict=True)
            )
        )
    else:
        target.value = "".join(texts)
    target.data_type = "s"


def _fill(target: SheetCell, cell: Cell) -> None:
    if has_mark(cell, TextMark.NOTICE):
        others = any(piece.mark is not TextMark.NOTICE and piece.text.strip() for piece in cell)
        target.fill = _PART_FILL if others else _NOTICE_FILL


def _font(mark: TextMark) -> InlineFont:
    return InlineFont(
        rFont=FONT,
        sz=POINTS,
        color=INKS.get(mark, "000000"),
        b=mark in _BOLD,
        u="single" if mark is TextMark.ADDED else None,
        strike=mark is TextMark.REMOVED,
    )


def _cut(cell: Cell, end: str) -> Cell:
    left = MOST_UNITS - _units(end)
    pieces = []
    for piece in cell:
        text = piece.text.encode("utf-16-le")[: 2 * left].decode("utf-16-le", errors="ignore")
        pieces += [MarkedText(text=text, mark=piece.mark)] if text else []
        left -= _units(text)
    return (*pieces, MarkedText(text=end))


def _say(sheet: Worksheet, label: Label) -> str:
    return label.text("en" if sheet.parent.properties.language == _ENGLISH else "th")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


_LEAST_OF_NUMBERS = 7.5  # width of a column in which "100.00" is not shown as "###"
_WIDTH = 120.0  # of a page's columns, in digits of the usual font: some 14 points of type on A4

_TITLE_SHARE = 0.8
"""Of a page's width that the titles of a wide table take: programs end the page at other columns,
and a line over two pages is cut."""

_UNIT_POINTS = LETTER * POINTS
"""Points of such a unit: the usual font is the cells' own, of which a digit is as wide as a mean
letter. With another usual font the columns would be narrower or wider than their text wherever a
program lacks one of the two fonts."""
_PADDING = 6.0  # points between text and both borders of a cell, across and down; by hand
_INDENT = 8.0  # points that one step of indent takes; text would touch the border without it

_MOST_POINTS = 400.0  # height of a row, less than the 409 points that Excel shows

_ON_ONE_PAGE = 300.0
"""Points of rows that any program prints on one page, A4 across, in whatever font."""

_PIECE = 6 * LINE * POINTS  # whole lines, so that the end of a page cuts none

_ENGLISH = "en-GB"
_A4 = 9  # number of the paper A4 in SpreadsheetML (ECMA-376, pageSetup, paperSize)
_CM_PER_INCH = 2.54  # page margins are chosen in centimetres and stored in inches
_LONGEST_NAME = 31  # code points of a sheet's name; Excel opens no longer one
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")
_TEXT = Alignment(horizontal="left", indent=1, vertical="top", wrap_text=True)
_ROUNDING = 1e-6  # by how much shares that fill a page may sum to more than its width
_BOLD = (TextMark.STRONG, TextMark.NOTICE)
_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NOTICE_FILL, _PART_FILL = (PatternFill("solid", fgColor=fill) for fill in ("FFF59D", "FFFBDD"))
_GROUP_FILL = PatternFill("solid", fgColor=GROUP_FILL)
_HEADER_FILL = PatternFill("solid", fgColor=HEADER_FILL)


def new_workbook(title: str, *, language: str = "th") -> Workbook:
    """A workbook without sheets; `title` is of the file's properties, its words in "th" or "en"."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    # openpyxl has no public way to the style whose font is the unit of column widths.
    workbook._named_styles["Normal"].font = Font(name=FONT, size=POINTS)
    workbook.properties.title = printable(title)[:LONGEST_PROPERTY]
    workbook.properties.creator = "itasearch"
    workbook.properties.language = _ENGLISH if language == "en" else "th-TH"
    return workbook


def add_sheet(
    workbook: Workbook,
    name: str,
    grid: DocumentGrid,
    *,
    titles: Sequence[str | Cell] = (),
    centred: bool = True,
) -> Worksheet:
    """Add a sheet of lines and the grid right under them.

    The header row stays in sight and is repeated on every printed page. A cell that is
    nothing but a notice is yellow, one with more beside it paler: of a piece of its text a sheet
    shows the letters alone, as of other marks.
    """
    sheet = workbook.create_sheet(sheet_name(name))
    page = _WIDTH / grid.letters
    widths = [
        max(page * grid.pages * share, _LEAST_OF_NUMBERS * (at in grid.numbers))
        for at, share in enumerate(grid.shares)
    ]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    fixed = sum(widths[: grid.repeated])
    pages = math.ceil((sum(widths) - fixed) / (page - fixed) - _ROUNDING) if grid.pages > 1 else 1
    across = range(1, len(widths) + 1)
    if pages > 1:
        # Behind the repeated columns, or each page had a piece of the titles.
        ends = accumulate(widths)
        fitting = sum(end <= _TITLE_SHARE * page for end in ends)
        across = range(grid.repeated + 1, max(fitting, grid.repeated + 1) + 1)
    for row, title in enumerate(titles, start=1):
        size = POINTS + 2 if row == 1 else POINTS
        _write_line(sheet, row, title, size=size, centred=centred, across=across)
    # An empty row would separate the table from its titles for readers of the file.
    head = len(titles) + 1
    for column, header in enumerate(grid.headers, start=1):
        cell = sheet.cell(row=head, column=column)
        write_text(cell, plain(header))
        cell.font = Font(name=FONT, size=POINTS, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border, cell.fill = _BORDER, _HEADER_FILL
    height = _height([marked(text, TextMark.STRONG) for text in grid.headers], widths)
    sheet.row_dimensions[head].height = min(height, _MOST_POINTS)
    row = head + 1
    for cells in grid.rows:
        if len(cells) == len(widths):
            row += _write_row(sheet, row, cells, widths, numbers=grid.numbers)
        else:
            _write_line(sheet, row, cells[0], size=POINTS, centred=False, across=across)
            heading = sheet.cell(row=row, column=across[0])
            heading.font = Font(name=FONT, size=POINTS, bold=True)
            heading.alignment = _TEXT
            for column in range(1, len(widths) + 1):
                target = sheet.cell(row=row, column=column)
                target.border, target.fill = _BORDER, _GROUP_FILL
            row += 1
    sheet.freeze_panes = sheet.cell(row=head + 1, column=grid.repeated + 1)
    _set_up_print(sheet, head)
    if grid.repeated:
        sheet.print_title_cols = f"A:{get_column_letter(grid.repeated)}"
    sheet.page_setup.fitToWidth = pages
    return sheet


def fitted_to_page(grid: DocumentGrid) -> DocumentGrid:
    """The table with columns fitted to their texts on a page."""
    return fitted(grid, width=_WIDTH * _UNIT_POINTS, size=POINTS, padding=_PADDING + _INDENT)


def sheet_name(text: str) -> str:
    """`text` as the name of a sheet: at most 31 letters, none of those that Excel forbids."""
    name = _NO_NAME.sub(" ", printable(text)).replace("\n", " ").strip().strip("'")
    return beginning(name, limit=_LONGEST_NAME).strip() or "-"


def as_xlsx(workbook: Workbook) -> bytes:
    """The workbook as the bytes of an XLSX file."""
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write_line(
    sheet: Worksheet, row: int, line: str | Cell, *, size: int, centred: bool, across: range
) -> None:
    if len(across) > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=across[0], end_column=across[-1])
    text = plain(line) if isinstance(line, str) else line
    cell = sheet.cell(row=row, column=across[0])
    write_text(cell, text)
    cell.font = Font(name=FONT, size=size, bold=centred or size > POINTS)
    cell.alignment = Alignment(
        horizontal="center" if centred else "left", vertical="center", wrap_text=True
    )
    _fill(cell, text)
    width = sum(sheet.column_dimensions[get_column_letter(each)].width for each in across)
    lines = line_count(cell_text(text), width=width * _UNIT_POINTS, size=size)
    sheet.row_dimensions[row].height = min(lines * LINE * size + _PADDING, _MOST_POINTS)


def add_side_by_side(sheet: Worksheet, columns: Sequence[Sequence[str]]) -> None:
    """Add columns of lines below the table of a sheet: signatures.

    `columns`: at most as many as the table has. As many as fit are side by side, the others below.
    """
    last = sheet.max_row
    widths = [column.width for column in sheet.column_dimensions.values()]

    def fit(abreast: int) -> bool:
        narrowest = min(sum(widths[at - 1] for at in it) for it in _groups(widths, abreast))
        width = narrowest * _UNIT_POINTS
        return all(line_count(it, width=width, size=POINTS) == 1 for it in chain(*columns))

    abreast = next(filter(fit, range(len(columns), 1, -1)), 1)
    for of_first in range(0, len(columns), abreast):
        beside = columns[of_first : of_first + abreast]
        # An empty row separates them from the table for readers of the file.
        first = sheet.max_row + 2
        for lines, across in zip(beside, _groups(widths, len(beside)), strict=True):
            for at, line in enumerate(lines, start=first):
                _write_line(sheet, at, line, size=POINTS, centred=True, across=across)
                sheet.cell(row=at, column=across[0]).font = Font(name=FONT, size=POINTS)
    # The last row and what is below it go on one page. Excel ignores page breaks where a sheet is
    # fitted to the page's width; a further print area begins a page.
    pieces = [area.min_row for area in sheet.merged_cells.ranges if area.max_row == last]
    first = min([last, *pieces])  # a tall row of the table is several of the sheet
    groups = {area.min_row for area in sheet.merged_cells.ranges if area.size["rows"] == 1}
    while first - 1 in groups:
        first -= 1
    heights = [sheet.row_dimensions[row].height or 0.0 for row in range(1, sheet.max_row + 1)]
    is_first_of_table = sheet.freeze_panes == f"A{first}"
    if sum(heights) > _ON_ONE_PAGE and not is_first_of_table:
        end = get_column_letter(sheet.max_column)
        sheet.print_area = f"A1:{end}{first - 1},A{first}:{end}{sheet.max_row}"


def _groups(widths: Sequence[float], count: int) -> list[range]:
    """The columns, from 1, in `count` groups side by side, the narrowest as wide as can be."""

    def quality(cuts: tuple[int, ...]) -> tuple[float, float]:
        narrowest = min(sum(widths[a:b]) for a, b in pairwise((0, *cuts, len(widths))))
        share = sum(widths) / count
        uneven = sum(abs(sum(widths[:cut]) - at * share) for at, cut in enumerate(cuts, start=1))
        return narrowest, -uneven

    ends = max(combinations(range(1, len(widths)), count - 1), key=quality)
    return [range(first + 1, last + 1) for first, last in pairwise((0, *ends, len(widths)))]


def _write_row(
    sheet: Worksheet,
    row: int,
    cells: Sequence[Cell],
    widths: Sequence[float],
    *,
    numbers: Collection[int],
) -> int:
    height = _height(cells, widths)
    # A page may end between the pieces of a high row.
    piece = _PIECE if height > _MOST_POINTS else height
    last = row + math.ceil(height / piece) - 1
    for at in range(row, last + 1):
        sheet.row_dimensions[at].height = min(piece, height - (at - row) * piece)
    for column, text in enumerate(cells, start=1):
        for at in range(row, last + 1):
            cell = sheet.cell(row=at, column=column)
            cell.border = _BORDER
            _fill(cell, text)
        first = sheet.cell(row=row, column=column)
        write_text(first, text)
        number = cell_text(text)
        if column - 1 in numbers and _NUMBER.fullmatch(number):
            # So that it can be added up and sorted by; LibreOffice has no format of Thai digits.
            first.value = float(number) if "." in number else int(number)
            first.quotePrefix = False
            first.number_format = "0.00" if "." in number else "0"
            first.font = Font(name=FONT, size=POINTS, bold=has_mark(text, TextMark.STRONG))
        first.alignment = _TEXT
        if last > row:
            sheet.merge_cells(start_row=row, end_row=last, start_column=column, end_column=column)
    return last - row + 1


def _height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    lines = max(
        line_count(
            cell_text(cell),
            width=width * _UNIT_POINTS - _PADDING - _INDENT,
            size=POINTS * (BOLD if any(piece.mark in _BOLD for piece in cell) else 1),
        )
        for cell, width in zip(cells, widths, strict=True)
    )
    return lines * LINE * POINTS + _PADDING


def _set_up_print(sheet: Worksheet, head: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_margins.left = sheet.page_margins.right = 1.5 / _CM_PER_INCH
    sheet.page_margins.top, sheet.page_margins.bottom = 1.5 / _CM_PER_INCH, 2.0 / _CM_PER_INCH
    sheet.page_margins.footer = 0.8 / _CM_PER_INCH
    footer = sheet.oddFooter.center
    footer.text, footer.font, footer.size = _say(sheet, Label("Page &P")), FONT, POINTS


def as_table_file(tables: TableFile, kind: TableFormat) -> bytes:
    """The tables as the bytes of a file of this format."""
    if kind is TableFormat.CSV:
        rows: list[Sequence[str]] = [[text] for text in (tables.title, *tables.notes)]
        for table in tables.tables:
            rows += [[], *([text] for text in (table.name, *table.notes)), *table.grid.texts()]
        return as_csv(rows)
    workbook = new_workbook(tables.title, language=tables.language)
    for number, table in enumerate(tables.tables):
        notes = () if number else tables.notes
        title = f"{tables.title} · {table.name}" if number else tables.title
        titles = (title, *notes, *table.notes)
        add_sheet(workbook, table.name, table.grid, titles=titles, centred=False)
    return as_xlsx(workbook)


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as the bytes of a CSV file, with a byte order mark: Excel misreads Thai without it."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(map(csv_cell, row) for row in rows)
    return written.getvalue().encode("utf-8-sig")
