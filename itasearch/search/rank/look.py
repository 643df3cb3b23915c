"""A second look at the best candidates: their whole text, topics, and one another.

Retrieval sees passages one by one. Here each of the first candidates gets what its
whole measure has of the query, the topics that both share, and how near it is to the
first three of them, which are mostly right: what they have in common is what was
meant (pseudo-relevance feedback). Imports protocols, model and its neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from itasearch.backends.base import SearchBackend
from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.search.query.needs import Need
from itasearch.search.query.topics import shared_share
from itasearch.search.rank.about import NOT_ABOUT, WORTHS, Worths, about
from itasearch.search.rank.copies import MeasureLookup
from itasearch.search.rank.feedback import mean_direction
from itasearch.search.rank.fuse import Fused, SignalWeights, in_order, reweighed
from itasearch.text.thai.words import Segmenter

LOOKED_AT = 48
"""Candidates whose whole text is read, however many hits are asked for."""

_KINDRED = 24
"""Of these, how many are also held against the first few."""

_WITNESSES = 3
_TRUST = 3
"""A witness counts by this power of its score, so that a clear first one decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for in a measure.

    Attributes:
        needs: things that the query asks for.
        topics: of the query, with their confidences.
        worths: what it is worth where a thing stands.
    """

    needs: tuple[Need, ...] = ()
    topics: Mapping[str, float] = field(default_factory=dict)
    worths: Worths = WORTHS


class Look:
    """Looks at candidates for one search."""

    def __init__(
        self, wanted: Wanted, *, store: MeasureLookup, backend: SearchBackend, segmenter: Segmenter
    ) -> None:
        """All parts are shared, none is closed here."""
        self._wanted = wanted
        self._store = store
        self._backend = backend
        self._segmenter = segmenter

    def again(self, ranked: Sequence[Fused], weights: SignalWeights) -> list[Fused]:
        """`ranked` in a new order; beyond the first candidates nothing is added."""
        if not (weights.covered or weights.title or weights.topic or weights.kin):
            return list(ranked)
        first = in_order(
            reweighed(one, weights) for one in self._with_texts(ranked[:LOOKED_AT], weights)
        )
        if weights.kin and first:
            near = self._with_kin(first[:_KINDRED])
            first[:_KINDRED] = [reweighed(one, weights) for one in near]
        return in_order([*first, *ranked[LOOKED_AT:]])

    def _with_texts(self, ranked: Sequence[Fused], weights: SignalWeights) -> list[Fused]:
        ids = [one.measure_id for one in ranked]
        measures = self._store.measures(ids)
        classified: Mapping[str, Classification] = {}
        if weights.topic and self._wanted.topics:
            classified = self._backend.classifications(ids)
        found = []
        for one in ranked:
            stored = measures.get(one.measure_id)
            has = NOT_ABOUT
            if stored is not None:
                has = about(
                    stored.measure,
                    self._wanted.needs,
                    segmenter=self._segmenter,
                    worths=self._wanted.worths,
                )
            marks = classified.get(one.measure_id, UNCLASSIFIED)
            share = shared_share(self._wanted.topics, marks)
            found.append(
                replace(one, covered=has.covered, title=has.title, typed=has.typed, topic=share)
            )
        return found

    def _with_kin(self, ranked: Sequence[Fused]) -> list[Fused]:
        """How near each is to the weighted middle of the first few, as cosine."""
        directions = [
            mean_direction(self._backend.measure_vectors(one.measure_id)) for one in ranked
        ]
        known = [row for row in directions if row is not None]
        if not known:
            return list(ranked)
        rows = np.stack([np.zeros_like(known[0]) if row is None else row for row in directions])
        trust = np.array([max(one.score, 0.0) ** _TRUST for one in ranked[:_WITNESSES]])
        middle = trust @ rows[:_WITNESSES]
        near = rows @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
        return [
            replace(one, kin=max(float(cosine), 0.0))
            for one, cosine in zip(ranked, near, strict=True)
        ]
