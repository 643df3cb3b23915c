"""How much each signal speaks for two measures doing the same thing.

Weights of a logistic regression, learned by `python bench/compare_alignment.py --learn`
on judgements by hand. Imports nothing of itasearch.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the signals of the same names, and from which sum on two are a pair.

    Attributes:
        least: the learned cut-off; the sum with `bias` is a logarithm of odds.
    """

    title: float
    task: float
    purpose: float
    words: float
    concepts: float
    rare: float
    stated: float
    holds: float
    bias: float
    least: float
    meaning: float = 0.0
    topics: float = 0.0


WITH_TOPICS = Weights(
    title=3.34,
    task=1.11,
    purpose=2.3,
    words=1.8,
    concepts=2.44,
    rare=0.07,
    stated=2.1,
    holds=2.6,
    bias=-7.43,
    least=-1.7,
    meaning=2.71,
    topics=3.5,
)
"""For measures that the index knows."""

WITH_MEANING = Weights(
    title=4.44,
    task=1.36,
    purpose=3.35,
    words=2.28,
    concepts=2.16,
    rare=0.46,
    stated=2.17,
    holds=3.09,
    bias=-6.8,
    least=-2.2,
    meaning=3.76,
)
"""Where no topic of any measure is known."""

BY_WORDING = Weights(
    title=5.33,
    task=2.44,
    purpose=3.67,
    words=3.06,
    concepts=2.15,
    rare=0.74,
    stated=2.15,
    holds=3.11,
    bias=-6.71,
    least=-2.3,
)
"""Without vectors."""
