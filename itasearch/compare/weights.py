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
    letters=2.54,
    words=3.47,
    ahead=5.88,
    concepts=3.02,
    stated=1.95,
    bias=-6.61,
    least=-1.3,
    meaning=4.96,
    topics=4.29,
)
"""For measures that the index knows."""

WITH_MEANING = Weights(
    letters=3.0,
    words=3.65,
    ahead=8.16,
    concepts=4.93,
    stated=2.02,
    bias=-5.9,
    least=-1.7,
    meaning=6.55,
)
"""Where no topic of any measure is known."""

BY_WORDING = Weights(
    letters=5.53,
    words=5.92,
    ahead=9.89,
    concepts=5.54,
    stated=1.85,
    bias=-5.38,
    least=-2.1,
)
"""Without vectors."""
