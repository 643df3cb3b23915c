"""Command lines of itasearch on the pages, and what of them the command does not have."""

import re
import shlex
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from itasearch.cli.main import app

_VERB = re.compile(r"[a-z][a-z-]*")
_ASSIGNED = re.compile(r"[A-Z_]+=")
"""A variable that is set for one command."""


def commands(text: str) -> Iterator[list[str]]:
    """The words behind `itasearch` in each line that runs it, also as root or in a container."""
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        while words and (words[0] == "sudo" or _ASSIGNED.match(words[0])):
            del words[0]
        if words[:3] == ["docker", "compose", "exec"]:
            del words[:4]  # the container's name, too
        if words[1:] and Path(words[0]).name in {"itasearch", "itasearch-as-server"}:
            yield words[1:]


def unknown(line: Sequence[str]) -> Iterator[str]:
    """Verbs and long options of a line that itasearch does not have."""
    command: Any = _all_commands()
    words = iter(line)
    for word in words:
        name, given, _ = word.partition("=")
        if word == "--":
            return
        if name.startswith("--"):
            option = _options(command).get(name)
            if option is None:
                yield f"{command.name} {name}"
            elif not given and not option.is_flag:
                next(words, None)
        elif isinstance(command, TyperGroup):
            if not _VERB.fullmatch(word):
                return  # VERB and … are in place of any
            if word not in command.commands:
                yield f"{command.name} {word}"
                return
            command = command.commands[word]


@cache  # typer makes the commands of all verbs for each line: 18 ms
def _all_commands() -> Any:
    return typer.main.get_command(app)


@cache
def _options(command: Any) -> dict[str, Any]:
    context = typer.Context(command, info_name=command.name)
    return {
        name: option
        for option in command.get_params(context)
        for name in (*option.opts, *option.secondary_opts)
    }
