"""Reads the TOML files of data/: typed access to their tables, with errors that name the entry.

The other modules of domain/ each turn one file into cached dataclasses.
"""

import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from cattrs import Converter

_Record = TypeVar("_Record")
_ENTRY = re.compile(r"^(\w+) = (.+)$", re.MULTILINE)


@cache
def load_toml(name: str) -> dict[str, object]:
    """Parse the TOML file `name` (such as "headers.toml") of this package.

    Raises:
        FileNotFoundError: there is no such file.
        tomllib.TOMLDecodeError: it is not TOML.
    """
    path = files("itasearch.domain").joinpath("data", name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def records(file: str, key: str, kind: type[_Record]) -> tuple[_Record, ...]:
    """The values of the list `key`, such as the [[key]] tables, in order.

    Args:
        kind: str, or a dataclass whose fields are the keys of each table.

    Raises:
        ValueError: there is no such list; an entry lacks a key, has one that is no field, or a
            value of another type.
    """
    found = load_toml(file).get(key)
    if not isinstance(found, list):
        raise ValueError(f"{file} has no list {key}")
    return tuple(as_record(file, entry, kind) for entry in found)


def records_of_folder(folder: str, key: str, kind: type[_Record]) -> tuple[_Record, ...]:
    """The [[key]] tables of each TOML file of a folder of data/, in order of the files' names.

    Raises:
        FileNotFoundError: there is no such folder.
        ValueError: a file is not TOML, or see `records`.
    """
    listed = files("itasearch.domain").joinpath("data", folder).iterdir()
    texts = {e.name: e.read_text(encoding="utf-8") for e in listed if e.name.endswith(".toml")}
    return tuple(
        as_record(f"{folder}/{name}", table, kind)
        for name in sorted(texts)
        for table in _tables(texts[name], key)
    )


def _tables(text: str, key: str) -> list[object]:
    """The [[key]] tables of a TOML file that has nothing else.

    Where each value is on one line and written as JSON has it, JSON's reader takes a fifth of
    the time of tomllib, 0.2 s less for 2,500 concepts; other TOML is left to tomllib.
    """
    blocks = text.split(f"[[{key}]]\n")[1:]
    tables = (",".join([f'"{name}":{value}' for name, value in _ENTRY.findall(b)]) for b in blocks)
    try:
        found = json.loads("[{" + "},{".join(tables) + "}]")
    except json.JSONDecodeError:
        found = tomllib.loads(text).get(key)
    if not isinstance(found, list):
        raise ValueError(f"there is no list {key}")
    return found


def as_record(file: str, entry: object, kind: type[_Record]) -> _Record:
    """A value of `file`, or the whole of it, as `kind`; see `records`."""
    from cattrs.errors import ForbiddenExtraKeysError

    try:
        return _converter().structure(entry, kind)
    except (ForbiddenExtraKeysError, KeyError, TypeError, ValueError) as error:
        name = getattr(kind, "__name__", str(kind))
        raise ValueError(f"{file}: {entry!r} is no {name}: {error}") from error


@cache
def _converter() -> "Converter":
    from cattrs import Converter  # only where a file is read: `itasearch --help` reads none

    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    # By itself cattrs takes str(5) for a text, and any value for a bool.
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(bool, _flag)
    return converter


def _text(value: object, kind: type[str]) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is no text, or empty")
    return kind(value)  # str, or a StrEnum


def _flag(value: object, _kind: type) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value
