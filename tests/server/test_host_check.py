"""The check of Host and Origin, request by request, without a server."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send

from itasearch.config import AllowedHosts
from itasearch.server import host_check
from itasearch.server.host_check import HostCheck
from tests.tools.raising import raising

LOCAL = AllowedHosts(names=frozenset({"localhost"}), any_address=False)
Header = tuple[bytes, bytes]


class _App:
    """Notes which requests reach it."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        self.reached.append(scope["type"])


def _ask(kind: str, headers: Sequence[Header]) -> tuple[list[str], list[Message]]:
    """What reached the app behind the check, and what the check itself answered."""
    app, sent = _App(), list[Message]()

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": f"{kind}.request"}

    asked = HostCheck(app, LOCAL)({"type": kind, "headers": headers}, receive, send)
    # In a thread of its own: a browser test before may have left a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, asked).result()
    return app.reached, sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("host", [b"localhost:8501", b"LOCALHOST.", b"127.0.0.1:1", b"[::1]:8501"])
def test_a_request_to_this_machine_reaches_the_app(kind: str, host: bytes) -> None:
    assert _ask(kind, [(b"host", host)]) == ([kind], [])


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        ([b"evil.example:8501"], 403),
        ([b"192.168.1.20:8501"], 403),
        ([b"<script>"], 400),
        ([], 400),
        ([b"localhost", b"evil.example"], 400),
        ([b"localhost", b"localhost"], 400),
    ],
)
def test_any_other_request_does_not(hosts: list[bytes], status: int) -> None:
    headers = [(b"host", host) for host in hosts]

    reached, answer = _ask("http", headers)

    assert reached == []
    assert answer[0]["status"] == status
    assert (b"cache-control", b"no-store") in answer[0]["headers"]
    assert _ask("websocket", headers) == ([], [{"type": "websocket.close", "code": 1008}])


def test_a_refused_websocket_is_logged_and_closed_without_a_page(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        host_check,
        "PlainTextResponse",
        raising(AssertionError("a page was rendered for a websocket")),
    )

    _reached, answer = _ask("websocket", [(b"host", b"evil.example")])

    assert answer == [{"type": "websocket.close", "code": 1008}]
    assert "evil.example" in caplog.text


def test_a_forwarded_host_does_not_count() -> None:
    headers = [(b"host", b"evil.example"), (b"x-forwarded-host", b"localhost")]

    assert _ask("http", headers)[0] == []


def test_the_refusal_names_the_host_and_the_way_out_in_both_languages() -> None:
    _reached, answer = _ask("http", [(b"host", b"ita.example.go.th")])

    page = answer[1]["body"].decode("utf-8")
    assert page.count("--allow-host ita.example.go.th") == 2
    assert page.count("http://localhost:8501") == 2
    assert page.count("ITASEARCH_ALLOWED_HOSTS=ita.example.go.th") == 2
    assert "โปรแกรมนี้ไม่ตอบรับชื่อ ita.example.go.th" in page


@pytest.mark.parametrize(
    ("origin", "reached"),
    [
        (b"http://localhost:8501", ["websocket"]),
        (b"https://LOCALHOST:8501", ["websocket"]),
        (b"http://localhost:3000", []),
        (b"http://localhost", []),
        (b"http://127.0.0.1:8501", []),
        (b"http://evil.example:8501", []),
        (b"null", []),
        (b"", []),
    ],
)
def test_a_websocket_is_for_pages_of_the_same_host_and_port(
    origin: bytes, reached: list[str]
) -> None:
    headers = [(b"host", b"localhost:8501"), (b"origin", origin)]

    assert _ask("websocket", headers)[0] == reached


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (b"http://localhost:8501", None),
        (b"http://localhost:3000", 403),
        (b"http://evil.example:8501", 403),
        (b"null", 403),
    ],
)
def test_a_request_of_another_sites_page_is_refused(origin: bytes, status: int | None) -> None:
    reached, answer = _ask("http", [(b"host", b"localhost:8501"), (b"origin", origin)])

    assert reached == ([] if status else ["http"])
    assert [one["status"] for one in answer[:1]] == ([status] if status else [])
