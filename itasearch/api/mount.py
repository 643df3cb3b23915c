"""Where the app's server has the API: FastAPI is loaded with the first request.

Without the extra `server` every address answers what to install.
"""

from collections.abc import Callable
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from itasearch.api.asking import Asking
    from itasearch.workspace import Workspace

ADDRESS = "api/v1"  #: relative to the views
LARGEST_BODY = 1_000_000  # bytes of a request's body


class MountedApi:
    """ASGI application: the API once it is asked something."""

    def __init__(self, library: "Callable[[], Workspace]", asking: "Callable[[], Asking]") -> None:
        self._library = library
        self._asking = asking
        self._lock = Lock()
        self._api: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; one whose body is too large with 413."""
        if scope["type"] != "http":
            # The API has no websockets: refused before they open.
            await send({"type": "websocket.close", "code": 1000})
            return
        stated = Headers(scope=scope).get("content-length", "")
        if stated.isascii() and stated.isdecimal() and int(stated) > LARGEST_BODY:
            from itasearch.api.problems import Problem, problem_response

            await problem_response(Problem(413, _TOO_LARGE))(scope, receive, send)
            return
        api = self._api
        if api is None:
            api = await run_in_threadpool(self._loaded)
        await api(scope, _bounded(receive), send)

    def _loaded(self) -> ASGIApp:
        with self._lock:
            if self._api is None:
                if find_spec("fastapi") is None:
                    return _missing
                from itasearch.api.app import api_of

                self._api = api_of(self._library, self._asking())
            return self._api


async def _missing(scope: Scope, receive: Receive, send: Send) -> None:
    from itasearch.api.problems import Problem, problem_response

    detail = "this server has no API; install it with: pip install 'itasearch[server]'"
    await problem_response(Problem(503, detail, kind="not-installed"))(scope, receive, send)


def _bounded(receive: Receive) -> Receive:
    """Gives the body as long as it is not too large, whatever length was stated."""
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST_BODY:
            from itasearch.api.problems import Problem

            raise Problem(413, _TOO_LARGE)
        return message

    return bounded


_TOO_LARGE = f"a body has {LARGEST_BODY} bytes at most; send less at a time"
