"""Command lines of itasearch on the pages, and what of them the command does not have."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from itasearch.cli.main import app

_VERB = re.compile(r"[a-z][a-z-]*")
"""Of a word where a verb is due; VERB and … are in place of one."""


def commands(text: str) -> Iterator[list[str]]:
    """The words behind `itasearch` in each line that runs it."""
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        at = next((place for place, word in enumerate(words) if _is_itasearch(word)), len(words))
        if words[at + 1 :]:
            yield words[at + 1 :]


def _is_itasearch(word: str) -> bool:
    return Path(word).name in {"itasearch", "itasearch-as-server"}


def unknown(line: Sequence[str]) -> Iterator[str]:
    """Verbs and long options of a line that itasearch does not have."""
    command: Any = typer.main.get_command(app)
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
        elif isinstance(command, TyperGroup) and _VERB.fullmatch(word):
            if word not in command.commands:
                yield f"{command.name} {word}"
                return
            command = command.commands[word]


def _options(command: Any) -> dict[str, Any]:
    context = typer.Context(command, info_name=command.name)
    return {
        name: option
        for option in command.get_params(context)
        for name in (*option.opts, *option.secondary_opts)
    }
