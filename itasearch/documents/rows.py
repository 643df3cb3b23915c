"""Tables that a person hands over, CSV or XLSX, as rows of texts."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell

_MOST_BYTES = 20 * 1024**2  # of a table, packed; by hand
_MOST_UNPACKED = 200 * 1024**2  # bytes; by hand
_MOST_LINKED = 20 * 1024**2  # bytes, unpacked, of a workbook of which links are read; by hand
_MOST_ROWS = 20_000  # of a table that are read; by hand
_MOST_COLUMNS = 50  # by hand
_SHEET_FILE = re.compile(r"xl/worksheets/")
_LINK_FORMULA = b"hyperlink("  # only where one is are formulas read, which takes as long again
_LINK = re.compile(r'=\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_ADDRESS = re.compile(r"://|\bwww\.|\.th\b", re.IGNORECASE)

# An address as shown.
_CUT = re.compile(rf"(?=.*(?:{_ADDRESS.pattern})).*(?:…|\.\.\.)", re.IGNORECASE)


def table_rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """The rows of the sheet with most addresses; cells as texts without blanks around them.

    Of sheets without any it is the first that has a row. Where a cell's text leads is a cell of its
    own at the end of the row, unless the text is an address. () of a file that is no such table, or
    too large for one.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            return ()
        rows = _of_workbook(path) if path.suffix.lower() == ".xlsx" else _of_text(path)
        return tuple(islice(filter(any, rows), _MOST_ROWS))
    except (OSError, ValueError, KeyError, csv.Error, zipfile.BadZipFile):
        return ()


def _of_text(path: Path) -> Iterator[tuple[str, ...]]:
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        return
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp874")
    delimiter = max(",;\t", key=text[:4096].count)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield tuple(cell.strip() for cell in row[:_MOST_COLUMNS])


def _of_workbook(path: Path) -> Iterator[tuple[str, ...]]:
    import openpyxl  # 0.2 s: only where a workbook is read

    with zipfile.ZipFile(path) as packed:
        unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            return
        is_large = unpacked > _MOST_LINKED
        sheet_files = filter(_SHEET_FILE.match, () if is_large else packed.namelist())
        has_links = any(_LINK_FORMULA in packed.read(name).lower() for name in sheet_files)
    with closing(openpyxl.load_workbook(path, read_only=is_large, data_only=True)) as workbook:
        formulas = openpyxl.load_workbook(path).worksheets if has_links else []
        for cell in (cell for sheet in formulas for row in sheet for cell in row):
            if match := _LINK.match(str(cell.value)):  # its value are words only
                workbook[cell.parent.title][cell.coordinate].hyperlink = match[1]
        sheets = []
        for sheet in workbook.worksheets:
            if is_large:
                sheet.reset_dimensions()  # what a sheet says of its size may be wrong
            rows = sheet.iter_rows(max_col=min(sheet.max_column or _MOST_COLUMNS, _MOST_COLUMNS))
            sheets.append([_texts(row) for row in islice(rows, _MOST_ROWS)])
        yield from max(filter(any, sheets), key=_addresses, default=[])


def _texts(row: Iterable["Cell"]) -> tuple[str, ...]:
    """The texts of cells, and behind them where cells lead whose text is no address."""
    texts, targets = [], []
    for cell in row:
        text = "" if cell.value is None else str(cell.value).strip()
        target = getattr(getattr(cell, "hyperlink", None), "target", None)
        if target and _CUT.match(text):
            text = ""
        if target and not _ADDRESS.search(text):
            targets.append(target)
        texts.append(text)
    return (*texts, *targets)


def _addresses(rows: Iterable[Iterable[str]]) -> int:
    return sum(any(map(_ADDRESS.search, row)) for row in rows)
