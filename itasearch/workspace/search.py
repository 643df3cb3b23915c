"""The verb `evaluate`: this library's search on a judged set, beside its own halves.

Verbs that ask: search, similar, show. They read the last commit and never wait.

What measures are about: the index's guesses under what reports and people say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from itasearch.enrich.topics.classify import StatedAbout, as_given
from itasearch.errors import (
    BackendError,
    EncoderError,
    IndexMissingError,
    QueryError,
    UnknownReportError,
)
from itasearch.evaluate.evaluation import DEPTH, evaluate, fused_by_rank, run_of
from itasearch.evaluate.trec_files import read_qrels, read_queries, read_run
from itasearch.model.classification import Classification, FacetCounts, Origin
from itasearch.model.evaluation import Evaluation, JudgedQuery, Judgements, Run
from itasearch.model.library import Progress, ProgressEvent
from itasearch.model.ranking import Query, Ranking, SearchMode
from itasearch.model.records import Report, report_of
from itasearch.store.base import StoredMeasure
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve


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


NO_COUNTS = FacetCounts(topics={}, indicators={}, fiscal_years={}, types={}, provinces={})


class Classifying:
    """The part of Workspace that tells topics and indicators."""

    _parts: Parts

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        """What measures are about, in the order asked for; ids that are unknown are left out.

        What a report states or a person said holds at once, guesses once the measure is
        indexed; without an index that can be opened there are none.
        """
        stored = self._parts.store.measures(measure_ids)
        return classified(self._parts, {name: found.measure for name, found in stored.items()})

    def facet_counts(self, filters: FilterNames = NO_FILTER_NAMES) -> FacetCounts:
        """How many indexed measures inside the filters have each topic, indicator and so on.

        Raises:
            UnknownValueError: a filter names what nothing in the library has.
            AmbiguousOrganisationError: a filter's name fits several organisations.
            IndexMissingError: there are reports, but no index of them.
            IndexMismatchError: the index was built otherwise.
        """
        parts = self._parts
        asked = resolve(filters, parts.store)
        try:
            return parts.following(lambda: parts.backend.facet_counts(asked))
        except IndexMissingError:
            if parts.store.fingerprints():
                raise
            return NO_COUNTS  # an empty library needs no index


def classified(parts: Parts, measures: Mapping[str, StatedAbout]) -> Mapping[str, Classification]:
    """What these measures are about, by id; see Classifying.classifications."""
    try:
        indexed = parts.following(lambda: parts.backend.classifications(list(measures)))
    except (BackendError, EncoderError):
        indexed = {}  # what a measure is said to be can be told without an index
    return {
        identifier: _laid_over(as_given(measure), indexed.get(identifier))
        for identifier, measure in measures.items()
    }


def _laid_over(given: Classification, indexed: Classification | None) -> Classification:
    """What is given, and guesses for the rest; the index may know less than the store."""
    if indexed is None:
        return given
    indicator = indexed.indicator
    if indicator is not None and indicator.origin is not Origin.GUESSED:
        indicator = None
    return Classification(
        topics=given.topics
        or tuple(mark for mark in indexed.topics if mark.origin is Origin.GUESSED),
        indicator=given.indicator or indicator,
    )


def evaluated(
    parts: Parts,
    qrels: Path,
    *,
    queries: Path,
    mode: SearchMode,
    compare: Path | None,
    progress: Progress,
) -> Evaluation:
    """See Workspace.evaluate."""
    judgements = read_qrels(qrels)
    asked = [query for query in read_queries(queries) if query.id in judgements]
    modes = dict.fromkeys((mode, SearchMode.WORDS, SearchMode.SEMANTIC))
    runs = {one: _run(parts, asked, one, progress) for one in modes}
    others: dict[str, Run] = {one.value: run for one, run in runs.items() if one is not mode}
    others["rrf"] = fused_by_rank([runs[SearchMode.WORDS], runs[SearchMode.SEMANTIC]])
    if compare is not None:
        # A file may be called as a baseline is; its path then tells it apart.
        taken = compare.name in {mode.value, *others}
        name = str(compare.resolve()) if taken else compare.name
        others[name] = read_run(compare)
    unknown = _unknown(parts, judgements)
    return evaluate(
        judgements, asked, runs[mode], system=mode.value, others=others, unknown=unknown
    )


def _unknown(parts: Parts, judgements: Judgements) -> tuple[str, ...]:
    """Relevant measures that no search can find; a grade of 0 may name anything."""
    judged = (grades.items() for grades in judgements.values())
    relevant = dict.fromkeys(name for pairs in judged for name, grade in pairs if grade > 0)
    held = parts.store.measures(list(relevant))
    return tuple(name for name in relevant if name not in held)


def _run(parts: Parts, queries: Sequence[JudgedQuery], mode: SearchMode, progress: Progress) -> Run:
    rankings = {}
    for count, query in enumerate(queries, start=1):
        asked = Query(text=query.text, k=DEPTH, mode=mode)
        rankings[query.id] = search(parts, asked, names=NO_FILTER_NAMES)
        progress(ProgressEvent(stage=mode.value, done=count, total=len(queries)))
    return run_of(rankings)
