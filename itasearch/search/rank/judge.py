"""Whether anything answers a query, or whether it is better to say that nothing does.

There are always nearest vectors, even for "asdfgh". Six kinds of evidence are added
up: how much of the query index and glossary know, how much of it the best measures
have word by word, how many of the things asked for, how many of its letter triples,
how near the nearest passage is in meaning, and whether it names anything of the
domain. docs/search.md tells how weights and threshold were found. Imports the
standard library only.
"""

from dataclasses import dataclass

LEAST_EVIDENCE = 0.83
"""Of 165 queries without an answer, over three libraries, 89 % stay below it; of 100 with
an answer 1 %."""

_NAMED = 0.09
"""Naming a concept of the glossary: 96 % of queries with an answer do, few of the others.
Common words alone (เงิน, แจก) are found in every library."""

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
        named: whether the query names a concept of the glossary.
    """

    coverage: float
    words: float
    trigrams: float
    cosine: float
    covered: float = 0.0
    named: bool = True

    @property
    def total(self) -> float:
        """All kinds together, by their worth."""
        known = 0.25 * self.coverage + 0.2 * self.trigrams + _NAMED * self.named
        return known + 0.6 * self.words + 0.4 * self.covered + self.cosine


def is_answered(evidence: Evidence) -> bool:
    """Whether a hybrid search found an answer."""
    return evidence.total >= LEAST_EVIDENCE


def is_near(cosine: float) -> bool:
    """Whether a search by meaning alone found an answer."""
    return cosine >= LEAST_COSINE
