"""How rare a word is in the index, and forms of one word that segmentation keeps apart.

One Vocabulary serves one query, so each frequency is fetched once and all parts of a query
see the same commit.
"""

import math
from collections.abc import Iterator

from itasearch.backends.base import SearchBackend
from itasearch.domain.glossary import NOMINAL_PREFIXES


class Vocabulary:
    """Document frequencies of an index, remembered for one query."""

    def __init__(self, backend: SearchBackend) -> None:
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


_SHORTEST_ENGLISH = 4
"""Letters of a word that may have an ending."""
_ENDINGS = (("ies", ("y",)), ("ing", ("", "e", "s")), ("s", ("", "ing")), ("y", ("ies",)))
_NO_ENDING = ("", ("s", "es", "ing"))


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
