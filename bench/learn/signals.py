"""(b) The weights of the signals of a hybrid search.

A linear model of the first fifty candidates of each judged query: the softmax of their scores
shall be like their grades. The weights are pulled to START, for there are few queries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import torch
from numpy.typing import NDArray

from bench.learn.material import JudgedSet, answer_to
from itasearch.search.query.plan import SIGNALS
from itasearch.search.rank.second_stage import kin

Floats = NDArray[np.float64]

PULL = 10.0
TEMPERATURE = 0.05  # of scores; .02 to .05 by leaving sets out
STEPS, RATE = 400, 3e-3
START = {"semantic": 0.28, "words": 0.21, "covered": 0.12, "concepts": 0.15, "kin": 0.19}
"""Where learning begins, and what it is pulled to: weights found by hand on earlier sets."""

_FIRST = 10
_KIN = SIGNALS.index("kin")
_DISCOUNTS = 1 / np.log2(np.arange(_FIRST) + 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The candidates of one query."""

    signals: Floats  #: shape (candidates, signals)
    directions: Floats  #: shape (candidates, dim)
    grades: Floats  #: of each candidate
    best: float  #: the most gain that ten measures of the library can give

    def told(self, weights: Floats) -> Floats:
        """The signals, kin as it is under these weights."""
        plain = weights.copy()
        plain[_KIN] = 0.0
        scores = self.signals @ plain
        signals = self.signals.copy()
        signals[:, _KIN] = kin(scores, self.directions)
        return signals

    def ndcg(self, weights: Floats) -> float:
        """nDCG@10 of the candidates under these weights."""
        order = np.argsort(-(self.told(weights) @ weights), kind="stable")[:_FIRST]
        return float((self.grades[order] * _DISCOUNTS[: len(order)]).sum() / self.best)


def cases(judged: JudgedSet) -> list[Case]:
    """A case for each query of a set that has an answer."""
    found = []
    for query in judged.queries:
        grades = judged.judgements.get(query.id, {})
        if max(grades.values(), default=0) > 0:
            found.append(_case(judged, query.text, grades))
    return found


def _case(judged: JudgedSet, text: str, grades: Mapping[str, int]) -> Case:
    measures = answer_to(text, judged.parts).measures
    ids = [item.fused.measure_id for item in measures]
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:_FIRST]
    return Case(
        signals=np.array([[getattr(i.fused, name) for name in SIGNALS] for i in measures]),
        directions=judged.parts.backend.reader().measure_vectors(ids).astype(np.float64),
        grades=np.array([max(grades.get(name, 0), 0) for name in ids], dtype=np.float64),
        best=float((np.array(ideal) * _DISCOUNTS[: len(ideal)]).sum()),
    )


def learned_weights(given: Sequence[Case]) -> Floats:
    """The weights, in the order of SIGNALS."""
    start = np.array([START[name] for name in SIGNALS])
    chosen = [case for case in given if case.grades.any()]
    most = max(len(case.grades) for case in chosen)
    signals = torch.zeros(len(chosen), most, len(SIGNALS))
    shares = torch.zeros(len(chosen), most)
    missing = torch.ones(len(chosen), most, dtype=torch.bool)
    for row, case in enumerate(chosen):
        count = len(case.grades)
        gains = 2**case.grades - 1
        signals[row, :count] = torch.tensor(case.told(start), dtype=torch.float32)
        shares[row, :count] = torch.tensor(gains / gains.sum(), dtype=torch.float32)
        missing[row, :count] = False
    before = torch.tensor(start, dtype=torch.float32)
    weights = before.clone().requires_grad_()
    optimiser = torch.optim.Adam([weights], lr=RATE)
    for _ in range(STEPS):
        scores = (signals @ weights.clamp(min=0) / TEMPERATURE).masked_fill(missing, -1e4)
        loss = -(shares * torch.log_softmax(scores, 1)).sum(1).mean()
        loss = loss + PULL * (weights - before).square().sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    learned: Floats = weights.clamp(min=0).detach().numpy().astype(np.float64)
    return learned


def by_name(weights: Floats) -> dict[str, float]:
    """Weights as learned.toml has them; they add up to 1."""
    shares = weights / weights.sum()
    found = {name: round(float(share), 4) for name, share in zip(SIGNALS, shares, strict=True)}
    rest = sum(weight for name, weight in found.items() if name != "semantic")
    return found | {"semantic": round(1 - rest, 4)}


def mean_ndcg(given: Mapping[str, Sequence[Case]], weights: Mapping[str, Floats]) -> float:
    """Mean over sets of nDCG@10, each under its weights."""
    return fmean(
        fmean(case.ndcg(weights[name]) for case in of_set) for name, of_set in given.items()
    )


def left_out(given: Mapping[str, Sequence[Case]]) -> tuple[float, float]:
    """Mean nDCG@10 with the weights of before, and with weights learned on the other sets."""
    start = np.array([START[name] for name in SIGNALS])
    others = {
        name: learned_weights([case for other in given if other != name for case in given[other]])
        for name in given
    }
    return mean_ndcg(given, dict.fromkeys(given, start)), mean_ndcg(given, others)
