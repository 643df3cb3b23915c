"""Files of drop zones: taken by their session alone, on disk, and refused in time."""

import asyncio
import errno
from collections.abc import AsyncIterator, Iterator
from typing import IO

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Message
from starlette.websockets import WebSocket
from streamlit import runtime

from itasearch.errors import StoreError
from itasearch.ui import sessions
from itasearch.ui.kit import labels
from itasearch.ui.kit.drop_zone import OwnZonesOnly, Zone, Zones, zones
from itasearch.ui.sessions import SessionEnds
from tests.tools.processes import run_apart
from tests.tools.raising import raising

MOST, LARGEST = 2000, 1500


@pytest.fixture
def taken() -> list[tuple[str, bytes]]:
    """Names and contents of the files that the zone took."""
    return []


@pytest.fixture
def zone(taken: list[tuple[str, bytes]]) -> Zone:
    def take(name: str, content: IO[bytes]) -> None:
        taken.append((name, content.read()))

    return Zone(session="here", take=take, largest=LARGEST, has_ended=lambda: False)


@pytest.fixture
def all_zones(zone: Zone) -> Zones:
    made = Zones(most=MOST)
    made.named("zone", zone)
    return made


@pytest.fixture
def client(all_zones: Zones) -> TestClient:
    route = Route("/uploads/{zone}", all_zones.answer, methods=["POST"])
    return TestClient(Starlette(routes=[route]))


def send(client: TestClient, content: bytes, name: str = "แผน.pdf", zone: str = "zone") -> int:
    return client.post(f"/uploads/{zone}", params={"name": name}, content=content).status_code


@pytest.mark.parametrize("name", ["แผน ปี ๒๕๖๖.pdf", 'ก "ข";ค&ง.pdf', "a\\b.pdf", "๑%22.pdf"])
def test_a_file_is_taken_with_the_name_of_the_browser(
    client: TestClient, taken: list[tuple[str, bytes]], name: str
) -> None:
    content = bytes(range(256))

    assert send(client, content, name) == 204
    assert taken == [(name, content)]


def test_a_zone_that_nobody_was_shown_takes_nothing(client: TestClient) -> None:
    assert send(client, b"x", zone="other") == 403


def test_nothing_is_taken_once_the_session_has_ended_or_its_person_has_signed_out(
    client: TestClient, all_zones: Zones, zone: Zone, taken: list[tuple[str, bytes]]
) -> None:
    zone.has_ended = lambda: True
    assert send(client, b"x") == 403
    zone.has_ended = lambda: False
    all_zones.forget("here")

    assert (send(client, b"x"), taken) == (403, [])


def test_a_file_that_is_too_large_is_refused_and_its_view_says_so(
    client: TestClient, zone: Zone, taken: list[tuple[str, bytes]]
) -> None:
    assert send(client, bytes(LARGEST + 1)) == 413
    assert zone.failures == [("แผน.pdf", labels.UPLOAD_TOO_LARGE)]
    assert taken == []


def test_a_file_that_does_not_say_its_size_is_refused(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        yield bytes(10)

    assert client.post("/uploads/zone", content=parts()).status_code == 411


@pytest.mark.parametrize(
    ("error", "status"), [(OSError(errno.ENOSPC, "full"), 507), (StoreError("locked"), 503)]
)
def test_a_file_that_cannot_be_kept_is_refused_with_its_cause(
    client: TestClient, zone: Zone, error: Exception, status: int
) -> None:
    zone.take = raising(error)

    assert send(client, b"x") == status
    assert zone.failures == [("แผน.pdf", error)]


def test_files_on_their_way_count(all_zones: Zones, zone: Zone) -> None:
    held = asyncio.Event()

    async def slow() -> AsyncIterator[Message]:
        await held.wait()
        yield {"type": "http.disconnect"}

    async def at_once() -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": b"", "more_body": False}

    async def both() -> list[int]:
        server = Starlette(routes=[Route("/uploads/{zone}", all_zones.answer, methods=["POST"])])
        statuses: list[int] = []

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        def upload(parts: AsyncIterator[Message]) -> asyncio.Task[None]:
            scope = {
                "type": "http",
                "method": "POST",
                "path": "/uploads/zone",
                "query_string": b"name=f",
                "headers": [(b"content-length", str(MOST // 2 + 100).encode())],
            }
            return asyncio.ensure_future(server(scope, parts.__anext__, note))

        first = upload(slow())
        await asyncio.sleep(0.01)
        await upload(at_once())
        held.set()
        await first
        await upload(at_once())
        return statuses

    assert run_apart(both()) == [413, 400, 204]
    assert len(zone.failures) == 1


def test_streamlits_own_address_takes_nothing() -> None:
    client = TestClient(Starlette(middleware=[Middleware(OwnZonesOnly)]))

    for method in ("PUT", "DELETE", "POST"):
        assert client.request(method, "/_stcore/upload_file/a/b", content=b"x").status_code == 403
    assert client.get("/_stcore/health").status_code == 404


class _Runtime:
    """What is used of Streamlit's."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    def is_active_session(self, session: str) -> bool:
        return session == "here"

    def close_session(self, session: str) -> None:
        self.closed.append(session)


def test_a_session_whose_browser_has_gone_is_closed_and_sends_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_streamlit = _Runtime()
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: of_streamlit)
    monkeypatch.setattr(sessions, "_sessions", {"here", "gone"})
    forgotten: list[str] = []
    monkeypatch.setattr(zones(), "forget", forgotten.append)

    async def stay(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    server = Starlette(
        routes=[WebSocketRoute("/_stcore/stream", stay)],
        middleware=[Middleware(SessionEnds, seconds_away=0.0)],
    )
    with TestClient(server).websocket_connect("/_stcore/stream"):
        pass

    assert (of_streamlit.closed, forgotten) == (["gone"], ["gone"])
