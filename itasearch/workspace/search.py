"""Verbs that search, suggest queries and show, and what measures are about.

What a measure is about is what its report states or a person corrected; the index guesses
the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from itasearch.enrich.topics.classify import StatedAbout, as_given
from itasearch.errors import (
    BackendError,
    EncoderError,
    EvaluationError,
    IndexMissingError,
    QueryError,
    UnknownReportError,
)
from itasearch.evaluate.evaluation import (
    DEPTH,
    evaluate,
    fused_by_rank,
    read_qrels,
    read_queries,
    read_run,
    run_of,
    write_run,
)
from itasearch.evaluate.judged import NOTHING_JUDGED, judged_set
from itasearch.model.classification import Classification, FacetCounts, Origin
from itasearch.model.evaluation.runs import Evaluation, JudgedQuery, Judgements, Run
from itasearch.model.library import Progress, ProgressEvent, no_progress
from itasearch.model.ranking import (
    BY_RELEVANCE,
    LONGEST_TYPED,
    MOST_SORTED,
    MOST_SUGGESTIONS,
    NO_FILTERS,
    UNREFINED,
    Arrangement,
    Filters,
    HitOrder,
    NameKind,
    Query,
    Ranking,
    Refinement,
    SearchMode,
    Suggestion,
)
from itasearch.model.records import Report, StoredMeasure, report_of
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.search.query.names.understand import Understanding, understand
from itasearch.search.query.parse import MAX_QUERY_LENGTH
from itasearch.search.query.suggest import TitleLookup, suggest
from itasearch.text.dates.fiscal_year import fiscal_year_of
from itasearch.workspace.arranging import arranged, inside_band, with_totals
from itasearch.workspace.parts import Parts, Verbs
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve, subject_text

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

_NO_COUNTS = FacetCounts(topics={}, indicators={}, fiscal_years={}, types={}, provinces={})


_Arguments = ParamSpec("_Arguments")
_Verb = Callable[Concatenate["SearchVerbs", _Arguments], Ranking]


def _timed(verb: _Verb[_Arguments]) -> _Verb[_Arguments]:
    """Report to `on_search` how long an answer took."""

    @wraps(verb)
    def observed(
        self: "SearchVerbs", *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Ranking:
        began = perf_counter()
        found = verb(self, *args, **kwargs)
        self.on_search(perf_counter() - began)
        return found

    return cast(_Verb[_Arguments], observed)


class SearchVerbs(Verbs):
    """Verbs of Workspace that search and show: they read the last commit and never wait."""

    @_timed
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

        Names of towns and places, years and indicators in `text` become filters, beside those
        that are given; a query of nothing else lists the measures that pass them. Where a name
        that no word announces, or a kind of organisation, hides what answers, it is searched as
        words.

        Args:
            text: see docs/query-language.md.
            mode: how to look; a PHRASE is taken literally.
            filters: these win over what `text` names of the same kind.
            refinement: changes to the query after its hits were seen, their order among them.
            literal: whether names and years in `text` are words like others.

        Raises:
            ValueError: a band whose least is above its most.
            UnknownReportError: the refinement names a measure that is not there.
            QueryError: an empty query without filters, or one with filters that contradict.
            UnknownValueError: a filter names what nothing in the library has.
            AmbiguousOrganisationError: a filter's name fits several organisations.
            IndexMissingError: there are reports, but no index of them.
            IndexMismatchError: the index was built otherwise.
        """
        parts = self._parts
        given = resolve(filters, parts.store)
        if not text.strip() and not refinement.like and given == NO_FILTERS:
            raise QueryError(
                "the query is empty; type what to look for",
                thai="ยังไม่มีคำค้น โปรดพิมพ์คำที่ต้องการหา",
            )
        read = Understanding(rest=text, bare=text, filters=given)
        # A pasted document is no question; parsing refuses it.
        if not literal and mode is not SearchMode.PHRASE and len(text) <= MAX_QUERY_LENGTH:
            read = self._understood(text, given, literal=refinement.without)
        query = Query(text=text, k=k, mode=mode, filters=read.filters, refinement=refinement)
        arranging = _Arranging(parts, refinement.arrangement)
        try:
            found = arranging(query, lambda query: self._answer(query, read))
            doubtful = {one.asked for one in read.names if one.is_bare or one.kind is NameKind.TYPE}
            if doubtful and _certainty(found) is not _Certainty.ANSWER:
                # What no word announces may be no name, and อบต. whoever runs the place: as words
                # they must not hide what answers.
                again = self._understood(text, given, literal=(*refinement.without, *doubtful))
                wider = replace(query, filters=again.filters)
                other = arranging(wider, lambda query: self._answer(query, again))
                if _certainty(other) > _certainty(found):
                    names = tuple(replace(o, applied=o.asked not in doubtful) for o in read.names)
                    found, query, read = other, wider, replace(again, names=names)
        except IndexMissingError:
            if parts.store.report_count():
                raise
            return Ranking(query=query, hits=())  # an empty library needs no index
        return replace(found, query=query, understood=read.names, not_held=read.not_held)

    def _understood(self, text: str, given: Filters, *, literal: Sequence[str]) -> Understanding:
        """A query with its names and years as filters, but for those of `literal`."""
        return understand(
            text,
            self._parts.names,
            fiscal_year=fiscal_year_of(date.today()),
            has_reports=self._parts.store.has_reports,
            given=given,
            literal=literal,
        )

    def _answer(self, query: Query, read: Understanding) -> Ranking:
        """What answers the words that are left of a query, or all that its names let in."""
        searcher = self._parts.searcher
        if read.rest.strip() or query.refinement.like:
            found = searcher.search(replace(query, text=read.rest))
            if found.no_match and read.bare not in ("", read.rest):
                # Words of a town that is not there must not hide what others do.
                found = searcher.search(replace(query, text=read.bare))
            return found
        if not query.filters.indicators and not query.filters.topics:
            counted = query.refinement.arrangement.counted
            most = max(query.k, MOST_SORTED) if counted else query.k
            first = self._parts.store.first_measures(query.filters, most=most)
            return searcher.listed(query, first)
        # Only the index knows what measures are about: those inside the filters, best first.
        named = replace(query, text=subject_text(query.filters))
        found = searcher.search(named)
        if found.no_match:
            found = searcher.search(replace(named, mode=SearchMode.SEMANTIC))
        hits = found.hits or found.nearest
        return replace(found, hits=hits, nearest=(), unsure=False, answering=len(hits))

    @_timed
    def similar(
        self,
        measure_id: str,
        *,
        k: int = 10,
        filters: FilterNames = NO_FILTER_NAMES,
        arrangement: Arrangement = BY_RELEVANCE,
    ) -> Ranking:
        """The k measures nearest to a measure, itself left out. Raises as `search`, and
        UnknownReportError. The arguments are as there."""
        parts = self._parts
        if measure_id not in parts.store.measures([measure_id]):
            raise UnknownReportError(identifier=measure_id)
        among = resolve(filters, parts.store)
        query = Query(text="", k=k, filters=among, refinement=Refinement(arrangement=arrangement))
        arranging = _Arranging(parts, arrangement)
        return arranging(query, lambda query: parts.searcher.similar(measure_id, query))

    def suggest(self, text: str, *, limit: int = MOST_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Queries that `text` may become: topics, towns, terms and titles of measures.

        Nothing that people searched is among them. Where no index can be opened there are no
        titles.

        Args:
            text: typed so far; to none, or more than LONGEST_TYPED, nothing is suggested.
        """
        if not text.strip() or len(text) > LONGEST_TYPED:
            return ()
        titles = TitleLookup(ids=self._titled, texts=self._titles)
        return suggest(text, self._parts.names, titles=titles, most=limit)

    def _titled(self, words: Sequence[str], most: int) -> Sequence[str]:
        parts = self._parts
        try:
            return parts.following(lambda: parts.backend.titled(words, most=most))
        except (BackendError, EncoderError):
            return ()  # the search itself says what is wrong

    def _titles(self, measure_ids: Sequence[str]) -> Mapping[str, str]:
        found = self._parts.store.measures(measure_ids)
        return {name: one.measure.title for name, one in found.items()}

    def show(self, identifier: str) -> StoredMeasure | Report:
        """The measure or report with this id. Raises UnknownReportError."""
        store = self._parts.store
        found = store.measures([identifier]).get(identifier)
        if found is not None:
            return found
        try:
            report = store.report(report_of(identifier))
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

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        """What measures are about, in the order of `measure_ids`; unknown ids are left out.

        What a report states or a person corrected holds at once, guesses once the measure is
        indexed; without an index that can be opened there are none.
        """
        stored = self._parts.store.measures(measure_ids)
        return classified(self._parts, {name: found.measure for name, found in stored.items()})

    def facet_counts(
        self, filters: FilterNames = NO_FILTER_NAMES, *, band: ScoreBand = EVERY_TOTAL
    ) -> FacetCounts:
        """How many indexed measures inside the filters have each topic, indicator and so on.

        Raises:
            UnknownValueError: a filter names what nothing in the library has.
            AmbiguousOrganisationError: a filter's name fits several organisations.
            IndexMissingError: there are reports, but no index of them.
            IndexMismatchError: the index was built otherwise.
        """
        parts = self._parts
        named = resolve(filters, parts.store)
        among = named if band == EVERY_TOTAL else inside_band(named, band, parts.store)
        if among is None:
            return _NO_COUNTS
        try:
            return parts.following(lambda: parts.backend.facet_counts(among))
        except IndexMissingError:
            if parts.store.report_count():
                raise
            return _NO_COUNTS  # an empty library needs no index

    def evaluate(
        self,
        qrels: Path | None = None,
        *,
        queries: Path | None = None,
        mode: SearchMode = SearchMode.HYBRID,
        compare: Path | None = None,
        run_file: Path | None = None,
        progress: Progress = no_progress,
    ) -> Evaluation:
        """This library's search on a judged set, beside words, vectors and their rank fusion.

        Args:
            qrels: TREC judgements over measure ids; without them and `queries` the marks that
                people gave to hits of this library (`judge`).
            queries: tab-separated qid, text, language, type.
            compare: a TREC run file that takes part.
            run_file: gets the judged search's rankings as a TREC run.

        Raises:
            EvaluationError: a file has another format, or no hit is marked.
            ValueError: one of `qrels` and `queries` is there without the other.
            MissingExtraError: ir-measures is not installed.
        """
        judgements, judged = self._judged_set(qrels, queries)
        modes = dict.fromkeys((mode, SearchMode.WORDS, SearchMode.SEMANTIC))
        runs = {one: self._run_of_mode(judged, one, progress) for one in modes}
        others: dict[str, Run] = {one.value: run for one, run in runs.items() if one is not mode}
        others["rrf"] = fused_by_rank([runs[SearchMode.WORDS], runs[SearchMode.SEMANTIC]])
        if compare is not None:
            # A file may be called as a baseline is; its path is unique.
            taken = compare.name in {mode.value, *others}
            name = str(compare.resolve()) if taken else compare.name
            others[name] = read_run(compare)
        unknown = _unknown(self._parts.store, judgements)
        found = evaluate(
            judgements, judged, runs[mode], system=mode.value, others=others, unknown=unknown
        )
        if run_file is not None:
            write_run(found.run, run_file, tag=f"itasearch-{mode.value}")
        return found

    def _judged_set(
        self, qrels: Path | None, queries: Path | None
    ) -> tuple[Judgements, Sequence[JudgedQuery]]:
        if qrels is not None and queries is not None:
            judgements = read_qrels(qrels)
            return judgements, [one for one in read_queries(queries) if one.id in judgements]
        if qrels is not None or queries is not None:
            raise ValueError("judgements and queries are evaluated together: give both files")
        found = judged_set(self._parts.store.judgements())
        if not found[1]:
            place = self._parts.settings.corpus
            raise EvaluationError(path=place, line=None, reason=NOTHING_JUDGED)
        return found

    def _run_of_mode(
        self, queries: Sequence[JudgedQuery], mode: SearchMode, progress: Progress
    ) -> Run:
        rankings = {}
        for count, query in enumerate(queries, start=1):
            rankings[query.id] = self.search(query.text, k=DEPTH, mode=mode)
            progress(ProgressEvent(stage=mode.value, done=count, total=len(queries)))
        return run_of(rankings)


class _Certainty(IntEnum):
    """How sure it is that a ranking answers."""

    NOTHING = 0
    PERHAPS = 1
    ANSWER = 2


def _certainty(found: Ranking) -> _Certainty:
    if found.no_match:
        return _Certainty.NOTHING
    return _Certainty.PERHAPS if found.unsure else _Certainty.ANSWER


@dataclass(frozen=True, slots=True)
class _Arranging:
    """Answers queries with hits of the towns, and in the order, of an arrangement."""

    parts: Parts
    arrangement: Arrangement

    def __call__(self, query: Query, answer: Callable[[Query], Ranking]) -> Ranking:
        """What `answer` finds for `query`, inside the band, the first k in the order."""
        store, filters = self.parts.store, query.filters
        band, order = self.arrangement.band, self.arrangement.order
        if band != EVERY_TOTAL:
            inside = inside_band(filters, band, store)
            if inside is None:
                return Ranking(query=query, hits=(), facets=_NO_COUNTS)
            filters = inside
        is_sorted = order is not HitOrder.RELEVANCE
        k = max(query.k, MOST_SORTED) if is_sorted else query.k
        whole = replace(query, k=k, filters=filters)
        found = self.parts.following(lambda: answer(whole))
        if band != EVERY_TOTAL or order is HitOrder.TOTAL:
            found = with_totals(found, store)
        found = replace(found, query=replace(found.query, k=query.k, filters=query.filters))
        return arranged(found, order, store, k=query.k) if is_sorted else found


def classified(parts: Parts, measures: Mapping[str, StatedAbout]) -> Mapping[str, Classification]:
    """What these measures are about, by id; see SearchVerbs.classifications."""
    try:
        indexed = parts.following(lambda: parts.backend.classifications(list(measures)))
    except (BackendError, EncoderError):
        indexed = {}  # what is stated is known without an index
    return {
        identifier: _with_guesses(as_given(measure), indexed.get(identifier))
        for identifier, measure in measures.items()
    }


def _with_guesses(given: Classification, indexed: Classification | None) -> Classification:
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


def _unknown(store: "SqlStore", judgements: Judgements) -> tuple[str, ...]:
    """Relevant measures that no search can find; a grade of 0 may name anything."""
    judged = (grades.items() for grades in judgements.values())
    relevant = dict.fromkeys(name for pairs in judged for name, grade in pairs if grade > 0)
    held = store.measures(list(relevant))
    return tuple(name for name in relevant if name not in held)
