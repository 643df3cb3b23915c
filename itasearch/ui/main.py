"""The script that Streamlit runs: the views by their addresses, and the bar over them.

Started by `itasearch serve` or app.py. The bar is plain links instead of Streamlit's menu,
which a narrow screen would hide behind an icon.
"""

import json
import logging
from importlib.resources import files

import streamlit as st

from itasearch.ui.compare import view as compare
from itasearch.ui.draft import view as draft
from itasearch.ui.draft.current import draft_size, show_remembered
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import header_html, language_html, static_text
from itasearch.ui.kit.icons import icons_css
from itasearch.ui.kit.state import (
    COMPARE,
    COVERAGE,
    DRAFTS,
    LANGUAGES,
    LIBRARY,
    MATRIX,
    SEARCH,
    SIMILAR_TOWNS,
    address,
    in_one_language,
    language,
    last_answer,
    say,
)
from itasearch.ui.library import view as library
from itasearch.ui.search import view as search
from itasearch.ui.towns import coverage, matrix, similar

_STYLES = ("style.css", "towns.css", "draft.css")
# In the bar they are one with COMPARE; a bar of their own leads to each. (A string below a
# name would be shown by Streamlit, which runs this file as its script.)
_COMPARING = (MATRIX, SIMILAR_TOWNS, COVERAGE)


def run() -> None:
    """Draw the bar and the view that the URL names."""
    with in_one_language():
        _draw()


def _draw() -> None:
    views = {
        SEARCH: st.Page(search.render, title="search", url_path="search", default=True),
        COMPARE: st.Page(compare.render, title="compare", url_path="compare"),
        MATRIX: st.Page(matrix.render, title="matrix", url_path="matrix"),
        SIMILAR_TOWNS: st.Page(similar.render, title="neighbours", url_path="neighbours"),
        COVERAGE: st.Page(coverage.render, title="coverage", url_path="coverage"),
        DRAFTS: st.Page(draft.render, title="template", url_path="template"),
        LIBRARY: st.Page(library.render, title="library", url_path="library"),
    }
    names = {
        SEARCH: say(kit_labels.NAV_SEARCH),
        COMPARE: say(kit_labels.NAV_COMPARE),
        DRAFTS: say(kit_labels.NAV_DRAFT, count=draft_size()),
        LIBRARY: say(kit_labels.NAV_LIBRARY),
    }
    chosen = st.navigation(list(views.values()), position="hidden")
    shown = next(view for view, page in views.items() if page == chosen)
    here = COMPARE if shown in _COMPARING else shown
    ui = files("itasearch.ui")
    st.set_page_config(
        page_title=f"{names[here]} · {say(kit_labels.APP_NAME)}",
        page_icon=str(ui.joinpath("static", "icon.svg")),
        layout="wide",
    )
    _header(here, names)
    try:
        chosen.run()
    except Exception:
        logging.getLogger(__name__).exception("the view %s failed", shown)
        st.error(say(kit_labels.CANNOT_DO))
    # After the view: a link to a draft is known when the view has opened it.
    show_remembered()


def _header(here: str, names: dict[str, str]) -> None:
    # The way back to a view leads to what it showed last; from itself, to a new beginning.
    targets = {
        SEARCH: address(SEARCH, last_answer() if here != SEARCH else None),
        COMPARE: address(COMPARE, last_answer("compare") if here != COMPARE else None),
        DRAFTS: address(DRAFTS),
        LIBRARY: address(LIBRARY),
    }
    links = [(names[view], targets[view], view == here) for view in names]
    other = next(code for code in LANGUAGES if code != language())
    # The script is with the bar: its links must work while the view is still being rendered.
    with st.container(key="app_header", gap=None):
        st.html(f"<script>{_script()}</script>", unsafe_allow_javascript=True)
        bar = header_html(
            say(kit_labels.APP_NAME),
            links,
            name=say(kit_labels.NAV),
            other_language=language_html(say(kit_labels.OTHER_LANGUAGE), other),
        )
        # With the bar, never alone: a style alone is placed where toasts are, and a toast of a
        # callback would replace it until the view is rendered.
        st.html(f"{bar}<style>{_style()}</style>")


def _style() -> str:
    return icons_css() + "".join(map(static_text, _STYLES))


def _script() -> str:
    """page.js with the words of the screen's language; nothing in it comes from a file or URL."""
    words = kit_labels.STREAMLIT_WORDS if language() == "th" else {}
    settings = json.dumps({"language": language(), "words": words}, ensure_ascii=False)
    return static_text("static/page.js").replace("SETTINGS", settings)


if __name__ == "__main__":
    run()
