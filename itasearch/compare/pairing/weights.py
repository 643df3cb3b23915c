"""How much each signal speaks for two measures doing the same thing.

Weights of a logistic regression, learned by `python bench/compare_alignment.py --learn`
on judgements by hand. Imports nothing of itasearch.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingWeights:
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
    own_meaning: float = 0.0
    topics: float = 0.0


WITH_TOPICS = PairingWeights(
    letters=2.17,
    words=2.59,
    ahead=5.68,
    concepts=2.68,
    stated=1.78,
    bias=-6.93,
    least=-1.2,
    own_meaning=6.74,
    topics=4.05,
)
"""For measures that the index knows."""

WITH_MEANING = PairingWeights(
    letters=2.83,
    words=2.49,
    ahead=7.58,
    concepts=4.6,
    stated=1.84,
    bias=-6.39,
    least=-1.7,
    own_meaning=8.37,
)
"""Where no topic of any measure is known."""

BY_WORDING = PairingWeights(
    letters=5.72,
    words=4.95,
    ahead=10.63,
    concepts=5.38,
    stated=1.8,
    bias=-5.1,
    least=-1.9,
)
"""Without vectors."""
