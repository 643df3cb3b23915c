"""What a watch finds in the library now: hits of its search, or reports and scores of its town."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.model.library import Stage
from itasearch.model.ranking import Filters, Hit, HitOrder, Query, Ranking
from itasearch.model.records import TEXT_FIELDS, ItaResult, Measure, Report
from itasearch.model.watches import NewsSubject, Sighting, Watch
from itasearch.search.query.asking import subject_text
from itasearch.wording.labels import file_text
from itasearch.workspace.parts import Parts
from itasearch.workspace.search import SearchVerbs
from itasearch.workspace.values import FilterNames

# Measured with the 38 queries of the tuning half, on the sample library (18 towns) and on 10,000
# generated measures (125 towns).
MOST_NEW_HITS = 50
"""First hits of a search that can be news: more than any answer had (20 and 36 hits)."""

_MOST_HITS = 2 * MOST_NEW_HITS
"""First hits of a search that are known afterwards: one that moves up because another is gone is
no news, unless MOST_NEW_HITS are gone at once."""

_MOST_COPIES = 5
"""Copies of a hit that are known by their ids; of 1,400 and 1,450 hits 1 % and 7 % have more,
113 at most."""

_MOST_REPORTS = 30
"""Newest reports of a town that are looked at; the most of a town were 3 and 12. Plan and results
of 15 years."""

_DIGEST_LENGTH = 16
"""Hexadecimal digits of a digest: 64 bits."""


def sightings(what: Query | str, parts: Parts, search: SearchVerbs) -> tuple[Sighting, ...]:
    """All that is found of a search, best first, or of a town by its id. Raises as
    `Workspace.search`."""
    found = _of_town(what, parts) if isinstance(what, str) else _of_search(what, parts, search)
    return tuple(found)


def watched(watch: Watch) -> Query | str:
    """The search, or the id of the town."""
    return watch.town if watch.query is None else watch.query


def _answer(query: Query, search: SearchVerbs) -> Ranking:
    """The answer as the app gives it, by relevance."""
    refinement, filters = query.refinement, query.filters
    arrangement = replace(refinement.arrangement, order=HitOrder.RELEVANCE)
    return search.search(
        query.text or ("" if refinement.like else subject_text(filters)),
        k=_MOST_HITS,
        mode=query.mode,
        filters=_names_of(filters),
        refinement=replace(refinement, arrangement=arrangement),
    )


def _names_of(filters: Filters) -> FilterNames:
    return FilterNames(
        organisations=filters.organisation_ids,
        types=filters.types,
        provinces=filters.provinces,
        fiscal_years=filters.fiscal_years,
        indicators=filters.indicators,
        topics=filters.topics,
    )


def _of_search(query: Query, parts: Parts, search: SearchVerbs) -> Iterator[Sighting]:
    """The hits; those that may not be what was asked, or are far from the best, do not count."""
    found = _answer(query, search)
    counted = 0 if found.unsure else min(found.answering, MOST_NEW_HITS)
    yield from parts.without_faulty(
        enumerate(found.hits),
        lambda placed: _of_hit(placed[1], counts=placed[0] < counted),
        report_of=lambda placed: placed[1].measure.report_id,
        stage=Stage.SHOW,
    )


def _of_hit(hit: Hit, *, counts: bool) -> Sighting:
    return Sighting(
        id=hit.measure.id,
        digest=_digest(_texts(hit.measure)),
        subject=NewsSubject.MEASURE,
        title=hit.measure.numbered_title,
        organisation=hit.organisation.name if hit.organisation else "",
        fiscal_year_be=hit.fiscal_year_be,
        copies=tuple(one.measure_id for one in hit.same_text[:_MOST_COPIES]),
        counts=counts,
    )


def _of_town(town: str, parts: Parts) -> Iterator[Sighting]:
    summaries = parts.store.reports.all(Filters(organisation_ids=(town,)))
    newest = sorted(summaries, key=lambda one: one.added_at, reverse=True)[:_MOST_REPORTS]
    reports = parts.store.reports.each([one.id for one in newest])
    yield from parts.without_faulty(
        reports, _of_report, report_of=lambda one: one.id, stage=Stage.SHOW
    )
    (summary,) = parts.store.organisations.of([town]) or (None,)
    name = "" if summary is None else summary.organisation.name
    for result in parts.store.organisations.ita_results(town):
        yield _of_result(result, town, name)


def _of_report(report: Report) -> Sighting:
    texts = [text for measure in report.measures for text in _texts(measure)]
    return Sighting(
        id=report.id,
        digest=_digest([report.kind.value, str(report.fiscal_year_be), *texts]),
        subject=NewsSubject(report.kind.value),
        title=file_text(report.source.path),
        organisation=report.organisation.name if report.organisation else "",
        fiscal_year_be=report.fiscal_year_be,
    )


def _of_result(result: ItaResult, town: str, name: str) -> Sighting:
    year = result.fiscal_year_be
    scores = [f"{one.number} {one.score}" for one in result.indicators]
    return Sighting(
        id=f"ita-{town}-{year}",
        digest=_digest([str(year), str(result.total), result.grade or "", *scores]),
        subject=NewsSubject.ITA_SCORES,
        title="",
        organisation=name,
        fiscal_year_be=year,
    )


def _texts(measure: Measure) -> list[str]:
    return [" ".join((measure.text(name) or "").split()) for name in TEXT_FIELDS]


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:_DIGEST_LENGTH]
