"""Next year's plan as a list to tick: our last rows, gaps and examples, by indicator."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from itasearch.compare.library import (
    OpenLibrary,
    classified_in_towns,
    existing_reports,
    rows_of_results,
    with_quotations,
)
from itasearch.enrich.topics import indicators_of
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.plan import PlanNote, PlanRow, PlanRowKind, PlanSection
from itasearch.model.records import LEAST_INDICATORS, ItaResult, ReportKind, StoredMeasure
from itasearch.model.towns import Axis, Coverage, CoverageNote, SimilarTowns

_PLANNED_FIRST = (ReportKind.PLAN, ReportKind.RESULTS, ReportKind.GUIDELINES)


def plan_sections(
    library: OpenLibrary, lacking: Coverage, similar: SimilarTowns, result: ItaResult | None
) -> tuple[PlanSection, ...]:
    """The rows of a plan by indicator, the lowest score first.

    Args:
        library: where the measures are.
        lacking: our last reports, and what similar towns do and ours does not.
        similar: our weak indicators with examples of similar towns with higher scores.
        result: our last ITA result with scores by indicator.
    """
    ours = _own_measures(library, lacking.report_ids)
    others = [row.measure.id for gap in lacking.gaps for row in gap.examples]
    marks = indicators_of(classified_in_towns(library, [*(it.measure.id for it in ours), *others]))
    rows: dict[str, PlanRow] = {}
    for row in (
        *(_row(PlanRowKind.OURS, stored, marks) for stored in ours),
        *_gap_rows(lacking, marks),
        *_example_rows(similar),
    ):
        rows.setdefault(row.id, row)
    scores = result.scores if result else {}
    by_indicator: dict[int | None, list[PlanRow]] = {}
    for row in rows.values():
        by_indicator.setdefault(row.indicator, []).append(row)
    numbers = sorted(by_indicator, key=lambda it: (scores.get(it or 0, inf), it or inf))
    return tuple(
        PlanSection(
            indicator=number,
            rows=tuple(by_indicator[number]),
            score=scores.get(number or 0),
            fiscal_year_be=result.fiscal_year_be if result else None,
        )
        for number in numbers
    )


def _own_measures(library: OpenLibrary, report_ids: Sequence[str]) -> list[StoredMeasure]:
    """The measures of our last reports: rows of the plan, then rows of results without one."""
    reports = sorted(
        existing_reports(library, report_ids).values(),
        key=lambda it: (_PLANNED_FIRST.index(it.kind), -len(it.measures)),
    )
    ids = [measure.id for report in reports for measure in report.measures]
    reported = {*rows_of_results(library, ids).values()}
    stored = with_quotations(library, (name for name in ids if name not in reported))
    return [*stored.values()]


def _row(kind: PlanRowKind, stored: StoredMeasure, marks: Mapping[str, IndicatorMark]) -> PlanRow:
    mark = marks.get(stored.measure.id)
    return PlanRow(
        kind=kind,
        indicator=mark.number if mark else None,
        measure=stored,
        guessed=mark is not None and mark.origin is Origin.GUESSED,
    )


def _gap_rows(lacking: Coverage, marks: Mapping[str, IndicatorMark]) -> Iterator[PlanRow]:
    for gap in lacking.gaps:
        is_topic = gap.axis is Axis.TOPICS
        for stored in gap.examples:
            row = _row(PlanRowKind.GAP, stored, marks)
            yield PlanRow(
                kind=row.kind,
                indicator=row.indicator if is_topic else int(gap.key),
                measure=stored,
                guessed=row.guessed if is_topic else stored.measure.id in gap.guesses,
                topic=gap.key if is_topic else None,
                towns=gap.towns,
                of=gap.of,
            )


def _example_rows(similar: SimilarTowns) -> Iterator[PlanRow]:
    for weak in similar.weak:
        for example in weak.examples:
            yield PlanRow(
                kind=PlanRowKind.EXAMPLE,
                indicator=weak.number,
                measure=example.example,
                guessed=example.guessed,
                score=example.score,
                score_year_be=example.score_year_be,
            )


def plan_notes(lacking: Coverage, result: ItaResult | None, year: int) -> Iterable[PlanNote]:
    """What a plan of a year is made without, by our last result and report and similar towns."""
    is_old = (lacking.fiscal_year_be or 0) < year - 1
    few = {CoverageNote.ALONE, CoverageNote.FEW_NEIGHBOURS}
    notes = {
        PlanNote.NO_RESULT: result is None or len(result.indicators) < LEAST_INDICATORS,
        PlanNote.OLD_RESULT: result is not None and (result.fiscal_year_be or 0) < year - 1,
        PlanNote.NO_REPORT: not lacking.report_ids,
        PlanNote.OLD_REPORT: bool(lacking.report_ids) and is_old,
        PlanNote.FEW_TOWNS: not few.isdisjoint(lacking.notes),
    }
    return (note for note, is_so in notes.items() if is_so)
