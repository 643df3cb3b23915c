"""Each request is counted and logged by a route that is one of few, under an id."""

import logging

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from itasearch.server.figures import Figures
from itasearch.server.observed import ID_HEADER, Observed, route_of


def answers(figures: Figures) -> dict[tuple[str, str], float]:
    """How many requests were answered, by route and status."""
    (family,) = figures.requests.collect()
    return {
        (one.labels["route"], one.labels["status"]): one.value
        for one in family.samples
        if one.name.endswith("_total")
    }


def timed_routes(figures: Figures) -> set[str]:
    (family,) = figures.request_seconds.collect()
    return {one.labels["route"] for one in family.samples}


def sessions(figures: Figures) -> float:
    (family,) = figures.sessions.collect()
    return family.samples[0].value


def _suggestions(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("")


def _broken(_request: Request) -> PlainTextResponse:
    raise RuntimeError("disk on fire")


async def _stream(websocket: WebSocket) -> None:
    if "refused" in websocket.url.path:
        await websocket.close()
        return
    await websocket.accept()
    await websocket.receive_text()
    await websocket.close()


@pytest.fixture
def figures() -> Figures:
    return Figures()


@pytest.fixture
def client(figures: Figures) -> TestClient:
    inner = Starlette(
        routes=[
            Route("/suggestions", _suggestions),
            Route("/healthz", _suggestions),
            Route("/library", _broken),
            WebSocketRoute("/_stcore/stream", _stream),
            WebSocketRoute("/_stcore/refused", _stream),
        ]
    )
    app = Observed(inner, figures=figures)
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("path", "status", "route"),
    [
        ("/", 200, "page"),
        ("/town", 200, "page"),
        ("/wp-login.php", 200, "page"),
        ("/uploads/0f3a?name=สมชาย.pdf", 204, "/uploads"),
        ("/_stcore/made-up-17", 404, "/_stcore"),
        ("/_stcore/made-up-17", 200, "/_stcore"),
        ("/_stcore/host-config", 200, "/_stcore/host-config"),
        ("/api/v1/measures/m-17", 200, "/api/v1/measures"),
        ("/api/v1/made-up-17", 403, "/api"),
        ("/api/v2/made-up-17", 200, "/api"),
        ("/api/made-up-17", 200, "/api"),
        ("/feeds/w-17.atom", 200, "/feeds"),
        ("/media/0f3a.pdf", 200, "/media"),
    ],
)
def test_a_route_has_no_ids_and_nothing_made_up(path: str, status: int, route: str) -> None:
    assert route_of(path, base="", status=status) == route
    assert route_of(f"/ita{path}", base="/ita", status=status) == route


def test_a_request_is_counted_and_logged_without_its_query(
    client: TestClient, figures: Figures, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="itasearch"):
        client.get("/suggestions", params={"text": "ของขวัญ"})

    assert answers(figures) == {("/suggestions", "200"): 1}
    assert timed_routes(figures) == {"/suggestions"}
    (record,) = [one for one in caplog.records if one.name.startswith("itasearch")]
    fields = vars(record)["fields"]
    assert record.getMessage() == "request"
    assert set(fields) == {"method", "route", "status", "duration"}
    assert (fields["method"], fields["route"], fields["status"]) == ("GET", "/suggestions", 200)


def test_a_failure_counts_as_one(client: TestClient, figures: Figures) -> None:
    assert client.get("/library").status_code == 500
    assert answers(figures) == {("page", "500"): 1}


def test_a_look_at_the_servers_health_is_not_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="itasearch"):
        client.get("/healthz")

    assert [one for one in caplog.records if one.name.startswith("itasearch")] == []


@pytest.mark.parametrize(
    ("given", "kept"), [("0f3a2b1c-77", True), ("สมชาย", False), ("a b", False), ("x" * 65, False)]
)
def test_an_answer_has_an_id_its_own_or_that_of_a_proxy(
    client: TestClient, given: str, kept: bool
) -> None:
    headers = [(ID_HEADER.encode(), given.encode())]
    found = client.get("/suggestions", headers=headers).headers[ID_HEADER]

    assert (found == given) is kept
    assert found.isascii() and 8 <= len(found) <= 64


def test_a_websocket_is_a_session_for_as_long_as_it_is_open(
    client: TestClient, figures: Figures
) -> None:
    with client.websocket_connect("/_stcore/stream") as websocket:
        assert sessions(figures) == 1
        websocket.send_text("")

    assert sessions(figures) == 0
    assert answers(figures) == {("/_stcore/stream", "101"): 1}
    assert timed_routes(figures) == set()


def test_a_refused_websocket_is_none(client: TestClient, figures: Figures) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/refused"):
        pass

    assert sessions(figures) == 0
    assert answers(figures) == {("/_stcore", "403"): 1}
