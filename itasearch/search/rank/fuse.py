"""Retrieval and first ranking: scores of passages become one score a measure.

Words and trigrams are searched apart, because each needs its own scale. A BM25 score is
divided by what a passage with all of the query would reach, unknown words included, so a
query whose words the index lacks has next to no lexical score and meaning decides. The
signals are then added up by weight: reciprocal rank fusion was worse than its better half
in both languages (bench/search_ablation.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from itasearch.backends.base import SearchBackend
from itasearch.model.passages import ROW_FIELD, PassageScore, TextQuery
from itasearch.search.query.plan import SIGNALS, QueryPlan, SignalWeights

_TITLE = "title"

_SCORE_DIGITS = 6
"""Decimals of a score: sums that differ by their order of addition only are the same."""

CIRCUMSTANCES = ("timeframe", "responsible", "budget")
"""Fields about when, by whom and for how much: they do not say what is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How the parts of a measure's score weigh.

    Attributes:
        row: share of the whole row, 0–1; the rest is the best passage's.
        title: what the title's score adds on top.
    """

    row: float
    title: float


SEMANTIC_SHARES = Shares(row=0.8, title=0.0)
LEXICAL_SHARES = Shares(row=0.5, title=0.2)


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


Signal = Mapping[str, MeasureScore]


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
        """Cosine of the nearest passage; 0 without a vector search."""
        return max((found.best for found in self.semantic.values()), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """A measure with its score and the signals (0 to about 1) that made it.

    Attributes:
        semantic: cosine with the query.
        words: BM25 of the query's words, as a share of what all of them would reach.
        trigrams: the same of character trigrams.
        covered: share of the things asked for that it has, worth where they are found.
        title: share of these that are in its title.
        typed: 1 when all of these are in its title as typed, else 0.
        topic: how much of what the query is about it is about too.
        kin: cosine with what the first hits have in common.
        nearest: (field, ordinal) of the passage nearest in meaning, the row apart;
            of the best one by words without a vector search.
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


def retrieve(backend: SearchBackend, plan: QueryPlan, *, depth: int) -> Retrieved:
    """The `depth` best passages of each retriever, as scores of measures.

    Word scores are divided by `plan.most_words`, trigram scores by the best found. Filters
    hold inside the retrievers.
    """

    def by_text(query: TextQuery | None) -> list[PassageScore]:
        if query is None:
            return []
        return backend.search_text(
            query, k=depth, filters=plan.filters, word_filters=plan.word_filters
        )

    near: list[PassageScore] = []
    if plan.vector is not None:
        near = backend.search_vectors(
            plan.vector, k=depth, filters=plan.filters, word_filters=plan.word_filters
        )[0]
    words, grams = by_text(plan.words), by_text(plan.trigrams)
    floor = max(near[-1].score, 0.0) if near and len(near) >= depth else 0.0
    return Retrieved(
        semantic=by_measure(near, SEMANTIC_SHARES, missing=floor),
        words=_to_one(by_measure(words, LEXICAL_SHARES), plan.most_words),
        trigrams=_to_one(by_measure(grams, LEXICAL_SHARES), None),
        floor=floor,
        complete=max(len(near), len(words), len(grams)) < depth,
    )


def by_measure(passages: Sequence[PassageScore], shares: Shares, *, missing: float = 0.0) -> Signal:
    """Scores of the measures that `passages` belong to.

    A word deep inside a cell is found by the best passage, a query spread over the cells
    by the whole row; and a measure that has it in its title is about it.

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
    title = next((p.score for p in found if p.field == _TITLE), 0.0)
    unspecific = (ROW_FIELD, *CIRCUMSTANCES)
    nearest = next(((p.field, p.ordinal) for p in found if p.field not in unspecific), None)
    score = (1 - shares.row) * best + shares.row * row + shares.title * max(title, 0.0)
    return MeasureScore(score=score, best=best, nearest=nearest)


def _to_one(signal: Signal, most: float | None) -> Signal:
    if most is None:
        most = max((found.score for found in signal.values()), default=0.0)
    return scaled(signal, 1 / most) if most > 0 else {}


def scaled(signal: Signal, factor: float) -> Signal:
    """The same measures with their scores times `factor`."""
    return {
        measure_id: replace(found, score=found.score * factor)
        for measure_id, found in signal.items()
    }


def fuse(
    *, semantic: Signal, words: Signal, trigrams: Signal, weights: SignalWeights, missing: float
) -> list[Fused]:
    """Measures by weighted sum of their signals, best first; ties by measure id.

    Args:
        semantic: cosines; a measure that was not among the nearest has `missing`.
        words: already divided by the plan's `most_words`; absent is 0.
        trigrams: already between 0 and 1; absent is 0.
        weights: what each signal counts.
        missing: the lowest cosine that the vector search returned, or 0.
    """
    fused = []
    for measure_id, best in {**trigrams, **words, **semantic}.items():
        cosine = semantic[measure_id].score if measure_id in semantic else missing
        word = words[measure_id].score if measure_id in words else 0.0
        gram = trigrams[measure_id].score if measure_id in trigrams else 0.0
        total = weights.semantic * cosine + weights.words * word + weights.trigrams * gram
        fused.append(
            Fused(
                measure_id=measure_id,
                score=round(total, _SCORE_DIGITS),
                semantic=cosine,
                words=word,
                trigrams=gram,
                nearest=best.nearest,
            )
        )
    return in_order(fused)


def in_order(fused: Iterable[Fused]) -> list[Fused]:
    """Best first; ties by measure id."""
    return sorted(fused, key=lambda item: (-item.score, item.measure_id))


def reweighed(fused: Fused, weights: SignalWeights) -> Fused:
    """`fused` with its score anew from all of its signals."""
    total = sum(getattr(weights, name) * getattr(fused, name) for name in SIGNALS)
    return replace(fused, score=round(total, _SCORE_DIGITS))
