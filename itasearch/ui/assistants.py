"""The address /mcp at which assistants ask the library, and who asks there.

With a key a request is that of the program whose key it is. Without one whoever is at the
library's own computer asks as there, whom a trusted proxy names as that person, and anybody else as
a visitor.
"""

from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.routing import Route

from itasearch.mcp.http import AssistantAddress, refusal_without_key
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person
from itasearch.ui.kit.routes import base_path
from itasearch.ui.kit.who import ACCESS_HEADER, Access

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.requests import Request

    from itasearch.workspace import Workspace

_SCHEME = "bearer"


def assistants_route() -> Route:
    """The route of the address, for the app's server."""
    path = f"{base_path()}/mcp"
    return Route(path, AssistantAddress(path, _library_for), methods=["POST"])


def _library_for(request: "Request") -> "Workspace":
    """The library as whoever sent a request may use it. Raises RefusedError, StoreError."""
    from itasearch.ui.kit.state import library

    opened = library()
    return opened.acting_as(person_of(opened, request.headers))


def person_of(library: "Workspace", headers: "Headers") -> Person:
    """Who sent a request, by its headers. Raises RefusedError for a key that opens nothing."""
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    if scheme.lower() == _SCHEME:
        found = library.person_of_key(secret.strip())
        if found is None:
            raise refusal_without_key()
        return found
    access, _, name = headers.get(ACCESS_HEADER, Access.VISITOR.value).partition(" ")
    if access == Access.COMPUTER.value:
        return THIS_COMPUTER
    if access == Access.PROXY.value:
        return library.sign_in(unquote(name))
    return NOBODY
