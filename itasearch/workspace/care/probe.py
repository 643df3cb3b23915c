"""A question to each part of the index, whose answer is known: a measure that is in it."""

from collections.abc import Sequence

from itasearch.backends.base import SearchBackend
from itasearch.model.passages import TextQuery, WeightedTerm
from itasearch.text.thai.words import Segmenter, trigrams

VECTORS, WORDS, TRIGRAMS = "vectors", "words", "trigrams"
_LEAST_OF_ITSELF = 0.99
"""Cosine of a measure's vector with itself, as float32 or float16; by hand: others are below."""


def silent_parts(
    backend: SearchBackend, measure_id: str, title: str, *, segmenter: Segmenter
) -> tuple[str, ...]:
    """The parts of the index (VECTORS, WORDS, TRIGRAMS) that do not find a measure that is in it.

    Args:
        title: of the measure, with a word.

    Raises:
        BackendError: a part is damaged.
    """
    silent = []
    (nearest,) = backend.search_vectors(backend.measure_vectors([measure_id]), k=1)
    if not nearest or nearest[0].score < _LEAST_OF_ITSELF:
        silent.append(VECTORS)
    words, threes = segmenter.words(title), trigrams(title)
    if words and not backend.search_text(TextQuery(words=_terms(words)), k=1):
        silent.append(WORDS)
    if threes and not backend.search_text(TextQuery(trigrams=_terms(threes)), k=1):
        silent.append(TRIGRAMS)
    return tuple(silent)


def _terms(texts: Sequence[str]) -> tuple[WeightedTerm, ...]:
    return tuple(WeightedTerm(text=one) for one in dict.fromkeys(texts))
