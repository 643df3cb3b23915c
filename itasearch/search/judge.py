"""Whether anything answers a query, or whether it is better to say that nothing does.

There are always nearest vectors, even for "asdfgh". Five kinds of evidence are added
up: how much of the query index and glossary know, how much of it the best measures
have word by word, how many of the things asked for, how many of its letter triples,
and how near the nearest passage is in meaning. docs/search.md tells how weights and
threshold were found. Imports the standard library only.
"""

from dataclasses import dataclass

LEAST_EVIDENCE = 0.74
"""Of 140 queries without an answer, over the real reports and over the samples, 84 % stay
below it; of 128 with an answer 0.8 %."""

LEAST_COSINE = 0.3
"""The same for a search by meaning alone, which is much less sure: 53 % and 3 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for an answer.

    Attributes:
        coverage: 0–1, share of the query that index or glossary know.
        words: the highest word signal of the hits, 0 to about 1.
        trigrams: 0–1, share of the query's trigrams that one measure has.
        cosine: of the nearest passage.
        covered: 0–1, the highest share of the things asked for that a hit has.
    """

    coverage: float
    words: float
    trigrams: float
    cosine: float
    covered: float = 0.0

    @property
    def total(self) -> float:
        """All kinds together, by their worth."""
        known = 0.25 * self.coverage + 0.2 * self.trigrams
        return known + 0.6 * self.words + 0.4 * self.covered + self.cosine


def is_answered(evidence: Evidence) -> bool:
    """Whether a hybrid search found an answer."""
    return evidence.total >= LEAST_EVIDENCE


def is_near(cosine: float) -> bool:
    """Whether a search by meaning alone found an answer."""
    return cosine >= LEAST_COSINE
