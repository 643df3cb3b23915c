"""One measure that covers several of the other report: "ours covers 2 of theirs".

A measure of the other side may be a part of a measure if their texts are near each other, there
is evidence enough that they belong together and that it does what one of its steps says, if it is
nearer to no other measure, and if it has no pair of its own that is as good. A measure, its
partner among the pairs and such parts make a cover. Where the partner is clearly the counterpart,
the cover extends their pair; where the parts count alike, it replaces the pair. The thresholds
below, but for _PART_WEIGHT, were chosen by what `bench/compare_alignment.py --learn` reports of
covers (docs/compare.md).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from itasearch.compare.pairing.likeness import Matrix
from itasearch.compare.pairing.signals import Signals
from itasearch.model.comparison import LEAST_NEAR

_PART_WEIGHT = 3.2
"""Weight of the likeness to one step, learned on judged covers as those of signals are."""

_MORE_FOR_PART = 0.8
"""How much more evidence (log of odds) a part needs than a pair: it has more to choose from."""

_MOST_BELOW_NEAREST = 4.5  # how much less there may be for a part than for the nearest one

_LEAST_STEP_LIKENESS = 0.6
"""Likeness to one step from which on a part may be farther than that: it is that step."""

_LEAST_CLEAR_LEAD = 2.5
"""How much more evidence (log of odds) there is for a part that stays a pair than for the next."""

_LEAST_GAIN_OVER_PAIR = 0.5
"""How much more there must be for a part of a cover than for a pair of its own."""

NEVER = -1e6
"""Evidence of what no alignment takes."""

CERTAIN = 1e3
"""Evidence of what a person said is the same."""

_LEAST_COPY_LIKENESS = 0.95
"""Measures as alike as this are one and the same, however often a report repeats it."""

_MOST_PARTS = 6  # parts of one cover: the best ones, where a general measure is near to more

DIGITS = 4
"""Of a similarity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedCover:
    """Indices into the reports' measures: one on one side, two or more on the other.

    Attributes:
        similarity: 0–1, the mean over the parts.
        main: the pair that the cover extends; None where all parts count alike.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float
    main: tuple[int, int] | None = None

    def turned(self) -> "AlignedCover":
        """The cover with the reports' sides swapped."""
        main = self.main and (self.main[1], self.main[0])
        return replace(self, left=self.right, right=self.left, main=main)


def find_covers(
    odds: Matrix, found: Signals, alike: Matrix, *, least: float, pairs: Collection[tuple[int, int]]
) -> tuple[AlignedCover, ...]:
    """All covers, in the left report's order; no measure is in two.

    Args:
        odds: evidence that two measures belong together, as log of odds; `least` is the cut-off.
        pairs: the best alignment one to one; every cover holds one of them.
    """
    is_part = ((alike >= LEAST_NEAR) & (alike < _LEAST_COPY_LIKENESS)) | (found.judged > 0)
    theirs = np.where(is_part, odds + _PART_WEIGHT * found.right_parts, NEVER)
    ours = np.where(is_part, odds + _PART_WEIGHT * found.left_parts, NEVER)
    turned = [(right, left) for left, right in pairs]
    least += _MORE_FOR_PART
    groups = [
        *_groups(odds, theirs, alike, pairs=pairs, least=least),
        *(one.turned() for one in _groups(odds.T, ours.T, alike.T, pairs=turned, least=least)),
    ]

    def worst_last(one: AlignedCover) -> tuple[float, tuple[int, ...], tuple[int, ...]]:
        return -float(odds[np.ix_(one.left, one.right)].mean()), one.left, one.right

    taken: tuple[set[int], set[int]] = set(), set()
    covers: list[AlignedCover] = []
    for one in sorted(groups, key=worst_last):
        if not taken[0] & set(one.left) and not taken[1] & set(one.right):
            taken[0].update(one.left)
            taken[1].update(one.right)
            covers.append(one)
    return tuple(sorted(covers, key=lambda one: one.left))


def _groups(
    odds: Matrix, parts: Matrix, alike: Matrix, *, pairs: Collection[tuple[int, int]], least: float
) -> Iterator[AlignedCover]:
    """Rows with the columns that they cover, by the evidence that these are `parts` of them."""
    if not odds.size:
        return
    nearest = parts.argmax(axis=0)[None, :] == np.arange(len(odds))[:, None]
    within = parts >= parts.max(axis=1, keepdims=True) - _MOST_BELOW_NEAREST
    near = (
        nearest
        & (parts >= least)
        & (within | (parts - odds >= _PART_WEIGHT * _LEAST_STEP_LIKENESS))
    )
    for row, column in pairs:
        # A part with a pair of its own leaves it only for clearly better company.
        others = odds[:, column] < odds[row, column] + _LEAST_GAIN_OVER_PAIR
        others[row] = False
        near[others, column] = False
    for row, column in pairs:
        best_first = sorted(np.flatnonzero(near[row]), key=lambda part: -parts[row, part])
        found = tuple(sorted(int(part) for part in best_first[:_MOST_PARTS]))
        if column in found and len(found) > 1:
            next_best = max(odds[row, part] for part in found if part != column)
            is_clear = bool(odds[row, column] >= next_best + _LEAST_CLEAR_LEAD)
            yield AlignedCover(
                left=(row,),
                right=found,
                similarity=round(float(alike[row, list(found)].mean()), DIGITS),
                main=(row, column) if is_clear else None,
            )
