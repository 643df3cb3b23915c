"""Figures of the server at /metrics, as Prometheus reads them.

They are counts and times by route, never by person, query or address. This computer and the
addresses of ITASEARCH_METRICS_FROM read them, but not through a proxy, which lets everybody in;
from anywhere else it takes the key of a program. So it is with Streamlit's own figures.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

import prometheus_client
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from itasearch.config import METRICS_VARIABLE, host_of, is_loopback, networks
from itasearch.errors import ItaSearchError
from itasearch.model.people import NOBODY
from itasearch.server.who_asks import came_through_proxy, is_from
from itasearch.ui.kit.routes import NO_STORE, base_path, route_below_base
from itasearch.ui.kit.state import SEARCH_LISTENERS, library
from itasearch.workspace import LibraryFigures, person_of_key

ADDRESS = "metrics"  #: relative to the views

_FOR_WHOM = (
    f"the figures are for this computer, the addresses of {METRICS_VARIABLE}, and programs with a "
    "key: Authorization: Bearer SECRET\n"
)
_REQUEST_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper bounds of the histogram of requests. Chosen by hand."""
_SEARCH_SECONDS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0)
"""Upper bounds of the histogram of searches, close around the half second that one may take.
Chosen by hand."""


def counted() -> LibraryFigures:
    """What is counted of this server's library."""
    return library().acting_as(NOBODY).care.figures()


class Figures:
    """What this process counts; threads may share it."""

    def __init__(self, library: Callable[[], LibraryFigures] = counted) -> None:
        # Of its own, so that several may live in one process.
        self.registry = prometheus_client.CollectorRegistry()
        self.requests = prometheus_client.Counter(
            "itasearch_requests",
            "Requests that were answered, and websockets that ended.",
            ["route", "status"],
            registry=self.registry,
        )
        self.request_seconds = prometheus_client.Histogram(
            "itasearch_request_seconds",
            "Time until an HTTP request was answered.",
            ["route"],
            buckets=_REQUEST_SECONDS,
            registry=self.registry,
        )
        self.search_seconds = prometheus_client.Histogram(
            "itasearch_search_seconds",
            "Time of each search that gave an answer.",
            buckets=_SEARCH_SECONDS,
            registry=self.registry,
        )
        self.sessions = prometheus_client.Gauge(
            "itasearch_sessions", "Browsers that have the app open.", registry=self.registry
        )
        prometheus_client.ProcessCollector(registry=self.registry)
        self.registry.register(_OfLibrary(library))


class _OfLibrary(Collector):
    def __init__(self, library: Callable[[], LibraryFigures]) -> None:
        self._library = library

    def collect(self) -> Iterable[Metric]:
        """What can be counted just now; a library that cannot be read is 0 at itasearch_up."""
        up = "Whether store and index can be read."
        try:
            figures = self._library()
        except ItaSearchError:
            yield GaugeMetricFamily("itasearch_up", up, value=0)
            return
        yield GaugeMetricFamily("itasearch_up", up, value=1)
        for name, text, value in (
            ("reports", "Reports in use.", figures.stats.reports),
            ("measures", "Their measures.", figures.stats.measures),
            ("reports_in_doubt", "Reports to be reviewed.", figures.stats.needs_review),
            ("index_lag_reports", "Reports that differ in index and store.", figures.unindexed),
        ):
            yield GaugeMetricFamily(f"itasearch_{name}", text, value=value)
        jobs = GaugeMetricFamily("itasearch_jobs", "Jobs of the queue.", labels=["state"])
        for state, count in figures.jobs.items():
            jobs.add_metric([state.value], count)
        yield jobs


@lru_cache(maxsize=1)
def server_figures() -> Figures:
    """The figures of this process."""
    return Figures()


SEARCH_LISTENERS.add(lambda seconds: server_figures().search_seconds.observe(seconds))


def figures_route() -> Route:
    """The address of the figures, for the app's server, which FiguresCheck is in front of."""

    def answer(_request: Request) -> Response:
        text = prometheus_client.generate_latest(server_figures().registry)
        kind = prometheus_client.CONTENT_TYPE_PLAIN_0_0_4
        return Response(text, media_type=kind, headers=NO_STORE)

    return route_below_base(ADDRESS, answer)


class FiguresCheck:
    """ASGI middleware over the figures, Streamlit's own, too, which few may read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._paths = [f"{base_path()}/{address}" for address in (ADDRESS, "_stcore/metrics")]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; refuse the figures to others."""
        is_theirs = scope["type"] == "http" and scope["path"].rstrip("/") in self._paths
        request = Request(scope) if is_theirs else None
        if request and not _is_near(request) and not await run_in_threadpool(_has_key, request):
            await PlainTextResponse(_FOR_WHOM, 403, headers=NO_STORE)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_near(request: Request) -> bool:
    if came_through_proxy(request.scope):
        return False
    # Some proxies on this computer add no header; they pass on the name that browsers open.
    here = (request.client.host if request.client else "", host_of(request.headers.get("host", "")))
    return all(map(is_loopback, here)) or is_from(request.scope, networks(METRICS_VARIABLE))


def _has_key(request: Request) -> bool:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return False
    return person_of_key(secret.strip()) is not None
