"""The address /mcp at which assistants ask the library, with the keys of the HTTP API."""

from typing import TYPE_CHECKING

from starlette.routing import Route

from itasearch.mcp.http import AssistantAddress
from itasearch.ui.api import asking
from itasearch.ui.kit.routes import base_path

if TYPE_CHECKING:
    from starlette.requests import Request

    from itasearch.workspace import Workspace

ADDRESS = "mcp"
"""Relative to the views."""


def assistants_route() -> Route:
    """The route of the address, for the app's server."""
    path = f"{base_path()}/{ADDRESS}"
    # Whatever the method: else Streamlit would answer with its page.
    return Route(path, AssistantAddress(path, _library_for))


def _library_for(request: "Request") -> "Workspace":
    """The library as whoever sent a request may use it.

    Raises:
        HTTPException: the request is refused, as the API would refuse it.
        StoreError: it cannot be found out who sent it.
    """
    # Here, for the server must listen before the library's packages are loaded.
    from itasearch.ui.kit.state import library

    opened = library()
    return opened.acting_as(asking().person(request, opened))
