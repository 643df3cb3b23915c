"""The log as a JSON object a line, for those who collect logs, without anything personal.

Words that a message was filled in with may be a query, a file's name or an address of a browser:
numbers stay, all else becomes "…". Of an error there are its class and the places in the code that
it came through, never its text.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import PurePath
from traceback import extract_tb
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from types import TracebackType

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""Id of the request that is answered here; "" outside of one."""

_FIELDS = "fields"
_HIDDEN = "…"
_MOST_PLACES = 12
"""Of an error, those nearest to it. Chosen by hand."""
_NAMED_VALUE = re.compile(r"%\((\w+)\)")


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
            line["places"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def write_json_lines(stream: TextIO) -> None:
    """From now on all that this process logs goes to a stream as JSON, from WARNING on.

    Of itasearch it is from INFO on. Streamlit and uvicorn give each of their loggers a handler of
    its own, as late as they make it: those go.
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


class _OfRoot(logging.Logger):
    """A logger whose records go to the root's handlers, whatever handlers it is given."""

    def callHandlers(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        logging.getLogger().callHandlers(record)


def _event(record: logging.LogRecord) -> str:
    """The message, with "…" for every value that is no number."""
    message = str(record.msg)
    if not record.args:
        # A logger that fills in its messages itself: nothing shows what of it is personal.
        return message if _is_own(record) else f"{record.module}:{record.lineno}"
    values: tuple[object, ...] | dict[str, object]
    if isinstance(record.args, tuple):
        values = tuple(one if _is_number(one) else _HIDDEN for one in record.args)
    else:
        values = {
            name: one if _is_number(one := record.args[name]) else _HIDDEN
            for name in _NAMED_VALUE.findall(message)
        }
    try:
        return message % values
    except (TypeError, ValueError):  # %d of what is none
        return message


def _is_own(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in {"itasearch", "uvicorn"}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _places(traceback: "TracebackType | None") -> list[str]:
    """File, line and function of each step, the last one where it was raised."""
    return [
        f"{'/'.join(PurePath(one.filename).parts[-2:])}:{one.lineno} {one.name}"
        for one in extract_tb(traceback)[-_MOST_PLACES:]
    ]
