"""Workbooks (XLSX, XLS, ODS), sheet by sheet, merged cells filled and values as people see them.

Only the first cell of a merge holds text, whole numbers come as floats, and a formula that
no program has calculated yet has no value. What people do not see is left out with a
warning: hidden sheets, columns and rows (by hand, a filter or an outline), which mostly hold
codes and drafts.

How far the cells of the sheets reach is found before the library reads them, because it builds
a sheet as one dense block: a lone cell at XFD1048576 makes it ask for 17
thousand million cells and abort the process. XLSX and ODS are followed as XML (an ODS cell
or row has a number of repetitions: thirty characters can mean a thousand million
cells); XLS is a sequence of records, each its kind, its length and its bytes, with kinds as
in [MS-XLS] 2.3. Hidden rows and columns and the merged cells of ODS are found here too,
because the library does not give them.
"""

import io
import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
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
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import Merge, SourceDocument
from itasearch.readers.base import load
from itasearch.readers.flow.collector import CollectedRow, Collector, fill
from itasearch.readers.flow.markup import without_tags
from itasearch.readers.flow.sheet import emit_sheet
from itasearch.readers.zip_guard import NOT_OLE, XmlWatcher, ZipGuard, check_opendocument
from itasearch.text.dates.months import date_text
from itasearch.wording.messages import PASSWORD, broken

Value = int | float | str | bool | date | datetime | time | timedelta

Place: TypeAlias = tuple[int, int]
"""Row and column of a cell of the sheet, from 0."""

CellRange: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merge as (row, column) of the sheet, from 0."""

Span: TypeAlias = tuple[int, int]
"""The first and last of rows or columns, from 0."""

_STREAMS = ("Workbook", "Book")
_HEAD = struct.Struct("<HH")
_BEGIN, _LOCKED = frozenset({0x0009, 0x0209, 0x0409, 0x0809}), 0x002F
_LABELS = frozenset({0x00FD, 0x0204, 0x0004, 0x00D6})
_NUMBERS = frozenset({0x0203, 0x0003, 0x027E, 0x007E, 0x0002})
_OTHERS = frozenset({0x0006, 0x0206, 0x0406, 0x0205, 0x0005})  # formulas, truths and errors
_ONE_CELL = _LABELS | _NUMBERS | _OTHERS
_MANY_CELLS = 0x00BD
_SHEET_PLACE = struct.Struct("<I")
_BOUND_SHEET, _ROW, _COLUMNS = 0x0085, 0x0208, 0x007D
_HIDDEN_ROW, _HIDDEN_COLUMNS = 0x20, 0x01
"""Bits of the options of a ROW and of a COLINFO record."""

_SHEETS = "xl/worksheets/"
_BOOK, _BOOK_PARTS = "xl/workbook", "xl/_rels/workbook"
_PARTS_FOLDER = "xl/"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DECLARED_SLACK = 100  # times the limit a sheet may claim: formatted columns claim A1:Z1048576
_UNCALCULATED = "มีช่องสูตร {} ช่องที่ยังไม่มีผลคำนวณ จึงอ่านเป็นช่องว่าง โปรดเปิดด้วย Excel แล้วบันทึกใหม่"

_UNHIDE = "หากต้องการ โปรดเลิกซ่อนแล้วเพิ่มไฟล์ใหม่"

_CONTENT = "content.xml"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of any spreadsheet program
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_RUNNING_CODE = re.compile('&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Z+-])')
"""Sides, fonts, sizes and fields ("&L", "&P") of a header or footer."""
_MOST_RUNNING = 2_000  # code points of a sheet's headers and footers that are read; by hand
_TRUE = frozenset({"1", "true"})
_STYLES = "xl/styles"
_FORMAT, _STYLE = 0x041E, 0x00E0
_BUILT_IN = {"9": "0%", "10": "0.00%", "17": "mmm-yy"}
"""Number formats that a workbook names by number alone, of those that `_is_shown_otherwise`."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
"""Of a number format: what is printed as it is, colours, languages, blanks."""
_INVISIBLE = frozenset({"collapse", "filter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenParts:
    """What a sheet hides."""

    rows: list[Span] = field(default_factory=list)
    columns: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookCheck:
    """The result of the check of a workbook.

    Attributes:
        merges: merged cells by sheet, in formats whose library does not give them.
        hidden: rows and columns by the sheet's place in the workbook, from 0.
        formats: number formats by the same, of cells that show more or less than their value.
        running: headers and footers of the printed pages, by the sheet's place.
    """

    warnings: tuple[str, ...] = ()
    merges: Mapping[str, Sequence[CellRange]] = field(default_factory=dict)
    hidden: Mapping[int, HiddenParts] = field(default_factory=dict)
    formats: Mapping[int, Mapping[Place, str]] = field(default_factory=dict)
    running: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The number formats of a workbook's styles, in their order, and the cells that have them.

    Attributes:
        codes: of a format, by its number.
        numbers: of the format of each style.
        cells: places by style, by sheet.
    """

    codes: dict[str, str] = field(default_factory=lambda: dict(_BUILT_IN))
    numbers: list[str] = field(default_factory=list)
    cells: dict[str, dict[int, list[Place]]] = field(default_factory=dict)

    def take(self, kind: int, body: memoryview) -> None:
        """Take in a record of an XLS, if it is of a format or of a style of cells."""
        if kind == _FORMAT and len(body) > 5:
            number, _, is_wide = struct.unpack_from("<HHB", body)
            code = bytes(body[5:]).decode("utf-16-le" if is_wide & 1 else "latin-1", "replace")
            self.codes[str(number)] = code
        elif kind == _STYLE and len(body) >= 4:
            self.numbers.append(str(struct.unpack_from("<2xH", body)[0]))

    def of_sheet(self, sheet: str) -> dict[Place, str]:
        """Formats of cells that show more or less than their value."""
        codes = [self.codes.get(number, "") for number in self.numbers]
        used = {style for style, code in enumerate(codes) if _is_shown_otherwise(code)}
        styled = self.cells.get(sheet, {})
        return {place: codes[style] for style in used & styled.keys() for place in styled[style]}


def _is_shown_otherwise(code: str) -> bool:
    """Whether a number format makes a percentage, or a date without its day."""
    bare = _LITERAL.sub("", code.partition(";")[0]).casefold()
    dated = "m" in bare and set("ybe") & set(bare)
    return "%" in bare or bool(dated and not set("dhs") & set(bare))


class _SheetReach:
    """The block that holds all cells of one sheet taken in; raises when it is too large."""

    def __init__(self, path: Path, *, limits: ReadLimits) -> None:
        self._path = path
        self._limits = limits
        self._rows: tuple[int, int] | None = None
        self._columns: tuple[int, int] | None = None

    def hold(self, row: int, column: int) -> None:
        """Take in a cell with a value.

        Raises:
            LimitExceededError: the block now has more cells than allowed.
        """
        self._rows = _widened(self._rows, row)
        self._columns = _widened(self._columns, column)
        height = self._rows[1] - self._rows[0] + 1
        width = self._columns[1] - self._columns[0] + 1
        self.check(height * width, self._limits.cells)

    def check(self, cells: int, allowed: int) -> None:
        """Raise LimitExceededError if `cells` are more than `allowed`."""
        if cells > allowed:
            raise LimitExceededError(
                path=str(self._path),
                reason=f"แผ่นงานมีข้อมูลกระจายถึง {cells:,} ช่อง อ่านได้ไม่เกิน {self._limits.cells:,} ช่อง "
                "โปรดลบข้อมูลที่อยู่ไกลจากตารางแล้วบันทึกใหม่",
            )


def _widened(span: tuple[int, int] | None, place: int) -> tuple[int, int]:
    return (place, place) if span is None else (min(span[0], place), max(span[1], place))


def check_xls(path: Path, limits: ReadLimits) -> WorkbookCheck:
    """Check the sheets of an XLS.

    Raises:
        DamagedFileError: it is broken, or asks for a password.
        LimitExceededError: it is beyond `limits`.
    """
    try:
        with OleFileIO(str(path)) as ole:
            name = next(name for name in _STREAMS if ole.exists(name))
            data: bytes = ole.openstream(name).read()
    except (*NOT_OLE, StopIteration) as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    reach = _SheetReach(path, limits=limits)
    places: list[int] = []
    hidden: dict[int, HiddenParts] = {}
    parts, styles = HiddenParts(), _Styles()
    cells: dict[int, list[Place]] = {}
    for place, kind, body in _records(data):
        if kind in _BEGIN:
            reach = _SheetReach(path, limits=limits)
            parts = HiddenParts()
            cells = styles.cells.setdefault(str(place), {})
            if place in places:
                hidden[places.index(place)] = parts
        elif kind == _BOUND_SHEET and len(body) >= _SHEET_PLACE.size:
            places += _SHEET_PLACE.unpack_from(body)
        elif kind == _ROW and len(body) >= 14:
            row, options = struct.unpack_from("<H10xH", body)
            parts.rows.extend([(row, row)] if options & _HIDDEN_ROW else [])
        elif kind == _COLUMNS and len(body) >= 10:
            first, last, options = struct.unpack_from("<HH4xH", body)
            parts.columns.extend([(first, last)] if options & _HIDDEN_COLUMNS else [])
        elif kind == _LOCKED:
            raise DamagedFileError(path=str(path), reason=PASSWORD)
        else:
            styles.take(kind, body)
            for row, column, style in _cells_in(kind, body):
                reach.hold(row, column)
                cells.setdefault(style, []).append((row, column))
    formats = {number: styles.of_sheet(str(place)) for number, place in enumerate(places)}
    return WorkbookCheck(hidden=hidden, formats=formats)


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
    view = memoryview(data)
    place = 0
    while place + _HEAD.size <= len(data):
        begin = place
        kind, length = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        yield begin, kind, view[place : place + length]
        place += length


class _SheetWatch:
    """Follows the elements of all sheets; `uncalculated` counts formulas without a result.

    Attributes:
        hidden: rows and columns by the name of the sheet's entry in the archive.
        cells: places by style, by the same name.
        running: headers and footers, with their codes, by the same name.
    """

    def __init__(self, path: Path, limits: ReadLimits) -> None:
        self.uncalculated = 0
        self.cells: dict[str, dict[int, list[Place]]] = {}
        self._styled: dict[int, list[Place]] = {}
        self._style = 0
        self.hidden: dict[str, HiddenParts] = {}
        self.running: dict[str, str] = {}
        self._entry = ""
        self._in_running = False
        self._path = path
        self._limits = limits
        self._in_formula = False
        self._parts = HiddenParts()
        self._begin_sheet()

    def begin(self, entry: str) -> None:
        """Take in the name of a sheet's entry."""
        self._parts = self.hidden.setdefault(entry, HiddenParts())
        self._styled = self.cells.setdefault(entry, {})
        self._entry = entry

    def _begin_sheet(self) -> None:
        self.close_formula()
        self._reach = _SheetReach(self._path, limits=self._limits)
        self._row = 0
        self._column = 0
        self._in_value = False

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element of a sheet's XML."""
        self._in_value = name in {"v", "t"}
        self._in_running = name.endswith(("Header", "Footer"))
        if name == "worksheet":
            self._begin_sheet()
        elif name in {"dimension", "mergeCell"}:
            self._check_declared(attributes.get("ref", ""))
        elif name == "row":
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
            if attributes.get("hidden") in _TRUE:
                self._parts.rows.append((self._row - 1, self._row - 1))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = _number(attributes.get("min")), _number(attributes.get("max"))
            self._parts.columns.append((first - 1, last - 1))
        elif name == "c":
            self.close_formula()
            self._move(attributes.get("r", ""))
            self._style = _number(attributes.get("s"))
        elif name == "f":
            self._in_formula = True
        elif name in {"v", "is"}:
            self._reach.hold(self._row, self._column)
            if self._style:
                place = (self._row - 1, self._column - 1)
                self._styled.setdefault(self._style, []).append(place)

    def text(self, text: str) -> None:
        """Take in text; in a value it is the stored result of a formula."""
        if self._in_value and text.strip():
            self._in_formula = False
        if self._in_running and len(running := self.running.get(self._entry, "\n")) < _MOST_RUNNING:
            self.running[self._entry] = running + text

    def close_formula(self) -> None:
        """Take in the end of a cell, and of the file."""
        self.uncalculated += self._in_formula
        self._in_formula = False

    def _move(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if found:
            self._column, self._row = _column(found.group(1)), int(found.group(2))
        else:
            self._column += 1

    def _check_declared(self, reference: str) -> None:
        ends = _REFERENCE.findall(reference)
        if len(ends) == 2:
            (left, top), (right, bottom) = ends
            width, height = _column(right) - _column(left) + 1, int(bottom) - int(top) + 1
            self._reach.check(width * height, self._limits.cells * _DECLARED_SLACK)


class _BookWatch:
    """Follows the list of sheets and the list of the workbook's parts.

    Attributes:
        sheets: identifiers of the sheets' parts, in order of the sheets.
        entries: the name of each part's entry in the archive, by its identifier.
    """

    def __init__(self) -> None:
        self.sheets: list[str] = []
        self.entries: dict[str, str] = {}

    def begin(self, _entry: str) -> None:
        """Both lists have elements of their own."""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        values = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "sheet":
            self.sheets.append(values.get("id", ""))
        elif name == "Relationship":
            target = values.get("Target", "").lower()
            entry = target.lstrip("/") if target.startswith("/") else _PARTS_FOLDER + target
            self.entries[values.get("Id", "")] = entry

    def text(self, text: str) -> None:
        """Neither list has text of interest."""


class _StyleWatch:
    """Follows the styles of an XLSX: number formats, and which each style of cells has."""

    def __init__(self) -> None:
        self.styles = _Styles()
        self._of_cells = False

    def begin(self, _entry: str) -> None:
        """All styles are in one entry."""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        if name == "numFmt":
            self.styles.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and self._of_cells:
            self.styles.numbers.append(attributes.get("numFmtId", ""))
        elif name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            self._of_cells = name == "cellXfs"

    def text(self, text: str) -> None:
        """Styles have no text."""


def check_xlsx(path: Path, limits: ReadLimits) -> WorkbookCheck:
    """Check the archive and the sheets of an XLSX.

    Raises:
        DamagedFileError: the archive or its XML is broken.
        LimitExceededError: it is beyond `limits`.
    """
    watch, book, style = _SheetWatch(path, limits), _BookWatch(), _StyleWatch()
    watchers: dict[str, XmlWatcher] = {_SHEETS: watch, _BOOK: book, _BOOK_PARTS: book}
    watchers[_STYLES] = style
    ZipGuard(path, limits=limits, watchers=watchers).check()
    watch.close_formula()
    warning = _UNCALCULATED.format(watch.uncalculated)
    entries = [book.entries.get(part, "") for part in book.sheets]
    style.styles.cells.update(watch.cells)
    return WorkbookCheck(
        warnings=(warning,) if watch.uncalculated else (),
        hidden={n: watch.hidden[e] for n, e in enumerate(entries) if e in watch.hidden},
        formats={n: style.styles.of_sheet(entry) for n, entry in enumerate(entries)},
        running={
            n: _RUNNING_CODE.sub("\n", watch.running.get(e, "")) for n, e in enumerate(entries)
        },
    )


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@dataclass(slots=True, kw_only=True)
class _Repeated:
    """Equal rows or cells in one element: the first one's number, and how many."""

    start: int = 0
    count: int = 0

    def follow(self, count: int) -> None:
        """Move to the next element."""
        self.start += self.count
        self.count = count

    @property
    def last(self) -> int:
        return self.start + self.count - 1


class _ContentWatch:
    """Follows content.xml."""

    def __init__(self, path: Path, limits: ReadLimits) -> None:
        self.merges: dict[str, list[CellRange]] = {}
        self.hidden: list[HiddenParts] = []
        self.formats: list[dict[Place, str]] = []
        self._path = path
        self._limits = limits
        self._begin_sheet("")
        self.hidden.clear()
        self.formats.clear()

    def begin(self, _entry: str) -> None:
        """All sheets are in one entry."""

    def _begin_sheet(self, name: str) -> None:
        self._own_merges = self.merges.setdefault(name, [])
        self._parts = HiddenParts()
        self.hidden.append(self._parts)
        self.formats.append({})
        self._named_columns = _Repeated()
        self._reach = _SheetReach(self._path, limits=self._limits)
        self._rows = _Repeated()
        self._columns = _Repeated()
        self._held = True

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        values = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "table":
            self._begin_sheet(values.get("name", ""))
        elif name == "table-row":
            self._rows.follow(_ods_number(values.get("number-rows-repeated")))
            self._columns = _Repeated()
            self._held = True
            if values.get("visibility") in _INVISIBLE:
                self._parts.rows.append((self._rows.start, self._rows.last))
        elif name == "table-column":
            self._named_columns.follow(_ods_number(values.get("number-columns-repeated")))
            if values.get("visibility") in _INVISIBLE:
                self._parts.columns.append((self._named_columns.start, self._named_columns.last))
        elif name in _CELLS:
            self._columns.follow(_ods_number(values.get("number-columns-repeated")))
            self._held = False
            if "value-type" in values:
                self._hold()
            if values.get("value-type") == "percentage":
                for row in range(self._rows.start, self._rows.last + 1):
                    for column in range(self._columns.start, self._columns.last + 1):
                        self.formats[-1][row, column] = "%"
            self._merge(values)

    def text(self, text: str) -> None:
        """Take in text: its cell is not empty."""
        if not self._held and text.strip():
            self._hold()

    def _hold(self) -> None:
        self._held = True
        self._reach.hold(self._rows.start, self._columns.start)
        self._reach.hold(self._rows.last, self._columns.last)
        # The library builds a lone cell far away from the first row on.
        far = self._rows.last >= _MOST_ROWS or self._columns.last >= _MOST_COLUMNS
        self._reach.check((self._rows.last + 1) * (self._columns.last + 1) if far else 0, 0)

    def _merge(self, values: dict[str, str]) -> None:
        height = _ods_number(values.get("number-rows-spanned"))
        width = _ods_number(values.get("number-columns-spanned"))
        if height > 1 or width > 1:
            row, column = self._rows.start, self._columns.start
            self._own_merges.append(((row, column), (row + height - 1, column + width - 1)))


def check_ods(path: Path, limits: ReadLimits) -> WorkbookCheck:
    """Check the archive and the sheets of an ODS.

    Raises:
        DamagedFileError: the archive or its XML is broken, or it asks for a password.
        LimitExceededError: it is beyond `limits`.
    """
    watch = _ContentWatch(path, limits)
    check_opendocument(path, limits=limits, watchers={_CONTENT: watch})
    return WorkbookCheck(
        merges=watch.merges,
        hidden=dict(enumerate(watch.hidden)),
        formats=dict(enumerate(watch.formats)),
    )


def _ods_number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 12 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookFormat:
    """A format of workbooks."""

    media_type: str
    check: Callable[[Path, ReadLimits], WorkbookCheck]


XLSX = WorkbookFormat(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    check=check_xlsx,
)
XLS = WorkbookFormat(media_type="application/vnd.ms-excel", check=check_xls)
ODS = WorkbookFormat(media_type="application/vnd.oasis.opendocument.spreadsheet", check=check_ods)


@dataclass(frozen=True, slots=True)
class WorkbookReader:
    """Reads workbooks of one format; see the Reader protocol."""

    format: WorkbookFormat = XLSX

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read what every sheet shows; what is hidden is named in a warning and left out.

        Row numbers are those that the spreadsheet program shows.
        """
        file = load(path, limits=limits)
        checked = self.format.check(path, limits)
        collector = Collector(file.source, limits=limits)
        collector.warnings.extend(checked.warnings)
        try:
            with CalamineWorkbook.from_filelike(io.BytesIO(file.data)) as workbook:
                _read_sheets(workbook, checked, collector)
        except CalamineError as error:
            raise DamagedFileError(path=str(path), reason=broken()) from error
        except BaseException as error:
            # The library is written in Rust; its panics are no Exception.
            if type(error).__name__ != "PanicException":
                raise
            raise DamagedFileError(path=str(path), reason=broken()) from error
        return collector.document(self.format.media_type)


def _read_sheets(workbook: CalamineWorkbook, checked: WorkbookCheck, collector: Collector) -> None:
    hidden: list[str] = []
    for number, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != SheetVisibleEnum.Visible:
            hidden.append(sheet.name)
            continue
        with PartOfFile(f"แผ่นงาน “{sheet.name}”"):
            collector.begin_sheet(sheet.name)
            found = workbook.get_sheet_by_index(number)
            joined = found.merged_cell_ranges or checked.merges.get(sheet.name, ())
            texts = _texts(found, checked.formats.get(number, {}))
            _emit(found, texts, joined, checked.hidden.get(number, HiddenParts()), collector)
            collector.paragraph(checked.running.get(number, ""), running=True)
    if hidden:
        names = ", ".join(f"“{name}”" for name in hidden)
        collector.warnings.append(f"ไม่ได้อ่านแผ่นงานที่ซ่อนไว้ {names} {_UNHIDE}")


def _texts(sheet: CalamineSheet, formats: Mapping[Place, str]) -> list[list[str]]:
    values = sheet.to_python(skip_empty_area=True)
    texts = [[_text(value) for value in row] for row in values]
    top, left = sheet.start or (0, 0)
    for (row, column), code in formats.items():
        if 0 <= row - top < len(texts) and 0 <= column - left < len(texts[0]):
            text = _formatted(values[row - top][column - left], code)
            texts[row - top][column - left] = text
    return texts


def _emit(
    sheet: CalamineSheet,
    texts: list[list[str]],
    joined: Sequence[CellRange],
    hidden: HiddenParts,
    collector: Collector,
) -> None:
    top, left = sheet.start or (0, 0)
    height, width = len(texts), len(texts[0]) if texts else 0
    merges = []
    for (first_row, first_column), (last_row, last_column) in joined:
        merge = Merge(
            first_row=first_row - top,
            first_column=first_column - left,
            last_row=min(last_row - top, height - 1),
            last_column=min(last_column - left, width - 1),
        )
        inside = 0 <= merge.first_row <= merge.last_row and merge.first_column >= 0
        if inside and merge.first_column <= merge.last_column:
            merges.append(merge)
            fill(texts, merge, texts[merge.first_row][merge.first_column])
    rows = _shown(hidden.rows, first=top, count=height)
    columns = _shown(hidden.columns, first=left, count=width)
    lost_rows = [row for row in range(height) if row not in rows and any(texts[row])]
    lost_columns = [c for c in range(width) if c not in columns and any(row[c] for row in texts)]
    collector.warnings.extend(
        _hidden_warning(sheet.name, len(lost_rows), [left + column for column in lost_columns])
    )
    emit_sheet(
        [
            CollectedRow(
                cells=tuple(texts[row][column] for column in columns), row_number=top + row + 1
            )
            for row in rows
        ],
        collector,
        merges=[shown for merge in merges if (shown := _shown_merge(merge, rows, columns))],
    )


def _shown(hidden: Sequence[Span], *, first: int, count: int) -> range | list[int]:
    """The rows or columns of a block that are not hidden, from 0, in order."""
    if not hidden:
        return range(count)
    lost = {
        place
        for start, last in hidden
        for place in range(max(start - first, 0), min(last - first + 1, count))
    }
    return [place for place in range(count) if place not in lost]


def _shown_merge(merge: Merge, rows: Sequence[int], columns: Sequence[int]) -> Merge | None:
    top, bottom = bisect_left(rows, merge.first_row), bisect_right(rows, merge.last_row) - 1
    left = bisect_left(columns, merge.first_column)
    right = bisect_right(columns, merge.last_column) - 1
    if top > bottom or left > right:
        return None
    return Merge(first_row=top, first_column=left, last_row=bottom, last_column=right)


def _hidden_warning(name: str, rows: int, columns: Sequence[int]) -> Iterator[str]:
    parts = [f"แถว {rows:,} แถว"] if rows else []
    parts += [f"คอลัมน์ {', '.join(map(_letters, columns))}"] if columns else []
    if parts:
        yield f"ไม่ได้อ่าน{' และ'.join(parts)} ที่ซ่อนไว้ในแผ่นงาน “{name}” {_UNHIDE}"


def _letters(column: int) -> str:
    """A column from 0 as spreadsheets name it: A, B, …, AA."""
    letters = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _formatted(value: Value, code: str) -> str:
    """A value under a number format that `_is_shown_otherwise`."""
    if "%" in code and isinstance(value, int | float) and not isinstance(value, bool):
        decimals = re.search(r"\.([0#?]+)", code)
        places = len(decimals[1]) if decimals else 0
        return f"{100 * value:.{places}f}%" if "0" in code else f"{100 * value:.10g}%"
    if "%" not in code and isinstance(value, date):
        return date_text(value, with_day=False)
    return _text(value)


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
