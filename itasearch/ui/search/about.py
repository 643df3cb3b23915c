"""The dialog that corrects topics and indicator of a measure; the URL names it (`about`).

Saving confirms all that is shown, whether it was changed or not.
"""

from functools import partial

import streamlit as st

from itasearch.domain.indicators import indicators
from itasearch.domain.topics import topics
from itasearch.model.classification import MOST_TOPICS, Classification
from itasearch.model.corrections import Correction, EditCell, SetTopics
from itasearch.model.records import Measure
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.state import close_window, drop_from_url, measure_named, workspace
from itasearch.ui.review.correcting import correction_of, keep, undo
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import ABOUT_PARAMETER
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import indicator_name, topic_name


def open_from_url() -> None:
    """Open the dialog if the URL names a measure of the library."""
    if stored := measure_named(st.query_params.get(ABOUT_PARAMETER, "")):
        measure = stored.measure
        about = workspace().index.classifications([measure.id]).get(measure.id, Classification())
        _window(measure, about)


def _window(measure: Measure, about: Classification) -> None:
    topic_ids = [topic.id for topic in topics()]
    number = about.indicator.number if about.indicator else measure.indicator
    numbers = ["", *(str(it.number) for it in indicators())]
    none = phrase("Leave it to the guess")

    @st.dialog(
        phrase("What is this measure about?"),
        width="medium",
        on_dismiss=partial(drop_from_url, ABOUT_PARAMETER),
    )
    def window() -> None:
        st.markdown(f"**{markdown.plain(shortened(measure.title, html.TITLE_LENGTH))}**")
        st.caption(say(search_labels.ABOUT_HELP))
        chosen = st.multiselect(
            phrase("Topics, at most {count}", count=MOST_TOPICS),
            topic_ids,
            [mark.topic for mark in about.topics if mark.topic in topic_ids],
            format_func=topic_name,
            key=f"search.about.topics.{measure.id}",
            placeholder=none,
            max_selections=MOST_TOPICS,
            filter_mode="contains",
            select_all=False,
        )
        indicator = st.selectbox(
            phrase("ITA indicator"),
            numbers,
            index=numbers.index(str(number or "")),
            format_func=lambda number: indicator_name(int(number)) if number else none,
            key=f"search.about.indicator.{measure.id}",
            filter_mode=None,
        )
        with st.container(horizontal=True):
            if st.button(phrase("Save"), key="search.about.yes", type="primary"):
                _save(measure, tuple(chosen), indicator, before=str(number or ""))
            if st.button(say(kit_labels.CANCEL), key="search.about.no"):
                close_window(ABOUT_PARAMETER)
        made = workspace().review.corrections(measure.report_id)
        with st.container(horizontal=True):
            for field, label in (
                ("topics", Label("Undo: topics")),
                ("indicator", Label("Undo: indicator")),
            ):
                if (correction := correction_of(made, measure.id, field)) is None:
                    continue
                key = f"search.about.undo.{correction.id}"
                pressed = st.button(say(label), key=key, type="tertiary", icon=":material/undo:")
                if pressed and undo(measure.report_id, correction.id, in_window=True):
                    close_window(ABOUT_PARAMETER)

    window()


def _save(measure: Measure, chosen: tuple[str, ...], indicator: str, *, before: str) -> None:
    corrections: list[Correction] = []
    if chosen != measure.topics:
        corrections.append(SetTopics(measure_id=measure.id, topics=chosen))
    # What other rows of the title state was shown; emptied, it is no longer taken from them.
    if indicator != str(measure.indicator or "") or (before and not indicator):
        corrections.append(EditCell(measure_id=measure.id, field="indicator", text=indicator))
    if not corrections or keep(
        measure.report_id, *corrections, message=search_labels.ABOUT_SAVED, in_window=True
    ):
        close_window(ABOUT_PARAMETER)
