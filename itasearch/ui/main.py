"""The script that Streamlit runs: the views by their addresses, and the bar over them.

The bar is plain links: a narrow screen would hide Streamlit's menu behind an icon.
"""

import json
import logging
from collections.abc import Callable
from html import escape
from importlib.resources import files

import streamlit as st

from itasearch.ui import original, plan, town
from itasearch.ui.compare import view as compare
from itasearch.ui.desk import show_tour
from itasearch.ui.draft import view as draft
from itasearch.ui.draft.current import draft_link_name, show_remembered
from itasearch.ui.kit import html, labels as kit_labels
from itasearch.ui.kit.cards import namesakes_kept
from itasearch.ui.kit.downloads import show_failed
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.language import LANGUAGES, in_one_language
from itasearch.ui.kit.routes import ViewAddress
from itasearch.ui.kit.state import address, last_answer
from itasearch.ui.kit.static import script_html, static_text, streamlit_words, style_html
from itasearch.ui.kit.who import follow_person
from itasearch.ui.library import evidence, sources, upload, view as library
from itasearch.ui.search import view as search
from itasearch.ui.sessions import await_session_end, server_turns
from itasearch.ui.sign_in import show_sign_in
from itasearch.ui.towns import coverage, matrix, questions, similar
from itasearch.ui.watch import view as watch
from itasearch.wording.errors import CANNOT_DO
from itasearch.wording.label import Label
from itasearch.wording.language import language, phrase, say

_SEARCH_TOO = "search"  # another address of the first page
# (Strings below names would be shown by Streamlit, which runs this file as its script.)
# The entries of the menu by their addresses, which are those of the first view below each.
_ENTRIES: dict[ViewAddress, Label] = {
    "./": kit_labels.NAV_SEARCH,
    "compare": kit_labels.NAV_COMPARE,
    "town": kit_labels.NAV_OUR_TOWN,
    "matrix": kit_labels.NAV_TOWNS,
    "evidence": kit_labels.NAV_EVIDENCE,
    "library": kit_labels.NAV_LIBRARY,
}
# Of each view: what draws it, its entry of the menu, and its title.
_VIEWS: dict[str, tuple[Callable[[], None], ViewAddress, Label]] = {
    "./": (search.render, "./", kit_labels.NAV_SEARCH),
    _SEARCH_TOO: (search.render, "./", kit_labels.NAV_SEARCH),
    "watch": (watch.render, "./", watch.TITLE),
    "compare": (compare.render, "compare", kit_labels.NAV_COMPARE),
    "town": (town.render, "town", kit_labels.FILTER_ORGANISATION),
    "plan": (plan.render, "town", kit_labels.COMPARE_PLAN),
    "template": (draft.render, "town", Label("Template")),
    "matrix": (matrix.render, "matrix", kit_labels.NAV_TOWNS),
    "questions": (questions.render, "matrix", kit_labels.COMPARE_QUESTIONS),
    "neighbours": (similar.render, "matrix", kit_labels.COMPARE_SIMILAR),
    "coverage": (coverage.render, "matrix", kit_labels.COMPARE_LACKING),
    "evidence": (evidence.render, "evidence", kit_labels.LIBRARY_EVIDENCE),
    "library": (library.render, "library", kit_labels.NAV_LIBRARY),
    "sources": (sources.render, "library", kit_labels.LIBRARY_SOURCES),
}
_KEYS = st.components.v2.component("itasearch.keys", js=static_text("static/keys.js"))


def run() -> None:
    """Draw the bar and the view that the URL names."""
    with server_turns().turn(), in_one_language(), namesakes_kept():
        _draw()


def _draw() -> None:
    await_session_end()
    follow_person()
    pages = {}
    for view, (render, _part, _title) in _VIEWS.items():
        path = view.strip("./") or None
        pages[view] = st.Page(render, title="itasearch", url_path=path, default=view == "./")
    chosen = st.navigation(list(pages.values()), position="hidden")
    view_name = next(view for view, page in pages.items() if page == chosen)
    _render, here, title = _VIEWS[view_name]
    page_title = f"{say(title)} · {say(kit_labels.APP_NAME)}"
    icon = str(files("itasearch.ui").joinpath("static", "icon.svg"))
    st.set_page_config(page_title=page_title, page_icon=icon, layout="wide")
    _header(here)
    show_sign_in()
    upload.resume()
    show_tour()
    try:
        with faults_shown():
            chosen.run()
    except Exception:
        logging.getLogger(__name__).exception("the view %s failed", view_name)
        st.error(say(CANNOT_DO))
    original.show_panel()
    show_failed()
    _KEYS(key="hidden_keys", data={"letters": search.are_keys_on()})
    show_remembered()


def _header(here: ViewAddress) -> None:
    # The way back to an answer leads to what it was last; from itself, to a new beginning.
    answers: dict[ViewAddress, str] = {"./": "search", "compare": "compare"}
    targets = {
        entry: address(entry, last_answer(answers[entry]) if entry in {*answers} - {here} else None)
        for entry in _ENTRIES
    }
    links = "".join(
        f'<a class="ita-link nav" href="{escape(targets[entry])}"'
        f"{html.CURRENT_PAGE if entry == here else ''}>{escape(say(label))}</a>"
        for entry, label in _ENTRIES.items()
    )
    draft_name = draft_link_name()
    to_draft = (
        f'<a class="ita-link rows" href="{escape(address("template"))}">{escape(draft_name)}</a>'
        if draft_name
        else ""
    )
    other = next(code for code in LANGUAGES if code != language())
    words = streamlit_words() if language() == "th" else {}
    scheme = st.context.theme.type or "light dark"
    settings = {"language": language(), "colours": scheme, "words": words}
    is_dark = scheme == "dark"
    colours = escape(say(kit_labels.TO_LIGHT if is_dark else Label("Switch to dark colours")))
    with st.container(key="app_header", gap=None):
        # Script and style are for addresses whose page is Streamlit's own (static.page_html).
        # Nothing in the script comes from a file or URL. The style is with the bar, never alone: a
        # style alone is placed where toasts are, and a toast of a callback would replace it until
        # the view is rendered. keys.js goes on from `answer` to the first hit or heading. page.js
        # makes the browser remember the colours, and keeps the rest of the address in the link to
        # the other language.
        script = script_html(json.dumps(settings, ensure_ascii=False))
        st.html(script, unsafe_allow_javascript=True)
        skip = phrase("Skip to the answer")
        st.html(
            f'<a class="ita-skip" href="#answer">{escape(skip)}</a>'
            '<header class="ita-header">'
            f'<a class="ita-link brand" href="{escape(address("./"))}">'
            f"{escape(say(kit_labels.APP_NAME))}</a>"
            f'<nav aria-label="{escape(phrase("Main menu"))}">{links}</nav>{to_draft}'
            f'<button class="colours" type="button" aria-label="{colours}" title="{colours}">'
            f"{(html.Icon.SUN if is_dark else html.Icon.MOON).html()}</button>"
            f'<a class="ita-link language" href="?lang={other}" lang="{other}">'
            f"{escape(phrase('ไทย'))}</a></header>"
            f'<span id="answer"></span>{style_html()}'
        )


if __name__ == "__main__":
    run()
