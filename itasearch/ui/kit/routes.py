"""Addresses of the app's server: those of its views, and others."""

from collections.abc import Awaitable, Callable
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ViewAddress: TypeAlias = (
    Literal["./", "search", "compare", "matrix", "questions", "neighbours", "coverage", "plan"]
    | Literal["town", "watch", "template", "library", "sources", "evidence"]
)
"""Address of a view, relative to any of them; "./" and "search" are both of the first one."""
VIEWS: tuple[str, ...] = tuple(view for part in get_args(ViewAddress) for view in get_args(part))[
    1:
]
"""Those below the app's own address, which is "./"."""
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
