"""How rare a word is in the index: what decides how much it counts in a query.

One object serves one query, so every frequency is asked once and all parts of a
query see the same commit. Imports the backend's protocol.
"""

import math

from itasearch.backends.base import SearchBackend


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
