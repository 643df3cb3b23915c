"""Learns the weights of the signals on judged queries, and tells what that is worth.

    python bench/search_weights.py --set HOME QRELS QUERIES.tsv [--set …]

The first fifty candidates of each query are ranked anew under other weights, one weight
after the other (coordinate search) as long as mean nDCG@10 grows. What it prints first is
the mean over five folds, each ranked under weights that were learned on the other four:
only a gain that shows there is one. Give it the tuning half, never the figure half.
"""

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from search_ablation import WHOLE, JudgedSet, judged_set, without

from itasearch.model.ranking import SearchMode
from itasearch.search.query.plan import SIGNALS, SignalWeights, weights_of

HYBRID = weights_of(SearchMode.HYBRID)
FOLDS = 5
ROUNDS = 3
LEAST_GAIN = 5e-4
STEPS = (0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)

_KIN = SIGNALS.index("kin")
_FIRST = 10
_WITNESSES = 3
_DISCOUNTS = 1 / np.log2(np.arange(_FIRST) + 2)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The candidates of one query.

    Attributes:
        signals: shape (candidates, signals); that of kin is told anew for all weights.
        directions: shape (candidates, dim).
        grades: of each candidate.
        best: the most gain that ten measures of the library can give.
    """

    signals: Floats
    directions: Floats
    grades: Floats
    best: float

    def ndcg(self, weights: Floats) -> float:
        """nDCG@10 of the candidates under these weights."""
        plain = weights.copy()
        plain[_KIN] = 0.0
        scores = self.signals @ plain
        first = np.argsort(-scores, kind="stable")[:_WITNESSES]
        middle = (np.maximum(scores[first], 0) ** 3) @ self.directions[first]
        near = self.directions @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
        scores = scores + weights[_KIN] * np.maximum(near, 0)
        order = np.argsort(-scores, kind="stable")[:_FIRST]
        return float((self.grades[order] * _DISCOUNTS[: len(order)]).sum() / self.best)


def cases(one: JudgedSet) -> list[Case]:
    """A case for each query of a set that has an answer."""
    found = []
    for query in one.queries:
        grades = one.judgements.get(query.id, {})
        if max(grades.values(), default=0) > 0:
            found.append(_case(one, query.text, grades))
    return found


def _case(one: JudgedSet, text: str, grades: Mapping[str, int]) -> Case:
    measures = WHOLE.answer(one.parts, text).measures
    ids = [item.fused.measure_id for item in measures]
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:_FIRST]
    return Case(
        signals=np.array([[getattr(i.fused, name) for name in SIGNALS] for i in measures]),
        directions=one.parts.backend.measure_vectors(ids).astype(np.float64),
        grades=np.array([grades.get(name, 0) for name in ids], dtype=np.float64),
        best=float((np.array(ideal) * _DISCOUNTS[: len(ideal)]).sum()),
    )


def learned(known: Sequence[Case], start: SignalWeights) -> SignalWeights:
    """The best weights for these cases that a coordinate search finds."""
    weights = {name: float(getattr(start, name)) for name in SIGNALS}
    best = mean_ndcg(known, weights)
    for _ in range(ROUNDS):
        before = best
        for name in SIGNALS:
            for value in STEPS:
                tried = {**weights, name: value}
                reached = mean_ndcg(known, tried)
                if reached > best + LEAST_GAIN:
                    best, weights = reached, tried
        if best == before:
            break
    return without(SignalWeights(**weights), ())


def mean_ndcg(known: Sequence[Case], weights: Mapping[str, float]) -> float:
    """Mean nDCG@10 under these weights."""
    row = np.array([weights[name] for name in SIGNALS])
    return fmean(case.ndcg(row) for case in known)


def _named(weights: SignalWeights) -> dict[str, float]:
    return {name: float(getattr(weights, name)) for name in SIGNALS}


def main(arguments: Sequence[str]) -> None:
    """Print what learning is worth, and the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs=3, action="append", required=True, type=Path)
    sets = [judged_set(*paths) for paths in parser.parse_args(arguments).set]
    known = [case for one in sets for case in cases(one)]
    random.Random(0).shuffle(known)
    held = []
    for fold in range(FOLDS):
        rest = [case for place, case in enumerate(known) if place % FOLDS != fold]
        weights = np.array(list(_named(learned(rest, HYBRID)).values()))
        held += [case.ndcg(weights) for case in known[fold::FOLDS]]
    best = learned(known, HYBRID)
    sys.stdout.write(
        f"as they are {mean_ndcg(known, _named(HYBRID)):.4f}\n"
        f"learned on four folds, ranked the fifth {fmean(held):.4f}\n"
        f"learned on all, ranked all {mean_ndcg(known, _named(best)):.4f}\n"
        f"{best}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
