"""Rankings as cells: of the hits for a question, and of their copies, the best of each column."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from itasearch.model.ranking import Filters, Hit, Ranking
from itasearch.model.towns import CellCertainty, QuestionCell, QuestionColumn


def cells_of(ranking: Ranking, among: Filters, *, by_years: bool) -> Mapping[str, QuestionCell]:
    """The cell of each town (by id), or year, that a ranking inside `among` answers for.

    A copy counts as its hit; a town answers from its newest year with an answer. Only what the
    ranking holds to be its answer counts; what is unsure there is unsure here.
    """
    certainty = CellCertainty.UNSURE if ranking.unsure else CellCertainty.ANSWER
    count = ranking.answering if ranking.unsure else ranking.sure
    cells: dict[str, QuestionCell] = {}
    for hit in ranking.hits[:count]:
        of_hit: dict[str, QuestionCell] = {}
        for cell in _places(hit):
            town = None if by_years else cell.organisation
            key = QuestionColumn(organisation=town, fiscal_year_be=cell.fiscal_year_be).key
            if _passes(cell, among):
                of_hit.setdefault(key, replace(cell, certainty=certainty))
        for key, cell in of_hit.items():
            best = cells.get(key)
            if best is None:
                cells[key] = cell
                continue
            is_newer = (cell.fiscal_year_be or 0) > (best.fiscal_year_be or 0)
            cells[key] = replace(cell if is_newer else best, more=best.more + 1)
    return cells


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
