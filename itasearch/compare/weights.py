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
    title=3.27,
    task=1.14,
    purpose=2.21,
    words=1.78,
    concepts=2.54,
    rare=0.04,
    stated=2.12,
    holds=2.57,
    bias=-7.8,
    least=-1.6,
    meaning=2.61,
    topics=4.19,
)
WITH_MEANING = Weights(
    title=4.41,
    task=1.35,
    purpose=3.33,
    words=2.27,
    concepts=2.12,
    rare=0.53,
    stated=2.17,
    holds=3.06,
    bias=-6.8,
    least=-2.2,
    meaning=3.72,
)
BY_WORDING = Weights(
    title=5.27,
    task=2.41,
    purpose=3.64,
    words=3.05,
    concepts=2.09,
    rare=0.85,
    stated=2.15,
    holds=3.07,
    bias=-6.71,
    least=-2.6,
)
