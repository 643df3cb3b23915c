"""Which draft a session works in, and who says to work: kept by the browser, nobody signs in.

The URL's `draft` on the view แม่แบบ opens a draft, so a link to one can be sent; else the
session's last one, else the one that the browser remembers from an earlier visit, in a cookie
that page.js writes from `remembered_html`. A browser that knows of none has none: its first row
begins a draft of its own, and no draft of another person is opened unless she chooses it.
"""

import secrets
from urllib.parse import unquote

import streamlit as st

from itasearch.model.drafts import DraftOptions, DraftSummary
from itasearch.ui.kit.html import remember_html
from itasearch.ui.kit.state import workspace

DRAFT = "draft"
"""Query parameter of the view แม่แบบ."""

_DRAFT_COOKIE, _MAKER_COOKIE = "itasearch_draft", "itasearch_maker"
_DRAFT_KEY, _MAKER_KEY = "drafts.current", "drafts.maker"
_BROWSER_COOKIE, _BROWSER_KEY = "itasearch_browser", "drafts.browser"
LONGEST_NAME = 80
"""Letters of a draft's name, and of its maker's."""


def current_draft() -> str | None:
    """Id of the draft that this session works in; None when it has none yet. Raises StoreError."""
    found = current_summary()
    return None if found is None else found.id


def current_summary() -> DraftSummary | None:
    """The draft that this session works in, without its rows. Raises StoreError."""
    known = {one.id: one for one in workspace().drafts()}
    remembered = (st.session_state.get(_DRAFT_KEY), _cookie(_DRAFT_COOKIE))
    for identifier in (st.query_params.get(DRAFT), *remembered, _begun().get(_browser())):
        if identifier in known:
            return known[identifier]
    return None


@st.cache_resource(show_spinner=False)
def _begun() -> dict[str, str]:
    """The draft that each browser began while this server runs.

    A tab reads the cookies when it is opened: one that was open before the draft was begun in
    another tab finds it here.
    """
    return {}


def _browser() -> str:
    """A random name for this browser, the same in all tabs that were opened after its first."""
    if _BROWSER_KEY not in st.session_state:
        st.session_state[_BROWSER_KEY] = _cookie(_BROWSER_COOKIE) or secrets.token_hex(16)
    return str(st.session_state[_BROWSER_KEY])


def choose_draft(identifier: str) -> None:
    """Work in this draft from now on, in this browser."""
    st.session_state[_DRAFT_KEY] = identifier


def draft_to_fill() -> str:
    """The draft that rows go into; a new one in the person's name when she has none."""
    found = current_draft()
    if found is None:
        found = workspace().new_draft(maker=maker() or None)
        _begun()[_browser()] = found
    choose_draft(found)
    return found


def maker() -> str:
    """The name that the person gave herself in this browser, "" for none."""
    return str(st.session_state.get(_MAKER_KEY, _cookie(_MAKER_COOKIE)))


def set_maker(name: str, *, draft_id: str) -> None:
    """Remember the person's name, and put it to the draft."""
    clean = " ".join(name.split())[:LONGEST_NAME]
    st.session_state[_MAKER_KEY] = clean
    workspace().set_draft_options(DraftOptions(maker=clean), draft_id=draft_id)


def remembered_html() -> str:
    """What the browser is to remember, for page.js."""
    _browser()
    kept = (
        (_BROWSER_COOKIE, _BROWSER_KEY),
        (_DRAFT_COOKIE, _DRAFT_KEY),
        (_MAKER_COOKIE, _MAKER_KEY),
    )
    return "".join(
        remember_html(cookie, str(st.session_state[key]))
        for cookie, key in kept
        if key in st.session_state
    )


def _cookie(name: str) -> str:
    return unquote(st.context.cookies.get(name, ""))[: 4 * LONGEST_NAME]
