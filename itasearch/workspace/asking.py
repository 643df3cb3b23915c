"""Verbs that ask: search, similar, show. They read the last commit and never wait."""

from dataclasses import replace

from itasearch.errors import IndexMissingError, QueryError, UnknownReportError
from itasearch.model.ranking import Query, Ranking
from itasearch.model.records import Report, report_of
from itasearch.store.base import StoredMeasure
from itasearch.workspace.filters import resolve
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import FilterNames


def search(parts: Parts, query: Query, *, names: FilterNames) -> Ranking:
    """See Workspace.search; `names` become the filters of `query`."""
    query = replace(query, filters=resolve(names, parts.store))
    if not query.text.strip() and not query.refinement.like:
        raise QueryError("the query is empty; type what to look for")
    try:
        return parts.following(lambda: parts.searcher.search(query))
    except IndexMissingError:
        if parts.store.fingerprints():
            raise
        return Ranking(query=query, hits=())  # an empty library needs no index


def similar(parts: Parts, measure_id: str, *, k: int, names: FilterNames) -> Ranking:
    """See Workspace.similar."""
    stored_measure(parts, measure_id)
    filters = resolve(names, parts.store)
    return parts.following(lambda: parts.searcher.similar(measure_id, k=k, filters=filters))


def stored_measure(parts: Parts, measure_id: str) -> StoredMeasure:
    """The measure with this id. Raises UnknownReportError."""
    found = parts.store.measures([measure_id]).get(measure_id)
    if found is None:
        raise UnknownReportError(identifier=measure_id)
    return found


def show(parts: Parts, identifier: str) -> StoredMeasure | Report:
    """See Workspace.show."""
    found = parts.store.measures([identifier]).get(identifier)
    if found is not None:
        return found
    try:
        report = parts.store.report(report_of(identifier))
    except UnknownReportError as error:
        raise UnknownReportError(identifier=identifier) from error
    if report.id == identifier:
        return report
    for measure in report.measures:  # of a report that was removed or replaced
        if measure.id == identifier:
            return StoredMeasure(
                measure=measure,
                organisation=report.organisation,
                fiscal_year_be=report.fiscal_year_be,
            )
    raise UnknownReportError(identifier=identifier)
