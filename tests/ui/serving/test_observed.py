"""Each request is counted and logged by a route that is one of few, under an id."""

import logging

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from itasearch.ui.serving.observed import ID_HEADER, Observed, route_of


class _Counts:
    """What a test has counted, in place of Figures."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, int, bool]] = []
        self.sessions: list[int] = []

    def answered(self, route: str, status: int, seconds: float | None) -> None:
        self.answers.append((route, status, seconds is not None))

    def connected(self, change: int) -> None:
        self.sessions.append(change)


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
def counts() -> _Counts:
    return _Counts()


@pytest.fixture
def client(counts: _Counts) -> TestClient:
    inner = Starlette(
        routes=[
            Route("/suggestions", _suggestions),
            Route("/healthz", _suggestions),
            Route("/library", _broken),
            WebSocketRoute("/_stcore/stream", _stream),
            WebSocketRoute("/_stcore/refused", _stream),
        ]
    )
    app = Observed(inner, figures=counts)  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("path", "status", "route"),
    [
        ("/", 200, "page"),
        ("/town", 200, "page"),
        ("/wp-login.php", 200, "page"),
        ("/_stcore/upload_file/0f3a/สมชาย.pdf", 204, "/_stcore/upload_file"),
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
    client: TestClient, counts: _Counts, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="itasearch"):
        client.get("/suggestions", params={"text": "ของขวัญ"})

    assert counts.answers == [("/suggestions", 200, True)]
    (record,) = [one for one in caplog.records if one.name.startswith("itasearch")]
    fields = vars(record)["fields"]
    assert record.getMessage() == "request"
    assert set(fields) == {"method", "route", "status", "duration"}
    assert (fields["method"], fields["route"], fields["status"]) == ("GET", "/suggestions", 200)


def test_a_failure_counts_as_one(client: TestClient, counts: _Counts) -> None:
    assert client.get("/library").status_code == 500
    assert counts.answers == [("page", 500, True)]


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
    client: TestClient, counts: _Counts
) -> None:
    with client.websocket_connect("/_stcore/stream") as websocket:
        assert counts.sessions == [1]
        websocket.send_text("")

    assert counts.sessions == [1, -1]
    assert counts.answers == [("/_stcore/stream", 101, False)]


def test_a_refused_websocket_is_none(client: TestClient, counts: _Counts) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/refused"):
        pass

    assert counts.sessions == []
    assert counts.answers == [("/_stcore", 403, False)]
