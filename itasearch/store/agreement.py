"""How much two reports agree: their measures, by title and steps, and the years they name.

Titles and steps say what is planned; results grow from version to version. Letters
may be misread on either side. Pure functions. Imports rapidfuzz and NumPy only.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

SAME_REPORT = 0.6
"""Least share of measures, of the longer report, that agree in two versions of one report."""

SAME_MEASURE = 0.75
"""Least weighted similarity of title and steps of one measure in two versions."""

TITLE_WEIGHT = 0.7


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What tells a measure from another of its report, squashed; steps may be ""."""

    title: str
    steps: str


def agreement(
    left: Sequence[MeasureText], right: Sequence[MeasureText], *, same: float = SAME_MEASURE
) -> float:
    """Share of the longer report's measures that have a counterpart in the other, 0 to 1.

    Counterparts are one-to-one, found greedily from the most alike titles down; their
    weighted similarity is at least `same`.
    """
    longer = max(len(left), len(right))
    if min(len(left), len(right)) < SAME_REPORT * longer or not longer:
        return 0.0
    common = Counter(left) & Counter(right)
    rest_left = list((Counter(left) - common).elements())
    rest_right = list((Counter(right) - common).elements())
    return (common.total() + _pairs(rest_left, rest_right, same)) / longer


def _pairs(left: Sequence[MeasureText], right: Sequence[MeasureText], same: float) -> int:
    """How many pairs of measures are alike, each measure in one pair at most."""
    if not left or not right:
        return 0
    titles = process.cdist(
        [one.title for one in left],
        [one.title for one in right],
        scorer=fuzz.ratio,
        score_cutoff=(same - (1 - TITLE_WEIGHT)) / TITLE_WEIGHT * 100,
        dtype=np.float32,
    )
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    places = np.argwhere(titles > 0)
    for i, j in sorted(places.tolist(), key=lambda place: -titles[place[0], place[1]]):
        if i not in free_left or j not in free_right:
            continue
        if _likeness(left[i], right[j], titles[i, j] / 100) >= same:
            free_left.remove(i)
            free_right.remove(j)
    return len(left) - len(free_left)


def _likeness(left: MeasureText, right: MeasureText, title: float) -> float:
    if not left.steps or not right.steps:
        return title
    steps = fuzz.ratio(left.steps, right.steps) / 100
    return TITLE_WEIGHT * title + (1 - TITLE_WEIGHT) * steps


def shared(left: Sequence[int], right: Sequence[int]) -> float:
    """Share of the shorter sequence's numbers that the other has too, 0 to 1; 1 for none.

    The shorter one counts, for a scan misreads some years as no years at all.
    """
    shorter = min(len(left), len(right))
    return (Counter(left) & Counter(right)).total() / shorter if shorter else 1.0
