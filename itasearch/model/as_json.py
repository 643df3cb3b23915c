"""Model objects as JSON-ready objects, in exactly the shapes that programs rely on.

Every key is always there; what a report does not say is null (or an empty
array). An organisation is an object even when it is unknown, so that readers
need no special case. A change of a shape here is a breaking change.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from itasearch.model.library import (
    LibraryStats,
    OrganisationSummary,
    Outcome,
    ReportSummary,
)
from itasearch.model.ranking import Hit, Ranking, SameText
from itasearch.model.records import TEXT_FIELDS, ItaResult, Measure, Organisation, Report
from itasearch.model.source import SourceRef

JsonValue: TypeAlias = (
    str | int | float | bool | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None
)
JsonObject: TypeAlias = dict[str, JsonValue]


def place_as_json(source: SourceRef) -> JsonObject:
    """Where something stands in its file; all numbers count from 1."""
    return {
        "path": source.path,
        "page_number": source.page_number,
        "line_number": source.line_number,
        "sheet": source.sheet,
        "table_number": source.table_number,
        "row_number": source.row_number,
    }


def file_as_json(source: SourceRef, media_type: str) -> JsonObject:
    """The file that a report was read from."""
    return {"path": source.path, "sha256": source.sha256, "media_type": media_type}


def organisation_as_json(organisation: Organisation | None) -> JsonObject:
    """An organisation; None gives the same keys, all null."""
    if organisation is None:
        return {"name": None, "type": None, "district": None, "province": None, "aliases": []}
    return {
        "name": organisation.name,
        "type": organisation.type.value,
        "district": organisation.district,
        "province": organisation.province,
        "aliases": list(organisation.aliases),
    }


def ita_result_as_json(result: ItaResult) -> JsonObject:
    """An ITA result (`ita_scores` of a report)."""
    return {
        "fiscal_year_be": result.fiscal_year_be,
        "total": result.total,
        "grade": result.grade,
        "indicators": [
            {
                "number": indicator.number,
                "name": indicator.name,
                "instrument": indicator.instrument,
                "score": indicator.score,
            }
            for indicator in result.indicators
        ],
    }


def measure_as_json(measure: Measure) -> JsonObject:
    """A measure; an empty text field is null, as one that the report lacks."""
    texts: JsonObject = {name: measure.text(name) or None for name in TEXT_FIELDS}
    del texts["title"]
    return {
        "id": measure.id,
        "number": measure.number,
        "title": measure.title,
        "indicator": measure.indicator,
        **texts,
        "source": place_as_json(measure.source),
    }


def report_as_json(report: Report) -> JsonObject:
    """A report with its measures; `outcome` tells whether a person must look at it."""
    return {
        "outcome": "needs_review" if report.missing else "read",
        "id": report.id,
        "source": file_as_json(report.source, report.media_type),
        "organisation": organisation_as_json(report.organisation),
        "fiscal_year_be": report.fiscal_year_be,
        "kind": report.kind.value,
        "ita_scores": None if report.ita_result is None else ita_result_as_json(report.ita_result),
        "measures": [measure_as_json(measure) for measure in report.measures],
        "warnings": list(report.warnings),
        "confidence": report.confidence,
        "reworded": report.source.reworded,
    }


def refusal_as_json(path: str, reason: str) -> JsonObject:
    """A file that gave no report."""
    return {"path": path, "outcome": "refused", "reason": reason}


def outcome_as_json(outcome: Outcome) -> JsonObject:
    """What became of a file that was added."""
    return {
        "path": outcome.path,
        "outcome": outcome.kind.value,
        "report_id": outcome.report_id,
        "organisation": organisation_as_json(outcome.organisation),
        "fiscal_year_be": outcome.fiscal_year_be,
        "measures": outcome.measures,
        "reason": outcome.reason,
        "missing": list(outcome.missing),
        "reworded": outcome.reworded,
    }


def _same_text_as_json(same: SameText) -> JsonObject:
    return {
        "measure_id": same.measure_id,
        "organisation": organisation_as_json(same.organisation),
        "fiscal_year_be": same.fiscal_year_be,
        "source": place_as_json(same.source),
        "reworded": same.source.reworded,
    }


def hit_as_json(hit: Hit, query: str) -> JsonObject:
    """A hit of `query`."""
    return {
        "query": query,
        "rank": hit.rank,
        "score": hit.score,
        "signals": dict(hit.signals),
        "measure": measure_as_json(hit.measure),
        "organisation": organisation_as_json(hit.organisation),
        "fiscal_year_be": hit.fiscal_year_be,
        "passage": {
            "field": hit.passage.field,
            "text": hit.passage.text,
            "highlights": [list(span) for span in hit.passage.highlights],
        },
        "reason": hit.reason,
        "same_text": [_same_text_as_json(same) for same in hit.same_text],
        "source": place_as_json(hit.measure.source),
        "reworded": hit.measure.source.reworded,
    }


def ranking_as_json(ranking: Ranking) -> list[JsonObject]:
    """The lines of a ranking: its hits, or the one line that says there is no answer."""
    query = ranking.query.text
    if ranking.no_match:
        nearest = [hit_as_json(hit, query) for hit in ranking.nearest]
        return [{"query": query, "no_match": True, "nearest": nearest}]
    return [hit_as_json(hit, query) for hit in ranking.hits]


def summary_as_json(summary: ReportSummary) -> JsonObject:
    """A stored report without its measures."""
    return {
        "id": summary.id,
        "status": summary.status.value,
        "source": file_as_json(summary.source, summary.media_type),
        "organisation": organisation_as_json(summary.organisation),
        "fiscal_year_be": summary.fiscal_year_be,
        "kind": summary.kind.value,
        "measures": summary.measures,
        "missing": list(summary.missing),
        "warnings": list(summary.warnings),
        "confidence": summary.confidence,
        "added_at": summary.added_at.isoformat(),
        "replaced_by": summary.replaced_by,
        "same_year": list(summary.same_year),
        "reworded": summary.source.reworded,
    }


def organisation_summary_as_json(summary: OrganisationSummary) -> JsonObject:
    """An organisation with its id and what the library holds of it."""
    return {
        "id": summary.organisation.id,
        **organisation_as_json(summary.organisation),
        "sample": summary.organisation.sample,
        "fiscal_years": list(summary.fiscal_years),
        "reports": summary.reports,
        "measures": summary.measures,
    }


def stats_as_json(stats: LibraryStats) -> JsonObject:
    """Counts over the active reports."""
    return {
        "reports": stats.reports,
        "organisations": stats.organisations,
        "provinces": stats.provinces,
        "measures": stats.measures,
        "needs_review": stats.needs_review,
        "ita_results": stats.ita_results,
        "fiscal_years": list(stats.fiscal_years),
        "samples": stats.samples,
        "reworded": stats.reworded,
        "doubled": stats.doubled,
    }
