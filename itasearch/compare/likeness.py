"""How alike the measures of two reports are, signal by signal, as matrices.

Each signal is a matrix of shape (left, right) with values from 0 to 1. Terms are
weighed by how rare they are among the measures at hand: "จัดทำ" stands in every
row and tells nothing. Imports its neighbour terms, numpy and SciPy.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from itasearch.compare.terms import Grams, Terms

Matrix: TypeAlias = NDArray[np.float64]
"""Shape (measures of the left report, measures of the right one)."""

_EVERYDAY = 0.02
"""Added to every word's rarity, so that rows of everyday words only are compared too."""

_EVERYWHERE = 0.1
"""Weight of a concept that every measure names; a rarer one adds its logarithm."""

_RARE_SHARE, _RARE_COUNT = 0.1, 3
"""A concept is rare that no more measures name: this share of all, or this many."""


def gram_likeness(left: Sequence[Grams], right: Sequence[Grams]) -> Matrix:
    """Cosines of the pieces of words; 0 where a side has no letters."""
    return _cosines([*left, *right], len(left))


def word_rarity(rows: Sequence[Sequence[str]]) -> Mapping[str, float]:
    """How rare each word of `rows` is among them, 0 (in all) to 1 (nowhere)."""
    having = Counter(word for row in rows for word in set(row))
    most = math.log(1 + len(rows))
    return {word: math.log((1 + len(rows)) / (1 + n)) / most for word, n in having.items()}


def word_likeness(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], *, rarity: Mapping[str, float]
) -> Matrix:
    """Cosines of the words, weighted by rarity; 0 where a side has none."""
    numbers = {word: number for number, word in enumerate(rarity)}
    one, other = (_weighed(rows, numbers, rarity) for rows in (left, right))
    cosines: Matrix = (_unit(one) @ _unit(other).T).toarray()
    return np.clip(cosines, 0, 1)


def word_containment(
    titles: Sequence[Sequence[str]], texts: Sequence[Sequence[str]], *, rarity: Mapping[str, float]
) -> Matrix:
    """Which share of each title's words, weighted by rarity, each text has; 0 without words."""
    numbers = {word: number for number, word in enumerate(rarity)}
    asked = _weighed([tuple(set(title)) for title in titles], numbers, rarity)
    there = _weighed(texts, numbers, rarity)
    there.data = np.ones_like(there.data)
    totals = np.asarray(asked.sum(axis=1)).reshape(-1, 1)
    found: Matrix = (asked @ there.T).toarray() / np.where(totals > 0, totals, 1)
    return np.clip(found, 0, 1)


def _weighed(
    rows: Sequence[Sequence[str]], numbers: Mapping[str, int], rarity: Mapping[str, float]
) -> sparse.csr_array:
    """A row each; a word's weight is its rarity, growing slowly with how often it stands there."""
    counted = [Counter(row) for row in rows]
    places = np.repeat(np.arange(len(rows)), [len(row) for row in counted])
    columns = np.array([numbers[word] for row in counted for word in row], dtype=np.int64)
    weights = np.array(
        [
            (1 + math.log(count)) * (rarity[word] + _EVERYDAY)
            for row in counted
            for word, count in row.items()
        ]
    )
    return sparse.csr_array((weights, (places, columns)), shape=(len(rows), max(1, len(numbers))))


def _unit(rows: sparse.csr_array) -> sparse.csr_array:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    counts = np.diff(rows.indptr)
    unit = rows.copy()
    unit.data = rows.data / np.repeat(lengths, counts)
    return unit


def topic_likeness(
    left: Sequence[Mapping[str, float]], right: Sequence[Mapping[str, float]]
) -> Matrix:
    """Cosines of the topics by their confidence; 0 where a side has none."""
    names = sorted(set().union(*left, *right))
    one, other = (
        np.array([[row.get(name, 0.0) for name in names] for row in rows]).reshape(
            len(rows), len(names)
        )
        for rows in (left, right)
    )
    lengths = np.outer(np.linalg.norm(one, axis=1), np.linalg.norm(other, axis=1))
    cosines: Matrix = np.divide(
        one @ other.T, lengths, out=np.zeros_like(lengths), where=lengths > 0
    )
    return np.clip(cosines, 0, 1)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptLikeness:
    """What two reports' measures have in common by the glossary.

    Attributes:
        shared: how much of what the two titles name is named anywhere in the other
            measure; NaN where neither title names a concept.
        rare: 1 where one title names a rare concept that the other measure names
            anywhere (No Gift Policy only among the outcomes), else 0.
    """

    shared: Matrix
    rare: Matrix


def concept_likeness(left: Sequence[Terms], right: Sequence[Terms]) -> ConceptLikeness:
    """Compare concepts; those that few of all these measures name weigh more."""
    names = sorted(set().union(*(one.concepts for one in chain(left, right))))
    left_titles, left_rows = _marks(left, names)
    right_titles, right_rows = _marks(right, names)
    having, count = left_rows.sum(axis=0) + right_rows.sum(axis=0), len(left) + len(right)
    weights = np.log((1 + count) / (1 + having)) + _EVERYWHERE
    is_rare = (having <= max(_RARE_COUNT, _RARE_SHARE * count)).astype(np.float64)

    def weighed(by: Matrix) -> Matrix:
        found: Matrix = (left_titles * by) @ right_rows.T + (left_rows * by) @ right_titles.T
        return found

    named = (left_titles @ weights)[:, None] + (right_titles @ weights)[None, :]
    shared = np.full(named.shape, np.nan)
    np.divide(weighed(weights), named, out=shared, where=named > 0)
    return ConceptLikeness(shared=shared, rare=(weighed(is_rare) > 0).astype(np.float64))


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
