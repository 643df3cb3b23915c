"""The second stage: whole texts, concepts and likeness of the best candidates.

Each of the first candidates gets what its whole measure has of the query, the concepts that both
are about, and its nearness to the first three, which are mostly right (pseudo-relevance feedback).
docs/search.md has how weights were found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.encoders.base import Vectors
from itasearch.model.passages import SquashedText
from itasearch.search.query.needs import Need, NeedName
from itasearch.search.query.plan import QueryPlan, Tools
from itasearch.search.rank.fuse import Fused, in_order, reweighed

# Varied on the tuning half of the judged queries (nDCG@10 .847).
_CANDIDATES = 40  # measures read whole; of 24 a long one that only its words find is none

_KIN_MODELS = 3  # first candidates that all are compared with; 1 and 6 are as good (+.001)

_KIN_SCORE_POWER = 3  # of a score, so that a clear first model decides; all alike lose .004

_NO_TEXT = SquashedText()

Floats: TypeAlias = NDArray[np.float64]

LEAST_SURE_OF_BEST = 0.6
"""Share of the best score from which on a hit is surely part of the answer. Of 1,242 hits of .4 and
more for 454 queries of strangers' sets 503 are relevant (of 549 among the first forty); of those of
.6 and more 439 of 626."""


def second_stage(ranked: Sequence[Fused], plan: QueryPlan, tools: Tools) -> list[Fused]:
    """`ranked` in a new order; beyond the first candidates nothing is added."""
    weights = plan.weights
    if not (weights.covered or weights.concepts or weights.kin):
        return list(ranked)
    ids = [entry.measure_id for entry in ranked[:_CANDIDATES]]
    directions = tools.reader.measure_vectors(ids)
    texts = tools.reader.texts(ids)
    candidates = _with_texts(ranked[:_CANDIDATES], directions, plan, tools, texts)
    counts = astuple(weights)
    first = in_order(reweighed(candidate, counts) for candidate in candidates)
    if weights.kin and first:
        rows = {measure_id: row for row, measure_id in enumerate(ids)}
        likeness = kin(
            np.array([entry.score for entry in first]),
            directions[[rows[entry.measure_id] for entry in first]],
        )
        near = zip(first, likeness.tolist(), strict=True)
        first = in_order(reweighed(entry._replace(kin=cosine), counts) for entry, cosine in near)
    if first and (typed := plan.typed_key):  # a title that has it answers as well as any
        least = LEAST_SURE_OF_BEST * first[0].score
        titled = {it for it, text in texts.items() if typed in text.title}
        first = [
            entry._replace(score=max(entry.score, least)) if entry.measure_id in titled else entry
            for entry in first
        ]
    return in_order([*first, *ranked[_CANDIDATES:]])


def _with_texts(
    ranked: Sequence[Fused],
    directions: Vectors,
    plan: QueryPlan,
    tools: Tools,
    texts: Mapping[str, SquashedText],
) -> list[Fused]:
    about = np.zeros(len(ranked))
    if plan.concepts.size:
        about = tools.concepts.shares(directions) @ plan.concepts[0]
    return [
        Fused(*entry[:4], covered(plan.needs, texts.get(entry.measure_id, _NO_TEXT)), shared)
        for entry, shared in zip(ranked, about.tolist(), strict=True)
    ]


def kin(scores: Floats, directions: Vectors | Floats) -> Floats:
    """How near each measure is to the best ones, 0–1.

    Args:
        scores: of n measures without this signal, in any order.
        directions: their vectors, shape (n, dim).

    Returns:
        Of each measure the cosine with the weighted middle of the best, 0 where it is negative.
    """
    best = np.argsort(-scores, kind="stable")[:_KIN_MODELS]
    middle = (np.maximum(scores[best], 0.0) ** _KIN_SCORE_POWER) @ directions[best]
    near = directions @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    cosines: Floats = np.maximum(near, 0.0)
    return cosines


# What it is worth where a need is found; in the title 1, the measure of others.
_SUBSTANCE_WORTH = 0.8  # in a field about what is done or what came of it
_CIRCUMSTANCES_WORTH = 0.35  # in the fields about when, by whom and for how much
_SCATTERED_WORTH = 0.3  # of a name with words apart or there in part


def covered(needs: Sequence[Need], text: SquashedText) -> float:
    """How much of what is asked for the text of a measure has, 0–1."""
    fields = (
        (1.0, text.title),
        (_SUBSTANCE_WORTH, text.substance),
        (_CIRCUMSTANCES_WORTH, text.circumstances),
    )
    return min(sum(need.share * _best(need.names, fields) for need in needs), 1.0)


def _best(names: Sequence[NeedName], fields: Sequence[tuple[float, str]]) -> float:
    best = 0.0
    for worth, text in fields:
        for name in names:
            most = worth * name.weight
            if most > best and name.key in text:
                best = most
            elif most * _SCATTERED_WORTH > best:
                # A loop: of generators a search would make a thousand.
                there = 0.0
                for word, part in name.words:
                    if word in text:
                        there += part
                best = max(best, most * (_SCATTERED_WORTH * there))
    return best
