"""The steps of two measures compared: same, changed, missing, added.

A step is an item of the field; where an item runs several numbered steps together they are
separated. Two steps correspond when half their letters do; of all ways to join them the best
is taken.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment

from itasearch.compare.difference.spans import comparable, text_difference
from itasearch.model.comparison import FieldDifference
from itasearch.model.records import Report

_LEAST_STEP_LIKENESS = 0.5
"""Share of letters in common, 0–1, from which on two steps correspond; chosen by hand on the
fixtures, not measured."""

_MOST_STEPS = 200
"""Steps of a measure that are compared; bounds the work on hostile text."""

_NEXT_STEP = re.compile(
    r"\n+|\s+(?=[•●▪\uf0b7]\s*\S)|(?<=\S)\s+(?=-\s?[ก-ฮเ-ไ])"
    r"|(?<=\S)\s+(?=\(?(?:[1-9๑-๙]|[1๑][0-9๐-๙])\s?[.)]\s*[ก-ฮเ-ไ])"
)


def split_steps(text: str) -> tuple[str, ...]:
    """The steps of a field, each as read; an empty text has none."""
    parts = (part.strip() for part in _NEXT_STEP.split(text))
    return tuple(part for part in parts if part)[:_MOST_STEPS]


def step_differences(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> tuple[FieldDifference, ...]:
    """Compare the steps of `left` (of reports[0]) with those of `right` (of reports[1]).

    In the left measure's order; a step that only the right one has comes behind the one
    that it follows there.
    """
    ours, theirs = split_steps(left), split_steps(right)
    partner = _partners(
        [comparable(step, reports[0]) for step in ours],
        [comparable(step, reports[1]) for step in theirs],
    )
    return tuple(_in_order(ours, theirs, partner, reports=reports))


def _partners(ours: Sequence[str], theirs: Sequence[str]) -> dict[int, int]:
    """Which of `theirs` each of `ours` goes with; of equally good ones the nearest."""
    if not ours or not theirs:
        return {}
    alike = process.cdist(ours, theirs, scorer=Indel.normalized_similarity, dtype=np.float64)
    one, other = np.linspace(0, 1, len(ours)), np.linspace(0, 1, len(theirs))
    near = 1e-6 * (1 - np.abs(one[:, None] - other[None, :]))
    rows, columns = linear_sum_assignment(
        np.where(alike >= _LEAST_STEP_LIKENESS, alike + near, 0), maximize=True
    )
    return {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if alike[row, column] >= _LEAST_STEP_LIKENESS
    }


def _in_order(
    ours: Sequence[str],
    theirs: Sequence[str],
    partner: dict[int, int],
    *,
    reports: tuple[Report, Report],
) -> Iterator[FieldDifference]:
    paired = {right: left for left, right in partner.items()}
    behind: dict[int, list[int]] = {}
    last = -1 if partner else len(ours) - 1  # nothing in common: one list behind the other
    for number in range(len(theirs)):
        if number in paired:
            last = paired[number]
        else:
            behind.setdefault(last, []).append(number)
    for number in range(-1, len(ours)):
        if number >= 0:
            right = theirs[partner[number]] if number in partner else ""
            yield text_difference("steps", ours[number], right, reports=reports)
        for added in behind.get(number, ()):
            yield text_difference("steps", "", theirs[added], reports=reports)
