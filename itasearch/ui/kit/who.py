"""Who asks in this session, and what the person's browser remembers.

Middleware (server/who_asks.py) says how a request came; what came past it is nobody's. The browser
remembers values in cookies, which a session reads when it begins and writes at the end of a run;
each person who signs in has her own.
"""

import hashlib
import secrets
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from urllib.parse import unquote

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from itasearch.model.people import NOBODY, THIS_COMPUTER, Person
from itasearch.workspace import person_by_claims, signed_in_person

_REMEMBERED = "cookies"
BROWSER_COOKIE, BROWSER_KEY = "itasearch_browser", "drafts.browser"
"""Cookie of a browser's name, and key of the session that has it."""

TOWN_COOKIE = "itasearch_town"  #: Cookie with the id of the person's own organisation

_MARK = "cookies.person"
_MARK_LENGTH = 12  # hexadecimal digits that tell the people of one browser apart


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
    cookies: Mapping[str, str] = st.session_state.get(_REMEMBERED, {})
    return cookies


def _sent(name: str) -> str:
    return unquote(st.context.cookies.get(name, ""))[:320]


ACCESS_HEADER = "x-itasearch-access"
"""Header that the middleware alone writes: one of Access, and behind a space who that is."""

_SINCE, _ACCESS = "who.since", "who.access"

_is_guarded = False


class Access(StrEnum):
    """How a request came."""

    COMPUTER = "computer"  #: From the library's own computer, or to a server that is open to all
    VISITOR = "visitor"  #: From anywhere; who it is depends on the sign-in of the session
    PROXY = "proxy"  #: Through a trusted proxy, which names the person


def guard() -> None:
    """From now on a request without ACCESS_HEADER is nobody's: a server has the middleware."""
    global _is_guarded
    _is_guarded = True


def person_in_session() -> Person:
    """Who asks in this session."""
    if get_script_run_ctx() is None:
        return NOBODY if _is_guarded else THIS_COMPUTER
    access, name = access_of(_header)
    if access is Access.COMPUTER:
        return THIS_COMPUTER
    if access is Access.PROXY:
        return signed_in_person(name)
    if provider_is_set_up() and st.user.get("is_logged_in") and not session_end()():
        return person_by_claims(st.user.to_dict()) or NOBODY
    return NOBODY


def follow_person() -> None:
    """Begin a run: nothing is left in the session of another person before, as behind a proxy or
    after signing out in another tab.
    """
    person, state = person_in_session(), st.session_state
    digest = hashlib.sha256(person.id.encode()).hexdigest()
    mark = digest[:_MARK_LENGTH] if person.signed_in else ""
    if state.get(_MARK, mark) != mark:
        own = (BROWSER_KEY, _SINCE, _ACCESS)
        values = {key: state[key] for key in own if key in state}
        state.clear()
        state.update(values)
    state[_MARK] = mark


def sign_out() -> None:
    """Sign the person out: in this tab now, in the other tabs of this browser from the next run."""
    _signed_out()[browser_name()] = time.monotonic()
    st.logout()


@st.cache_resource(show_spinner=False)
def _signed_out() -> dict[str, float]:
    """When a person signed out last in each browser, since this server runs."""
    return {}


def session_end() -> Callable[[], bool]:
    """Whether the person of this session has signed out by the time that is asked: Streamlit goes
    by the cookie that a session began with, and asks for a file outside of any session.
    """
    ends, browser = _signed_out(), browser_name()
    since: float = st.session_state.setdefault(_SINCE, time.monotonic())
    return lambda: ends.get(browser, 0.0) > since


def can_sign_in() -> bool:
    """Whether a provider is set up for those who did not sign in yet."""
    return access_of(_header)[0] is Access.VISITOR and provider_is_set_up()


def provider_is_set_up() -> bool:
    """Whether Streamlit's secrets name an OpenID Connect provider."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def _header(name: str) -> object:
    value: object = st.context.headers.get(name)
    # A browser that has gone has no headers; what it began is still done as it came.
    remembered = st.session_state.get(_ACCESS)
    if not isinstance(value, str):
        return remembered
    if value != remembered:  # a run may end at any writing of the session's state
        st.session_state[_ACCESS] = value
    return value


def access_of(header: Callable[[str], object]) -> tuple[Access, str]:
    """How a request came, and the person that a trusted proxy names."""
    access = header(ACCESS_HEADER)
    if not isinstance(access, str):
        return (Access.VISITOR if _is_guarded else Access.COMPUTER), ""
    kind, _, name = access.partition(" ")
    return Access(kind), unquote(name)
