"""Which strings are Thai words or names of persons, and how likely a reading of a string is.

The word list is pythainlp's (62,000 words), with frequencies of the Thai National Corpus. A word's
cost is -ln of its probability, a string's that of its cheapest cut into words: of two readings the
cheaper is the likelier.

Names of places are made of nouns and adjectives; a verb or preposition ends them (pythainlp's table
of the ORCHID corpus, single words only). Some of its 12,000 given names and 9,800 surnames are
words or places as well, which callers must distinguish.
"""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache


@contextmanager
def _without_folder() -> Iterator[None]:
    """Import pythainlp without making its download folder, which fails in a read-only home."""
    if _OF_READING & os.environ.keys():  # both at once are an error
        yield
        return
    os.environ[_READ_ONLY] = "1"
    try:
        yield
    finally:
        del os.environ[_READ_ONLY]


_READ_ONLY = "PYTHAINLP_READ_ONLY"
_OF_READING = {_READ_ONLY, "PYTHAINLP_READ_MODE"}

with _without_folder():
    from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names, thai_words
    from pythainlp.corpus.tnc import unigram_word_freqs
    from pythainlp.tag import unigram

_CORPUS_WORDS = 33_500_000  # Thai National Corpus: sum of `unigram_word_freqs()`, rounded
_UNSEEN_COUNT = 10  # of words that the corpus cuts otherwise: most are compounds of two

UNKNOWN_COST = 16.0  # of a letter that belongs to no word: nearly that of the rarest word

LONGEST_WORD = 20  # letters of a word searched in a run; 512 of 62,106 words are longer; by hand

_TAGS = (
    *("VACT", "VSTA", "RPRE", "JCRG", "JSBR", "JCMP", "PREL", "XV", "DIBQ", "DIAQ", "DDAC"),
    *("DDAN", "DDBQ", "DONM", "NEG", "ADV", "PPRS", "PDMN", "EITT", "EAFF", "PNTR"),
)
_CLAN = "แซ่"

_CACHED = 16_384  # texts, words or pairs whose result a function keeps: most come again

# Of moving letters to the word before; by hand on 2,193 texts: 3 moves ขั้นตอน.
_LEAST_GAIN_OF_MOVE = 4.0


@cache
def thai_word_set() -> frozenset[str]:
    """All words of the list."""
    return frozenset(thai_words())


def is_thai_word(text: str) -> bool:
    """Whether `text` is a word of the list."""
    return text in thai_word_set()


@cache
def word_counts() -> dict[str, int]:
    """How often a word is in the Thai National Corpus; those of the list and others."""
    return unigram_word_freqs()


@cache
def word_costs() -> dict[str, float]:
    """Cost of each word of the list: -ln of its probability."""
    counts = word_counts()
    return {
        word: math.log(_CORPUS_WORDS / counts.get(word, _UNSEEN_COUNT)) for word in thai_word_set()
    }


@lru_cache(maxsize=_CACHED)
def everyday_cost(word: str) -> float | None:
    """-ln of how likely a word is in everyday Thai; None if unknown.

    A compound that the corpus cuts otherwise (ที่อื่น, ไม่ต้อง) costs as the rarer of its likeliest
    two parts.
    """
    if count := word_counts().get(word):
        return math.log(_CORPUS_WORDS / count)
    if word not in thai_word_set():
        return None
    halves = ((everyday_cost(word[:i]), everyday_cost(word[i:])) for i in range(1, len(word)))
    pairs = [(first, other) for first, other in halves if first is not None and other is not None]
    return max(min(pairs, key=sum)) if pairs else None


@lru_cache(maxsize=_CACHED)
def torn_letters(before: str, word: str) -> int:
    """How many first letters of `word` belong to the word before: 3 of ทรัพย์ + สินบน (บนเกาะ)."""
    if before not in thai_word_set():
        return 0
    for length in inner_words(word):
        costs = [everyday_cost(piece) for piece in (before, word, before + word[:length])]
        rest = everyday_cost(word[length:])
        if None in costs or rest is None:
            continue
        first, second, joined = (cost or 0.0 for cost in costs)
        if first + second - joined - rest >= _LEAST_GAIN_OF_MOVE:
            return length
    return 0


@lru_cache(maxsize=_CACHED)
def inner_words(word: str) -> tuple[int, ...]:
    """Where in `word` another word begins that ends with it, last first: 3 in สินบน."""
    words = thai_word_set()
    return tuple(i for i in range(len(word) - 2, 1, -1) if word[i:] in words)


def reading_cost(text: str) -> float:
    """Cost of the cheapest cut of letters into words; UNKNOWN_COST a stray letter. Linear."""
    return _cheapest(text)[0][-1]


@lru_cache(maxsize=_CACHED)
def cheapest_cut(text: str) -> tuple[str, ...]:
    """The cheapest cut of `text` (letters only) into words and stray letters."""
    _, starts = _cheapest(text)
    pieces, end = [], len(text)
    while end:
        start = starts[end]
        pieces.append(text[start:end])
        end = start
    return tuple(reversed(pieces))


@cache
def _word_ends() -> dict[str, tuple[int, ...]]:
    """Lengths, up to LONGEST_WORD, of words by their first three letters (two alone)."""
    numbers: dict[str, set[int]] = {}
    for word in thai_word_set():
        if 2 <= len(word) <= LONGEST_WORD:
            numbers.setdefault(word[:3], set()).add(len(word))
    return {
        beginning: tuple(lengths | numbers.get(beginning[:2], set()))
        for beginning, lengths in numbers.items()
    }


def _cheapest(text: str) -> tuple[list[float], list[int]]:
    """For each end: cost of the cheapest cut up to it; start of its last piece."""
    costs, lengths, size = word_costs(), _word_ends(), len(text)
    best, starts = [0.0] + [math.inf] * size, [0] * (size + 1)
    for start in range(size):
        here = best[start]
        if here + UNKNOWN_COST < best[start + 1]:
            best[start + 1], starts[start + 1] = here + UNKNOWN_COST, start
        three = text[start : start + 3]
        for length in lengths.get(three) or lengths.get(three[:2], ()):
            end = start + length
            cost = costs.get(text[start:end]) if end <= size else None
            if cost is not None and here + cost < best[end]:
                best[end], starts[end] = here + cost, start
    return best, starts


@lru_cache(maxsize=4_096)
def is_function_word(word: str) -> bool:
    """Whether `word` is a verb or a small word, before which a name ends; False if unknown."""
    ((_, tag),) = unigram.tag([word], corpus="orchid")
    return tag.startswith(_TAGS)


def is_given_name(word: str) -> bool:
    """Whether `word` is a listed given name."""
    return word in thai_male_names() or word in thai_female_names()


def is_surname(word: str) -> bool:
    """Whether `word` is a listed surname or that of a Chinese clan (แซ่…)."""
    return word in thai_family_names() or (word.startswith(_CLAN) and word != _CLAN)
