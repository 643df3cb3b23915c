"""Reads the TOML files of data/: typed access to their tables, with errors that name the entry.

The other modules of domain/ each turn one file into cached dataclasses.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files


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
