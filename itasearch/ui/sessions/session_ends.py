"""Ends the sessions of browsers that have gone for good.

Streamlit ends one some time after its browser has gone, but only when it next looks, and leaves its
event loop, three open files, for the garbage collection, which rarely looks there.
"""

import asyncio
from time import monotonic

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from itasearch.ui.kit.drop_zone import zones

_sessions = set[str]()


def await_session_end() -> None:
    """End the session of this run when its browser has gone for good."""
    if context := get_script_run_ctx():
        _sessions.add(context.session_id)


class SessionEnds:
    """ASGI middleware that looks for them when a websocket ends, and `seconds_away` later."""

    def __init__(self, app: ASGIApp, *, seconds_away: float) -> None:
        self._app = app
        self._seconds_away = seconds_away
        self._away_since: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; look when a browser goes."""
        try:
            await self._app(scope, receive, send)
        finally:
            if scope["type"] == "websocket" and runtime.exists():
                self._look()
                asyncio.get_running_loop().call_later(self._seconds_away + 1.0, self._look)

    def _look(self) -> None:
        now, of_streamlit = monotonic(), runtime.get_instance()
        away = [one for one in tuple(_sessions) if not of_streamlit.is_active_session(one)]
        self._away_since = {one: self._away_since.get(one, now) for one in away}
        for session, since in self._away_since.items():
            if now - since >= self._seconds_away:
                _sessions.discard(session)
                zones().forget(session)
                of_streamlit.close_session(session)


def session_ends() -> Middleware:
    """The middleware, which looks before Streamlit drops a session."""
    seconds = 0.9 * float(st.get_option("server.disconnectedSessionTTL"))
    return Middleware(SessionEnds, seconds_away=seconds)
