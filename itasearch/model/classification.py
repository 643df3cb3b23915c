"""Topics and the ITA indicator of a measure, and how each is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """How a topic or indicator of a measure is known."""

    STATED = "stated"
    GUESSED = "guessed"
    CORRECTED = "corrected"


MOST_TOPICS = 3  #: Most topics of one measure


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMark:
    """A topic, by id, of a measure; the confidence, 0–1, is 1 when a person gave it."""

    topic: str
    confidence: float
    origin: Origin = Origin.GUESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorMark:
    """The ITA indicator (1–10) of a measure; the confidence, 0–1, is 1 unless it is a guess."""

    number: int
    confidence: float
    origin: Origin = Origin.GUESSED


def surest(marks: Mapping[str, IndicatorMark], *groups: Iterable[str]) -> IndicatorMark | None:
    """The surest mark of the first of these groups of measures, by id, that has any."""
    named = ([marks[it] for it in group if it in marks] for group in groups)
    first: Sequence[IndicatorMark] = next(filter(None, named), ())
    return max(first, key=lambda it: (it.origin is not Origin.GUESSED, it.confidence), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """Topics of a measure, at most MOST_TOPICS, the surest first, and its indicator."""

    topics: tuple[TopicMark, ...] = ()
    indicator: IndicatorMark | None = None


UNCLASSIFIED = Classification()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubjects:
    """Topics of a report, each with the sum of its confidences, and indicators by origin."""

    topics: Mapping[str, float]
    indicators: frozenset[int]


NO_SUBJECTS = ReportSubjects(topics={}, indicators=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCounts:
    """How many measures have each value; a measure counts for each of its topics (by id)."""

    topics: Mapping[str, int]
    indicators: Mapping[int, int]
    fiscal_years: Mapping[int, int]
    types: Mapping[str, int]
    provinces: Mapping[str, int]


NO_COUNTS = FacetCounts(topics={}, indicators={}, fiscal_years={}, types={}, provinces={})
