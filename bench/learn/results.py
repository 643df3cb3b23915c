"""(g) Whether a result says that all was carried out: a regression (enrich.carried_out).

Learned from bench/learning/results, each file another writer's; that a result falls short is sure
only from the share on from which, in files left out, LEAST_RIGHT of such results do.
"""

import csv
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bench.learn.columns import fitted
from bench.learn.material import FOLDER, measure
from itasearch.enrich.carried_out import SHORT, features
from itasearch.enrich.own_reports import stated_state
from itasearch.text.regression import Features, Regression

LEAST_RIGHT = 0.92
_OF_REPORTS = {"done": 0.70, "otherwise": 0.05, "part": 0.14, "undone": 0.07, "ended": 0.04}
"""Shares of the states in reports, where results that fall short are fewer than in the material."""


@dataclass(frozen=True, slots=True)
class JudgedResults:
    """Results, each with its file, its state, how much it counts, and what is seen of it."""

    files: NDArray[np.str_]
    states: NDArray[np.str_]
    weights: NDArray[np.float64]
    seen: Features  #: shape (n, features)

    def fitted(self, chosen: NDArray[np.bool_]) -> Regression:
        """What these results teach."""
        states, weights = self.states[chosen].tolist(), self.weights[chosen].tolist()
        return fitted(self.seen[chosen], states, weights, inverse_penalty=30)


def judged_results() -> JudgedResults:
    """All of them, each file's in its order."""
    rows = [
        (path.stem, *row)
        for path in sorted((FOLDER / "results").glob("*.tsv"))
        for row in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
    files, states, *_ = map(np.array, zip(*rows, strict=True))
    counts = Counter(states.tolist())
    given = [
        measure("", title, "\n".join(steps.split(" / ")), f";;{result}")
        for _, _, title, steps, result in rows
    ]
    seen = [features(it, it.text("results"), stated_state(it)) for it in given]
    weights = np.array([_OF_REPORTS[it] * len(rows) / counts[it] for it in states.tolist()])
    return JudgedResults(files, states, weights, np.stack(seen))


def learned(given: JudgedResults) -> tuple[Regression, str]:
    """The regression, by which a share of .5 is sure, and what it is worth in files left out."""
    shares = np.empty(len(given.files))
    for name in sorted(set(given.files.tolist())):
        own = given.files == name
        by_others = given.fitted(~own)
        found = map(by_others.shares, given.seen[own])
        shares[own] = [sum(it[state] for state in SHORT) for it in found]
    order = np.argsort(-shares)
    weights, is_short = given.weights[order], np.isin(given.states, [*SHORT])[order]
    right = np.cumsum(weights * is_short)
    precision = right / np.cumsum(weights)
    last = int(np.flatnonzero(precision >= LEAST_RIGHT)[-1])
    least, recall = shares[order][last], right[last] / right[-1]
    every = given.fitted(np.ones(len(given.files), dtype=np.bool_))
    raised = ~np.isin(every.classes, [*SHORT]) * np.log(least / (1 - least))
    told = f"{recall:.3f} of what falls short at {precision[last]:.3f} right, from {least:.3f} on"
    return replace(every, constants=every.constants + raised), told
