"""Buttons that enlarge the picture of a page, and how far it is enlarged now.

Imports streamlit, strings and the app's state.
"""

import streamlit as st

from itasearch.ui.kit.state import say
from itasearch.ui.review import labels as r

ZOOMS = (1.0, 1.5, 2.0, 3.0)


def zoom(view: str) -> float:
    """How far the pages of a view are enlarged: one of ZOOMS; 1 fills the frame's width."""
    chosen = st.session_state.get(f"{view}.zoom", 1.0)
    return chosen if chosen in ZOOMS else 1.0


def zoom_buttons(view: str) -> None:
    """Draw the two buttons that change it."""
    place = ZOOMS.index(zoom(view))
    for step, label, icon in ((-1, r.ZOOM_OUT, "zoom_out"), (1, r.ZOOM_IN, "zoom_in")):
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
