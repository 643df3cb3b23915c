"""The methods of Workspace and of its nouns, for the Python reference."""

from collections.abc import Iterator

from sphinx.application import Sphinx

from itasearch.store.drafts.drafts import SqlDrafts
from itasearch.workspace import Workspace
from itasearch.workspace.workspace import Noun

_PAGE = "reference/python"
_PLACE = "## What they return"
_COLON = "\ue000"


def nouns() -> dict[str, type]:
    """The class of each noun of Workspace."""
    nouns = {name: it.kind for name, it in vars(Workspace).items() if isinstance(it, Noun)}
    return {**nouns, "drafts": SqlDrafts}


def groups() -> Iterator[tuple[str, type]]:
    """Workspace and its nouns as a caller writes them, with their classes."""
    yield "workspace", Workspace
    for name, owner in nouns().items():
        yield f"workspace.{name}", owner


def _directive(owner: type, verb: str) -> str:
    kinds = {property: "autoproperty", Noun: "autoattribute"}
    kind = kinds.get(type(getattr(owner, verb)), "automethod")
    return f".. {kind}:: {owner.__module__}.{owner.__name__}.{verb}"


def _section(title: str, owner: type) -> str:
    verbs = [name for name in dir(owner) if not name.startswith("_")]
    directives = "\n".join(_directive(owner, name) for name in verbs)
    about = "" if owner is Workspace else f"{(owner.__doc__ or '').splitlines()[0]}\n\n"
    return f"### {title}\n\n{about}```{{eval-rst}}\n{directives}\n```\n"


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


def _hide_colons(
    _site: Sphinx, what: str, _name: str, _obj: object, _options: object, lines: list[str]
) -> None:
    """Napoleon would take what is before the colon in a value's meaning for its type."""
    if what in {"attribute", "data", "property"}:
        lines[:] = [line.replace(":", _COLON) for line in lines]


def _show_colons(
    _site: Sphinx, _what: str, _name: str, _obj: object, _options: object, lines: list[str]
) -> None:
    lines[:] = [line.replace(_COLON, ":") for line in lines]


def setup(site: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    site.connect("source-read", _add_verbs)
    site.connect("autodoc-process-docstring", _keep_as_written)
    site.connect("autodoc-process-docstring", _hide_colons, priority=400)  # napoleon has 500
    site.connect("autodoc-process-docstring", _show_colons, priority=600)
    return {"parallel_read_safe": True}
