"""Rankings as cells: of the hits for a question, and of their copies, the best of each column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from itasearch.model.library import ReportSummary
from itasearch.model.ranking import Filters, Hit, Ranking
from itasearch.model.records import Measure, Report, ReportKind, report_of
from itasearch.model.towns import CellCertainty, QuestionCell, QuestionColumn
from itasearch.text.thai.normalize import squash


def cells_of(ranking: Ranking, among: Filters, *, by_years: bool) -> Mapping[str, QuestionCell]:
    """The cell of each town (by id), or year, that a ranking inside `among` answers for.

    A copy counts as its hit; a town answers from its newest year with an answer. Measures of one
    title count as one, whatever their year or kind of report. Only what the ranking holds to be its
    answer counts; what is unsure there is unsure here.
    """
    certainty = CellCertainty.UNSURE if ranking.unsure else CellCertainty.ANSWER
    count = ranking.answering if ranking.unsure else ranking.sure
    cells: dict[str, QuestionCell] = {}
    titles: dict[str, set[tuple[str, str]]] = {}
    for hit in ranking.hits[:count]:
        of_hit: dict[str, QuestionCell] = {}
        for cell in _places(hit):
            town = None if by_years else cell.organisation
            key = QuestionColumn(organisation=town, fiscal_year_be=cell.fiscal_year_be).key
            if _passes(cell, among):
                of_hit.setdefault(key, replace(cell, certainty=certainty))
        for key, cell in of_hit.items():
            best = cells.get(key, cell)
            is_newer = (cell.fiscal_year_be or 0) > (best.fiscal_year_be or 0)
            town = cell.organisation
            named = titles.setdefault(key, set())
            named.add((town.id if town else "", squash(hit.measure.title)))
            cells[key] = replace(cell if is_newer else best, more=len(named) - 1)
    return cells


def results_of_year(cell: QuestionCell, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """Ids of the results reports of a cell's town and year; () for a row of one."""
    ids = tuple(
        report.id
        for report in reports
        if report.kind is ReportKind.RESULTS
        and report.organisation == cell.organisation
        and report.fiscal_year_be == cell.fiscal_year_be is not None
    )
    return () if report_of(cell.measure_id or "") in ids else ids


def as_reported(cell: QuestionCell, measure: Measure, results: Sequence[Report]) -> QuestionCell:
    """The cell of a measure, or of the row of the same title in one of these results reports."""
    title = squash(measure.title)
    rows = (row for report in results for row in report.measures if squash(row.title) == title)
    row = next(rows, measure)
    return replace(
        cell,
        measure_id=row.id,
        title=row.numbered_title,
        source=row.source,
        results=row.results,
    )


def _places(hit: Hit) -> Iterator[QuestionCell]:
    title = hit.measure.numbered_title
    yield QuestionCell(
        measure_id=hit.measure.id,
        title=title,
        organisation=hit.organisation,
        fiscal_year_be=hit.fiscal_year_be,
        source=hit.measure.source,
        results=hit.measure.results,
    )
    for copy in sorted(hit.same_text, key=lambda copy: -(copy.fiscal_year_be or 0)):
        yield QuestionCell(
            measure_id=copy.measure_id,
            title=title,
            organisation=copy.organisation,
            fiscal_year_be=copy.fiscal_year_be,
            source=copy.source,
        )


def _passes(cell: QuestionCell, among: Filters) -> bool:
    town = cell.organisation
    return all(
        not allowed or value in allowed
        for value, allowed in (
            (cell.fiscal_year_be, among.fiscal_years),
            (town and town.id, among.organisation_ids),
            (town and town.type, among.types),
            (town and town.province, among.provinces),
        )
    )
