"""Two addresses for load balancers and service managers, which answer under every host name.

/healthz says that the process answers: if it does not, it is to be started again. /readyz says
whether store and index can be read: if not, requests are to go to another server. A load balancer
asks for a server by its IP address or its name within a cluster, so the answer comes before the
check of host names; it says nothing of what the library holds.
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from itasearch.ui.kit.routes import base_path

if TYPE_CHECKING:
    from itasearch.workspace import Readiness

HEALTH, READINESS = "healthz", "readyz"
"""Relative to the views."""

_KEPT_SECONDS = 1.0  # for which a look at the library is not repeated, however many ask; by hand
_PATIENCE_SECONDS = 5.0  # then the library is not ready; by hand: load balancers wait for ten
_NO_STORE = {"Cache-Control": "no-store"}


def look() -> "Readiness":
    """Whether the parts of this server's library answer; opens them."""
    # Here, for the server must listen before the library's packages are loaded.
    from itasearch.model.people import NOBODY
    from itasearch.ui.kit.state import library

    return library().acting_as(NOBODY).readiness()


class HealthAddresses:
    """ASGI middleware that answers at both addresses, and passes all else on."""

    def __init__(
        self, app: ASGIApp, *, look: Callable[[], "Readiness"] = look, patience: float | None = None
    ) -> None:
        self._app = app
        self._look = look
        self._patience = _PATIENCE_SECONDS if patience is None else patience
        self._looking: asyncio.Future[Readiness] | None = None
        self._looked_at = 0.0
        base = base_path()
        self._health, self._readiness = f"{base}/{HEALTH}", f"{base}/{READINESS}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""
        asks = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if asks and scope["path"] == self._health:
            await JSONResponse({"status": "ok"}, headers=_NO_STORE)(scope, receive, send)
        elif asks and scope["path"] == self._readiness:
            await (await self._ready())(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _ready(self) -> Response:
        try:
            found = await asyncio.wait_for(asyncio.shield(self._found()), self._patience)
        except TimeoutError:
            slow = {"ready": False, "store": "slow", "index": "slow"}
            return JSONResponse(slow, status_code=503, headers=_NO_STORE)
        parts = {"store": found.store.value, "index": found.index.value}
        state = {"status": "ok"} if found.is_ready else {}
        if found.is_ready and found.left_out:
            reason = f"{found.left_out} reports are left out; itasearch doctor names them"
            state = {"status": "degraded", "reason": reason}
        return JSONResponse(
            {"ready": found.is_ready, **state, **parts},
            status_code=200 if found.is_ready else 503,
            headers=_NO_STORE,
        )

    def _found(self) -> "asyncio.Future[Readiness]":
        """The look that is going on, or ended just now, else a new one."""
        looking = self._looking
        ended = looking is not None and looking.done()
        if looking is None or (ended and monotonic() - self._looked_at >= _KEPT_SECONDS):
            looking = asyncio.ensure_future(run_in_threadpool(self._look))
            self._looking, self._looked_at = looking, monotonic()
        return looking


def health_addresses() -> Middleware:
    """The addresses, before the check of host names."""
    return Middleware(HealthAddresses)
