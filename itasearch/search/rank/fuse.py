"""Retrieval and first ranking: the scores of each retriever become one score a measure.

A BM25 score is divided by what a measure with all of the query would reach, unknown words included,
so that meaning decides where the index lacks the words. A measure that only its words find gets
its cosine too. Signals are added up by weight: reciprocal rank fusion was worse than its better
half in both languages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from operator import mul
from typing import NamedTuple

from itasearch.backends.base import IndexReader
from itasearch.model.passages import Match
from itasearch.search.query.plan import QueryPlan

_SCORE_DIGITS = 6  # decimals of a score: the order of addition makes no difference


class Fused(NamedTuple):
    """A measure with its score and the signals (0 to about 1) that made it, in order of SIGNALS.

    A tuple: hundreds are made a search.
    """

    measure_id: str
    score: float
    semantic: float  #: cosine with the query, 0 where it is negative
    words: float  #: BM25, as a share of what all of the query's words would reach
    covered: float = 0.0  #: share of the things asked for that it has, by where they are
    concepts: float = 0.0  #: how much of what the query is about it is about too; see Shares
    kin: float = 0.0  #: cosine with what the first hits have in common


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """Measures with their first score, best first; `complete`: no retriever has more."""

    ranked: list[Fused]
    complete: bool


def retrieve(reader: IndexReader, plan: QueryPlan, *, depth: int) -> Retrieved:
    """The `depth` best measures of each retriever, filtered there; ties by measure id.

    Word scores are divided by `plan.most_words`, without it by the best found. A measure beyond
    the `depth` best by words has 0 for them.
    """
    near: Sequence[Match] = ()
    by_words: Sequence[Match] = ()
    if plan.vector is not None:
        near = reader.search_vector(plan.vector, k=depth, limits=plan.limits)
    if plan.words is not None:
        by_words = reader.search_text(plan.words, k=depth, limits=plan.limits)
    cosines, words, most = dict(near), dict(by_words), plan.most_words
    others = [name for name in words if name not in cosines]
    if plan.vector is not None and others:
        products = reader.measure_vectors(others) @ plan.vector[0]
        cosines.update(zip(others, products.tolist(), strict=True))
    most = (max(words.values(), default=0.0) if most is None else most) or 1.0
    weights = astuple(plan.weights)
    fused = (
        Fused(name, 0.0, max(cosines.get(name, 0.0), 0.0), words.get(name, 0.0) / most)
        for name in {**words, **cosines}
    )
    return Retrieved(
        ranked=in_order(reweighed(entry, weights) for entry in fused),
        complete=max(len(near), len(by_words)) < depth,
    )


def in_order(fused: Iterable[Fused]) -> list[Fused]:
    """Best first; ties by measure id."""
    return sorted(fused, key=lambda entry: (-entry.score, entry.measure_id))


def reweighed(fused: Fused, weights: Sequence[float]) -> Fused:
    """`fused` with its score computed again from all signals, weighted in their order."""
    measure_id, _, *signals = fused
    return Fused(measure_id, round(sum(map(mul, weights, signals)), _SCORE_DIGITS), *signals)
