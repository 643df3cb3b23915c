"""Whether a text has a word, and not only its letters: no รถ in สามารถ, no สินบน in ทรัพย์สิน|บน."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from itasearch.text.thai.lexicon import inner_words, torn_letters
from itasearch.text.thai.words import Segmenter

# Varied on judged queries while they were ranked by whole words.
LONGEST_SHORT_WORD = 4  # letters of a name that may be in another word (รถ in สามารถ); 0 to 8 flat

_SEGMENTED_AROUND = 12  # code points around a short word, segmented with it; 4 and 40 rank alike

_MOST_SEGMENTED = 6  # places of a short word that are segmented; 1 and 20 rank alike

_LETTERS_BEFORE = 8  # letters before a longer word that may end with its first ones


def has_word(word: str, text: str, segmenter: Segmenter) -> bool:
    """Whether a squashed text has a word: short ones not in others, longer ones not torn."""
    if word not in text:
        return False
    if len(word) <= LONGEST_SHORT_WORD:
        return _has_whole_word(word, text, segmenter)
    if not inner_words(word):
        return True
    starts = _places(word, text)
    return not all(_is_torn(text[max(at - _LETTERS_BEFORE, 0) : at], word) for at in starts)


def _places(word: str, text: str) -> Iterator[int]:
    """Where a text has the letters of a word; patterns would be compiled for each word."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


@lru_cache(maxsize=16_384)
def _has_whole_word(word: str, text: str, segmenter: Segmenter) -> bool:
    sought = segmenter.words(word)
    if not sought:
        return True
    around = (
        text[max(at - _SEGMENTED_AROUND, 0) : at + len(word) + _SEGMENTED_AROUND]
        for at in islice(_places(word, text), _MOST_SEGMENTED)
    )
    return any(
        words[start : start + len(sought)] == sought
        for words in map(segmenter.words, around)
        for start in range(len(words) - len(sought) + 1)
    )


@lru_cache(maxsize=16_384)
def _is_torn(before: str, word: str) -> bool:
    """Whether a word (สินบน) ends the one before (ทรัพย์สิน|บน)."""
    return any(torn_letters(before[start:], word) for start in range(len(before)))
