"""The check of Host and Origin, request by request, without a server."""

import logging
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from importlib.resources import files

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from itasearch.config import AllowedHosts
from itasearch.server import host_check
from itasearch.server.host_check import HostCheck
from itasearch.server.page_headers import ALWAYS, PageHeaders
from itasearch.ui.kit.labels import REQUEST_FAILED
from itasearch.ui.kit.static import script_html
from tests.cases import examples, listed, yes
from tests.tools.processes import run_apart
from tests.tools.raising import raising

LOCAL = AllowedHosts(names=frozenset({"localhost"}), any_address=False)
Header = tuple[str, str]


class _App:
    """Notes which requests reach it."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        self.reached.append(scope["type"])


def _ask(
    kind: str, headers: Sequence[Header], server: tuple[str, int] | None = None
) -> tuple[list[str], list[Message]]:
    """What reached the app behind the check, and what the check itself answered."""
    app, sent = _App(), list[Message]()

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": f"{kind}.request"}

    sent_headers = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": kind, "headers": sent_headers, "server": server}
    # In a thread of its own: a browser test before may have left a loop running in this one.
    run_apart(HostCheck(app, LOCAL)(scope, receive, send))
    return app.reached, sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("host", ["localhost:8501", "LOCALHOST.", "127.0.0.1:1", "[::1]:8501"])
def test_a_request_to_this_machine_reaches_the_app(kind: str, host: str) -> None:
    assert _ask(kind, [("host", host)]) == ([kind], [])


@examples("hosts", "hosts of refused requests", listed, int)
def test_any_other_request_does_not_whatever_host_is_forwarded(
    hosts: list[str], status: int
) -> None:
    headers = [*(("host", host) for host in hosts), ("x-forwarded-host", "localhost")]

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

    _reached, answer = _ask("websocket", [("host", "evil.example")])

    assert answer == [{"type": "websocket.close", "code": 1008}]
    assert "evil.example" in caplog.text


def test_the_refusal_names_the_host_and_the_way_out_in_both_languages() -> None:
    _reached, answer = _ask("http", [("host", "ita.example.go.th")])

    page = answer[1]["body"].decode("utf-8")
    assert page.count("--allow-host ita.example.go.th") == 2
    assert page.count("http://localhost:8501") == 2
    assert page.count("ITASEARCH_ALLOWED_HOSTS=ita.example.go.th") == 2
    assert "โปรแกรมนี้ไม่ตอบรับชื่อ ita.example.go.th" in page
    _reached, answer = _ask("http", [("host", "ita.example.go.th")], ("", 9000))
    assert answer[1]["body"].decode("utf-8").count("http://localhost:9000") == 2


@examples("hosts", "origins of websockets that reach the app", str, yes)
def test_a_websocket_is_for_pages_of_the_same_host_and_port(origin: str, reaches: bool) -> None:
    headers = [("host", "localhost:8501"), ("origin", origin)]

    assert _ask("websocket", headers)[0] == ["websocket"] * reaches


@pytest.mark.parametrize(
    "origin", ["http://localhost:3000", "http://evil.example:8501", "null", "http://localhost:8501"]
)
def test_a_request_of_another_sites_page_is_refused(origin: str) -> None:
    reached, answer = _ask("http", [("host", "localhost:8501"), ("origin", origin)])

    is_own = origin == "http://localhost:8501"
    assert reached == ["http"] * is_own
    assert [one["status"] for one in answer[:1]] == [403] * (not is_own)
    assert b"None" not in b"".join(one.get("body", b"") for one in answer)


PAGES = ("/", "/media/{name}", "/app/static/{name}")
OWN = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def _failing(_request: Request) -> Response:
    raise RuntimeError("ฐานข้อมูลของเราอยู่ที่ /srv/ita")


async def _refuse(websocket: WebSocket) -> None:
    await websocket.close(1008)


async def _open(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("สวัสดี")
    await websocket.close()


@pytest.fixture
def client() -> TestClient:
    page = partial(HTMLResponse, "", headers={"X-Frame-Options": "SAMEORIGIN"})
    own = partial(HTMLResponse, "", headers={"Content-Security-Policy": OWN})
    routes = [
        *(Route(path, lambda _request: page()) for path in PAGES),
        Route("/text", lambda _request: PlainTextResponse("ok")),
        Route("/unchanged", lambda _request: Response(status_code=304)),
        Route("/docs", lambda _request: own()),
        Route("/failing", _failing),
        WebSocketRoute("/refused", _refuse),
        WebSocketRoute("/open", _open),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(PageHeaders)])
    return TestClient(app, base_url="http://localhost:8501", raise_server_exceptions=False)


@pytest.mark.parametrize(
    "asked",
    ["GET /", "GET /media/a.html", "GET /docs", "GET /nothing", "GET /failing"]
    + [f"{method} /text" for method in ("GET", "POST", "OPTIONS", "TRACE")],
)
def test_every_answer_has_the_headers_and_is_framed_by_nobody(
    client: TestClient, asked: str
) -> None:
    headers = client.request(*asked.split()).headers

    assert {name: headers[name] for name in ALWAYS} == dict(ALWAYS)
    assert headers.get_list("x-frame-options") == ["DENY"]
    (policy,) = headers.get_list("content-security-policy")
    assert "frame-ancestors 'none'" in policy


def test_a_request_that_fails_is_answered_in_both_languages_without_the_cause(
    client: TestClient,
) -> None:
    answer = client.get("/failing")

    assert answer.status_code == 500
    assert answer.text == f"{REQUEST_FAILED.th}\n{REQUEST_FAILED.en}\n"
    with pytest.raises(RuntimeError, match="/srv/ita"):  # for the web server's log
        TestClient(client.app).get("/failing")


@pytest.mark.parametrize("path", ["/refused", "/nothing"])
def test_a_websocket_that_is_refused_has_the_headers(client: TestClient, path: str) -> None:
    with pytest.raises(WebSocketDenialResponse) as refused, client.websocket_connect(path):
        pass

    answer = refused.value
    assert answer.status_code == 403
    assert {name: answer.headers[name] for name in ALWAYS} == dict(ALWAYS)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_websocket_that_fails_before_it_opens_has_the_headers() -> None:
    """The test client raises the error; what the web server is sent is looked at."""
    sent = list[Message]()

    async def send(message: Message) -> None:
        sent.append(message)

    async def fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise RuntimeError("nobody foresaw it")

    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "headers": [],
        "extensions": {"websocket.http.response": {}},
    }
    with pytest.raises(RuntimeError):
        run_apart(PageHeaders(fail)(scope, None, send))  # type: ignore[arg-type]

    start, body = sent
    assert (start["status"], body["type"]) == (500, "websocket.http.response.body")
    assert (b"x-frame-options", b"DENY") in start["headers"]


def test_the_web_servers_log_has_no_error_for_a_websocket_that_is_refused(
    caplog: pytest.LogCaptureFixture,
) -> None:
    PageHeaders(Starlette())
    of_server = logging.getLogger("uvicorn.error")

    of_server.error("ASGI callable returned without completing handshake.")
    of_server.error("Exception in ASGI application")

    assert caplog.messages == ["Exception in ASGI application"]


def test_a_websocket_that_opens_is_as_it_was(client: TestClient) -> None:
    with client.websocket_connect("/open") as websocket:
        assert websocket.receive_text() == "สวัสดี"
        with pytest.raises(WebSocketDisconnect):
            websocket.receive_text()


def test_a_page_loads_and_asks_its_own_server_alone(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    (scripts,) = re.findall("script-src ([^;]+);", policy)
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(scripts.split())
    assert policy.endswith("connect-src 'self' ws://localhost:8501 wss://localhost:8501")
    assert "http" not in policy.replace("https", "http").partition("connect-src")[0]


def test_a_page_runs_the_scripts_within_it_whoever_asks_for_it(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    page = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    ours = {script_html(one) for one in ('{"language": "th"}', "</script>")}

    for html in (page, *ours):
        elements = re.findall(r"<script( data-[^>]*)?>(.*?)</script>", html, re.DOTALL)
        assert len(elements) == 1
        digest = b64encode(sha256(elements[0][1].encode("utf-8")).digest()).decode("ascii")
        assert f"'sha256-{digest}'" in policy


def test_a_page_that_has_not_changed_keeps_its_policy(client: TestClient) -> None:
    """Else a page that is loaded again from the browser's memory runs no script."""
    assert "content-security-policy" not in client.get("/unchanged").headers


@pytest.mark.parametrize("host", ["a;script-src *", "a b", ""])
def test_what_is_no_host_adds_nothing_to_the_policy(client: TestClient, host: str) -> None:
    policy = client.get("/", headers={"Host": host}).headers["content-security-policy"]

    assert policy.endswith("connect-src 'self'")
