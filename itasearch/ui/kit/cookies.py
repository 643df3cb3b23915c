"""What a person's browser remembers of her: values in cookies, nothing of them on the server.

A session reads the cookies that the browser sent when it began; what is remembered afterwards
counts in the session at once and reaches the browser at the end of the run.
"""

from collections.abc import Mapping
from urllib.parse import unquote

import streamlit as st

_LONGEST = 320
"""Most code points of a cookie's value that are read."""

_REMEMBERED = "cookies"


def cookie(name: str) -> str:
    """What the browser sent under this name; "" for nothing."""
    return unquote(st.context.cookies.get(name, ""))[:_LONGEST]


def recalled(name: str) -> str:
    """What was remembered last in this session, else what the browser sent."""
    remembered = to_remember()
    return remembered[name] if name in remembered else cookie(name)


def remember(name: str, value: str) -> None:
    """Let the browser keep a value; "" forgets it."""
    st.session_state[_REMEMBERED] = {**to_remember(), name: value}


def to_remember() -> Mapping[str, str]:
    """What this session remembers, by the names of the cookies."""
    found: Mapping[str, str] = st.session_state.get(_REMEMBERED, {})
    return found
