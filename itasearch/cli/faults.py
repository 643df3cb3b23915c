"""What nobody foresaw, on the command line: a sentence with the log's place, never a traceback."""

import logging
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from itasearch.cli import labels
from itasearch.cli.language import language, say
from itasearch.cli.output import named_home, write_message
from itasearch.config import load_settings
from itasearch.errors import ItaSearchError
from itasearch.wording.errors import fault_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from itasearch.model.library import ReportFault
    from itasearch.workspace import Workspace

_MOST_BYTES = 1_000_000  # of the log, before what it has goes to errors.old.log; by hand

_log = logging.getLogger(__name__)


class ErrorLog(logging.Handler):
    """Appends errors with their tracebacks to the log file; what the disk refuses is lost."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        path = error_log()
        with suppress(OSError):
            if path.exists() and path.stat().st_size > _MOST_BYTES:
                path.replace(path.with_suffix(".old.log"))
            with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{self.format(record)}\n")


def error_log() -> Path:
    """The log of commands: in the home of this run, or where there is no library, a temporary."""
    with suppress(ItaSearchError):
        home = load_settings(named_home()).home
        if (home / "corpus").is_dir():
            return home / "errors.log"
    return Path(tempfile.gettempdir()) / "itasearch-errors.log"


def write_errors_to_file() -> None:
    """From now on what itasearch logs as an error goes to the log file, and not to stderr."""
    handler = ErrorLog(logging.ERROR)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    logging.getLogger("itasearch").addHandler(handler)


def write_unforeseen(error: Exception) -> None:
    """Say that a command failed, with the log's place."""
    _log.error("%s", error, exc_info=error)
    text = f"{type(error).__name__}: {error}".removesuffix(": ")
    message = say(labels.UNFORESEEN, error=text, log=error_log())
    write_message(say(labels.ERROR, message=message))


def write_faults(workspace: "Workspace", *, among: "Container[str] | None" = None) -> bool:
    """Name the reports that are left out somewhere, of these ids if given; whether there is one."""
    found = [one for one in workspace.review.faults() if among is None or one.report.id in among]
    _write(found)
    return bool(found)


@contextmanager
def faults_written() -> "Iterator[None]":
    """Name at the end of the block the reports that its answers lack."""
    from itasearch.workspace import faults_collected

    with faults_collected() as faults:
        try:
            yield
        finally:
            _write(faults.values())


def _write(faults: "Iterable[ReportFault]") -> None:
    for one in faults:
        text, remedy = fault_text(one, language())
        write_message(f"{text}; {remedy} ({say(labels.IN_LOG, log=error_log())})")
