"""Retrieval and first ranking: the scores of each retriever become one score a measure.

Words and trigrams are searched apart, because each needs its own scale. A BM25 score is divided by
what a measure with all of the query would reach, unknown words included, so that meaning decides
where the index lacks the words. Signals are added up by weight: reciprocal rank fusion was worse
than its better half in both languages.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import itemgetter, mul
from typing import NamedTuple, TypeAlias, TypeVar

from itasearch.backends.base import IndexReader
from itasearch.model.passages import Match, TextQuery
from itasearch.search.query.plan import QueryPlan, SignalWeights

_SCORE_DIGITS = 6  # decimals of a score: the order of addition makes no difference

Signal: TypeAlias = Mapping[str, float]
"""Scores of measures by id."""

_First = TypeVar("_First")
_Second = TypeVar("_Second")

# One thread for all searches, which the first that comes has: with one for each, eight at once
# were slower than without.
_other_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="itasearch-trigrams")
_has_other_thread = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """Scores by signal; `floor`: the lowest cosine if more were left, else 0; `complete`: all."""

    semantic: Signal
    words: Signal
    trigrams: Signal
    floor: float
    complete: bool

    @property
    def best_cosine(self) -> float:
        """Cosine of the nearest measure; 0 without a vector search."""
        return max(self.semantic.values(), default=0.0)


class Fused(NamedTuple):
    """A measure with its score and the signals (0 to about 1) that made it, in order of SIGNALS.

    A tuple: hundreds are made a search.

    Attributes:
        semantic: cosine with the query.
        words: BM25, as a share of what all of the query's words would reach.
        trigrams: likewise of character trigrams.
        covered: share of the things asked for that it has, by where they are.
        typed: 1 when all of these are in its title as typed, else 0.
        concepts: how much of what the query is about it is about too; see Shares.
        kin: cosine with what the first hits have in common.
    """

    measure_id: str
    score: float
    semantic: float
    words: float
    trigrams: float
    covered: float = 0.0
    typed: float = 0.0
    concepts: float = 0.0
    kin: float = 0.0


_ID, _SCORE = itemgetter(0), itemgetter(1)


def retrieve(reader: IndexReader, plan: QueryPlan, *, depth: int) -> Retrieved:
    """The `depth` best measures of each retriever, filtered there.

    Word scores are divided by `plan.most_words`, trigram scores by the best found.
    """

    def by_text(query: TextQuery | None) -> list[Match]:
        if query is None:
            return []
        return reader.search_text(query, k=depth, limits=plan.limits)

    def by_meaning() -> list[Match]:
        if plan.vector is None:
            return []
        return reader.search_vectors(plan.vector, k=depth, limits=plan.limits)[0]

    (near, words), grams = _both(
        lambda: (by_meaning(), by_text(plan.words)), lambda: by_text(plan.trigrams)
    )
    floor = max(near[-1].score, 0.0) if near and len(near) >= depth else 0.0
    return Retrieved(
        semantic=_signal(near),
        words=_to_one(_signal(words), plan.most_words),
        trigrams=_to_one(_signal(grams), None),
        floor=floor,
        complete=max(len(near), len(words), len(grams)) < depth,
    )


def _both(first: Callable[[], _First], second: Callable[[], _Second]) -> tuple[_First, _Second]:
    """`second` runs in the other thread unless another search has it."""
    if not _has_other_thread.acquire(blocking=False):
        return first(), second()
    try:
        running = _other_thread.submit(second)
        return first(), running.result()
    finally:
        _has_other_thread.release()


def _signal(matches: Sequence[Match]) -> Signal:
    return {match.measure_id: match.score for match in matches}


def _to_one(signal: Signal, most: float | None) -> Signal:
    if most is None:
        most = max(signal.values(), default=0.0)
    return scaled(signal, 1 / most) if most > 0 else {}


def scaled(signal: Signal, factor: float) -> Signal:
    """The same measures with their scores times `factor`."""
    return {measure_id: score * factor for measure_id, score in signal.items()}


def fuse(
    *, semantic: Signal, words: Signal, trigrams: Signal, weights: SignalWeights, missing: float
) -> list[Fused]:
    """Measures by weighted sum of their signals, best first; ties by measure id.

    Signals are 0–1, absent ones 0, but cosines `missing`: the lowest that the vector search
    returned, or 0.
    """
    fused = []
    for measure_id in {**trigrams, **words, **semantic}:
        cosine = semantic.get(measure_id, missing)
        word, gram = words.get(measure_id, 0.0), trigrams.get(measure_id, 0.0)
        total = weights.semantic * cosine + weights.words * word + weights.trigrams * gram
        fused.append(Fused(measure_id, round(total, _SCORE_DIGITS), cosine, word, gram))
    return in_order(fused)


def in_order(fused: Iterable[Fused]) -> list[Fused]:
    """Best first; ties by measure id."""
    return sorted(sorted(fused, key=_ID), key=_SCORE, reverse=True)


def reweighed(fused: Fused, weights: Sequence[float]) -> Fused:
    """`fused` with its score computed again from all signals, weighted in their order."""
    measure_id, _, *signals = fused
    return Fused(measure_id, round(sum(map(mul, weights, signals)), _SCORE_DIGITS), *signals)
