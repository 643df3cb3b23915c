"""Searching: a Query in, a Ranking out.

A Searcher plans the query, ranks distinct measures, decides whether any of them answers and
explains each hit. It holds no state of its own and may be shared between threads; each
search sees the index's last commit.

Retrieve, fuse, second stage, group copies: it retrieves deeper until there are as many distinct
measures as the plan asks for. What is found deeper ranks below what was found before, so the
first ten are the same whether ten or a hundred are shown. There are always nearest vectors,
even for "asdfgh": evidence of several kinds decides whether anything answers.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import asdict, dataclass, replace
from enum import Enum

from itasearch.backends.base import SearchBackend
from itasearch.boundary import KeepFault, forget_fault
from itasearch.domain.glossary import glossary
from itasearch.encoders.base import Encoder, Reranker
from itasearch.enrich.topics.classify import Classifier
from itasearch.errors import QueryError, UnknownReportError
from itasearch.model.classification import FacetCounts
from itasearch.model.ranking import (
    MOST_SORTED,
    Hit,
    Query,
    Ranking,
    Refinement,
    SearchMode,
)
from itasearch.model.records import Measure
from itasearch.search.explain import hits
from itasearch.search.query.plan import (
    MeasureLookup,
    QueryPlan,
    SignalWeights,
    Tools,
    plan_query,
)
from itasearch.search.query.related import RelatedConcepts
from itasearch.search.rank.copies import Distinct, group_copies, shown_measures
from itasearch.search.rank.feedback import kindred_weights, steered
from itasearch.search.rank.fuse import Fused, Retrieved, fuse, retrieve, scaled
from itasearch.search.rank.rerank import RERANKED, rerank
from itasearch.search.rank.second_stage import second_stage
from itasearch.text.thai.words import Segmenter

_FIRST_DEPTH = 100
"""Measures of each retriever. nDCG@10 on the judged queries is the same or .002 lower at 150 and
300 (their libraries are small), and the time of a search grows with it."""

_DEEPENING = 4  # factor by which each further retrieval is deeper

_MEASURES_WITH_TRIGRAMS = 3  # of the best by trigrams, in how many the query's trigrams are counted

_LEAST_TRIGRAM_SIGNAL = 0.5
"""A lexical hit without a word of the query has at least this share of its trigrams."""

_HOPELESS_EVIDENCE = 1.4  # below it nothing answers, whatever titles say

_SURE_EVIDENCE = 2.0
"""From it on what is found is an answer. Between both (15 % of queries with an answer) the
cosine of titles takes the place of that of the nearest measure: rows of fifty words are a little
near to anything, a title is near or not."""

_LEAST_EVIDENCE = 1.71
"""Evidence with the gain of titles, below which nothing answers the query. Over five libraries 84 %
of 410 queries without an answer are below it or below _HOPELESS_EVIDENCE, as are 1.2 % of 404 with
one (docs/search.md)."""

_SURE_EVIDENCE_WITH_TITLES = 2.1  # below it what is found is only the nearest

_COMPARED_TITLES = 3  # of the nearest by meaning; ten decide as well, one worse

# The figures above are those of these weights together, rounded from those of a logistic
# regression in which each library counts alike; the cosine weighs 1.
_COVERAGE_WEIGHT = 0.3  # of the share of the query that index or glossary know
_TRIGRAM_WEIGHT = 0.6  # of the share of the query's trigrams that one measure has
_WORD_WEIGHT = 0.65  # of the best word signal of the first hits, at most 1
_COVERED_WEIGHT = 0.75  # of the best share of the things asked for that a hit has
_LENGTH_WEIGHT = 0.35
"""Of ln of one more than the number of words: no measure has all of a long question, so its
shares are lower."""
_LONG_QUERY = 10
"""Words from which on a query is long, and its words count by whether they are known: a question
about something else would else have evidence by its length alone (bench/search_no_answer.py)."""
_UNKNOWN_WORD = 0.6
"""As how much of a word one counts in a long query that neither index nor glossary know. Of 45 long
queries of tests/data/eval without an answer 29 are said to have none and 2 are sure (20 and 6
where all words count alike), of 366 with one 1 is denied as before. With 0 it is 38, 0 and 15."""
_LEAST_LENGTH = 2
"""As so many a single word counts: as one, whistleblowing had no answer in the real reports; all
counts are the same."""

_LEAST_COSINE = 0.16  # as _LEAST_EVIDENCE for a search by meaning alone, less sure: 49 % and 8 %

_JUDGED_MEASURES = 10  # hits that decide whether anything answers, however many are wanted

_LEAST_OF_BEST = 0.4
"""Share of the best score from which on a hit by meaning is part of the answer. Of 164 queries
over samples and real reports together, among the first hundred hits each, 71 % of the relevant
ones have it and 6.8 % of the others; .3 keeps 82 % and 12 %, .5 58 % and 3.6 %."""

_ANYTHING = Query(text="")

NEAREST = 3
"""How many measures are named when none answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Distinct measures for a plan, and what was seen on the way.

    Attributes:
        trigram_share: the largest share of the query's trigrams that one measure has, 0–1.
        ranked: all that were found, copies too, best first.
    """

    measures: list[Distinct]
    ranked: Sequence[Fused]
    retrieved: Retrieved
    trigram_share: float


def answer(plan: QueryPlan, tools: Tools) -> Answer:
    """The measures that answer the query of `plan`, best first."""
    depth = _FIRST_DEPTH
    retrieved = retrieve(tools.backend, plan, depth=depth)
    share = _trigram_share(plan, retrieved, tools.backend)
    ranked = second_stage(_ranked(retrieved, share, plan), plan, tools)
    while True:
        measures = group_copies(ranked, plan, tools)
        if len(measures) >= plan.k or retrieved.complete:
            return Answer(
                measures=measures, ranked=ranked, retrieved=retrieved, trigram_share=share
            )
        depth *= _DEEPENING
        retrieved = retrieve(tools.backend, plan, depth=depth)
        ranked = _extended(ranked, _ranked(retrieved, share, plan))


def answering(scores: Sequence[float], plan: QueryPlan) -> int:
    """How many hits, of these scores and best first, are near enough to the best to answer.

    There is always something nearest, so hits by meaning need a share of the best score; what
    has given words answers.
    """
    if not plan.weights.semantic or plan.query.is_demanding or not scores or scores[0] <= 0:
        return len(scores)
    return sum(score >= _LEAST_OF_BEST * scores[0] for score in scores)


class Certainty(Enum):
    """Whether what was found answers the query."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    NOTHING = "nothing"


def certainty(plan: QueryPlan, found: Answer, encoder: Encoder) -> Certainty:
    """Whether a search by meaning found an answer; what has given words or phrases is one.

    The encoder is called for a few titles where other evidence does not decide.
    """
    cosine = found.retrieved.best_cosine
    if plan.mode is SearchMode.SEMANTIC:
        return Certainty.ANSWERED if cosine >= _LEAST_COSINE else Certainty.NOTHING
    if plan.mode is not SearchMode.HYBRID or plan.query.is_demanding:
        return Certainty.ANSWERED
    judged = found.measures[:_JUDGED_MEASURES]
    first = [item.fused for item in judged]
    evidence = evidence_of(
        coverage=plan.expansion.coverage,
        words=max((one.words for one in first), default=0.0),
        trigrams=found.trigram_share,
        cosine=cosine,
        covered=max((one.covered for one in first), default=0.0),
        length=len(plan.query.words),
    )
    return certainty_of(evidence, lambda: _title_cosine(plan, judged, encoder) - cosine)


def _title_cosine(plan: QueryPlan, judged: Sequence[Distinct], encoder: Encoder) -> float:
    """Of the titles of the measures nearest by meaning, the nearest's; 0 where there are none."""
    nearest = sorted(judged, key=lambda item: -item.fused.semantic)[:_COMPARED_TITLES]
    if plan.vector is None or not nearest:
        return 0.0
    titles = encoder.encode_passages([item.stored.measure.title for item in nearest])
    return float((titles @ plan.vector[0]).max())


def evidence_of(
    *,
    coverage: float,
    words: float,
    trigrams: float,
    cosine: float,
    covered: float,
    length: float,
) -> float:
    """What speaks for an answer of a hybrid search, added up by worth.

    None of it rests on the glossary alone: what a query names may be missing in the library.

    Args:
        coverage: 0–1, share of the query that index or glossary know.
        words: the highest word signal of the hits, 0 to about 1.
        trigrams: 0–1, share of the query's trigrams that one measure has.
        covered: 0–1, the highest share of the things asked for that a hit has.
        length: how many words the query has without how it is asked.
    """
    if length >= _LONG_QUERY:
        length *= coverage + _UNKNOWN_WORD * (1 - coverage)
    known = _COVERAGE_WEIGHT * coverage + _TRIGRAM_WEIGHT * trigrams
    found = _WORD_WEIGHT * min(words, 1.0) + _COVERED_WEIGHT * covered + cosine
    return known + found + _LENGTH_WEIGHT * math.log1p(max(length, _LEAST_LENGTH))


def certainty_of(evidence: float, title_gain: Callable[[], float]) -> Certainty:
    """Whether a hybrid search found an answer.

    Args:
        evidence: see `evidence_of`.
        title_gain: by how much the nearest title is nearer than the nearest measure; called
            where the rest does not decide.
    """
    if evidence < _HOPELESS_EVIDENCE:
        return Certainty.NOTHING
    if evidence >= _SURE_EVIDENCE:
        return Certainty.ANSWERED
    evidence += title_gain()
    if evidence < _LEAST_EVIDENCE:
        return Certainty.NOTHING
    return Certainty.ANSWERED if evidence >= _SURE_EVIDENCE_WITH_TITLES else Certainty.UNSURE


def _extended(ranked: Sequence[Fused], deeper: Sequence[Fused]) -> list[Fused]:
    """`ranked`, then those of `deeper` that are new, none with a higher score."""
    known = {one.measure_id for one in ranked}
    least = ranked[-1].score if ranked else float("inf")
    new = [one for one in deeper if one.measure_id not in known]
    return [*ranked, *(one._replace(score=min(one.score, least)) for one in new)]


def _ranked(retrieved: Retrieved, share: float, plan: QueryPlan) -> Sequence[Fused]:
    """All retrieved measures, best first; without vectors, those that truly match."""
    fused = fuse(
        semantic=retrieved.semantic,
        words=retrieved.words,
        trigrams=scaled(retrieved.trigrams, share),
        weights=plan.weights,
        missing=retrieved.floor,
    )
    if plan.weights.semantic:
        return fused
    return [one for one in fused if one.words > 0 or one.trigrams >= _LEAST_TRIGRAM_SIGNAL]


def _trigram_share(plan: QueryPlan, retrieved: Retrieved, backend: SearchBackend) -> float:
    """The largest share of the query's trigrams that one of the best measures has, 0–1.

    The best of a bad lot would otherwise score as high as a perfect match.
    """
    if plan.trigrams is None or not retrieved.trigrams:
        return 0.0
    sought = {term.text for term in plan.trigrams.trigrams}
    scores = retrieved.trigrams
    best = sorted(scores, key=lambda name: (-scores[name], name))[:_MEASURES_WITH_TRIGRAMS]
    texts = [text.whole for text in backend.texts(best).values()]
    return max((sum(gram in text for gram in sought) / len(sought) for text in texts), default=0.0)


@dataclass(frozen=True, slots=True)
class SubjectFinders:
    """What compares words with topics and concepts by an encoder; it may be kept for other indexes.

    Attributes:
        concepts: finds concepts near to unknown words; the first of these takes a second.
    """

    classifier: Classifier
    concepts: RelatedConcepts


class Searcher:
    """Answers queries over a store and its index.

    Attributes:
        keep_fault: keeps that hits of a report could not be shown, and are left out.
    """

    def __init__(
        self,
        store: MeasureLookup,
        backend: SearchBackend,
        encoder: Encoder,
        *,
        segmenter: Segmenter,
        finders: SubjectFinders | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """All parts are shared, none is closed here.

        Args:
            encoder: the one that the index was built with; not called for modes
                without vectors.
            finders: made by `encoder`; None: they are made here.
            reranker: reads the first hits of a hybrid search again; None: nothing does.
        """
        self._reranker = reranker
        self.keep_fault: KeepFault = forget_fault
        if finders is None:
            finders = SubjectFinders(Classifier(encoder), RelatedConcepts(glossary(), encoder))
        self.tools = Tools(
            store=store,
            backend=backend,
            encoder=encoder,
            segmenter=segmenter,
            glossary=glossary(),
            classifier=finders.classifier,
            concepts=finders.concepts,
        )

    def search(self, query: Query) -> Ranking:
        """The measures that answer `query`, best first, at most `query.k`.

        A measure and its copies in several reports are one hit. When nothing answers,
        `hits` is empty and `nearest` holds what comes closest. With liked measures the
        text may be empty; they and their copies are left out: the person has seen them.

        Raises:
            QueryError: the text has no word or is too long, or k is below 1.
            UnknownReportError: the refinement names a measure that is not there.
        """
        return self._at_one_commit()._search(query)

    def _at_one_commit(self) -> "Searcher":
        """The same over the index as it is now."""
        pinned = copy(self)
        pinned.tools = replace(self.tools, backend=self.tools.backend.pinned())
        return pinned

    def _search(self, query: Query) -> Ranking:
        _check(query.k)
        liked = self._measures(query.refinement.like)
        if liked and not query.text.strip():
            return self._like(query, liked, left_out=self._with_copies(liked))
        reranker = self._reranker if query.mode is SearchMode.HYBRID else None
        plan = plan_query(query, tools=self.tools)
        plan = replace(plan, left_out=plan.left_out | self._with_copies(liked))
        if reranker is not None:
            plan = replace(plan, k=max(query.k, RERANKED))
        found = answer(steered(plan, liked, self.tools), self.tools)
        shown = self._hits(found, plan, liked)
        # A query is judged by what it finds, before and without any reranker.
        judged = replace(found, measures=found.measures[: query.k])
        weights = asdict(plan.weights)
        sure = Certainty.ANSWERED if liked else certainty(plan, judged, self.tools.encoder)
        if sure is Certainty.NOTHING:
            nearest = shown[:NEAREST]
            return Ranking(query=query, hits=(), nearest=nearest, added=plan.added, weights=weights)
        if reranker is not None:
            shown = rerank(shown, plan.query.text, reranker, k=query.k)
        ranking = Ranking(
            query=query,
            hits=shown,
            added=plan.added,
            weights=weights,
            unsure=sure is Certainty.UNSURE,
            answering=answering([hit.score for hit in shown], plan),
        )
        return self._counted(ranking, found, plan)

    def _counted(self, ranking: Ranking, found: Answer, plan: QueryPlan) -> Ranking:
        if not ranking.query.refinement.arrangement.counted:
            return ranking
        shown = shown_measures(found.ranked, replace(plan, k=MOST_SORTED), self.tools)
        ids = [name for name, _ in shown[: answering([score for _, score in shown], plan)]]
        facets = self._facets_of(ids)
        return replace(ranking, facets=facets, counted=len(ids))

    def _facets_of(self, measure_ids: Sequence[str]) -> FacetCounts:
        about = self.tools.backend.classifications(measure_ids).values()
        heads = self.tools.store.copy_heads(measure_ids).values()
        towns = [head.organisation for head in heads if head.organisation is not None]
        years = [head.fiscal_year_be for head in heads if head.fiscal_year_be is not None]
        return FacetCounts(
            topics=Counter(mark.topic for one in about for mark in one.topics),
            indicators=Counter(one.indicator.number for one in about if one.indicator),
            fiscal_years=Counter(years),
            types=Counter(town.type.value for town in towns),
            provinces=Counter(town.province for town in towns if town.province),
        )

    def listed(self, query: Query, measure_ids: Sequence[str]) -> Ranking:
        """These measures as hits of a query without words, in this order, all of score 0.

        At most `query.k` are hits; facets are those of all.
        """
        stored = self.tools.store.measures(measure_ids[: query.k])
        measures = [
            Distinct(
                fused=Fused(one, score=0.0, semantic=0.0, words=0.0, trigrams=0.0), stored=held
            )
            for one, held in stored.items()
        ]
        plan = QueryPlan(weights=SignalWeights(), k=query.k, filters=query.filters)
        about = self.tools.backend.classifications(list(stored))
        shown = hits(
            measures,
            plan,
            segmenter=self.tools.segmenter,
            about=about,
            keep_fault=self.keep_fault,
        )
        ranking = Ranking(query=query, hits=shown, answering=len(shown))
        if not query.refinement.arrangement.counted:
            return ranking
        return replace(ranking, facets=self._facets_of(measure_ids), counted=len(measure_ids))

    def similar(self, measure_id: str, query: Query = _ANYTHING) -> Ranking:
        """Measures most like this one, never itself; the ranking's query is its title.

        Of `query` neither text and mode nor liked measures count.

        Raises:
            UnknownReportError: no measure has this id.
            QueryError: k is below 1.
        """
        _check(query.k)
        (measure,) = self._measures([measure_id])
        refinement = Refinement(arrangement=query.refinement.arrangement)
        query = replace(query, text=measure.title, mode=SearchMode.HYBRID, refinement=refinement)
        return self._at_one_commit()._like(query, (measure,), left_out=frozenset({measure_id}))

    def _like(self, query: Query, liked: Sequence[Measure], *, left_out: frozenset[str]) -> Ranking:
        """What is like the liked measures, whatever the query's text, but for `left_out`."""
        plan = QueryPlan(
            mode=query.mode,
            weights=kindred_weights(query.mode),
            k=query.k,
            filters=query.filters,
            left_out=left_out,
        )
        found = answer(steered(plan, liked, self.tools), self.tools)
        shown = self._hits(found, plan, liked)
        count = answering([hit.score for hit in shown], plan)
        ranking = Ranking(query=query, hits=shown, answering=count)
        return self._counted(ranking, found, plan)

    def _hits(self, found: Answer, plan: QueryPlan, liked: Sequence[Measure]) -> tuple[Hit, ...]:
        """What was found as hits, with what their measures are about, as indexed."""
        ids = [item.stored.measure.id for item in found.measures]
        return hits(
            found.measures,
            plan,
            segmenter=self.tools.segmenter,
            about=self.tools.backend.classifications(ids),
            like=[measure.title for measure in liked],
            keep_fault=self.keep_fault,
        )

    def _measures(self, measure_ids: Sequence[str]) -> tuple[Measure, ...]:
        """Each once; UnknownReportError for one that is not there."""
        if not measure_ids:
            return ()
        found = self.tools.store.measures(measure_ids)
        for name in measure_ids:
            if name not in found:
                raise UnknownReportError(identifier=name)
        return tuple(found[name].measure for name in dict.fromkeys(measure_ids))

    def _with_copies(self, measures: Iterable[Measure]) -> frozenset[str]:
        ids = [measure.id for measure in measures]
        if not ids:
            return frozenset()
        copies = self.tools.backend.copies(ids).values()
        return frozenset(ids).union(copy.measure_id for found in copies for copy in found.listed)


def _check(k: int) -> None:
    if k < 1:
        raise QueryError(f"the number of hits must be at least 1, is {k}")
