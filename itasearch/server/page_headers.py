"""Headers of every answer that keep other sites away from the app.

No site shows it in a frame, loads its files or holds a handle to its window. A page of the app
loads from, and sends to, this server alone.
"""

import logging
from http import HTTPStatus
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from itasearch.config import host_of
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.routes import NO_STORE, base_path
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


_REFUSABLE = "websocket.http.response"
"""Name of the extension of ASGI by which a websocket is refused with an answer of HTTP."""
_UNOPENED = "ASGI callable returned without completing handshake."
"""What uvicorn (0.54) logs as an error of every websocket that is refused with an answer."""


class PageHeaders:
    """ASGI middleware that adds the headers to every answer of HTTP, errors and refused websockets.

    An answer's own policy stays.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        base = base_path()
        # Files that people gave, and that the app made of them.
        self._files = (f"{base}/media/", f"{base}/app/static/")
        logging.getLogger("uvicorn.error").addFilter(lambda record: record.msg != _UNOPENED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and the answer with its headers."""
        can_answer = scope["type"] == "http" or _REFUSABLE in scope.get("extensions", {})

        async def answer(message: Message) -> None:
            nonlocal can_answer
            if message["type"] == "websocket.close" and can_answer:
                await Response(status_code=HTTPStatus.FORBIDDEN)(scope, receive, answer)
                return
            can_answer = False
            if message["type"] in ("http.response.start", f"{_REFUSABLE}.start"):
                message.setdefault("headers", [])
                self._complete(scope, message)
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception:
            if can_answer:
                text = "\n".join(kit_labels.REQUEST_FAILED.text(code) for code in ("th", "en"))
                failed = PlainTextResponse(f"{text}\n", 500, headers=NO_STORE)
                await failed(scope, receive, answer)
            raise  # the web server logs it

    def _complete(self, scope: Scope, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        headers.update(ALWAYS)
        # A browser puts the headers of "not modified" in place of those it keeps of the page, and
        # this answer does not say that it is of one.
        if start["status"] == HTTPStatus.NOT_MODIFIED:
            return
        is_html = headers.get("content-type", "").startswith("text/html")
        policy = _CLOSED
        if is_html and not scope["path"].startswith(self._files):
            policy = f"{_PAGE}; connect-src 'self'"
            hosts = [host.strip() for host in Headers(scope=scope).getlist("host")]
            # To older browsers 'self' means HTTP alone. What is no host could end the list of
            # addresses, and begin another one.
            if len(hosts) == 1 and host_of(hosts[0]) is not None:
                policy += f" ws://{hosts[0]} wss://{hosts[0]}"
        headers.setdefault("Content-Security-Policy", policy)
