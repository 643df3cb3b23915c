"""The verb adapt: borrowed texts in another organisation's name, a cell on each line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from itasearch.cli.output import tell, write_objects
from itasearch.errors import DamagedFileError
from itasearch.model.as_json import JsonObject

_NOT_TEXT = "it is not UTF-8 text"


def adapt(
    jsonl: Annotated[
        Path,
        typer.Option(
            "--jsonl",
            metavar="FILE",
            help='Cells, one JSON object a line: "id", "text", "source", "target".',
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ],
) -> None:
    """Adapt the texts of FILE: the source's names, kind, years and contacts become the target's.

    Prints for each cell the adapted text, what was changed, and what a person must decide.
    A line that is no such cell is told on stderr; the others are adapted, exit code 1.

    Example: itasearch adapt --jsonl cells.jsonl
    """
    from itasearch.borrow.adapt.json_lines import adapt_cell

    refused = 0
    for number, line in _lines(jsonl):
        try:
            adapted: JsonObject = adapt_cell(json.loads(line))
        except ValueError as error:
            refused += 1
            tell(f"error: line {number}: {error}")
            continue
        write_objects((adapted,))
    if refused:
        raise typer.Exit(1)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not blank; only "\n" ends one, as JSON Lines has it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DamagedFileError(path=str(path), reason=_NOT_TEXT) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line
