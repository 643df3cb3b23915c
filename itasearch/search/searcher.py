"""Searching: a Query in, a Ranking out.

A Searcher plans the query, ranks distinct measures, decides whether any of them answers and
explains each hit. It holds no state of its own and may be shared between threads; each
search sees the index's last commit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from itasearch.backends.base import SearchBackend
from itasearch.domain.glossary import glossary
from itasearch.encoders.base import Encoder, Reranker
from itasearch.enrich.topics.classify import Classifier
from itasearch.errors import QueryError, UnknownReportError
from itasearch.model.ranking import (
    NO_FILTERS,
    Filters,
    Hit,
    Query,
    Ranking,
    Refinement,
    SearchMode,
)
from itasearch.model.records import Measure
from itasearch.search.answer import Answer, answer
from itasearch.search.explain.hits import hits, kindred_hits, with_topics
from itasearch.search.query.plan import QueryPlan, Tools, plan_query
from itasearch.search.rank.copies import MeasureLookup
from itasearch.search.rank.feedback import Examples, kindred_weights, steered
from itasearch.search.rank.rerank import RERANKED, rerank
from itasearch.search.rank.second_stage import Evidence, is_answered, is_near
from itasearch.text.thai.words import Segmenter

NEAREST = 3
"""How many measures are named when none answers."""

_JUDGED_HITS = 10
"""However many hits are wanted, the first ten decide whether anything answers."""


class Searcher:
    """Answers queries over a store and its index."""

    def __init__(
        self,
        store: MeasureLookup,
        backend: SearchBackend,
        encoder: Encoder,
        *,
        segmenter: Segmenter,
        classifier: Classifier | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """All parts are shared, none is closed here.

        Args:
            store: knows the measures that the index names.
            backend: the index.
            encoder: the one that the index was built with; not called for modes
                without vectors.
            segmenter: the one that the index was built with.
            classifier: finds the topics of queries; None means the packaged one.
            reranker: reads the first hits of a hybrid search again; None: nothing does.
        """
        self._store = store
        self._backend = backend
        self._segmenter = segmenter
        self._reranker = reranker
        self.tools = Tools(
            backend=backend,
            encoder=encoder,
            segmenter=segmenter,
            glossary=glossary(),
            classifier=classifier or Classifier(encoder),
        )

    def search(self, query: Query) -> Ranking:
        """The measures that answer `query`, best first, at most `query.k`.

        A measure and its copies in several reports are one hit. When nothing answers,
        `hits` is empty and `nearest` holds what comes closest. With liked measures the
        text may be empty; unliked ones and their copies are left out.

        Raises:
            QueryError: the text has no word or is too long, or k is below 1.
            UnknownReportError: the refinement names a measure that is not there.
        """
        _check(query.k)
        examples = self._examples(query.refinement)
        if examples.like and not query.text.strip():
            return self._like(query, examples)
        reranker = self._reranker if query.mode is SearchMode.HYBRID else None
        plan = plan_query(query, tools=self.tools)
        if reranker is not None:
            plan = replace(plan, k=max(query.k, RERANKED))
        found = self._answer(plan, examples)
        titles = [measure.title for measure in examples.like]
        shown = self._classified(hits(found.measures, plan, segmenter=self._segmenter, like=titles))
        shown = tuple(with_topics(hit, plan.topics) for hit in shown)
        # A query is judged by what it finds, before and without any reranker.
        judged = replace(found, measures=found.measures[: query.k])
        weights = asdict(plan.weights)
        if examples == Examples() and not _answered(plan, judged):
            nearest = shown[:NEAREST]
            return Ranking(query=query, hits=(), nearest=nearest, added=plan.added, weights=weights)
        if reranker is not None:
            shown = rerank(shown, plan.query.text, reranker, k=query.k)
        return Ranking(query=query, hits=shown, added=plan.added, weights=weights)

    def similar(self, measure_id: str, *, k: int = 10, filters: Filters = NO_FILTERS) -> Ranking:
        """Measures most like this one, never itself; the ranking's query is its title.

        Raises:
            UnknownReportError: no measure has this id.
            QueryError: k is below 1.
        """
        _check(k)
        (measure,) = self._measures([measure_id])
        query = Query(text=measure.title, k=k, mode=SearchMode.HYBRID, filters=filters)
        return self._like(query, Examples(like=(measure,)), left_out=frozenset({measure_id}))

    def _like(
        self, query: Query, examples: Examples, *, left_out: frozenset[str] = frozenset()
    ) -> Ranking:
        """What is like the liked measures, whatever the query's text."""
        plan = QueryPlan(
            mode=query.mode,
            weights=kindred_weights(query.mode),
            k=query.k,
            filters=query.filters,
            left_out=left_out,
        )
        found = self._answer(plan, examples)
        titles = [measure.title for measure in examples.like]
        shown = kindred_hits(found.measures, titles, mode=query.mode, segmenter=self._segmenter)
        return Ranking(query=query, hits=self._classified(shown))

    def _answer(self, plan: QueryPlan, examples: Examples) -> Answer:
        """The answer to `plan`, steered by the examples and without the unliked ones."""
        plan = steered(plan, examples, backend=self._backend, segmenter=self._segmenter)
        plan = replace(plan, left_out=plan.left_out | self._with_copies(examples.unlike))
        return answer(plan, store=self._store, backend=self._backend, segmenter=self._segmenter)

    def _classified(self, shown: Sequence[Hit]) -> tuple[Hit, ...]:
        """Hits with what their measures are about, as indexed."""
        about = self._backend.classifications([hit.measure.id for hit in shown])
        return tuple(
            replace(hit, classification=about.get(hit.measure.id, hit.classification))
            for hit in shown
        )

    def _examples(self, refinement: Refinement) -> Examples:
        return Examples(
            like=self._measures(refinement.like), unlike=self._measures(refinement.unlike)
        )

    def _measures(self, measure_ids: Sequence[str]) -> tuple[Measure, ...]:
        """Each once; UnknownReportError for one that is not there."""
        if not measure_ids:
            return ()
        found = self._store.measures(measure_ids)
        for name in measure_ids:
            if name not in found:
                raise UnknownReportError(identifier=name)
        return tuple(found[name].measure for name in dict.fromkeys(measure_ids))

    def _with_copies(self, measures: Iterable[Measure]) -> frozenset[str]:
        """Ids of the measures and of their copies in other towns."""
        ids = [measure.id for measure in measures]
        if not ids:
            return frozenset()
        copies = self._backend.copies(ids).values()
        return frozenset(ids).union(copy.measure_id for found in copies for copy in found)


def _check(k: int) -> None:
    if k < 1:
        raise QueryError(f"the number of hits must be at least 1, is {k}")


def _answered(plan: QueryPlan, found: Answer) -> bool:
    """Whether a search by meaning found an answer; what has given words or phrases is one."""
    cosine = found.retrieved.best_cosine
    if plan.mode is SearchMode.SEMANTIC:
        return is_near(cosine)
    if plan.mode is not SearchMode.HYBRID or plan.query.is_demanding:
        return True
    first = [item.fused for item in found.measures[:_JUDGED_HITS]]
    evidence = Evidence(
        coverage=plan.expansion.coverage,
        words=max((one.words for one in first), default=0.0),
        trigrams=found.trigram_share,
        cosine=cosine,
        covered=max((one.covered for one in first), default=0.0),
        named=plan.names_concept,
    )
    return is_answered(evidence)
