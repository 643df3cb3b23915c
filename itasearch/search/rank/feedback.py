"""More like these measures, less like those: Rocchio on vectors and on words.

A measure counts by its mean direction and by its most characteristic words. Those of liked
ones are added to the query plan, those of unliked ones subtracted; a search for what is
similar to one measure is a plan of nothing else.

Source: Rocchio, "Relevance Feedback in Information Retrieval", in Salton, "The SMART
Retrieval System", 1971.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from itasearch.backends.base import SearchBackend, Vectors
from itasearch.model.passages import TextQuery, WeightedTerm
from itasearch.model.ranking import SearchMode
from itasearch.model.records import Measure
from itasearch.search.query.plan import QueryPlan, SignalWeights, Tools, weights_of
from itasearch.search.query.vocabulary import Vocabulary, topical

_KINDRED = SignalWeights(semantic=0.65, words=0.35, trigrams=0.0)

# Chosen by hand, within the usual range of Rocchio's weights; there are no judgements to measure
# liked measures by.
_LIKE_WEIGHT = 0.8
_UNLIKE_WEIGHT = 0.4  # what liked and unliked measures weigh beside the query, which weighs 1

_WORD_FIELDS = ("steps", "results", "outcomes")
_TITLE_COUNT = 3  # occurrences that a word of the title counts for
_MOST_COUNT = 3  # occurrences of a word beyond which more do not count
_MOST_WORDS = 24  # words that a measure steers by
_LONGEST_TEXT = 1_500  # code points of the fields that are segmented


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Measures that a person marked; either may be empty."""

    like: tuple[Measure, ...] = ()
    unlike: tuple[Measure, ...] = ()


def steered(plan: QueryPlan, examples: Examples, tools: Tools) -> QueryPlan:
    """`plan` turned towards the liked measures and away from the unliked ones.

    A retriever that the plan leaves out stays out, but an empty plan gets vectors and
    words; measures that are not indexed steer by words only.
    """
    if not examples.like and not examples.unlike:
        return plan
    is_empty = plan.vector is None and plan.words is None and plan.trigrams is None
    marked = ((examples.like, _LIKE_WEIGHT), (examples.unlike, -_UNLIKE_WEIGHT))
    shares = [(one, share / len(measures)) for measures, share in marked for one in measures]
    vector, words = plan.vector, plan.words
    if is_empty or vector is not None:
        vector = _steered_vector(vector, shares, tools.backend)
    if is_empty or words is not None:
        vocabulary = Vocabulary(tools.backend, tools.segmenter)
        words = _steered_words(words or TextQuery(), shares, vocabulary)
    return replace(plan, vector=vector, words=words, most_words=None)


def kindred_weights(mode: SearchMode) -> SignalWeights:
    """What each signal counts in a search by nothing but liked measures."""
    if mode is SearchMode.HYBRID:
        return _KINDRED
    return weights_of(SearchMode.SEMANTIC if mode is SearchMode.SEMANTIC else SearchMode.PHRASE)


def _steered_vector(
    own: Vectors | None, shares: Iterable[tuple[Measure, float]], backend: SearchBackend
) -> Vectors | None:
    """Unit vector of shape (1, dim), `own` included; None when there is no vector at all."""
    marked = list(shares)
    rows = backend.measure_vectors([measure.id for measure, _ in marked])
    parts: Vectors = np.array([share for _, share in marked], dtype=np.float32) @ rows
    total: Vectors = parts if own is None else parts + _unit(own[0])
    return _unit(total)[None, :] if total.any() else None


def _steered_words(
    own: TextQuery, shares: Iterable[tuple[Measure, float]], vocabulary: Vocabulary
) -> TextQuery:
    """Words by their weight in all; those that only unliked measures have are left out."""
    weights: defaultdict[str, float] = defaultdict(float)
    texts = [(_characteristic_words(measure, vocabulary), share) for measure, share in shares]
    for terms, share in ((own.words, 1.0), *texts):
        # Each text counts alike, however many words it has.
        total = sum(term.weight * vocabulary.idf(term.text) for term in terms)
        for term in terms if total else ():
            weights[term.text] += share * term.weight / total
    kept = tuple(WeightedTerm(text=w, weight=v) for w, v in weights.items() if v > 0)
    return replace(own, words=kept)


def _characteristic_words(measure: Measure, vocabulary: Vocabulary) -> Sequence[WeightedTerm]:
    """Words that are frequent in the measure and rare elsewhere, the most characteristic first."""
    words_of = vocabulary.segmenter.words
    title = words_of(measure.title)
    rest = words_of(" ".join(measure.text(f) for f in _WORD_FIELDS)[:_LONGEST_TEXT])
    counts = Counter(rest)
    counts.update(dict.fromkeys(title, _TITLE_COUNT))
    weights = {
        word: float(min(counts[word], _MOST_COUNT))
        for word in topical(counts)
        if vocabulary.knows(word)
    }
    by_worth = sorted(weights, key=lambda word: (-weights[word] * vocabulary.idf(word), word))
    return tuple(WeightedTerm(text=w, weight=weights[w]) for w in by_worth[:_MOST_WORDS])


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    unit: Vectors = (vector / length if length else vector).astype(np.float32)
    return unit
