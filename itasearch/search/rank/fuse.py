"""Retrieval and first ranking: the scores of each retriever become one score a measure.

A BM25 score is divided by what a measure with all of the query would reach, unknown words included,
so that meaning decides where the index lacks the words. Signals are added up by weight: reciprocal
rank fusion was worse than its better half in both languages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple, TypeAlias

from itasearch.backends.base import IndexReader
from itasearch.model.passages import Match
from itasearch.search.query.plan import QueryPlan, SignalWeights

_SCORE_DIGITS = 6  # decimals of a score: the order of addition makes no difference

Signal: TypeAlias = Mapping[str, float]  #: Scores of measures by id


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """Scores by signal; `floor`: the lowest cosine if more were left, else 0; `complete`: all."""

    semantic: Signal
    words: Signal
    floor: float
    complete: bool


class Fused(NamedTuple):
    """A measure with its score and the signals (0 to about 1) that made it, in order of SIGNALS.

    A tuple: hundreds are made a search.
    """

    measure_id: str
    score: float
    semantic: float  #: cosine with the query
    words: float  #: BM25, as a share of what all of the query's words would reach
    covered: float = 0.0  #: share of the things asked for that it has, by where they are
    concepts: float = 0.0  #: how much of what the query is about it is about too; see Shares
    kin: float = 0.0  #: cosine with what the first hits have in common


def retrieve(reader: IndexReader, plan: QueryPlan, *, depth: int) -> Retrieved:
    """The `depth` best measures of each retriever, filtered there.

    Word scores are divided by `plan.most_words`, without it by the best found.
    """
    near: Sequence[Match] = ()
    words: Sequence[Match] = ()
    if plan.vector is not None:
        near = reader.search_vector(plan.vector, k=depth, limits=plan.limits)
    if plan.words is not None:
        words = reader.search_text(plan.words, k=depth, limits=plan.limits)
    by_words, most = dict(words), plan.most_words
    most = max(by_words.values(), default=0.0) if most is None else most
    floor = max(near[-1].score, 0.0) if near and len(near) >= depth else 0.0
    return Retrieved(
        semantic=dict(near),
        words={name: score / most for name, score in by_words.items()} if most > 0 else {},
        floor=floor,
        complete=max(len(near), len(words)) < depth,
    )


def fuse(*, semantic: Signal, words: Signal, weights: SignalWeights, missing: float) -> list[Fused]:
    """Measures by weighted sum of their signals, best first; ties by measure id.

    Signals are 0–1, absent ones 0, but cosines `missing`: the lowest that the vector search
    returned, or 0.
    """
    fused = []
    for measure_id in {**words, **semantic}:
        cosine, word = semantic.get(measure_id, missing), words.get(measure_id, 0.0)
        total = weights.semantic * cosine + weights.words * word
        fused.append(Fused(measure_id, round(total, _SCORE_DIGITS), cosine, word))
    return in_order(fused)


def in_order(fused: Iterable[Fused]) -> list[Fused]:
    """Best first; ties by measure id."""
    return sorted(fused, key=lambda entry: (-entry.score, entry.measure_id))


def reweighed(fused: Fused, weights: Sequence[float]) -> Fused:
    """`fused` with its score computed again from all signals, weighted in their order."""
    measure_id, _, *signals = fused
    return Fused(measure_id, round(sum(map(mul, weights, signals)), _SCORE_DIGITS), *signals)
