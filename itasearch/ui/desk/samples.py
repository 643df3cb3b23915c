"""One button for the samples: it removes them where there are any, else it loads them."""

import streamlit as st

from itasearch.model.people import Right
from itasearch.ui.desk import labels as desk_labels
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import may, phrase, say, workspace


def show_samples(*, view: str, held: bool) -> None:
    """Draw the button, which says what it does before it does it; who removes them is asked."""
    if not may(Right.ADMINISTER):
        return
    if not held:
        _button(Label("Load the samples"), view=view, held=held)
        st.caption(say(desk_labels.LOAD_HELP))
        return
    label = phrase("Sample reports")
    with st.popover(label, icon=":material/science:", key=f"{view}_samples", type="tertiary"):
        st.caption(say(desk_labels.EMPTY_HELP))
        _button(Label("Empty the samples"), view=view, held=held)


def _button(label: Label, *, view: str, held: bool) -> None:
    if st.button(say(label), key=f"{view}.samples", icon=":material/science:"):
        with faults_shown():
            if held:
                with st.spinner(phrase("Working…")):
                    workspace().library.remove_samples()
            else:
                workspace().library.load_samples(progress=progress_bar())
            st.rerun()
