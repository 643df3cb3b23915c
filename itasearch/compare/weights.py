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

    letters: float
    words: float
    ahead: float
    concepts: float
    stated: float
    bias: float
    least: float
    meaning: float = 0.0
    topics: float = 0.0


WITH_TOPICS = Weights(
    letters=2.36,
    words=3.3,
    ahead=5.87,
    concepts=3.35,
    stated=1.97,
    bias=-6.54,
    least=-1.2,
    meaning=4.89,
    topics=4.39,
)
"""For measures that the index knows."""

WITH_MEANING = Weights(
    letters=2.67,
    words=3.6,
    ahead=8.41,
    concepts=5.25,
    stated=2.08,
    bias=-5.8,
    least=-2.1,
    meaning=6.61,
)
"""Where no topic of any measure is known."""

BY_WORDING = Weights(
    letters=5.45,
    words=5.87,
    ahead=10.29,
    concepts=5.78,
    stated=1.95,
    bias=-5.27,
    least=-2.0,
)
"""Without vectors."""
