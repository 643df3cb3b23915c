"""Tables of examples that tests go through: the files of tests/data/cases."""

import ast
import inspect
import os
from collections.abc import Callable
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import TypeVar, overload

import pytest

_FOLDER = Path(__file__).parent / "data" / "cases"

Read = Callable[[str], object]
T = TypeVar("T")
E = TypeVar("E", bound=Enum)


def tables(file: str) -> list[str]:
    """The headings of a file."""
    text = (_FOLDER / f"{file}.tsv").read_text(encoding="utf-8")
    return [line[2:] for line in text.splitlines() if line.startswith("# ")]


@overload
def cases(file: str, table: str) -> list[tuple[str, ...] | str]: ...


@overload
def cases(file: str, table: str, first: Read, /, *columns: Read) -> list[tuple[object, ...]]: ...


def cases(
    file: str, table: str, *columns: Read
) -> list[tuple[str, ...] | str] | list[tuple[object, ...]]:
    """The rows below a heading "# table" of a file; of a table of one column its texts alone.

    A last cell that begins with "# " is a remark and left out; `""` is an empty text. `columns`
    read the cells of each column, if not all are texts.
    """
    text = (_FOLDER / f"{file}.tsv").read_text(encoding="utf-8")
    _, found, rest = text.partition(f"# {table}\n")
    assert found, f"{file}.tsv has no table {table!r}"
    lines = rest.partition("\n\n")[0].splitlines()
    rows = [
        [cell.replace("\\n", "\n") if cell != '""' else "" for cell in line.split("\t")]
        for line in (line.partition("\t# ")[0] for line in lines)
    ]
    if columns:
        return [tuple(read(it) for read, it in zip(columns, row, strict=True)) for row in rows]
    return [tuple(row) if len(row) > 1 else row[0] for row in rows]


def whole(name: str, found: str) -> str:
    """What a test expects as a whole: a file of tests/data/whole, which WRITE_WHOLE=1 writes."""
    path = _FOLDER.parent / "whole" / name
    if "WRITE_WHOLE" in os.environ:
        path.write_text(found, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def examples(
    file: str, table: str, *columns: Read
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a test that goes through all rows of a table and fails with each that does.

    The parameters of what is decorated are the columns in their order, then fixtures, which all
    rows share.
    """

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        found = cases(file, table, *columns)
        rows = [row if isinstance(row, tuple) else (row,) for row in found]
        fixtures = list(inspect.signature(test).parameters.values())[len(rows[0]) :]

        @wraps(test)
        def tested(**given: object) -> None:
            failures = []
            for row in rows:
                try:
                    test(*row, **given)
                except (AssertionError, pytest.fail.Exception) as failure:
                    failures.append(f"{row}\n{failure}")
            assert not failures, "\n\n".join([f"{len(failures)} of {len(rows)} rows:", *failures])

        vars(tested)["__signature__"] = inspect.Signature(fixtures)
        return tested

    return decorate


def yes(cell: str) -> bool:
    """Whether a cell says "yes"; else it says "no"."""
    assert cell in {"yes", "no"}, cell
    return cell == "yes"


def optional(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """Reads "-" as None."""
    return lambda cell: None if cell == "-" else read(cell)


def literal(cell: str) -> object:
    """Reads what a cell has as Python writes it: numbers, bytes, tuples, dictionaries."""
    return ast.literal_eval(cell)


def made(kind: Callable[..., T]) -> Callable[[str], T]:
    """Reads a dictionary as what is made of an object of this kind."""
    return lambda cell: kind(**ast.literal_eval(cell))


def member(kind: type[E]) -> Callable[[str], E | None]:
    """Reads the name of a member; "-" is None."""
    return optional(lambda cell: kind[cell])


def listed(cell: str) -> list[str]:
    """Reads texts that are apart by " | "; "-" is none."""
    return [] if cell == "-" else cell.split(" | ")


def tupled(cell: str) -> tuple[str, ...]:
    """Reads them as a tuple."""
    return tuple(listed(cell))
