"""Verbs that search, suggest queries and show.

A town counts with its newest known ITA total. In another order than by relevance only the part of
the ranking that answers is sorted.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from itasearch.clock import today
from itasearch.compare.library import with_quotations
from itasearch.compare.towns.matrix import depth
from itasearch.errors import IndexMissingError, Message, QueryError, UnknownReportError
from itasearch.model.classification import NO_COUNTS
from itasearch.model.ranking import (
    BY_RELEVANCE,
    LONGEST_TYPED,
    MOST_SORTED,
    MOST_SUGGESTIONS,
    NO_FILTERS,
    UNREFINED,
    Arrangement,
    Filters,
    Hit,
    HitOrder,
    Query,
    Ranking,
    Refinement,
    SearchMode,
    Suggestion,
)
from itasearch.model.records import TEXT_FIELDS, Report, StoredMeasure, newest_total, report_of
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.search.query.names.understand import Understanding, understand
from itasearch.search.query.parse import MAX_QUERY_LENGTH
from itasearch.search.query.suggest import TitleLookup, suggest
from itasearch.text.dates.fiscal_year import fiscal_year_of
from itasearch.workspace.access import Verbs
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

_Inside = Callable[[Filters], Filters | None]


class SearchVerbs(Verbs):
    """Verbs that search and show: they read the last commit and never wait."""

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        mode: SearchMode = SearchMode.HYBRID,
        filters: FilterNames = NO_FILTER_NAMES,
        refinement: Refinement = UNREFINED,
        literal: bool = False,
    ) -> Ranking:
        """The k measures that answer `text` best, in the index as it was last committed.

        Names of towns and places, years and indicators in `text` become filters, unless `filters`
        has that kind or `literal`; a query of nothing else lists what passes. Where a name that may
        as well be common words hides what answers, it is searched as words. See
        docs/query-language.md. Raises ValueError: a band with its least above its most.
        UnknownReportError: `refinement.like`. QueryError: empty without filters or band, or filters
        that contradict.
        """
        parts = self._parts
        with parts.timed():
            given = resolve(filters, parts.store)
            is_narrowed = given != NO_FILTERS or refinement.arrangement.band != EVERY_TOTAL
            if not (text.strip() or refinement.like or is_narrowed):
                raise QueryError(
                    Message("the query is empty; type what to look for, or give a filter")
                )
            query = Query(text=text, k=k, mode=mode, filters=given, refinement=refinement)
            return _with_quotations(parts, answer_to(parts, query, literal=literal))

    def similar(
        self,
        measure_id: str,
        *,
        k: int = 10,
        filters: FilterNames = NO_FILTER_NAMES,
        arrangement: Arrangement = BY_RELEVANCE,
    ) -> Ranking:
        """The k measures nearest to a measure. Raises as `search`, UnknownReportError."""
        parts = self._parts
        with parts.timed():
            if measure_id not in parts.store.reports.measures([measure_id]):
                raise UnknownReportError(identifier=measure_id)
            among = resolve(filters, parts.store)
            query = Query(
                text="", k=k, filters=among, refinement=Refinement(arrangement=arrangement)
            )

            def ask(query: Query, inside: _Inside) -> Ranking:
                filters = inside(query.filters)
                if filters is None:
                    return Ranking(query=query, hits=(), facets=NO_COUNTS)
                ranking = parts.searcher.similar(measure_id, replace(query, filters=filters))
                return replace(ranking, query=replace(ranking.query, filters=query.filters))

            return _with_quotations(parts, _arranged(parts, query, ask))

    def suggest(self, text: str, *, limit: int = MOST_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Queries that `text` may become, never what people searched; none above LONGEST_TYPED."""
        if not text.strip() or len(text) > LONGEST_TYPED:
            return ()
        parts = self._parts

        def ids(words: Sequence[str], most: int) -> Sequence[str]:
            return parts.of_index(lambda index: index.titled(words, most=most), otherwise=())

        def texts(measure_ids: Sequence[str]) -> Mapping[str, str]:
            stored = parts.store.reports.measures(measure_ids)
            return {name: stored.measure.title for name, stored in stored.items()}

        return suggest(text, parts.names, titles=TitleLookup(ids=ids, texts=texts), most=limit)

    def show(self, identifier: str) -> StoredMeasure | Report:
        """The measure or report with this id. Raises UnknownReportError."""
        stored = self._store.reports.measures([identifier]).get(identifier)
        if stored is not None:
            return stored
        try:
            report = self._store.reports.get(report_of(identifier))
        except UnknownReportError as error:
            raise UnknownReportError(identifier=identifier) from error
        if report.id == identifier:
            return report
        for measure in report.measures:  # of a report that was removed or replaced
            if measure.id == identifier:
                return report.stored(measure)
        raise UnknownReportError(identifier=identifier)


def answer_to(parts: Parts, query: Query, *, literal: bool = False) -> Ranking:
    """What answers a query with text or filters; see `SearchVerbs.search`."""
    text, filters = query.text, query.filters

    def read(words: Collection[str]) -> Understanding:
        # A pasted document is no question; parsing refuses it.
        if literal or query.mode is SearchMode.PHRASE or len(text) > MAX_QUERY_LENGTH:
            return Understanding(rest=text, bare=text, filters=filters)
        return understand(
            text,
            parts.names,
            fiscal_year=fiscal_year_of(today()),
            has_reports=parts.store.reports.has_reports,
            filters=filters,
            literal=(*query.refinement.without, *words),
        )

    def ask(query: Query, inside: _Inside) -> Ranking:
        return parts.searcher.search(query, read=read, inside=inside)

    try:
        return _with_documents(parts, _arranged(parts, query, ask))
    except IndexMissingError:
        if parts.store.reports.count():
            raise
        return Ranking(query=query, hits=())  # an empty library needs no index


def _with_quotations(parts: Parts, ranking: Ranking) -> Ranking:
    """The ranking with what reports say was done for each measure."""
    listed = (*ranking.hits, *ranking.nearest)
    stored = with_quotations(parts, [hit.measure.id for hit in listed])

    def quoted(hit: Hit) -> Hit:
        found = stored.get(hit.measure.id)
        return replace(hit, quotations=found.quotations) if found else hit

    hits, nearest = tuple(map(quoted, ranking.hits)), tuple(map(quoted, ranking.nearest))
    return replace(ranking, hits=hits, nearest=nearest)


def _with_documents(parts: Parts, ranking: Ranking) -> Ranking:
    inside = replace(ranking.query.filters, topics=())
    documents = dict.fromkeys(
        report
        for name in ranking.understood
        for kind, years in name.documents
        for report in parts.store.reports.all(replace(inside, fiscal_years=years))
        if report.kind is kind
    )
    return replace(ranking, documents=tuple(documents))


def _arranged(parts: Parts, query: Query, ask: Callable[[Query, _Inside], Ranking]) -> Ranking:
    store, arrangement = parts.store, query.refinement.arrangement
    band, order = arrangement.band, arrangement.order

    def inside(filters: Filters) -> Filters | None:
        return filters if band == EVERY_TOTAL else inside_band(filters, band, store)

    is_sorted = order is not HitOrder.RELEVANCE
    whole = replace(query, k=max(query.k, MOST_SORTED)) if is_sorted else query
    ranking = parts.following(lambda: ask(whole, inside))
    if band != EVERY_TOTAL or order is HitOrder.TOTAL:
        ranking = _with_totals(ranking, store)
    ranking = replace(ranking, query=replace(ranking.query, k=query.k))
    return _in_order(ranking, order, store, k=query.k) if is_sorted else ranking


def inside_band(filters: Filters, band: ScoreBand, store: "SqlStore") -> Filters | None:
    """Filters for organisations inside the band; None if none is. ValueError: least above most."""
    least, most = band.ends
    totals = store.organisations.ita_totals().items()
    newest = ((name, newest_total(results)) for name, results in totals)
    inside = [
        name
        for name, result in newest
        if result is not None and result.total is not None and least <= result.total <= most
    ]
    if filters.organisation_ids:
        fitting = set(inside)
        inside = [name for name in filters.organisation_ids if name in fitting]
    return replace(filters, organisation_ids=tuple(inside)) if inside else None


def _with_totals(ranking: Ranking, store: "SqlStore") -> Ranking:
    ids = dict.fromkeys(hit.organisation.id for hit in ranking.hits if hit.organisation)
    totals = {
        name: newest_total(results)
        for name, results in (store.organisations.ita_results_of([*ids]) if ids else {}).items()
    }

    def with_total(hit: Hit) -> Hit:
        newest = totals.get(hit.organisation.id) if hit.organisation else None
        if newest is None:
            return hit
        return replace(hit, total=newest.total, total_year_be=newest.fiscal_year_be)

    return replace(ranking, hits=tuple(map(with_total, ranking.hits)))


def _in_order(ranking: Ranking, order: HitOrder, store: "SqlStore", *, k: int) -> Ranking:
    if ranking.no_match:
        return ranking
    answer = ranking.hits[: ranking.answering]
    value = _value_of(order, answer, store)
    values = [(value(hit), hit) for hit in answer]
    # Equal ones stay in their order, those of an unknown value come last.
    values.sort(key=lambda pair: (pair[0] is not None, pair[0] or ()), reverse=True)
    ranked = (replace(hit, rank=rank) for rank, (_, hit) in enumerate(values[:k], start=1))
    return replace(ranking, hits=tuple(ranked), sorted_over=len(answer))


def _value_of(
    order: HitOrder, hits: Sequence[Hit], store: "SqlStore"
) -> Callable[[Hit], tuple[float, ...] | None]:
    if order is HitOrder.YEAR:
        return lambda hit: None if hit.fiscal_year_be is None else (hit.fiscal_year_be,)
    if order is HitOrder.TOTAL:
        return lambda hit: None if hit.total is None else (hit.total,)
    reports = store.reports.summaries(list(dict.fromkeys(hit.measure.report_id for hit in hits)))

    def detail(hit: Hit) -> tuple[float, ...] | None:
        report = reports.get(hit.measure.report_id)
        letters = {name: len(hit.measure.text(name)) for name in TEXT_FIELDS}
        if report is None:
            return None
        return depth(letters, report.kind, report.fiscal_year_be), sum(letters.values())

    return detail
