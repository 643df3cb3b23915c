"""What reports and people say that a measure is about; nothing is guessed here.

Imports domain and model.
"""

from itasearch.domain.topics import topics
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.records import Measure


def as_given(measure: Measure) -> Classification:
    """The topics that a person gave and the indicator that is stated or was corrected.

    A topic that is no longer on the list is left out.
    """
    known = {one.id for one in topics()}
    return Classification(
        topics=tuple(
            TopicMark(topic=one, confidence=1.0, origin=Origin.CORRECTED)
            for one in measure.topics
            if one in known
        ),
        indicator=_given_indicator(measure),
    )


def _given_indicator(measure: Measure) -> IndicatorMark | None:
    if measure.indicator is None:
        return None
    origin = Origin.CORRECTED if measure.indicator_corrected else Origin.STATED
    return IndicatorMark(number=measure.indicator, confidence=1.0, origin=origin)
