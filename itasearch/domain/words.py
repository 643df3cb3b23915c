"""The one segmenter of itasearch, knowing the domain's words.

Index and query must be cut alike, so everything that segments Thai takes it from
here. The Segmenter still cuts a compound whose parts the word list knows, so a
term given here can be found by its parts; it only becomes a word to `is_word`.
Imports itasearch.text and its neighbour glossary.
"""

from functools import cache

from itasearch.domain.glossary import glossary, kept_words
from itasearch.text.words import Segmenter


@cache
def domain_words() -> tuple[str, ...]:
    """Words and unspaced Thai terms of the domain, sorted, each once."""
    terms = (term for concept in glossary().concepts for term in concept.thai)
    return tuple(sorted({*kept_words(), *(term for term in terms if " " not in term)}))


@cache
def segmenter() -> Segmenter:
    """The segmenter of index and query; its `name` changes when its words do."""
    return Segmenter(domain_words())
