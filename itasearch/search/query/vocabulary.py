"""Words of an index: how rare they are, and forms of one word that segmentation keeps apart.

One Vocabulary serves one query, so each frequency is fetched once and all parts of a query
see the same commit.
"""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

from itasearch.backends.base import SearchBackend
from itasearch.domain.glossary import NOMINAL_PREFIXES, ignored_words
from itasearch.text.thai.words import Segmenter

_SHORTEST_ENGLISH = 4
"""Letters of a word that may have an ending."""

_ENDINGS = (("ies", ("y",)), ("ing", ("", "e", "s")), ("s", ("", "ing")), ("y", ("ies",)))
_NO_ENDING = ("", ("s", "es", "ing"))


class Vocabulary:
    """Document frequencies of an index, cached for one query.

    Attributes:
        segmenter: the one that the index was built with.
    """

    def __init__(self, backend: SearchBackend, segmenter: Segmenter) -> None:
        self.segmenter = segmenter
        self._backend = backend
        self._passages = backend.passage_count()
        self._known: dict[str, int] = {}

    def knows(self, word: str) -> bool:
        """Whether the word occurs in the index."""
        return self.frequency(word) > 0

    def frequency(self, word: str) -> int:
        """In how many passages the word occurs."""
        if word not in self._known:
            self._known[word] = self._backend.document_frequency(word)
        return self._known[word]

    def idf(self, word: str) -> float:
        """BM25's inverse document frequency; the largest there can be for an unknown word."""
        frequency = self.frequency(word)
        absent = max(self._passages - frequency, 0)
        return math.log(1 + (absent + 0.5) / (frequency + 0.5))

    def knows_all(self, words: Iterable[str]) -> bool:
        """Whether each of `words` occurs in the index."""
        return all(map(self.knows, words))

    def topical_words(self, name: str) -> tuple[str, ...]:
        """Words of a name that carry a topic, each once."""
        return _topical_words(name, self.segmenter)


def topical(words: Iterable[str]) -> tuple[str, ...]:
    """Those of `words` that carry a topic, each once."""
    return tuple(word for word in dict.fromkeys(words) if word not in ignored_words())


@lru_cache(maxsize=16_384)
def _topical_words(name: str, segmenter: Segmenter) -> tuple[str, ...]:
    return topical(segmenter.words(name))


def word_forms(word: str) -> tuple[str, ...]:
    """Forms that say the same: with or without การ or ความ, an English plural or -ing."""
    return tuple(_english_forms(word) if word.isascii() else _prefixed_forms(word))


def _prefixed_forms(word: str) -> Iterator[str]:
    for prefix in NOMINAL_PREFIXES:
        bare = word.removeprefix(prefix)
        if bare == word:
            yield prefix + word
        elif len(bare) > len(prefix):
            yield bare


def _english_forms(word: str) -> Iterator[str]:
    if len(word) < _SHORTEST_ENGLISH or not word.isalpha():
        return
    ending, others = next((pair for pair in _ENDINGS if word.endswith(pair[0])), _NO_ENDING)
    bare = word.removesuffix(ending)
    yield from (bare + other for other in others)
