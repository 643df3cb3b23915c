"""How alike two texts are, which of several is nearest, and the order of Thai lists.

Likeness is that of squashed texts, so spaces, digits' script, case and bullets never count.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from itasearch.text.thai.normalize import squash


def similarity(left: str, right: str) -> float:
    """How alike two texts are, 0 to 1: twice the common letters over all letters.

    Symmetric; 1.0 exactly when their squashed forms are equal (two empty texts too).
    """
    return fuzz.ratio(squash(left), squash(right)) / 100


def closest(
    value: str, choices: Iterable[str], *, limit: int = 3, cutoff: float = 0.5
) -> tuple[str, ...]:
    """The `choices` most like `value`, best first; ties keep their order.

    Args:
        value: what was given.
        choices: what there is; repeated ones are named once.
        limit: how many to return at most.
        cutoff: least similarity, 0 to 1.

    Raises:
        ValueError: if limit is below 1 or cutoff outside 0 to 1.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, is {limit}")
    if not 0 <= cutoff <= 1:
        raise ValueError(f"cutoff must be from 0 to 1, is {cutoff}")
    unique = list(dict.fromkeys(choices))
    found = process.extract(
        squash(value),
        [squash(choice) for choice in unique],
        scorer=fuzz.ratio,
        limit=limit,
        score_cutoff=cutoff * 100,
    )
    return tuple(unique[index] for _, _, index in found)


_VOWEL_FIRST = re.compile("([เ-ไ])([ก-ฮ])")


def thai_order(text: str) -> str:
    """Sort key of Thai dictionaries: a vowel written before its consonant counts after it."""
    return _VOWEL_FIRST.sub(r"\2\1", text)
