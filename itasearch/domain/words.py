"""The one segmenter of itasearch, with the domain's words.

Index and query must be segmented alike, so all Thai segmentation uses it. It adds only words that
the plain word list lacks or cuts wrongly: a phrase kept as one word could no longer be found by
its parts.
"""

from functools import cache

from itasearch.domain.loader import records
from itasearch.text.thai.words import Segmenter


@cache
def domain_words() -> tuple[str, ...]:
    """Words that the segmenter needs beyond its word list, sorted and unique."""
    return tuple(sorted(set(records("glossary.toml", "words", str))))


@cache
def segmenter() -> Segmenter:
    """The segmenter of index and query; its `name` changes when its words do."""
    return Segmenter(domain_words())
