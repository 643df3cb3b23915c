"""Whether anything answers a query, or whether it is better to say that nothing does.

There are always nearest vectors, even for "asdfgh". Three kinds of evidence are
added up: how much of the query index and glossary know, how many of its letter
triples stand together in one measure, and how near the nearest passage is in
meaning. Imports nothing of itasearch.
"""

_COVERAGE_SHARE = 0.5
_TRIGRAM_SHARE = 0.3

LEAST_EVIDENCE = 0.48
"""Measured on the three real reports: see docs/search.md."""

LEAST_LEXICAL_EVIDENCE = 0.2
"""The same for searches without vectors."""


def is_answered(*, coverage: float, trigrams: float, cosine: float | None) -> bool:
    """Whether the best measures found answer the query.

    Args:
        coverage: 0–1, share of the query that index or glossary know.
        trigrams: 0–1, share of its trigrams that one measure has.
        cosine: of the nearest passage; None for a search without vectors.
    """
    lexical = _COVERAGE_SHARE * coverage + _TRIGRAM_SHARE * trigrams
    if cosine is None:
        return lexical >= LEAST_LEXICAL_EVIDENCE
    return lexical + cosine >= LEAST_EVIDENCE
