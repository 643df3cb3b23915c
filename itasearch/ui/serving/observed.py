"""Counts and logs each request, and gives it an id that an officer can name to the operator.

The outermost middleware: what the check of host names refuses is counted, too. A request is known
by its route, which is one of few: ids and what a client makes up would be figures without end, and
may be personal.
"""

import logging
import re
import sys
from collections.abc import Sequence
from secrets import token_hex
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from itasearch.config import LogFormat, log_format
from itasearch.ui.kit.routes import base_path
from itasearch.ui.serving.figures import Figures, server_figures
from itasearch.ui.serving.health import HEALTH, READINESS
from itasearch.ui.serving.log import REQUEST, log_event, write_disk_refusals, write_json_lines

ID_HEADER = "X-Request-ID"
"""Of every answer; a proxy's own id is kept."""

_KNOWN = frozenset(
    {"_stcore", "api", "app", "auth", "component", "feeds", "media", "mcp", "metrics"}
    | {"oauth2callback", "static", "suggestions", HEALTH, READINESS}
)
"""First parts of addresses that are no views."""
_OF_STREAMLIT = frozenset(
    {"bidi-components", "health", "host-config", "metrics", "script-health-check", "stream"}
    | {"upload_file"}
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
    """The kind of an address.

    Args:
        status: of the answer. Of an address that was not answered only the first part counts.
    """
    parts = path.removeprefix(base).strip("/").split("/")
    if parts[0] not in _KNOWN:
        return _PAGE
    return "/" + "/".join(parts[: _length(parts) if status < 400 else 1])


def _length(parts: Sequence[str]) -> int:
    """How many parts of an address that was answered are its route."""
    match parts:
        case ["_stcore", second, *_] if second in _OF_STREAMLIT:
            return 2
        case ["api", "v1", _, *_]:  # the API answers 404 to what it does not have
            return 3
    return 1


class Observed:
    """ASGI middleware over every request and the server's start."""

    def __init__(
        self, app: ASGIApp, *, figures: Figures | None, log: LogFormat = LogFormat.TEXT
    ) -> None:
        self._app = app
        self._figures = figures
        self._log = log
        self._base = base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on; count and log it when it has been answered."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, self._starting(send))
            return
        given = Headers(scope=scope).get(ID_HEADER, "")
        request = given if _ID.fullmatch(given) else token_hex(8)
        answer = _Answer(send, request=request, figures=self._figures)
        began, before = perf_counter(), REQUEST.set(request)
        try:
            await self._app(scope, receive, answer)
        finally:
            self._note(scope, answer.status, perf_counter() - began)
            answer.end()
            REQUEST.reset(before)

    def _starting(self, send: Send) -> Send:
        """Set up the log when the web server and Streamlit have set up theirs; note both ends."""

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
        if self._figures is not None:
            self._figures.answered(route, status, None if is_session else seconds)
        if route in _UNLOGGED and status < 400:
            return
        fields: dict[str, str | int | float] = {
            "method": "WEBSOCKET" if is_session else scope["method"],
            "route": route,
            "status": status,
            "duration": round(seconds, 4),
        }
        log_event(_log, "session" if is_session else "request", fields)


class _Answer:
    """Passes an answer on, with the request's id, and remembers its status.

    Attributes:
        status: of HTTP; 101 of a websocket that was opened, 403 of one that was refused, 500 of
            what ended without an answer.
    """

    def __init__(self, send: Send, *, request: str, figures: Figures | None) -> None:
        self.status = 500
        self._send = send
        self._request = request
        self._figures = figures
        self._is_open = False

    async def __call__(self, message: Message) -> None:
        match message["type"]:
            case "http.response.start" | "websocket.http.response.start":
                self.status = message["status"]
                MutableHeaders(scope=message)[ID_HEADER] = self._request
            case "websocket.accept":
                self.status = 101
                self._is_open = True
                self._count(1)
            case "websocket.close" if not self._is_open:
                self.status = 403
        await self._send(message)

    def end(self) -> None:
        """Nothing more comes."""
        if self._is_open:
            self._count(-1)

    def _count(self, change: int) -> None:
        if self._figures is not None:
            self._figures.connected(change)


def observed() -> Middleware:
    """The middleware, as the environment says how to log; figures where they can be made.

    Raises:
        ValueError: the environment names no format of a log.
    """
    return Middleware(Observed, figures=server_figures(), log=log_format())
