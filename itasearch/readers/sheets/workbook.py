"""Workbooks (XLSX, XLS, ODS), sheet by sheet, merged cells filled and values as people see them.

Only the first cell of a merge holds text, whole numbers come as floats, and a formula that
no program has calculated yet has no value.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.model.source import Merge, SourceDocument
from itasearch.readers.base import load
from itasearch.readers.flow.collector import CollectedRow, Collector, fill
from itasearch.readers.flow.markup import without_tags
from itasearch.readers.flow.sheet import emit_sheet
from itasearch.readers.sheets.reach import (
    CellRange,
    WorkbookCheck,
    check_ods,
    check_xls,
    check_xlsx,
)
from itasearch.wording.messages import broken

Value = int | float | str | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookFormat:
    """A format of workbooks.

    Attributes:
        media_type: of its files.
        check: runs before the library opens a file; raises where it is beyond the limits.
    """

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
        """Read every visible sheet; hidden ones are named in a warning and left out.

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
        collector.begin_sheet(sheet.name)
        found = workbook.get_sheet_by_index(number)
        joined = found.merged_cell_ranges or checked.merges.get(sheet.name, ())
        _emit(found, joined, collector)
    if hidden:
        names = ", ".join(f"“{name}”" for name in hidden)
        collector.warnings.append(f"ไม่ได้อ่านแผ่นงานที่ซ่อนไว้ {names} หากต้องการ โปรดเลิกซ่อนแล้วเพิ่มไฟล์ใหม่")


def _emit(sheet: CalamineSheet, joined: Sequence[CellRange], collector: Collector) -> None:
    """Give the texts of the sheet's used block to the collector; merges end at its borders."""
    top, left = sheet.start or (0, 0)
    texts = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
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
    rows = [
        CollectedRow(cells=tuple(row), row_number=top + number)
        for number, row in enumerate(texts, start=1)
    ]
    emit_sheet(rows, collector, merges=merges)


def _text(value: Value) -> str:
    """A cell's value as text: 5.0 is "5", dates are ISO, truth values are as in Excel."""
    match value:
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case time():
            return value.isoformat(timespec="minutes")
        case str():
            return without_tags(value.replace("\r\n", "\n").replace("\r", "\n"))
        case _:
            return str(value)
