"""What measures can be about: some thirty topics, with names in both languages.

Data: topics.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from itasearch.domain.classification import TypicalWords
from itasearch.domain.loader import records
from itasearch.errors import UnknownValueError
from itasearch.text.thai.match import closest
from itasearch.text.thai.normalize import squash

_FILE = "topics.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(TypicalWords):
    """One topic, with the words and sentences of measures about it.

    Attributes:
        id: stable name, in URLs and corrections.
        definition: what belongs to it and what does not, in English, for people who judge.
        thai_definition: what belongs to it, in Thai.
        indicators: ITA indicators (1–10) that such measures usually serve, and their shares.

    Raises:
        ValueError: the shares do not sum to 1.
    """

    id: str
    thai: str
    english: str
    definition: str
    thai_definition: str
    indicators: Mapping[int, float]

    def __post_init__(self) -> None:
        if abs(sum(self.indicators.values()) - 1) > 1e-6:
            raise ValueError(f"the shares of {self.id} must sum to 1")


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order to show them."""
    return records(_FILE, "topic", Topic)


@cache
def neutral_words() -> tuple[str, ...]:
    """Words of no topic that contain a topic's words, such as "ปีงบประมาณ"."""
    return records(_FILE, "neutral", str)


def topic(text: str) -> Topic | None:
    """The topic with this id, or Thai or English name, loosely; None if there is none."""
    key = squash(text)
    named = (one for one in topics() if key in map(squash, (one.id, one.thai, one.english)))
    return next(named, None)


def find_topic(text: str) -> Topic:
    """The topic that `text` names.

    Raises:
        UnknownValueError: there is none, with the nearest names.
    """
    found = topic(text)
    if found is None:
        raise UnknownValueError(field="topic", value=text, nearest=nearest_topics(text))
    return found


def nearest_topics(text: str) -> tuple[str, ...]:
    """Names of topics (id, Thai or English) that look most like `text`, closest first."""
    return closest(text, [name for one in topics() for name in (one.id, one.thai, one.english)])
