"""Refuses requests under foreign host names, before Streamlit sees them.

Streamlit's own `server.allowedHosts` guards the websocket only; pages, files and uploads
stay open. Its check of the websocket's Origin lets in every page of this machine, whatever
its port, and asks a server on the internet for this machine's address.
"""

import logging

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from itasearch.config import HOSTS_VARIABLE, AllowedHosts, allowed_hosts, host_of
from itasearch.ui.kit.labels import FOREIGN_HOST
from itasearch.ui.kit.routes import NO_STORE

_logger = logging.getLogger(__name__)


class HostCheck:
    """ASGI middleware over every path, for HTTP and websockets.

    A foreign Host or Origin is answered with 403 and what to do, no valid Host with 400.
    """

    def __init__(self, app: ASGIApp, allowed: AllowedHosts) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        refusal = self._refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        status, text = refusal
        _logger.warning("%s", text.partition("\n")[0])
        if scope["type"] == "websocket":  # closed before it opens: the server answers 403
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(text, status, headers=NO_STORE)(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = host_of(hosts[0]) if len(hosts) == 1 else None
        if host is None:
            return 400, "the request names no valid host"
        if not self._allowed.allows(host):
            _address, port = scope.get("server") or ("", 8501)
            values = {"address": f"http://localhost:{port or 8501}", "variable": HOSTS_VARIABLE}
            texts = (FOREIGN_HOST.text(language, host=host, **values) for language in ("en", "th"))
            return 403, "\n\n".join(texts)
        # Browsers send Origin with a websocket, with whatever writes, and with what another site's
        # page reads; a client without it is no such page. Its scheme is left out: behind a proxy
        # that speaks HTTPS it is not the one of this request.
        origin = headers.get("origin", f"://{hosts[0]}").lower().partition("://")[2]
        if origin != hosts[0].lower():
            asks = f"a page of {host_of(origin) or '?'} asked for a connection to {host}"
            return 403, f"{asks}; a reverse proxy must pass on the Host header with its port"
        return None


def host_check() -> Middleware:
    """The check for the address that Streamlit is to listen on and the names of the environment."""
    return Middleware(HostCheck, allowed=allowed_hosts(listens_on=st.get_option("server.address")))
