"""Dataclasses to rows and back. A file's path and digest are stored once, in `source_file`."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

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
    TEXT_FIELDS,
    IndicatorScore,
    ItaResult,
    Measure,
    Organisation,
    OrganisationType,
    Report,
)
from itasearch.model.source import DoubtfulWord, Rectangle, SourceRef
from itasearch.store.db.schema import member, storable

Row = dict[str, object]  #: Of a table, by column name

_NUMBERS_OF_PLACE = ("page_number", "line_number", "table_number", "row_number")
PLACE_COLUMNS = (*_NUMBERS_OF_PLACE, "sheet", "rectangle")  #: columns of a place within its file

_AS_THEY_ARE = ("id", "report_id", "number", "indicator", "indicator_corrected", *TEXT_FIELDS)
"""Columns of a measure that hold what its fields do."""

_BATCH = 500  # ids in one query; databases limit the values (SQLite before 3.32: 999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When a file came in: `sequence` orders all additions, also within one clock tick."""

    sha256: str
    sequence: int
    at: datetime
    reading_version: int = 0


def place_row(ref: SourceRef) -> Row:
    """Columns of a place within its file."""
    return {
        **{name: getattr(ref, name) for name in _NUMBERS_OF_PLACE},
        "sheet": ref.sheet,
        "rectangle": None if ref.rectangle is None else list(astuple(ref.rectangle)),
    }


def place_of(row: RowMapping) -> SourceRef:
    """The place in a row that also has its file's path and sha256, and what its report lacks."""
    sides = row["rectangle"]
    return SourceRef(
        path=row["path"],
        sha256=row["sha256"],
        sheet=row["sheet"],
        rectangle=None
        if sides is None
        else Rectangle(**dict(zip(Rectangle.__slots__, sides, strict=True))),
        reworded=is_reworded(row["sha256"]),
        year_unsure="fiscal_year_be" in (row.get("missing") or ()),
        **{name: row[name] for name in _NUMBERS_OF_PLACE},
    )


def organisation_of(row: RowMapping) -> Organisation | None:
    """The organisation joined under the prefix `organisation_`; None when there is none."""
    return None if row["organisation_id"] is None else organisation_from(row, "organisation_")


def organisation_from(row: RowMapping, prefix: str = "") -> Organisation:
    """The organisation in columns with this prefix, or in what a report's JSON names."""
    name = row[f"{prefix}name"]
    return Organisation(
        id=row.get(f"{prefix}id", ""),
        name=name,
        type=member(OrganisationType, row[f"{prefix}type"]),
        district=row[f"{prefix}district"],
        province=row[f"{prefix}province"],
        aliases=tuple(row[f"{prefix}aliases"]),
        sample=is_sample(name),
    )


def read_organisation_row(read: Organisation | None) -> Row | None:
    """An organisation as a report names it, for a JSON column."""
    if read is None:
        return None
    names = ("name", "type", "district", "province")
    return {name: getattr(read, name) for name in names} | {"aliases": list(read.aliases)}


def report_row(report: Report, arrival: Arrival, *, ordinal: int) -> Row:
    """A report as read, before its organisation is matched."""
    return {
        "id": report.id,
        "sha256": arrival.sha256,
        "ordinal": ordinal,
        "sequence": arrival.sequence,
        "added_at": arrival.at,
        "media_type": report.media_type,
        "kind": report.kind,
        "confidence": report.confidence,
        "completeness": report.completeness,
        "reading_version": arrival.reading_version,
        "warnings": list(report.warnings),
        "measure_count": len(report.measures),
        "content_digest": content_digest(report.measures),
        **place_row(report.source),
        "read_organisation": read_organisation_row(report.organisation),
        "read_fiscal_year_be": report.fiscal_year_be,
        "read_missing": list(report.missing),
    }


def measure_row(measure: Measure, report_id: str, *, ordinal: int) -> Row:
    """A measure of the stored report with this id."""
    return {
        "id": measure.id,
        "report_id": report_id,
        "ordinal": ordinal,
        "number": measure.number,
        "indicator": measure.indicator,
        "indicator_corrected": measure.indicator_corrected,
        "topics": list(measure.topics),
        **{name: getattr(measure, name) for name in TEXT_FIELDS},
        "raw_cells": [list(cell) for cell in measure.raw_cells],
        "doubtful_words": [[word.text, word.before, word.after] for word in measure.doubtful_words],
        **place_row(measure.source),
    }


def measure_of(row: RowMapping) -> Measure:
    """A measure from a row that also has its file's path and sha256."""
    return Measure(
        source=place_of(row),
        topics=tuple(row["topics"]),
        raw_cells=tuple((header, text) for header, text in row["raw_cells"]),
        doubtful_words=tuple(
            DoubtfulWord(text=text, before=before, after=after)
            for text, before, after in row["doubtful_words"]
        ),
        **{name: row[name] for name in _AS_THEY_ARE},
    )


def ita_result_row(result: ItaResult, arrival: Arrival, ref: SourceRef) -> Row:
    """An ITA result, before its organisation is known."""
    return {
        "sha256": arrival.sha256,
        "sequence": arrival.sequence,
        "fiscal_year_be": result.fiscal_year_be,
        "total": result.total,
        "grade": result.grade,
        "indicators": [
            [score.number, score.name, score.instrument, score.score] for score in result.indicators
        ],
        **place_row(ref),
    }


def ita_result_of(row: RowMapping) -> ItaResult:
    """What `ita_result_row` wrote."""
    return ItaResult(
        fiscal_year_be=row["fiscal_year_be"],
        total=row["total"],
        grade=row["grade"],
        indicators=tuple(
            IndicatorScore(number=number, name=name, instrument=instrument, score=score)
            for number, name, instrument, score in row["indicators"]
        ),
    )


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


def secret_digest(secret: str) -> str:
    """What the store keeps of a key's or link's secret, which may be no text in UTF-8."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def rows_of(
    connection: Connection, query: Select[Any], column: ColumnElement[str], ids: Sequence[str]
) -> Iterator[RowMapping]:
    """What a query finds of those that have one of these ids in a column; each batch in order."""
    for batch in batches(ids):
        yield from connection.execute(query.where(column.in_(batch))).mappings()


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
