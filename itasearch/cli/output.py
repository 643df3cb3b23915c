"""Data to stdout: JSON lines for programs, tables on a terminal, tabs on a pipe.

Stdout carries data only; progress, notes and errors go to stderr. Rich is imported when a
table is written, not when a program reads JSON.
"""

import json
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from itasearch.cli.labels import messages
from itasearch.cli.language import Language, language, say
from itasearch.model.records import Organisation, ReportKind
from itasearch.model.source import SourceRef
from itasearch.wording.label import Label
from itasearch.wording.labels import (
    english_place_text,
    file_text,
    owner_text,
    percent_text,
    place_text,
)
from itasearch.wording.names import KINDS

if TYPE_CHECKING:
    from rich.text import Text

    from itasearch.workspace import Models

Code = TypeVar("Code", bound=StrEnum)

_COMMAND = re.compile(
    r"\bitasearch (?P<verb>[a-z]+)\b(?! --check)(?!(?:(?!\bitasearch\b).)*--home)"
)
"""A command in a message that names no home yet, and needs one: a backup is checked without."""
_named_home: ContextVar[Path | None] = ContextVar("named_home", default=None)
_verbs: ContextVar[frozenset[str]] = ContextVar("verbs", default=frozenset())
_WIDEST_UNWRAPPED = 20
"""Widest cell, in columns of the terminal, of a table column that is never wrapped."""


def prepare_streams() -> None:
    """Make stdout and stderr UTF-8 whatever the locale says.

    A file name that is no text is written with escapes, which JSON understands.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal() -> bool:
    """Whether a person reads stdout as it comes."""
    return sys.stdout.isatty()


def write_objects(objects: Iterable[object]) -> None:
    """Write each dataclass or mapping as one line of JSON, at once."""
    from itasearch.wording.objects import as_object  # not for `itasearch --help`

    for each in objects:
        typer.echo(json.dumps(as_object(each), ensure_ascii=False))


def write_table(
    headers: Sequence[str | Label],
    rows: Iterable[Sequence["str | Text"]],
    *,
    ruled: bool = False,
    headed: bool = False,
) -> None:
    """Write a table for people on a terminal; on a pipe a line per row, cells between tabs.

    Args:
        headers: of the columns; a pipe gets the English of labels, whatever the language.
        rows: line ends and tabs within a cell become spaces on a pipe.
        ruled: whether to put lines between rows, for cells of several lines.
        headed: whether the headers are the first line on a pipe, too: numbers need them.
    """
    if not is_terminal():
        if headed:
            typer.echo("\t".join(one if isinstance(one, str) else one.en for one in headers))
        for row in rows:
            typer.echo("\t".join(" ".join(str(cell).split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    texts = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    table = Table(show_lines=ruled, header_style="bold")
    for column, header in enumerate(headers):
        widest = max((row[column].cell_len for row in texts), default=0)
        # Ids, years and counts stay whole; names and file names share what is left.
        head = header if isinstance(header, str) else say(header)
        table.add_column(head, overflow="fold", no_wrap=widest <= _WIDEST_UNWRAPPED)
    for cells in texts:
        table.add_row(*cells)
    Console().print(table)


def write_line(text: str = "") -> None:
    """Write one line of data."""
    typer.echo(text)


def name_home(home: Path | None, *, verbs: Iterable[str]) -> None:
    """Let the commands that messages of this run name have the `--home` that was typed.

    Without it the next command would be done to the library of the current folder.

    Args:
        home: as typed; None if none was.
        verbs: of itasearch; other words behind "itasearch" are no command.
    """
    _named_home.set(home)
    _verbs.set(frozenset(verbs))


def named_home() -> Path | None:
    """The `--home` that was typed; None if none was."""
    return _named_home.get()


def with_home(text: str) -> str:
    """A message whose commands have the `--home` that was typed, behind the verb."""
    home = named_home()
    if home is None:
        return text

    def named(command: re.Match[str]) -> str:
        if command["verb"] not in _verbs.get():
            return command[0]
        return f"{command[0]} --home {shlex.quote(str(home))}"

    return _COMMAND.sub(named, text)


def write_message(text: str) -> None:
    """Write a message for a person, which is no data, to stderr."""
    typer.echo(with_home(text), err=True)


def models_label(models: "Models") -> str:
    """The encoder, and the reranker if there is one."""
    return f"{models.encoder} + {models.reranker}" if models.reranker else models.encoder


def organisation_label(
    organisation: Organisation | None, *, reworded: bool, in_english: bool = True
) -> str:
    """An organisation's name with its province, and the mark of a report that is not its own.

    Args:
        organisation: whose; a dash where it is not known.
        in_english: whether name and province follow in English, on a terminal in that language.
    """
    if organisation is None:
        return "–"
    label = owner_text(organisation, reworded=reworded, province=" จ.{}")
    if in_english and language() is Language.ENGLISH and is_terminal():
        from itasearch.wording.labels import english_owner  # not for `itasearch --help`

        label = ", ".join(filter(None, (label, english_owner(organisation))))
    return label


def code_label(names: Mapping[Code, Label], code: Code) -> str:
    """A kind or outcome in the language of a terminal; on a pipe as in JSON."""
    return say(names[code]) if is_terminal() else code.value


def data_language() -> Language:
    """The language of data on stdout: on a pipe English, whatever the language of this run."""
    return language() if is_terminal() else Language.ENGLISH


def cell_label(label: Label, **values: object) -> str:
    """A label as data: on a pipe in English, whatever the language."""
    return label.text(data_language(), **values)


def topic_label(identifier: str) -> str:
    """A topic as data: its name in Thai, else the id that options take."""
    if data_language() is not Language.THAI:
        return identifier
    from itasearch.domain.topics import topic  # not for `itasearch --help`

    known = topic(identifier)
    return identifier if known is None else known.thai


def year_label(year: int | None) -> str:
    """A fiscal year, or a dash."""
    return "–" if year is None else str(year)


def doubled_label(kinds: Sequence[ReportKind]) -> str:
    """That a town has several reports of one year and of each of these kinds."""
    return say(messages.DOUBLED, kinds=", ".join(say(KINDS[kind]) for kind in kinds))


def share_label(completeness: float | None) -> str:
    """How much of the tables' text was taken in, as "98.7 %"; a dash if it is not known."""
    if completeness is None:
        return "–"
    return f"{percent_text(completeness)} %"


def place_label(source: SourceRef) -> str:
    """File and place in it, as "corpus/a.md, page 3, line 12" or "own.docx, table 1".

    On a pipe in English, whatever the language.
    """
    if data_language() is Language.THAI:
        return f"{file_text(source.path)} {place_text(source)}".rstrip()
    return ", ".join(filter(None, (file_text(source.path), english_place_text(source))))
