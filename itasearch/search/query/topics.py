"""Topics of a query, found by the same classifier as those of measures.

A query is classified as if it were a measure with nothing but a title: its words in
both languages and its vector.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from itasearch.encoders.base import Vectors
from itasearch.enrich.topics.classify import Classifier
from itasearch.model.classification import Classification
from itasearch.model.passages import Passage
from itasearch.model.records import Measure
from itasearch.model.source import SourceRef
from itasearch.search.query.expand import Expansion

_LEAST_TOPIC_CONFIDENCE = 0.4
"""Topics of a query that are less sure do not count."""

_TITLE = "title"
_NOWHERE = SourceRef(path="", sha256="")


def topics_of(expansion: Expansion, vector: Vectors, classifier: Classifier) -> Mapping[str, float]:
    """Topics of a query with the confidence of each, 0–1; {} when it is about none.

    Args:
        expansion: of the query.
        vector: of the query, shape (1, dim).
        classifier: the one that the index was built with.
    """
    names = (bridge.added[0] for bridge in expansion.bridges if bridge.added)
    title = " ".join(dict.fromkeys((expansion.text, expansion.meaning, *names)))
    sketch = Measure(id="query-1", report_id="query", title=title, source=_NOWHERE)
    passage = Passage(measure_id=sketch.id, field=_TITLE, ordinal=0, text=title)
    unit = vector / max(float(np.linalg.norm(vector)), 1e-9)
    marks = classifier.classify(sketch, unit, (passage,)).topics
    return {one.topic: one.confidence for one in marks if one.confidence >= _LEAST_TOPIC_CONFIDENCE}


def shared_share(of_query: Mapping[str, float], found: Classification) -> float:
    """How much of the query's topics a measure is about too, 0–1."""
    total = sum(of_query.values())
    if not total:
        return 0.0
    return sum(of_query.get(one.topic, 0.0) * one.confidence for one in found.topics) / total


def shared(of_query: Mapping[str, float], found: Classification) -> Sequence[str]:
    """Topics that query and measure are about, the measure's surest first."""
    return tuple(one.topic for one in found.topics if one.topic in of_query)
