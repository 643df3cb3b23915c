"""The log as JSON: what a line holds, and that nothing personal does."""

import errno
import io
import json
import logging
import sys
from collections.abc import Iterator
from tempfile import gettempdir
from typing import Any

import pytest

from itasearch.errors import IndexUnwritableError
from itasearch.server import log

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
    assert [one.partition(":")[0] for one in found["places"]] == ["server/test_log.py"]
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
