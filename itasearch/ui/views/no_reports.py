"""What the kinds of comparison show where there is nothing to compare. Imports its neighbours."""

import streamlit as st

from itasearch.ui import strings as s
from itasearch.ui import strings_many as m
from itasearch.ui.compare_bar import Comparing, bar_html
from itasearch.ui.markup import link_html
from itasearch.ui.state import LIBRARY, address, say


def show(here: Comparing) -> None:
    """Say that reports are needed first, with the way to add them."""
    st.html(bar_html(here))
    st.info(say(m.NO_REPORTS), icon=":material/folder_open:")
    st.html(link_html(say(s.GO_TO_LIBRARY), address(LIBRARY), kind="button"))
