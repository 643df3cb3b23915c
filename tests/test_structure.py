"""The package as a reader finds it: maps that name every module, folders of bounded size,
one meaning for a class name, and none of the words that the vocabulary has replaced."""

import ast
import gc
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path

import itasearch
from itasearch.workspace import Workspace
from tests.workspace.test_roles import nouns

PACKAGE = Path(itasearch.__file__).parent
ROOT = Path(__file__).parents[1]
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)
PACKAGES = sorted(path.parent for path in MODULES if path.name == "__init__.py")
MOST_FILES = 20
"""Files and folders of one folder, `__init__.py` not counted."""

MOST_NAMES = 25
"""Public names of Workspace, and of each of its nouns."""
MOST_BASES = 6

REPLACED = re.compile(
    r"(?<![a-z])(baskets?|templates?|twins?|overleaf|tells?|told|telling|said|laid|lays?|stands?"
    r"|surveying|comparing many|furniture|drawn|upright|rings?|legs?|goes[ _]on|neighbours?|rooms?"
    r"|prepared|gives? way)(?![a-z])",
    re.IGNORECASE,
)
"""Words that docs/architecture.md names with what is used in their place."""
REPLACED_IN_NAMES = re.compile(
    r"(?<![a-z])(asked|wanted|same texts?|copied|family|families|(?<!too )many)"
    r"(?![a-z])",
    re.IGNORECASE,
)
"""Words that a sentence may need, but no name."""

_QUERIES = frozenset({"asked"})
_SIMILAR_TOWNS = frozenset({"neighbours"})
_STILL_ANOTHERS = frozenset({"copied"})
ALLOWED = {
    # Columns and JSON keys of copied rows and files, no copies of a measure.
    "backends/local/fulltext.py": _STILL_ANOTHERS,
    "borrow/advice.py": _STILL_ANOTHERS,
    "borrow/document/cells.py": _STILL_ANOTHERS,
    "cli/draft.py": _STILL_ANOTHERS | {"template"},  # the address of its view
    "model/drafts.py": _STILL_ANOTHERS,
    "store/drafts/drafts.py": _STILL_ANOTHERS,
    "ui/draft/labels.py": _STILL_ANOTHERS,
    # Kinds of organisation with the same offices: a key of offices.toml.
    "borrow/adapt/parties.py": frozenset({"family"}),
    "domain/organisations.py": frozenset({"family"}),
    # Statisticians' "nearest-neighbour matching".
    "compare/towns/effects.py": frozenset({"neighbour"}),
    # docxtpl's and Microsoft's words.
    "borrow/document/letterhead.py": frozenset({"template"}),
    "readers/detect.py": frozenset({"templates"}),
    # A JSON key.
    "model/towns.py": _SIMILAR_TOWNS,
    "workspace/__init__.py": _SIMILAR_TOWNS,
    "workspace/towns.py": _SIMILAR_TOWNS,
    # Keys of glossary.toml and JSON.
    "domain/glossary.py": _QUERIES,
    "model/form_check.py": _QUERIES,
    "model/ranking.py": _QUERIES | {"same text"},
    # A constant of the format of Excel 97.
    "readers/workbook.py": frozenset({"many"}),
}
"""Words by module that are fixed outside of it."""


VAGUE = frozenset(["one", "found", "known", "place", "said", "shown"])
VAGUE |= {"gone", "kept", "taken", "told", "asked", "given"}
"""Names of variables, arguments and functions that say nothing of what they name."""
STILL_VAGUE = (
    "borrow/",
    "compare/",
    "config.py",
    "errors.py",
    "extract/rows.py",
    "extract/tables/headers_and_footers.py",
    "indexing.py",
    "lost_parts.py",
    "readers/layout/lines.py",
    "readers/original_pages.py",
    "readers/pdf/objects.py",
    "readers/scan/digits.py",
    "readers/word.py",
    "readers/workbook.py",
    "search/",
    "temporary.py",
    "ui/library/evidence.py",
    "wording/",
    "workspace/",
)
"""Packages and modules that still have some."""
PLAIN = ("borrow/adapt/finders/local_names.py", "wording/review.py", "workspace/review.py")
"""Modules of these that have none."""
MOST_VAGUE = 320
"""Such names in all modules; the next change has fewer."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
MOST_IT = 47
"""Loops over "it" of more than one line in all modules; likewise."""


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    gc.freeze()  # trees that are kept hold no garbage: looking for it took most of the time
    return ast.parse(path.read_text(encoding="utf-8"))


def _docstrings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def _defined_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        yield from _own_names(node)


def _own_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id


def _spaced(name: str) -> str:
    """The parts of a name as words: `tell_sideWays` as "tell side Ways"."""
    return re.sub(r"([a-z])([A-Z])", r"\1 \2", name).replace("_", " ")


def replaced_words(path: Path) -> set[str]:
    """Replaced words in the names and docstrings of a module."""
    tree = _tree(path)
    names = list(map(_spaced, _defined_names(tree)))
    found = {match[0] for text in (*_docstrings(tree), *names) for match in REPLACED.finditer(text)}
    found |= {match[0] for name in names for match in REPLACED_IN_NAMES.finditer(name)}
    return {word.lower() for word in found}


def test_names_and_docstrings_use_the_vocabulary() -> None:
    offenders = {
        _name(path): words
        for path in MODULES
        if (words := replaced_words(path) - ALLOWED.get(_name(path), frozenset()))
    }

    assert offenders == {}


def vague_names(path: Path) -> list[str]:
    """The vague names that a module binds; fields of classes are keys of files and JSON."""
    tree = _tree(path)
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    fields = {
        part
        for node in classes
        for statement in node.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for part in ast.walk(statement)
    }
    bound = (node for node in ast.walk(tree) if node not in fields)
    names = [name.strip("_") for node in bound for name in _own_names(node)]
    return [name for name in names if name in VAGUE]


def test_names_say_what_they_name() -> None:
    vague = {_name(path): names for path in MODULES if (names := vague_names(path))}
    plain = {
        module: names
        for module, names in vague.items()
        if module in PLAIN or not module.startswith(STILL_VAGUE)
    }

    assert plain == {}
    assert sum(map(len, vague.values())) <= MOST_VAGUE


def _loops_over_it(path: Path) -> Iterator[str]:
    """Statements, and comprehensions of more than a line; in one of a line it is plain."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.For):
            targets: list[ast.AST] = [node.target]
        elif isinstance(node, COMPREHENSIONS) and node.end_lineno != node.lineno:
            targets = [loop.target for loop in node.generators]
        else:
            continue
        names = (part for target in targets for part in ast.walk(target))
        if any(isinstance(name, ast.Name) and name.id == "it" for name in names):
            yield f"{_name(path)}:{node.lineno}"


def test_what_a_loop_of_several_lines_is_over_has_a_name() -> None:
    loops = [where for path in MODULES for where in _loops_over_it(path)]

    assert len(loops) <= MOST_IT, "\n".join(loops)


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


def test_a_folder_holds_few_files() -> None:
    counts = {
        _name(folder): sum(
            path.is_file() and path.name != "__init__.py" for path in folder.iterdir()
        )
        for folder in PACKAGES
    }

    assert {folder: count for folder, count in counts.items() if count > MOST_FILES} == {}


def test_a_public_class_name_means_one_thing() -> None:
    places = defaultdict(set)
    for path in MODULES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].add(_name(path))

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


MOST_UNEXPLAINED = 0
"""Numbers that nothing explains."""


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


def test_workspace_and_each_of_its_nouns_has_few_names() -> None:
    owners = Workspace, *nouns().values()
    names = {one: [name for name in dir(one) if name[0] != "_"] for one in owners}

    assert len(owners) == 1 + 15
    assert {one.__name__: len(some) for one, some in names.items() if len(some) > MOST_NAMES} == {}


def test_no_class_has_many_bases() -> None:
    classes = {
        f"{_name(path)}:{node.name}": len(node.bases)
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }

    assert {name: count for name, count in classes.items() if count > MOST_BASES} == {}


def test_numbers_say_what_they_are() -> None:
    unexplained = [one for path in MODULES for one in unexplained_numbers(path)]

    assert len(unexplained) <= MOST_UNEXPLAINED, "\n".join(unexplained)


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
