"""Full text as sparse vectors: BM25 as the inner product of a query and a measure.

Milvus's own BM25 has no weighted terms and counts how rare a term is within its own segments,
copies included. So a measure's row stores its terms' weights, and the query has their worth: score
= Σ weight · idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / mean length)).

The mean lengths are those of an index's first commit: others would change every stored weight. In
how many measures a term occurs is exact.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from itasearch.backends.milvus.connection import SparseVector
from itasearch.backends.milvus.rows import Term, dimension, text_digest
from itasearch.model.passages import IndexEntry, TextQuery

# As tantivy has them, so that both backends rank alike.
_K1, _B = 1.2, 0.75
WORD, TRIGRAM = "w", "t"
"""Kinds of terms; the same letters as a word and as a trigram are two terms."""


class MeanLengths(NamedTuple):
    """Mean numbers of words and trigrams of a text; 0 where unknown."""

    words: float
    trigrams: float


NO_LENGTHS = MeanLengths(0.0, 0.0)


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


def mean_lengths(entries: Iterable[IndexEntry]) -> MeanLengths:
    """Of the distinct texts of measures."""
    texts = {text_digest(entry): entry for entry in entries}.values()
    if not texts:
        return NO_LENGTHS
    lengths = [(len(_words(text)), len(text.trigrams)) for text in texts]
    words, trigrams = np.mean(lengths, axis=0).tolist()
    return MeanLengths(words, trigrams)


def term_weights(entry: IndexEntry, lengths: MeanLengths) -> SparseVector:
    """What each term is worth within a measure; {} for one without any."""
    weights: dict[int, float] = {}
    for kind, tokens, mean in (
        (WORD, _words(entry), lengths.words),
        (TRIGRAM, entry.trigrams, lengths.trigrams),
    ):
        length = _K1 * (1 - _B + _B * len(tokens) / (mean or 1.0))
        for token, count in Counter(tokens).items():
            at = dimension(Term(kind, token))
            weights[at] = weights.get(at, 0.0) + count * (_K1 + 1) / (count + length)
    return weights


def query_weights(query: TextQuery, counts: TermCounts, *, measures: int) -> SparseVector:
    """What each term of a query is worth among so many measures; {} if none occurs."""
    sought: dict[int, float] = {}
    for kind, terms in ((WORD, query.words), (TRIGRAM, query.trigrams)):
        for term in (term for term in terms if term.text):
            at = dimension(Term(kind, term.text))
            sought[at] = sought.get(at, 0.0) + term.weight
    having = counts.of([*sought]).tolist()
    return {
        at: weight * math.log(1 + (measures - count + 0.5) / (count + 0.5))
        for (at, weight), count in zip(sought.items(), having, strict=True)
        if count
    }


def _words(entry: IndexEntry) -> list[str]:
    return list(chain.from_iterable(entry.words.values()))
