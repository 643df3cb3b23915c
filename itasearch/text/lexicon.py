"""The Thai word list of pythainlp, loaded once.

62,000 words, some 600 abbreviations with dots among them. Imports pythainlp only.
"""

from functools import cache

from pythainlp.corpus import thai_words


@cache
def thai_word_set() -> frozenset[str]:
    """All words of the list, normalised as the list has them."""
    return frozenset(thai_words())


def is_thai_word(text: str) -> bool:
    """Whether `text` is a word of the list."""
    return text in thai_word_set()
