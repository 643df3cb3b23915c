"""(g) What a result says came of its measure: a regression (enrich.carried_out).

Learned from those of bench/learning/results, each file another writer's but _CASES, and from
what words and amounts (enrich.own_reports) call each. That one falls short is sure only from the
share on from which, in writers left out, LEAST_RIGHT of those so called do.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve

from bench.learn.columns import fitted
from bench.learn.material import FOLDER, measure
from itasearch.enrich.carried_out import (
    SHORT,
    UNDONE,
    State,
    blended,
    features,
    features_for_good,
    vector_features,
)
from itasearch.enrich.own_counts import short_of_plan
from itasearch.enrich.own_reports import state_of
from itasearch.model.records import Measure
from itasearch.text.regression import Features, Regression

LEAST_RIGHT = 0.82
LEAST_OVER = 0.92  #: Of what is called done for good
_HEADS = ("state", "title", "steps", "result", "timeframe", "next")  # or the first four
_OF_NEXT = {"once": 0.3, "again": 0.7}  # shares in reports, of what is done, supposed
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
_SHORT_FORMS = tuple(f"results_{number}" for number in (10, 18, 19, 25))
_CASES = (*_SHORT_FORMS, *(f"results_{number}" for number in (11, 15, 16, 17, 22, 23)))
"""Short forms, cases of tests, and writers' of chosen kinds with near misses: not as reports are,
and no cut-off is judged by them."""
_OFTEN = 2.0  # how often short forms count: reports are full of them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """Results with what is seen of each, in one way or two, what it is, who wrote it and how much
    it counts."""

    seen: Sequence[Features]
    classes: NDArray[np.str_]
    files: NDArray[np.str_]
    weights: NDArray[np.float64]
    inverse_penalties: Sequence[float]

    def taught(self, chosen: NDArray[np.bool_]) -> Sequence[Regression]:
        """What these teach."""
        given = self.classes[chosen].tolist(), self.weights[chosen].tolist()
        return [
            fitted(seen[chosen], *given, inverse_penalty=penalty)
            for seen, penalty in zip(self.seen, self.inverse_penalties, strict=True)
        ]

    def sure(self, sought: Sequence[str], least: float) -> tuple[Sequence[Regression], str]:
        """What all teach, so that from a share of .5 of the classes sought on, in writers left out,
        at least so many of them are right; and what that is worth there."""
        shares, by_writers = np.zeros(len(self.files)), ~np.isin(self.files, _CASES)
        for name in sorted(set(self.files[by_writers].tolist())):
            ways = zip(self.taught(self.files != name), self.seen, strict=True)
            opinions = [map(it.shares, seen[self.files == name]) for it, seen in ways]
            found = (reduce(blended, of_row) for of_row in zip(*opinions, strict=True))
            shares[self.files == name] = [sum(it.get(one, 0.0) for one in sought) for it in found]
        judged = [it[by_writers] for it in (np.isin(self.classes, sought), shares, self.weights)]
        precision, recall, cuts = precision_recall_curve(*judged[:2], sample_weight=judged[2])
        at = int(np.argmax(precision >= least))
        every = self.taught(np.ones(len(self.files), dtype=np.bool_))
        raised = ~np.isin(every[0].classes, sought) * np.log(cuts[at] / (1 - cuts[at]))
        surely = [replace(it, constants=it.constants + raised) for it in every]
        return surely, f"{recall[at]:.3f} at {precision[at]:.3f} right, from {cuts[at]:.3f} on"


def learned() -> tuple[Mapping[str, Regression], str]:
    """The regressions by their files' names, and what the first two, as one, and the last, of which
    a share of .5 is sure, are worth in writers left out."""
    rows = [row for path in sorted((FOLDER / "results").glob("*.tsv")) for row in results_of(path)]
    files, kinds = (np.array([row[it] for row in rows]) for it in ("file", "state"))
    states = np.array([_OF_STATE.get(State(it), it) for it in kinds])
    counts = Counter(states.tolist())
    weights = np.array([_OF_REPORTS[State(it)] * len(rows) / counts[it] for it in states.tolist()])
    weights[np.isin(files, _SHORT_FORMS)] *= _OFTEN
    judged = [measure("", row["title"], _steps(row), f";;{row['result']}") for row in rows]
    seen = np.stack([_seen(it) for it in judged])
    of_states = _Material(
        seen=[seen, np.stack([vector_features(it, it.text("results")) for it in judged])],
        classes=states,
        files=files,
        weights=weights,
        inverse_penalties=[30, 3],
    )
    (surely, by_vectors), told = of_states.sure([*SHORT], LEAST_RIGHT)
    undone = np.isin(kinds, [*UNDONE, State.HANDED_OVER])
    given = kinds[undone].tolist()
    of_kinds = fitted(seen[undone], given, [1.0] * len(given), inverse_penalty=30)
    done = [row for row in rows if row.get("next") in _OF_NEXT]
    of_next = _Material(
        seen=[np.stack([_seen_for_good(row) for row in done])],
        classes=np.array([row["next"] for row in done]),
        files=np.array([row["file"] for row in done]),
        weights=np.array([_OF_NEXT[row["next"]] for row in done]),
        inverse_penalties=[10],
    )
    (for_good,), told_of_next = of_next.sure(["once"], LEAST_OVER)
    found = {
        "carried_out": surely,
        "by_vectors": by_vectors,
        "not_done": of_kinds,
        "for_good": for_good,
    }
    return found, f"what falls short {told}; what is done for good {told_of_next}"


def results_of(path: Path) -> Iterator[Mapping[str, str]]:
    """The cells of each line by the heads in the first, and the file's name as "file".

    Raises ValueError: the first line names other columns, or a line's cells are not of these.
    """
    with path.open(encoding="utf-8") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if set(lines.fieldnames or ()) not in (set(_HEADS), set(_HEADS[:4])):
            raise ValueError(f"{path}: the first line does not name the columns {_HEADS}")
        for row in lines:
            is_of_heads = None not in row and None not in row.values()
            is_coded = row["state"] in [*State] and row.get("next", "-") in {"-", *_OF_NEXT}
            if not (is_of_heads and is_coded):
                raise ValueError(f"{path}, line {lines.line_num}: not the cells of its columns")
            yield {**row, "file": path.stem}


def _steps(row: Mapping[str, str]) -> str:
    return row["steps"].replace(" / ", "\n")


def _seen_for_good(row: Mapping[str, str]) -> Features:
    return features_for_good(row["title"], _steps(row), row["timeframe"], row["result"])


def _seen(judged: Measure) -> Features:
    result, is_less = judged.text("results"), any(short_of_plan(judged, judged))
    return features(judged, result, state_of(judged, result), is_less=is_less)
