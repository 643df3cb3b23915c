"""The order of Thai lists. Imports the standard library only."""

import re

_VOWEL_FIRST = re.compile("([เ-ไ])([ก-ฮ])")


def thai_order(text: str) -> str:
    """Sort key of Thai dictionaries: a vowel written before its consonant counts after it."""
    return _VOWEL_FIRST.sub(r"\2\1", text)
