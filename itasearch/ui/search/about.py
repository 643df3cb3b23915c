"""What a measure is about, put right by a person in a window over the answer; the URL names it.

Saving says that all it shows is right, topics and indicator, whether it was changed or not.
What was saved is a correction of the measure's report and can be undone here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from itasearch.domain.topics import topic, topics
from itasearch.errors import ItaSearchError
from itasearch.model.classification import MOST_TOPICS, Classification
from itasearch.model.corrections import (
    Correction,
    EditCell,
    MadeCorrection,
    SetTopics,
)
from itasearch.model.records import Measure
from itasearch.store.base import StoredMeasure
from itasearch.ui.kit import labels as s
from itasearch.ui.kit.cards import indicator_name, measure_title, topic_name
from itasearch.ui.kit.html import quiet_html, shortened, text_html
from itasearch.ui.kit.state import say, workspace
from itasearch.ui.review.correcting import edit_of, keep_in_window, take_back_in_window
from itasearch.ui.search import labels as f
from itasearch.ui.search.question import ABOUT_PARAMETER

_TITLE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What the window says: topics, and the indicator's number or ""."""

    topics: tuple[str, ...]
    indicator: str


def open_from_url() -> bool:
    """Open the window if the URL names a measure of the library.

    Returns:
        Whether it was opened.
    """
    measure_id = st.query_params.get(ABOUT_PARAMETER, "")
    if not measure_id:
        return False
    try:
        found = workspace().show(measure_id)
    except ItaSearchError:
        return False
    if not isinstance(found, StoredMeasure):
        return False
    about = workspace().classifications([measure_id]).get(measure_id, Classification())
    _window(found.measure, about)
    return True


def _window(measure: Measure, about: Classification) -> None:
    number = about.indicator.number if about.indicator else measure.indicator
    shown = _About(
        topics=tuple(mark.topic for mark in about.topics if topic(mark.topic) is not None),
        indicator=str(number or ""),
    )

    @st.dialog(say(f.ABOUT_TITLE), width="medium", on_dismiss=_close)
    def window() -> None:
        title = text_html(shortened(measure_title(measure), _TITLE))
        st.html(f"<strong>{title}</strong>{quiet_html(say(f.ABOUT_HELP))}")
        chosen = _choices(measure.id, shown)
        with st.container(horizontal=True):
            if st.button(say(f.ABOUT_SAVE), key="search.about.yes", type="primary"):
                _save(measure, chosen)
            if st.button(say(s.CANCEL), key="search.about.no"):
                _leave()
        _undo_buttons(measure)

    window()


def _choices(measure_id: str, shown: _About) -> _About:
    chosen = [_topic_choice(measure_id, place, shown) for place in range(MOST_TOPICS)]
    numbers = ["", *(str(number) for number in f.INDICATOR_NAMES)]
    indicator: str = st.selectbox(
        say(f.ABOUT_INDICATOR),
        numbers,
        index=numbers.index(shown.indicator),
        format_func=lambda one: indicator_name(int(one)) if one else say(f.ABOUT_NONE),
        key=f"search.about.indicator.{measure_id}",
        filter_mode=None,
    )
    named = dict.fromkeys(one for one in chosen if one)
    return _About(topics=tuple(named), indicator=indicator)


def _topic_choice(measure_id: str, place: int, shown: _About) -> str | None:
    """One of the topics; a list for each closes when it is chosen, and says nothing in English."""
    known = [one.id for one in topics()]
    chosen: str | None = st.selectbox(
        say(f.ABOUT_TOPIC, number=place + 1),
        known,
        index=known.index(shown.topics[place]) if place < len(shown.topics) else None,
        format_func=topic_name,
        key=f"search.about.topic.{place + 1}.{measure_id}",
        placeholder=say(f.ABOUT_NO_TOPIC if place or shown.topics else f.ABOUT_NONE),
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
    if not corrections or keep_in_window(measure.report_id, *corrections, message=f.ABOUT_SAVED):
        _leave()


def _undo_buttons(measure: Measure) -> None:
    """What a person said before, each with the way back to what was read or guessed."""
    made = workspace().corrections(measure.report_id)
    in_force = (
        (f.ABOUT_UNDO_TOPICS, _topics_of(made, measure.id)),
        (f.ABOUT_UNDO_INDICATOR, edit_of(made, measure.id, "indicator")),
    )
    with st.container(horizontal=True):
        for label, one in in_force:
            if one is not None:
                _undo_button(measure, one, say(label))


def _undo_button(measure: Measure, made: MadeCorrection, text: str) -> None:
    key = f"search.about.undo.{made.id}"
    pressed = st.button(text, key=key, type="tertiary", icon=":material/undo:")
    if pressed and take_back_in_window(measure.report_id, made.id):
        _leave()


def _topics_of(made: Sequence[MadeCorrection], measure_id: str) -> MadeCorrection | None:
    """The correction of the topics that is in force."""
    return next(
        (
            one
            for one in reversed(made)
            if one.undone_at is None
            and isinstance(one.correction, SetTopics)
            and one.correction.measure_id == measure_id
        ),
        None,
    )


def _leave() -> None:
    _close()
    st.rerun()


def _close() -> None:
    if ABOUT_PARAMETER in st.query_params:
        del st.query_params[ABOUT_PARAMETER]
