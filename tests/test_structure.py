"""The package as a reader finds it: maps that name every module, one meaning for a class name."""

import ast
import gc
import re
from collections import defaultdict
from functools import cache
from itertools import zip_longest
from pathlib import Path

import itasearch

PACKAGE = Path(itasearch.__file__).parent
ROOT = Path(__file__).parents[1]
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)
PACKAGES = sorted(path.parent for path in MODULES if path.name == "__init__.py")


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    gc.freeze()  # trees that are kept hold no garbage: looking for it took most of the time
    return ast.parse(path.read_text(encoding="utf-8"))


def _contents(folder: Path) -> set[str]:
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "__main__"}
    return modules | {path.parent.name for path in folder.glob("*/__init__.py")}


def test_the_map_of_a_package_names_all_that_is_in_it() -> None:
    unnamed = {}
    for folder in PACKAGES:
        source = (folder / "__init__.py").read_text(encoding="utf-8")
        tour = ast.get_docstring(ast.parse(source)) or ""
        unnamed[_name(folder)] = [
            name for name in _contents(folder) if not re.search(rf"\b{name}\b", tour)
        ]

    assert {folder: names for folder, names in unnamed.items() if names} == {}


def test_a_public_class_name_means_one_thing() -> None:
    places = defaultdict(set)
    for path in MODULES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].add(_name(path))

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def _is_number(node: ast.expr | None) -> bool:
    """Whether an expression is made of numbers alone; bits and code points count as names."""
    if isinstance(node, ast.Tuple):
        return bool(node.elts) and all(map(_is_number, node.elts))
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def unexplained_numbers(path: Path) -> list[str]:
    """Constants of a module that are numbers, with no comment and no text beside them.

    A comment is above the constant or at the end of its line, a text the statement after it.
    Numbers in hexadecimal and octal are a format's own.
    """
    source = path.read_text(encoding="utf-8")
    lines, body = source.splitlines(), _tree(path).body
    found = []
    for node, after in zip_longest(body, body[1:]):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not _is_number(node.value):
            continue
        above, own = lines[node.lineno - 2], "".join(lines[node.lineno - 1 : node.end_lineno])
        explained = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if not (explained or above.startswith("#") or "#" in own or re.search(r"\b0[xo]", own)):
            found.append(f"{_name(path)}:{node.lineno} {own}")
    return found


def test_numbers_say_what_they_are() -> None:
    assert [line for path in MODULES for line in unexplained_numbers(path)] == []


def test_pages_name_modules_that_exist() -> None:
    """Modules by their path below itasearch, tests or bench, or by the end of one."""
    paths = {f"/{_name(path)}" for path in MODULES} | {"/app.py"}
    for folder in ("bench", "tests"):
        paths |= {f"/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / folder).rglob("*.py")}
    missing = {
        (page.name, end)
        for page in (ROOT / "docs").glob("*.md")
        for end in re.findall(r"`(?:itasearch/)?([\w/]+\.py)`", page.read_text(encoding="utf-8"))
        if not any(path.endswith(f"/{end}") for path in paths)
        and not re.search(r"[A-Z]{3}", end)  # FORMAT_writer.py
    }

    assert missing == set()


CATCHES_ALL = {
    "lost_parts.py": "the part of a file that cannot be read is left out and named",
    "boundary.py": "the report on which a stage raises is left out and named",
    "indexing.py": "the same, of reports that are worked on together",
    "workspace/jobs.py": "the job is given back with what went wrong, which is raised",
}
"""Modules below cli and ui that stop any Exception, and why."""


def test_only_named_boundaries_stop_any_exception() -> None:
    found = {
        _name(path)
        for path in MODULES
        if re.search(
            r"except Exception|except:|isinstance\(error, Exception\)",
            path.read_text(encoding="utf-8"),
        )
    }

    below = {name for name in found if not name.startswith(("cli/", "server/", "ui/"))}
    assert below == CATCHES_ALL.keys()


def misplaced_modules(page: str) -> list[str]:
    """Modules named without a folder that are in none of the same table cell, nor at the top."""
    folders = {f"/{_name(folder)}/": folder for folder in PACKAGES}
    missing = []
    for cell in re.split(r"(?<!\\)\||\n", page):
        ends = tuple(f"/{end}" for end in re.findall(r"`((?:\w+/)+)(?:\w+\.py)?`", cell))
        held = [folder for path, folder in folders.items() if path.endswith(ends)]
        bare = re.findall(r"`(\w+\.py)`", cell) if held else []
        missing += [
            name for name in bare if not any((one / name).exists() for one in (PACKAGE, *held))
        ]
    return missing


def test_a_module_named_without_folder_is_in_one_named_beside_it() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert misplaced_modules(page) == []
