"""The library as one file of data: Parquet for data tools, SQLite for SQL and Datasette.

Both have a row for each measure with the columns of COLUMNS; SQLite also has the ITA scores of the
organisations and a table that says what each column means. Rows are written as they come, so
memory does not grow with the library. `backup` is what can be put back.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import BinaryIO

from itasearch.model.classification import Classification, Origin
from itasearch.model.documents import FileFormat
from itasearch.model.records import TEXT_FIELDS, ItaResult, Measure, Organisation, Report
from itasearch.wording.label import Label
from itasearch.wording.labels import FIELD_NAMES
from itasearch.wording.language import say

Value = str | int | float | None
_ROWS_TOGETHER = 1_000  # rows of a group of a Parquet file, which is in memory while it is written


class DumpFormat(FileFormat):
    """Formats of a dump; each is also the ending of its files."""

    PARQUET = "parquet"
    SQLITE = "sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpedMeasure:
    """A measure with its report and what the classifier says it is about."""

    measure: Measure
    report: Report
    about: Classification

    @property
    def guessed_indicator(self) -> int | None:
        """The indicator that is inferred from the text; None where the report states one."""
        indicator = self.about.indicator
        is_guess = indicator is not None and indicator.origin is Origin.GUESSED
        return indicator.number if indicator is not None and is_guess else None

    @property
    def guessed_topics(self) -> tuple[str, ...]:
        """Ids of the topics that are inferred from the text."""
        guessed = (mark for mark in self.about.topics if mark.origin is Origin.GUESSED)
        return tuple(mark.topic for mark in guessed)


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpColumn:
    """A column of a dump: the attribute path of its value in a DumpedMeasure, and its meaning."""

    name: str
    path: str
    meaning: Label
    kind: type[str | int] = str

    def value(self, row: DumpedMeasure) -> Value:
        """The value of a measure; lists have an item a line, what nobody stated is None."""
        try:
            value = _reader(self.path)(row)
        except AttributeError:  # of an organisation that is not known
            return None
        if isinstance(value, tuple):
            return "\n".join(value) or None
        return value if value is None or type(value) is self.kind else self.kind(value)


_reader = cache(attrgetter)


def _column(path: str, meaning: Label, kind: type[str | int] = str, name: str = "") -> DumpColumn:
    name = name or path.rpartition(".")[2]
    return DumpColumn(name=name, path=path, meaning=meaning, kind=kind)


COLUMNS: tuple[DumpColumn, ...] = (
    _column("measure.id", Label("Id of the measure"), name="measure_id"),
    _column("report.id", Label("Id of its report"), name="report_id"),
    _column(
        "report.organisation.name",
        Label("Name of the organisation with its type; empty where nobody said it"),
        name="organisation",
    ),
    _column(
        "report.organisation.type",
        Label("Type of the organisation, as in JSON"),
        name="organisation_type",
    ),
    _column("report.organisation.district", Label("Its district")),
    _column("report.organisation.province", Label("Its province")),
    _column("report.fiscal_year_be", Label("Fiscal year in the Buddhist Era"), int),
    _column(
        "report.kind", Label("What the report is: plan, results or guidelines"), name="report_kind"
    ),
    _column("measure.number", Label("Number of the measure as printed")),
    _column(
        "measure.indicator",
        Label("ITA indicator, 1 to 10, that the report states or a person set"),
        int,
    ),
    _column("measure.topics", Label("Ids of the topics that a person set, one a line")),
    *(_column(f"measure.{name}", FIELD_NAMES[name]) for name in TEXT_FIELDS),
    _column(
        "guessed_indicator",
        Label("ITA indicator that itasearch infers from the text where none is stated"),
        int,
    ),
    _column("guessed_topics", Label("Ids of the topics that it infers from the text, one a line")),
    _column("report.missing", Label("What a person must check of the report, one a line")),
    _column("report.source.path", Label("File that the report was read from"), name="file"),
    _column("report.source.sha256", Label("SHA-256 of that file"), name="file_sha256"),
    _column("measure.source.page_number", Label("Page of that file, from 1"), int),
    _column("measure.source.sheet", Label("Sheet of that file")),
    _column("measure.source.table_number", Label("Table of that file or sheet, from 1"), int),
    _column("measure.source.row_number", Label("Row of that table or sheet, from 1"), int),
    _column("measure.source.line_number", Label("Line of that file, from 1"), int),
    _column("report.source.reworded", Label("1: itasearch's own rewording of a real report"), int),
)
"""The columns of the measures of a dump, in order."""


def write_dump(
    measures: Iterable[DumpedMeasure],
    towns: Iterable[tuple[Organisation, Sequence[ItaResult]]],
    file: BinaryIO,
    kind: DumpFormat,
) -> int:
    """Write a dump to an empty file on the disk; how many measures it has. Raises OSError."""
    rows = ({column.name: column.value(measure) for column in COLUMNS} for measure in measures)
    return (
        _write_parquet(rows, file)
        if kind is DumpFormat.PARQUET
        else _write_sqlite(rows, towns, file)
    )


def _write_parquet(rows: Iterator[dict[str, Value]], file: BinaryIO) -> int:
    import pyarrow
    import pyarrow.parquet

    types = {str: pyarrow.string(), int: pyarrow.int64()}
    fields = [
        pyarrow.field(column.name, types[column.kind], metadata={"meaning": say(column.meaning)})
        for column in COLUMNS
    ]
    count, schema = 0, pyarrow.schema(fields)
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := [*islice(rows, _ROWS_TOGETHER)]:
            writer.write_table(pyarrow.Table.from_pylist(some, schema=schema))
            count += len(some)
    return count


def _write_sqlite(
    rows: Iterator[dict[str, Value]],
    towns: Iterable[tuple[Organisation, Sequence[ItaResult]]],
    file: BinaryIO,
) -> int:
    types = {str: "TEXT", int: "INTEGER"}
    names = ", ".join(f"{column.name} {types[column.kind]}" for column in COLUMNS)
    with closing(sqlite3.connect(file.name, isolation_level=None)) as library:
        # The file takes its place when it is complete: a journal would only cost time.
        library.execute("PRAGMA journal_mode = OFF")
        library.execute("BEGIN")
        library.execute(f"CREATE TABLE measures ({names}, PRIMARY KEY (measure_id))")
        library.execute("CREATE TABLE columns (name TEXT PRIMARY KEY, meaning TEXT NOT NULL)")
        library.execute(
            "CREATE TABLE ita_scores (organisation TEXT NOT NULL, fiscal_year_be INTEGER,"
            " total REAL, grade TEXT, indicator INTEGER, score REAL)"
        )
        meanings = ((column.name, say(column.meaning)) for column in COLUMNS)
        library.executemany("INSERT INTO columns VALUES (?, ?)", meanings)
        scores = (
            (town.name, result.fiscal_year_be, result.total, result.grade, *score)
            for town, results in towns
            for result in results
            for score in ((each.number, each.score) for each in result.indicators)
        )
        library.executemany("INSERT INTO ita_scores VALUES (?, ?, ?, ?, ?, ?)", scores)
        marks = ", ".join(f":{column.name}" for column in COLUMNS)
        measures = library.executemany(f"INSERT INTO measures VALUES ({marks})", rows)
        library.execute("COMMIT")
        return measures.rowcount
