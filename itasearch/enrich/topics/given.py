"""What reports and people say that a measure is about; nothing is guessed here.

Imports domain and model.
"""

from functools import cache
from typing import Protocol

from itasearch.domain.topics import topics
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark


class StatedAbout(Protocol):
    """What a measure, or a sketch of it, is said to be about."""

    @property
    def indicator(self) -> int | None:
        """See Measure."""

    @property
    def indicator_corrected(self) -> bool:
        """See Measure."""

    @property
    def topics(self) -> tuple[str, ...]:
        """See Measure."""


def as_given(measure: StatedAbout) -> Classification:
    """The topics that a person gave and the indicator that is stated or was corrected.

    A topic that is no longer on the list is left out.
    """
    return Classification(
        topics=tuple(
            TopicMark(topic=one, confidence=1.0, origin=Origin.CORRECTED)
            for one in measure.topics
            if one in _known_topics()
        ),
        indicator=_given_indicator(measure),
    )


@cache
def _known_topics() -> frozenset[str]:
    return frozenset(one.id for one in topics())


def _given_indicator(measure: StatedAbout) -> IndicatorMark | None:
    if measure.indicator is None:
        return None
    origin = Origin.CORRECTED if measure.indicator_corrected else Origin.STATED
    return IndicatorMark(number=measure.indicator, confidence=1.0, origin=origin)
