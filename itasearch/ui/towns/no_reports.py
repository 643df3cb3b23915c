"""What the kinds of comparison show where there is nothing to compare. Imports its neighbours."""

import streamlit as st

from itasearch.ui.compare.compare_bar import Comparing, bar_html
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.html import link_html
from itasearch.ui.kit.state import LIBRARY, address, say
from itasearch.ui.towns import labels as m


def show(here: Comparing) -> None:
    """Say that reports are needed first, with the way to add them."""
    st.html(bar_html(here))
    st.info(say(m.NO_REPORTS), icon=":material/folder_open:")
    st.html(link_html(say(s.GO_TO_LIBRARY), address(LIBRARY), kind="button"))
