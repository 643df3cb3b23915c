"""The server as assistants meet it: over stdin and stdout, and over HTTP."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from urllib.parse import urlsplit

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from itasearch.config import KEYS_VARIABLE
from itasearch.errors import MissingExtraError
from itasearch.mcp import start
from itasearch.workspace import Workspace
from tests.mcp.conftest import Called, measure_of, read_result
from tests.tools.processes import run_apart
from tests.tools.server import ROOT, served
from tests.workspace.conftest import TOWN

pytestmark = pytest.mark.slow

NAMED = {"name": "test", "version": "1"}
CALL = b'{"jsonrpc":"2.0","id":1,"method":"tools/list"}'


def test_over_stdio_an_assistant_searches_and_drafts(home: Path, workspace: Workspace) -> None:
    command = ["-m", "itasearch", "mcp", "--home", str(home)]
    server = StdioServerParameters(
        command=sys.executable, args=command, env={**os.environ}, cwd=ROOT
    )
    measure = measure_of(workspace, TOWN, 2566)

    async def ask() -> tuple[Called, Called]:
        async with Client(server) as client:
            found = await client.call_tool("search", {"query": "งดรับของขวัญ"})
            values = {"measure_ids": [measure], "organisation": "ทต.แม่กา"}
            return read_result(found), read_result(await client.call_tool("draft", values))

    found, drafted = run_apart(ask())

    assert found.found["items"][0]["organisation"]["name"] == TOWN
    assert drafted.found["draft"]["organisation"] == "เทศบาลตำบลแม่กา"
    assert drafted.found["draft_id"] in {one.id for one in workspace.drafts.all()}


def test_stdout_carries_the_protocol_alone_and_its_end_ends_the_server(home: Path) -> None:
    asked = {"query": "ของขวัญ"}
    about = {"protocolVersion": "2025-06-18", "capabilities": {}}
    messages: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": {**about, "clientInfo": NAMED}},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "search", "arguments": asked}},
        {"id": 3, "method": "tools/call", "params": {"name": "search", "arguments": {}}},
    ]
    command = [sys.executable, "-m", "itasearch", "mcp", "--home", str(home)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=ROOT) as server:
        assert server.stdin is not None and server.stdout is not None
        for one in messages:
            server.stdin.write(json.dumps({"jsonrpc": "2.0", **one}).encode() + b"\n")
        server.stdin.flush()
        answers = [json.loads(server.stdout.readline()) for _ in range(3)]
        rest, errors = server.communicate(timeout=300)

    assert {one["id"] for one in answers} == {1, 2, 3}
    assert (rest, server.returncode) == (b"", 0)
    assert b"Traceback" not in errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A server that other computers reach, and the secrets of its keys."""

    url: str
    secrets: Mapping[str, str]


@pytest.fixture(scope="module")
def shared(home: Path) -> Iterator[Shared]:
    secrets = {name: f"itasearch_{name}_0123456789" for name in ("one", "two", "revoked")}
    keys = ",".join(f"{name}={secrets[name]}" for name in ("one", "two"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KEYS_VARIABLE, keys)
        with served(home, "--lan") as url:
            yield Shared(url=f"{url}/mcp", secrets=secrets)


async def _called(
    shared: Shared, key: str | None, tool: str, values: Mapping[str, object], mode: str = "auto"
) -> Called:
    headers = {} if key is None else {"Authorization": f"Bearer {shared.secrets[key]}"}
    async with httpx2.AsyncClient(headers=headers, timeout=300) as http_client:
        transport = streamable_http_client(shared.url, http_client=http_client)
        async with Client(transport, mode=mode) as client:
            return read_result(await client.call_tool(tool, dict(values)))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_over_http_a_key_says_whose_drafts_they_are(
    mode: str, shared: Shared, workspace: Workspace
) -> None:
    values = {"measure_ids": [measure_of(workspace, TOWN, 2566)], "organisation": "ทต.แม่กา"}
    mine = run_apart(_called(shared, "one", "draft", values, mode))

    read = {"draft_id": mine.found["draft_id"], "language": "th"}
    again = run_apart(_called(shared, "one", "draft", read, mode))
    other = run_apart(_called(shared, "two", "draft", read, mode))

    assert again.found["draft"] == mine.found["draft"]
    assert other.is_error


def test_over_http_who_has_no_key_reads_and_does_not_draft(
    shared: Shared, workspace: Workspace
) -> None:
    values = {"measure_ids": [measure_of(workspace, TOWN, 2566)]}

    found = run_apart(_called(shared, None, "search", {"query": "งดรับของขวัญ"}))
    refused = run_apart(_called(shared, None, "draft", values))

    assert found.found["items"]
    assert refused.is_error


def _status(
    shared: Shared, headers: Mapping[str, str], body: bytes = CALL, method: str = "POST"
) -> int:
    """Status of the answer to one request of no client of the SDK's."""
    parts = urlsplit(shared.url)
    usual = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    with closing(http.client.HTTPConnection("localhost", parts.port, timeout=60)) as connection:
        connection.request(method, parts.path, body, {**usual, **headers})
        return connection.getresponse().status


def test_requests_that_may_not_pass_are_refused(shared: Shared) -> None:
    revoked = {"Authorization": f"Bearer {shared.secrets['revoked']}"}
    statuses = [
        (_status(shared, {}), 200),
        (_status(shared, {"Origin": f"http://{urlsplit(shared.url).netloc}"}), 200),
        (_status(shared, {"Origin": "http://evil.example"}), 403),
        (_status(shared, revoked), 401),
        (_status(shared, {"Authorization": "Bearer none"}), 401),
        (_status(shared, {"Host": "evil.example"}), 403),
        (_status(shared, {}, b" " * 2_000_000 + CALL), 413),
        (_status(shared, {}, b"", "GET"), 405),
    ]

    assert [found for found, _ in statuses] == [wanted for _, wanted in statuses]


def test_without_the_sdk_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "itasearch.mcp.server", raising=False)
    monkeypatch.delitem(sys.modules, "itasearch.mcp.tools", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)

    with pytest.raises(MissingExtraError, match=r"itasearch\[mcp\]"):
        start.assistant_server(lambda _call: pytest.fail("not asked"))
