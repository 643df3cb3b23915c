"""The sdist and the wheel of this tree, built once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import made_once

ROOT = Path(__file__).parents[2]
BUILT_FROM = (
    *("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "README.th.md", "CHANGELOG.md"),
    *("LICENSE", "NOTICE", "THIRD_PARTY.md", "CITATION.cff", "SECURITY.md", "constraints.txt"),
    *("itasearch", "corpus", "lock"),
)
"""Without .git, as an archive of a release is: the version must not need it."""
_NOT_COPIED = shutil.ignore_patterns(
    "__pycache__", "*.egg-info", "library.db*", "*.lock", "settings.toml", "added"
)
_MAKE_SDIST = "import sys; from setuptools import build_meta as b; b.build_sdist(sys.argv[1])"
OWN_REPORT = "examples/own-report_2567.md"
"""A report that somebody put beside the samples; it must get into nothing that is published."""


def run(command: list[str], *, cwd: Path | None = None) -> str:
    """What a command prints, without this tree in its path."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution of this tree."""
    (found,) = made_once(tmp_path_factory, "sdist", _make_sdist).glob("*.tar.gz")
    return found


def _make_sdist(made: Path) -> None:
    source = made / "source"
    source.mkdir()
    for name in BUILT_FROM:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=_NOT_COPIED)
        else:
            shutil.copy(path, source / name)
    (source / "corpus" / OWN_REPORT).write_text("รายงานของตัวเอง", encoding="utf-8")
    run([sys.executable, "-c", _MAKE_SDIST, str(made)], cwd=source)
    shutil.rmtree(source)


@pytest.fixture(scope="session")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of that source distribution."""

    def make(made: Path) -> None:
        run([*pip, "--no-deps", "--no-build-isolation", "-w", str(made), str(sdist)])

    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "wheel"]
    (found,) = made_once(tmp_path_factory, "wheel", make).glob("*.whl")
    return found
