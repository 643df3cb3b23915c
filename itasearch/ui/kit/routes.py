"""Addresses of the app's server that are no views."""

from collections.abc import Awaitable, Callable
from types import MappingProxyType

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

VIEWS = (
    *("search", "compare", "matrix", "questions", "neighbours", "coverage", "plan", "town"),
    *("effects", "watch", "template", "library", "sources", "evidence", "people"),
)
"""Addresses of the views but for the first one, which is at the app's own."""
NO_STORE = MappingProxyType({"Cache-Control": "no-store"})
"""Headers of an answer that nothing between server and browser may keep."""


def base_path() -> str:
    """Path under which Streamlit serves the app, such as "/ita"; "" for the server's root."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def route_below_base(
    address: str, answer: Callable[[Request], Response | Awaitable[Response]]
) -> Route:
    """The route of an address relative to the views, as "suggestions"."""
    return Route(f"{base_path()}/{address}", answer)
