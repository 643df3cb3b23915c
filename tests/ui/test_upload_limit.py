"""Bounds on the memory of uploaded files: refused in time, and given back."""

import asyncio
import errno
from collections.abc import AsyncIterator, Collection, Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from itasearch.config import upload_memory
from itasearch.ui.upload_limit import UploadLimit, UploadsOfStreamlit
from tests.tools.asynchronous import run_apart

PATH = "/_stcore/upload_file/{session}/{file}"
MOST = 1000


class Kept:
    """Files in memory: their bytes by session, and the sessions whose browser is there."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}
        self.connected: set[str] = {"here"}

    def size(self) -> int:
        return sum(self.files.values())

    def sessions(self) -> Collection[str]:
        return tuple(self.files)

    def is_connected(self, session: str) -> bool:
        return session in self.connected

    def forget(self, session: str) -> None:
        del self.files[session]


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def client(kept: Kept) -> TestClient:
    """Asks a server that keeps what it is sent, as Streamlit does."""

    async def keep(request: Request) -> Response:
        session = request.path_params["session"]
        kept.files[session] = kept.files.get(session, 0) + len(await request.body())
        return Response(status_code=204)

    async def stay(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    app = Starlette(
        routes=[
            Route(PATH, keep, methods=["PUT"]),
            Route("/other", keep, methods=["PUT"]),
            WebSocketRoute("/_stcore/stream", stay),
        ],
        middleware=[Middleware(UploadLimit, most=MOST, kept=kept, seconds_away=0.0)],
    )
    return TestClient(app)


def put(client: TestClient, content: bytes | Iterator[bytes], session: str = "here") -> int:
    return client.put(PATH.format(session=session, file="f"), content=content).status_code


def test_files_are_taken_until_all_of_them_have_too_many_bytes(
    client: TestClient, kept: Kept
) -> None:
    kept.connected.add("too")

    assert [put(client, bytes(400)), put(client, bytes(400), "too")] == [204, 204]
    refused = client.put(PATH.format(session="here", file="g"), content=bytes(400))
    assert refused.status_code == 413
    assert "add fewer at a time" in refused.text
    assert kept.files == {"here": 400, "too": 400}
    assert put(client, bytes(200)) == 204


def test_a_file_that_does_not_say_its_size_is_stopped_on_its_way(
    client: TestClient, kept: Kept
) -> None:
    assert put(client, iter([bytes(300)] * 3)) == 204
    assert put(client, iter([bytes(60)] * 3)) == 413
    assert kept.files == {"here": 900}


def test_who_has_gone_makes_room_before_anybody_is_refused(client: TestClient, kept: Kept) -> None:
    kept.files["gone"] = 800

    assert put(client, bytes(400)) == 204
    assert kept.files == {"here": 400}


def test_files_go_from_memory_when_their_session_has_been_away(
    client: TestClient, kept: Kept
) -> None:
    kept.files.update(here=10, gone=10)

    with client.websocket_connect("/_stcore/stream"):
        pass

    assert kept.files == {"here": 10}


def test_a_file_that_comes_after_its_browser_has_gone_is_not_kept(
    client: TestClient, kept: Kept
) -> None:
    put(client, bytes(10), "gone")

    assert kept.files == {}


def test_files_on_their_way_count(kept: Kept) -> None:
    held = asyncio.Event()

    async def slow(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await held.wait()

    async def body() -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": b"", "more_body": False}

    async def both() -> list[int]:
        limit = UploadLimit(slow, most=MOST, kept=kept)
        statuses: list[int] = []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        def upload() -> asyncio.Task[None]:
            scope = {
                "type": "http",
                "method": "PUT",
                "path": PATH.format(session="here", file="f"),
                "headers": [(b"content-length", b"600")],
            }
            return asyncio.ensure_future(limit(scope, body().__anext__, send))

        first, second = upload(), upload()
        await second
        held.set()
        await first
        return statuses

    assert run_apart(both()) == [413]


@pytest.mark.parametrize(
    "refused_by_disk",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"),
    ],
)
def test_a_full_disk_of_temporary_files_is_an_answer_and_the_next_file_is_taken(
    refused_by_disk: OSError, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    full = [refused_by_disk]

    async def spool(scope: Scope, receive: Receive, send: Send) -> None:
        if full:
            raise full.pop()
        await Response(status_code=204)(scope, receive, send)

    client = TestClient(UploadLimit(spool, most=MOST, kept=kept))

    refused = client.put(PATH.format(session="here", file="f"), content=bytes(400))
    assert (refused.status_code, put(client, bytes(MOST))) == (507, 204)
    assert "TMPDIR" in refused.text and "make room" in refused.text
    assert "was not taken" in caplog.text


def test_other_addresses_are_not_bounded(client: TestClient, kept: Kept) -> None:
    kept.files["here"] = MOST

    assert client.put("/nothing", content=bytes(400)).status_code == 404


class _Runtime:
    """What is used of Streamlit's."""

    def __init__(self) -> None:
        self.uploaded_file_mgr = MemoryUploadedFileManager("/_stcore/upload_file")

    def is_active_session(self, session: str) -> bool:
        return session == "here"


def test_the_files_that_streamlit_keeps_are_seen_and_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_streamlit = _Runtime()
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: of_streamlit)
    for session in ("here", "gone"):
        file = UploadedFileRec(file_id="f", name="แผน.pdf", type="", data=bytes(30))
        of_streamlit.uploaded_file_mgr.add_file(session, file)
    found = UploadsOfStreamlit()

    assert (found.size(), set(found.sessions())) == (60, {"here", "gone"})
    assert [found.is_connected(one) for one in ("here", "gone")] == [True, False]
    found.forget("gone")
    assert (found.size(), set(found.sessions())) == (30, {"here"})


def test_without_streamlit_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "exists", lambda: False)
    found = UploadsOfStreamlit()

    assert (found.size(), list(found.sessions()), found.is_connected("here")) == (0, [], False)


def test_the_limit_is_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ITASEARCH_UPLOAD_MEMORY", "3")
    assert upload_memory() == 3 * 1024**2
    monkeypatch.setenv("ITASEARCH_UPLOAD_MEMORY", "lots")
    assert upload_memory() == 1024**3
    assert "'lots'" in caplog.text
