"""Says of each request how it came, before Streamlit sees it, and lets nobody else say it.

On the library's own computer (a loopback server, name and no proxy) whoever asks may do all. Others
are visitors, who read; unless the server was opened to all, or a trusted proxy names the person. A
proxy that adds no header, as nginx's bare proxy_pass, is known by other signs
(`came_through_proxy`).
"""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from itasearch import config
from itasearch.model.people import fault_of_id
from itasearch.ui.kit.routes import base_path
from itasearch.ui.kit.who import ACCESS_HEADER, Access, guard, provider_is_set_up

_OF_PROXIES = frozenset({"cf-connecting-ip", "forwarded", "true-client-ip", "via", "x-real-ip"})
"""Headers of requests that came through a proxy, with all that begin with `_FORWARDED`."""
_FORWARDED = "x-forwarded-"
_BELIEVED = "FORWARDED_ALLOW_IPS"
"""Environment variable of the web server: peers whose X-Forwarded-For it puts in the place of a
request's peer; not set, those of this computer."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRules:
    """How a request is judged."""

    own_computer: bool
    everyone: bool = False
    proxies: Sequence[IPv4Network | IPv6Network] = ()  #: trusted to name the person
    header: str = ""  #: in which they do

    def access(self, scope: Scope) -> tuple[Access, str]:
        """How a request came, and the person that a trusted proxy names."""
        headers = Headers(scope=scope)
        if self.everyone:
            return Access.COMPUTER, ""
        if is_from(scope, self.proxies):
            named = [name.strip() for name in headers.getlist(self.header)]
            # Two headers: one of them may be the client's.
            if len(named) != 1:
                return Access.VISITOR, ""
            if fault := fault_of_id(named[0]):
                _log.warning("a proxy names nobody in %s: %s", self.header, fault)
                return Access.VISITOR, ""
            return Access.PROXY, named[0]
        if self.own_computer and not came_through_proxy(scope):
            host = config.host_of(headers.get("host", ""))
            if host is not None and config.is_loopback(host):
                return Access.COMPUTER, ""
        return Access.VISITOR, ""


def is_from(scope: Scope, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Whether the peer of a request has an address of one of these networks."""
    client = scope.get("client")
    if not client or not networks:
        return False
    try:
        address = ip_address(client[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return any(mapped in network for network in networks)


def sender(scope: Scope, proxies: Sequence[IPv4Network | IPv6Network]) -> str:
    """The address of the peer, or of the last in X-Forwarded-For that is no trusted proxy.

    Those before it may be invented by the sender.
    """
    peer = scope["client"][0] if scope.get("client") else ""
    forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
    while forwarded and is_from({"client": (peer, 0)}, proxies):
        peer = forwarded.pop().strip() or peer
    return peer


def came_through_proxy(scope: Scope) -> bool:
    """Whether a request shows that a proxy passed it on: by headers, HTTP/1.0, a pointless protocol
    change (nginx), or a page of another host as origin or referrer.
    """
    headers = Headers(scope=scope)
    if any(name in _OF_PROXIES or name.startswith(_FORWARDED) for name in headers):
        return True
    if scope["type"] == "http":
        changes = "upgrade" in headers.get("connection", "").lower() and "upgrade" not in headers
        if changes or scope.get("http_version") == "1.0":
            return True
    pages = (headers.get(name) for name in ("origin", "referer"))
    return any(page and not config.is_loopback(_host_of_page(page)) for page in pages)


def _host_of_page(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


class WhoAsks:
    """ASGI middleware over every path: writes ACCESS_HEADER, whatever the client wrote there.

    Cookies are sent by HTTPS only where people open the app so.
    """

    def __init__(self, app: ASGIApp, rules: AccessRules, *, by_https: bool = False) -> None:
        self._app = app
        self._rules = rules
        self._by_https = by_https
        guard()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with ACCESS_HEADER; refuse a sign-out that another site leads to."""
        if scope["type"] in {"http", "websocket"}:
            # A page of another site leads a browser to the address that signs out.
            led_from = Headers(scope=scope).get("sec-fetch-site", "")
            if scope["path"] == f"{base_path()}/auth/logout" and led_from.endswith("-site"):
                await PlainTextResponse("sign out in the app", 403)(scope, receive, send)
                return
            access, name = self._rules.access(scope)
            scope = {**scope, "headers": list(scope["headers"])}
            headers = MutableHeaders(scope=scope)
            del headers[ACCESS_HEADER]
            headers[ACCESS_HEADER] = f"{access.value} {quote(name)}".rstrip()
        await self._app(scope, receive, _secured(send) if self._by_https else send)


def _secured(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = []
            for name, value in message.get("headers", ()):
                attributes = {part.strip().lower() for part in value.split(b";")[1:]}
                is_bare = name.lower() == b"set-cookie" and b"secure" not in attributes
                headers.append((name, value + b"; Secure" if is_bare else value))
            message = {**message, "headers": headers}
        await send(message)

    return sending


def who_asks() -> Middleware:
    """The middleware for the address that Streamlit is to listen on, and the environment.

    Raises ValueError: proxies are trusted, and peers may be what a client wrote.
    """
    address, proxies = st.get_option("server.address"), config.networks(config.PROXIES_VARIABLE)
    if proxies and os.environ.get(_BELIEVED) != "":
        raise ValueError(f"{_BELIEVED} must be empty; start the app by: itasearch serve")
    rules = AccessRules(
        own_computer=config.is_loopback(address) and not proxies and not provider_is_set_up(),
        everyone=bool(os.environ.get(config.OPEN_VARIABLE)),
        proxies=proxies,
        header=config.user_header(),
    )
    by_https = os.environ.get(config.APP_URL_VARIABLE, "").strip().startswith("https://")
    return Middleware(WhoAsks, rules=rules, by_https=by_https)
