"""The script that Streamlit runs: the views by their addresses, and the bar over them.

Started by `itasearch serve` or app.py. The bar is plain links instead of Streamlit's menu,
which a narrow screen would hide behind an icon.
"""

import json
import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from importlib.resources import files

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.ui.compare import view as compare
from itasearch.ui.draft import view as draft
from itasearch.ui.draft.current import draft_size, show_remembered
from itasearch.ui.effects import view as effects
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cookies import person_mark
from itasearch.ui.kit.downloads import show_failed
from itasearch.ui.kit.html import colours_html, header_html, language_html
from itasearch.ui.kit.icons import Icon, icons_css
from itasearch.ui.kit.kept_uploads import know_session
from itasearch.ui.kit.state import (
    COMPARE,
    COVERAGE,
    DRAFTS,
    EFFECTS,
    LANGUAGES,
    LIBRARY,
    MATRIX,
    PEOPLE,
    PLAN,
    SEARCH,
    SIMILAR_TOWNS,
    TOWN,
    WATCHES,
    address,
    in_one_language,
    language,
    last_answer,
    say,
)
from itasearch.ui.kit.state import library as opened_library
from itasearch.ui.kit.static import script_html, static_text
from itasearch.ui.kit.who import follow_person
from itasearch.ui.library import own_worker
from itasearch.ui.library import view as library
from itasearch.ui.original import panel
from itasearch.ui.people import labels as people_labels
from itasearch.ui.people import sign_in
from itasearch.ui.people import view as people
from itasearch.ui.plan import view as plan
from itasearch.ui.search import view as search
from itasearch.ui.town import view as town
from itasearch.ui.towns import coverage, matrix, similar
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.watch import labels as watch_labels
from itasearch.ui.watch import view as watch

_STYLES = ("style.css", "towns.css", "town.css", "draft.css", "effects.css", "print.css")
# In the bar they are one with SEARCH or with COMPARE. (A string below a name would be shown by
# Streamlit, which runs this file as its script.)
_SEARCH_TOO = "search"  # another address of the first page
_SEARCHING = (_SEARCH_TOO, WATCHES)
_COMPARING = (MATRIX, SIMILAR_TOWNS, COVERAGE, PLAN, EFFECTS)
_TITLES = {
    MATRIX: towns_labels.TOWNS,
    SIMILAR_TOWNS: towns_labels.SIMILAR,
    COVERAGE: towns_labels.LACKING,
    PLAN: towns_labels.PLAN,
    EFFECTS: towns_labels.EFFECTS,
    WATCHES: watch_labels.TITLE,
    TOWN: kit_labels.FILTER_ORGANISATION,
    PEOPLE: people_labels.TITLE,
}


def run() -> None:
    """Draw the bar and the view that the URL names."""
    with in_one_language():
        _draw()


def _draw() -> None:
    know_session()
    with suppress(ItaSearchError):  # the view says what is wrong
        follow_person(opened_library())
    views = {
        SEARCH: st.Page(search.render, title="search", default=True),
        _SEARCH_TOO: st.Page(search.render, title="search", url_path=_SEARCH_TOO),
        COMPARE: st.Page(compare.render, title="compare", url_path="compare"),
        MATRIX: st.Page(matrix.render, title="matrix", url_path="matrix"),
        SIMILAR_TOWNS: st.Page(similar.render, title="neighbours", url_path="neighbours"),
        COVERAGE: st.Page(coverage.render, title="coverage", url_path="coverage"),
        PLAN: st.Page(plan.render, title="plan", url_path="plan"),
        TOWN: st.Page(town.render, title="town", url_path="town"),
        EFFECTS: st.Page(effects.render, title="effects", url_path="effects"),
        WATCHES: st.Page(watch.render, title="watch", url_path="watch"),
        DRAFTS: st.Page(draft.render, title="template", url_path="template"),
        LIBRARY: st.Page(library.render, title="library", url_path="library"),
        PEOPLE: st.Page(people.render, title="people", url_path="people"),
    }
    names = {
        SEARCH: say(kit_labels.NAV_SEARCH),
        COMPARE: say(kit_labels.NAV_COMPARE),
        DRAFTS: say(kit_labels.NAV_DRAFT, count=draft_size()),
        LIBRARY: say(kit_labels.NAV_LIBRARY),
    }
    chosen = st.navigation(list(views.values()), position="hidden")
    shown = next(view for view, page in views.items() if page == chosen)
    parts = dict.fromkeys(_SEARCHING, SEARCH) | dict.fromkeys(_COMPARING, COMPARE)
    parts[PEOPLE] = LIBRARY
    here = parts.get(shown, shown)
    title = say(_TITLES[shown]) if shown in _TITLES else names[here]
    ui = files("itasearch.ui")
    st.set_page_config(
        page_title=f"{title} · {say(kit_labels.APP_NAME)}",
        page_icon=str(ui.joinpath("static", "icon.svg")),
        layout="wide",
    )
    _header(here, names, tuple(views))
    sign_in.show()
    own_worker.resume()
    try:
        chosen.run()
    except Exception:
        logging.getLogger(__name__).exception("the view %s failed", shown)
        st.error(say(kit_labels.CANNOT_DO))
    panel.show()
    show_failed()
    # After the view: a link to a draft is known when the view has opened it.
    show_remembered()


def _header(here: str, names: dict[str, str], views: Sequence[str]) -> None:
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
        st.html(_script(views), unsafe_allow_javascript=True)
        bar = header_html(
            say(kit_labels.APP_NAME),
            links,
            home=address(SEARCH),
            name=say(kit_labels.NAV),
            switches=_colours() + language_html(say(kit_labels.OTHER_LANGUAGE), other),
        )
        # With the bar, never alone: a style alone is placed where toasts are, and a toast of a
        # callback would replace it until the view is rendered.
        st.html(f"{bar}<style>{_style()}</style>")


def _colours() -> str:
    if st.context.theme.type == "dark":
        return colours_html(say(kit_labels.TO_LIGHT), Icon.SUN)
    return colours_html(say(kit_labels.TO_DARK), Icon.MOON)


def _style() -> str:
    colours = static_text("colours.css")
    # A browser without light-dark() has the light ones.
    light = re.sub(r"light-dark\(([^,]+), .+\);", r"\1;", colours)
    both = f"@supports (color: light-dark(white, black)) {{{colours}}}"
    return icons_css() + light + both + "".join(map(static_text, _STYLES))


def _script(views: Sequence[str]) -> str:
    """The page's script with the words of the language; nothing comes from a file or URL."""
    is_thai = language() == "th"
    words = kit_labels.STREAMLIT_WORDS if is_thai else kit_labels.ENGLISH_STREAMLIT_WORDS
    settings = {"language": language(), "words": words, "views": views}
    return script_html(settings=json.dumps(settings, ensure_ascii=False), person=person_mark())


if __name__ == "__main__":
    run()
