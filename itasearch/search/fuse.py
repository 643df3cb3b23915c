"""One score out of three signals: a convex sum of scores brought to one scale.

Reciprocal rank fusion was worse than its better half in both languages; what
works is to let the lexical weight follow how much of the query the index knows.
That happens here by scale: a BM25 score is divided by what a passage with all of
the query would reach, unknown words included, so a query whose words the index
lacks has next to no lexical score and meaning decides. Imports model and its
neighbours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from itasearch.search.about import About
from itasearch.search.expand import Expansion
from itasearch.search.group import MeasureScore
from itasearch.search.vocabulary import Vocabulary

_SATURATION = 2.2
"""BM25's most for one word is idf × (k1 + 1); k1 is 1.2."""

_MOST_OF_OTHERS = 6.5
"""A concept has up to twenty names and no passage holds all: what counts as all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each signal counts; they add up to 1.

    `covered` and `title` are of search.about.
    """

    semantic: float
    words: float
    trigrams: float
    covered: float = 0.0
    title: float = 0.0


HYBRID = Weights(semantic=0.39, words=0.17, trigrams=0.17, covered=0.22, title=0.05)
LEXICAL = Weights(semantic=0.0, words=0.35, trigrams=0.28, covered=0.30, title=0.07)
SEMANTIC = Weights(semantic=1.0, words=0.0, trigrams=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """A measure with its score and the signals (0 to about 1) that made it.

    Attributes:
        nearest: (field, ordinal) of the passage nearest in meaning, the row apart;
            of the best one by words where no vectors were asked.
    """

    measure_id: str
    score: float
    semantic: float
    words: float
    trigrams: float
    nearest: tuple[str, int] | None = None
    covered: float = 0.0
    title: float = 0.0


Signal = Mapping[str, MeasureScore]


def most_words_score(expansion: Expansion, vocabulary: Vocabulary) -> float:
    """About the BM25 score of a passage that holds all of the query; above 0."""
    own = sum(term.weight * vocabulary.idf(term.text) for term in expansion.own)
    missing = sum(map(vocabulary.idf, expansion.missing))
    other = sum(term.weight * vocabulary.idf(term.text) for term in expansion.other)
    return max(_SATURATION * (own + missing + min(other, _MOST_OF_OTHERS)), 1e-6)


def fuse(
    *, semantic: Signal, words: Signal, trigrams: Signal, weights: Weights, missing: float
) -> list[Fused]:
    """Measures by weighted sum of their signals, best first; ties by measure id.

    Args:
        semantic: cosines; a measure that was not among the nearest has `missing`.
        words: already divided by `most_words_score`; absent is 0.
        trigrams: already between 0 and 1; absent is 0.
        weights: what each signal counts.
        missing: the lowest cosine that the vector search returned, or 0.
    """
    found = {**trigrams, **words, **semantic}
    fused = [
        _fused(
            measure_id,
            (
                _score(semantic, measure_id, missing),
                _score(words, measure_id, 0.0),
                _score(trigrams, measure_id, 0.0),
            ),
            weights,
            nearest=best.nearest,
        )
        for measure_id, best in found.items()
    ]
    return in_order(fused)


def in_order(fused: Iterable[Fused]) -> list[Fused]:
    """Best first; ties by measure id."""
    return sorted(fused, key=lambda item: (-item.score, item.measure_id))


def with_about(fused: Fused, found: About, weights: Weights) -> Fused:
    """`fused` with what was found out about its whole measure."""
    more = weights.covered * found.covered + weights.title * found.title
    return replace(
        fused, score=round(fused.score + more, 6), covered=found.covered, title=found.title
    )


def _score(signal: Signal, measure_id: str, absent: float) -> float:
    found = signal.get(measure_id)
    return absent if found is None else found.score


def _fused(
    measure_id: str,
    scores: tuple[float, float, float],
    weights: Weights,
    *,
    nearest: tuple[str, int] | None,
) -> Fused:
    semantic, words, trigrams = scores
    total = weights.semantic * semantic + weights.words * words + weights.trigrams * trigrams
    return Fused(
        measure_id=measure_id,
        score=round(total, 6),
        semantic=semantic,
        words=words,
        trigrams=trigrams,
        nearest=nearest,
    )
