"""How alike the measures of two reports are, signal by signal, as matrices.

Each signal is a matrix of shape (left, right) with values from 0 to 1. Terms are
weighed by how rare they are among the measures at hand: "จัดทำ" stands in every
row and tells nothing. Imports its neighbour terms, numpy and SciPy.
"""

from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from itasearch.compare.terms import Grams, Terms

Matrix: TypeAlias = NDArray[np.float64]
"""Shape (measures of the left report, measures of the right one)."""

_EVERYWHERE = 0.1
"""Weight of a concept that every measure names; a rarer one adds its logarithm."""


def gram_likeness(left: Sequence[Grams], right: Sequence[Grams]) -> Matrix:
    """Cosines of the pieces of words; 0 where a side has no letters."""
    return _cosines([*left, *right], len(left))


def word_likeness(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Matrix:
    """Cosines of the words; 0 where a side has none."""
    numbers: dict[str, int] = {}
    documents = [
        np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.uint64)
        for words in chain(left, right)
    ]
    return _cosines(documents, len(left))


def _cosines(documents: Sequence[Grams], lefts: int) -> Matrix:
    """Cosines of each of the first `lefts` documents to each of the others, by TF-IDF."""
    if not 0 < lefts < len(documents):
        return np.zeros((lefts, len(documents) - lefts))
    counted = [np.unique(document, return_counts=True) for document in documents]
    found, columns = np.unique(np.concatenate([c[0] for c in counted]), return_inverse=True)
    counts = np.concatenate([c[1] for c in counted])
    rows = np.repeat(np.arange(len(documents)), [len(c[0]) for c in counted])
    rarity = np.log((1 + len(documents)) / (1 + np.bincount(columns, minlength=len(found)))) + 1
    weights = (1 + np.log(counts)) * rarity[columns]
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(documents)))
    shape = (len(documents), max(1, len(found)))
    unit = sparse.csr_array((weights / lengths[rows], (rows, columns)), shape=shape)
    cosines: Matrix = (unit[:lefts] @ unit[lefts:].T).toarray()
    return np.clip(cosines, 0, 1)


def concept_likeness(left: Sequence[Terms], right: Sequence[Terms]) -> Matrix:
    """How much of what the two titles name is named anywhere in the other measure.

    NaN where neither title names a concept.
    """
    names = sorted(set().union(*(one.concepts for one in chain(left, right))))
    left_titles, left_rows = _marks(left, names)
    right_titles, right_rows = _marks(right, names)
    having = left_rows.sum(axis=0) + right_rows.sum(axis=0)
    weights = np.log((1 + len(left) + len(right)) / (1 + having)) + _EVERYWHERE
    shared = (left_titles * weights) @ right_rows.T + (left_rows * weights) @ right_titles.T
    named = (left_titles @ weights)[:, None] + (right_titles @ weights)[None, :]
    likeness = np.full(named.shape, np.nan)
    np.divide(shared, named, out=likeness, where=named > 0)
    return likeness


def _marks(measures: Sequence[Terms], names: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Which concepts the titles, and which the whole measures name: 1 or 0, a row each."""
    titles = np.array([[name in one.title_concepts for name in names] for one in measures])
    rows = np.array([[name in one.concepts for name in names] for one in measures])
    shape = (len(measures), len(names))
    return titles.reshape(shape).astype(np.float64), rows.reshape(shape).astype(np.float64)


def indicator_likeness(left: Sequence[int | None], right: Sequence[int | None]) -> Matrix:
    """1 where both state the same indicator, -1 where they state different ones, else 0."""
    one = np.array([number or 0 for number in left], dtype=np.int64)[:, None]
    other = np.array([number or 0 for number in right], dtype=np.int64)[None, :]
    stated = (one > 0) & (other > 0)
    return np.where(stated, np.where(one == other, 1.0, -1.0), 0.0)
