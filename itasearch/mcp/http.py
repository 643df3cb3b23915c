"""The server of the protocol at an address of the app's server, as streamable HTTP.

Each request is answered by itself: any process of several can answer it, nothing is kept between
two, and whoever asks is looked up each time.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anyio import CapacityLimiter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from itasearch.errors import MissingExtraError, StoreError
from itasearch.mcp.start import assistant_server

if TYPE_CHECKING:
    from itasearch.mcp.tools import Call
    from itasearch.workspace import Workspace

_LARGEST = 1024**2  # bytes of a request: the longest arguments that the tools take have some 50,000
_BODY_SECONDS = 30.0  # in which a request must have come whole; by hand
_AT_ONCE = 4  # requests worked on at the same time: other threads are for the app; by hand
_MOST_WAITING = 50  # requests that wait; one more is refused; by hand
_LIBRARY = "itasearch.library"  # where a request's scope has the library as whoever asks may use it

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class AssistantAddress:
    """An ASGI application that answers assistants at `path`, that of the app included.

    `library`, called in a thread, opens it as whoever asks may use it, or raises HTTPException.
    """

    path: str
    library: "Callable[[Request], Workspace]"
    _working: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_AT_ONCE))
    _opened: Callable[[], ASGIApp] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            answer = await self._answering(scope)
            # Before its turn: whoever sends slowly keeps nobody waiting.
            received = await _received(receive)
        except HTTPException as error:
            refusal = PlainTextResponse(error.detail, error.status_code, headers=error.headers)
            await refusal(scope, receive, send)
            return
        async with self._working:
            await answer(scope, received, send)

    async def _answering(self, scope: Scope) -> ASGIApp:
        """What answers a request; its scope has the library. Raises HTTPException."""
        if scope["method"] != "POST":
            raise HTTPException(405, "assistants ask by POST", {"Allow": "POST"})
        if self._working.statistics().tasks_waiting >= _MOST_WAITING:
            raise HTTPException(503, "too many ask at once; try again", {"Retry-After": "5"})
        try:
            if self._opened is None:
                self._opened = await run_in_threadpool(self._application)
            scope[_LIBRARY] = await run_in_threadpool(self.library, Request(scope))
        except MissingExtraError as error:
            raise HTTPException(501, str(error)) from error
        except StoreError as error:
            _log.error("%s", error, exc_info=error)
            raise HTTPException(503, "the library cannot be read just now") from error
        return self._opened()

    def _application(self) -> Callable[[], ASGIApp]:
        server = assistant_server(_library_of)
        from mcp.server.transport_security import TransportSecuritySettings

        def made() -> ASGIApp:
            # The app's server checks host names (server/host_check.py).
            unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
            application = server.streamable_http_app(
                streamable_http_path=self.path,
                json_response=True,
                stateless_http=True,
                max_request_body_size=_LARGEST,
                transport_security=unchecked,
            )

            async def answer(scope: Scope, receive: Receive, send: Send) -> None:
                async with application.router.lifespan_context(application):
                    await application(scope, receive, send)

            return answer

        return made


async def _received(receive: Receive) -> Receive:
    """Gives the whole body. Raises HTTPException: too large (413), late (408), cut (400)."""
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            has_more = True
            while has_more:
                message = await receive()
                if message["type"] != "http.request":
                    raise HTTPException(400, "the request ended too early")
                body += message.get("body", b"")
                if len(body) > _LARGEST:
                    raise HTTPException(413, f"a request has {_LARGEST} bytes at most")
                has_more = message.get("more_body", False)
    except TimeoutError as error:
        raise HTTPException(408, "the request did not come in time") from error
    came: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

    async def received() -> Message:
        return came.pop() if came else await receive()

    return received


def _library_of(call: "Call") -> "Workspace":
    request = call.request_context.request
    if not isinstance(request, Request):
        raise TypeError("the call did not come by AssistantAddress")
    workspace: Workspace = request.scope[_LIBRARY]
    return workspace
