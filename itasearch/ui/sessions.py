"""The sessions of browsers in one server: whose run is next, and the ends of those that have gone.

Runs that all go on at once wait for each other at every step: of 32 browsers that search without a
pause each then waits longer than in a queue (bench.users). Streamlit ends a session some time after
its browser has gone, but only when it next looks, and leaves three open files of its event loop.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Timer
from time import monotonic

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from itasearch.ui.kit.drop_zone import zones

_LONGEST = 1.0
"""Seconds after which a run has the others beside it, so that an import or a first opening holds up
nobody for longer. A search or a comparison takes a fifth of it. By hand."""


class Turns:
    """The turns of one server, by order of arrival."""

    def __init__(self, *, longest: float = _LONGEST) -> None:
        self._longest = longest
        self._arriving = Lock()
        self._last = Event()  # whether the run that came last is over, or has had its time
        self._last.set()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until the run before has ended or has had its time."""
        over = Event()
        with self._arriving:
            before, self._last = self._last, over
        timer = Timer(self._longest, over.set)
        timer.daemon = True
        try:
            before.wait()
            timer.start()
            yield
        finally:
            timer.cancel()
            over.set()


@st.cache_resource
def server_turns() -> Turns:
    """Those of this process, whose script is run anew for each session."""
    return Turns()


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
        away = [key for key in tuple(_sessions) if not of_streamlit.is_active_session(key)]
        self._away_since = {key: self._away_since.get(key, now) for key in away}
        for session, since in self._away_since.items():
            if now - since >= self._seconds_away:
                _sessions.discard(session)
                zones().forget(session)
                of_streamlit.close_session(session)


def session_ends() -> Middleware:
    """The middleware, which looks before Streamlit drops a session."""
    seconds = 0.9 * float(st.get_option("server.disconnectedSessionTTL"))
    return Middleware(SessionEnds, seconds_away=seconds)
