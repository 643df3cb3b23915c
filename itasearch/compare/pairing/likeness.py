"""How alike the measures of two reports are, signal by signal, as matrices.

Each signal is a matrix of shape (left, right) with values from 0 to 1. Terms are weighed by how
rare they are among the measures at hand: "จัดทำ" is in every row and distinguishes nothing.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.compare.pairing.terms import Counted, Grams, Terms, Words, means, wider

Matrix: TypeAlias = NDArray[np.float64]
"""Shape (measures of the left report, measures of the right one)."""

_LEAST_RARITY = 0.02
"""Added to every word's rarity, 0–1, so that rows of everyday words only are compared too. From 0
to this the tuning alignments of bench/compare_alignment.py are the same; with 0.1 the weights,
learned with this, find two wrong pairs fewer of 14 and three covers more of 47."""

_LEAST_CONCEPT_WEIGHT = 0.1
"""Weight of a concept that every measure names; a rarer one adds its logarithm. With 0.001 the
tuning alignments of bench/compare_alignment.py are the same, with 0.5 they gain a cover."""

_RIVALS = 3
"""Nearest measures that show how alike any two of these reports are; set by hand, as
_LEAST_TOPIC_COSINE is: the weights of their signals are learned on what they give."""

_LEAST_TOPIC_COSINE = 0.3  # cosine of topics from which on two measures have the same topic


def gram_likeness(left: Sequence[Counted[Grams]], right: Sequence[Counted[Grams]]) -> Matrix:
    """Cosines of the pieces of words; 0 where a side has no letters."""
    if not left and not right:
        return np.zeros((0, 0))
    rows = [*left, *right]
    found, columns = np.unique(np.concatenate([row.terms for row in rows]), return_inverse=True)
    rarity = np.log((1 + len(rows)) / (1 + np.bincount(columns, minlength=len(found)))) + 1
    weights = np.concatenate([row.weights for row in rows]) * rarity[columns]
    return _sparse_cosines(
        columns, weights, sizes=[len(row.terms) for row in rows], lefts=len(left)
    )


def word_rarity(rows: Sequence[Words]) -> Mapping[str, float]:
    """How rare each word of `rows` is among them, 0 (in all) to 1 (nowhere)."""
    having = Counter(chain.from_iterable(row.terms for row in rows))
    most = math.log(1 + len(rows))
    return {word: math.log((1 + len(rows)) / (1 + n)) / most for word, n in having.items()}


def word_likeness(
    left: Sequence[Words], right: Sequence[Words], *, rarity: Mapping[str, float]
) -> Matrix:
    """Cosines of the words, weighted by rarity; 0 where a side has none."""
    rows = [*left, *right]
    if not rows:
        return np.zeros((0, 0))
    numbers = {word: number for number, word in enumerate(rarity)}
    columns = np.array([numbers[word] for row in rows for word in row.terms], dtype=np.int64)
    rare = np.array(list(rarity.values())) + _LEAST_RARITY
    weights = np.concatenate([row.weights for row in rows]) * rare[columns]
    sizes = [len(row.terms) for row in rows]
    return _sparse_cosines(columns, weights, sizes=sizes, lefts=len(left))


def _sparse_cosines(
    columns: NDArray[np.int64], weights: Matrix, *, sizes: Sequence[int], lefts: int
) -> Matrix:
    """Cosines of each of the first `lefts` rows to each of the others; 0 where one is empty.

    Entries of all rows come row by row, none with weight 0; `sizes` says how many each row has.
    """
    from scipy import sparse  # loads in 0.1 s

    rows = np.repeat(np.arange(len(sizes)), sizes)
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(sizes)))
    unit, width = weights / lengths[rows], 1 + int(columns.max(initial=0))
    ends = np.cumsum([0, *sizes])
    left, right = slice(0, ends[lefts]), slice(ends[lefts], None)
    # Made of their parts: by rows and columns of each entry it takes twice as long.
    ours = sparse.csr_array((unit[left], columns[left], ends[: lefts + 1]), shape=(lefts, width))
    theirs = sparse.csc_array(
        (unit[right], columns[right], ends[lefts:] - ends[lefts]), shape=(width, len(sizes) - lefts)
    )
    cosines: Matrix = (ours @ theirs).toarray()
    return np.clip(cosines, 0, 1)


def part_likeness(
    parts: Sequence[Terms], wholes: Sequence[Terms], *, rarity: Mapping[str, float]
) -> Matrix:
    """How alike each part is to one item of each whole, to the nearest: its title or a step.

    Cosines of words, weighted by rarity, shape (parts, wholes). A measure that does several
    things has one of them in one of its steps, which its other steps hide.
    """
    items = [item for whole in wholes for item in whole.items]
    if not items:
        return np.zeros((len(parts), len(wholes)))
    counts = np.array([len(whole.items) for whole in wholes])
    alike = word_likeness([part.task_words for part in parts], items, rarity=rarity)
    nearest: Matrix = np.maximum.reduceat(alike, np.cumsum(counts) - counts, axis=1)
    return nearest


def topic_likeness(
    left: Sequence[Mapping[str, float]], right: Sequence[Mapping[str, float]]
) -> Matrix:
    """How alike the topics are, 0–1: by their cosine, and by how few others have them.

    The mean of the cosine of the topics by their confidence, and of the same divided by the root
    of how many measures of each side have the topic. 0 where a side has no topic.
    """
    cosines = _dense_cosines(_as_rows([*left, *right]), lefts=len(left))
    same = cosines > _LEAST_TOPIC_COSINE
    rivals = same.sum(axis=1)[:, None] * same.sum(axis=0)[None, :]
    found: Matrix = (cosines + cosines / np.sqrt(np.maximum(rivals, 1))) / 2
    return found


def concept_likeness(left: Sequence[Terms], right: Sequence[Terms]) -> Matrix:
    """Cosines of the concepts, by where they are named and how rare they are.

    NaN where neither measure names any, which is no sign either way.
    """
    marks = _as_rows([one.concepts for one in chain(left, right)])
    rarity = np.log((1 + len(marks)) / (1 + (marks > 0).sum(axis=0)))
    alike = _dense_cosines(marks * (rarity + _LEAST_CONCEPT_WEIGHT), lefts=len(left))
    none = np.count_nonzero(marks, axis=1) == 0
    alike[np.outer(none[: len(left)], none[len(left) :])] = np.nan
    return alike


def other_objects(
    left: Sequence[Terms], right: Sequence[Terms], *, apart: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Where two titles share a means only, such as training, and each is about something else.

    Each names a concept that the other measure has nowhere. Of measures `apart` in topics these
    may be kinds of one thing, too: a stocktake and an acceptance are both of supplies.
    """
    found = np.zeros((len(left), len(right)), dtype=np.bool_)
    for (i, one), (j, other) in product(enumerate(left), enumerate(right)):
        shared = one.title_concepts & other.title_concepts
        own = (one.title_concepts - means()).difference(other.concepts)
        others = (other.title_concepts - means()).difference(one.concepts)
        if shared and own and others:
            kinds = wider(own) & wider(others) if apart[i, j] else frozenset()
            found[i, j] = shared <= means() | kinds
    return found


def _as_rows(rows: Sequence[Mapping[str, float]]) -> Matrix:
    """A row each with a column for each name, 0 where a row has not the name."""
    columns = {name: place for place, name in enumerate(sorted(set().union(*rows)))}
    found = np.zeros((len(rows), len(columns)))
    for line, row in zip(found, rows, strict=True):
        line[[columns[name] for name in row]] = list(row.values())
    return found


def _dense_cosines(rows: Matrix, *, lefts: int) -> Matrix:
    """Cosines of each of the first `lefts` rows to each of the others; 0 where one is all 0."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    cosines: Matrix = unit[:lefts] @ unit[lefts:].T
    return np.clip(cosines, 0, 1)


def ahead(alike: Matrix) -> Matrix:
    """How far two measures are more alike than each of them is to its nearest ones, -1–1.

    Boilerplate that all rows share raises all of them, and so none. Source of the form:
    cross-domain similarity local scaling, Conneau et al., "Word Translation Without
    Parallel Data", ICLR 2018.
    """
    near = np.sort(alike, axis=1)[:, -_RIVALS:].sum(axis=1) / _RIVALS
    other = np.sort(alike, axis=0)[-_RIVALS:].sum(axis=0) / _RIVALS
    found: Matrix = alike - (near[:, None] + other[None, :]) / 2
    return found


def lead(alike: Matrix) -> Matrix:
    """How far two measures are more alike than either is to any other one, -1–1.

    Below 0 where one of them has a nearer one.
    """
    found: Matrix = alike - np.maximum(_best_others(alike), _best_others(alike.T).T)
    return found


def _best_others(alike: Matrix) -> Matrix:
    """The greatest of the other values of each value's row; 0 where there is no other."""
    none = np.zeros((len(alike), 2))
    ranked = np.sort(np.concatenate([none, alike], axis=1), axis=1)
    return np.where(alike == ranked[:, -1:], ranked[:, -2:-1], ranked[:, -1:])


def indicator_likeness(left: Sequence[int | None], right: Sequence[int | None]) -> Matrix:
    """1 where both state the same indicator, -1 where they state different ones, else 0."""
    one = np.array([number or 0 for number in left], dtype=np.int64)[:, None]
    other = np.array([number or 0 for number in right], dtype=np.int64)[None, :]
    stated = (one > 0) & (other > 0)
    return np.where(stated, np.where(one == other, 1.0, -1.0), 0.0)
