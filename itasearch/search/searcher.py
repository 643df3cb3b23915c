"""The flow "ask": a Query in, a Ranking out.

Parse, expand, retrieve, fuse, look again, fold, judge, explain; each step is a module
beside this one. A Searcher holds no state of its own and may be shared between threads;
each search sees the index's last commit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

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
from itasearch.search.answer import Answer, Question, answer
from itasearch.search.explain.hits import hits, kindred_hits, with_topics
from itasearch.search.query.plan import Prepared, Tools, prepare
from itasearch.search.query.topics import topics_of
from itasearch.search.rank.copies import MeasureLookup
from itasearch.search.rank.feedback import Examples, kindred_weights, steered
from itasearch.search.rank.fuse import RetrieverQuery
from itasearch.search.rank.rerank import RERANKED, rerank
from itasearch.search.rank.second_stage import Evidence, Wanted, is_answered, is_near
from itasearch.text.thai.words import Segmenter

NEAREST = 3
"""How many measures are named when none answers."""

_JUDGED = 10
"""However many are asked for, the first ten decide whether anything answers."""


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
            classifier: tells what queries are about; None means the packaged one.
            reranker: reads the first hits of a hybrid search again; None: nothing does.
        """
        self._store = store
        self._backend = backend
        self._classifier = classifier or Classifier(encoder)
        self._reranker = reranker
        self.tools = Tools(
            backend=backend,
            encoder=encoder,
            segmenter=segmenter,
            glossary=glossary(),
        )

    def search(self, query: Query) -> Ranking:
        """The measures that answer `query`, best first, at most `query.k`.

        Near-identical texts of several reports are one hit. When nothing answers,
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
        prepared = prepare(
            query.text, query.mode, tools=self.tools, without=query.refinement.without
        )
        wanted = self.wanted(prepared)
        found = self._answer(
            Question(
                asked=self._steered(prepared.asked, examples),
                weights=prepared.weights,
                k=query.k if reranker is None else max(query.k, RERANKED),
                wanted=wanted,
                filters=query.filters,
                without=self._left_out(examples.unlike),
            )
        )
        titles = [measure.title for measure in examples.like]
        shown = self._classified(
            hits(found.measures, prepared, segmenter=self.tools.segmenter, like=titles)
        )
        shown = tuple(with_topics(hit, wanted.topics) for hit in shown)
        # A query is judged by what it finds, before and without any reranker.
        judged = replace(found, measures=found.measures[: query.k])
        if examples == Examples() and not _answered(prepared, judged):
            return Ranking(query=query, hits=(), nearest=shown[:NEAREST], added=prepared.added)
        if reranker is not None:
            shown = rerank(shown, prepared.query.text, reranker, k=query.k)
        return Ranking(query=query, hits=shown, added=prepared.added)

    def similar(self, measure_id: str, *, k: int = 10, filters: Filters = NO_FILTERS) -> Ranking:
        """Measures most like this one, never itself; the ranking's query is its title.

        Raises:
            UnknownReportError: no measure has this id.
            QueryError: k is below 1.
        """
        _check(k)
        (measure,) = self._measures([measure_id])
        query = Query(text=measure.title, k=k, mode=SearchMode.HYBRID, filters=filters)
        return self._like(query, Examples(like=(measure,)), without=frozenset({measure_id}))

    def _like(
        self, query: Query, examples: Examples, *, without: frozenset[str] = frozenset()
    ) -> Ranking:
        """What is like the liked measures, whatever the query's text."""
        found = self._answer(
            Question(
                asked=self._steered(RetrieverQuery(), examples),
                weights=kindred_weights(query.mode),
                k=query.k,
                filters=query.filters,
                without=without | self._left_out(examples.unlike),
            )
        )
        titles = [measure.title for measure in examples.like]
        shown = kindred_hits(
            found.measures, titles, mode=query.mode, segmenter=self.tools.segmenter
        )
        return Ranking(query=query, hits=self._classified(shown))

    def _classified(self, shown: Sequence[Hit]) -> tuple[Hit, ...]:
        """Hits with what their measures are about, as indexed."""
        about = self.tools.backend.classifications([hit.measure.id for hit in shown])
        return tuple(
            replace(hit, classification=about.get(hit.measure.id, hit.classification))
            for hit in shown
        )

    def _answer(self, question: Question) -> Answer:
        return answer(
            question,
            store=self._store,
            backend=self._backend,
            segmenter=self.tools.segmenter,
        )

    def wanted(self, prepared: Prepared) -> Wanted:
        """What the best candidates are looked at for.

        Topics are told by vectors too, so only a search that has one asks for them.
        """
        vector = prepared.asked.vector
        if vector is None or not prepared.weights.topic:
            return Wanted(needs=prepared.needs)
        topics = topics_of(prepared.expansion, vector, self._classifier)
        return Wanted(needs=prepared.needs, topics=topics)

    def _steered(self, asked: RetrieverQuery, examples: Examples) -> RetrieverQuery:
        segmenter = self.tools.segmenter
        return steered(asked, examples, backend=self._backend, segmenter=segmenter)

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

    def _left_out(self, unlike: Iterable[Measure]) -> frozenset[str]:
        """Unliked measures and what other towns copied of them."""
        ids = [measure.id for measure in unlike]
        if not ids:
            return frozenset()
        families = self._backend.same_text(ids).values()
        return frozenset(ids).union(copy.measure_id for found in families for copy in found)


def _check(k: int) -> None:
    if k < 1:
        raise QueryError(f"the number of hits must be at least 1, is {k}")


def _answered(prepared: Prepared, found: Answer) -> bool:
    """A search by words or phrases judges itself: it returns what has them, or nothing."""
    cosine = found.retrieved.best_cosine
    if prepared.mode is SearchMode.SEMANTIC:
        return is_near(cosine)
    if prepared.mode is not SearchMode.HYBRID or prepared.query.is_demanding:
        return True
    first = [item.fused for item in found.measures[:_JUDGED]]
    evidence = Evidence(
        coverage=prepared.expansion.coverage,
        words=max((one.words for one in first), default=0.0),
        trigrams=found.trigram_share,
        cosine=cosine,
        covered=max((one.covered for one in first), default=0.0),
        named=prepared.names_concept,
    )
    return is_answered(evidence)
