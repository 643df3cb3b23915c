"""Weights by which topics and indicators of measures are guessed. Data: classification.toml.

Imports its neighbour loader only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import load_toml

_FILE = "classification.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWeights:
    """What each sign of enrich/signs.py adds to the log-odds of a topic or indicator.

    Attributes:
        bias: without any sign.
        rival: for words in the title of another one that has the most of them.
        topics: for an indicator, the share of the measure's topics that usually serve it.
    """

    bias: float = 0.0
    title: float = 0.0
    early: float = 0.0
    body: float = 0.0
    headers: float = 0.0
    similarity: float = 0.0
    row_similarity: float = 0.0
    rival: float = 0.0
    topics: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassificationWeights:
    """All that classifying has learned.

    Attributes:
        topic_threshold: least confidence of a topic.
        least_topic: least confidence of a measure's only topic, where none reaches that.
        indicator_threshold: least confidence of an indicator.
    """

    topics: SignWeights
    indicators: SignWeights
    topic_threshold: float
    least_topic: float
    indicator_threshold: float


@cache
def classification_weights() -> ClassificationWeights:
    """The weights of this package; ValueError where one is no number."""
    data = load_toml(_FILE)
    topics, indicators = _numbers(data, "topics"), _numbers(data, "indicators")
    return ClassificationWeights(
        topic_threshold=topics.pop("threshold"),
        least_topic=topics.pop("least"),
        indicator_threshold=indicators.pop("threshold"),
        topics=SignWeights(**topics),
        indicators=SignWeights(**indicators),
    )


def _numbers(data: Mapping[str, object], key: str) -> dict[str, float]:
    table = data.get(key)
    if not isinstance(table, dict) or not all(isinstance(v, int | float) for v in table.values()):
        raise ValueError(f"{_FILE}: [{key}] must be a table of numbers")
    return {name: float(value) for name, value in table.items()}
