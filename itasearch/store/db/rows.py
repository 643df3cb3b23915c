"""Dataclasses to rows and back. A file's path and digest are stored once, in `source_file`."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    delete,
    func,
    select,
    true,
    tuple_,
)

from itasearch.domain.organisations import is_reworded, is_sample
from itasearch.model.records import (
    DOUBTS_OF_ROWS,
    TEXT_FIELDS,
    ItaResult,
    Measure,
    Organisation,
    Report,
    UnreadLine,
)
from itasearch.model.source import SourceRef
from itasearch.store.db.schema import place_columns, storable

Row = dict[str, object]  #: Of a table, by column name
ReadRow: TypeAlias = RowMapping | Mapping[str, Any]

# Columns that hold what the fields of the same names do.
PLACE_COLUMNS = tuple(column.name for column in place_columns())
_OF_MEASURE = tuple(name for name in Measure.__slots__ if name != "source")
_OF_REPORT = ("id", "media_type", "kind", "confidence", "completeness", "warnings")
_OF_RESULT = ("fiscal_year_be", "total", "grade", "indicators")
ORGANISATION_COLUMNS = ("name", "type", "district", "province", "aliases")

_BATCH = 500  # ids in one query; databases limit the values (SQLite before 3.32: 999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When a file came in: `sequence` orders all additions, also within one clock tick."""

    sha256: str
    sequence: int
    at: datetime
    reading_version: int = 0


def named(value: object, names: Collection[str]) -> Row:
    """These fields of an object, as columns of the same names."""
    return {name: getattr(value, name) for name in names}


def place_of(row: ReadRow) -> SourceRef:
    """The place in a row that also has its file's path and sha256, and what its report lacks."""
    missing = row.get("missing") or ()
    return SourceRef(
        path=row["path"],
        sha256=row["sha256"],
        media_type=row.get("media_type"),
        reworded=is_reworded(row["sha256"]),
        year_unsure="fiscal_year_be" in missing,
        unchecked=not DOUBTS_OF_ROWS.isdisjoint(missing),
        **{name: row[name] for name in PLACE_COLUMNS},
    )


def organisation_of(row: ReadRow) -> Organisation | None:
    """The organisation joined under the prefix `organisation_`; None when there is none."""
    return None if row["organisation_id"] is None else organisation_from(row, "organisation_")


def organisation_from(row: ReadRow, prefix: str = "") -> Organisation:
    """The organisation in columns with this prefix."""
    return Organisation(
        id=row[f"{prefix}id"],
        sample=is_sample(row[f"{prefix}name"]),
        **{name: row[f"{prefix}{name}"] for name in ORGANISATION_COLUMNS},
    )


def report_row(report: Report, arrival: Arrival, *, ordinal: int) -> Row:
    """A report as read, before its organisation is matched."""
    return {
        "sha256": arrival.sha256,
        "ordinal": ordinal,
        "sequence": arrival.sequence,
        "added_at": arrival.at,
        "reading_version": arrival.reading_version,
        "measure_count": len(report.measures),
        "content_digest": content_digest(report.measures),
        "read_organisation": report.organisation,
        "read_fiscal_year_be": report.fiscal_year_be,
        "read_missing": report.missing,
        **named(report, _OF_REPORT),
        **named(report.source, PLACE_COLUMNS),
    }


def measure_row(measure: Measure, report_id: str, *, ordinal: int) -> Row:
    """A measure of the stored report with this id."""
    row = named(measure, _OF_MEASURE) | named(measure.source, PLACE_COLUMNS)
    return row | {"report_id": report_id, "ordinal": ordinal}


def unread_row(line: UnreadLine, report_id: str, *, ordinal: int) -> Row:
    """An unread line of the stored report with this id."""
    place = named(line.source, PLACE_COLUMNS)
    return {"report_id": report_id, "ordinal": ordinal, "cells": line.cells, **place}


def measure_of(row: ReadRow) -> Measure:
    """A measure from a row that also has its file's path and sha256."""
    return Measure(source=place_of(row), **{name: row[name] for name in _OF_MEASURE})


def ita_result_row(result: ItaResult, arrival: Arrival, ref: SourceRef) -> Row:
    """An ITA result, before its organisation is known."""
    row = named(result, _OF_RESULT) | named(ref, PLACE_COLUMNS)
    return row | {"sha256": arrival.sha256, "sequence": arrival.sequence}


def ita_result_of(row: RowMapping) -> ItaResult:
    """What `ita_result_row` wrote."""
    return ItaResult(**{name: row[name] for name in _OF_RESULT})


def content_digest(measures: Sequence[Measure]) -> str:
    """Digest of all that is indexed of these measures, but for the report's own facets."""
    content = [
        [
            measure.id,
            measure.indicator,
            *(measure.text(name) for name in TEXT_FIELDS),
            # Only where a person classified it: digests of all other reports stay the same.
            *(
                [measure.indicator_corrected, measure.topics]
                if measure.indicator_corrected or measure.topics
                else []
            ),
        ]
        for measure in measures
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def facets_digest(row: RowMapping) -> str:
    """Digest of a report's content and of the facets its index entries carry."""
    owner = ("organisation_id", "organisation_name", "organisation_type", "organisation_province")
    facets = [row[name] for name in ("content_digest", *owner, "fiscal_year_be")]
    return hashlib.sha256(json.dumps(facets).encode()).hexdigest()


def rows_of(
    connection: Connection, query: Select[Any], column: ColumnElement[str], ids: Sequence[str]
) -> Iterator[RowMapping]:
    """What a query finds of those that have one of these ids in a column; each batch in order."""
    for batch in batches(ids):
        yield from connection.execute(query.where(column.in_(batch))).mappings()


def find_row(connection: Connection, table: Table, key: object) -> RowMapping | None:
    """The row with this primary key, of a table in which that is one column."""
    (column,) = table.primary_key.columns
    return connection.execute(select(table).where(column == key)).mappings().first()


def insert_row(connection: Connection, table: Table, /, **values: object) -> int:
    """Write a row into a table that numbers its rows; returns its number."""
    key = connection.execute(table.insert().values(values)).inserted_primary_key
    assert key is not None  # of one row there is one
    return int(key[0])


def update_row(connection: Connection, table: Table, key: object, /, **values: object) -> bool:
    """Write columns of the row with this primary key, as in `find_row`; False: there is none."""
    (column,) = table.primary_key.columns
    return bool(connection.execute(table.update().where(column == key).values(values)).rowcount)


def drop_oldest(
    connection: Connection,
    table: Table,
    age: Column[Any],
    *,
    most: int,
    where: ColumnElement[bool] | None = None,
) -> None:
    """Delete the rows of a table, of those `where`, with the least `age` beyond `most`."""
    these = true() if where is None else where
    counted = select(func.count()).select_from(table).where(these)
    count = connection.execute(counted).scalar_one()
    if count > most:
        keys = tuple(table.primary_key.columns)
        oldest = select(*keys).where(these).order_by(age, *keys).limit(count - most)
        connection.execute(delete(table).where(tuple_(*keys).in_(oldest)))


def batches(ids: Sequence[str]) -> Iterator[list[str]]:
    """Distinct ids as the database holds them, some hundreds at a time, in their order."""
    distinct = [storable(identifier) for identifier in dict.fromkeys(ids)]
    for start in range(0, len(distinct), _BATCH):
        yield distinct[start : start + _BATCH]
