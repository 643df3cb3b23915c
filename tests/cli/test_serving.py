"""Every way of serving answers to allowed host names only, on every route."""

import base64
import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from itasearch.config import HOSTS_VARIABLE
from itasearch.server.page_headers import ALWAYS
from tests.cases import cases
from tests.cli.conftest import Started, run
from tests.tools.server import free_port, run_by_streamlit, served, wait_for

pytestmark = pytest.mark.slow

NAMED = "ita.example.go.th"
ROUTES = [(row[0], row[1]) for row in cases("addresses", "routes of the app")]
FOREIGN = ("evil.example", "evil.example:{port}", "localhost.evil.example", "LOCALHOST..")
LOCAL = ("localhost:{port}", "LocalHost.:{port}", "127.0.0.1:{port}", "[::1]:{port}", "127.0.0.1")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Addresses of the app by how it is served: for this computer, and for the network."""
    home = tmp_path_factory.mktemp("serving")
    with served(home) as here, served(home, "--lan") as lan:
        yield {"serve": here, "serve --lan": lan}


@pytest.fixture(params=["serve", "serve --lan"])
def url(request: pytest.FixtureRequest, urls: Mapping[str, str]) -> str:
    """Address of the app, served in each way."""
    return urls[request.param]


def _ask(
    url: str, method: str, path: str, host: str, headers: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Status and text of the answer to one request with this Host header."""
    port = urlsplit(url).port
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host.format(port=port))
        for name, value in (headers or {}).items():
            connection.putheader(name, value.format(port=port))
        connection.endheaders()
        answer = connection.getresponse()
        # After 101 the connection is a websocket's: what follows is no answer.
        text = "" if answer.status == 101 else answer.read().decode("utf-8", errors="replace")
        return answer.status, text


def _lacking(
    url: str, method: str, path: str, headers: Mapping[str, str] | None = None
) -> list[str]:
    """Security headers that the answer to a request has not, or not once."""
    port = urlsplit(url).port
    # The first request of a program loads the library's packages.
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
        asked = {"Host": f"localhost:{port}"} | dict(headers or {})
        connection.request(method, path, headers=asked)
        found = connection.getresponse().headers
    wrong = [name for name, value in ALWAYS.items() if found.get_all(name) != [value]]
    policies = found.get_all("Content-Security-Policy") or []
    is_closed = len(policies) == 1 and "frame-ancestors 'none'" in policies[0]
    return wrong if is_closed else [*wrong, "Content-Security-Policy"]


def _upgrade(url: str, host: str, origin: str | None) -> int:
    """Status of the answer to a request for Streamlit's websocket; 101 opens it."""
    return _ask(url, "GET", "/_stcore/stream", host, _of_upgrade(origin))[0]


def _of_upgrade(origin: str | None) -> dict[str, str]:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode("ascii"),
    }
    if origin is not None:
        headers["Origin"] = origin
    return headers


def _is_refused(text: str) -> bool:
    return "does not answer to the name" in text or "names no valid host" in text


@pytest.mark.parametrize("host", FOREIGN)
def test_no_route_and_no_websocket_answers_to_a_foreign_name(url: str, host: str) -> None:
    answers = {route: _ask(url, *route, host) for route in ROUTES}

    open_routes = [route for route, (_status, text) in answers.items() if not _is_refused(text)]
    assert open_routes == []
    assert {status for status, _text in answers.values()} <= {400, 403}
    origins = (None, f"http://{host}", "http://localhost:{port}")
    assert {_upgrade(url, host, origin) for origin in origins} == {403}


@pytest.mark.parametrize("host", LOCAL)
def test_every_route_answers_to_this_machine_and_the_websocket_to_its_pages_only(
    url: str, host: str
) -> None:
    answers = {route: _ask(url, *route, host) for route in ROUTES}

    assert [route for route, (_status, text) in answers.items() if _is_refused(text)] == []
    assert answers["GET", "/"][0] == answers["GET", "/_stcore/host-config"][0] == 200
    assert answers["GET", "/_stcore/health"] == (200, "ok")
    others = ("http://evil.example", "http://localhost:1", "http://127.0.0.1:1", "null")
    assert _upgrade(url, host, f"http://{host}") == 101
    assert {_upgrade(url, host, origin) for origin in others} == {403}


_OTHERS = cases("addresses", "other pages, answers to programs, redirects and refusals")
ANSWERS = [*ROUTES, *((row[0], row[1]) for row in _OTHERS)]


def test_every_answer_has_the_headers(url: str) -> None:
    foreign = {"Host": "evil.example"}
    refused = _of_upgrade("http://evil.example")

    lacking = {one: _lacking(url, *one) for one in ANSWERS}
    lacking["GET", "foreign"] = _lacking(url, "GET", "/", foreign)
    lacking["WEBSOCKET", "refused"] = _lacking(url, "GET", "/_stcore/stream", refused)
    lacking["WEBSOCKET", "nowhere"] = _lacking(url, "GET", "/nowhere", _of_upgrade(None))

    assert {one: names for one, names in lacking.items() if names} == {}


def test_names_are_allowed_by_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITASEARCH_ALLOWED_HOSTS", f"other.example.go.th,{NAMED}")
    with run_by_streamlit(home) as url:
        assert _ask(url, "GET", "/_stcore/health", NAMED) == (200, "ok")
        assert _upgrade(url, NAMED, f"http://{NAMED}") == 101
        assert _ask(url, "GET", "/", f"www.{NAMED}")[0] == 403


@pytest.mark.parametrize(
    ("options", "variable", "passed_on"),
    [
        ([], None, None),
        ([], NAMED, NAMED),
        (["--allow-host", NAMED, "--allow-host", "[::1]"], "other.example", f"{NAMED},[::1]"),
    ],
)
def test_serve_passes_the_names_on_in_the_environment(
    options: list[str],
    variable: str | None,
    passed_on: str | None,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: Started,
) -> None:
    monkeypatch.delenv(HOSTS_VARIABLE, raising=False)
    if variable is not None:
        monkeypatch.setenv(HOSTS_VARIABLE, variable)

    run("serve", *options, "--home", home)

    assert [environment.get(HOSTS_VARIABLE) for _, environment in started] == [passed_on]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_ends_without_an_error_when_it_is_stopped(number: signal.Signals, home: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "itasearch", "serve", "--port", str(port), "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        wait_for(server, f"http://localhost:{port}")
        server.send_signal(number)
        printed = server.communicate(timeout=60)[0].decode("utf-8")

    assert server.returncode == 0
    assert "Aborted" not in printed
    assert "Traceback" not in printed
