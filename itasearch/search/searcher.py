"""Searching: a Query in, a Ranking out.

Retrieve, fuse, second stage, group copies: a Searcher retrieves deeper until there are as many
distinct measures as the plan asks for. What is found deeper ranks below what was found before, so
the first ten are the same whether ten or a hundred are shown, rows of one title aside (copies).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from itasearch.backends.base import IndexReader
from itasearch.boundary import Boundary
from itasearch.domain.glossary import glossary
from itasearch.domain.words import segmenter
from itasearch.encoders.base import KeptVectors, Reranker
from itasearch.errors import QueryError, UnknownReportError
from itasearch.model.classification import NO_COUNTS, FacetCounts
from itasearch.model.ranking import (
    MOST_SORTED,
    NO_FILTERS,
    Filters,
    Hit,
    Query,
    Ranking,
    Refinement,
    SearchMode,
)
from itasearch.model.records import MATTER_FIELDS, TEXT_FIELDS, Measure
from itasearch.search.certainty import Certainty, Evidence, certainty_of
from itasearch.search.explain import hits, thai_reason
from itasearch.search.learned import Concepts, learned
from itasearch.search.query.asking import subject_text
from itasearch.search.query.names.understand import Understanding
from itasearch.search.query.needs import NeedName
from itasearch.search.query.plan import QueryPlan, SignalWeights, Tools, plan_query
from itasearch.search.query.vocabulary import Vocabulary, has_words
from itasearch.search.rank.copies import Distinct, group_copies
from itasearch.search.rank.feedback import KINDRED_WEIGHTS, steered
from itasearch.search.rank.fuse import Fused, retrieve
from itasearch.search.rank.rerank import RERANKED, rerank
from itasearch.search.rank.second_stage import LEAST_SURE_OF_BEST, second_stage
from itasearch.search.rank.spread import SPREAD_OVER, spread
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.whole_words import has_word

if TYPE_CHECKING:
    from itasearch.store.reports.queries import SqlReports

_FIRST_DEPTH = 100
"""Measures of each retriever. nDCG@10 on the judged queries is the same or .002 lower at 150 and
300 (their libraries are small), and the time of a search grows with it."""

_DEEPENING = 4  # factor by which each further retrieval is deeper

_JUDGED_MEASURES = 10  # hits that decide whether anything answers, however many are wanted

NEAREST = 3  # measures that are named when none answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Distinct measures for a plan, and all that were found on the way, copies too, best first."""

    measures: list[Distinct]
    ranked: Sequence[Fused]

    @property
    def cosine(self) -> float:
        """Of the nearest measure that was found; 0 without any."""
        return max((entry.semantic for entry in self.ranked), default=0.0)


def answer(plan: QueryPlan, tools: Tools) -> Answer:
    """The measures that answer the query of `plan`, best first."""
    depth = _FIRST_DEPTH
    retrieved = retrieve(tools.reader, plan, depth=depth)
    ranked = second_stage(retrieved.ranked, plan, tools)
    while True:
        measures = group_copies(ranked, plan, tools)
        if len(measures) >= plan.k or retrieved.complete:
            return Answer(measures=measures, ranked=ranked)
        depth *= _DEEPENING
        retrieved = retrieve(tools.reader, plan, depth=depth)
        listed = {fused.measure_id for fused in ranked}
        least = ranked[-1].score if ranked else float("inf")
        # None of the new ones gets a higher score.
        for fused in retrieved.ranked:
            if fused.measure_id not in listed:
                ranked.append(fused._replace(score=min(fused.score, least)))


def answering(scores: Sequence[float], plan: QueryPlan) -> int:
    """How many hits are near enough to the best to answer; all of a query of given words."""
    if not plan.weights.semantic or plan.query.is_demanding or not scores or scores[0] <= 0:
        return len(scores)
    return sum(score >= LEAST_SURE_OF_BEST * scores[0] for score in scores)


def certainty(plan: QueryPlan, reply: Answer, *, library: Certainty | None = None) -> Certainty:
    """Whether a search by meaning found an answer; what has given words or phrases is one.

    So is one thing that the first hit has as typed, and what a hit so has may be an answer.

    `library`: it was found inside filters, and the whole library answers, or may, the query.
    """
    if plan.mode is SearchMode.SEMANTIC:
        is_near = reply.cosine >= learned("limits")["cosine"]
        return Certainty.ANSWERED if is_near else Certainty.NOTHING
    if plan.mode is not SearchMode.HYBRID or plan.query.is_demanding:
        return Certainty.ANSWERED
    best = reply.measures[:_JUDGED_MEASURES]
    if len(plan.needs) == 1:
        best = [_in_words(item, plan.needs[0].names) for item in best]
    first = [item.fused for item in best]
    typed = plan.typed_key

    def has_typed(item: Distinct) -> bool:
        texts = map(item.stored.measure.text, MATTER_FIELDS if item.fused.covered > 0 else ())
        return bool(typed) and any(typed in squash(text) for text in texts)

    if len(plan.needs) == 1 and any(map(has_typed, best[:1])):
        return Certainty.ANSWERED
    judged = certainty_of(
        Evidence(
            cosine=reply.cosine,
            covered=max((hit.covered for hit in first), default=0.0),
            score=max((hit.score for hit in first), default=0.0),
            length=len(plan.query.words),
            concepts=max((hit.concepts for hit in first), default=0.0),
            world=plan.nearest_concept,
            duty=plan.duty,
        ),
        library=library,
    )
    may_answer = judged is Certainty.NOTHING and any(map(has_typed, best))
    return Certainty.UNSURE if may_answer else judged


def _in_words(item: Distinct, names: Sequence[NeedName]) -> Distinct:
    """Not covered where names are only in other words of it: รถ of สามารถ."""
    if not item.fused.covered:
        return item
    keys = {key for name in names for key in (name.key, *dict(name.words))}
    texts = [squash(item.stored.measure.text(field)) for field in TEXT_FIELDS]
    if any(has_word(key, text, segmenter()) for key in keys for text in texts):
        return item
    return replace(item, fused=item.fused._replace(covered=0.0))


@dataclass(frozen=True, slots=True)
class _Tried:
    certainty: Certainty
    ranking: Callable[[], Ranking]


def _known(ranking: Ranking) -> _Tried:
    if ranking.no_match:
        return _Tried(Certainty.NOTHING, lambda: ranking)
    return _Tried(Certainty.UNSURE if ranking.unsure else Certainty.ANSWERED, lambda: ranking)


class Searcher:
    """Answers queries over a store and its index; `boundary` leaves out hits that raise."""

    tools: Tools  #: Of one commit; see `at_last_commit`

    def __init__(
        self,
        store: "SqlReports",
        reader: Callable[[], IndexReader],
        vectors: KeptVectors,
        *,
        concepts: Concepts,
        boundary: Boundary,
        reranker: Reranker | None = None,
    ) -> None:
        """Share the parts; none is closed here. The reader is of the index's last commit.

        Vectors of queries, not asked for in modes without, and concepts are of the index's encoder.
        The reranker reads the first hits of a hybrid search again.
        """
        self._reader = reader
        self._reranker = reranker
        self._boundary = boundary
        self._vocabulary: Vocabulary | None = None
        self._tools = partial(
            Tools,
            store=store,
            vectors=vectors,
            glossary=glossary(),
            concepts=concepts,
        )

    def search(
        self,
        query: Query,
        *,
        read: Callable[[Collection[str]], Understanding] | None = None,
        inside: Callable[[Filters], Filters | None] = lambda filters: filters,
    ) -> Ranking:
        """The measures that answer `query`, best first, at most `query.k`.

        A measure and its copies are one hit. When nothing answers, `hits` is empty and `nearest`
        holds what comes closest. With liked measures, which are left out, the text may be empty.
        Where a name that may as well be common words hides what answers, it is searched as words.
        `read` reads names of the text as filters, but for given words; `inside` narrows filters,
        None where nothing passes.
        Raises QueryError: no word, too long, or k below 1. UnknownReportError: the refinement's
        measure does not exist.
        """
        pinned = self.at_last_commit()
        if read is None:
            return pinned._answered(query).ranking()
        reading = read(())
        tried = pinned._tried(query, reading, inside)
        doubtful = {name.asked for name in reading.names if name.is_doubtful}
        if doubtful and tried.certainty is not Certainty.ANSWERED:
            wider = read(doubtful)
            other = pinned._tried(query, wider, inside)
            if other.certainty > tried.certainty:
                names = [
                    replace(name, applied=name.asked not in doubtful) for name in reading.names
                ]
                shown = [name.asked for name in names]  # a name may have held another back
                names += [name for name in wider.names if name.asked not in shown]
                tried, reading = other, replace(wider, names=tuple(names))
        return replace(
            tried.ranking(),
            query=replace(query, filters=reading.filters),
            understood=reading.names,
            not_held=reading.not_held,
        )

    def at_last_commit(self) -> "Searcher":
        """The same with `tools` of the index as it is now, whatever is committed meanwhile."""
        pinned, reader = copy(self), self._reader()
        vocabulary = self._vocabulary
        if vocabulary is None or vocabulary.reader is not reader:
            vocabulary = self._vocabulary = Vocabulary(reader, segmenter())
        pinned.tools = self._tools(vocabulary=vocabulary)
        return pinned

    def _tried(
        self, query: Query, reading: Understanding, inside: Callable[[Filters], Filters | None]
    ) -> _Tried:
        filters = inside(reading.filters)
        if filters is None:
            return _known(Ranking(query=query, hits=(), facets=NO_COUNTS))
        query = replace(query, filters=filters)
        if reading.rest.strip() or query.refinement.like:
            tried = self._answered(replace(query, text=reading.rest))
            if tried.certainty is Certainty.NOTHING and reading.bare not in ("", reading.rest):
                # Words of a town that is not there must not hide what others do.
                tried = self._answered(replace(query, text=reading.bare))
            return tried
        if not filters.indicators and not filters.topics:
            counted = query.refinement.arrangement.counted
            most = max(query.k, MOST_SORTED) if counted else query.k
            return _known(self._listed(query, self.tools.store.first_measures(filters, most=most)))
        # Only the index knows what measures are about: those inside the filters, best first.
        named = replace(query, text=subject_text(filters))
        tried = self._answered(named)
        if tried.certainty is Certainty.NOTHING:
            tried = self._answered(replace(named, mode=SearchMode.SEMANTIC), lists_all=True)
        ranking = tried.ranking()
        return _known(replace(ranking, unsure=False, answering=len(ranking.hits)))

    def _answered(self, query: Query, *, lists_all: bool = False) -> _Tried:
        """`lists_all`: what is found is listed, whether or not it answers."""
        _check(query.k)
        liked = self._measures(query.refinement.like)
        if liked and not query.text.strip():
            return _known(self._like(query, liked, left_out=self._with_copies(liked)))
        plan = plan_query(query, tools=self.tools)
        plan = replace(
            plan, k=self._read_hits(query), left_out=plan.left_out | self._with_copies(liked)
        )
        reply = answer(steered(plan, liked, self.tools), self.tools)
        # A query is judged by what it finds, before and without any reranker.
        judged = replace(reply, measures=reply.measures[: query.k])
        sure = Certainty.ANSWERED if liked or lists_all else certainty(plan, judged)
        if sure is Certainty.UNSURE and not self._is_worded(plan):
            sure = Certainty.NOTHING
        is_open = sure is not Certainty.ANSWERED and plan.filters != NO_FILTERS
        # Asking the whole library takes as long again: only where it decides.
        if is_open and certainty(plan, judged, library=Certainty.ANSWERED) is not sure:
            whole = replace(plan, filters=NO_FILTERS)
            library = certainty(whole, answer(whole, self.tools))
            if library is not Certainty.NOTHING:
                sure = max(sure, certainty(plan, judged, library=library))
        return _Tried(
            sure if reply.measures else Certainty.NOTHING,
            lambda: self._ranking(query, plan, reply, sure, liked),
        )

    def _read_hits(self, query: Query) -> int:
        """How many hits are found for the `query.k` that are shown."""
        reranks = self._reranker is not None and query.mode is SearchMode.HYBRID
        return max(query.k, RERANKED if reranks else SPREAD_OVER)

    def _is_worded(self, plan: QueryPlan) -> bool:
        """False for letters that are no words: nothing is near them, whatever their vector says."""
        return bool(plan.added) or has_words(plan.query.words, self.tools.vocabulary)

    def _ranking(
        self,
        query: Query,
        plan: QueryPlan,
        reply: Answer,
        sure: Certainty,
        liked: Sequence[Measure],
    ) -> Ranking:
        best = hits(
            reply.measures,
            plan,
            self.tools,
            like=[measure.title for measure in liked],
            boundary=self._boundary,
        )
        weights = asdict(plan.weights)
        if sure is Certainty.NOTHING:
            nearest = best[:NEAREST] if self._is_worded(plan) else ()
            nearest = tuple(map(_without_nearness, nearest))
            return Ranking(query=query, hits=(), nearest=nearest, added=plan.added, weights=weights)
        if self._reranker is not None and query.mode is SearchMode.HYBRID and plan.query.spans:
            best = rerank(best, plan.query.text, self._reranker)
        if not plan.filters.organisation_ids:
            best = spread(best, answering=answering([hit.score for hit in best], plan))
        best = best[: query.k]
        ranking = Ranking(
            query=query,
            hits=best,
            added=plan.added,
            weights=weights,
            unsure=sure is Certainty.UNSURE,
            answering=answering([hit.score for hit in best], plan),
        )
        return self._counted(ranking, reply, plan)

    def _counted(self, ranking: Ranking, reply: Answer, plan: QueryPlan) -> Ranking:
        if not ranking.query.refinement.arrangement.counted:
            return ranking
        measures = group_copies(reply.ranked, replace(plan, k=MOST_SORTED), self.tools)
        sure = measures[: answering([item.fused.score for item in measures], plan)]
        return replace(ranking, facets=self._facets_of(sure), counted=len(sure))

    def _facets_of(self, measures: Sequence[Distinct]) -> FacetCounts:
        """Facets of measures, each counted once for each value that it or a copy has."""
        ids = [item.stored.measure.id for item in measures]
        about = self.tools.reader.classifications(ids).values()
        years: Counter[int] = Counter()
        types: Counter[str] = Counter()
        provinces: Counter[str] = Counter()
        for item in measures:
            owners = [item.stored.organisation, *(copy.organisation for copy in item.copies)]
            its_years = [item.stored.fiscal_year_be, *(it.fiscal_year_be for it in item.copies)]
            towns = [owner for owner in owners if owner is not None]
            years.update({year for year in its_years if year is not None})
            types.update({town.type.value for town in towns})
            provinces.update({town.province for town in towns if town.province})
        return FacetCounts(
            topics=Counter(mark.topic for marks in about for mark in marks.topics),
            indicators=Counter(marks.indicator.number for marks in about if marks.indicator),
            fiscal_years=years,
            types=types,
            provinces=provinces,
        )

    def _listed(self, query: Query, measure_ids: Sequence[str]) -> Ranking:
        """As hits without words, in this order, of score 0; facets are of all."""
        stored = self.tools.store.measures(measure_ids)
        measures = [
            Distinct(fused=Fused(measure_id, score=0.0, semantic=0.0, words=0.0), stored=held)
            for measure_id, held in stored.items()
        ]
        plan = QueryPlan(weights=SignalWeights(), k=query.k, filters=query.filters)
        listed = hits(measures[: query.k], plan, self.tools, boundary=self._boundary)
        ranking = Ranking(query=query, hits=listed, answering=len(listed))
        if not query.refinement.arrangement.counted:
            return ranking
        return replace(ranking, facets=self._facets_of(measures), counted=len(measures))

    def similar(self, measure_id: str, query: Query) -> Ranking:
        """Measures most like this one, without it. Raises UnknownReportError; QueryError: k < 1."""
        _check(query.k)
        pinned = self.at_last_commit()
        (measure,) = pinned._measures([measure_id])
        refinement = Refinement(arrangement=query.refinement.arrangement)
        query = replace(query, text=measure.title, mode=SearchMode.HYBRID, refinement=refinement)
        return pinned._like(query, (measure,), left_out=frozenset({measure_id}))

    def _like(self, query: Query, liked: Sequence[Measure], *, left_out: frozenset[str]) -> Ranking:
        plan = QueryPlan(
            mode=query.mode,
            weights=KINDRED_WEIGHTS[query.mode],
            k=self._read_hits(query),
            filters=query.filters,
            left_out=left_out,
        )
        reply = answer(steered(plan, liked, self.tools), self.tools)
        return self._ranking(query, plan, reply, Certainty.ANSWERED, liked)

    def _measures(self, measure_ids: Sequence[str]) -> tuple[Measure, ...]:
        if not measure_ids:
            return ()
        measures = self.tools.store.measures(measure_ids)
        for name in measure_ids:
            if name not in measures:
                raise UnknownReportError(identifier=name)
        return tuple(measures[name].measure for name in dict.fromkeys(measure_ids))

    def _with_copies(self, measures: Iterable[Measure]) -> frozenset[str]:
        ids = [measure.id for measure in measures]
        if not ids:
            return frozenset()
        copies = self.tools.reader.copies(ids).values()
        return frozenset(ids).union(copy.measure_id for group in copies for copy in group.listed)


def _without_nearness(hit: Hit) -> Hit:
    """A hit of a query that nothing answers: that it is near in meaning is no reason then."""
    why = replace(hit.why, is_near=False)
    return hit if why == hit.why else replace(hit, why=why, reason=thai_reason(why))


def _check(k: int) -> None:
    if k < 1:
        raise QueryError(f"the number of hits must be at least 1, is {k}")
