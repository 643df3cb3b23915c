"""The flow "ask": a Query in, a Ranking out.

Parse, expand, retrieve, fuse, fold, explain; each step is a module beside this
one. A Searcher holds no state of its own and may be shared between threads; each
search sees the index's last commit. Imports protocols, domain, model, text and
its neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from itasearch.backends.base import SearchBackend
from itasearch.domain.glossary import Glossary
from itasearch.domain.glossary import glossary as packaged_glossary
from itasearch.encoders.base import Encoder
from itasearch.errors import QueryError, UnknownReportError
from itasearch.model.ranking import NO_FILTERS, Filters, Query, Ranking, SearchMode
from itasearch.model.records import TEXT_FIELDS
from itasearch.search.about import about
from itasearch.search.fold import Distinct, MeasureLookup, fold
from itasearch.search.fuse import Fused, Weights, fuse, in_order, with_about
from itasearch.search.hits import hits, kindred_hits
from itasearch.search.judge import Evidence, is_answered, is_near
from itasearch.search.kindred import KINDRED, asked_by
from itasearch.search.lookup import Remembered
from itasearch.search.needs import Need
from itasearch.search.prepare import Prepared, Tools, prepare
from itasearch.search.retrieve import Asked, Retrieved, retrieve
from itasearch.text.normalize import squash
from itasearch.text.words import Segmenter

NEAREST = 3
"""How many measures are named when none answers."""

_LEAST_DEPTH = 300
_DEPTH_PER_HIT = 30
_DEEPENING = 4
_WITNESSES = 3
_LEAST_LOOKED_AT = 60
_LOOKED_AT_PER_HIT = 2
_LEAST_TRIGRAMS = 0.5
"""A lexical hit without a word of the query has at least this share of its trigrams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """Distinct measures for a question, and what was retrieved on the way."""

    measures: list[Distinct]
    retrieved: Retrieved
    trigram_share: float


class Searcher:
    """Answers queries over a store and its index."""

    def __init__(
        self,
        store: MeasureLookup,
        backend: SearchBackend,
        encoder: Encoder,
        *,
        segmenter: Segmenter,
        glossary: Glossary | None = None,
    ) -> None:
        """All parts are shared, none is closed here.

        Args:
            store: knows the measures that the index names.
            backend: the index.
            encoder: the one that the index was built with; not called for modes
                without vectors.
            segmenter: the one that the index was built with.
            glossary: None means the packaged one.
        """
        self._store = store
        self._backend = backend
        self._tools = Tools(
            backend=backend,
            encoder=encoder,
            segmenter=segmenter,
            glossary=glossary or packaged_glossary(),
        )

    def search(self, query: Query) -> Ranking:
        """The measures that answer `query`, best first, at most `query.k`.

        Near-identical texts of several reports are one hit. When nothing answers,
        `hits` is empty and `nearest` holds what comes closest.

        Raises:
            QueryError: the text has no word or is too long, or k is below 1.
        """
        _check(query.k)
        prepared = prepare(
            query.text, query.mode, tools=self._tools, without=query.refinement.without
        )
        answer = self._answer(
            prepared.asked, prepared.weights, query.filters, k=query.k, needs=prepared.needs
        )
        found = hits(answer.measures, prepared, segmenter=self._tools.segmenter)
        added = prepared.added
        if _answered(prepared, answer):
            return Ranking(query=query, hits=found, added=added)
        return Ranking(query=query, hits=(), nearest=found[:NEAREST], added=added)

    def similar(self, measure_id: str, *, k: int = 10, filters: Filters = NO_FILTERS) -> Ranking:
        """Measures most like this one, never itself; the ranking's query is its title.

        Raises:
            UnknownReportError: no measure has this id.
            QueryError: k is below 1.
        """
        _check(k)
        stored = self._store.measures([measure_id]).get(measure_id)
        if stored is None:
            raise UnknownReportError(identifier=measure_id)
        asked = asked_by(stored.measure, self._backend, self._tools.segmenter)
        answer = self._answer(asked, KINDRED, filters, k=k, without=measure_id)
        found = kindred_hits(answer.measures, stored.measure, segmenter=self._tools.segmenter)
        query = Query(text=stored.measure.title, k=k, mode=SearchMode.HYBRID, filters=filters)
        return Ranking(query=query, hits=found)

    def _answer(
        self,
        asked: Asked,
        weights: Weights,
        filters: Filters,
        *,
        k: int,
        needs: Sequence[Need] = (),
        without: str | None = None,
    ) -> _Answer:
        """Looks deeper until k distinct measures are there or nothing is left."""
        depth = max(_LEAST_DEPTH, _DEPTH_PER_HIT * k)
        store = Remembered(self._store)
        while True:
            retrieved = retrieve(self._backend, asked, depth=depth, filters=filters)
            share = _trigram_share(asked, retrieved, store)
            ranked = _ranked(retrieved, share, weights)
            kept = [item for item in ranked if item.measure_id != without]
            looked_at = self._looked_at(kept, needs, weights, store, k=k)
            measures = fold(looked_at, store, k=k)
            if len(measures) >= k or retrieved.complete:
                return _Answer(measures=measures, retrieved=retrieved, trigram_share=share)
            depth *= _DEEPENING

    def _looked_at(
        self,
        ranked: Sequence[Fused],
        needs: Sequence[Need],
        weights: Weights,
        store: MeasureLookup,
        *,
        k: int,
    ) -> Sequence[Fused]:
        """`ranked` anew after a look at the best candidates' whole text."""
        if not needs:
            return ranked
        first = max(_LEAST_LOOKED_AT, _LOOKED_AT_PER_HIT * k)
        measures = store.measures([item.measure_id for item in ranked[:first]])
        segmenter = self._tools.segmenter
        anew = [
            with_about(item, about(stored.measure, needs, segmenter=segmenter), weights)
            if (stored := measures.get(item.measure_id)) is not None
            else item
            for item in ranked
        ]
        return in_order(anew)


def _trigram_share(asked: Asked, retrieved: Retrieved, store: MeasureLookup) -> float:
    """The largest share of the asked trigrams that one of the best measures has, 0–1.

    The best of a bad lot would otherwise score as high as a perfect match.
    """
    if asked.trigrams is None or not retrieved.trigrams:
        return 0.0
    wanted = {term.text for term in asked.trigrams.trigrams}
    scores = retrieved.trigrams
    best = sorted(scores, key=lambda name: (-scores[name].score, name))[:_WITNESSES]
    found = store.measures(best).values()
    texts = [squash("".join(item.measure.text(f) for f in TEXT_FIELDS)) for item in found]
    return max((sum(gram in text for gram in wanted) / len(wanted) for text in texts), default=0.0)


def _check(k: int) -> None:
    if k < 1:
        raise QueryError(f"the number of hits must be at least 1, is {k}")


def _ranked(retrieved: Retrieved, share: float, weights: Weights) -> Sequence[Fused]:
    """All retrieved measures, best first; without vectors, those that truly match."""
    scaled = retrieved.with_trigrams_scaled(share)
    fused = fuse(
        semantic=scaled.semantic,
        words=scaled.words,
        trigrams=scaled.trigrams,
        weights=weights,
        missing=scaled.floor,
    )
    if weights.semantic:
        return fused
    return [item for item in fused if item.words > 0 or item.trigrams >= _LEAST_TRIGRAMS]


def _answered(prepared: Prepared, answer: _Answer) -> bool:
    """A search by words or phrases judges itself: it returns what has them, or nothing."""
    cosine = answer.retrieved.best_cosine
    if prepared.mode is SearchMode.SEMANTIC:
        return is_near(cosine)
    if prepared.mode is not SearchMode.HYBRID or prepared.query.phrases:
        return True
    evidence = Evidence(
        coverage=prepared.expansion.coverage,
        words=max((item.fused.words for item in answer.measures), default=0.0),
        trigrams=answer.trigram_share,
        cosine=cosine,
    )
    return is_answered(evidence)
