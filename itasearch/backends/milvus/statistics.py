"""Full text as sparse vectors: BM25 as the inner product of a query and a measure.

Milvus's own BM25 has no weighted words and counts how rare a term is within its own segments,
copies included. So a measure's row stores its terms' weights, and the query has their worth: score
= Σ weight · idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / mean length)).

The mean length is that of an index's first commit: others would change every stored weight. In
how many measures a term occurs is exact.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from itasearch.backends.base import text_digest
from itasearch.backends.milvus.connection import SparseVector
from itasearch.backends.milvus.rows import dimension
from itasearch.model.passages import IndexEntry

# As tantivy has them, so that both backends rank alike.
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class TermCounts:
    """In how many measures each term, by its dimension, ascending, occurs; immutable."""

    dimensions: NDArray[np.uint32]
    counts: NDArray[np.int64]

    def of(self, dimensions: Sequence[int]) -> NDArray[np.int64]:
        """How many measures have each of these terms."""
        sought = np.array(dimensions, dtype=np.uint32)
        if not len(self.dimensions):
            return np.zeros(len(sought), dtype=np.int64)
        places = np.minimum(np.searchsorted(self.dimensions, sought), len(self.dimensions) - 1)
        return np.where(self.dimensions[places] == sought, self.counts[places], 0)

    def changed(
        self, *, added: Iterable[SparseVector], removed: Iterable[SparseVector]
    ) -> "TermCounts":
        """With the terms of measures that are added, and without those of removed ones."""
        more = np.fromiter(chain.from_iterable(added), dtype=np.uint32)
        fewer = np.fromiter(chain.from_iterable(removed), dtype=np.uint32)
        changes = [np.ones(len(more), dtype=np.int64), -np.ones(len(fewer), dtype=np.int64)]
        terms, places = np.unique(
            np.concatenate([self.dimensions, more, fewer]), return_inverse=True
        )
        counts = np.bincount(
            places, np.concatenate([self.counts, *changes]), minlength=len(terms)
        ).astype(np.int64)
        return TermCounts(terms[counts > 0], counts[counts > 0])


NO_TERMS = TermCounts(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64))


def mean_length(entries: Iterable[IndexEntry]) -> float:
    """Mean number of words of the distinct texts of measures; 0 without any."""
    texts = {text_digest(entry): entry for entry in entries}.values()
    return fmean(len(_words(text)) for text in texts) if texts else 0.0


def word_weights(entry: IndexEntry, mean: float) -> SparseVector:
    """What each word is worth within a measure, texts being so long; {} for one without any."""
    weights: dict[int, float] = {}
    words = _words(entry)
    length = _K1 * (1 - _B + _B * len(words) / (mean or 1.0))
    for word, count in Counter(words).items():
        at = dimension(word)
        weights[at] = weights.get(at, 0.0) + count * (_K1 + 1) / (count + length)
    return weights


def query_weights(words: Mapping[str, float], counts: TermCounts, *, measures: int) -> SparseVector:
    """What each word of a query is worth among so many measures; {} if none occurs."""
    sought: dict[int, float] = {}
    for word in filter(None, words):
        at = dimension(word)
        sought[at] = sought.get(at, 0.0) + words[word]
    having = counts.of([*sought]).tolist()
    return {
        at: weight * math.log(1 + (measures - count + 0.5) / (count + 0.5))
        for (at, weight), count in zip(sought.items(), having, strict=True)
        if count
    }


def _words(entry: IndexEntry) -> list[str]:
    return list(chain.from_iterable(entry.words.values()))
