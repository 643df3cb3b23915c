"""Pictures of pages, drawn once and kept; what a file without pages has instead.

Imports errors, the model, its neighbours and streamlit.
"""

import streamlit as st

from itasearch.model.records import Measure
from itasearch.ui.kit.page_html import PagePicture, picture_of
from itasearch.ui.kit.state import say, workspace
from itasearch.ui.review import labels as r

WIDTH = 1100
"""Pixels of a page that fills its frame; enlarged ones are drawn finer."""

PAGE_PARAMETER = "see"
"""Query parameter that names the measure whose page is shown in a window over the view."""

_WIDEST = 2400


def has_pages(media_type: str) -> bool:
    """Whether files of this type have pages that can be shown."""
    return media_type == "application/pdf" or media_type.startswith("image/")


def on_a_page(measure: Measure) -> bool:
    """Whether it is known where on which page the measure stands."""
    return measure.source.page_number is not None and measure.source.rectangle is not None


def page_picture(report_id: str, page_number: int, *, zoom: float = 1.0) -> PagePicture:
    """A page of a report's file. Raises as Workspace.page_picture."""
    width = min(_WIDEST, round(WIDTH * max(zoom, 1.0)))
    with st.spinner(say(r.LOADING_PAGE)):
        return _drawn(report_id, page_number, width)


@st.cache_data(show_spinner=False, max_entries=60)
def _drawn(report_id: str, page_number: int, width: int) -> PagePicture:
    return picture_of(workspace().page_picture(report_id, page_number, width=width))
