"""(g) What a result says came of its measure: a regression (enrich.carried_out).

Learned from those of bench/learning/results, each file another writer's but CASES, and from
what words and amounts (enrich.own_reports) call each. That one falls short is sure only from the
share on from which, in writers left out, LEAST_RIGHT of those so called do.
"""

import csv
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bench.learn.columns import fitted
from bench.learn.material import FOLDER, measure
from itasearch.enrich.carried_out import SHORT, State, features
from itasearch.enrich.own_counts import short_of_plan
from itasearch.enrich.own_reports import state_of
from itasearch.model.records import Measure
from itasearch.text.regression import Features, Regression

LEAST_RIGHT = 0.82
_OF_REPORTS = {
    State.DONE: 0.82,
    State.OTHERWISE: 0.04,
    State.IN_PART: 0.08,
    State.NOT_DONE: 0.04,
    State.ENDED: 0.02,
}
"""Shares of the states in reports, supposed: of strangers' reports a tenth to a third fall short,
of those of the repository a fortieth; in the material half."""
CASES = ("results_10", "results_11")
"""Short forms and chosen cases with near misses, some of tests: no writer's to leave out."""
_OFTEN = 2.0  # how often the first of these, short forms, count: reports are full of them


@dataclass(frozen=True, slots=True)
class JudgedResults:
    """Results, each with its file, its state, how much it counts, and what is seen of it."""

    files: NDArray[np.str_]
    states: NDArray[np.str_]
    weights: NDArray[np.float64]
    seen: Features  #: shape (n, features)

    def fitted(self, chosen: NDArray[np.bool_]) -> Regression:
        """What these results teach."""
        given = self.states[chosen].tolist(), self.weights[chosen].tolist()
        return fitted(self.seen[chosen], *given, inverse_penalty=30)


def judged_results() -> JudgedResults:
    """All of them, each file's in its order."""
    rows = [
        (path.stem, *row)
        for path in sorted((FOLDER / "results").glob("*.tsv"))
        for row in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
    counts = Counter(row[1] for row in rows)
    given = [measure("", it[2], it[3].replace(" / ", "\n"), f";;{it[4]}") for it in rows]
    return JudgedResults(
        np.array([row[0] for row in rows]),
        np.array([row[1] for row in rows]),
        np.array([_weight(*row[:2]) * len(rows) / counts[row[1]] for row in rows]),
        np.stack([_seen(it) for it in given]),
    )


def _weight(file: str, state: str) -> float:
    return _OF_REPORTS[State(state)] * (_OFTEN if file == CASES[0] else 1)


def _seen(row: Measure) -> Features:
    result, is_less = row.text("results"), any(short_of_plan(row, row))
    return features(row, result, state_of(row, result), is_less=is_less)


def learned(given: JudgedResults) -> tuple[Regression, str]:
    """The regression, by which a share of .5 is sure, and what it is worth in writers left out."""
    shares = np.zeros(len(given.files))
    by_writers = ~np.isin(given.files, CASES)
    for name in sorted(set(given.files[by_writers].tolist())):
        own = given.files == name
        found = map(given.fitted(~own).shares, given.seen[own])
        shares[own] = [sum(it[state] for state in SHORT) for it in found]
    order = np.argsort(-shares)[: by_writers.sum()]
    weights, is_short = given.weights[order], np.isin(given.states, [*SHORT])[order]
    right = np.cumsum(weights * is_short)
    precision = right / np.cumsum(weights)
    last = int(np.flatnonzero(precision >= LEAST_RIGHT)[-1])
    least, recall = shares[order][last], right[last] / right[-1]
    every = given.fitted(np.ones(len(given.files), dtype=np.bool_))
    raised = ~np.isin(every.classes, [*SHORT]) * np.log(least / (1 - least))
    told = f"{recall:.3f} of what falls short at {precision[last]:.3f} right, from {least:.3f} on"
    return replace(every, constants=every.constants + raised), told
