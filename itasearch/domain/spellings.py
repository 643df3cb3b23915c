"""Common misspellings of domain words, each with the right spelling, and English look-alikes.

The plain word list holds many misspellings (ลายเซ็นต์, สัมนา), so a speller by edit distance takes
them for words. Data: spellings.toml.
"""

from collections.abc import Mapping
from functools import cache

from itasearch.domain.loader import as_record, load_toml, records
from itasearch.text.thai.normalize import squash

_FILE = "spellings.toml"


@cache
def wrong_spellings() -> Mapping[str, str]:
    """The right spelling by each wrong one, squashed.

    Raises:
        ValueError: the file is malformed, or a wrong spelling has two right ones.
    """
    found: dict[str, str] = {}
    wrong_by_right = as_record(_FILE, load_toml(_FILE)["wrong"], dict[str, tuple[str, ...]])
    for right, spellings in wrong_by_right.items():
        for wrong in map(squash, spellings):
            if found.setdefault(wrong, right) != right or wrong == squash(right):
                raise ValueError(f"{_FILE}: {wrong!r} means {found[wrong]!r} and {right!r}")
    return found


@cache
def look_alikes() -> frozenset[str]:
    """English words that are close to a glossary term and no misspelling of it."""
    return frozenset(records(_FILE, "look_alikes", str))
