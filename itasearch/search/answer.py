"""From a question to distinct measures: retrieve, fuse, look again, fold.

It looks deeper until there are as many distinct measures as were asked for. Imports
the protocols, model, text and its neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from itasearch.backends.base import SearchBackend
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.search.about import whole_text
from itasearch.search.fold import Distinct, Inside, MeasureLookup, fold
from itasearch.search.fuse import Fused, Weights, fuse
from itasearch.search.look import Look, Wanted
from itasearch.search.lookup import Remembered
from itasearch.search.retrieve import Asked, Retrieved, retrieve
from itasearch.text.words import Segmenter

_LEAST_DEPTH = 300
_DEPTH_PER_HIT = 30
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

    asked: Asked
    weights: Weights
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
    depth = max(_LEAST_DEPTH, _DEPTH_PER_HIT * question.k)
    remembered = Remembered(store)
    look = Look(question.wanted, store=remembered, backend=backend, segmenter=segmenter)
    while True:
        retrieved = retrieve(backend, question.asked, depth=depth, filters=question.filters)
        share = _trigram_share(question.asked, retrieved, remembered)
        ranked = _ranked(retrieved, share, question)
        ranked = look.again(ranked, question.weights, k=question.k)
        measures = fold(ranked, remembered, backend, k=question.k, inside=_inside(question))
        if len(measures) >= question.k or retrieved.complete:
            return Answer(measures=measures, retrieved=retrieved, trigram_share=share)
        depth *= _DEEPENING


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
    texts = [whole_text(item.measure) for item in found]
    return max((sum(gram in text for gram in wanted) / len(wanted) for text in texts), default=0.0)
