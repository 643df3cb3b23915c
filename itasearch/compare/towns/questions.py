"""Cells of a table of questions: the best hit of a search in each town."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.model.ranking import Filters, Hit, Ranking
from itasearch.model.records import Organisation
from itasearch.model.towns import QuestionCell

_LEAST_SHARE = 0.4
"""Share of the best score below which a hit is not shown. Without a least share 17 of 36 cells
that should be empty had a hit; by hand, on tables of towns that no weight was learned from."""


def best_cells(
    ranking: Ranking, towns: Sequence[Organisation], among: Filters
) -> tuple[QuestionCell, ...]:
    """The best hit of each town, in the order of the towns.

    A copy of a hit counts for the copy's town. A cell is empty where no hit inside the filters
    `among` is near enough to the best hit of the ranking.
    """
    least = _LEAST_SHARE * ranking.hits[0].score if ranking.hits else 0.0
    best: dict[str, QuestionCell] = {}
    for position, hit in enumerate(ranking.hits):
        for cell in _cells(hit) if hit.score >= least else ():
            is_of_year = not among.fiscal_years or cell.fiscal_year_be in among.fiscal_years
            if cell.organisation is not None and is_of_year:
                near = replace(cell, is_near=position >= ranking.sure)
                best.setdefault(cell.organisation.id, near)
    return tuple(best.get(town.id, QuestionCell()) for town in towns)


def _cells(hit: Hit) -> Iterator[QuestionCell]:
    """The hit, then its copies, the newest first."""
    cell = QuestionCell(
        measure_id=hit.measure.id,
        title=hit.measure.numbered_title,
        organisation=hit.organisation,
        fiscal_year_be=hit.fiscal_year_be,
        source=hit.measure.source,
    )
    yield cell
    for copy in sorted(hit.same_text, key=lambda copy: -(copy.fiscal_year_be or 0)):
        yield replace(
            cell,
            measure_id=copy.measure_id,
            organisation=copy.organisation,
            fiscal_year_be=copy.fiscal_year_be,
            source=copy.source,
        )
