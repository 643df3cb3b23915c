"""The note of a measure: a quiet line where it is shown, and the window that changes it.

The URL names the measure whose window is open (`note`).
"""

from functools import partial

import streamlit as st

from itasearch.model.library import LONGEST_NOTE
from itasearch.model.people import Right
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.faults import attempt
from itasearch.ui.kit.state import close_window, drop_from_url, may, measure_named, workspace
from itasearch.ui.review import labels
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say

NOTE_PARAMETER = "note"  #: Query parameter of the measure whose note is open in a window


def note_html(text: str) -> str:
    """A note in one line; "" without any."""
    return html.quiet(f"{say(labels.NOTE)}: {shortened(text, 160)}") if text else ""


def note_link_html(href: str) -> str:
    """The link that opens the window, for those who may write notes."""
    return html.link(say(labels.NOTE), href, kind="action stay") if may(Right.EDIT) else ""


def open_from_url() -> None:
    """Open the window if the URL names a measure of the library."""
    stored = measure_named(st.query_params.get(NOTE_PARAMETER, ""))
    if stored and may(Right.EDIT):
        _window(stored.measure.id, stored.measure.title)


def _window(measure_id: str, title: str) -> None:
    @st.dialog(say(labels.NOTE), width="medium", on_dismiss=partial(drop_from_url, NOTE_PARAMETER))
    def window() -> None:
        st.markdown(f"**{markdown.plain(shortened(title, html.TITLE_LENGTH))}**")
        st.caption(phrase("Seen by the people of this library only, not by visitors"))
        before = workspace().notes.texts([measure_id]).get(measure_id, "")
        key = f"note.text.{measure_id}"
        text = st.text_area(say(labels.NOTE), before, key=key, max_chars=LONGEST_NOTE)
        with st.container(horizontal=True):
            saves = st.button(say(Label("Save", "notes")), key="note.yes", type="primary")
            if st.button(say(kit_labels.CANCEL), key="note.no", type="tertiary"):
                close_window(NOTE_PARAMETER)
        if saves and attempt(lambda: workspace().notes.write(measure_id, text)):
            close_window(NOTE_PARAMETER)

    window()
