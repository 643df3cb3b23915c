"""Headers of every answer that keep other sites away from the app.

No site shows it in a frame and has people click in it, and none loads its files or holds a handle
to its window. What a page of the app loads, and where it sends something, is this server alone:
what an injected element would load or send stays here.

Answers that the web server would make by itself are made here, with the headers: to a request that
ends in an error, and to a websocket that is refused.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from itasearch.config import host_of
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.routes import base_path
from itasearch.ui.kit.static import script_hashes

ALWAYS = MappingProxyType(
    {
        # For browsers that do not know frame-ancestors.
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        # An address of the app holds the query.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
        "midi=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
"""Headers that are the same in all answers."""

_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of what is no page of the app: opened by itself, it loads and runs nothing."""
_PAGE = (
    "default-src 'none'"
    # Streamlit's page has a script within itself, and so has the bar (main.py): by their hashes. A
    # component's script is loaded from the memory of the page (blob:).
    f"; script-src 'self' {' '.join(script_hashes())} blob:"
    "; style-src 'self' 'unsafe-inline'"
    "; img-src 'self' data: blob:"
    "; font-src 'self' data:"
    "; media-src 'self' blob:"
    "; worker-src 'self' blob:"
    "; manifest-src 'self'"
    "; base-uri 'self'"
    "; form-action 'self'"
    "; frame-ancestors 'none'"
)
"""The policy of pages, without the addresses that they may ask."""


_STARTS = frozenset({"http.response.start", "websocket.http.response.start"})
_REFUSABLE = "websocket.http.response"
"""Name of the extension of ASGI by which a websocket is refused with an answer of HTTP."""


_WEB_SERVER = "uvicorn.error"  # name of the web server's log
_UNOPENED = "ASGI callable returned without completing handshake."
"""What uvicorn (0.54) logs as an error of every websocket that is refused with an answer."""


class PageHeaders:
    """ASGI middleware that adds the headers to every HTTP answer; an answer's own policy stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        base = base_path()
        # Files that people gave, and that the app made of them.
        self._files = (f"{base}/media/", f"{base}/app/static/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer with its headers."""

        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, send, self._complete)
        try:
            await self._app(scope, receive, answer)
        except Exception:
            await answer.fail(receive)
            raise  # the web server logs it

    def _complete(self, scope: Scope, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        headers.update(ALWAYS)
        # A browser puts the headers of "not modified" in place of those it keeps of the page, and
        # this answer does not say that it is of one.
        if start["status"] != HTTPStatus.NOT_MODIFIED:
            headers.setdefault("Content-Security-Policy", self._policy(scope, headers))

    def _policy(self, scope: Scope, answer: MutableHeaders) -> str:
        is_html = answer.get("content-type", "").startswith("text/html")
        if not is_html or scope["path"].startswith(self._files):
            return _CLOSED
        return f"{_PAGE}; connect-src 'self'{_websockets(scope)}"


class _Answer:
    """Passes an answer on, with its headers; makes one where there is none."""

    def __init__(
        self, scope: Scope, send: Send, complete: Callable[[Scope, Message], None]
    ) -> None:
        self._scope = scope
        self._send = send
        self._complete = complete
        self._has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "websocket.close" and self._may_refuse():
            await self._refuse(HTTPStatus.FORBIDDEN)
            return
        if message["type"] in _STARTS:
            message.setdefault("headers", [])
            self._complete(self._scope, message)
        self._has_begun = True
        await self._send(message)

    async def fail(self, receive: Receive) -> None:
        """The request ended in an error."""
        if self._may_refuse():
            await self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR)
        elif self._scope["type"] == "http" and not self._has_begun:
            text = "\n".join(kit_labels.REQUEST_FAILED.text(one) for one in ("th", "en"))
            answer = PlainTextResponse(f"{text}\n", 500, headers={"Cache-Control": "no-store"})
            await answer(self._scope, receive, self)

    def _may_refuse(self) -> bool:
        """Whether this is a websocket that has not been opened, and an answer can say so."""
        is_websocket = self._scope["type"] == "websocket"
        can_refuse = _REFUSABLE in self._scope.get("extensions", {})
        return is_websocket and can_refuse and not self._has_begun

    async def _refuse(self, status: HTTPStatus) -> None:
        await self({"type": f"{_REFUSABLE}.start", "status": status.value, "headers": []})
        await self({"type": f"{_REFUSABLE}.body", "body": b""})


def _websockets(scope: Scope) -> str:
    """The websockets of the host that was asked: to older browsers 'self' means HTTP alone."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    # What is no host could end the list of addresses, and begin another one.
    if len(hosts) != 1 or host_of(hosts[0]) is None:
        return ""
    host = hosts[0].strip()
    return f" ws://{host} wss://{host}"


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    return record.msg != _UNOPENED


def page_headers() -> Middleware:
    """The middleware, in front of all that answers a browser."""
    logging.getLogger(_WEB_SERVER).addFilter(_is_worth_a_line)
    return Middleware(PageHeaders)
