"""The topics and the indicator of a measure: stated or corrected, else guessed with a confidence.

A topic's confidence is a logistic function of its signs, with weights that all topics
share; an indicator's is its share among the ten (softmax), from its own signs and from the
topics.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from itasearch.domain.indicators import indicators
from itasearch.domain.topics import (
    ClassificationWeights,
    SignWeights,
    classification_weights,
    topics,
)
from itasearch.encoders.base import Encoder, Vectors
from itasearch.enrich.topics.signs import SIGNS, SignFinder, Signs
from itasearch.model.classification import (
    MOST_TOPICS,
    Classification,
    IndicatorMark,
    Origin,
    TopicMark,
)
from itasearch.model.passages import Passage
from itasearch.model.records import Measure
from itasearch.model.towns import MeasureSketch

StatedAbout = Measure | MeasureSketch
"""What has the indicator that a report states or a person corrected, and corrected topics."""


def as_given(measure: StatedAbout) -> Classification:
    """The topics that a person gave and the indicator that is stated or was corrected.

    A topic that is no longer on the list is left out.
    """
    known = {one.id for one in topics()} if measure.topics else ()
    indicator = None
    if measure.indicator is not None:
        origin = Origin.CORRECTED if measure.indicator_corrected else Origin.STATED
        indicator = IndicatorMark(number=measure.indicator, confidence=1.0, origin=origin)
    return Classification(
        topics=tuple(
            TopicMark(topic=one, confidence=1.0, origin=Origin.CORRECTED)
            for one in measure.topics
            if one in known
        ),
        indicator=indicator,
    )


_LEAST_TOPIC_WEIGHT = 0.25  # sum of topics that counts as a whole topic; less is little evidence

_METHOD = "1"  # changes with every change of the method that the data do not show


class Classifier:
    """Classifies measures by topic and indicator; share one object, it loads with the first one."""

    def __init__(self, encoder: Encoder, *, weights: ClassificationWeights | None = None) -> None:
        """Compare with vectors of `encoder`; weights of None are the packaged ones."""
        self._encoder = encoder
        self._weights = weights or classification_weights()
        self._topics = tuple(topics())
        self._indicators = tuple(indicators())
        self._shares = np.array(
            [[one.indicators.get(i.number, 0.0) for i in self._indicators] for one in self._topics]
        )

    @cached_property
    def version(self) -> str:
        """Changes when method, words, sentences or weights do; the encoder is not part of it."""
        data = repr((self._topics, self._indicators, self._weights))
        return f"{_METHOD}-{hashlib.sha256(data.encode()).hexdigest()[:12]}"

    def classify(
        self, measure: Measure, vectors: Vectors, passages: Sequence[Passage]
    ) -> Classification:
        """What `measure` is about; `vectors` are those of its `passages`, in their order."""
        given = as_given(measure)
        if given.topics and given.indicator:
            return given
        topics, sure = self._topics_of(given, measure, vectors, passages)
        return Classification(
            topics=topics,
            indicator=given.indicator or self._guessed_indicator(measure, vectors, passages, sure),
        )

    def topics(
        self, measure: Measure, vectors: Vectors, passages: Sequence[Passage]
    ) -> tuple[TopicMark, ...]:
        """The topics that `classify` finds."""
        return self._topics_of(as_given(measure), measure, vectors, passages)[0]

    def _topics_of(
        self,
        given: Classification,
        measure: Measure,
        vectors: Vectors,
        passages: Sequence[Passage],
    ) -> tuple[tuple[TopicMark, ...], Signs]:
        """The topics, and 0–1 for each that there is; what a person gave is sure."""
        if given.topics:
            named = {mark.topic for mark in given.topics}
            return given.topics, np.array([float(one.id in named) for one in self._topics])
        signs = self._topic_signs.signs(measure, vectors, passages)
        sure: Signs = 1 / (1 + np.exp(-_weighed(signs, self._weights.topics)))
        return self._guessed_topics(sure), sure

    def _guessed_topics(self, sure: Signs) -> tuple[TopicMark, ...]:
        order = np.argsort(-sure, kind="stable")[:MOST_TOPICS]
        chosen = [place for place in order if sure[place] >= self._weights.topic_threshold]
        if not chosen and sure[order[0]] >= self._weights.least_topic:
            chosen = [order[0]]
        return tuple(
            TopicMark(topic=self._topics[place].id, confidence=round(float(sure[place]), 3))
            for place in chosen
        )

    def _guessed_indicator(
        self, measure: Measure, vectors: Vectors, passages: Sequence[Passage], sure: Signs
    ) -> IndicatorMark | None:
        signs = self._indicator_signs.signs(measure, vectors, passages)
        odds = _weighed(signs, self._weights.indicators)
        odds += self._weights.indicators.topics * indicator_shares(sure, self._shares)
        chances = np.exp(odds - odds.max())
        chances /= chances.sum()
        best = int(chances.argmax())
        if chances[best] < self._weights.indicator_threshold:
            return None
        number = self._indicators[best].number
        return IndicatorMark(number=number, confidence=round(float(chances[best]), 3))

    @cached_property
    def _topic_signs(self) -> SignFinder:
        return SignFinder(self._topics, self._encoder)

    @cached_property
    def _indicator_signs(self) -> SignFinder:
        # There are too few sentences of indicators to judge an encoder by.
        trust = self._topic_signs.trust
        return SignFinder(self._indicators, self._encoder, trust=trust)


def indicator_shares(sure: Signs, shares: Signs) -> Signs:
    """How much a measure's topics are evidence of each indicator, 0–1.

    Args:
        shares: shape (topics, indicators), how often each topic serves each indicator.
    """
    weighted = sure * (shares**2).sum(axis=1)
    summed: Signs = weighted @ shares
    return summed / max(float(weighted.sum()), _LEAST_TOPIC_WEIGHT)


def _weighed(signs: Signs, weights: SignWeights) -> Signs:
    return np.asarray(weights.bias + signs @ _column(weights), dtype=np.float64)


@lru_cache(maxsize=8)
def _column(weights: SignWeights) -> Signs:
    return np.array([getattr(weights, name) for name in SIGNS])
