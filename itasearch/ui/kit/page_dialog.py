"""The page of a measure in a dialog over any view, with zoom buttons; the URL names it (`see`).

A link opens it, so that no picture is rendered before it is needed.
"""

from functools import partial

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.records import Measure, StoredMeasure
from itasearch.ui.kit.cards import file_name
from itasearch.ui.kit.faults import fault_text
from itasearch.ui.kit.html import TITLE_LENGTH, plain_markdown, quiet_html, shortened
from itasearch.ui.kit.page_picture import PAGE_PARAMETER, RowMark, page_html, page_picture
from itasearch.ui.kit.state import drop_from_url, say, workspace
from itasearch.ui.review import labels as review_labels

_VIEW = "see"

ZOOMS = (1.0, 1.5, 2.0, 3.0)
"""Steps of enlargement, in widths of the frame."""


def zoom(view: str) -> float:
    """How far the pages of a view are enlarged: one of ZOOMS; 1 fills the frame's width."""
    chosen = st.session_state.get(f"{view}.zoom", 1.0)
    return chosen if chosen in ZOOMS else 1.0


def zoom_buttons(view: str) -> None:
    """Draw the two buttons that change it."""
    place = ZOOMS.index(zoom(view))
    for step, label, icon in (
        (-1, review_labels.ZOOM_OUT, "zoom_out"),
        (1, review_labels.ZOOM_IN, "zoom_in"),
    ):
        st.button(
            say(label),
            key=f"{view}.zoom.{step}",
            icon=f":material/{icon}:",
            disabled=not 0 <= place + step < len(ZOOMS),
            on_click=_set_zoom,
            args=(view, place + step),
        )


def _set_zoom(view: str, place: int) -> None:
    st.session_state[f"{view}.zoom"] = ZOOMS[place]


def open_from_url() -> None:
    """Open the dialog if the URL names a measure whose place on its page is known."""
    measure_id = st.query_params.get(PAGE_PARAMETER, "")
    if not measure_id:
        return
    try:
        found = workspace().show(measure_id)
    except ItaSearchError:
        return
    if isinstance(found, StoredMeasure) and found.measure.source.page_number is not None:
        _window(found.measure, found.measure.source.page_number)


def _window(measure: Measure, page_number: int) -> None:
    file = file_name(measure.source.path)
    name = say(review_labels.PAGE_OF_FILE, number=page_number, file=shortened(file, 60))

    @st.dialog(
        plain_markdown(name), width="large", on_dismiss=partial(drop_from_url, PAGE_PARAMETER)
    )
    def window() -> None:
        title = shortened(measure.numbered_title, TITLE_LENGTH)
        st.html(quiet_html(title))
        with st.container(horizontal=True, gap="small", key="page_zoom"):
            zoom_buttons(_VIEW)
        try:
            picture = page_picture(measure.report_id, page_number, zoom=zoom(_VIEW))
        except ItaSearchError as error:
            st.warning(plain_markdown(fault_text(error)))
            return
        box = measure.source.rectangle
        marks = [RowMark(rectangle=box, name=title, here=True)] if box is not None else []
        st.html(page_html(picture, marks, name=name, zoom=zoom(_VIEW)))

    window()
