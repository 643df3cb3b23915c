"""What a comparison is narrowed to: indicators, topics, what differs; kept in the URL.

A count is of cards that the other filter leaves.
"""

import streamlit as st

from itasearch.domain.topics import topics
from itasearch.model.comparison import Comparison
from itasearch.model.comparison_shown import ShownComparison, subject_counts
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name, topic_name
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import phrase, say, url_values
from itasearch.ui.kit.widgets import choose_several, filter_popover, warn_of_unknown

KEYS = {"indicator": "compare.indicator", "topic": "compare.topic"}
"""Keys of the widgets by query parameter."""
DIFFERENCES = "compare.differences"
"""Key of the switch that leaves out what is the same, `differences=1` in the URL."""


def in_url() -> dict[str, list[str]]:
    """What the URL says of each widget, by its key; what does not exist is named and left out."""
    allowed = {
        "indicator": [str(number) for number in range(1, 11)],
        "topic": [topic.id for topic in topics()],
    }
    for name, values in allowed.items():
        warn_of_unknown(name, values)
    return {KEYS[name]: url_values(name, values) for name, values in allowed.items()}


def chosen() -> dict[str, list[str]]:
    """The chosen values, by query parameter."""
    return {name: st.session_state[key] for name, key in KEYS.items()}


def show(comparison: Comparison, shown: ShownComparison) -> None:
    """Draw the menu of filters."""
    subjects = shown.subjects
    count = len(subjects.indicators) + len(subjects.topics) + shown.differences_only
    popover = filter_popover(Label("Filters"), key="compare_filters", count=count)
    if not popover.open:
        return
    counts = subject_counts(comparison, shown.about, subjects=subjects)
    by_count = sorted(topics(), key=lambda topic: -counts.topics.get(topic.id, 0))
    by_topic = {
        topic.id: f"{topic_name(topic.id)} ({counts.topics.get(topic.id, 0):,})"
        for topic in by_count
        if topic.id in counts.topics or topic.id in subjects.topics
    }
    by_indicator = {
        str(number): f"{indicator_name(number)} ({counts.indicators.get(number, 0):,})"
        for number in range(1, 11)
        if number in counts.indicators or number in subjects.indicators
    }
    with popover:
        st.toggle(phrase("Differences only, biggest first"), key=DIFFERENCES)
        choose_several(kit_labels.FILTER_TOPIC, by_topic, key=KEYS["topic"])
        choose_several(kit_labels.FILTER_INDICATOR, by_indicator, key=KEYS["indicator"])
        st.caption(say(compare_labels.FILTERS_HELP))
