"""Data to stdout: JSON lines for programs, tables on a terminal, tabs on a pipe; their language.

Stdout carries data only; progress, notes and errors go to stderr. Rich is imported when a
table is written, not when a program reads JSON. JSON is the same in both languages. Words that go
to a pipe are English unless `--lang` asks for Thai; reasons of a plan and news are sentences for
people, in the language of the run: `--lang`, else that of the locale.
"""

import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import typer

from itasearch.cli import labels
from itasearch.clock import local_time
from itasearch.model.comparison_shown import ShownComparison
from itasearch.model.documents import Digits
from itasearch.model.form_check import EvidenceCheck, KnownRules
from itasearch.model.ranking import Ranking
from itasearch.model.records import Organisation, Report, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import Matrix, QuestionTable
from itasearch.wording.label import Label
from itasearch.wording.labels import file_text, marked_year, percent_text, time_text
from itasearch.wording.language import (
    Language,
    in_language,
    language,
    say,
    set_fallback,
    written_in,
)
from itasearch.wording.messages import reason_text
from itasearch.wording.names import place_name, town_name
from itasearch.wording.review import DOUBT_NAMES

if TYPE_CHECKING:
    from rich.text import Text

    from itasearch.model.library import ReportSummary
    from itasearch.model.tables import AnswerTable, Tabled
    from itasearch.workspace import Models, Workspace

Code = TypeVar("Code", bound=StrEnum)
Item = TypeVar("Item")
Columns: TypeAlias = Sequence[tuple[str | Label, Callable[[Item], str]]]
"""Heads of a list's columns, and what each reads of an item."""

_COMMAND = re.compile(
    r"\bitasearch (?P<verb>[a-z-]+)\b(?! --check)(?!(?:(?!\bitasearch\b).)*--home)"
)
"""A command in a message that names no home yet, and needs one: a backup is checked without."""
_named_home: ContextVar[Path | None] = ContextVar("named_home", default=None)
_chosen_language: ContextVar[Language | None] = ContextVar("chosen_language", default=None)
_as_json: ContextVar[bool] = ContextVar("as_json", default=False)
_verbs: ContextVar[frozenset[str]] = ContextVar("verbs", default=frozenset())
_WIDEST_UNWRAPPED = 20  # columns of the terminal: wider cells may be wrapped
_STYLES: Mapping[str, str] = {"notice": "bold yellow", "quiet": "dim", "strong": "bold"}
"""Of marked text on a terminal, by the value of its TextMark."""


def prepare_streams() -> None:
    """Make stdout and stderr UTF-8 whatever the locale says; file names may have escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal() -> bool:
    """Whether a person reads stdout as it comes."""
    return sys.stdout.isatty()


def write_objects(objects: Iterable[object]) -> None:
    """Write each dataclass or mapping as one line of JSON, at once, where the run writes JSON."""
    if not is_json():
        return
    from itasearch.wording.objects import as_object  # not for `itasearch --help`

    for each in objects:
        typer.echo(json.dumps(as_object(each), ensure_ascii=False))


def write_list(
    items: Iterable[Item],
    columns: Columns[Item],
    *,
    ruled: bool = False,
    headed: bool = False,
    nothing: Label | None = None,
) -> None:
    """Write items as objects, or as rows of a table (see `write_table`); `nothing` if none."""
    if is_json():
        write_objects(items)
        return
    rows = [[read(item) for _, read in columns] for item in items]
    if nothing and not rows:
        write_message(nothing)
    write_table([head for head, _ in columns], rows, ruled=ruled, headed=headed)


def write_table(
    headers: Sequence[str | Label],
    rows: Iterable[Sequence["str | Text"]],
    *,
    ruled: bool = False,
    headed: bool = False,
) -> None:
    """Write a table for people on a terminal; on a pipe a line per row, cells between tabs.

    Nothing where the run writes JSON.

    Args:
        headers: a pipe has them only if `headed`.
        rows: line ends and tabs within a cell are spaces on a pipe.
        ruled: lines between rows, for cells of several lines.
    """
    if is_json():
        return
    if not is_terminal():
        if headed:
            heads = (head if isinstance(head, str) else cell_label(head) for head in headers)
            typer.echo("\t".join(heads))
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


def write_answer(
    workspace: "Workspace",
    answer: "Tabled",
    *,
    output: Path | None = None,
    digits: Digits = Digits.THAI,
) -> None:
    """Write an answer as the tables that a file of it has, and what they leave out to stderr.

    To a file `output` instead, which is named; `digits` as of Exports.export_tables.
    """
    if output is not None:
        workspace.exports.export_tables(answer, output, digits=digits)
    if is_json():
        write_objects(_objects(answer))
        return
    tables = partial(workspace.exports.tables, answer, as_lines=True)
    made = tables()
    if output is not None:
        write_line(str(output))
    else:
        with in_language(data_language()):
            lines = made if made.language == language() else tables()
        for table in lines.tables:
            _write_lines(table, named=len(lines.tables) > 1)
    for note in dict.fromkeys(
        (*made.notes, *(note for each in made.tables for note in each.notes))
    ):
        write_message(labels.NOTE, note=note)


def _objects(answer: "Tabled") -> Iterable[object]:
    from itasearch.wording.objects import (
        evidence_objects,
        matrix_objects,
        question_objects,
        ranking_lines,
        rules_objects,
    )

    match answer:
        case Matrix():
            return matrix_objects(answer)
        case QuestionTable():
            return question_objects(answer)
        case Ranking():
            return ranking_lines(answer)
        case ShownComparison():
            return [answer.comparison]
        case EvidenceCheck():
            return evidence_objects(answer)
        case KnownRules():
            return rules_objects(answer)
    return [answer]


def _write_lines(table: "AnswerTable", *, named: bool) -> None:
    """A table's rows, if there are any; on a terminal one of many columns has them in one."""
    grid = table.grid
    if not grid.rows:
        return
    if named:
        write_line(f"# {table.name}")
    if not is_terminal():
        head, *rows = grid.texts()
        write_table(head, rows, headed=True)
        return
    from rich.text import Text

    styled = [
        [
            Text.assemble(*((part.text, _STYLES.get(part.mark or "", "")) for part in cell))
            for cell in row
        ]
        for row in grid.rows
    ]
    if grid.pages <= 1:
        write_table(grid.headers, styled, ruled=True)
        return
    folded = []
    for first, *cells in styled:
        pairs = zip(grid.headers[1:], cells, strict=False)
        lines = (Text(f"{head}: ").append_text(cell) for head, cell in pairs if cell.plain.strip())
        folded.append((first, Text("\n").join(lines)))
    write_table((grid.headers[0], ""), folded, ruled=True)


def write_line(text: str = "") -> None:
    """Write one line of data, but where the run writes JSON."""
    if not is_json():
        typer.echo(text)


def name_home(home: Path | None, *, verbs: Iterable[str]) -> None:
    """Let the commands that messages of this run name have the `--home` that was typed.

    Without it the next command would be done to the library of the current folder. Other words
    than `verbs` behind "itasearch" are no command.
    """
    _named_home.set(home)
    _verbs.set(frozenset(verbs))


def write_as_json(as_json: bool) -> None:
    """Let this run write objects, as `--json` asks for, or text for people."""
    _as_json.set(as_json)


def is_json() -> bool:
    """Whether this run writes a JSON object a line."""
    return _as_json.get()


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


def write_message(message: Label, /, **values: object) -> None:
    """Write a message for a person, which is no data, to stderr."""
    write_stderr(say(message, **values))


def write_stderr(text: str) -> None:
    """As `write_message`, of what is made of several texts."""
    typer.echo(with_home(text), err=True)


def fail_if(failed: object) -> None:
    """End with exit code 1 where something was refused or failed."""
    if failed:
        raise typer.Exit(1)


def models_label(models: "Models") -> str:
    """The encoder, and the reranker if there is one."""
    return f"{models.encoder} + {models.reranker}" if models.reranker else models.encoder


def organisation_label(organisation: Organisation | None, *, reworded: bool) -> str:
    """An organisation as tables name it; a dash where it is not known."""
    if organisation is None:
        return "–"
    return as_data(lambda: town_name(organisation, reworded=reworded))


def owner_label(owned: "ReportSummary | Report | StoredMeasure") -> str:
    """Whose a report or measure is."""
    source = owned.measure.source if isinstance(owned, StoredMeasure) else owned.source
    return organisation_label(owned.organisation, reworded=source.reworded)


def code_label(names: Mapping[Code, Label], code: Code) -> str:
    """A kind or outcome in the language of data; on a pipe in English its value."""
    return say(names[code]) if is_terminal() or is_thai_chosen() else code.value


def language_of(environment: Mapping[str, str]) -> Language:
    """The language of the locale, by the first variable that is set, as POSIX orders them."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "th" if locale.replace("-", "_").split("_")[0].split(".")[0].lower() == "th" else "en"


def is_thai_chosen() -> bool:
    """Whether this run was asked for Thai, not only its locale."""
    return _chosen_language.get() == "th"


def choose_language(chosen: Language | None) -> None:
    """Speak this language from now on; None: that of the locale."""
    _chosen_language.set(chosen)
    set_fallback(lambda: chosen or language_of(os.environ))


def data_language() -> Language:
    """The language of data on stdout: on a pipe English, unless `--lang` asks for Thai."""
    return language() if is_terminal() or is_thai_chosen() else "en"


def as_data(write: Callable[[], str]) -> str:
    """What is written, in the language of data."""
    return written_in(data_language(), write)


def cell_label(label: Label, **values: object) -> str:
    """A label as data; see `data_language`."""
    return label.text(data_language(), **values)


def doubts_label(names: Iterable[str]) -> str:
    """What is doubtful about a report: in Thai in words, in English the keys that JSON has."""
    is_thai = data_language() == "th"
    return ", ".join(DOUBT_NAMES[name].th if is_thai else name for name in names)


def year_label(year: int | None, source: SourceRef | None = None) -> str:
    """A fiscal year, marked if that of the report is unsure, or a dash."""
    return "–" if year is None else as_data(lambda: marked_year(str(year), source))


def moment_label(moment: datetime) -> str:
    """A moment by the clock of the installation; in Thai in the Buddhist Era."""
    if data_language() == "th":
        return time_text(moment)
    return f"{local_time(moment):%Y-%m-%d %H:%M}"


def share_label(completeness: float | None) -> str:
    """How much of the text was taken in, as "98.7 %"; a dash if it is not known."""
    return "–" if completeness is None else f"{percent_text(completeness)} %"


def write_notes(report: Report) -> None:
    """Write what reading noticed, and what is missing, a line each."""
    missing = (cell_label(labels.MISSING, names=doubts_label([name])) for name in report.missing)
    for note in (*report.warnings, *missing):
        write_line(f"  ! {reason_text(note)}")


def place_label(source: SourceRef) -> str:
    """File and place in it, as "corpus/a.md, page 3, line 12" or "own.docx, table 1"."""
    position = as_data(lambda: place_name(source))
    between = " " if data_language() == "th" or position.startswith("(") else ", "
    return between.join(filter(None, (file_text(source.path), position)))
