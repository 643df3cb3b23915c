"""Differences between two texts: letters damaged by an OCR or a typist, or another meaning.

A damaged word is no word, or a long one in pieces. So a difference between words, and any
in a number, a negation or a Latin name, makes another text, however small it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from rapidfuzz.distance import Indel, Levenshtein

from itasearch.domain.word_lists import word_pattern, words

IsWord = Callable[[str], bool]
"""Whether a string is one word of the language."""

OTHER_TEXT = 10**6
"""Damage of texts that say different things."""

_SHORT_WORD = 5
"""Letters of a stretch in which none may be wrong."""
_LONG_WORD = 10
"""Letters of a stretch in which one more may be wrong."""
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
# Not before a mark: การ์ด.
_empty_words = word_pattern(r"(?:<copy_words.empty>)(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")


def letters(text: Iterable[str]) -> str:
    """The letters of the words of `text` that have a meaning, numbers kept apart."""
    joined = "".join(f"#{word}#" if is_number(word) else word for word in text)
    return _empty_words().sub("", joined)


def differences(
    left: Sequence[str], right: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Stretches of words in which two texts differ."""
    for is_equal, run in groupby(Indel.opcodes(left, right), key=lambda one: one.tag == "equal"):
        if not is_equal:
            blocks = list(run)
            first, last = blocks[0], blocks[-1]
            yield left[first.src_start : last.src_end], right[first.dest_start : last.dest_end]


def damage(left: Sequence[str], right: Sequence[str], is_word: IsWord) -> int:
    """How many letters are damaged where two texts differ; OTHER_TEXT if they say other things."""
    one, other = letters(left), letters(right)
    if one == other:
        return 0
    if (
        _numbers(left) != _numbers(right)
        or _negations(left) != _negations(right)
        or any(letter.isascii() for letter in one + other)
        or not (_has_scraps(left, is_word) or _has_scraps(right, is_word) or _is_torn(left, right))
    ):
        return OTHER_TEXT
    distance = Levenshtein.distance(one, other)
    return distance if distance <= _most_wrong(one, other) else OTHER_TEXT


def _most_wrong(one: str, other: str) -> int:
    """How many letters may be wrong: more in a long stretch, and where they look alike."""
    if not one or not other:
        return 0
    length = max(len(one), len(other))
    by_length = (length > _SHORT_WORD) + (length > _LONG_WORD)
    return by_length + (_looks(one) == _looks(other))


def _looks(text: str) -> str:
    """`text` without marks, and one letter for all that look like it."""
    return _MARKS.sub("", text).translate(_look_alikes())


@cache
def _look_alikes() -> dict[int, str]:
    """One letter for all that an OCR takes for it."""
    groups = words("copy_words", "look_alikes")
    return {ord(letter): group[0] for group in groups for letter in group}


def _has_scraps(text: Sequence[str], is_word: IsWord) -> bool:
    """Whether some words of `text` are none."""
    return not all(len(word) > 1 and is_word(word) for word in text)


def _is_torn(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one text has a long word where the other has pieces that look like it."""
    fewer, more = sorted((left, right), key=len)
    if not len(fewer) == 1 < len(more) or len(fewer[0]) <= _SHORT_WORD:
        return False
    word, pieces = fewer[0], "".join(more)
    return _looks(word) == _looks(pieces) and _marks_are_lost(word, pieces)


def _marks_are_lost(one: str, other: str) -> bool:
    """Whether one has the other's marks but for some; another mark makes another word."""
    fewer, more = sorted((_MARKS.findall(one), _MARKS.findall(other)), key=len)
    rest = iter(more)
    return all(mark in rest for mark in fewer)


def _numbers(text: Sequence[str]) -> list[str]:
    return [word for word in text if is_number(word)]


def is_number(word: str) -> bool:
    """Whether a word begins with a digit."""
    return word[:1].isdigit()


def _negations(text: Sequence[str]) -> list[str]:
    beginnings = words("copy_words", "negations")
    return [word for word in text if word.startswith(beginnings)]
