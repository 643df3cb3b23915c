"""What is wrong with a command line, what nobody foresaw, and reports that are left out.

What itasearch finds is written in the language of the run, what typer finds in English, each with
how the verb is used; what nobody foresaw as a sentence with the log's place, never a traceback.
`--lang` is looked for before anything is read, as it may come behind the fault.
"""

import logging
import sys
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from itasearch.cli import labels
from itasearch.cli.output import choose_language, named_home, write_message, write_stderr
from itasearch.config import load_settings
from itasearch.errors import ItaSearchError
from itasearch.wording.errors import fault_text
from itasearch.wording.label import Label
from itasearch.wording.language import Language, phrase, say

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


def write_faults(workspace: "Workspace", *, among: "Container[str] | None" = None) -> bool:
    """Name the reports that are left out somewhere, of these ids if given; whether there is one."""
    faults = [row for row in workspace.review.faults() if among is None or row.report.id in among]
    _write(faults)
    return bool(faults)


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
    for fault in faults:
        text, remedy = fault_text(fault)
        write_stderr(f"{text}; {remedy} ({phrase('details in {log}', log=error_log())})")


class SpokenGroup(TyperGroup):
    """Verbs whose usage errors are written in the language of the run; exit code 2."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run a verb, with the arguments of TyperGroup.main; what is wrong goes to stderr."""
        line = arguments[0] if arguments else options.get("args")
        choose_language(typed_language(sys.argv[1:] if line is None else line))
        try:
            sys.exit(super().main(*arguments, **{**options, "standalone_mode": False}))
        except TyperException as error:
            _write_usage(error)
            sys.exit(error.exit_code)
        except (typer.Abort, OSError):
            raise  # typer's own: Ctrl-C, a reader that closed the pipe
        except Exception as error:  # noqa: BLE001  # the boundary
            _log.error("%s", error, exc_info=error)
            text = f"{type(error).__name__}: {error}".removesuffix(": ")
            message = say(labels.UNFORESEEN, error=text, log=error_log())
            write_message(labels.ERROR, message=message)
            sys.exit(1)


def typed_language(args: Sequence[str]) -> Language | None:
    """The language of the last `--lang`; None: none is named, or one that is not spoken."""
    options = list(takewhile(lambda arg: arg != "--", args))
    named = [
        option.removeprefix("--lang=")
        for before, option in pairwise(("", *options))
        if before == "--lang" or option.startswith("--lang=")
    ]
    if not named or named[-1] not in ("th", "en"):
        return None
    return "th" if named[-1] == "th" else "en"


def _write_usage(error: TyperException) -> None:
    context: typer.Context | None = getattr(error, "ctx", None)
    if context is not None and error.message == "Missing command.":
        write_stderr(context.get_help())
        return
    message = error.format_message()  # what typer itself finds is in its own words
    of_typer = hasattr(error, "param_type") or hasattr(error.__cause__, "errors")
    if isinstance(error, typer.BadParameter) and not of_typer:
        parameter = _parameter(error)
        message = f"{parameter}: {error.message}" if parameter else error.message
    write_message(labels.ERROR, message=message)
    if context is not None:
        pieces = (context.command_path, *context.command.collect_usage_pieces(context))
        typer.echo(phrase("usage: {usage}", usage=" ".join(pieces)), err=True)  # no command to type
        write_message(Label("all options: {command} --help"), command=context.command_path)


def _parameter(error: typer.BadParameter) -> str:
    """The option or argument that is wrong; "" for the line as a whole."""
    if isinstance(error.param_hint, str):
        return error.param_hint
    if error.param is None:
        return ""
    named = (*error.param.opts, *error.param.secondary_opts)
    options = [name for name in named if name.startswith("-")]
    return " / ".join(options) or error.param.metavar or error.param.name or ""
