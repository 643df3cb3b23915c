"""From a question to distinct measures: retrieve, fuse, look again, fold.

It looks deeper until there are as many distinct measures as were asked for. What is found
deeper stands below what was found before, so the first ten are the same whether ten or a
hundred are asked for.

A store that is asked for each measure once a search, by whatever step asks first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from itasearch.backends.base import SearchBackend
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.search.rank.copies import Distinct, Inside, MeasureLookup, fold
from itasearch.search.rank.fuse import (
    Fused,
    Retrieved,
    RetrieverQuery,
    SignalWeights,
    fuse,
    retrieve,
)
from itasearch.search.rank.second_stage import Look, Wanted, whole_text
from itasearch.store.base import StoredMeasure
from itasearch.text.thai.words import Segmenter


class Remembered:
    """A MeasureLookup that remembers; made for one search, so it never goes stale."""

    def __init__(self, store: MeasureLookup) -> None:
        self._store = store
        self._known: dict[str, StoredMeasure | None] = {}

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id; ids that the store does not know are left out."""
        new = [name for name in dict.fromkeys(measure_ids) if name not in self._known]
        if new:
            fetched = self._store.measures(new)
            self._known |= {name: fetched.get(name) for name in new}
        found = ((name, self._known[name]) for name in measure_ids)
        return {name: stored for name, stored in found if stored is not None}


_FIRST_DEPTH = 300
_DEEPENING = 4
_WITNESSES = 3
_LEAST_TRIGRAMS = 0.5
"""A lexical hit without a word of the query has at least this share of its trigrams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the library.

    Attributes:
        wanted: what the best candidates are looked at for.
        without: ids of measures that are no answer.
    """

    asked: RetrieverQuery
    weights: SignalWeights
    k: int
    wanted: Wanted = field(default_factory=Wanted)
    filters: Filters = NO_FILTERS
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Distinct measures for a question, and what was seen on the way.

    Attributes:
        trigram_share: the largest share of the asked trigrams that one measure has, 0–1.
    """

    measures: list[Distinct]
    retrieved: Retrieved
    trigram_share: float


def answer(
    question: Question, *, store: MeasureLookup, backend: SearchBackend, segmenter: Segmenter
) -> Answer:
    """The measures that answer `question`, best first."""
    remembered = Remembered(store)
    look = Look(question.wanted, store=remembered, backend=backend, segmenter=segmenter)
    depth = _FIRST_DEPTH
    retrieved = retrieve(backend, question.asked, depth=depth, filters=question.filters)
    share = _trigram_share(question.asked, retrieved, remembered)
    ranked = look.again(_ranked(retrieved, share, question), question.weights)
    while True:
        measures = fold(ranked, remembered, backend, k=question.k, inside=_inside(question))
        if len(measures) >= question.k or retrieved.complete:
            return Answer(measures=measures, retrieved=retrieved, trigram_share=share)
        depth *= _DEEPENING
        retrieved = retrieve(backend, question.asked, depth=depth, filters=question.filters)
        ranked = _prolonged(ranked, _ranked(retrieved, share, question))


def _prolonged(ranked: Sequence[Fused], deeper: Sequence[Fused]) -> list[Fused]:
    """`ranked`, then those of `deeper` that are new, none with a higher score."""
    known = {one.measure_id for one in ranked}
    least = ranked[-1].score if ranked else float("inf")
    new = [one for one in deeper if one.measure_id not in known]
    return [*ranked, *(replace(one, score=min(one.score, least)) for one in new)]


def _inside(question: Question) -> Inside:
    return Inside(
        filters=question.filters,
        word_filters=tuple(question.asked.word_filters),
        without=question.without,
    )


def _ranked(retrieved: Retrieved, share: float, question: Question) -> Sequence[Fused]:
    """All retrieved measures, best first; without vectors, those that truly match."""
    scaled = retrieved.with_trigrams_scaled(share)
    fused = fuse(
        semantic=scaled.semantic,
        words=scaled.words,
        trigrams=scaled.trigrams,
        weights=question.weights,
        missing=scaled.floor,
    )
    kept = [one for one in fused if one.measure_id not in question.without]
    if question.weights.semantic:
        return kept
    return [one for one in kept if one.words > 0 or one.trigrams >= _LEAST_TRIGRAMS]


def _trigram_share(asked: RetrieverQuery, retrieved: Retrieved, store: MeasureLookup) -> float:
    """The largest share of the asked trigrams that one of the best measures has, 0–1.

    The best of a bad lot would otherwise score as high as a perfect match.
    """
    if asked.trigrams is None or not retrieved.trigrams:
        return 0.0
    wanted = {term.text for term in asked.trigrams.trigrams}
    scores = retrieved.trigrams
    best = sorted(scores, key=lambda name: (-scores[name].score, name))[:_WITNESSES]
    found = store.measures(best).values()
    texts = [whole_text(item.measure) for item in found]
    return max((sum(gram in text for gram in wanted) / len(wanted) for text in texts), default=0.0)
