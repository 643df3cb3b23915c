"""All labels of the app, found in its modules and in the tables there."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import Enum, EnumType
from pathlib import Path
from types import ModuleType

from itasearch import ui
from itasearch.wording.label import Label
from release.catalogue import texts_of

_STARTING = ("itasearch.server.launch", "itasearch.server.entry")
"""Modules that start the app: Streamlit's App sets a main script for the whole process."""


def _labels_of(value: object) -> Iterator[Label]:
    if isinstance(value, Label):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _labels_of(each)
    elif isinstance(value, EnumType):
        member: Enum
        for member in value:
            yield from _labels_of(member.value)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from _labels_of(each)


def _labels_in(module: ModuleType) -> tuple[Label, ...]:
    """Those that stand where they are shown."""
    code = Path(str(module.__file__)).read_bytes()
    return tuple(Label(text, context) for context, text in texts_of(code, {"phrase": {None: (1,)}}))


def labels() -> dict[str, tuple[Label, ...]]:
    """The labels of every constant of the app, one or a table of them, by module and name.

    A label that other modules import is found where it is defined only.
    """
    found: dict[str, tuple[Label, ...]] = {}
    seen: set[int] = set()
    for module in sorted(
        (info.name for info in pkgutil.walk_packages(ui.__path__, "itasearch.ui.")),
        key=lambda name: not name.endswith(".labels"),
    ):
        if module in _STARTING:
            continue
        imported = importlib.import_module(module)
        found[f"{module.removeprefix('itasearch.ui.')}.phrases"] = _labels_in(imported)
        for name, value in vars(imported).items():
            some = tuple(_labels_of(value))
            if some and id(value) not in seen:
                seen.add(id(value))
                found[f"{module.removeprefix('itasearch.ui.')}.{name}"] = some
    return found
