"""Words and weights by which topics and indicators of measures are guessed.

Weights come from classification.toml; the words are part of topics.toml and indicators.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import load_toml, texts_of

_FILE = "classification.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalWords:
    """Typical words and sentences of measures of one topic or indicator.

    Words are compared loosely; a "+" joins parts that occur near each other in this order.

    Attributes:
        sentences: typical measures, to compare vectors with.
        title: words that decide in a title only.
        decisive: words that decide wherever they occur.
        supporting: words that are weak evidence.
        headers: column headers under which such measures are listed.
    """

    sentences: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    decisive: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


def typical_words_of(entry: Mapping[str, object]) -> TypicalWords:
    """The words and sentences of one table of a TOML file; ValueError where one is no text."""
    return TypicalWords(
        sentences=texts_of(entry, "sentences"),
        title=texts_of(entry, "title"),
        decisive=texts_of(entry, "telling"),
        supporting=texts_of(entry, "supporting"),
        headers=texts_of(entry, "headers"),
    )


def shares_of(entry: Mapping[str, object], key: str) -> Mapping[int, float]:
    """Shares by whole number under `key`, such as { 9 = 0.3 }; ValueError when it is none."""
    value = entry.get(key)
    if not isinstance(value, dict) or not value:
        raise ValueError(f"{dict(entry)}: {key} must be a table of shares")
    shares = {int(number): float(share) for number, share in value.items()}
    if abs(sum(shares.values()) - 1) > 1e-6:
        raise ValueError(f"{dict(entry)}: the shares of {key} must sum to 1")
    return shares


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
    """Learned weights and thresholds of the classifier.

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
