"""Words and weights by which topics and indicators of measures are guessed.

Weights come from classification.toml; the words are part of topics.toml and indicators.toml.
"""

from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import as_record, load_toml

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWeights:
    """What each sign of enrich/topics/signs.py adds to the log-odds of a topic or indicator.

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
    return as_record(_FILE, load_toml(_FILE), ClassificationWeights)
