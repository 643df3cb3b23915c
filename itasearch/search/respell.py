"""A misspelled term of the domain, put right: จัดซื้อจัดจาง is จัดซื้อจัดจ้าง.

Only stretches that hold a word which neither the index nor the glossary knows
are compared, so a query of known words is never changed. The result is searched
beside what was typed, not instead of it. Imports domain, its neighbours and
rapidfuzz.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from itasearch.domain.glossary import Glossary, ignored_words, term_key
from itasearch.search.parse import ParsedQuery
from itasearch.search.vocabulary import Vocabulary

_THAI_LIKENESS = 84.0
_LATIN_LIKENESS = 90.0
_SHORTEST_KEY = 5
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """A stretch of the query and the term that it was probably meant to be.

    Attributes:
        start: offset of the stretch in the query's text, in code points.
        end: offset after it.
    """

    start: int
    end: int
    term: str

    def applied_to(self, text: str) -> str:
        """`text` with the term in place of the stretch."""
        return text[: self.start] + self.term + text[self.end :]


def respelling(
    query: ParsedQuery, glossary: Glossary, *, vocabulary: Vocabulary
) -> Respelling | None:
    """The best respelling of one stretch of the query; None where all words are known.

    Of several the one that explains most of the query is taken.
    """
    named = {i for match in glossary.match(query.words) for i in range(match.first, match.last)}
    unknown = {
        i
        for i, word in enumerate(query.words)
        if i not in named and word not in ignored_words() and not vocabulary.knows(word)
    }
    best: Respelling | None = None
    most = 0.0
    for first, last in _stretches(len(query.words), unknown):
        key = "".join(map(term_key, query.words[first:last]))
        found = _closest(key, glossary)
        if found is not None and found[1] * len(key) > most:
            most = found[1] * len(key)
            start, end = query.spans[first].start, query.spans[last - 1].end
            best = Respelling(start=start, end=end, term=found[0])
    return best


def _stretches(length: int, unknown: set[int]) -> Iterator[tuple[int, int]]:
    """[first, last) of all runs of a few words that hold an unknown one."""
    for first in range(length):
        for last in range(first + 1, min(first + _MOST_WORDS, length) + 1):
            if any(i in unknown for i in range(first, last)):
                yield first, last


def _closest(key: str, glossary: Glossary) -> tuple[str, float] | None:
    if len(key) < _SHORTEST_KEY:
        return None
    cutoff = _LATIN_LIKENESS if key.isascii() else _THAI_LIKENESS
    found = process.extractOne(key, glossary.names.keys(), scorer=fuzz.ratio, score_cutoff=cutoff)
    return None if found is None else (glossary.names[found[0]], float(found[1]))
