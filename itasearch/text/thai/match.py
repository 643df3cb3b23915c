"""How alike two texts are, which of several is nearest, and the order of Thai lists.

Likeness is that of squashed texts, so spaces, digits' script, case and bullets never count.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from itasearch.text.thai.normalize import squash

LIKE_TITLES = 0.85
"""Likeness of two titles, 0–1, from which on they are one: some lists repeat a measure under two
indicators with a word changed. Chosen by hand."""


def similarity(left: str, right: str) -> float:
    """Twice the common letters of two texts over all, 0–1; 1.0 for equal squashed forms."""
    return fuzz.ratio(squash(left), squash(right)) / 100


_MOST_CLOSEST = 3  # choices that an error names; by hand
_LEAST_CLOSE = 50  # least likeness of such a choice, 0–100; by hand


def closest(value: str, choices: Iterable[str]) -> tuple[str, ...]:
    """The `choices` most like `value`, best first and each once; ties keep their order."""
    closest_first = process.extract(
        value,
        list(dict.fromkeys(choices)),
        processor=squash,
        scorer=fuzz.ratio,
        limit=_MOST_CLOSEST,
        score_cutoff=_LEAST_CLOSE,
    )
    return tuple(choice for choice, _, _ in closest_first)


_VOWEL_FIRST = re.compile("([เ-ไ])([ก-ฮ])")


def thai_order(text: str) -> str:
    """Sort key of Thai dictionaries: a vowel written before its consonant counts after it."""
    return _VOWEL_FIRST.sub(r"\2\1", text)
