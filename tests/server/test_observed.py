"""Each request is counted and logged by a route that is one of few, under an id."""

import errno
import io
import json
import logging
import sys
from collections.abc import Iterator
from tempfile import gettempdir
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from itasearch.errors import IndexUnwritableError
from itasearch.server import log
from itasearch.server.figures import Figures
from itasearch.server.observed import ID_HEADER, Observed, route_of
from tests.cases import examples


def answers(figures: Figures) -> dict[tuple[str, str], float]:
    """How many requests were answered, by route and status."""
    (family,) = figures.requests.collect()
    return {
        (one.labels["route"], one.labels["status"]): one.value
        for one in family.samples
        if one.name.endswith("_total")
    }


def timed_routes(figures: Figures) -> set[str]:
    (family,) = figures.request_seconds.collect()
    return {one.labels["route"] for one in family.samples}


def sessions(figures: Figures) -> float:
    (family,) = figures.sessions.collect()
    return family.samples[0].value


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
def figures() -> Figures:
    return Figures()


@pytest.fixture
def client(figures: Figures) -> TestClient:
    inner = Starlette(
        routes=[
            Route("/suggestions", lambda _request: PlainTextResponse("")),
            Route("/healthz", lambda _request: PlainTextResponse("")),
            Route("/library", _broken),
            WebSocketRoute("/_stcore/stream", _stream),
            WebSocketRoute("/_stcore/refused", _stream),
        ]
    )
    app = Observed(inner, figures=figures)
    return TestClient(app, raise_server_exceptions=False)


@examples("addresses", "paths and their route")
def test_a_route_has_no_ids_and_nothing_made_up(path: str, status: str, route: str) -> None:
    assert route_of(path, base="", status=int(status)) == route
    assert route_of(f"/ita{path}", base="/ita", status=int(status)) == route


def test_a_request_is_counted_and_logged_without_its_query(
    client: TestClient, figures: Figures, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="itasearch"):
        client.get("/suggestions", params={"text": "ของขวัญ"})

    assert answers(figures) == {("/suggestions", "200"): 1}
    assert timed_routes(figures) == {"/suggestions"}
    (record,) = [one for one in caplog.records if one.name.startswith("itasearch")]
    fields = vars(record)["fields"]
    assert record.getMessage() == "request"
    assert set(fields) == {"method", "route", "status", "duration"}
    assert (fields["method"], fields["route"], fields["status"]) == ("GET", "/suggestions", 200)


def test_a_look_at_the_servers_health_is_logged_where_it_fails(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="itasearch"):
        client.get("/healthz")
        client.get("/readyz")  # where there is none

    found = [vars(one)["fields"] for one in caplog.records if one.name.startswith("itasearch")]
    assert [(one["route"], one["status"]) for one in found] == [("/readyz", 404)]


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
    client: TestClient, figures: Figures, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="itasearch")
    with client.websocket_connect("/_stcore/stream") as websocket:
        assert sessions(figures) == 1
        websocket.send_text("")

    assert sessions(figures) == 0
    assert answers(figures) == {("/_stcore/stream", "101"): 1}
    assert timed_routes(figures) == set()
    assert [one.message for one in caplog.records if one.name.startswith("itasearch")] == [
        "session"
    ]


def test_a_failure_counts_as_one_and_a_refused_websocket_is_no_session(
    client: TestClient, figures: Figures
) -> None:
    assert client.get("/library").status_code == 500
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/refused"):
        pass

    assert sessions(figures) == 0
    assert answers(figures) == {("page", "500"): 1, ("/_stcore", "403"): 1}


SECRET = "สมชาย@maeka.go.th"


def line(
    message: object, *args: object, name: str = "itasearch.test", **more: object
) -> dict[str, Any]:
    record = logging.LogRecord(name, logging.WARNING, "x/test.py", 7, message, args, None)
    vars(record).update(more)
    found: dict[str, Any] = json.loads(log.JsonLines().format(record))
    return found


@pytest.fixture
def _loggers_as_before() -> Iterator[None]:
    """Logging is the process' own: put it back."""
    root = logging.getLogger()
    all_of = [one for one in root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = [(one, [*one.handlers], one.propagate, one.level) for one in (root, *all_of)]
    kind = logging.getLoggerClass()
    yield
    logging.setLoggerClass(kind)
    for logger, handlers, propagates, level in before:
        logger.handlers[:], logger.propagate = handlers, propagates
        logger.setLevel(level)


def test_a_line_has_time_level_event_and_logger() -> None:
    found = line("no suggestions")

    assert found["time"].endswith("Z") and "T" in found["time"]
    assert (found["level"], found["event"]) == ("warning", "no suggestions")
    assert found["logger"] == "itasearch.test"


def test_of_a_message_the_numbers_stay_and_no_words() -> None:
    assert line("reading %s failed after %d pages", SECRET, 3)["event"] == (
        "reading … failed after 3 pages"
    )
    assert line("%(client)s took %(count)d", {"client": SECRET, "count": 2})["event"] == "… took 2"
    assert line("%d files", SECRET)["event"] == "%d files"


def test_of_an_error_there_is_its_class_and_where_it_came_through() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        found = line("%s", SECRET, exc_info=sys.exc_info())

    assert found["error"] == "ValueError"
    assert [one.partition(":")[0] for one in found["places"]] == ["server/test_observed.py"]
    assert SECRET not in json.dumps(found, ensure_ascii=False)


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What a log as text writes, of one logger."""
    written, logger, made = io.StringIO(), logging.getLogger("noted"), logging.getLogRecordFactory()
    handler = logging.StreamHandler(written)
    logger.addHandler(handler)
    log.write_disk_refusals()
    log.write_disk_refusals()  # a server that starts again in this process
    yield written
    logging.setLogRecordFactory(made)
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (OSError(errno.ENOSPC, "No space left", "/srv/a"), "'/srv/a'; make room on its disk"),
        (OSError(errno.ENOSPC, "No space left"), f"{gettempdir()} (TMPDIR), then try again"),
        (OSError(errno.EROFS, "Read-only", "/srv/a"), "'/srv/a'; mend the rights"),
        (IndexUnwritableError(path="/srv/index", reason="full"), "/srv/index cannot be written"),
    ],
)
def test_what_the_disk_refused_is_a_line_of_the_text_log(
    refused: Exception, said: str, stream: io.StringIO
) -> None:
    try:
        raise RuntimeError("no answer") from refused
    except RuntimeError:
        logging.getLogger("noted").exception("the view %s failed\n", "/library")

    assert stream.getvalue().startswith("the view /library failed: ")
    assert said in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 1


def test_the_traceback_of_another_fault_stays(stream: io.StringIO) -> None:
    logging.getLogger("noted").error("no port", exc_info=PermissionError(errno.EACCES, "denied"))

    assert "PermissionError" in stream.getvalue()


def test_of_what_the_disk_refused_there_is_the_systems_name() -> None:
    refused = OSError(errno.ENOSPC, "No space left", SECRET)

    found = line("%s", SECRET, exc_info=(OSError, refused, None))

    assert (found["error"], found["refused"]) == ("OSError", "ENOSPC")
    assert SECRET not in json.dumps(found, ensure_ascii=False)


@pytest.mark.usefixtures("_loggers_as_before")
def test_everything_goes_to_one_stream_a_line_each() -> None:
    stream = io.StringIO()
    logging.getLogger("uvicorn.error").addHandler(logging.StreamHandler())
    log.write_json_lines(stream)
    late = logging.getLogger("streamlit.made_later")
    late.propagate = False
    late.addHandler(logging.StreamHandler(io.StringIO()))
    asked = log.REQUEST.set("r1")

    log.log_event(logging.getLogger("itasearch.test"), "request", {"status": 200, "duration": 0.1})
    log.REQUEST.reset(asked)
    late.warning("late %s", SECRET)
    logging.getLogger("httpx").info("HTTP Request: %s", SECRET)
    logging.getLogger("uvicorn.error").warning("closing %d connections", 7)

    lines = [json.loads(one) for one in stream.getvalue().splitlines()]
    assert [one["event"] for one in lines] == ["request", "late …", "closing 7 connections"]
    assert not logging.getLogger("uvicorn.access").hasHandlers()
    assert (lines[0]["status"], lines[0]["request"]) == (200, "r1")
    assert "request" not in lines[1]
