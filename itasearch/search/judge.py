"""Whether anything answers a query, or whether it is better to say that nothing does.

There are always nearest vectors, even for "asdfgh". Three kinds of evidence are
added up: how much of the query the best measures have word by word, how many of
its letter triples, and how near the nearest passage is in meaning. Imports
nothing of itasearch.
"""

_TRIGRAM_SHARE = 0.5

LEAST_EVIDENCE = 0.62
"""Of 128 queries without an answer (65 of them on either of two libraries) 91 % stay
below it, of 347 with one 2 %, all of these without a word in common with the library."""

LEAST_COSINE = 0.3
"""The same for a search by meaning alone, which is much less sure: 53 % and 3 %."""


def is_answered(*, words: float, trigrams: float, cosine: float) -> bool:
    """Whether a hybrid search found an answer.

    Args:
        words: the highest word signal of the hits, 0 to about 1.
        trigrams: 0–1, share of the query's trigrams that one measure has.
        cosine: of the nearest passage.
    """
    return words + _TRIGRAM_SHARE * trigrams + cosine >= LEAST_EVIDENCE


def is_near(cosine: float) -> bool:
    """Whether a search by meaning alone found an answer."""
    return cosine >= LEAST_COSINE
