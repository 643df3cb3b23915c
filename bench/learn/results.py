"""(g) What a result says came of its measure: a regression (enrich.carried_out).

Learned from those of bench/learning/results, each file another writer's but CASES, and from
what words and amounts (enrich.own_reports) call each. That one falls short is sure only from the
share on from which, in writers left out, LEAST_RIGHT of those so called do.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve

from bench.learn.columns import fitted
from bench.learn.material import FOLDER, measure
from itasearch.enrich.carried_out import SHORT, UNDONE, State, features
from itasearch.enrich.own_counts import short_of_plan
from itasearch.enrich.own_reports import state_of
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
_OF_STATE = {State.REFUSED: State.NOT_DONE, State.HANDED_OVER: State.ENDED}
"""Kinds of two states, learned apart from each other: as states of their own they would cost .03 of
what falls short."""
CASES = ("results_10", "results_11")
"""Short forms and chosen cases with near misses, some of tests: no writer's to leave out."""
_OFTEN = 2.0  # how often the first of these, short forms, count: reports are full of them


def learned() -> tuple[Mapping[str, Regression], str]:
    """The regressions by their files' names, and what the first, of which a share of .5 is sure, is
    worth in writers left out."""
    rows = [
        (path.stem, *row)
        for path in sorted((FOLDER / "results").glob("*.tsv"))
        for row in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
    seen = np.stack([_seen(row) for row in rows])
    files, kinds = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    states = np.array([_OF_STATE.get(State(it), it) for it in kinds])
    counts = Counter(states.tolist())
    weights = np.array([_OF_REPORTS[State(it)] * len(rows) / counts[it] for it in states.tolist()])
    weights[files == CASES[0]] *= _OFTEN

    def taught(chosen: NDArray[np.bool_]) -> Regression:
        given = states[chosen].tolist(), weights[chosen].tolist()
        return fitted(seen[chosen], *given, inverse_penalty=30)

    shares, by_writers = np.zeros(len(rows)), ~np.isin(files, CASES)
    for name in sorted(set(files[by_writers].tolist())):
        found = map(taught(files != name).shares, seen[files == name])
        shares[files == name] = [1 - it[State.DONE] - it[State.OTHERWISE] for it in found]
    judged = [it[by_writers] for it in (np.isin(states, [*SHORT]), shares, weights)]
    precision, recall, cuts = precision_recall_curve(*judged[:2], sample_weight=judged[2])
    at = int(np.argmax(precision >= LEAST_RIGHT))
    every = taught(np.ones(len(rows), dtype=np.bool_))
    raised = ~np.isin(every.classes, [*SHORT]) * np.log(cuts[at] / (1 - cuts[at]))
    surely = replace(every, constants=every.constants + raised)
    undone = np.isin(kinds, [*UNDONE, State.HANDED_OVER])
    given = kinds[undone].tolist(), np.ones(undone.sum())
    of_kinds = fitted(seen[undone], *given, inverse_penalty=30)
    told = f"{recall[at]:.3f} of what falls short at {precision[at]:.3f} right, from {cuts[at]:.3f}"
    return {"carried_out": surely, "not_done": of_kinds}, f"{told} on"


def _seen(row: Sequence[str]) -> Features:
    judged = measure("", row[2], row[3].replace(" / ", "\n"), f";;{row[4]}")
    result, is_less = judged.text("results"), any(short_of_plan(judged, judged))
    return features(judged, result, state_of(judged, result), is_less=is_less)
