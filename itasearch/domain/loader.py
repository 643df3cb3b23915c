"""Reads the TOML files of this room: the one place where domain data comes from disk.

Each neighbour (headers.py, indicators.py, places.py, glossary.py, …) turns one
file into typed, cached dataclasses; facts are data here, never code.
"""

import tomllib
from importlib.resources import files


def load_toml(name: str) -> dict[str, object]:
    """Parse the TOML file `name` (such as "headers.toml") of this package.

    Raises:
        FileNotFoundError: there is no such file.
        tomllib.TOMLDecodeError: it is not TOML.
    """
    return tomllib.loads(files("itasearch.domain").joinpath(name).read_text(encoding="utf-8"))
