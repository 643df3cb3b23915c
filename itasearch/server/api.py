"""What programs ask on the app's server: the HTTP API (itasearch/api/) and, at /mcp, assistants
(itasearch/mcp/), both with the same keys; and who asks there without a key.
"""

from functools import cache
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import Mount, Route

from itasearch.api.mount import ADDRESS, MountedApi
from itasearch.config import PROXIES_VARIABLE, networks
from itasearch.mcp.http import AssistantAddress
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person
from itasearch.server.who_asks import sender
from itasearch.ui.kit.routes import base_path
from itasearch.ui.kit.state import library
from itasearch.ui.kit.who import Access, access_of
from itasearch.workspace import Workspace, signed_in_person

if TYPE_CHECKING:
    from itasearch.api.asking import Asking


def api_mount() -> Mount:
    """The API, for the app's server."""
    return Mount(f"{base_path()}/{ADDRESS}", app=MountedApi(library, asking))


@cache
def asking() -> "Asking":
    """What finds out who asks the API or the address of assistants, and how often: one count."""
    # Here, for the server must listen before the library's packages are loaded.
    from itasearch.api.asking import Asking

    proxies = networks(PROXIES_VARIABLE)
    return Asking(known_person, sender=lambda request: sender(request.scope, proxies))


def known_person(request: Request) -> Person:
    """Who makes a request without a key, as in the app but without sessions."""
    access, name = access_of(request.headers.get)
    if access is Access.COMPUTER:
        return THIS_COMPUTER
    return signed_in_person(name) if access is Access.PROXY else NOBODY


def assistants_route() -> Route:
    """The address of assistants, for the app's server."""
    path = f"{base_path()}/mcp"
    # Whatever the method: else Streamlit would answer with its page.
    return Route(path, AssistantAddress(path, _library_for))


def _library_for(request: Request) -> Workspace:
    return library().acting_as(asking().person(request))
