"""Coverage and form checks as JSON-ready objects.

Model objects as JSON-ready objects, in exactly the shapes that programs rely on.

Every key is always there; what a report does not say is null (or an empty array). An
organisation is an object even when it is unknown, so that readers need no special case. A
change of a shape here is a breaking change.

A comparison as a JSON-ready object, in exactly the shape that programs rely on.

A draft without its rows as a JSON-ready object.

A matrix as JSON-ready objects, one a row.

Neighbours as a JSON-ready object.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from itasearch.model.comparison import ComparedReport, Comparison, Cover, Pair
from itasearch.model.drafts import DraftSummary
from itasearch.model.form_check import FormCheck, MeasureCheck, PartCheck
from itasearch.model.library import (
    LibraryStats,
    OrganisationSummary,
    Outcome,
    ReportSummary,
)
from itasearch.model.ranking import Hit, Ranking, SameText
from itasearch.model.records import TEXT_FIELDS, ItaResult, Measure, Organisation, Report
from itasearch.model.source import SourceRef
from itasearch.model.towns import (
    BetterExample,
    Coverage,
    Gap,
    Matrix,
    MatrixCell,
    MatrixRow,
    Neighbour,
    Neighbourhood,
    PlacedMeasure,
    WeakIndicator,
)

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


def comparison_as_json(comparison: Comparison) -> JsonObject:
    """A comparison (`compare`), one object."""
    return {
        "left": side_as_json(comparison.left),
        "right": side_as_json(comparison.right),
        "pairs": [pair_as_json(pair) for pair in comparison.pairs],
        "covers": [_cover_as_json(cover) for cover in comparison.covers],
        "only_left": [measure_as_json(measure) for measure in comparison.only_left],
        "only_right": [measure_as_json(measure) for measure in comparison.only_right],
    }


def side_as_json(side: ComparedReport) -> JsonObject:
    """A report as a side of a comparison."""
    return {
        "organisation": organisation_as_json(side.organisation),
        "fiscal_year_be": side.fiscal_year_be,
        "source": file_as_json(side.source, side.media_type),
        "reworded": side.source.reworded,
    }


def pair_as_json(pair: Pair) -> JsonObject:
    """Two measures that do the same thing, with their differences by field."""
    differences: JsonObject = {
        one.field: {"left": one.left, "right": one.right, "kind": one.kind.value}
        for one in pair.differences
    }
    return {
        "left": measure_as_json(pair.left),
        "right": measure_as_json(pair.right),
        "similarity": pair.similarity,
        "differences": differences,
    }


def _cover_as_json(cover: Cover) -> JsonObject:
    return {
        "left": [measure.id for measure in cover.left],
        "right": [measure.id for measure in cover.right],
        "similarity": cover.similarity,
    }


def draft_as_json(draft: DraftSummary) -> JsonObject:
    """What `itasearch drafts --json` prints of a draft; times are ISO 8601 in UTC."""
    return {
        "id": draft.id,
        "name": draft.name,
        "maker": draft.maker,
        "organisation": draft.organisation,
        "fiscal_year_be": draft.fiscal_year_be,
        "rows": draft.rows,
        "created_at": draft.created_at.isoformat(),
        "changed_at": draft.changed_at.isoformat(),
    }


def matrix_as_json(matrix: Matrix) -> Iterator[JsonObject]:
    """The rows of a matrix (`matrix`), one object each; every row has every column."""
    for row in matrix.rows:
        yield _row_as_json(matrix, row)


def _row_as_json(matrix: Matrix, row: MatrixRow) -> JsonObject:
    cells: JsonObject = {
        column: _cell_as_json(cell) for column, cell in zip(matrix.columns, row.cells, strict=True)
    }
    return {
        "organisation": organisation_as_json(row.organisation),
        "fiscal_year_be": row.fiscal_year_be,
        "report_ids": list(row.report_ids),
        "total": row.total,
        "total_year_be": row.total_year_be,
        "likeness": row.likeness,
        "covered": row.covered,
        matrix.axis.value: cells,
        "reworded": row.reworded,
        "doubled": [kind.value for kind in row.doubled],
    }


def _cell_as_json(cell: MatrixCell) -> JsonObject:
    return {
        "measures": list(cell.measure_ids),
        "depth": cell.depth,
        "guessed": cell.guessed,
    }


def neighbourhood_as_json(found: Neighbourhood) -> JsonObject:
    """An organisation among those like it (`neighbours`), one object."""
    return {
        "organisation": organisation_as_json(found.organisation),
        "fiscal_year_be": found.fiscal_year_be,
        "ita_scores": _result_as_json(found.result),
        "neighbours": [neighbour_as_json(one) for one in found.neighbours],
        "weak": [_weak_as_json(one) for one in found.weak],
        "reworded": found.reworded,
    }


def neighbour_as_json(one: Neighbour) -> JsonObject:
    """An organisation that is like another, with the reasons."""
    return {
        "organisation": organisation_as_json(one.organisation),
        "fiscal_year_be": one.fiscal_year_be,
        "ita_scores": _result_as_json(one.result),
        "likeness": one.likeness,
        "reasons": [
            {"kind": reason.kind.value, "value": reason.value, "share": reason.share}
            for reason in one.reasons
        ],
        "reworded": one.reworded,
        "doubled": [kind.value for kind in one.doubled],
    }


def placed_measure_as_json(placed: PlacedMeasure) -> JsonObject:
    """A measure with whose it is and of which year."""
    return {
        "measure": measure_as_json(placed.measure),
        "organisation": organisation_as_json(placed.organisation),
        "fiscal_year_be": placed.fiscal_year_be,
        "reworded": placed.measure.source.reworded,
    }


def _weak_as_json(weak: WeakIndicator) -> JsonObject:
    return {
        "number": weak.number,
        "score": weak.score,
        "fiscal_year_be": weak.fiscal_year_be,
        "examples": [_example_as_json(one) for one in weak.examples],
    }


def _example_as_json(one: BetterExample) -> JsonObject:
    return {
        **placed_measure_as_json(one.example),
        "why": one.why.value,
        "score": one.score,
        "score_year_be": one.score_year_be,
        "later": one.later,
        "guessed": one.guessed,
        "likeness": one.likeness,
    }


def _result_as_json(result: ItaResult | None) -> JsonObject | None:
    return None if result is None else ita_result_as_json(result)


def coverage_as_json(found: Coverage) -> JsonObject:
    """What an organisation lacks beside similar ones, and by the form (`coverage`), one object."""
    checked = zip(found.report_ids, found.checks, strict=True)
    return {
        "organisation": organisation_as_json(found.organisation),
        "fiscal_year_be": found.fiscal_year_be,
        "touched": [
            {"axis": one.axis.value, "key": one.key, "measures": one.measures}
            for one in found.touched
        ],
        "gaps": [_gap_as_json(one) for one in found.gaps],
        "neighbours": [neighbour_as_json(one) for one in found.neighbours],
        "checks": [{"report_id": name, **form_check_as_json(check)} for name, check in checked],
        "notes": [note.value for note in found.notes],
        "reworded": found.reworded,
        "doubled": [kind.value for kind in found.doubled],
    }


def form_check_as_json(check: FormCheck) -> JsonObject:
    """A report, or a draft, by the rules of its fiscal year."""
    return {
        "fiscal_year_be": check.fiscal_year_be,
        "kind": check.kind.value,
        "rules_year_be": check.rules_year_be,
        "item": check.item,
        "confirmed": check.confirmed,
        "measures": [_measure_as_json(one) for one in check.measures],
    }


def _gap_as_json(gap: Gap) -> JsonObject:
    return {
        "axis": gap.axis.value,
        "key": gap.key,
        "towns": gap.towns,
        "of": gap.of,
        "examples": [placed_measure_as_json(one) for one in gap.examples],
    }


def _measure_as_json(one: MeasureCheck) -> JsonObject:
    return {
        "id": one.measure_id,
        "number": one.number,
        "title": one.title,
        "missing": [part.value for part in one.missing],
        "parts": {check.part.value: _part_as_json(check) for check in one.parts},
    }


def _part_as_json(check: PartCheck) -> JsonObject:
    return {
        "standing": check.standing.value,
        "field": check.field,
        "start": check.start,
        "end": check.end,
    }
