"""The numbers of ranking that are learned, not set by hand: `bench.learn` writes learned.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FILE = "learned.toml"


@cache
def learned(table: str) -> Mapping[str, float]:
    """The numbers of a table by name."""
    text = files("itasearch.search").joinpath(FILE).read_text(encoding="utf-8")
    numbers: Mapping[str, float] = tomllib.loads(text)[table]
    return numbers
