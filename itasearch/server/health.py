"""Two addresses for load balancers and service managers, which answer under every host name.

/healthz: the process answers, else restart it. /readyz: store and index can be read, else ask
another server. Load balancers use IP addresses or names within a cluster, so both come before the
check of host names; they say nothing of what the library holds.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from itasearch.model.people import NOBODY
from itasearch.ui.kit.routes import NO_STORE, base_path
from itasearch.ui.kit.state import library
from itasearch.workspace import Readiness

HEALTH, READINESS = "healthz", "readyz"  #: relative to the views

_KEPT_SECONDS = 1.0  # for which a look at the library is not repeated, however many ask; by hand
_PATIENCE_SECONDS = 5.0  # then the library is not ready; by hand: load balancers wait for ten


def look() -> Readiness:
    """Whether the parts of this server's library answer; opens them."""
    return library().acting_as(NOBODY).care.readiness()


@dataclass(eq=False)
class HealthAddresses:
    """ASGI middleware that answers at both addresses, and passes all else on."""

    app: ASGIApp
    look: Callable[[], Readiness] = look
    _looking: asyncio.Future[Readiness] | None = field(default=None, init=False)
    _looked_at: float = field(default=0.0, init=False)
    _base: str = field(default_factory=base_path, init=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""
        asks = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        address = scope["path"].removeprefix(f"{self._base}/") if asks else ""
        if address == HEALTH:
            await JSONResponse({"status": "ok"}, headers=NO_STORE)(scope, receive, send)
        elif address == READINESS:
            state = await self._state()
            status = 200 if state["ready"] else 503
            await JSONResponse(state, status, headers=NO_STORE)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _state(self) -> dict[str, bool | str]:
        looking = self._looking
        is_old = monotonic() - self._looked_at >= _KEPT_SECONDS
        if looking is None or (looking.done() and is_old):
            looking = asyncio.ensure_future(run_in_threadpool(self.look))
            self._looking, self._looked_at = looking, monotonic()
        try:
            readiness = await asyncio.wait_for(asyncio.shield(looking), _PATIENCE_SECONDS)
        except TimeoutError:
            return {"ready": False, "store": "slow", "index": "slow"}
        state: dict[str, bool | str] = {"ready": readiness.is_ready}
        if readiness.is_ready and readiness.left_out:
            reason = f"{readiness.left_out} reports are left out; itasearch doctor names them"
            state |= {"status": "degraded", "reason": reason}
        elif readiness.is_ready:
            state["status"] = "ok"
        return {**state, "store": readiness.store.value, "index": readiness.index.value}
