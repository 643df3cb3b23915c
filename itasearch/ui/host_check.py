"""Refuses requests under foreign host names, before Streamlit sees them.

Streamlit's own `server.allowedHosts` guards the websocket only; pages, files and uploads
stay open. Its check of the websocket's Origin lets in every page of this machine, whatever
its port, and asks a server on the internet for this machine's address.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from itasearch.config import HOSTS_VARIABLE, AllowedHosts, allowed_hosts, host_of
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.labels import Label

_STYLE = (
    "<style>body{font:1rem/1.6 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;"
    "overflow-wrap:anywhere}h1{font-size:1.3rem}</style>"
)
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refusal:
    """Why a request is not answered."""

    status: int
    reason: Label
    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The reason in "th" or "en"."""
        return self.reason.text(language, **self.values)


class HostCheck:
    """ASGI middleware over every path, for HTTP and websockets.

    A foreign Host is answered with 403 and a page that names the way out, no Host or a
    malformed one with 400; a request whose Origin is not its Host, which a page of another site
    makes, with 403. Websockets are refused (403) for the same reasons.
    """

    def __init__(self, app: ASGIApp, allowed: AllowedHosts) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an allowed request on, refuse any other."""
        if scope["type"] in {"http", "websocket"}:
            refusal = self._refusal(scope)
            if refusal is not None:
                _logger.warning("%s", refusal.text("en").partition("\n")[0])
                if scope["type"] == "websocket":  # closed before it opens: the server answers 403
                    await send({"type": "websocket.close", "code": 1008})
                else:
                    await _page(refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = host_of(hosts[0]) if len(hosts) == 1 else None
        address = _local_address(scope)
        if host is None:
            return _Refusal(status=400, reason=kit_labels.NO_HOST, values={"address": address})
        if not self._allowed.allows(host):
            values = {"host": host, "variable": HOSTS_VARIABLE, "address": address}
            return _Refusal(status=403, reason=kit_labels.FOREIGN_HOST, values=values)
        # Browsers send Origin with a websocket, with whatever writes, and with what another site's
        # page reads; a client without it is no such page. Its scheme is left out: behind a proxy
        # that speaks HTTPS it is not the one of this request.
        origin = headers.get("origin", f"://{hosts[0]}").lower().partition("://")[2]
        if origin != hosts[0].lower():
            values = {"origin": host_of(origin) or "?", "host": host}
            return _Refusal(status=403, reason=kit_labels.FOREIGN_ORIGIN, values=values)
        return None


def host_check() -> Middleware:
    """The check for the address that Streamlit is to listen on and the names of the environment."""
    return Middleware(HostCheck, allowed=allowed_hosts(listens_on=st.get_option("server.address")))


def _local_address(scope: Scope) -> str:
    server = scope.get("server")
    return f"http://localhost:{server[1]}" if server and server[1] else "http://localhost:8501"


def _page(refusal: _Refusal) -> HTMLResponse:
    paragraphs = "".join(
        f'<h1 lang="{language}">{escape(kit_labels.REFUSED.text(language))}</h1>'
        + "".join(
            f'<p lang="{language}">{escape(line)}</p>'
            for line in refusal.text(language).split("\n")
        )
        for language in ("th", "en")
    )
    title = escape(kit_labels.REFUSED.text("th"))
    return HTMLResponse(
        f'<!doctype html><html lang="th"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width">{_STYLE}{paragraphs}',
        status_code=refusal.status,
        headers={"Cache-Control": "no-store"},
    )
