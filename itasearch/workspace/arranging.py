"""An answer sorted otherwise than by relevance, and limited to towns by their ITA scores.

A town counts with its newest known ITA total, whatever year a measure is of: who does well now
is what is asked. Only the part of the ranking that answers is sorted: behind it comes what has
little to do with the query, and some of that is always of the newest year.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from itasearch.compare.towns.matrix import depth
from itasearch.model.ranking import Filters, Hit, HitOrder, Ranking
from itasearch.model.records import TEXT_FIELDS, ItaResult
from itasearch.model.towns import ScoreBand
from itasearch.store.sql import SqlStore


def newest_total(results: Iterable[ItaResult]) -> ItaResult | None:
    """The first of these results, newest first, that states a total."""
    return next((one for one in results if one.total is not None), None)


def inside_band(filters: Filters, band: ScoreBand, store: SqlStore) -> Filters | None:
    """These filters for organisations inside the band; None where that leaves none.

    Raises:
        ValueError: the band's least is above its most.
    """
    least = 0.0 if band.least is None else band.least
    most = float("inf") if band.most is None else band.most
    if least > most:
        raise ValueError(f"no total lies from {least:g} to {most:g}")
    newest = {name: newest_total(results) for name, results in store.ita_totals().items()}
    inside = [
        name
        for name, result in newest.items()
        if result is not None and result.total is not None and least <= result.total <= most
    ]
    if filters.organisation_ids:
        fitting = set(inside)
        inside = [name for name in filters.organisation_ids if name in fitting]
    return replace(filters, organisation_ids=tuple(inside)) if inside else None


def with_totals(ranking: Ranking, store: SqlStore) -> Ranking:
    """The ranking with the newest ITA total of each hit's organisation."""
    known = {name: newest_total(found) for name, found in _results(ranking.hits, store).items()}
    hits = []
    for hit in ranking.hits:
        result = known.get(hit.organisation.id) if hit.organisation is not None else None
        if result is not None:
            hit = replace(hit, total=result.total, total_year_be=result.fiscal_year_be)
        hits.append(hit)
    return replace(ranking, hits=tuple(hits))


def _results(hits: Sequence[Hit], store: SqlStore) -> Mapping[str, tuple[ItaResult, ...]]:
    ids = dict.fromkeys(hit.organisation.id for hit in hits if hit.organisation is not None)
    return store.ita_results_of(list(ids)) if ids else {}


def arranged(ranking: Ranking, order: HitOrder, store: SqlStore, *, k: int) -> Ranking:
    """The first k of the ranking's answer in another order, ranked anew.

    Args:
        ranking: by relevance, with totals if they are the order.
        order: not RELEVANCE.
    """
    if ranking.no_match:
        return ranking
    answer = ranking.hits[: ranking.answering]
    value = _value_of(order, answer, store)
    values = [value(hit) for hit in answer]
    places = sorted(range(len(answer)), key=lambda place: (_descending(values[place]), place))
    hits = (replace(answer[place], rank=n) for n, place in enumerate(places[:k], start=1))
    return replace(ranking, hits=tuple(hits), sorted_over=len(answer))


def _descending(value: tuple[float, ...] | None) -> tuple[bool, tuple[float, ...]]:
    return value is None, () if value is None else tuple(-number for number in value)


def _value_of(
    order: HitOrder, hits: Sequence[Hit], store: SqlStore
) -> Callable[[Hit], tuple[float, ...] | None]:
    """What hits are sorted by, the highest first; None where that is not known."""
    if order is HitOrder.YEAR:
        return lambda hit: None if hit.fiscal_year_be is None else (hit.fiscal_year_be,)
    if order is HitOrder.TOTAL:
        return lambda hit: None if hit.total is None else (hit.total,)
    reports = store.summaries(list(dict.fromkeys(hit.measure.report_id for hit in hits)))

    def detail(hit: Hit) -> tuple[float, ...] | None:
        report = reports.get(hit.measure.report_id)
        letters = {name: len(hit.measure.text(name)) for name in TEXT_FIELDS}
        if report is None:
            return None
        return depth(letters, report.kind, report.fiscal_year_be), sum(letters.values())

    return detail
