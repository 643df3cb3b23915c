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
    SearchMode,
)
from itasearch.model.records import Measure
from itasearch.search.answer import Answer, answer, is_answered
from itasearch.search.explain import hits
from itasearch.search.query.plan import MeasureLookup, QueryPlan, Tools, plan_query
from itasearch.search.rank.feedback import Examples, kindred_weights, steered
from itasearch.search.rank.rerank import RERANKED, rerank
from itasearch.text.thai.words import Segmenter

NEAREST = 3
"""How many measures are named when none answers."""


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
        self._reranker = reranker
        self.tools = Tools(
            store=store,
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
        liked, unliked = query.refinement.like, query.refinement.unlike
        examples = Examples(like=self._measures(liked), unlike=self._measures(unliked))
        if examples.like and not query.text.strip():
            return self._like(query, examples)
        reranker = self._reranker if query.mode is SearchMode.HYBRID else None
        plan = plan_query(query, tools=self.tools)
        if reranker is not None:
            plan = replace(plan, k=max(query.k, RERANKED))
        found = self._answer(plan, examples)
        shown = self._hits(found, plan, examples)
        # A query is judged by what it finds, before and without any reranker.
        judged = replace(found, measures=found.measures[: query.k])
        weights = asdict(plan.weights)
        if examples == Examples() and not is_answered(plan, judged):
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
        return Ranking(query=query, hits=self._hits(self._answer(plan, examples), plan, examples))

    def _answer(self, plan: QueryPlan, examples: Examples) -> Answer:
        """The answer to `plan`, steered by the examples and without the unliked ones."""
        plan = steered(plan, examples, self.tools)
        plan = replace(plan, left_out=plan.left_out | self._with_copies(examples.unlike))
        return answer(plan, self.tools)

    def _hits(self, found: Answer, plan: QueryPlan, examples: Examples) -> tuple[Hit, ...]:
        """What was found as hits, with what their measures are about, as indexed."""
        ids = [item.stored.measure.id for item in found.measures]
        return hits(
            found.measures,
            plan,
            segmenter=self.tools.segmenter,
            about=self.tools.backend.classifications(ids),
            like=[measure.title for measure in examples.like],
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
        """Ids of the measures and of their copies in other towns."""
        ids = [measure.id for measure in measures]
        if not ids:
            return frozenset()
        copies = self.tools.backend.copies(ids).values()
        return frozenset(ids).union(copy.measure_id for found in copies for copy in found)


def _check(k: int) -> None:
    if k < 1:
        raise QueryError(f"the number of hits must be at least 1, is {k}")
