"""Which strings are Thai words and how likely a reading of a string is.

The word list is pythainlp's (62,000 words); frequencies are those of the Thai
National Corpus that it ships. A word's cost is -ln of its probability; a string's
cost is that of its cheapest cut into words, so the cheaper of two readings is the
likelier one.
"""

import math
from functools import cache

from pythainlp.corpus import thai_words
from pythainlp.corpus.tnc import unigram_word_freqs

_CORPUS_WORDS = 33_500_000
_UNSEEN_COUNT = 10
"""Given to words that the corpus cuts otherwise: most are compounds of two common words."""

UNKNOWN_COST = 16.0
"""Of a letter that belongs to no word: nearly that of the rarest word."""

LONGEST_WORD = 20


@cache
def thai_word_set() -> frozenset[str]:
    """All words of the list."""
    return frozenset(thai_words())


def is_thai_word(text: str) -> bool:
    """Whether `text` is a word of the list."""
    return text in thai_word_set()


@cache
def word_costs() -> dict[str, float]:
    """Cost of each word of the list: -ln of its probability."""
    counts = unigram_word_freqs()
    return {
        word: math.log(_CORPUS_WORDS / counts.get(word, _UNSEEN_COUNT)) for word in thai_word_set()
    }


def reading_cost(text: str) -> float:
    """Cost of the cheapest cut of `text` (letters only) into words; UNKNOWN_COST a stray letter.

    Work grows linearly with the length.
    """
    return _cheapest(text)[-1][0]


def cheapest_cut(text: str) -> tuple[str, ...]:
    """The cheapest cut of `text` (letters only) into words and stray letters."""
    best = _cheapest(text)
    pieces, end = [], len(text)
    while end:
        start = best[end][1]
        pieces.append(text[start:end])
        end = start
    return tuple(reversed(pieces))


def _cheapest(text: str) -> list[tuple[float, int]]:
    """For each end: (cost of the cheapest cut up to it, start of that cut's last piece)."""
    costs, size = word_costs(), len(text)
    best = [(0.0, 0)] + [(math.inf, 0)] * size
    for start in range(size):
        here = best[start][0]
        if here + UNKNOWN_COST < best[start + 1][0]:
            best[start + 1] = (here + UNKNOWN_COST, start)
        for end in range(start + 2, min(start + LONGEST_WORD, size) + 1):
            cost = costs.get(text[start:end])
            if cost is not None and here + cost < best[end][0]:
                best[end] = (here + cost, start)
    return best
