"""Common misspellings of domain words, each with the right spelling, and English look-alikes.

The plain word list holds many misspellings (ลายเซ็นต์, สัมนา), so a speller by edit distance takes
them for words. Data: spellings.toml.
"""

from collections.abc import Mapping
from functools import cache

from itasearch.domain.loader import entries, load_toml, text_of, texts_of
from itasearch.text.thai.normalize import squash

_FILE = "spellings.toml"


@cache
def wrong_spellings() -> Mapping[str, str]:
    """The right spelling by each wrong one, squashed.

    Raises:
        ValueError: the file is malformed, or a wrong spelling has two right ones.
    """
    found: dict[str, str] = {}
    for entry in entries(_FILE, "spelling"):
        right = text_of(entry, "right")
        for wrong in map(squash, texts_of(entry, "wrong")):
            if found.setdefault(wrong, right) != right or wrong == squash(right):
                raise ValueError(f"{_FILE}: {wrong!r} stands for {found[wrong]!r} and {right!r}")
    return found


@cache
def look_alikes() -> frozenset[str]:
    """English words that are close to a glossary term and no misspelling of it."""
    return frozenset(texts_of(load_toml(_FILE), "look_alikes"))
