"""What is wrong with a command line, in the words and the language of itasearch.

typer says it in English, whatever the language of the run; of its errors only what was typed and
where is used. `--lang` is looked for before anything is read, as it may come behind the fault.
"""

import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import pairwise, takewhile
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from itasearch.cli.faults import write_unforeseen
from itasearch.cli.labels import messages
from itasearch.cli.language import Language, choose_language, say
from itasearch.cli.output import write_message
from itasearch.wording.label import Label

_NUMBER_LIMITS = {"ge": messages.AT_LEAST, "le": messages.AT_MOST}
"""What a number broke, by the name that typer's validation has for it."""
_EXTRA = re.compile(r" \((?P<arguments>.*)\)$")
"""What was typed too much, at the end of typer's sentence."""


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

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The verb of that name, with what is left of the line."""
        if self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], self.list_commands(ctx))
            raise typer.BadParameter(_unknown(messages.NO_SUCH_VERB, args[0], near), ctx=ctx)
        return super().resolve_command(ctx, args)


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
    message = _message(error)
    if not message and context is not None:  # no verb at all
        write_message(context.get_help())
        return
    write_message(say(messages.ERROR, message=message))
    if context is not None:
        pieces = (context.command_path, *context.command.collect_usage_pieces(context))
        typer.echo(say(messages.USAGE, usage=" ".join(pieces)), err=True)  # no command to type
        write_message(say(messages.HELP, command=context.command_path))


def _message(error: TyperException) -> str:
    """What is wrong; "" when no verb is named.

    By the attributes that typer's errors have: of their classes only BadParameter is public.
    """
    if (option := getattr(error, "option_name", None)) is not None:
        if not hasattr(error, "possibilities"):
            wants = messages.WANTS_NO_VALUE if "not take" in error.message else messages.WANTS_VALUE
            return say(wants, option=option)
        return _unknown(messages.NO_SUCH_OPTION, option, error.possibilities or ())
    if not isinstance(error, typer.BadParameter):
        extra = _EXTRA.search(error.message)
        return say(messages.TOO_MUCH, arguments=extra["arguments"]) if extra else ""
    place = _place(error)
    if hasattr(error, "param_type"):
        return say(messages.MISSING_ARGUMENT, name=place)
    message = _value_message(error)
    return f"{place}: {message}" if place else message


def _unknown(label: Label, name: str, near: Sequence[str]) -> str:
    """That there is no such verb or option, and which are spelt like it."""
    return say(label, name=name) + (say(messages.NEAR_NAMES, names=", ".join(near)) if near else "")


def _place(error: typer.BadParameter) -> str:
    """The option or argument that is wrong; "" for the line as a whole."""
    if isinstance(error.param_hint, str):
        return error.param_hint
    if error.param is None:
        return ""
    named = (*error.param.opts, *error.param.secondary_opts)
    options = [one for one in named if one.startswith("-")]
    return " / ".join(options) or error.param.metavar or error.param.name or ""


def _value_message(error: typer.BadParameter) -> str:
    """What is wrong with a value: our own message, or that of typer's validation in our words."""
    validation: Any = error.__cause__
    if not hasattr(validation, "errors"):
        return error.message
    found = validation.errors()[0]
    for name, label in _NUMBER_LIMITS.items():
        if name in found.get("ctx", {}):
            return say(label, typed=found["input"], limit=found["ctx"][name])
    if found["type"].endswith("_parsing"):
        return say(messages.NO_NUMBER, typed=found["input"])
    names = found["msg"].rpartition(" one of ")[2].rstrip(".")
    return say(messages.NONE_OF, typed=found["input"], names=names)
