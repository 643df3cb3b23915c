"""No text and no child process keeps itasearch at work without end."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import itasearch
from itasearch.domain.loader import Patterns, load_toml

LETTERS = 400  # of a text: exponential work would not end, nor that of the fourth power in time
UNITS = (" ", "ก", "1", "๑", ".", "-", "\n", "\t", "ก ", "1.", "มาตรการ ", "a.", "1,")
SECONDS = 240  # for all patterns together, which take some seconds
SKIPPED = ("__main__", "itasearch.ingest.worker.main", "itasearch.server.entry")
GOING = ("itasearch.enrich.own_", "plan_patterns.toml")
"""Modules and files whose patterns are being removed."""


def _patterns() -> Iterator[re.Pattern[str]]:
    """Patterns of all modules, and those that their files of patterns hold."""
    for module in pkgutil.walk_packages(itasearch.__path__, "itasearch."):
        if module.name.endswith(SKIPPED) or module.name.startswith(GOING):
            continue
        for value in [*vars(importlib.import_module(module.name)).values()]:
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield value
            elif isinstance(value, Patterns) and value._file not in GOING:
                for name, text in load_toml(value._file).items():
                    if isinstance(text, str) and _has_parts(value, name):
                        yield getattr(value, name)


def _has_parts(patterns: Patterns, name: str) -> bool:
    """Whether this module has the other patterns that the pattern is made of."""
    try:
        return patterns.compiled(f"{{{name}}}") is not None
    except AttributeError:
        return False


def _match_all() -> None:
    texts = [(unit * LETTERS)[:LETTERS] + "\0" for unit in UNITS]
    for pattern in {*_patterns()}:
        for text in texts:
            pattern.match(text)


def test_regular_expressions_end_on_hostile_texts() -> None:
    command = [sys.executable, "-c", "from tests.test_bounds import _match_all; _match_all()"]
    root = Path(__file__).parents[1]

    subprocess.run(command, cwd=root, timeout=SECONDS, check=True, capture_output=True)


def test_child_processes_have_a_timeout() -> None:
    """All but the server, which runs until it is stopped."""
    unbounded = [
        f"{path.name}:{node.lineno}"
        for path in Path(itasearch.__file__).parent.rglob("*.py")
        if path.parts[-2:] != ("cli", "health.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "subprocess.run"
        and "timeout" not in {keyword.arg for keyword in node.keywords}
    ]

    assert unbounded == []
