"""A text as every encoder and reranker is given it. Imports text."""

from itasearch.text.thai.normalize import arabic_digits

LONGEST_TEXT = 2_000
"""Code points of a text that are encoded; what follows adds time, hardly meaning."""


def prepared(text: str) -> str:
    """Bounded, with Arabic digits (vocabularies lack Thai ones, and so has the index its words),
    fit for UTF-8."""
    bounded = arabic_digits(text[:LONGEST_TEXT])
    return bounded.encode("utf-8", errors="replace").decode("utf-8")
