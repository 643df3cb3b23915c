"""What the retrievers are asked to find measures like a given one.

Its vectors say what it is about as a whole; its rarest words, what it is about
in particular. Imports the backend's protocol, domain, model, text, neighbours.
"""

from collections import Counter

import numpy as np

from itasearch.backends.base import SearchBackend, Vectors
from itasearch.model.passages import TextQuery, WeightedTerm
from itasearch.model.records import Measure
from itasearch.search.expand import topical
from itasearch.search.fuse import Weights
from itasearch.search.retrieve import Asked
from itasearch.search.vocabulary import Vocabulary
from itasearch.text.words import Segmenter

KINDRED = Weights(semantic=0.65, words=0.35, trigrams=0.0)

_FIELDS = ("steps", "results", "outcomes")
_TITLE_COUNT = 3
_MOST_COUNT = 3
_MOST_WORDS = 24
_LONGEST_TEXT = 1_500


def asked_by(measure: Measure, backend: SearchBackend, segmenter: Segmenter) -> Asked:
    """The question whose answers are like `measure`; one that is not indexed asks by words."""
    vocabulary = Vocabulary(backend)
    return Asked(
        vector=_direction(backend.measure_vectors(measure.id)),
        words=TextQuery(words=_telling_words(measure, segmenter, vocabulary)),
    )


def _direction(vectors: Vectors) -> Vectors | None:
    """The mean direction of all passages, shape (1, dim)."""
    if not len(vectors):
        return None
    mean = vectors.mean(axis=0, dtype=np.float64)
    length = float(np.linalg.norm(mean))
    unit: Vectors = (mean / length if length else vectors[0]).astype(np.float32)
    return unit[None, :]


def _telling_words(
    measure: Measure, segmenter: Segmenter, vocabulary: Vocabulary
) -> tuple[WeightedTerm, ...]:
    """Words that are frequent in the measure and rare elsewhere."""
    title = segmenter.words(measure.title)
    rest = segmenter.words(" ".join(measure.text(f) for f in _FIELDS)[:_LONGEST_TEXT])
    counts = Counter(rest)
    counts.update(dict.fromkeys(title, _TITLE_COUNT))
    weights = {
        word: float(min(counts[word], _MOST_COUNT))
        for word in topical(counts)
        if vocabulary.knows(word)
    }
    by_worth = sorted(weights, key=lambda word: (-weights[word] * vocabulary.idf(word), word))
    return tuple(WeightedTerm(text=w, weight=weights[w]) for w in by_worth[:_MOST_WORDS])
