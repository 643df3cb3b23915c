"""One score out of three signals: a convex sum of scores brought to one scale.

Reciprocal rank fusion was worse than its better half in both languages; what
works is to let the lexical weight follow how much of the query the index knows.
That happens here by scale: a BM25 score is divided by what a passage with all of
the query would reach, unknown words included, so a query whose words the index
lacks has next to no lexical score and meaning decides. Imports model and its
neighbours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from itasearch.search.query.expand import Expansion
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.search.rank.group import MeasureScore

_SATURATION = 2.2
"""BM25's most for one word is idf × (k1 + 1); k1 is 1.2."""

_MOST_OF_OTHERS = 6.5
"""A concept has up to twenty names and no passage holds all: what counts as all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWeights:
    """How much each signal counts; those beside `typed` add up to 1.

    The last five are told by a second look at the best candidates, see search.look.
    """

    semantic: float
    words: float
    trigrams: float
    covered: float = 0.0
    title: float = 0.0
    typed: float = 0.0
    topic: float = 0.0
    kin: float = 0.0


HYBRID = SignalWeights(
    semantic=0.25,
    words=0.18,
    trigrams=0.12,
    covered=0.12,
    title=0.03,
    typed=0.2,
    topic=0.10,
    kin=0.20,
)
LEXICAL = SignalWeights(
    semantic=0.0, words=0.35, trigrams=0.28, covered=0.30, title=0.07, typed=0.2
)
SEMANTIC = SignalWeights(semantic=1.0, words=0.0, trigrams=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """A measure with its score and the signals (0 to about 1) that made it.

    Attributes:
        semantic: cosine with the query.
        words: BM25 of the query's words, of what all of them would reach.
        trigrams: the same of character trigrams.
        covered: share of the things asked for that it has, worth where they stand.
        title: share of these that stand in its title.
        typed: 1 when all of these stand in its title as typed, else 0.
        topic: how much of what the query is about it is about too.
        kin: cosine with what the first hits have in common.
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
    typed: float = 0.0
    topic: float = 0.0
    kin: float = 0.0


SIGNALS = tuple(field.name for field in fields(SignalWeights))
"""Names of all signals, which Weights and Fused share."""

Signal = Mapping[str, MeasureScore]


def most_words_score(expansion: Expansion, vocabulary: Vocabulary) -> float:
    """About the BM25 score of a passage that holds all of the query; above 0."""
    own = sum(term.weight * vocabulary.idf(term.text) for term in expansion.own)
    missing = sum(map(vocabulary.idf, expansion.missing))
    other = sum(term.weight * vocabulary.idf(term.text) for term in expansion.other)
    return max(_SATURATION * (own + missing + min(other, _MOST_OF_OTHERS)), 1e-6)


def fuse(
    *, semantic: Signal, words: Signal, trigrams: Signal, weights: SignalWeights, missing: float
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


def reweighed(fused: Fused, weights: SignalWeights) -> Fused:
    """`fused` with its score anew from all of its signals."""
    total = sum(getattr(weights, name) * getattr(fused, name) for name in SIGNALS)
    return replace(fused, score=round(total, 6))


def _score(signal: Signal, measure_id: str, absent: float) -> float:
    found = signal.get(measure_id)
    return absent if found is None else found.score


def _fused(
    measure_id: str,
    scores: tuple[float, float, float],
    weights: SignalWeights,
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
