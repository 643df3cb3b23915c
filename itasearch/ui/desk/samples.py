"""One button for the samples: it removes them where there are any, else it loads them."""

import streamlit as st

from itasearch.model.people import Right
from itasearch.ui.desk import labels as desk_labels
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import quiet_html
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import may, say, workspace


def show_samples(*, view: str, held: bool) -> None:
    """Draw the button, which says what it does before it does it."""
    if not may(Right.ADMINISTER):
        return
    with st.popover(say(desk_labels.SAMPLES), icon=":material/science:", key=f"{view}_samples"):
        st.html(quiet_html(say(desk_labels.EMPTY_HELP if held else desk_labels.LOAD_HELP)))
        label = desk_labels.EMPTY_SAMPLES if held else desk_labels.LOAD_SAMPLES
        if st.button(say(label), key=f"{view}.samples", type="primary"):
            with faults_shown():
                _change(held=held)
                st.rerun()


def _change(*, held: bool) -> None:
    if held:
        with st.spinner(say(desk_labels.WORKING)):
            workspace().remove_samples()
    else:
        workspace().load_samples(progress=progress_bar())
