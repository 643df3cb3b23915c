"""Requests of assistants whose body comes slowly, or does not come whole."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from itasearch.errors import MissingExtraError, StoreError
from itasearch.mcp import http
from itasearch.mcp.http import AssistantAddress
from itasearch.workspace import Workspace
from tests.tools.processes import run_apart
from tests.tools.raising import raising

SCOPE: Scope = {"type": "http", "method": "POST", "path": "/mcp", "headers": []}
WHOLE: Message = {"type": "http.request", "body": b"{}", "more_body": False}


async def _found(scope: Scope, receive: Receive, send: Send) -> None:
    body = (await receive())["body"]
    await PlainTextResponse(body)(scope, receive, send)


@pytest.fixture
def address(workspace: Workspace) -> AssistantAddress:
    return AssistantAddress("/mcp", lambda _request: workspace, _opened=lambda: _found)


async def _asked(address: AssistantAddress, receive: Receive) -> int:
    """Status of the answer to one request."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await address({**SCOPE}, receive, send)
    status: int = sent[0]["status"]
    return status


def _gives(*messages: Message) -> Callable[[], Awaitable[Message]]:
    waiting = list(messages)

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop(0)

    return receive


@pytest.mark.parametrize(
    ("method", "most", "status", "header"),
    [("GET", 9, 405, (b"allow", b"POST")), ("POST", 0, 503, (b"retry-after", b"5"))],
)
def test_only_posts_are_answered_and_only_so_many_wait(
    method: str,
    most: int,
    status: int,
    header: tuple[bytes, bytes],
    address: AssistantAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "_MOST_WAITING", most)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(address({**SCOPE, "method": method}, _gives(WHOLE), send))

    assert sent[0]["status"] == status and header in sent[0]["headers"]


@pytest.mark.parametrize(
    ("error", "status"),
    [(MissingExtraError(extra="mcp", needed_for="it"), 501), (StoreError("/srv/ita is gone"), 503)],
)
def test_a_library_that_cannot_be_opened_is_an_answer(error: Exception, status: int) -> None:
    address = AssistantAddress("/mcp", raising(error), _opened=lambda: _found)

    assert run_apart(_asked(address, _gives(WHOLE))) == status


def test_who_sends_slowly_keeps_nobody_waiting(address: AssistantAddress) -> None:
    silent = 0

    async def slow() -> Message:
        nonlocal silent
        silent += 1
        return await _gives()()

    async def ask() -> int:
        others = [asyncio.create_task(_asked(address, slow)) for _ in range(8)]
        while silent < len(others):
            await asyncio.sleep(0.01)
        status = await asyncio.wait_for(_asked(address, _gives(WHOLE)), 30)
        for one in others:
            one.cancel()
        return status

    assert run_apart(ask()) == 200


def test_a_body_that_does_not_come_whole_is_refused(
    address: AssistantAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "_BODY_SECONDS", 0.05)
    part = {**WHOLE, "more_body": True}
    large = {**part, "body": b" " * 600_000}
    left = {"type": "http.disconnect"}

    async def ask() -> list[int]:
        bodies = ([WHOLE], [part, WHOLE], [part], [large, large, large], [part, left])
        return [await _asked(address, _gives(*one)) for one in bodies]

    assert run_apart(ask()) == [200, 200, 408, 413, 400]
