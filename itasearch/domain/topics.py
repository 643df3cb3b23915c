"""What measures can be about: some thirty topics, with names in both languages.

Data: topics.toml, and in classification.toml the weights by which topics and indicators
of measures are guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import as_record, load_toml, records
from itasearch.errors import UnknownValueError
from itasearch.text.thai.match import closest
from itasearch.text.thai.normalize import squash

_FILE = "topics.toml"
_WEIGHTS_FILE = "classification.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalWords:
    """Typical words and sentences of measures of one topic or indicator.

    Words are compared loosely; a "+" joins parts that occur near each other in this order.
    """

    sentences: tuple[str, ...] = ()  #: typical measures, to compare vectors with
    title: tuple[str, ...] = ()
    decisive: tuple[str, ...] = ()  #: words that decide wherever they occur
    supporting: tuple[str, ...] = ()  #: words that are weak evidence
    headers: tuple[str, ...] = ()  #: column headers under which such measures are listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(TypicalWords):
    """One topic, with the words and sentences of measures about it."""

    id: str  #: stable name, in URLs and corrections
    thai: str
    english: str
    definition: str  #: what belongs to it and what does not, in English, for people who judge
    thai_definition: str
    indicators: Mapping[int, float]  #: ITA indicators (1–10) that they usually serve, with shares

    def __post_init__(self) -> None:
        if abs(sum(self.indicators.values()) - 1) > 1e-6:
            raise ValueError(f"the shares of {self.id} must sum to 1")


def topics() -> tuple[Topic, ...]:
    """All topics, in the order to show them."""
    return records(_FILE, "topic", Topic)


def neutral_words() -> tuple[str, ...]:
    """Words of no topic that contain a topic's words, such as "ปีงบประมาณ"."""
    return records(_FILE, "neutral", str)


def topics_named(text: str) -> frozenset[str]:
    """The ids of topics of which `text` has a word that decides wherever it is."""
    key = squash(text)
    for word in neutral_words():
        key = key.replace(squash(word), " ")
    return frozenset(name for name, pattern in _decisive().items() if pattern.search(key))


def deciding_words(topic: Topic) -> frozenset[str]:
    """The squashed words that decide wherever they are, but those of parts."""
    return frozenset(squash(word) for word in topic.decisive if "+" not in word)


@cache
def _decisive() -> Mapping[str, re.Pattern[str]]:
    patterns = {}
    for topic in topics():
        words = map(re.escape, sorted(deciding_words(topic)))
        whole = (rf"(?<![a-z]){word}(?![a-z])" if word.isascii() else word for word in words)
        patterns[topic.id] = re.compile("|".join(whole) or "(?!)")
    return patterns


def topic(text: str) -> Topic | None:
    """The topic with this id, or Thai or English name, loosely; None if there is none."""
    key = squash(text)
    return next((t for t in topics() if key in map(squash, (t.id, t.thai, t.english))), None)


def find_topic(text: str) -> Topic:
    """The topic that `text` names.

    Raises UnknownValueError: there is none, with the nearest names.
    """
    subject = topic(text)
    if subject is None:
        raise UnknownValueError(field="topic", value=text, nearest=nearest_topics(text))
    return subject


def nearest_topics(text: str) -> tuple[str, ...]:
    """Names of topics (id, Thai or English) that look most like `text`, closest first."""
    return closest(text, [name for t in topics() for name in (t.id, t.thai, t.english)])


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWeights:
    """What each sign of enrich/topics.py adds to the log-odds of a topic or indicator."""

    bias: float = 0.0  #: without any sign
    title: float = 0.0
    early: float = 0.0
    body: float = 0.0
    headers: float = 0.0
    similarity: float = 0.0
    row_similarity: float = 0.0
    rival: float = 0.0  #: for words in the title of another one that has the most of them
    topics: float = 0.0  #: for an indicator, the share of the measure's topics that mostly serve it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassificationWeights:
    """Learned weights and thresholds of the classifier."""

    topics: SignWeights
    indicators: SignWeights
    topic_threshold: float
    topic_threshold_without_encoder: float  #: least confidence where the encoder reads no Thai
    least_topic: float  #: least confidence of a measure's only topic, where none has enough
    indicator_threshold: float
    indicator_threshold_without_topic: float  #: least confidence where no topic has enough


@cache
def classification_weights() -> ClassificationWeights:
    """The weights of this package; ValueError where one is no number."""
    return as_record(_WEIGHTS_FILE, load_toml(_WEIGHTS_FILE), ClassificationWeights)
