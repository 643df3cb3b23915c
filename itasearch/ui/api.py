"""The HTTP API (itasearch/api/) on the app's server, and who asks it there without a key."""

from functools import cache, lru_cache
from time import monotonic
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import Mount

from itasearch.api.mount import ADDRESS, MountedApi
from itasearch.config import trusted_proxies
from itasearch.ui.kit.routes import base_path
from itasearch.ui.kit.who import ROLES_KEPT, Access, access_of
from itasearch.ui.who_asks import sender

if TYPE_CHECKING:
    from itasearch.api.asking import Asking
    from itasearch.model.people import Person
    from itasearch.workspace import Workspace


def api_mount() -> Mount:
    """The API, for the app's server."""
    return Mount(f"{base_path()}/{ADDRESS}", app=MountedApi(_library, asking))


@cache
def asking() -> "Asking":
    """What finds out who asks the API or the address of assistants, and how often: one count."""
    # Here, for the server must listen before the library's packages are loaded.
    from itasearch.api.asking import Asking

    proxies = trusted_proxies()
    return Asking(known_person, sender=lambda request: sender(request.scope, proxies))


def known_person(request: Request, library: "Workspace") -> "Person":
    """Who makes a request without a key: as in the app, but for sign-ins of a browser's session.

    Raises:
        StoreError: a person's role cannot be read.
    """
    # Here, for the server must listen before the library's packages are loaded.
    from itasearch.model.people import NOBODY, THIS_COMPUTER

    access, name = access_of(request.headers.get)
    if access is Access.COMPUTER:
        return THIS_COMPUTER
    if access is Access.PROXY:
        return _known(library, name, int(monotonic() // ROLES_KEPT))
    return NOBODY


@lru_cache(maxsize=1024)
def _known(library: "Workspace", name: str, _minute: int) -> "Person":
    """The person that a trusted proxy names; asked for once a minute."""
    return library.sign_in(name)


def _library() -> "Workspace":
    from itasearch.ui.kit.state import library

    return library()
