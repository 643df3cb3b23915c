"""The map of the app: which views there are. Started by `itasearch serve` or app.py."""

import streamlit as st

from itasearch.ui import strings as s
from itasearch.ui.markup import STYLE
from itasearch.ui.state import LANGUAGE_KEY, LANGUAGES, language, say, seed_widget
from itasearch.ui.views import library, search


def run() -> None:
    """Draw the navigation and the view that the URL names."""
    st.set_page_config(page_title=say(s.APP_TITLE), page_icon=":material/search:", layout="wide")
    st.html(STYLE)
    view = st.navigation(
        [
            st.Page(
                search.render,
                title=say(s.NAV_SEARCH),
                icon=":material/search:",
                url_path="search",
                default=True,
            ),
            st.Page(
                library.render,
                title=say(s.NAV_LIBRARY),
                icon=":material/folder_open:",
                url_path="library",
            ),
        ],
        position="top",
    )
    view.run()
    _language_choice()


def _language_choice() -> None:
    seed_widget(LANGUAGE_KEY, language())
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.segmented_control(
            say(s.LANGUAGE),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            key=LANGUAGE_KEY,
            required=True,
            label_visibility="collapsed",
        )


if __name__ == "__main__":
    run()
