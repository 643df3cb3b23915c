"""Figures of the server at /metrics, as Prometheus reads them.

They are counts and times by route, never by person, query or address. This computer and the
addresses of ITASEARCH_METRICS_FROM read them, but not through a proxy, which lets everybody in;
from anywhere else it takes the key of an administrator. So it is with Streamlit's own figures.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from itasearch.config import METRICS_VARIABLE, host_of, is_loopback, metrics_readers
from itasearch.errors import ItaSearchError, MissingExtraError, StoreError
from itasearch.ui.kit.routes import base_path, route_below_base
from itasearch.ui.who_asks import came_through_proxy, is_from

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

    from itasearch.workspace import LibraryFigures

ADDRESS = "metrics"
"""Relative to the views."""

_FOR_WHOM = (
    f"the figures are for this computer, the addresses of {METRICS_VARIABLE}, and the key of an "
    "administrator: Authorization: Bearer SECRET"
)
_REQUEST_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper bounds of the histogram of requests. Chosen by hand."""
_SEARCH_SECONDS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0)
"""Upper bounds of the histogram of searches, close around the half second that one may take.
Chosen by hand."""


def counted() -> "LibraryFigures":
    """What is counted of this server's library."""
    # Here, for the server must listen before the library's packages are loaded.
    from itasearch.model.people import NOBODY
    from itasearch.ui.kit.state import library

    return library().acting_as(NOBODY).library_figures()


class Figures:
    """Counts what this process does; threads may share it. Needs prometheus_client."""

    def __init__(self, library: Callable[[], "LibraryFigures"] = counted) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

        # Of its own, so that several may live in one process.
        registry = CollectorRegistry()
        self._registry = registry
        self._requests = Counter(
            "itasearch_requests",
            "Requests that were answered, and websockets that ended.",
            ["route", "status"],
            registry=registry,
        )
        self._request_seconds = Histogram(
            "itasearch_request_seconds",
            "Time until an HTTP request was answered.",
            ["route"],
            buckets=_REQUEST_SECONDS,
            registry=registry,
        )
        self._search_seconds = Histogram(
            "itasearch_search_seconds",
            "Time of each search that gave an answer.",
            buckets=_SEARCH_SECONDS,
            registry=registry,
        )
        self._sessions = Gauge(
            "itasearch_sessions", "Browsers that have the app open.", registry=registry
        )
        ProcessCollector(registry=registry)
        registry.register(_OfLibrary(library))

    def answered(self, route: str, status: int, seconds: float | None) -> None:
        """A request was answered; None seconds for a websocket, which lasts as a page is open."""
        self._requests.labels(route, str(status)).inc()
        if seconds is not None:
            self._request_seconds.labels(route).observe(seconds)

    def searched(self, seconds: float) -> None:
        """A search took so long."""
        self._search_seconds.observe(seconds)

    def connected(self, change: int) -> None:
        """So many browsers more have the app open."""
        self._sessions.inc(change)

    def text(self) -> bytes:
        """All figures in the text format of Prometheus."""
        from prometheus_client import generate_latest

        return generate_latest(self._registry)


class _OfLibrary:
    """Figures that are counted when they are asked for."""

    def __init__(self, library: Callable[[], "LibraryFigures"]) -> None:
        self._library = library

    def describe(self) -> "Iterable[Metric]":
        """None: that the names are known is not worth opening a library."""
        return ()

    def collect(self) -> "Iterable[Metric]":
        """What can be counted just now; a library that cannot be read is 0 at itasearch_up."""
        from prometheus_client.metrics_core import GaugeMetricFamily

        up = "Whether store and index can be read."
        try:
            found = self._library()
        except ItaSearchError:
            yield GaugeMetricFamily("itasearch_up", up, value=0)
            return
        yield GaugeMetricFamily("itasearch_up", up, value=1)
        yield GaugeMetricFamily("itasearch_reports", "Reports in use.", value=found.reports)
        yield GaugeMetricFamily("itasearch_measures", "Their measures.", value=found.measures)
        yield GaugeMetricFamily(
            "itasearch_reports_in_doubt", "Reports to be reviewed.", value=found.needs_review
        )
        yield GaugeMetricFamily(
            "itasearch_index_lag_reports",
            "Reports that the index has otherwise than the store.",
            value=found.unindexed,
        )
        jobs = GaugeMetricFamily("itasearch_jobs", "Jobs of the queue.", labels=["state"])
        for state in found.jobs:
            jobs.add_metric([state.value], found.jobs[state])
        yield jobs


@lru_cache(maxsize=1)
def server_figures() -> Figures | None:
    """The figures of this process; None where the extra `server` is not installed."""
    return Figures() if find_spec("prometheus_client") else None


def searched(seconds: float) -> None:
    """Note a search, where figures are made: a Workspace's `on_search`."""
    figures = server_figures()
    if figures is not None:
        figures.searched(seconds)


def figures_route() -> Route:
    """The address of the figures, for the app's server."""
    return route_below_base(ADDRESS, _answer)


class FiguresCheck:
    """ASGI middleware over Streamlit's own figures, which few may read, too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._path = f"{base_path()}/_stcore/metrics"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; refuse the figures to others."""
        is_theirs = scope["type"] == "http" and scope["path"].rstrip("/") == self._path
        if is_theirs and not await _may_read(Request(scope)):
            await _plain(_FOR_WHOM, status=403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def figures_check() -> Middleware:
    """The middleware."""
    return Middleware(FiguresCheck)


async def _may_read(request: Request) -> bool:
    return _is_near(request) or await run_in_threadpool(_has_key, request)


async def _answer(request: Request) -> Response:
    if not await _may_read(request):
        return _plain(_FOR_WHOM, status=403)
    figures = server_figures()
    if figures is None:
        missing = MissingExtraError(extra="server", needed_for="figures")
        return _plain(str(missing), status=501)
    text = await run_in_threadpool(figures.text)
    media_type = "text/plain; version=0.0.4; charset=utf-8"
    return Response(text, media_type=media_type, headers={"Cache-Control": "no-store"})


def _is_near(request: Request) -> bool:
    """Whether this computer asks, or an address that may, and not through a proxy."""
    if came_through_proxy(request.scope):
        return False
    # Some proxies on this computer add no header; they pass on the name that browsers open.
    here = (request.client.host if request.client else "", host_of(request.headers.get("host", "")))
    is_here = all(map(is_loopback, here))
    return is_here or is_from(request.scope, metrics_readers())


def _has_key(request: Request) -> bool:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return False
    # Here, for the server must listen before the library's packages are loaded.
    from itasearch.model.people import NOBODY, Right
    from itasearch.ui.kit.state import library

    try:
        person = library().acting_as(NOBODY).person_of_key(secret.strip())
    except StoreError:
        return False  # the figures of a store that cannot be read are for those who are near
    return person is not None and Right.ADMINISTER in person.rights


def _plain(text: str, *, status: int) -> Response:
    return PlainTextResponse(f"{text}\n", status_code=status, headers={"Cache-Control": "no-store"})
