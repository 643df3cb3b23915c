"""Data to stdout: JSON lines for programs, tables on a terminal, tabs on a pipe.

Stdout carries data only; progress, notes and errors go to stderr. Rich is imported when a
table is written, not when a program reads JSON.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from math import floor
from typing import TYPE_CHECKING

import typer

from itasearch.model.records import Organisation, ReportKind
from itasearch.model.source import SourceRef
from itasearch.wording.labels import file_text, owner_text

if TYPE_CHECKING:
    from rich.text import Text

    from itasearch.workspace import Models

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
    headers: Sequence[str],
    rows: Iterable[Sequence["str | Text"]],
    *,
    ruled: bool = False,
    headed: bool = False,
) -> None:
    """Write a table for people on a terminal; on a pipe a line per row, cells between tabs.

    Args:
        headers: of the columns.
        rows: line ends and tabs within a cell become spaces on a pipe.
        ruled: whether to put lines between rows, for cells of several lines.
        headed: whether the headers are the first line on a pipe, too: numbers need them.
    """
    if not is_terminal():
        if headed:
            typer.echo("\t".join(headers))
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
        table.add_column(header, overflow="fold", no_wrap=widest <= _WIDEST_UNWRAPPED)
    for cells in texts:
        table.add_row(*cells)
    Console().print(table)


def write_line(text: str = "") -> None:
    """Write one line of data."""
    typer.echo(text)


def write_message(text: str) -> None:
    """Write a message for a person, which is no data, to stderr."""
    typer.echo(text, err=True)


def models_label(models: "Models") -> str:
    """The encoder, and the reranker if there is one."""
    return f"{models.encoder} + {models.reranker}" if models.reranker else models.encoder


def organisation_label(organisation: Organisation | None, *, reworded: bool) -> str:
    """An organisation's name with its province, and the mark of a report that is not its own.

    Args:
        organisation: whose; a dash where it is not known.
        reworded: whether what is shown comes from a reworded report; see SourceRef.
    """
    if organisation is None:
        return "–"
    return owner_text(organisation, reworded=reworded, province=" จ.{}")


def year_label(year: int | None) -> str:
    """A fiscal year, or a dash."""
    return "–" if year is None else str(year)


def doubled_label(kinds: Sequence[ReportKind]) -> str:
    """That a town has several reports of one year and of each of these kinds."""
    names = ", ".join(kind.value for kind in kinds)
    return f"several reports of one kind are counted together ({names})"


def share_label(completeness: float | None) -> str:
    """How much of the tables' text was taken in, as "98.7 %"; a dash if it is not known."""
    if completeness is None:
        return "–"
    # Rounded down: 99.96 % is not all of it.
    return f"{floor(completeness * 1000 + 1e-6) / 10:.1f} %"


def place_label(source: SourceRef) -> str:
    """File and place in it, as "corpus/a.md, page 3, line 12" or "own.docx, table 1"."""
    numbers = (
        ("sheet", source.sheet),
        ("page", source.page_number),
        ("line", source.line_number),
        ("table", source.table_number),
        ("row", source.row_number),
    )
    places = [f"{name} {number}" for name, number in numbers if number is not None]
    return ", ".join([file_text(source.path), *places])
