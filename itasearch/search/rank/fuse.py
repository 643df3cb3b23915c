"""Asking both retrievers, and bringing what they return to measures on one scale.

Filters hold inside the retrievers. Words and trigrams are asked apart, because each needs
its own scale.

From passages to measures: what a measure's passages are worth together.

A word or thought deep inside a cell is found by the best passage; a query spread over the
cells by the whole row; and a measure that has it in its title is about it, not merely
touching it.

One score out of three signals: a convex sum of scores brought to one scale.

Reciprocal rank fusion was worse than its better half in both languages; what works is to
let the lexical weight follow how much of the query the index knows. That happens here by
scale: a BM25 score is divided by what a passage with all of the query would reach, unknown
words included, so a query whose words the index lacks has next to no lexical score and
meaning decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from itasearch.backends.base import SearchBackend, Vectors
from itasearch.model.passages import ROW_FIELD, PassageScore, TextQuery, WordFilter
from itasearch.model.ranking import Filters
from itasearch.search.query.expand import Expansion
from itasearch.search.query.vocabulary import Vocabulary

TITLE_FIELD = "title"
_NOT_TELLING = (ROW_FIELD, "responsible", "timeframe", "budget")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How the parts of a measure's score weigh.

    Attributes:
        row: share of the whole row, 0–1; the rest is the best passage's.
        title: what the title's score adds on top.
    """

    row: float
    title: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureScore:
    """A measure's score by one signal.

    Attributes:
        best: score of its best passage, the row included.
        nearest: (field, ordinal) of its best passage that says what is done, if one
            was found.
    """

    score: float
    best: float
    nearest: tuple[str, int] | None


def by_measure(
    passages: Sequence[PassageScore], shares: Shares, *, missing: float = 0.0
) -> Mapping[str, MeasureScore]:
    """Scores of the measures that `passages` belong to.

    Args:
        passages: best first, as a backend returns them.
        shares: how best passage, row and title weigh.
        missing: the score of a row that is not among the passages; never more than
            the measure's best.
    """
    together: dict[str, list[PassageScore]] = {}
    for passage in passages:
        together.setdefault(passage.measure_id, []).append(passage)
    return {measure_id: _combined(found, shares, missing) for measure_id, found in together.items()}


def _combined(found: Sequence[PassageScore], shares: Shares, missing: float) -> MeasureScore:
    best = found[0].score
    row = next((p.score for p in found if p.field == ROW_FIELD), min(missing, best))
    title = next((p.score for p in found if p.field == TITLE_FIELD), 0.0)
    telling = next((p for p in found if p.field not in _NOT_TELLING), None)
    score = (1 - shares.row) * best + shares.row * row + shares.title * max(title, 0.0)
    nearest = None if telling is None else (telling.field, telling.ordinal)
    return MeasureScore(score=score, best=best, nearest=nearest)


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


SEMANTIC_SHARES = Shares(row=0.8, title=0.0)
LEXICAL_SHARES = Shares(row=0.5, title=0.2)

_NOTHING: Mapping[str, MeasureScore] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrieverQuery:
    """What the retrievers are asked; None leaves one out.

    Attributes:
        vector: shape (1, dim); need not be of unit length.
        words: weighted words.
        trigrams: weighted trigrams.
        most_words: BM25 score that counts as 1; None takes the best one found.
        word_filters: what measures must have, or must not.
    """

    vector: Vectors | None = None
    words: TextQuery | None = None
    trigrams: TextQuery | None = None
    most_words: float | None = None
    word_filters: tuple[WordFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """Scores of measures by signal.

    Attributes:
        floor: the lowest cosine returned where more passages were left, else 0.
        complete: whether all that the retrievers could return is here.
    """

    semantic: Signal
    words: Signal
    trigrams: Signal
    floor: float
    complete: bool

    @property
    def best_cosine(self) -> float:
        """Cosine of the nearest passage; 0 when vectors were not asked."""
        return max((found.best for found in self.semantic.values()), default=0.0)

    def with_trigrams_scaled(self, share: float) -> "Retrieved":
        """The same with the trigrams' scores times `share`."""
        return replace(self, trigrams=_scaled(self.trigrams, share))


def retrieve(
    backend: SearchBackend, asked: RetrieverQuery, *, depth: int, filters: Filters
) -> Retrieved:
    """The `depth` best passages of each retriever, as scores of measures.

    Word scores are divided by `asked.most_words`, trigram scores by the best found.
    """
    near, words, trigrams = _passages(backend, asked, depth, filters)
    return Retrieved(
        semantic=by_measure(near, SEMANTIC_SHARES, missing=_floor(near, depth)),
        words=_to_one(by_measure(words, LEXICAL_SHARES), asked.most_words),
        trigrams=_to_one(by_measure(trigrams, LEXICAL_SHARES), None),
        floor=_floor(near, depth),
        complete=max(len(near), len(words), len(trigrams)) < depth,
    )


def _passages(
    backend: SearchBackend, asked: RetrieverQuery, depth: int, filters: Filters
) -> tuple[list[PassageScore], list[PassageScore], list[PassageScore]]:
    near: list[PassageScore] = []
    if asked.vector is not None:
        near = backend.search_vectors(
            asked.vector, k=depth, filters=filters, word_filters=asked.word_filters
        )[0]
    words, trigrams = (
        []
        if query is None
        else backend.search_text(query, k=depth, filters=filters, word_filters=asked.word_filters)
        for query in (asked.words, asked.trigrams)
    )
    return near, words, trigrams


def _floor(near: list[PassageScore], depth: int) -> float:
    return max(near[-1].score, 0.0) if near and len(near) >= depth else 0.0


def _to_one(signal: Signal, most: float | None) -> Signal:
    if most is None:
        most = max((found.score for found in signal.values()), default=0.0)
    return _scaled(signal, 1 / most) if most > 0 else _NOTHING


def _scaled(signal: Signal, factor: float) -> Signal:
    return {
        measure_id: MeasureScore(score=found.score * factor, best=found.best, nearest=found.nearest)
        for measure_id, found in signal.items()
    }
