"""Tables that a person hands over, CSV or XLSX, as rows of texts."""

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

_MOST_BYTES = 20 * 1024**2  # of a table, packed; by hand
_MOST_UNPACKED = 200 * 1024**2  # bytes; by hand
_MOST_ROWS = 20_000  # of a table that are read; by hand
_MOST_COLUMNS = 50  # by hand


def table_rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """The rows of the first sheet that has any; cells as texts without blanks around them.

    () of a file that is no such table, or too large for one.
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
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield tuple(cell.strip() for cell in row[:_MOST_COLUMNS])


def _of_workbook(path: Path) -> Iterator[tuple[str, ...]]:
    import openpyxl  # 0.2 s: only where a workbook is read

    with zipfile.ZipFile(path) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _MOST_UNPACKED:
            return
    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in workbook.worksheets:
            # What a sheet says of its size may be wrong.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=_MOST_COLUMNS, max_row=_MOST_ROWS, values_only=True)
            texts = [
                tuple("" if cell is None else str(cell).strip() for cell in row) for row in rows
            ]
            if any(map(any, texts)):
                yield from texts
                return
    finally:
        workbook.close()
