"""One-to-one alignment of two reports' measures: which do the same thing.

Five signals have one vote each: letters of the titles, letters of titles and
steps, words of the row, concepts that the titles name, and meaning by vectors.
A pair's similarity is the root of their mean, so that a rewording (.2) reads as
what it is (.45) and a copy is 1. Of all one-to-one alignments the one with the
greatest sum above the cut-off is taken (Kuhn–Munkres, by SciPy).

Chosen on 37 pairs of reports judged by hand: F1 .91 (precision and recall .91),
also without vectors; letters of the titles alone .80, of titles and steps .82,
vectors alone .70. No other weighing that was tried did better than one vote each.

Imports its neighbours, model, numpy and SciPy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from itasearch.compare.likeness import (
    Matrix,
    concept_likeness,
    gram_likeness,
    indicator_likeness,
    word_likeness,
)
from itasearch.compare.meaning import Meanings
from itasearch.compare.terms import Terms, terms
from itasearch.model.records import Measure, Report

LEAST_SIMILARITY = 0.40
"""Below it two measures are no pair; judged pairs lie above it, others mostly below."""

_LEAST_WITHOUT_VECTORS = 0.44

_UNRELATED_COSINE = 0.3
"""Cosine that measures of this domain have without saying anything alike."""

_DOUBTFUL_COSINE = 0.6
"""Above .65 hardly any judged pair was wrong, above .70 none: meaning alone decides there."""

_INDICATOR_BONUS = 0.05
_RARE_CONCEPT_BONUS = 0.04
"""What one title is about and the other measure names deep inside a cell."""

_PLACE_BONUS = 1e-6
"""Of equally good alignments the one that keeps the reports' order is taken."""

_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPair:
    """Measures `left` and `right` (indices into their reports' measures) are a pair."""

    left: int
    right: int
    similarity: float


def align(left: Report, right: Report, *, meanings: Meanings | None) -> tuple[AlignedPair, ...]:
    """The best one-to-one alignment, in the left report's order.

    Swapping the sides gives the same pairs, swapped. A measure without any letters
    is never paired.

    Args:
        left: a report.
        right: another report.
        meanings: directions of measures; None aligns by wording and concepts alone.
    """
    if left.id > right.id:
        # Sums in another order differ in their last bit: both ways take the same one.
        swapped = align(right, left, meanings=meanings)
        found = [
            AlignedPair(left=one.right, right=one.left, similarity=one.similarity)
            for one in swapped
        ]
        return tuple(sorted(found, key=lambda one: one.left))
    similarity = similarities(left, right, meanings=meanings)
    least = _LEAST_WITHOUT_VECTORS if meanings is None else LEAST_SIMILARITY
    gain = np.maximum(similarity - least, 0)
    gain += np.where(gain > 0, _PLACE_BONUS * _nearness(*gain.shape), 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return tuple(
        AlignedPair(left=int(i), right=int(j), similarity=float(similarity[i, j]))
        for i, j in zip(rows, columns, strict=True)
        if similarity[i, j] >= least
    )


def similarities(left: Report, right: Report, *, meanings: Meanings | None) -> Matrix:
    """How alike each measure of `left` is to each of `right`: 0–1, to four digits."""
    one = [terms(measure, left.organisation) for measure in left.measures]
    other = [terms(measure, right.organisation) for measure in right.measures]
    votes = [
        gram_likeness([t.title_grams for t in one], [t.title_grams for t in other]),
        gram_likeness([t.task_grams for t in one], [t.task_grams for t in other]),
        word_likeness([t.words for t in one], [t.words for t in other]),
    ]
    sure: Matrix = np.zeros(votes[0].shape)
    if meanings is not None:
        cosines = _cosines(left.measures, right.measures, meanings)
        votes.append(_above(cosines, _UNRELATED_COSINE))
        sure = _above(cosines, _DOUBTFUL_COSINE)
    concepts = concept_likeness(one, other)
    mean = _mean(votes, concepts.shared) + _RARE_CONCEPT_BONUS * concepts.rare
    mean += _INDICATOR_BONUS * indicator_likeness(
        [measure.indicator for measure in left.measures],
        [measure.indicator for measure in right.measures],
    )
    likeness = np.sqrt(np.clip(np.maximum(mean, sure), 0, 1))
    similarity: Matrix = likeness * np.outer(_has_text(one), _has_text(other))
    return similarity.round(_DIGITS)


def _cosines(left: Sequence[Measure], right: Sequence[Measure], meanings: Meanings) -> Matrix:
    directions = meanings.directions([*left, *right]).astype(np.float64)
    cosines: Matrix = directions[: len(left)] @ directions[len(left) :].T
    return cosines


def _above(cosines: Matrix, floor: float) -> Matrix:
    """`cosines` stretched so that `floor` and less become 0, and 1 stays 1."""
    stretched: Matrix = np.clip((cosines - floor) / (1 - floor), 0, 1)
    return stretched


def _mean(votes: Sequence[Matrix], concepts: Matrix) -> Matrix:
    """Mean of the votes; that of the concepts (NaN: none named) counts where it is cast."""
    cast = ~np.isnan(concepts)
    total: Matrix = np.sum(votes, axis=0) + np.where(cast, concepts, 0)
    mean: Matrix = total / (len(votes) + cast)
    return mean


def _has_text(measures: Sequence[Terms]) -> Matrix:
    return np.array([bool(one.words or len(one.task_grams)) for one in measures], dtype=np.float64)


def _nearness(rows: int, columns: int) -> Matrix:
    """1 for the same place in both reports, 0 for the opposite ends."""
    one, other = np.linspace(0, 1, rows)[:, None], np.linspace(0, 1, columns)[None, :]
    return 1 - np.abs(one - other)
