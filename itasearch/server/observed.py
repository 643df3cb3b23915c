"""Counts and logs each request, and gives it an id that an officer can name to the operator.

The outermost middleware: refused host names are counted, too. A request is known by its route
alone: ids and what a client makes up would be endless, and may be personal.
"""

import logging
import re
import sys
from secrets import token_hex
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from itasearch.config import LogFormat, log_format
from itasearch.server.figures import Figures, server_figures
from itasearch.server.health import HEALTH, READINESS
from itasearch.server.log import REQUEST, log_event, write_disk_refusals, write_json_lines
from itasearch.ui.kit.routes import base_path

ID_HEADER = "X-Request-ID"  #: of every answer; a proxy's own id is kept

_KNOWN = frozenset(
    {"_stcore", "api", "app", "auth", "component", "feeds", "media", "mcp", "metrics"}
    | {"oauth2callback", "static", "suggestions", "uploads", HEALTH, READINESS}
)
"""First parts of addresses that are no views."""
_OF_STREAMLIT = frozenset(
    {"bidi-components", "health", "host-config", "metrics", "script-health-check", "stream"}
)
"""Second parts of addresses under _stcore that there are: to any other one Streamlit answers 200
with its page."""
_PAGE = "page"  # route of all views: each is the same page, whatever its address
_UNLOGGED = frozenset({f"/{HEALTH}", f"/{READINESS}", "/metrics", "/static", "/app"})
"""Routes that are asked for every few seconds, and the sixty files of a page; only what goes wrong
there is logged."""
_ID = re.compile(r"[0-9A-Za-z-]{8,64}")

_log = logging.getLogger(__name__)


def route_of(path: str, *, base: str, status: int) -> str:
    """The kind of an address; where its status is an error only the first part counts."""
    parts = path.removeprefix(base).strip("/").split("/")
    if parts[0] not in _KNOWN:
        return _PAGE
    match parts:
        case ["_stcore", second, *_] if second in _OF_STREAMLIT and status < 400:
            return f"/_stcore/{second}"
        case ["api", "v1", noun, *_] if status < 400:  # the API answers 404 to what it has not
            return f"/api/v1/{noun}"
    return f"/{parts[0]}"


class Observed:
    """ASGI middleware over every request and the server's start."""

    def __init__(self, app: ASGIApp, *, figures: Figures, log: LogFormat = LogFormat.TEXT) -> None:
        self._app = app
        self._figures = figures
        self._log = log
        self._base = base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; count and log it when it has been answered."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, self._starting(send))
            return
        header = Headers(scope=scope).get(ID_HEADER, "")
        request = header if _ID.fullmatch(header) else token_hex(8)
        status = 500  # of what ends without an answer

        async def answer(message: Message) -> None:
            nonlocal status
            match message["type"]:
                case "http.response.start" | "websocket.http.response.start":
                    status = message["status"]
                    MutableHeaders(scope=message)[ID_HEADER] = request
                case "websocket.accept":
                    status = 101
                    self._figures.sessions.inc()
                case "websocket.close" if status != 101:
                    status = 403
            await send(message)

        began, before = perf_counter(), REQUEST.set(request)
        try:
            await self._app(scope, receive, answer)
        finally:
            if status == 101:
                self._figures.sessions.dec()
            self._note(scope, status, perf_counter() - began)
            REQUEST.reset(before)

    def _starting(self, send: Send) -> Send:
        """Sets up the log after the web server and Streamlit did; logs start and end."""

        async def noting(message: Message) -> None:
            match message["type"]:
                case "lifespan.startup.complete":
                    if self._log is LogFormat.JSON:
                        write_json_lines(sys.stdout)
                    else:
                        write_disk_refusals()
                    log_event(_log, "start", {})
                case "lifespan.shutdown.complete":
                    log_event(_log, "stop", {})
            await send(message)

        return noting

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_of(scope["path"], base=self._base, status=status)
        is_session = scope["type"] == "websocket"
        self._figures.requests.labels(route, str(status)).inc()
        if not is_session:  # which lasts as long as a page is open
            self._figures.request_seconds.labels(route).observe(seconds)
        if route in _UNLOGGED and status < 400:
            return
        fields: dict[str, str | int | float] = {
            "method": "WEBSOCKET" if is_session else scope["method"],
            "route": route,
            "status": status,
            "duration": round(seconds, 4),
        }
        log_event(_log, "session" if is_session else "request", fields)


def observed() -> Middleware:
    """The middleware. Raises ValueError: the environment names no format of a log."""
    return Middleware(Observed, figures=server_figures(), log=log_format())
