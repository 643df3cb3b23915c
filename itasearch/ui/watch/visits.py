"""When the person was here before, kept in a cookie of her browser.

A visit lasts while the app is opened again within _PAUSE; what is new is counted from the visit
before it, so that a page that is loaded anew does not lose the news. The cookie holds two moments
in seconds since 1970: the last time of the visit before, and the last time of this one.
"""

import time
from datetime import UTC, datetime, timedelta

import streamlit as st

from itasearch.ui.kit.cookies import cookie, remember

VISIT_COOKIE = "itasearch_visit"
_BEFORE = "desk.visit_before"

WEEK = timedelta(days=7)
_PAUSE = 4 * 3600  # seconds without the app after which a new visit begins: half a day
_MOST_DIGITS = 11  # of a moment; more is none


def visit_before() -> datetime | None:
    """When the visit before this one ended; None at the first one. Remembers this one."""
    if _BEFORE not in st.session_state:
        ended, _, seen = cookie(VISIT_COOKIE).partition(".")
        before, latest = _moment(ended), _moment(seen)
        now = int(time.time())
        if latest and now - latest > _PAUSE:
            before = latest
        st.session_state[_BEFORE] = before
        remember(VISIT_COOKIE, f"{before}.{now}")
    found = int(st.session_state[_BEFORE])
    return datetime.fromtimestamp(found, UTC) if found else None


def new_since() -> datetime:
    """From when on what was added is new: since the visit before, a week ago at the latest."""
    week = datetime.now(UTC) - WEEK
    return min(visit_before() or week, week)


def _moment(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number and int(text) <= time.time() else 0
