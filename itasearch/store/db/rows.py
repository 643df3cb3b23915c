"""Dataclasses to rows of the tables and back.

A file's path and digest are stored once, in `source_file`, and returned with every place
within the file. Text is cleaned on its way in: no database takes lone surrogates, and
PostgreSQL takes no NUL.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy import RowMapping

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
from itasearch.model.source import Rectangle, SourceRef

Row = dict[str, object]
"""Values of one row by column name, to be written at once; never passed to other packages."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When a file came in: `sequence` orders all additions, also within one clock tick."""

    sha256: str
    sequence: int
    at: datetime
    reading_version: int = 0


def storable(text: str) -> str:
    """`text` with U+FFFD for each character that a database cannot hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_or_none(text: str | None) -> str | None:
    """As `storable`; None stays None."""
    return None if text is None else storable(text)


def _storable_all(texts: Sequence[str]) -> list[str]:
    return [storable(text) for text in texts]


def place_row(place: SourceRef) -> Row:
    """Columns of a place within its file."""
    return {
        "page_number": place.page_number,
        "line_number": place.line_number,
        "sheet": storable_or_none(place.sheet),
        "table_number": place.table_number,
        "row_number": place.row_number,
        "rectangle": None if place.rectangle is None else list(astuple(place.rectangle)),
    }


def place_of(row: RowMapping) -> SourceRef:
    """The place in a row that also has its file's path and sha256."""
    return SourceRef(
        path=row["path"],
        sha256=row["sha256"],
        page_number=row["page_number"],
        line_number=row["line_number"],
        sheet=row["sheet"],
        table_number=row["table_number"],
        row_number=row["row_number"],
        rectangle=None if row["rectangle"] is None else _rectangle_of(*row["rectangle"]),
        reworded=is_reworded(row["sha256"]),
    )


def _rectangle_of(left: float, top: float, right: float, bottom: float) -> Rectangle:
    return Rectangle(left=left, top=top, right=right, bottom=bottom)


def organisation_of(row: RowMapping) -> Organisation | None:
    """The organisation joined under the prefix `organisation_`; None when there is none."""
    if row["organisation_id"] is None:
        return None
    return Organisation(
        id=row["organisation_id"],
        name=row["organisation_name"],
        type=OrganisationType(row["organisation_type"]),
        district=row["organisation_district"],
        province=row["organisation_province"],
        aliases=tuple(row["organisation_aliases"]),
        sample=is_sample(row["organisation_name"]),
    )


def read_organisation_row(read: Organisation | None) -> Row | None:
    """An organisation as a report names it, for a JSON column."""
    if read is None:
        return None
    return {
        "name": storable(read.name),
        "type": read.type.value,
        "district": storable_or_none(read.district),
        "province": storable_or_none(read.province),
        "aliases": _storable_all(read.aliases),
    }


def read_organisation_of(values: Mapping[str, object]) -> Organisation:
    """What `read_organisation_row` wrote."""
    aliases = values["aliases"]
    district, province = values["district"], values["province"]
    return Organisation(
        name=str(values["name"]),
        type=OrganisationType(str(values["type"])),
        district=None if district is None else str(district),
        province=None if province is None else str(province),
        aliases=tuple(map(str, aliases)) if isinstance(aliases, list) else (),
        sample=is_sample(str(values["name"])),
    )


def report_row(report: Report, arrival: Arrival, *, ordinal: int) -> Row:
    """A report as read, before its organisation is matched."""
    read = report.organisation
    return {
        "id": report.id,
        "sha256": arrival.sha256,
        "ordinal": ordinal,
        "sequence": arrival.sequence,
        "added_at": arrival.at,
        "media_type": storable(report.media_type),
        "kind": report.kind.value,
        "confidence": report.confidence,
        "completeness": report.completeness,
        "reading_version": arrival.reading_version,
        "warnings": _storable_all(report.warnings),
        "measure_count": len(report.measures),
        "content_digest": content_digest(report.measures),
        **place_row(report.source),
        "read_organisation": read_organisation_row(read),
        "read_fiscal_year_be": report.fiscal_year_be,
        "read_missing": list(report.missing),
    }


def measure_row(measure: Measure, report_id: str, *, ordinal: int) -> Row:
    """A measure of the stored report with this id."""
    return {
        "id": measure.id,
        "report_id": report_id,
        "ordinal": ordinal,
        "number": storable_or_none(measure.number),
        "indicator": measure.indicator,
        "indicator_corrected": measure.indicator_corrected,
        "topics": _storable_all(measure.topics),
        **{name: storable_or_none(getattr(measure, name)) for name in TEXT_FIELDS},
        "raw_cells": [_storable_all(cell) for cell in measure.raw_cells],
        **place_row(measure.source),
    }


def measure_of(row: RowMapping) -> Measure:
    """A measure from a row that also has its file's path and sha256."""
    return Measure(
        id=row["id"],
        report_id=row["report_id"],
        source=place_of(row),
        number=row["number"],
        indicator=row["indicator"],
        indicator_corrected=row["indicator_corrected"],
        topics=tuple(row["topics"]),
        title=row["title"],
        steps=row["steps"],
        timeframe=row["timeframe"],
        responsible=row["responsible"],
        follow_up=row["follow_up"],
        results=row["results"],
        outcomes=row["outcomes"],
        problems=row["problems"],
        recommendations=row["recommendations"],
        budget=row["budget"],
        evidence=row["evidence"],
        raw_cells=tuple((header, text) for header, text in row["raw_cells"]),
    )


def ita_result_row(result: ItaResult, arrival: Arrival, place: SourceRef) -> Row:
    """An ITA result, before it is known whose it is."""
    return {
        "sha256": arrival.sha256,
        "sequence": arrival.sequence,
        "fiscal_year_be": result.fiscal_year_be,
        "total": result.total,
        "grade": storable_or_none(result.grade),
        "indicators": [
            [score.number, storable(score.name), storable(score.instrument), score.score]
            for score in result.indicators
        ],
        **place_row(place),
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
            # Only where a person classified it: digests of all other reports stay as they were.
            *([measure.indicator_corrected, measure.topics] if _is_classified(measure) else []),
        ]
        for measure in measures
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _is_classified(measure: Measure) -> bool:
    return measure.indicator_corrected or bool(measure.topics)


def facets_digest(row: RowMapping) -> str:
    """Digest of a report's content and of the facets its index entries carry."""
    facets = [
        row["content_digest"],
        row["organisation_id"],
        row["organisation_name"],
        row["organisation_type"],
        row["organisation_province"],
        row["fiscal_year_be"],
    ]
    return hashlib.sha256(json.dumps(facets).encode()).hexdigest()


_BATCH = 500
"""Ids in one query; databases limit how many values a query may name."""


def batches(ids: Sequence[str]) -> Iterator[list[str]]:
    """Distinct ids as the database holds them, some hundreds at a time, in their order."""
    distinct = [storable(one) for one in dict.fromkeys(ids)]
    for start in range(0, len(distinct), _BATCH):
        yield distinct[start : start + _BATCH]
