"""The real reports in ../shared, beside the project: not every machine has them.

A test that reads them bears the mark `needs_shared`: without them it is skipped, and the
last lines of the run count what was not checked (tests/conftest.py).
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
SEEDS = SHARED / "seeds"
REAL = ("000", "001", "003")
"""Numbers of the real reports, with which the names of their files begin."""

needs_shared = pytest.mark.needs_shared


def real_report(number: str) -> Path:
    """The file of a real report."""
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path


def left_out(skipped: Iterable[pytest.TestReport]) -> str:
    """How many tests of which files were skipped for want of the real reports; "": none."""
    files = Counter(one.location[0] for one in skipped if needs_shared.name in one.keywords)
    if not files:
        return ""
    listed = ", ".join(f"{file} ({count})" for file, count in sorted(files.items()))
    return f"{files.total()} tests were not run because ../shared is absent: {listed}"
