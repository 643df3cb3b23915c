"""The dialog that corrects topics and indicator of a measure; the URL names it (`about`).

Saving confirms all that is shown, topics and indicator, whether it was changed or not. It is
a correction of the measure's report and can be undone here.
"""

from dataclasses import dataclass

import streamlit as st

from itasearch.domain.topics import topic, topics
from itasearch.errors import ItaSearchError
from itasearch.model.classification import MOST_TOPICS, Classification
from itasearch.model.corrections import (
    Correction,
    EditCell,
    SetTopics,
)
from itasearch.model.records import Measure, StoredMeasure
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name, topic_name
from itasearch.ui.kit.html import TITLE_LENGTH, quiet_html, text_html
from itasearch.ui.kit.state import drop_from_url, say, workspace
from itasearch.ui.review.correcting import (
    correction_of,
    keep_in_window,
    take_back_in_window,
)
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import ABOUT_PARAMETER
from itasearch.wording.label import shortened
from itasearch.wording.names import INDICATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """The values of the dialog: topics, and the indicator's number or ""."""

    topics: tuple[str, ...]
    indicator: str


def open_from_url() -> None:
    """Open the dialog if the URL names a measure of the library."""
    measure_id = st.query_params.get(ABOUT_PARAMETER, "")
    if not measure_id:
        return
    try:
        found = workspace().show(measure_id)
    except ItaSearchError:
        return
    if not isinstance(found, StoredMeasure):
        return
    about = workspace().classifications([measure_id]).get(measure_id, Classification())
    _window(found.measure, about)


def _window(measure: Measure, about: Classification) -> None:
    number = about.indicator.number if about.indicator else measure.indicator
    shown = _About(
        topics=tuple(mark.topic for mark in about.topics if topic(mark.topic) is not None),
        indicator=str(number or ""),
    )

    @st.dialog(say(search_labels.ABOUT_TITLE), width="medium", on_dismiss=_close)
    def window() -> None:
        title = text_html(shortened(measure.title, TITLE_LENGTH))
        st.html(f"<strong>{title}</strong>{quiet_html(say(search_labels.ABOUT_HELP))}")
        chosen = _choices(measure.id, shown)
        with st.container(horizontal=True):
            if st.button(say(search_labels.ABOUT_SAVE), key="search.about.yes", type="primary"):
                _save(measure, chosen)
            if st.button(say(kit_labels.CANCEL), key="search.about.no"):
                _leave()
        _undo_buttons(measure)

    window()


def _choices(measure_id: str, shown: _About) -> _About:
    chosen = [_topic_choice(measure_id, place, shown) for place in range(MOST_TOPICS)]
    numbers = ["", *(str(number) for number in INDICATORS)]
    indicator: str = st.selectbox(
        say(search_labels.ABOUT_INDICATOR),
        numbers,
        index=numbers.index(shown.indicator),
        format_func=lambda one: indicator_name(int(one)) if one else say(search_labels.ABOUT_NONE),
        key=f"search.about.indicator.{measure_id}",
        filter_mode=None,
    )
    named = dict.fromkeys(one for one in chosen if one)
    return _About(topics=tuple(named), indicator=indicator)


def _topic_choice(measure_id: str, place: int, shown: _About) -> str | None:
    """One of the topics; a list for each closes when it is chosen, and says nothing in English."""
    known = [one.id for one in topics()]
    chosen: str | None = st.selectbox(
        say(search_labels.ABOUT_TOPIC, number=place + 1),
        known,
        index=known.index(shown.topics[place]) if place < len(shown.topics) else None,
        format_func=topic_name,
        key=f"search.about.topic.{place + 1}.{measure_id}",
        placeholder=say(
            search_labels.ABOUT_NO_TOPIC if place or shown.topics else search_labels.ABOUT_NONE
        ),
        filter_mode="contains",
    )
    return chosen


def _save(measure: Measure, chosen: _About) -> None:
    corrections: list[Correction] = []
    if chosen.topics != measure.topics:
        corrections.append(SetTopics(measure_id=measure.id, topics=chosen.topics))
    if chosen.indicator != str(measure.indicator or ""):
        corrections.append(
            EditCell(measure_id=measure.id, field="indicator", text=chosen.indicator)
        )
    if not corrections or keep_in_window(
        measure.report_id, *corrections, message=search_labels.ABOUT_SAVED
    ):
        _leave()


def _undo_buttons(measure: Measure) -> None:
    """Undo buttons for corrections in force."""
    made = workspace().corrections(measure.report_id)
    in_force = (
        (search_labels.ABOUT_UNDO_TOPICS, correction_of(made, measure.id, "topics")),
        (search_labels.ABOUT_UNDO_INDICATOR, correction_of(made, measure.id, "indicator")),
    )
    with st.container(horizontal=True):
        for label, one in in_force:
            if one is None:
                continue
            key = f"search.about.undo.{one.id}"
            pressed = st.button(say(label), key=key, type="tertiary", icon=":material/undo:")
            if pressed and take_back_in_window(measure.report_id, one.id):
                _leave()


def _leave() -> None:
    _close()
    st.rerun()


def _close() -> None:
    drop_from_url(ABOUT_PARAMETER)
