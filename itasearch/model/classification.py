"""Topics and the ITA indicator of a measure, and how each is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """How a topic or indicator of a measure is known."""

    STATED = "stated"
    GUESSED = "guessed"
    CORRECTED = "corrected"


MOST_TOPICS = 3
"""Most topics of one measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMark:
    """A topic of a measure.

    Attributes:
        topic: id of domain/data/topics.toml.
        confidence: 0–1; 1 when a person gave it.
    """

    topic: str
    confidence: float
    origin: Origin = Origin.GUESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorMark:
    """The ITA indicator (1–10) that a measure serves.

    Attributes:
        confidence: 0–1; 1 when the report states it or a person gave it.
    """

    number: int
    confidence: float
    origin: Origin = Origin.GUESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """Topics and indicator of a measure.

    Attributes:
        topics: at most MOST_TOPICS, the surest first; () when none fits.
        indicator: None when none fits.
    """

    topics: tuple[TopicMark, ...] = ()
    indicator: IndicatorMark | None = None


UNCLASSIFIED = Classification()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubjects:
    """What the measures of a report are about, together.

    Attributes:
        topics: each with the sum of its confidences.
        indicators: stated, corrected and guessed ones.
    """

    topics: Mapping[str, float]
    indicators: frozenset[int]


NO_SUBJECTS = ReportSubjects(topics={}, indicators=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCounts:
    """How many measures have each value, by value; values that none has are left out.

    Attributes:
        topics: by topic id; a measure counts for each of its topics.
        indicators: stated, corrected and guessed ones.
    """

    topics: Mapping[str, int]
    indicators: Mapping[int, int]
    fiscal_years: Mapping[int, int]
    types: Mapping[str, int]
    provinces: Mapping[str, int]
