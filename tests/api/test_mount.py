"""The API on the app's server: its process, host check, sign-in by a proxy, bounds, extras."""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Mount
from starlette.testclient import TestClient

from itasearch.api import asking, mount
from itasearch.api.mount import ADDRESS, LARGEST_BODY, MountedApi
from itasearch.config import KEYS_VARIABLE, PROXIES_VARIABLE
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person
from itasearch.server import api as ui_api
from itasearch.ui.kit.who import ACCESS_HEADER
from itasearch.workspace import Workspace, open_workspace
from tests.ingest.fake_parser import FakeParser
from tests.tools.server import served
from tests.workspace.conftest import fill_inbox, parsing_with


@pytest.fixture
def client(library: Workspace) -> TestClient:
    """Asks as a server with the app's own rules is asked."""
    app = MountedApi(lambda: library, ui_api.asking)
    return TestClient(
        Starlette(routes=[Mount(f"/{ADDRESS}", app=app)]), base_url="http://localhost"
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and home of `itasearch serve`."""
    folder = tmp_path_factory.mktemp("served")
    inbox = fill_inbox(folder / "in")
    with parsing_with(FakeParser()), open_workspace(folder / "home") as workspace:
        workspace.add([inbox])
    with served(folder / "home") as url:
        yield url, folder / "home"


def status(url: str, headers: dict[str, str] | None = None) -> int:
    request = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


SECRET = "itasearch_0123456789"


def test_the_server_knows_its_computer_from_visitors_and_refuses_foreign_hosts(
    server: tuple[str, Path],
) -> None:
    url, _ = server
    address = f"{url}/{ADDRESS}/reports"

    assert status(address) == 200
    assert status(address, {"Authorization": "Bearer itasearch_0"}) == 401
    assert status(address, {"Host": "evil.example"}) == 403
    assert status(f"{url}/{ADDRESS}/nothing") == 404
    assert status(f"{url}/{ADDRESS}/docs") == 200


def test_the_api_and_assistants_count_a_key_together(
    client: TestClient, library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, f"สองครั้ง={SECRET}")
    monkeypatch.setattr(asking, "REQUESTS_PER_MINUTE", 2)
    key = {"Authorization": f"Bearer {SECRET}"}
    headers = [(b"authorization", key["Authorization"].encode()), (b"host", b"localhost")]
    as_assistant = Request({"type": "http", "headers": headers, "client": ("127.0.0.1", 1)})
    monkeypatch.setattr(ui_api, "library", lambda: library)

    assert client.get(f"/{ADDRESS}/organisations", headers=key).status_code == 200
    ui_api._library_for(as_assistant)
    with pytest.raises(HTTPException) as refused:
        ui_api._library_for(as_assistant)

    assert refused.value.status_code == 429
    assert client.get(f"/{ADDRESS}/organisations", headers=key).status_code == 429


@pytest.mark.parametrize(
    ("headers", "person"),
    [
        ({ACCESS_HEADER: "computer"}, THIS_COMPUTER),
        ({ACCESS_HEADER: "visitor"}, NOBODY),
        ({ACCESS_HEADER: "proxy somchai%40maeka.go.th"}, Person(id="somchai@maeka.go.th")),
        ({}, NOBODY),
    ],
)
def test_who_asks_without_a_key_is_whom_the_server_knows(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], person: Person
) -> None:
    monkeypatch.setattr("itasearch.ui.kit.who._is_guarded", True)
    request = type("Request", (), {"headers": headers})

    assert ui_api.known_person(request) == person  # type: ignore[arg-type]


def test_visitors_behind_a_trusted_proxy_are_counted_by_their_own_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(PROXIES_VARIABLE, "10.0.0.0/8")
    headers = [(b"x-forwarded-for", b"203.0.113.5")]
    request = Request({"type": "http", "headers": headers, "client": ("10.0.0.7", 1)})

    assert ui_api.asking.__wrapped__().sender(request) == "203.0.113.5"


def test_a_body_that_is_too_large_is_refused_whatever_length_it_states(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(LARGEST_BODY // 100_000 + 1):
            yield b" " * 100_000

    stated = client.post(f"/{ADDRESS}/adapt", content=b" " * (LARGEST_BODY + 1))
    unstated = client.post(
        f"/{ADDRESS}/adapt", content=chunks(), headers={"Content-Type": "application/json"}
    )

    for answer in (stated, unstated):
        assert (answer.status_code, answer.json()["status"]) == (413, 413)
        assert answer.headers["content-type"] == "application/problem+json"


def test_without_fastapi_every_address_says_what_to_install(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mount, "find_spec", lambda _: None)

    answer = client.get(f"/{ADDRESS}/search")

    assert answer.status_code == 503
    assert "pip install 'itasearch[server]'" in answer.json()["detail"]


@pytest.mark.slow
def test_the_app_starts_without_loading_what_only_programs_and_assistants_need() -> None:
    script = "import itasearch.cli.main, itasearch.server.entry"
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", script],
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "itasearch.server.entry" in loaded
    assert loaded.isdisjoint({"fastapi", "pydantic", "mcp", "mcp_types"})
