"""The one segmenter of itasearch, knowing the domain's words.

Index and query must be cut alike, so everything that segments Thai takes it from
here. Only words that the plain word list lacks or cuts wrongly are added: a phrase
kept as one word could no longer be found by its parts.
"""

from functools import cache

from itasearch.domain.glossary import kept_words
from itasearch.text.thai.words import Segmenter


@cache
def domain_words() -> tuple[str, ...]:
    """Words that the segmenter must know beyond its word list, sorted, each once."""
    return tuple(sorted(set(kept_words())))


@cache
def segmenter() -> Segmenter:
    """The segmenter of index and query; its `name` changes when its words do."""
    return Segmenter(domain_words())
