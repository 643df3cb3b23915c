"""A dump of a library read back, in the child process: as files of one report each.

A part has the columns that `add` takes back, in the same order whatever the dump's format: the same
report is the same bytes, and so is stored once.
"""

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import (
    DamagedFileError,
    LimitExceededError,
    NotAReportError,
    UnsupportedFormatError,
)
from itasearch.ingest.originals.files import digest
from itasearch.model.records import Extraction, Report
from itasearch.model.source import SourceRef, safe_name
from itasearch.readers.base import PageProgress, read_start
from itasearch.wording.dump import TAKEN_BACK, Row, csv_value, from_csv, is_dump, report_of
from itasearch.wording.messages import CHOOSE_REPORT, SPLIT, broken, too_large

MEDIA_TYPE = "text/csv"
MOST_BYTES = 2 * 1024**3  # of a dump, and of all its parts: a million measures; by hand
MOST_PARTS = 50_000  # reports of a dump: six times those of all towns of a year; by hand

_SQLITE, _PARQUET = b"SQLite format 3\0", b"PAR1"
_HEAD_BYTES = 4_096  # of a CSV file, within which its first line ends
_CELL_CHARACTERS = 1_000_000  # of one cell, as in readers/delimited.py
_ROWS_TOGETHER = 500  # rows read at a time, and between two signs of life
_NAMES = tuple(column.name for column in TAKEN_BACK)
_TABLE = "measures"
_FOREIGN = f"ไฟล์ข้อมูลนี้ไม่ได้เขียนด้วยคำสั่ง itasearch dump {CHOOSE_REPORT}"
_WRONG_VALUE = "แถวที่ {} ของไฟล์ส่งออก: ค่าในคอลัมน์ {} ไม่ถูกต้อง"
_REWORDED = "แถวเหล่านี้เป็นข้อความตัวอย่างที่ itasearch เรียบเรียงใหม่ เพิ่มได้ด้วยคำสั่ง itasearch sample"
_NO_ROWS = "ไฟล์ส่งออกนี้ไม่มีมาตรการ"


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpPart:
    """A report of a dump as a file of its own."""

    file: str  #: its name in the folder that it was written to
    name: str  #: what a person knows it by
    copy_of: str  #: digest of the file that the report was read from first


def may_be_dump(path: Path) -> bool:
    """Whether a file looks like a dump by its beginning; only reading it shows whether it is."""
    try:
        head = read_start(path, size=_HEAD_BYTES)
    except DamagedFileError:
        return False
    if head.startswith((_SQLITE, _PARQUET)):
        return True
    first = head.decode("utf-8-sig", errors="replace").splitlines()[:1]
    with suppress(csv.Error):
        return is_dump(next(csv.reader(first), ()))
    return False


def read_dump(path: Path, *, limits: ReadLimits) -> Extraction:
    """The reports of a dump that is not too large for one file. Raises as `split_dump`."""
    if path.stat().st_size > limits.file_bytes:
        raise LimitExceededError(path=str(path), reason=too_large(limits.file_bytes))
    source = SourceRef(path=str(path), sha256=digest(path))
    by_report: dict[str, list[tuple[int, Row]]] = {}
    for numbered in enumerate(_rows(path), start=2):  # the first row is the header
        by_report.setdefault(_text(numbered[1], "report_id"), []).append(numbered)
    reports: list[Report] = []
    for rows in by_report.values():
        if any(_text(row, "reworded") == "1" for _, row in rows):
            raise NotAReportError(path=str(path), reason=_REWORDED)
        number = len(reports) + 1
        try:
            reports.append(report_of(rows, source, number=number, media_type=MEDIA_TYPE))
        except ValueError as error:
            reason = _WRONG_VALUE.format(rows[0][0], error)
            raise DamagedFileError(path=str(path), reason=reason) from error
    if not reports:
        raise NotAReportError(path=str(path), reason=_NO_ROWS)
    return Extraction(reports=tuple(reports), media_type=MEDIA_TYPE)


def split_dump(path: Path, into: Path, *, on_page: PageProgress) -> tuple[DumpPart, ...]:
    """Write each report of a dump to a file of its own in the empty folder `into`.

    Rows of one report need not follow each other. One part of the dump is in memory at a time;
    `on_page` is called after each some hundred rows. Raises UnsupportedFormatError: it is no dump.
    DamagedFileError: it is broken. LimitExceededError: it has more than MOST_PARTS reports, or
    MOST_BYTES bytes. NotAReportError: it has no rows. OSError: the disk refuses.
    """
    if path.stat().st_size > MOST_BYTES:
        raise LimitExceededError(path=str(path), reason=too_large(MOST_BYTES))
    parts: dict[str, DumpPart] = {}
    written = done = 0
    rows = _rows(path)
    while some := [*islice(rows, _ROWS_TOGETHER)]:
        by_report: dict[str, list[Row]] = {}
        for row in some:
            by_report.setdefault(_text(row, "report_id"), []).append(row)
        for identifier, of_report in by_report.items():
            if identifier not in parts:
                first, file = of_report[0], f"{len(parts) + 1:06}.csv"
                words = [_text(first, key) for key in ("organisation", "fiscal_year_be")]
                name = safe_name(" ".join(filter(None, (*words, identifier))) + ".csv")
                copy_of = _text(first, "file_sha256")
                parts[identifier] = DumpPart(file=file, name=name, copy_of=copy_of)
            written += _append(into / parts[identifier].file, of_report)
            if len(parts) > MOST_PARTS or written > MOST_BYTES:
                raise LimitExceededError(path=str(path), reason=SPLIT)
        done += 1
        on_page(done, done)
    if not parts:
        raise NotAReportError(path=str(path), reason=_NO_ROWS)
    return tuple(parts.values())


def _append(part: Path, rows: Iterable[Row]) -> int:
    """Write rows to the end of a part, its header before the first; how many bytes they are."""
    is_new = not part.exists()
    before = 0 if is_new else part.stat().st_size
    with part.open("a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(_NAMES)
        writer.writerows([csv_value(row.get(name)) for name in _NAMES] for row in rows)
        return file.tell() - before


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _rows(path: Path) -> Iterator[Row]:
    """The rows of a dump of any format, those of its columns that are taken back."""
    head = read_start(path, size=len(_SQLITE))
    if head == _SQLITE:
        return _of_sqlite(path)
    return _of_parquet(path) if head.startswith(_PARQUET) else _of_csv(path)


def _of_csv(path: Path) -> Iterator[Row]:
    limit = csv.field_size_limit(_CELL_CHARACTERS)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            names = next(rows, [])
            _check(names, path)
            for cells in rows:
                if any(cells):
                    yield dict(zip(names, map(from_csv, cells), strict=False))
    except (csv.Error, UnicodeDecodeError) as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    finally:
        csv.field_size_limit(limit)


def _of_sqlite(path: Path) -> Iterator[Row]:
    # Read only, and nothing that the file itself defines is run: no view, no function, no trigger.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as library:
            library.execute("PRAGMA trusted_schema = OFF")
            is_table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
            tables = library.execute(is_table, (_TABLE,)).fetchall()
            columns = library.execute(f"PRAGMA table_info({_TABLE})") if tables else ()
            names = [str(column[1]) for column in columns]
            _check(names, path)
            used = [name for name in _NAMES if name in names]
            for row in library.execute(f"SELECT {', '.join(used)} FROM {_TABLE} ORDER BY rowid"):
                yield dict(zip(used, row, strict=True))
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error


def _of_parquet(path: Path) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            _check(names, path)
            used = [name for name in _NAMES if name in names]
            groups = map(file.metadata.row_group, range(file.num_row_groups))
            if sum(group.total_byte_size for group in groups) > MOST_BYTES:
                raise LimitExceededError(path=str(path), reason=too_large(MOST_BYTES))
            for some in file.iter_batches(_ROWS_TOGETHER, columns=used, use_threads=False):
                yield from some.to_pylist()
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error


def _check(names: Iterable[str], path: Path) -> None:
    if not is_dump(names):
        raise UnsupportedFormatError(path=str(path), reason=_FOREIGN)
