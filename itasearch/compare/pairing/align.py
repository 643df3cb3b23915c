"""Alignment of two reports' measures: which do the same thing, and which cover several.

Signals of wording, concepts, topics and meaning are summed with the weights of a logistic
regression, learned by `python bench/compare_alignment.py --learn` on judgements by hand; the
means that all towns use (web site, meeting, training) weigh little, as their words are common.
First, of all one-to-one alignments, the one with the greatest sum above the learned cut-off is
taken (Kuhn-Munkres, by SciPy); then a pair grows to a cover where one measure covers
several of the other side, and what that leaves free is aligned again. Figures: docs/compare.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from itasearch.compare.pairing.covers import DIGITS, NEVER, AlignedCover, find_covers
from itasearch.compare.pairing.likeness import Matrix
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.signals import Signals, signals
from itasearch.model.records import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingWeights:
    """Weights of the signals of the same names, and from which sum on two are a pair.

    Attributes:
        least: the learned cut-off; the sum with `bias` is a logarithm of odds.
    """

    letters: float
    words: float
    ahead: float
    concepts: float
    stated: float
    bias: float
    least: float
    own_meaning: float = 0.0
    topics: float = 0.0


WITH_TOPICS = PairingWeights(
    letters=2.17,
    words=2.59,
    ahead=5.68,
    concepts=2.68,
    stated=1.78,
    bias=-6.93,
    least=-1.2,
    own_meaning=6.74,
    topics=4.05,
)
"""For measures that the index knows."""

WITH_MEANING = PairingWeights(
    letters=2.83,
    words=2.49,
    ahead=7.58,
    concepts=4.6,
    stated=1.84,
    bias=-6.39,
    least=-1.7,
    own_meaning=8.37,
)
"""Where no topic of any measure is known."""

BY_WORDING = PairingWeights(
    letters=5.72,
    words=4.95,
    ahead=10.63,
    concepts=5.38,
    stated=1.8,
    bias=-5.1,
    least=-1.9,
)
"""Without vectors."""


_PLACE_BONUS = 1e-6
"""Of equally good alignments the one that keeps the reports' order is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPair:
    """Measures `left` and `right` (indices into their reports' measures) are a pair.

    Attributes:
        similarity: how alike their texts are, 0–1; 1 for the same text.
    """

    left: int
    right: int
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Each measure is in one of these, but for the pair that a cover extends.

    Attributes:
        pairs: one to one, in the left report's order.
        covers: one to many, in the left report's order.
    """

    pairs: tuple[AlignedPair, ...]
    covers: tuple[AlignedCover, ...]


def align(
    left: Report, right: Report, *, meanings: Meanings | None, covers: bool = True
) -> Alignment:
    """The best alignment of two reports.

    Swapping the sides gives the same pairs and covers, swapped. A measure without any
    letters is in none.

    Args:
        left: a report.
        right: another report.
        meanings: what is known besides words; None aligns by wording and concepts alone.
        covers: whether pairs may grow to covers; else all stay one to one.
    """
    if left.id > right.id:
        # Sums in another order differ in their last bit: both ways take the same one.
        return _swapped(align(right, left, meanings=meanings, covers=covers))
    found = signals(left, right, meanings=meanings)
    weights = WITH_MEANING if found.topics is None else WITH_TOPICS
    return align_signals(found, BY_WORDING if found.meaning is None else weights, covers=covers)


def align_signals(found: Signals, weights: PairingWeights, *, covers: bool = True) -> Alignment:
    """The best alignment by these signals and weights; see align."""
    odds, alike = evidence(found, weights), similarities(found)
    pairs = _best(odds, alike, least=weights.least)
    if not covers:
        return Alignment(pairs=pairs, covers=())
    links = {(one.left, one.right) for one in pairs}
    groups = find_covers(odds, found, alike, least=weights.least, pairs=links)
    free = _without_covers(odds, groups)
    return Alignment(pairs=_best(free, alike, least=weights.least), covers=groups)


def _without_covers(odds: Matrix, covers: Sequence[AlignedCover]) -> Matrix:
    """The evidence for what no cover holds, and for the pairs that covers extend."""
    free = odds.copy()
    for cover in covers:
        free[list(cover.left), :] = NEVER
        free[:, list(cover.right)] = NEVER
    for cover in covers:
        if cover.main is not None:
            free[cover.main] = odds[cover.main]
    return free


def evidence(found: Signals, weights: PairingWeights) -> Matrix:
    """The sum of the weighted signals: a logarithm of odds that two measures are a pair."""
    total: Matrix = (
        weights.bias
        + weights.letters * found.letters
        + weights.words * found.words
        + weights.ahead * found.ahead
        + weights.concepts * np.nan_to_num(found.concepts)
        + weights.stated * found.stated
    )
    if found.own_meaning is not None:
        total = total + weights.own_meaning * found.own_meaning
    if found.topics is not None:
        total = total + weights.topics * found.topics
    return np.where(found.has_text > 0, total, NEVER)


def similarities(found: Signals) -> Matrix:
    """How alike the texts of any two measures are, 0–1, to four digits.

    The root of the mean likeness of letters, words, meaning and, where one of the two
    names any, concepts, so that a rewording (.2) reads as what it is (.45) and a copy is 1.
    """
    votes = [found.letters, found.words, found.concepts]
    if found.meaning is not None:
        votes.append(found.meaning)
    likeness: Matrix = np.sqrt(np.clip(np.nanmean(votes, axis=0), 0, 1)) * found.has_text
    return likeness.round(DIGITS)


def _best(odds: Matrix, alike: Matrix, *, least: float) -> tuple[AlignedPair, ...]:
    from scipy.optimize import linear_sum_assignment  # loads in 0.3 s

    gain = np.maximum(odds - least, 0)
    apart = np.subtract.outer(*(np.linspace(0, 1, length) for length in gain.shape))
    gain += np.where(gain > 0, _PLACE_BONUS * (1 - np.abs(apart)), 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return tuple(
        AlignedPair(left=int(i), right=int(j), similarity=float(alike[i, j]))
        for i, j in zip(rows, columns, strict=True)
        if odds[i, j] > least
    )


def _swapped(found: Alignment) -> Alignment:
    pairs = [replace(one, left=one.right, right=one.left) for one in found.pairs]
    return Alignment(
        pairs=tuple(sorted(pairs, key=lambda one: one.left)),
        covers=tuple(sorted((one.turned() for one in found.covers), key=lambda one: one.left)),
    )
