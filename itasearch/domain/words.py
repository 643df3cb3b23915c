"""The domain's words: the one segmenter of itasearch has them, and common misspellings.

Index and query must be segmented alike, so all Thai segmentation uses it. It adds only words that
the plain word list lacks or cuts wrongly: a phrase kept as one word could no longer be found by
its parts. It holds many misspellings too (ลายเซ็นต์, สัมนา), which a speller by edit distance
takes for words; spellings.toml has the right one of each.
"""

from collections.abc import Mapping
from functools import cache

from itasearch.domain.loader import as_record, load_toml, records
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter

_SPELLINGS = "spellings.toml"


@cache
def domain_words() -> tuple[str, ...]:
    """Words that the segmenter needs beyond its word list, sorted and unique."""
    return tuple(sorted(set(records("glossary.toml", "words", str))))


@cache
def segmenter() -> Segmenter:
    """The segmenter of index and query; its `name` changes when its words do."""
    return Segmenter(domain_words())


@cache
def wrong_spellings() -> Mapping[str, str]:
    """The right spelling by each wrong one, squashed."""
    rights: dict[str, str] = {}
    listed = as_record(_SPELLINGS, load_toml(_SPELLINGS)["wrong"], dict[str, tuple[str, ...]])
    for right, spellings in listed.items():
        for wrong in map(squash, spellings):
            if rights.setdefault(wrong, right) != right or wrong == squash(right):
                raise ValueError(f"{_SPELLINGS}: {wrong!r} means {rights[wrong]!r} and {right!r}")
    return rights


@cache
def look_alikes() -> frozenset[str]:
    """English words that are close to a glossary term and no misspelling of it."""
    return frozenset(records(_SPELLINGS, "look_alikes", str))
