"""What a person's browser remembers of her: values in cookies, nothing of them on the server.

A session reads the cookies that the browser sent when it began; what is remembered afterwards
counts in the session at once and reaches the browser at the end of the run. Of people who sign in
each has cookies of their own: one browser may be used by several, one after the other.
"""

import hashlib
import secrets
from collections.abc import Mapping
from urllib.parse import unquote

import streamlit as st

_LONGEST = 320  # most code points of a cookie's value that are read

_REMEMBERED = "cookies"
BROWSER_COOKIE, BROWSER_KEY = "itasearch_browser", "drafts.browser"
"""Cookie of a browser's name, and key of the session that has it."""

TOWN_COOKIE = "itasearch_town"
"""Cookie with the id of the person's own organisation."""

_MARK = "cookies.person"
_MARK_LENGTH = 12  # hexadecimal digits that tell the people of one browser apart


def set_person(person_id: str) -> bool:
    """Say whose cookies are meant from now on; "" for whoever did not sign in.

    Returns:
        Whether they were another person's before in this session.
    """
    digest = hashlib.sha256(person_id.encode()).hexdigest()[:_MARK_LENGTH]
    mark = digest if person_id else ""
    before: str = st.session_state.get(_MARK, mark)
    st.session_state[_MARK] = mark
    return before != mark


def person_mark() -> str:
    """By what the people of one browser are kept apart; "" for whoever did not sign in."""
    return str(st.session_state.get(_MARK, ""))


def name_for_person(name: str) -> str:
    """The name of a cookie that the person who is signed in has for their own."""
    mark = person_mark()
    return f"{name}_{mark}" if mark else name


def cookie(name: str) -> str:
    """What the browser sent under this name, of this person; "" for nothing."""
    return _sent(name_for_person(name))


def browser_name() -> str:
    """A random name for this browser, the same in all tabs that were opened after its first."""
    if BROWSER_KEY not in st.session_state:
        st.session_state[BROWSER_KEY] = _sent(BROWSER_COOKIE) or secrets.token_hex(16)
    return str(st.session_state[BROWSER_KEY])


def recalled(name: str) -> str:
    """What was remembered last in this session, else what the browser sent."""
    remembered, own = to_remember(), name_for_person(name)
    return remembered[own] if own in remembered else cookie(name)


def remember(name: str, value: str) -> None:
    """Let the browser keep a value; "" forgets it."""
    st.session_state[_REMEMBERED] = {**to_remember(), name_for_person(name): value}


def to_remember() -> Mapping[str, str]:
    """What this session remembers, by the names of the cookies."""
    found: Mapping[str, str] = st.session_state.get(_REMEMBERED, {})
    return found


def _sent(name: str) -> str:
    return unquote(st.context.cookies.get(name, ""))[:_LONGEST]
