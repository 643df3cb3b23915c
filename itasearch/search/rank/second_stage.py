"""Whether anything answers a query, or whether it is better to say that nothing does.

There are always nearest vectors, even for "asdfgh". Six kinds of evidence are added up: how
much of the query index and glossary know, how much of it the best measures have word by
word, how many of the things asked for, how many of its letter triples, how near the nearest
passage is in meaning, and whether it names anything of the domain. docs/search.md tells how
weights and threshold were found.

How much of what a query needs a measure has, and whether it is about it.

Retrieval ranks passages; this looks at whole measures, the best candidates only. A thing in
the title counts most, then in what is done and came of it, least in who and when. A
squashed text is searched for squashed names, which is fast; only short words are cut out
properly, lest รถ be found in สามารถ.

A second look at the best candidates: their whole text, topics, and one another.

Retrieval sees passages one by one. Here each of the first candidates gets what its whole
measure has of the query, the topics that both share, and how near it is to the first three
of them, which are mostly right: what they have in common is what was meant (pseudo-
relevance feedback).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from itasearch.backends.base import SearchBackend
from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.search.query.needs import Need
from itasearch.search.query.topics import shared_share
from itasearch.search.rank.copies import MeasureLookup
from itasearch.search.rank.feedback import mean_direction
from itasearch.search.rank.fuse import Fused, SignalWeights, in_order, reweighed
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter

_SHORT = 4
_AROUND = 12
_MOST_LOOKED_AT = 6
_ALL = 0.999

_TITLE = "title"
_PASSING = ("timeframe", "responsible", "budget")
"""Fields that tell when, by whom and for how much: what stands there is touched on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """What it is worth where a need is found, 0–1.

    Attributes:
        title: in the title, which is what others are measured by.
        telling: once in a field that tells what is done or what came of it.
        again: added when it stands there three times or more, in part for twice.
        passing: in the fields that tell when, by whom and for how much.
        scattered: of a name whose words stand apart or in part.
        typed: least of a name that counts as typed.
    """

    title: float = 1.0
    telling: float = 0.7
    again: float = 0.3
    passing: float = 0.35
    scattered: float = 0.5
    typed: float = 0.9


WORTHS = Worths()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a measure has of a query, each 0–1.

    Attributes:
        covered: share of the needs that stand in it, worth where they stand.
        title: share of the needs that stand in its title.
        typed: 1 when all needs stand there as typed, else 0.
    """

    covered: float
    title: float
    typed: float = 0.0


NOT_ABOUT = About(covered=0.0, title=0.0)


def about(
    measure: Measure, needs: Sequence[Need], *, segmenter: Segmenter, worths: Worths = WORTHS
) -> About:
    """How much of `needs` the measure has."""
    title, telling, passing = _keys(measure)
    whole = whole_text(measure)
    covered = titled = typed = 0.0
    for need in (_present(need, whole) for need in needs):
        in_title, _ = _found(need, title, worths, segmenter)
        in_telling, count = _found(need, telling, worths, segmenter)
        in_passing, _ = _found(need, passing, worths, segmenter)
        again = worths.again * min(max(count - 1, 0), 2) / 2
        best = max(
            worths.title * in_title,
            (worths.telling + again) * in_telling,
            worths.passing * in_passing,
        )
        covered += need.share * best
        titled += need.share * in_title
        typed += need.share * (in_title >= worths.typed)
    return About(covered=min(covered, 1.0), title=min(titled, 1.0), typed=float(typed > _ALL))


@lru_cache(maxsize=4_096)
def whole_text(measure: Measure) -> str:
    """All of a measure's text, squashed."""
    return "\n".join(_keys(measure))


def _present(need: Need, whole: str) -> Need:
    """`need` without the names of which nothing stands in `whole`."""
    names = tuple(
        name
        for name in need.names
        if name.key in whole or (len(name.words) > 1 and any(w in whole for w, _ in name.words))
    )
    return Need(share=need.share, names=names)


def _found(need: Need, text: str, worths: Worths, segmenter: Segmenter) -> tuple[float, int]:
    """How well the best name of `need` stands in `text`, 0–1, and how often names do."""
    best, count = 0.0, 0
    for name in need.names:
        if often := _count(name.key, text, segmenter):
            best = max(best, name.weight)
            count += often
        elif len(name.words) > 1 and best < worths.scattered * name.weight:
            share = sum(part for word, part in name.words if _count(word, text, segmenter))
            best = max(best, worths.scattered * name.weight * share)
    return best, count


def _count(word: str, text: str, segmenter: Segmenter) -> int:
    """How often `word` stands in `text`; a short one not inside another word."""
    often = text.count(word)
    return often if not often or len(word) > _SHORT else _standing(word, text, segmenter)


@lru_cache(maxsize=16_384)
def _standing(word: str, text: str, segmenter: Segmenter) -> int:
    wanted = segmenter.words(word)
    if not wanted:
        return text.count(word)
    count, place = 0, -1
    for _ in range(_MOST_LOOKED_AT):
        place = text.find(word, place + 1)
        if place < 0:
            break
        around = text[max(place - _AROUND, 0) : place + len(word) + _AROUND]
        found = segmenter.words(around)
        starts = range(len(found) - len(wanted) + 1)
        count += any(found[start : start + len(wanted)] == wanted for start in starts)
    return count


@lru_cache(maxsize=4_096)  # the same measures come back in query after query
def _keys(measure: Measure) -> tuple[str, str, str]:
    """Title, telling and passing fields of a measure, squashed."""
    rest = [name for name in TEXT_FIELDS if name != _TITLE]
    telling = "\n".join(squash(measure.text(name)) for name in rest if name not in _PASSING)
    passing = "\n".join(squash(measure.text(name)) for name in _PASSING)
    return squash(measure.title), telling, passing


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


LEAST_EVIDENCE = 0.83
"""Of 165 queries without an answer, over three libraries, 89 % stay below it; of 100 with
an answer 1 %."""

_NAMED = 0.09
"""Naming a concept of the glossary: 96 % of queries with an answer do, few of the others.
Common words alone (เงิน, แจก) are found in every library."""

LEAST_COSINE = 0.3
"""The same for a search by meaning alone, which is much less sure: 53 % and 3 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for an answer.

    Attributes:
        coverage: 0–1, share of the query that index or glossary know.
        words: the highest word signal of the hits, 0 to about 1.
        trigrams: 0–1, share of the query's trigrams that one measure has.
        cosine: of the nearest passage.
        covered: 0–1, the highest share of the things asked for that a hit has.
        named: whether the query names a concept of the glossary.
    """

    coverage: float
    words: float
    trigrams: float
    cosine: float
    covered: float = 0.0
    named: bool = True

    @property
    def total(self) -> float:
        """All kinds together, by their worth."""
        known = 0.25 * self.coverage + 0.2 * self.trigrams + _NAMED * self.named
        return known + 0.6 * self.words + 0.4 * self.covered + self.cosine


def is_answered(evidence: Evidence) -> bool:
    """Whether a hybrid search found an answer."""
    return evidence.total >= LEAST_EVIDENCE


def is_near(cosine: float) -> bool:
    """Whether a search by meaning alone found an answer."""
    return cosine >= LEAST_COSINE
