"""What is wrong with a command line: what itasearch finds in the language of the run, what typer
finds in English, each with how the verb is used.

`--lang` is looked for before anything is read, as it may come behind the fault.
"""

import sys
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from itasearch.cli import labels
from itasearch.cli.faults import write_unforeseen
from itasearch.cli.language import Language, choose_language, phrase, say
from itasearch.cli.output import write_message


class SpokenGroup(TyperGroup):
    """Verbs whose usage errors are written in the language of the run; exit code 2."""

    def main(self, *given: Any, **options: Any) -> Any:
        """Run a verb, with the arguments of TyperGroup.main; what is wrong goes to stderr."""
        line = given[0] if given else options.get("args")
        choose_language(typed_language(sys.argv[1:] if line is None else line))
        try:
            sys.exit(super().main(*given, **{**options, "standalone_mode": False}))
        except TyperException as error:
            _write_usage(error)
            sys.exit(error.exit_code)
        except (typer.Abort, OSError):
            raise  # typer's own: Ctrl-C, a reader that closed the pipe
        except Exception as error:  # noqa: BLE001  # the boundary
            write_unforeseen(error)
            sys.exit(1)


def typed_language(args: Sequence[str]) -> Language | None:
    """The language of the last `--lang`; None: none is named, or one that is not spoken."""
    options = list(takewhile(lambda one: one != "--", args))
    named = [
        one.removeprefix("--lang=")
        for before, one in pairwise(("", *options))
        if before == "--lang" or one.startswith("--lang=")
    ]
    return Language(named[-1]) if named and named[-1] in set(Language) else None


def _write_usage(error: TyperException) -> None:
    """What is wrong, how the verb is used, and how to learn more."""
    context: typer.Context | None = getattr(error, "ctx", None)
    if context is not None and error.message == "Missing command.":
        write_message(context.get_help())
        return
    write_message(say(labels.ERROR, message=_message(error)))
    if context is not None:
        pieces = (context.command_path, *context.command.collect_usage_pieces(context))
        typer.echo(phrase("usage: {usage}", usage=" ".join(pieces)), err=True)  # no command to type
        write_message(phrase("all options: {command} --help", command=context.command_path))


def _message(error: TyperException) -> str:
    """What is wrong; what typer itself finds is in its own words."""
    of_typer = hasattr(error, "param_type") or hasattr(error.__cause__, "errors")
    if of_typer or not isinstance(error, typer.BadParameter):
        return error.format_message()
    place = _place(error)
    return f"{place}: {error.message}" if place else error.message


def _place(error: typer.BadParameter) -> str:
    """The option or argument that is wrong; "" for the line as a whole."""
    if isinstance(error.param_hint, str):
        return error.param_hint
    if error.param is None:
        return ""
    named = (*error.param.opts, *error.param.secondary_opts)
    options = [one for one in named if one.startswith("-")]
    return " / ".join(options) or error.param.metavar or error.param.name or ""
