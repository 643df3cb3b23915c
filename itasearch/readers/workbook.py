"""Workbooks (XLSX, XLS, ODS), sheet by sheet, merged cells filled and values as people see them.

What people do not see is left out with a warning: hidden sheets, columns and rows. How far cells
reach is found before the library reads a sheet as one dense block: for a lone cell at XFD1048576 it
would abort the process. XLSX and ODS are followed as XML, XLS as records ([MS-XLS] 2.3); hidden
rows and columns and the merged cells of ODS, which the library does not give, are found there, too.
"""

import io
import re
import struct
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import TypeAlias

from olefile import OleFileIO
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.lost_parts import PartOfFile, cut_off
from itasearch.model.source import Merge, SourceDocument
from itasearch.readers.base import load
from itasearch.readers.flow.collector import (
    CollectedRow,
    Collector,
    emit_sheet,
    fill,
    symbol,
    within,
)
from itasearch.readers.flow.markup import without_tags
from itasearch.readers.zip_guard import NOT_OLE, XmlWatcher, ZipGuard, check_opendocument
from itasearch.text.dates.months import date_text
from itasearch.wording.messages import PASSWORD, broken

Value = int | float | str | bool | date | datetime | time | timedelta

Address: TypeAlias = tuple[int, int]  #: row and column of a cell of the sheet, from 0

Span: TypeAlias = tuple[int, int]  #: the first and last of rows or columns, from 0

_HEAD = struct.Struct("<HH")
_BEGIN, _LOCKED = frozenset({0x0009, 0x0209, 0x0409, 0x0809}), 0x002F
_LABELS = frozenset({0x00FD, 0x0204, 0x0004, 0x00D6})
_NUMBERS = frozenset({0x0203, 0x0003, 0x027E, 0x007E, 0x0002})
_OTHERS = frozenset({0x0006, 0x0206, 0x0406, 0x0205, 0x0005})  # formulas, truths and errors
_ONE_CELL = _LABELS | _NUMBERS | _OTHERS
_MANY_CELLS = 0x00BD
_SHEET_OFFSET = struct.Struct("<I")
_BOUND_SHEET, _ROW, _COLUMNS, _FILTERED = 0x0085, 0x0208, 0x007D, 0x009B
_HIDDEN_ROW, _HIDDEN_COLUMNS = 0x20, 0x01  # bits of the options of a ROW and of a COLINFO record
_FORMAT, _STYLE = 0x041E, 0x00E0

_SHEETS, _TABLES, _STYLES = "xl/worksheets/", "xl/tables/", "xl/styles"
_SYMBOL_FONTS = frozenset({"wingdings", "wingdings 2"})
_BOOK, _BOOK_PARTS = "xl/workbook", "xl/_rels/workbook"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DECLARED_SLACK = 100  # times the limit a sheet may claim: formatted columns claim A1:Z1048576
_UNCALCULATED = "มีช่องสูตร {} ช่องที่ยังไม่มีผลคำนวณ จึงอ่านเป็นช่องว่าง โปรดเปิดด้วย Excel แล้วบันทึกใหม่"

_COLOURED = (
    "แผ่นงาน “{}” คอลัมน์ {} มีช่องว่างที่ระบายสีแทนเครื่องหมาย ซึ่งอ่านไม่ได้ โปรดใส่เครื่องหมายหรือข้อความในช่องนั้น"
)
_UNHIDE = "หากต้องการ โปรดเลิกซ่อนแล้วเพิ่มไฟล์ใหม่"

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of any spreadsheet program
_RUNNING_CODE = re.compile('&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Z+-])')
"""Sides, fonts, sizes and fields ("&L", "&P") of a header or footer."""
_MOST_RUNNING = 2_000  # code points of a sheet's headers and footers that are read; by hand
_TRUE = frozenset({"1", "true"})
_BUILT_IN = {
    **dict.fromkeys(("3", "37", "38", "41"), "#,##0"),
    **dict.fromkeys(("4", "39", "40", "43"), "#,##0.00"),
    "2": "0.00",
    "9": "0%",
    "10": "0.00%",
    "17": "mmm-yy",
}
"""Number formats that workbooks name by number alone: amounts, percentages, months."""
_AMOUNT = re.compile(r"[#?0,]*[0#](?:\.(?P<places>[0#?]+))?")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
"""Of a number format: what is printed as it is, colours, languages, blanks."""


@dataclass(slots=True)
class WorkbookSheet:
    """What the library does not give of a sheet, and the block that holds all of its cells."""

    path: Path
    limits: ReadLimits
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)
    #: rows of a table that a filter is set on: those hidden there are read
    filtered: list[Span] = field(default_factory=list)
    #: first and last cell of each, of ODS only: elsewhere the library has them
    merges: list[tuple[Address, Address]] = field(default_factory=list)
    styled: dict[int, list[Address]] = field(default_factory=dict)  #: by the number of their style
    formats: dict[Address, str] = field(default_factory=dict)  #: of cells shown otherwise
    blank: dict[Address, int] = field(default_factory=dict)  #: styles of cells without a value
    coloured: frozenset[Address] = frozenset()  #: cells without a value that have a fill
    in_symbols: list[Address] = field(default_factory=list)  #: cells in a symbol font
    running: str = ""  #: headers and footers of the printed pages, in XLSX with their codes
    uncalculated: int = 0  #: formulas without a result
    _rows: Span | None = None
    _columns: Span | None = None

    def hold(self, row: int, column: int) -> None:
        """Take in a cell with a value; raises LimitExceededError where the block is too large."""
        self._rows = _widened(self._rows, row)
        self._columns = _widened(self._columns, column)
        height = self._rows[1] - self._rows[0] + 1
        self.check(height * (self._columns[1] - self._columns[0] + 1), self.limits.cells)

    def check(self, cells: int, allowed: int) -> None:
        """Raise LimitExceededError if `cells` are more than `allowed`."""
        if cells > allowed:
            raise LimitExceededError(
                path=str(self.path),
                reason=f"แผ่นงานมีข้อมูลกระจายถึง {cells:,} ช่อง อ่านได้ไม่เกิน {self.limits.cells:,} ช่อง "
                "โปรดลบข้อมูลที่อยู่ไกลจากตารางแล้วบันทึกใหม่",
            )


def _widened(span: Span | None, number: int) -> Span:
    return (number, number) if span is None else (min(span[0], number), max(span[1], number))


@dataclass(frozen=True, slots=True)
class _Styles:
    """Number formats: `codes` by their number, `numbers` by style in order.

    Of XLSX also `looks`, the numbers of font and fill by style, and of each font whether it is of
    symbols, of each fill whether it has a colour.
    """

    codes: dict[str, str] = field(default_factory=lambda: dict(_BUILT_IN))
    numbers: list[str] = field(default_factory=list)
    looks: list[tuple[int, int]] = field(default_factory=list)
    fonts: list[bool] = field(default_factory=list)
    fills: list[bool] = field(default_factory=list)

    def take_record(self, kind: int, body: memoryview) -> None:
        """Take in a FORMAT or XF record of an XLS."""
        if kind == _FORMAT and len(body) > 5:
            number, _, is_wide = struct.unpack_from("<HHB", body)
            code = bytes(body[5:]).decode("utf-16-le" if is_wide & 1 else "latin-1", "replace")
            self.codes[str(number)] = code
        elif kind == _STYLE and len(body) >= 4:
            self.numbers.append(str(struct.unpack_from("<2xH", body)[0]))

    def set_formats(self, sheet: WorkbookSheet) -> None:
        for style, number in enumerate(self.numbers):
            code = self.codes.get(number, "")
            bare = set(_LITERAL.sub("", code.partition(";")[0]).casefold())
            has_no_day = "m" in bare and bare & set("ybe") and not bare & set("dhs")
            is_amount = bare & set("%,.") and not bare & set("dmybehs")
            if style in sheet.styled and (is_amount or has_no_day):
                sheet.formats |= dict.fromkeys(sheet.styled[style], code)

    def set_looks(self, sheet: WorkbookSheet) -> None:
        filled = set()
        for style, (font, fill_number) in enumerate(self.looks):
            if fill_number < len(self.fills) and self.fills[fill_number]:
                filled.add(style)
            if font < len(self.fonts) and self.fonts[font]:
                sheet.in_symbols += sheet.styled.get(style, [])
        sheet.coloured = frozenset(at for at, style in sheet.blank.items() if style in filled)


def check_xls(path: Path, limits: ReadLimits) -> list[WorkbookSheet]:
    """Check the sheets of an XLS; those that it names, in their order."""
    try:
        with OleFileIO(str(path)) as ole:
            name = next(name for name in ("Workbook", "Book") if ole.exists(name))
            data: bytes = ole.openstream(name).read()
    except (*NOT_OLE, StopIteration) as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    sheet = WorkbookSheet(path, limits)
    sheets: dict[int, WorkbookSheet] = {}
    offsets: list[int] = []
    styles = _Styles()
    for offset, kind, body in _records(data):
        if kind in _BEGIN:
            sheet = sheets[offset] = WorkbookSheet(path, limits)
        elif kind == _BOUND_SHEET and len(body) >= _SHEET_OFFSET.size:
            offsets += _SHEET_OFFSET.unpack_from(body)
        elif kind == _ROW and len(body) >= 14:
            row, options = struct.unpack_from("<H10xH", body)
            sheet.hidden_rows.extend([(row, row)] if options & _HIDDEN_ROW else [])
        elif kind == _COLUMNS and len(body) >= 10:
            first, last, options = struct.unpack_from("<HH4xH", body)
            sheet.hidden_columns.extend([(first, last)] if options & _HIDDEN_COLUMNS else [])
        elif kind == _FILTERED:
            sheet.filtered.append((0, _MOST_ROWS))
        elif kind == _LOCKED:
            raise DamagedFileError(path=str(path), reason=PASSWORD)
        elif kind in {_FORMAT, _STYLE}:
            styles.take_record(kind, body)
        else:
            for row, column, style in _cells_in(kind, body):
                sheet.hold(row, column)
                sheet.styled.setdefault(style, []).append((row, column))
    bound = [sheets.get(offset) or WorkbookSheet(path, limits) for offset in offsets]
    for sheet in bound:
        styles.set_formats(sheet)
    return bound


def _cells_in(kind: int, body: memoryview) -> list[tuple[int, int, int]]:
    if kind in _ONE_CELL and len(body) >= 6:
        return [struct.unpack_from("<HHH", body)]
    if kind != _MANY_CELLS or len(body) < 6:
        return []
    row, first = struct.unpack_from("<HH", body)
    styles = [struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 7, 6)]
    # The last column that it claims, whatever it holds: the library believes it.
    last = struct.unpack_from("<H", body, len(body) - 2)[0]
    cells = [(row, first + number, style) for number, style in enumerate(styles)]
    return [*cells, (row, last, styles[-1] if styles else 0)]


def _records(data: bytes) -> Iterator[tuple[int, int, memoryview]]:
    view, offset = memoryview(data), 0
    while offset + _HEAD.size <= len(data):
        kind, length = _HEAD.unpack_from(data, offset)
        end = offset + _HEAD.size + length
        yield offset, kind, view[offset + _HEAD.size : end]
        offset = end


class _SheetWatch(XmlWatcher):
    """Follows the elements of all sheets, which it keeps by the names of their entries."""

    def __init__(self, new_sheet: Callable[[], WorkbookSheet]) -> None:
        self.sheets: dict[str, WorkbookSheet] = {}
        self.tables: defaultdict[str, list[str]] = defaultdict(list)  #: by the sheet's file name
        self._new_sheet = new_sheet
        self._in_formula = False
        self._sheet = new_sheet()

    def begin(self, entry: str) -> None:
        self.close_formula()
        self._entry = entry
        self._sheet = self.sheets.setdefault(entry, self._new_sheet())
        self._row = self._column = self._style = 0
        self._in_value = self._in_running = False
        self._filtered = (0, -1)

    def element(self, name: str, attributes: dict[str, str]) -> None:
        self._in_value = name in {"v", "t"}
        self._in_running = name.endswith(("Header", "Footer"))
        sheet = self._sheet
        if name in {"dimension", "mergeCell"}:
            ends = _REFERENCE.findall(attributes.get("ref", ""))
            if len(ends) == 2:
                (left, top), (right, bottom) = ends
                width, height = _column(right) - _column(left) + 1, int(bottom) - int(top) + 1
                sheet.check(width * height, sheet.limits.cells * _DECLARED_SLACK)
        elif name == "row":
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
            if attributes.get("hidden") in _TRUE:
                sheet.hidden_rows.append((self._row - 1, self._row - 1))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = _number(attributes.get("min")), _number(attributes.get("max"))
            sheet.hidden_columns.append((first - 1, last - 1))
        elif name in {"c", "f", "v", "is"}:
            self._cell(name, attributes)
        else:
            self._filter(name, attributes)

    def _cell(self, name: str, attributes: dict[str, str]) -> None:
        sheet = self._sheet
        if name == "c":
            self.close_formula()
            if reference := _REFERENCE.fullmatch(attributes.get("r", "")):
                self._column, self._row = _column(reference.group(1)), int(reference.group(2))
            else:
                self._column += 1
            self._style = _number(attributes.get("s"))
        address = (self._row - 1, self._column - 1)
        if name == "f":
            self._in_formula = True
        elif name != "c":
            sheet.hold(self._row, self._column)
            sheet.blank.pop(address, None)
            if self._style:
                sheet.styled.setdefault(self._style, []).append(address)
        elif self._style and len(sheet.blank) < sheet.limits.cells:
            sheet.blank[address] = self._style

    def _filter(self, name: str, attributes: dict[str, str]) -> None:
        """A filter of a sheet or of one of its tables, which are parts of their own."""
        if name == "Relationship":
            of_sheet = self._entry.removeprefix(f"{_SHEETS}_rels/").removesuffix(".rels")
            table = attributes.get("Target", "").lower().replace("../", "xl/").lstrip("/")
            if table.startswith(_TABLES):
                self.tables[of_sheet].append(table)
                self.sheets.setdefault(table, self._new_sheet())
        elif name == "autoFilter":
            ends = _REFERENCE.findall(attributes.get("ref", ""))
            self._filtered = (int(ends[0][1]) - 1, int(ends[-1][1]) - 1) if ends else (0, -1)
        elif name == "filterColumn":
            self._sheet.filtered.append(self._filtered)

    def text(self, text: str) -> None:
        # Text in a value is the stored result of a formula.
        if self._in_value and text.strip():
            self._in_formula = False
        if self._in_running and len(self._sheet.running) < _MOST_RUNNING:
            self._sheet.running = (self._sheet.running or "\n") + text
        elif self._in_running:
            cut_off(f"หัวและท้ายกระดาษหลังตัวอักษรที่ {_MOST_RUNNING:,}")

    def close_formula(self) -> None:
        self._sheet.uncalculated += self._in_formula
        self._in_formula = False


class _BookWatch(XmlWatcher):
    def __init__(self) -> None:
        self.sheets: list[str] = []  #: identifiers of the sheets' parts, in order of the sheets
        self.entries: dict[str, str] = {}  #: names of the parts in the archive, by identifier
        self.styles = _Styles()
        self._part = ""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append(_local(attributes).get("id", ""))
        elif name == "Relationship":
            values = _local(attributes)
            target = values.get("Target", "").lower()
            entry = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            self.entries[values.get("Id", "")] = entry
        elif name == "numFmt":
            self.styles.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in {"fonts", "fills", "borders", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            self._part = name
        elif self._part == "cellXfs" and name == "xf":
            self.styles.numbers.append(attributes.get("numFmtId", ""))
            look = _number(attributes.get("fontId")), _number(attributes.get("fillId"))
            self.styles.looks.append(look)
        elif self._part == "fonts":
            if name == "font":
                self.styles.fonts.append(False)
            elif name == "name" and self.styles.fonts:
                is_of_symbols = attributes.get("val", "").lower() in _SYMBOL_FONTS
                self.styles.fonts[-1] = is_of_symbols
        elif self._part == "fills" and name == "fill":
            self.styles.fills.append(False)
        elif self._part == "fills" and name in {"fgColor", "gradientFill"}:
            # White, as such or as the background of the theme, is no colour.
            is_background = attributes.get("theme") == "0" and not attributes.get("tint")
            is_white = is_background or attributes.get("rgb", "").upper().endswith("FFFFFF")
            self.styles.fills[-1:] = [not is_white]


def check_xlsx(path: Path, limits: ReadLimits) -> list[WorkbookSheet]:
    """Check the archive of an XLSX; its sheets in their order, then parts that it does not name."""
    new_sheet = partial(WorkbookSheet, path, limits)
    watch, book = _SheetWatch(new_sheet), _BookWatch()
    watchers: dict[str, XmlWatcher] = {_SHEETS: watch, _TABLES: watch}
    watchers |= dict.fromkeys((_BOOK, _BOOK_PARTS, _STYLES), book)
    ZipGuard(path, limits=limits, watchers=watchers).check()
    watch.close_formula()
    entries = [book.entries.get(part, "") for part in book.sheets]
    named = [watch.sheets.get(entry) or new_sheet() for entry in entries]
    for entry, sheet in zip(entries, named, strict=True):
        tables = watch.tables[entry.removeprefix(_SHEETS)]
        sheet.filtered += (span for table in tables for span in watch.sheets[table].filtered)
        book.styles.set_formats(sheet)
        book.styles.set_looks(sheet)
        sheet.running = _RUNNING_CODE.sub("\n", sheet.running)
    return [*named, *(watch.sheets[entry] for entry in watch.sheets.keys() - {*entries})]


def _local(attributes: dict[str, str]) -> dict[str, str]:
    return {key.rpartition(":")[2]: value for key, value in attributes.items()}


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _ContentWatch(XmlWatcher):
    """Follows content.xml of an ODS; an element may be several equal rows, columns or cells."""

    def __init__(self, new_sheet: Callable[[], WorkbookSheet]) -> None:
        self.sheets: list[WorkbookSheet] = []
        self._new_sheet = new_sheet
        self._begin()

    def _begin(self) -> None:
        self._sheet = self._new_sheet()
        self._rows = self._columns = self._named_columns = range(0)
        self._held = True

    def element(self, name: str, attributes: dict[str, str]) -> None:
        values = _local(attributes)
        if name == "table":
            self._begin()
            self.sheets.append(self._sheet)
        elif name == "table-row":
            self._rows = _following(self._rows, values.get("number-rows-repeated"))
            self._columns = range(0)
            self._held = True
            if values.get("visibility") == "collapse":
                self._sheet.hidden_rows.append((self._rows[0], self._rows[-1]))
        elif name == "table-column":
            repeated = values.get("number-columns-repeated")
            self._named_columns = _following(self._named_columns, repeated)
            if values.get("visibility") == "collapse":
                columns = self._named_columns
                self._sheet.hidden_columns.append((columns[0], columns[-1]))
        elif name in {"table-cell", "covered-table-cell"}:
            self._columns = _following(self._columns, values.get("number-columns-repeated"))
            self._held = False
            if "value-type" in values:
                self._hold()
            if values.get("value-type") == "percentage":
                percentages = product(self._rows, self._columns)
                self._sheet.formats |= dict.fromkeys(percentages, "%")
            height = _ods_number(values.get("number-rows-spanned"))
            width = _ods_number(values.get("number-columns-spanned"))
            if height > 1 or width > 1:
                row, column = self._rows.start, self._columns.start
                last = row + height - 1, column + width - 1
                self._sheet.merges.append(((row, column), last))

    def text(self, text: str) -> None:
        if not self._held and text.strip():
            self._hold()

    def _hold(self) -> None:
        self._held = True
        last_row, last_column = self._rows.stop - 1, self._columns.stop - 1
        self._sheet.hold(self._rows.start, self._columns.start)
        self._sheet.hold(last_row, last_column)
        # The library builds a lone cell far away from the first row on.
        if last_row >= _MOST_ROWS or last_column >= _MOST_COLUMNS:
            self._sheet.check((last_row + 1) * (last_column + 1), 0)


def check_ods(path: Path, limits: ReadLimits) -> list[WorkbookSheet]:
    """Check the archive of an ODS; its sheets in their order."""
    watch = _ContentWatch(partial(WorkbookSheet, path, limits))
    check_opendocument(path, limits=limits, watchers={"content.xml": watch})
    return watch.sheets


def _following(before: range, repeated: str | None) -> range:
    return range(before.stop, before.stop + _ods_number(repeated))


def _ods_number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 12 else 1


def _read_workbook(
    media_type: str,
    check: Callable[[Path, ReadLimits], list[WorkbookSheet]],
    path: Path,
    *,
    limits: ReadLimits,
) -> SourceDocument:
    """Read what every sheet shows, and rows that a filter hides.

    What is hidden by hand is left out, named in a warning.

    Row numbers are those that the spreadsheet program shows.
    """
    file = load(path, limits=limits)
    checked = check(path, limits)
    collector = Collector(file.source, limits=limits)
    if uncalculated := sum(sheet.uncalculated for sheet in checked):
        collector.warnings.append(_UNCALCULATED.format(uncalculated))
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(file.data)) as workbook:
            checked += [WorkbookSheet(path, limits) for _ in workbook.sheets_metadata]
            _read_sheets(workbook, checked, collector)
    except CalamineError as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    except BaseException as error:
        # The library is written in Rust; its panics are no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedFileError(path=str(path), reason=broken()) from error
    return collector.document(media_type)


read_xlsx = partial(
    _read_workbook,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    check_xlsx,
)
read_xls = partial(_read_workbook, "application/vnd.ms-excel", check_xls)
read_ods = partial(_read_workbook, "application/vnd.oasis.opendocument.spreadsheet", check_ods)


def _read_sheets(
    workbook: CalamineWorkbook, checked: Sequence[WorkbookSheet], collector: Collector
) -> None:
    hidden: list[str] = []
    for number, metadata in enumerate(workbook.sheets_metadata):
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        if metadata.visible != SheetVisibleEnum.Visible:
            hidden.append(metadata.name)
            continue
        with PartOfFile(f"แผ่นงาน “{metadata.name}”"):
            collector.begin_sheet(metadata.name)
            _emit(workbook.get_sheet_by_index(number), checked[number], collector)
            collector.paragraph(checked[number].running, running=True)
    if hidden:
        names = ", ".join(f"“{name}”" for name in hidden)
        collector.warnings.append(f"ไม่ได้อ่านแผ่นงานที่ซ่อนไว้ {names} {_UNHIDE}")


def _emit(sheet: CalamineSheet, checked: WorkbookSheet, collector: Collector) -> None:
    values = sheet.to_python(skip_empty_area=True)
    texts = [[_text(value) for value in row] for row in values]
    top, left = sheet.start or (0, 0)
    height, width = len(texts), len(texts[0]) if texts else 0
    for (row, column), code in checked.formats.items():
        if 0 <= row - top < height and 0 <= column - left < width:
            text = _formatted(values[row - top][column - left], code)
            texts[row - top][column - left] = text
    for row, column in checked.in_symbols:
        text = texts[row - top][column - left]
        texts[row - top][column - left] = "".join(symbol(it, unknown=it) for it in text)
    merges = []
    for first, last in sheet.merged_cell_ranges or checked.merges:
        merge = Merge(
            first_row=first[0] - top,
            first_column=first[1] - left,
            last_row=min(last[0] - top, height - 1),
            last_column=min(last[1] - left, width - 1),
        )
        inside = 0 <= merge.first_row <= merge.last_row and merge.first_column >= 0
        if inside and merge.first_column <= merge.last_column:
            merges.append(merge)
            fill(texts, merge, texts[merge.first_row][merge.first_column])
    by_hand = [
        span
        for span in checked.hidden_rows
        if not any(first <= span[0] <= last for first, last in checked.filtered)
    ]
    rows = _shown(by_hand, first=top, count=height)
    columns = _shown(checked.hidden_columns, first=left, count=width)
    lost_rows = [row for row in range(height) if row not in rows and any(texts[row])]
    lost_columns = [c for c in range(width) if c not in columns and any(row[c] for row in texts)]
    lost = [f"แถว {len(lost_rows):,} แถว"] if lost_rows else []
    if lost_columns:
        lost.append(f"คอลัมน์ {_letters(left + column for column in lost_columns)}")
    if lost:
        collector.warnings.append(
            f"ไม่ได้อ่าน{' และ'.join(lost)} ที่ซ่อนไว้ในแผ่นงาน “{sheet.name}” {_UNHIDE}"
        )
    if coloured := _coloured_columns(texts, checked.coloured, top=top, left=left):
        collector.warnings.append(_COLOURED.format(sheet.name, _letters(coloured)))
    shown = [
        CollectedRow(cells=tuple(texts[row][at] for at in columns), row_number=top + row + 1)
        for row in rows
    ]
    whole = (within(merge, rows, columns) for merge in merges)
    emit_sheet(shown, collector, merges=[merge for merge in whole if merge])


def _coloured_columns(
    texts: Sequence[Sequence[str]], coloured: Container[Address], *, top: int, left: int
) -> list[int]:
    """Columns, from 0, where a fill may be a tick: some empty cells of a row have one, not all."""
    columns: set[int] = set()
    for row, cells in enumerate(texts, start=top):
        empty = [column for column, text in enumerate(cells, start=left) if not text]
        filled = {column for column in empty if (row, column) in coloured}
        columns |= filled if any(cells) and len(filled) < len(empty) else set()
    return sorted(columns)


def _letters(columns: Iterable[int]) -> str:
    """Columns, counted from 0, as a spreadsheet program names them."""
    from openpyxl.utils import get_column_letter  # 0.2 s: only where a column is to be named

    return ", ".join(get_column_letter(column + 1) for column in columns)


def _shown(hidden: Sequence[Span], *, first: int, count: int) -> range | list[int]:
    if not hidden:
        return range(count)
    spans = (range(max(a - first, 0), min(b - first + 1, count)) for a, b in hidden)
    lost = {index for span in spans for index in span}
    return [index for index in range(count) if index not in lost]


def _formatted(value: Value, code: str) -> str:
    """A value under a number format of an amount, a percentage or a date without its day."""
    if isinstance(value, date) and "%" not in code:
        return date_text(value, with_day=False)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return _text(value)
    amount = _AMOUNT.search(_LITERAL.sub("", code.partition(";")[0]))
    if amount is None:
        return f"{100 * value:.10g}%" if "%" in code else _text(value)
    places = amount["places"] or ""
    scaled = 100 * value if "%" in code else value
    text = f"{scaled:{',' if ',' in amount[0] else ''}.{len(places)}f}"
    while text.endswith("0") and len(text.partition(".")[2]) > places.count("0"):
        text = text[:-1]
    return text.removesuffix(".") + "%" * ("%" in code)


def _text(value: Value) -> str:
    """A cell's value as text: 5.0 is "5", dates are Thai, truth values are as in Excel."""
    match value:
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime() if value.time() == time():
            return date_text(value)
        case datetime():
            return f"{date_text(value)} {value:%H:%M}"
        case date():
            return date_text(value)
        case time():
            return value.isoformat(timespec="minutes")
        case str():
            return without_tags(value.replace("\r\n", "\n").replace("\r", "\n"))
        case _:
            return str(value)
