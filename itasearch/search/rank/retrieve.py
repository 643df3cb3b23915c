"""Asking both retrievers, and bringing what they return to measures on one scale.

Filters hold inside the retrievers. Words and trigrams are asked apart, because
each needs its own scale. Imports the backend's protocol, model and neighbours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from itasearch.backends.base import SearchBackend, Vectors
from itasearch.model.passages import PassageScore, TextQuery, WordFilter
from itasearch.model.ranking import Filters
from itasearch.search.rank.fuse import Signal
from itasearch.search.rank.group import MeasureScore, Shares, by_measure

SEMANTIC_SHARES = Shares(row=0.8, title=0.0)
LEXICAL_SHARES = Shares(row=0.5, title=0.2)

_NOTHING: Mapping[str, MeasureScore] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrieverQuery:
    """What the retrievers are asked; None leaves one out.

    Attributes:
        vector: shape (1, dim); need not be of unit length.
        words: weighted words.
        trigrams: weighted trigrams.
        most_words: BM25 score that counts as 1; None takes the best one found.
        word_filters: what measures must have, or must not.
    """

    vector: Vectors | None = None
    words: TextQuery | None = None
    trigrams: TextQuery | None = None
    most_words: float | None = None
    word_filters: tuple[WordFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """Scores of measures by signal.

    Attributes:
        floor: the lowest cosine returned where more passages were left, else 0.
        complete: whether all that the retrievers could return is here.
    """

    semantic: Signal
    words: Signal
    trigrams: Signal
    floor: float
    complete: bool

    @property
    def best_cosine(self) -> float:
        """Cosine of the nearest passage; 0 when vectors were not asked."""
        return max((found.best for found in self.semantic.values()), default=0.0)

    def with_trigrams_scaled(self, share: float) -> "Retrieved":
        """The same with the trigrams' scores times `share`."""
        return replace(self, trigrams=_scaled(self.trigrams, share))


def retrieve(
    backend: SearchBackend, asked: RetrieverQuery, *, depth: int, filters: Filters
) -> Retrieved:
    """The `depth` best passages of each retriever, as scores of measures.

    Word scores are divided by `asked.most_words`, trigram scores by the best found.
    """
    near, words, trigrams = _passages(backend, asked, depth, filters)
    return Retrieved(
        semantic=by_measure(near, SEMANTIC_SHARES, missing=_floor(near, depth)),
        words=_to_one(by_measure(words, LEXICAL_SHARES), asked.most_words),
        trigrams=_to_one(by_measure(trigrams, LEXICAL_SHARES), None),
        floor=_floor(near, depth),
        complete=max(len(near), len(words), len(trigrams)) < depth,
    )


def _passages(
    backend: SearchBackend, asked: RetrieverQuery, depth: int, filters: Filters
) -> tuple[list[PassageScore], list[PassageScore], list[PassageScore]]:
    near: list[PassageScore] = []
    if asked.vector is not None:
        near = backend.search_vectors(
            asked.vector, k=depth, filters=filters, word_filters=asked.word_filters
        )[0]
    words, trigrams = (
        []
        if query is None
        else backend.search_text(query, k=depth, filters=filters, word_filters=asked.word_filters)
        for query in (asked.words, asked.trigrams)
    )
    return near, words, trigrams


def _floor(near: list[PassageScore], depth: int) -> float:
    return max(near[-1].score, 0.0) if near and len(near) >= depth else 0.0


def _to_one(signal: Signal, most: float | None) -> Signal:
    if most is None:
        most = max((found.score for found in signal.values()), default=0.0)
    return _scaled(signal, 1 / most) if most > 0 else _NOTHING


def _scaled(signal: Signal, factor: float) -> Signal:
    return {
        measure_id: MeasureScore(score=found.score * factor, best=found.best, nearest=found.nearest)
        for measure_id, found in signal.items()
    }
