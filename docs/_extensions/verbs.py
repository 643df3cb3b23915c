"""The methods of Workspace, by what they are about, for the Python reference.

Workspace is put together of one class for each group of verbs; the map in the docstring of
itasearch.workspace says what each group is. Some verbs are methods of the store or of the drafts,
which describe them.
"""

import re
from collections.abc import Iterator

from sphinx.application import Sphinx

import itasearch.workspace
from itasearch.store.drafts.drafts import SqlDrafts
from itasearch.store.sql import SqlStore
from itasearch.workspace import Workspace
from itasearch.workspace.parts import OfDrafts, OfStore

_PAGE = "reference/python"
_PLACE = "## What they return"
_GROUP = re.compile(r"^(\w+) +([^;\n]+)", re.MULTILINE)
"""A line of a map: a module, and what it is first of all."""


def describe_verbs_of_parts() -> None:
    """Put methods in place of the descriptors that ask a part of a workspace, to be described.

    For a process that only builds the site: such a Workspace answers nothing.
    """
    for owner in Workspace.__mro__:
        for name, value in list(vars(owner).items()):
            part = {OfStore: SqlStore, OfDrafts: SqlDrafts}.get(type(value))
            if part is not None:
                setattr(owner, name, value._verb(part))


def groups() -> Iterator[tuple[str, list[str]]]:
    """What each group of verbs is about, and their names; in the order of the package's map."""
    package = itasearch.workspace.__name__
    titles = dict(_GROUP.findall(itasearch.workspace.__doc__ or ""))
    for group, title in titles.items():
        owners = [
            one
            for one in Workspace.__mro__
            if f"{one.__module__}.".startswith(f"{package}.{group}.")
        ]
        verbs = [name for one in owners for name in vars(one) if not name.startswith("_")]
        if verbs:
            yield title, verbs


def _kind(verb: str) -> str:
    return "autoproperty" if isinstance(getattr(Workspace, verb), property) else "automethod"


def _section(title: str, verbs: list[str]) -> str:
    directives = "\n".join(
        f".. {_kind(one)}:: itasearch.workspace.Workspace.{one}" for one in verbs
    )
    return f"### {title[0].upper()}{title[1:]}\n\n```{{eval-rst}}\n{directives}\n```\n"


def _add_verbs(_site: Sphinx, page: str, source: list[str]) -> None:
    if page == _PAGE:
        sections = "\n".join(_section(*group) for group in groups())
        source[0] = source[0].replace(_PLACE, f"## Workspace\n\n{sections}\n{_PLACE}")


def _keep_as_written(
    _site: Sphinx, what: str, _name: str, _obj: object, _options: object, lines: list[str]
) -> None:
    """Keep backslashes, and of a module's docstring the line breaks: it may show code, a tree."""
    lines[:] = [line.replace("\\", r"\\") for line in lines]
    if what == "module":
        lines[:] = [f"| {line}" if line else line for line in lines]


def setup(site: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    describe_verbs_of_parts()
    site.connect("source-read", _add_verbs)
    site.connect("autodoc-process-docstring", _keep_as_written)
    return {"parallel_read_safe": True}
