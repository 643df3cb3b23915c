"""The note of a measure: a quiet line where it is shown, and a field of its row in the review."""

import streamlit as st

from itasearch.model.library import LONGEST_NOTE
from itasearch.model.people import Right
from itasearch.model.records import report_of
from itasearch.ui.kit import html
from itasearch.ui.kit.faults import attempt
from itasearch.ui.kit.state import address, may, workspace
from itasearch.ui.kit.widgets import follow_store
from itasearch.ui.review import labels
from itasearch.wording.label import shortened
from itasearch.wording.language import phrase, say


def note_html(text: str) -> str:
    """A note in one line; "" without any."""
    return html.quiet(f"{say(labels.NOTE)}: {shortened(text, 160)}") if text else ""


def note_link_html(measure_id: str) -> str:
    """The link to the measure's row in the review; "" for those who may not write notes."""
    row = {"report": report_of(measure_id), "check": "1", "row": measure_id}
    return html.link(say(labels.NOTE), address("library", row)) if may(Right.EDIT) else ""


def show_field(measure_id: str) -> None:
    """Draw the field of a measure's note, which is stored when the person leaves it."""
    key = f"review.note.{measure_id}"
    stored = follow_store(key, workspace().notes.texts([measure_id]).get(measure_id, ""))

    def save() -> None:
        attempt(lambda: workspace().notes.write(measure_id, st.session_state[key]))

    tip = phrase("Seen by the people of this library only, not by visitors")
    st.text_area(
        say(labels.NOTE), stored or "", key=key, max_chars=LONGEST_NOTE, help=tip, on_change=save
    )
