"""One measure that stands for several of the other report: "ours covers 2 of theirs".

Several measures of one side belong to a measure of the other if each of them is nearer
to it than to any other measure, if its title and steps name what each of their titles
does, and if none is much farther than the nearest. Two of them make a cover.
Imports its neighbours, model and numpy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.compare.likeness import Matrix
from itasearch.compare.signals import Signals

Mask: TypeAlias = NDArray[np.bool_]

_REACH = 3.0
"""How much less evidence there may be for a part than for the nearest one (log of odds)."""

_HELD = 0.25
"""Least share of a part's title that the measure which covers it names."""

_NAMED = 0.8
"""Share of its title from which on a part may be farther than that."""

_SURE = 1.0
"""Evidence from which on a part need not be named: one line may sum up two long ones."""

_COPY = 0.95
"""Measures as alike as this are one and the same, however often a report repeats it."""

_MOST = 6
"""Parts of one cover; a measure near to more is too general to stand for any."""

_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedCover:
    """Indices into the reports' measures: one on one side, two or more on the other.

    Attributes:
        similarity: 0–1, the mean over the parts.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float


def find_covers(
    odds: Matrix, found: Signals, alike: Matrix, *, least: float
) -> tuple[AlignedCover, ...]:
    """All covers, in the left report's order; no measure is in two.

    Args:
        odds: evidence that two measures belong together, as log of odds.
        found: the signals that it was made of.
        alike: similarity of any two measures.
        least: cut-off of pairs.
    """
    parts, sure = (odds > least) & (alike < _COPY), odds > _SURE
    ours = parts & (sure | (found.left_holds >= _HELD))
    theirs = parts & (sure | (found.right_holds >= _HELD))
    groups: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        *(((one,), many) for one, many in _groups(odds, ours, found.left_holds)),
        *((many, (one,)) for one, many in _groups(odds.T, theirs.T, found.right_holds.T)),
    ]
    best_first = sorted(groups, key=lambda sides: (-_evidence(odds, *sides), sides))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    covers: list[AlignedCover] = []
    for left, right in best_first:
        if taken_left & set(left) or taken_right & set(right):
            continue
        taken_left.update(left)
        taken_right.update(right)
        similarity = round(float(alike[np.ix_(left, right)].mean()), _DIGITS)
        covers.append(AlignedCover(left=left, right=right, similarity=similarity))
    return tuple(sorted(covers, key=lambda one: one.left))


def _groups(odds: Matrix, parts: Mask, holds: Matrix) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Rows of `odds` with the columns, out of those that may be `parts`, that they cover."""
    if not odds.size:
        return
    nearest = odds.argmax(axis=0)[None, :] == np.arange(len(odds))[:, None]
    near = (odds >= odds.max(axis=1, keepdims=True) - _REACH) | (holds >= _NAMED)
    for row, found in enumerate(nearest & near & parts):
        columns = tuple(int(column) for column in np.flatnonzero(found))
        if 2 <= len(columns) <= _MOST and int(odds[row].argmax()) in columns:
            yield row, columns


def _evidence(odds: Matrix, left: tuple[int, ...], right: tuple[int, ...]) -> float:
    return float(odds[np.ix_(left, right)].mean())
