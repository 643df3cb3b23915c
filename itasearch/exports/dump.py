"""A library as one file: CSV for spreadsheets, Parquet for data tools, SQLite for Datasette.

Every format has the columns of `wording.dump`, a row for each measure. SQLite has tables of
reports, organisations and ITA results besides, with keys between them, and a table that says what
each column means. Rows are written as they come: memory does not grow with the library.
"""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from itasearch.model.documents import FileFormat
from itasearch.model.records import ItaResult, Organisation, Report
from itasearch.wording.dump import COLUMNS, DumpedMeasure, Value, csv_value, dump_row, lines
from itasearch.wording.language import say


class DumpFormat(FileFormat):
    """Formats of a dump; each is also the ending of its files."""

    CSV = "csv"
    PARQUET = "parquet"
    SQLITE = "sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpedTown:
    """An organisation of a dump with its ITA results, newest first."""

    organisation: Organisation
    results: Sequence[ItaResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """What a dump is written from; each part is gone through once."""

    reports: Iterable[tuple[Report, Sequence[DumpedMeasure]]]
    towns: Iterable[DumpedTown] = ()


_ROWS_TOGETHER = 1_000  # rows of a group of a Parquet file, which is in memory while it is written
_SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}


def write_dump(dump: Dump, file: BinaryIO, kind: DumpFormat) -> int:
    """Write a dump to an empty file on the disk; how many measures it has. Raises OSError."""
    return _WRITERS[kind](dump, file)


def _rows(dump: Dump) -> Iterator[dict[str, Value]]:
    for _, measures in dump.reports:
        yield from map(dump_row, measures)


def _write_csv(dump: Dump, file: BinaryIO) -> int:
    # Without the mark at its beginning Excel takes UTF-8 for the encoding of Windows.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in COLUMNS])
    count = 0
    for row in _rows(dump):
        writer.writerow(map(csv_value, row.values()))
        count += 1
    text.flush()
    text.detach()
    return count


def _write_parquet(dump: Dump, file: BinaryIO) -> int:
    import pyarrow
    import pyarrow.parquet

    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    schema = pyarrow.schema(
        [
            pyarrow.field(
                column.name, types[column.kind], metadata={"meaning": say(column.meaning)}
            )
            for column in COLUMNS
        ]
    )
    count, rows = 0, _rows(dump)
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := [*islice(rows, _ROWS_TOGETHER)]:
            writer.write_table(pyarrow.Table.from_pylist(some, schema=schema))
            count += len(some)
    return count


_KEYS = {"measure_id": " PRIMARY KEY", "report_id": " NOT NULL REFERENCES reports (id)"}
_TABLES = {
    "columns": "name TEXT PRIMARY KEY, meaning TEXT NOT NULL",
    "organisations": (
        "id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, district TEXT, province TEXT,"
        " aliases TEXT, sample INTEGER NOT NULL"
    ),
    "ita_results": (
        "organisation_id TEXT NOT NULL REFERENCES organisations (id), fiscal_year_be INTEGER,"
        " total REAL, grade TEXT"
    ),
    "ita_scores": (
        "organisation_id TEXT NOT NULL REFERENCES organisations (id), fiscal_year_be INTEGER,"
        " indicator INTEGER NOT NULL, name TEXT NOT NULL, instrument TEXT NOT NULL,"
        " score REAL NOT NULL"
    ),
    "reports": (
        "id TEXT PRIMARY KEY, organisation_id TEXT REFERENCES organisations (id),"
        " fiscal_year_be INTEGER, kind TEXT NOT NULL, file TEXT NOT NULL,"
        " file_sha256 TEXT NOT NULL, media_type TEXT NOT NULL, measures INTEGER NOT NULL,"
        " missing TEXT, warnings TEXT, confidence REAL NOT NULL, completeness REAL"
    ),
    "measures": ", ".join(
        f"{column.name} {_SQL_TYPES[column.kind]}{_KEYS.get(column.name, '')}" for column in COLUMNS
    ),
}
"""The tables of an SQLite dump, those that others refer to first."""


def _write_sqlite(dump: Dump, file: BinaryIO) -> int:
    count = 0
    with closing(sqlite3.connect(file.name, isolation_level=None)) as library:
        # The file takes its place when it is whole: a journal would only cost time.
        library.execute("PRAGMA journal_mode = OFF")
        library.execute("PRAGMA synchronous = OFF")
        library.execute("BEGIN")
        for name, columns in _TABLES.items():
            library.execute(f"CREATE TABLE {name} ({columns})")

        def insert(table: str, rows: Sequence[Sequence[object]]) -> None:
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                library.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

        insert("columns", [(column.name, say(column.meaning)) for column in COLUMNS])
        for town in dump.towns:
            of, results = town.organisation, town.results
            pair = (of.district, of.province)
            insert(
                "organisations", [(of.id, of.name, of.type, *pair, lines(of.aliases), of.sample)]
            )
            insert(
                "ita_results",
                [(of.id, result.fiscal_year_be, result.total, result.grade) for result in results],
            )
            insert(
                "ita_scores",
                [
                    (of.id, result.fiscal_year_be, it.number, it.name, it.instrument, it.score)
                    for result in results
                    for it in result.indicators
                ],
            )
        for report, measures in dump.reports:
            owner, year, source = report.organisation, report.fiscal_year_be, report.source
            checks = (lines(report.missing), lines(report.warnings), report.confidence)
            origin = (source.path, source.sha256, report.media_type, len(report.measures))
            head = (report.id, owner and owner.id, year, report.kind)
            insert("reports", [(*head, *origin, *checks, report.completeness)])
            insert("measures", [tuple(dump_row(measure).values()) for measure in measures])
            count += len(measures)
        for table, column in (("reports", "organisation_id"), ("measures", "report_id")):
            library.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
        library.execute("COMMIT")
    return count


_WRITERS: Mapping[DumpFormat, Callable[[Dump, BinaryIO], int]] = {
    DumpFormat.CSV: _write_csv,
    DumpFormat.PARQUET: _write_parquet,
    DumpFormat.SQLITE: _write_sqlite,
}
