"""The log as a JSON object a line, for those who collect logs, without anything personal.

Values of a message may be a query, a file's name or an address: numbers stay, all else becomes "…".
Of an error there are its class and its places in the code, never its text.
"""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from errno import errorcode
from functools import partial
from pathlib import PurePath
from traceback import extract_tb
from typing import TextIO

from itasearch.disk import IS_CLOSED, Refusal, refusal_in
from itasearch.temporary import system_folder_name

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""Id of the request that is answered here; "" outside of one."""

_FIELDS = "fields"


def log_event(logger: logging.Logger, event: str, fields: dict[str, str | int | float]) -> None:
    """Log what has no words of its own; a log as text has the event's name alone."""
    logger.info(event, extra={_FIELDS: fields})


class JsonLines(logging.Formatter):
    """Writes each record as one line: time (UTC), level, event, logger, and what else is known."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON, without its line end."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": _event(record),
            "logger": record.name,
            **getattr(record, _FIELDS, {}),
        }
        if request := REQUEST.get():
            line["request"] = request
        if record.exc_info is not None and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__qualname__
            refused = refusal_in(record.exc_info[1])
            if isinstance(refused, OSError) and refused.errno is not None:
                line["refused"] = errorcode.get(refused.errno, str(refused.errno))
            line["places"] = [
                f"{'/'.join(PurePath(summary.filename).parts[-2:])}:{summary.lineno} {summary.name}"
                for summary in extract_tb(record.exc_info[2])[-12:]
            ]
        return json.dumps(line, ensure_ascii=False)


def write_json_lines(stream: TextIO) -> None:
    """Log all of this process as JSON from WARNING on, of itasearch from INFO on.

    Handlers that Streamlit and uvicorn give their loggers, even later, are dropped.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for logger in root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True
            logger.setLevel(logging.NOTSET)
    logging.getLogger("itasearch").setLevel(logging.INFO)
    # Requests are logged by observed.py; without a handler uvicorn does not.
    logging.getLogger("uvicorn.access").propagate = False
    logging.setLoggerClass(_OfRoot)


def write_disk_refusals() -> None:
    """Log what the disk refuses, whoever logs it, in one line without traceback."""
    made = logging.getLogRecordFactory()
    if not (isinstance(made, partial) and made.func is _without_traceback):
        logging.setLogRecordFactory(partial(_without_traceback, made))


def _without_traceback(
    made: Callable[..., logging.LogRecord], *args: object, **values: object
) -> logging.LogRecord:
    record = made(*args, **values)
    refused = refusal_in(record.exc_info[1]) if record.exc_info else None
    if refused is None:
        return record
    with suppress(TypeError, ValueError):  # of a message that cannot be filled in
        event = record.getMessage().strip()
        text = refusal_text(refused)
        record.msg = text if event == str(refused) else f"{event}: {text}"
        record.args, record.exc_info = (), None
    return record


def refusal_text(refused: Refusal) -> str:
    """What the disk refused, where, and what to do, for the one who runs the server."""
    if not isinstance(refused, OSError):
        return str(refused)
    if refused.errno in IS_CLOSED:
        return f"{refused}; mend the rights of the folder or disk, then try again"
    where = "its disk" if refused.filename else f"the disk of {system_folder_name()} (TMPDIR)"
    return f"{refused}; make room on {where}, then try again"


class _OfRoot(logging.Logger):
    def callHandlers(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        logging.getLogger().callHandlers(record)


def _event(record: logging.LogRecord) -> str:
    """The message, with "…" for every value that is no number."""
    message = str(record.msg)
    if not record.args:
        # A logger that fills in its messages itself: nothing shows what of it is personal.
        is_quoted = record.name.partition(".")[0] in {"itasearch", "uvicorn"}
        return message if is_quoted else f"{record.module}:{record.lineno}"
    with suppress(TypeError, ValueError):  # %d of what is none
        if isinstance(record.args, Mapping):
            return message % {name: _impersonal(value) for name, value in record.args.items()}
        return message % tuple(map(_impersonal, record.args))
    return message


def _impersonal(value: object) -> object:
    return value if isinstance(value, int | float) else "…"
