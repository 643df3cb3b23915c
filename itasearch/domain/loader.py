"""Reads the TOML files of data/: typed access to their tables, with errors that name the entry.

The other modules of domain/ each turn one file into cached dataclasses.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError

_Record = TypeVar("_Record")


def load_toml(name: str) -> dict[str, object]:
    """Parse the TOML file `name` (such as "headers.toml") of this package.

    Raises:
        FileNotFoundError: there is no such file.
        tomllib.TOMLDecodeError: it is not TOML.
    """
    path = files("itasearch.domain").joinpath("data", name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def entries(file: str, kind: str) -> tuple[Mapping[str, object], ...]:
    """The [[kind]] tables of `file`, in order.

    Raises:
        ValueError: there is none, or it is no array of tables.
    """
    found = load_toml(file).get(kind)
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise ValueError(f"{file}: there is no [[{kind}]]")
    return tuple(found)


def records(file: str, kind: str, record: type[_Record]) -> tuple[_Record, ...]:
    """The [[kind]] tables of `file`, in order, as dataclasses whose fields are their keys.

    Raises:
        ValueError: an entry lacks a key, has one that is no field, or a value of another type.
    """
    found: list[_Record] = []
    for entry in entries(file, kind):
        try:
            found.append(_converter().structure(entry, record))
        except (ForbiddenExtraKeysError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{file}: {dict(entry)} is no {record.__name__}: {error}") from error
    return tuple(found)


@cache
def _converter() -> Converter:
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


def text_of(entry: Mapping[str, object], key: str) -> str:
    """The string under `key`; ValueError when there is none."""
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{dict(entry)}: {key} must be a text")
    return value


def texts_of(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    """The strings under `key`, () when there are none; ValueError when it is no list of strings."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{dict(entry)}: {key} must be a list of texts")
    return tuple(value)
