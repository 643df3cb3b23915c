"""Indicators and topics that a comparison is narrowed to: chips with counts, kept in the URL.

A count is of cards that the other filter leaves. Values are chosen by links, as in the
search view.
"""

from collections.abc import Sequence

import streamlit as st

from itasearch.domain.topics import topics
from itasearch.model.comparison import Comparison
from itasearch.model.comparison_shown import ShownComparison, Subjects, subject_counts
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit import widgets
from itasearch.ui.kit.cards import indicator_name, topic_name
from itasearch.ui.kit.html import quiet_html
from itasearch.ui.kit.state import COMPARE, UrlValues, say, url_values
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import (
    Choice,
    choices_html,
    chosen_chips_html,
    turn,
    values_of,
)

INDICATOR, TOPIC = "indicator", "topic"
_INDICATORS = [str(number) for number in range(1, 11)]
_FIRST = 10
"""Values of a filter that are shown before the rest opens."""


def chosen_in_url() -> dict[str, list[str]]:
    """Both filters as the URL has them, without what does not exist."""
    return {name: url_values(name, known) for name, known in _known().items()}


def warn_of_unknown() -> None:
    """Warn of filters in the URL that do not exist."""
    for name, known in _known().items():
        widgets.warn_of_unknown(name, known)


def _known() -> dict[str, Sequence[str]]:
    return {INDICATOR: _INDICATORS, TOPIC: [one.id for one in topics()]}


def show(comparison: Comparison, shown: ShownComparison, *, query: UrlValues) -> None:
    """Draw the filters, folded at first."""
    count = len(shown.subjects.indicators) + len(shown.subjects.topics)
    label = say(kit_labels.FILTERS_ON, count=count) if count else say(kit_labels.FILTERS)
    # The key keeps it open when its label changes with the first choice.
    with st.expander(label, icon=":material/tune:", key="compare_filters"):
        st.html(
            _filters_html(comparison, shown, query) + quiet_html(say(compare_labels.FILTERS_HELP))
        )


def _filters_html(comparison: Comparison, shown: ShownComparison, query: UrlValues) -> str:
    counts = subject_counts(comparison, shown.about, subjects=shown.subjects)
    by_number = {str(number): count for number, count in counts.indicators.items()}
    numbers = [one for one in _INDICATORS if one in by_number or one in values_of(query, INDICATOR)]
    named = [one.id for one in topics() if one.id in counts.topics]
    named += [one for one in values_of(query, TOPIC) if one not in named]
    named.sort(key=lambda one: -counts.topics.get(one, 0))
    names = {one: indicator_name(int(one)) for one in numbers}
    rows = (
        (TOPIC, search_labels.FILTER_TOPIC, {one: topic_name(one) for one in named}, counts.topics),
        (INDICATOR, kit_labels.FILTER_INDICATOR, names, by_number),
    )
    return "".join(
        choices_html(
            say(label),
            [
                _choice(name, one, query, shown=shown, count=found.get(one, 0))
                for one, shown in names.items()
            ],
            first=_FIRST,
            rest=say(search_labels.FACET_REST, count=len(names) - _FIRST),
        )
        for name, label, names, found in rows
        if names
    )


def _choice(name: str, value: str, query: UrlValues, *, shown: str, count: int) -> Choice:
    return Choice(
        name=shown,
        turn=turn(query, name, value, view=COMPARE),
        chosen=value in values_of(query, name),
        count=count,
        spoken_label=say(compare_labels.FILTER_COUNT, name=shown, count=count),
    )


def chosen_html(subjects: Subjects, query: UrlValues) -> str:
    """The chosen filters, each with the way to take it off; "" when there are none."""
    named = [(TOPIC, one, topic_name(one)) for one in subjects.topics]
    named += [(INDICATOR, str(one), indicator_name(one)) for one in subjects.indicators]
    return chosen_chips_html(query, named, filters=(INDICATOR, TOPIC), view=COMPARE)
