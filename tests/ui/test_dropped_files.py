"""Files of drop zones: on disk, not in memory, refused in time, and deleted."""

import asyncio
import errno
import shutil
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

import pytest
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
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

from itasearch.config import upload_space
from itasearch.ui.dropped_files import DroppedFiles, SessionsOfStreamlit, UploadLimits
from itasearch.ui.kit.kept_uploads import KeptUploads
from tests.tools.asynchronous import run_apart

PATH = "/_stcore/upload_file/{session}/{file}"
MOST, LARGEST = 2000, 1500
FRAME = 200
"""More bytes than a request of these tests has around its file."""


class Sessions:
    """Sessions whose browser is there, and those whose drop zones were emptied."""

    def __init__(self) -> None:
        self.connected = {"here"}
        self.emptied: list[str] = []
        self.ended: list[str] = []

    def is_connected(self, session: str) -> bool:
        return session in self.connected

    def forget_files(self, session: str) -> None:
        self.emptied.append(session)

    def end(self, session: str) -> None:
        self.ended.append(session)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def kept() -> KeptUploads:
    found = KeptUploads(least_bytes=0)
    for session in ("here", "gone"):
        found.admit(session, adds=True)
    return found


@pytest.fixture
def came() -> list[tuple[str, bytes]]:
    """Names and contents of the files that Streamlit was sent."""
    return []


@pytest.fixture
def client(kept: KeptUploads, sessions: Sessions, came: list[tuple[str, bytes]]) -> TestClient:
    """Asks a server that takes files as Streamlit does."""

    async def take(request: Request) -> Response:
        async with request.form() as form:
            (file,) = (one for one in form.values() if isinstance(one, UploadFile))
            came.append((file.filename or "", await file.read()))
        return Response(status_code=403 if "X-Bad" in request.headers else 204)

    async def delete(request: Request) -> Response:
        return Response(status_code=403 if "X-Bad" in request.headers else 204)

    async def stay(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    limits = UploadLimits(most=MOST, largest=LARGEST, seconds_away=0.0)
    app = Starlette(
        routes=[
            Route(PATH, take, methods=["PUT"]),
            Route(PATH, delete, methods=["DELETE"]),
            Route("/other", delete, methods=["PUT"]),
            WebSocketRoute("/_stcore/stream", stay),
        ],
        middleware=[Middleware(DroppedFiles, limits=limits, kept=kept, sessions=sessions)],
    )
    return TestClient(app)


def put(
    client: TestClient,
    content: bytes,
    session: str = "here",
    *,
    file: str = "f",
    name: str = "แผน.pdf",
    headers: dict[str, str] | None = None,
) -> int:
    path = PATH.format(session=session, file=file)
    return client.put(path, files={name: (name, content)}, headers=headers).status_code


def content_of(kept: KeptUploads, session: str = "here", file: str = "f") -> bytes | None:
    path = kept.path(session, file)
    return path.read_bytes() if path else None


@pytest.mark.parametrize("name", ["แผน ปี ๒๕๖๖.pdf", 'ก "ข";ค.pdf', "a\\b.pdf", "๑%22.pdf"])
def test_the_content_of_a_file_is_on_disk_and_its_name_alone_in_streamlit(
    client: TestClient, kept: KeptUploads, came: list[tuple[str, bytes]], name: str
) -> None:
    client.put("/_stcore/upload_file/gone/f", files={name: (name, b"")})
    (as_streamlit_reads_it, _content) = came.pop()
    content = b"--\r\n\r\n" + bytes(range(256))

    assert put(client, content, name=name) == 204

    assert came == [(as_streamlit_reads_it, b"")]
    assert content_of(kept) == content
    assert kept.size() == len(content)


def test_a_file_that_streamlit_refuses_is_not_kept(client: TestClient, kept: KeptUploads) -> None:
    assert put(client, b"x", headers={"X-Bad": "1"}) == 403

    assert (content_of(kept), kept.size()) == (None, 0)


def test_a_file_that_is_taken_out_of_its_zone_is_deleted(
    client: TestClient, kept: KeptUploads
) -> None:
    put(client, b"x")
    path = kept.path("here", "f")
    assert path is not None

    client.delete(PATH.format(session="here", file="f"), headers={"X-Bad": "1"})
    assert path.exists()
    client.delete(PATH.format(session="here", file="f"))

    assert (path.exists(), kept.size()) == (False, 0)


def test_files_are_taken_until_all_of_them_have_too_many_bytes(
    client: TestClient, kept: KeptUploads, sessions: Sessions
) -> None:
    sessions.connected.add("too")
    kept.admit("too", adds=True)

    assert [put(client, bytes(700)), put(client, bytes(700), "too")] == [204, 204]
    path = PATH.format(session="here", file="g")
    refused = client.put(path, files={"g": bytes(700)})
    assert refused.status_code == 413
    assert "add fewer at a time" in refused.text
    assert (kept.size(), kept.path("here", "g")) == (1400, None)
    assert put(client, bytes(600 - FRAME), file="g") == 204


def test_files_of_a_session_that_was_shown_no_drop_zone_are_refused(
    client: TestClient, kept: KeptUploads, sessions: Sessions
) -> None:
    sessions.connected.add("visitor")

    assert put(client, b"x", "visitor") == 403
    kept.admit("visitor", adds=True)
    assert put(client, b"x", "visitor") == 204
    kept.forget("visitor")
    assert put(client, b"x", "visitor") == 403


def test_a_session_fills_no_more_than_its_share(
    client: TestClient, kept: KeptUploads, sessions: Sessions
) -> None:
    sessions.connected |= {"too", "drafts", "others"}
    kept.admit("too", adds=True)
    for session in ("drafts", "others"):
        kept.admit(session, adds=False)

    assert [put(client, bytes(500), file=one) for one in "abc"] == [204, 204, 413]
    assert put(client, bytes(200), "too") == 204
    found = [put(client, b"x", one) for one in ("drafts", "others")]
    assert [put(client, bytes(MOST // 8), one) for one in ("drafts", "others")] == [413, 413]
    assert found == [204, 204]


def test_empty_files_count() -> None:
    counting = KeptUploads(least_bytes=MOST // 2)
    counting.admit("here", adds=True)
    limits = UploadLimits(most=MOST, largest=LARGEST)
    middleware = [Middleware(DroppedFiles, limits=limits, kept=counting, sessions=Sessions())]
    server = TestClient(Starlette(middleware=middleware))
    for name in "ab":
        counting.keep("here", name, BytesIO())

    assert put(server, b"") == 413


def test_a_name_that_is_longer_than_any_is_refused(kept: KeptUploads) -> None:
    limits = UploadLimits(most=1024**2, largest=LARGEST)
    middleware = [Middleware(DroppedFiles, limits=limits, kept=kept, sessions=Sessions())]
    server = TestClient(Starlette(middleware=middleware))

    assert put(server, b"x", name="ก" * 3000) == 400
    assert kept.size() == 0


def test_a_file_of_the_same_place_is_kept_once(client: TestClient, kept: KeptUploads) -> None:
    put(client, b"1" * 500)
    put(client, b"2" * 400)

    assert (content_of(kept), kept.size()) == (b"2" * 400, 400)


@pytest.mark.parametrize("size", [LARGEST + 1, LARGEST + 2 * 1024**2])
def test_a_file_that_is_larger_than_any_may_be_is_refused(
    client: TestClient, kept: KeptUploads, size: int
) -> None:
    limits = UploadLimits(most=10 * 1024**2, largest=LARGEST)
    middleware = [Middleware(DroppedFiles, limits=limits, kept=kept, sessions=Sessions())]
    server = TestClient(Starlette(middleware=middleware))

    assert put(server, bytes(size)) == 413
    assert kept.size() == 0


def test_a_file_that_does_not_say_its_size_is_stopped_on_its_way(
    client: TestClient, kept: KeptUploads
) -> None:
    def chunks(count: int) -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
        yield from [bytes(300)] * count
        yield b"\r\n--b--\r\n"

    form = {"Content-Type": "multipart/form-data; boundary=b"}
    path = PATH.format(session="here", file="f")

    assert client.put(path, content=chunks(3), headers=form).status_code == 204
    assert client.put(path, content=chunks(5), headers=form).status_code == 413
    assert kept.size() == 900


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="f"'),
        ("multipart/form-data", b"--b"),
        ("application/x-www-form-urlencoded", b"f=1"),
        ("text/plain", b"x"),
    ],
)
def test_what_is_no_file_is_refused(
    client: TestClient, kept: KeptUploads, kind: str, body: bytes
) -> None:
    path = PATH.format(session="here", file="f")

    answer = client.put(path, content=body, headers={"Content-Type": kind})

    assert (answer.status_code, kept.size()) == (400, 0)


def test_a_disk_that_is_full_refuses_a_file_and_says_so(
    client: TestClient, kept: KeptUploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_content: IO[bytes], written: IO[bytes], _chunk: int) -> None:
        written.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    put(client, b"1")
    monkeypatch.setattr(shutil, "copyfileobj", full)

    answer = client.put(PATH.format(session="here", file="g"), files={"g": b"2"})

    assert (answer.status_code, "TMPDIR" in answer.text) == (507, True)
    before = kept.path("here", "f")
    assert before is not None
    assert [one for one in before.parent.iterdir() if one.read_bytes() == b"half"] == []


def test_who_has_gone_makes_space_before_anybody_is_refused(
    client: TestClient, kept: KeptUploads, sessions: Sessions
) -> None:
    sessions.connected.add("gone")
    put(client, bytes(1250), "gone")
    sessions.connected.remove("gone")

    assert put(client, bytes(700)) == 204
    assert (kept.size(), sessions.emptied) == (700, ["gone"])


def test_files_go_when_their_session_has_been_away(
    client: TestClient, kept: KeptUploads, sessions: Sessions
) -> None:
    sessions.connected.add("gone")
    put(client, b"1")
    put(client, b"2", "gone")
    path = kept.path("gone", "f")
    assert path is not None
    sessions.connected.remove("gone")

    with client.websocket_connect("/_stcore/stream"):
        pass

    assert (path.exists(), content_of(kept), sessions.emptied) == (False, b"1", ["gone"])


def test_a_session_that_has_been_away_is_closed_without_any_file(
    client: TestClient, kept: KeptUploads, sessions: Sessions
) -> None:
    kept.know("left")

    with client.websocket_connect("/_stcore/stream"):
        pass

    assert "left" in sessions.ended
    assert "left" not in kept.sessions()


def test_a_file_of_nobody_is_left_to_streamlit_and_not_kept(
    client: TestClient, kept: KeptUploads, came: list[tuple[str, bytes]]
) -> None:
    put(client, bytes(10), "gone")

    assert (kept.size(), len(came)) == (0, 1)


def test_files_on_their_way_count(kept: KeptUploads, sessions: Sessions) -> None:
    held = asyncio.Event()

    async def nothing(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError("no file is whole")

    async def slow() -> AsyncIterator[Message]:
        await held.wait()
        yield {"type": "http.disconnect"}

    async def at_once() -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": b"", "more_body": False}

    async def both() -> list[int]:
        limits = UploadLimits(most=MOST, largest=LARGEST)
        server = DroppedFiles(nothing, limits=limits, kept=kept, sessions=sessions)
        statuses: list[int] = []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        def upload(parts: AsyncIterator[Message]) -> asyncio.Task[None]:
            length = str(MOST // 2 + 100).encode()
            kind = b"multipart/form-data; boundary=b"
            scope = {
                "type": "http",
                "method": "PUT",
                "path": PATH.format(session="here", file="f"),
                "headers": [(b"content-length", length), (b"content-type", kind)],
            }
            return asyncio.ensure_future(server(scope, parts.__anext__, send))

        first, second = upload(slow()), upload(at_once())
        await second
        held.set()
        await first
        return statuses

    assert run_apart(both()) == [413]


def test_other_addresses_are_not_bounded(client: TestClient) -> None:
    assert client.put("/other", content=bytes(2 * MOST)).status_code == 204


class _Runtime:
    """What is used of Streamlit's."""

    def __init__(self) -> None:
        self.uploaded_file_mgr = MemoryUploadedFileManager("/_stcore/upload_file")

        self.closed: list[str] = []

    def is_active_session(self, session: str) -> bool:
        return session == "here"

    def close_session(self, session: str) -> None:
        self.closed.append(session)


def test_the_sessions_are_those_of_streamlit(monkeypatch: pytest.MonkeyPatch) -> None:
    of_streamlit = _Runtime()
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: of_streamlit)
    file = UploadedFileRec(file_id="f", name="แผน.pdf", type="", data=b"")
    manager = of_streamlit.uploaded_file_mgr
    manager.add_file("gone", file)
    found = SessionsOfStreamlit()

    assert [found.is_connected(one) for one in ("here", "gone")] == [True, False]
    found.forget_files("gone")
    assert manager.get_files("gone", ["f"]) == []
    found.end("gone")
    assert of_streamlit.closed == ["gone"]


def test_without_streamlit_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "exists", lambda: False)

    assert not SessionsOfStreamlit().is_connected("here")


def test_a_folder_that_was_cleaned_up_is_made_anew(kept: KeptUploads, tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"x")
    with source.open("rb") as content:
        first = kept.keep("here", "f", content)
    for one in first.parent.iterdir():
        one.unlink()
    first.parent.rmdir()

    with source.open("rb") as content:
        second = kept.keep("here", "g", content)

    assert second.read_bytes() == b"x"


def test_the_limit_is_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ITASEARCH_UPLOAD_SPACE", "3")
    assert upload_space() == 3 * 1024**2
    monkeypatch.setenv("ITASEARCH_UPLOAD_SPACE", "lots")
    assert upload_space() == 1024**3
    assert "'lots'" in caplog.text
