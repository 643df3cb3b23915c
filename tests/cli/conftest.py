"""Runs the command in this process, on homes whose parser needs no child process."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from typer import testing
from typer.main import get_command
from typer.testing import CliRunner

from itasearch.cli.main import app
from itasearch.cli.output import choose_language
from itasearch.workspace import open_workspace
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import fill_inbox, parsing_with

Started: TypeAlias = list[tuple[list[str], dict[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON lines of stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rows(self) -> list[list[str]]:
        """The lines of stdout, cut at tabs."""
        return [line.split("\t") for line in self.out.splitlines()]


_commands = cache(get_command)


def run(*args: str | Path, locale: str = "C.UTF-8") -> Ran:
    """Run itasearch, in English wherever the tests run.

    An error that is not expected fails the test with its traceback.
    """
    runner = CliRunner(env={"LC_ALL": locale})
    with pytest.MonkeyPatch.context() as patch:
        # typer makes the commands of all verbs for each run: 18 ms.
        patch.setattr(testing, "_get_command", _commands)
        found = runner.invoke(app, [str(arg) for arg in args], prog_name="itasearch")
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return Ran(code=found.exit_code, out=found.stdout, err=found.stderr)


def made_home(home: Path, inbox: Path) -> Path:
    """A home with all files of `inbox`, for fixtures that several tests share."""
    with parsing_with(FakeParser()):
        run("add", inbox, "--home", home)
    return home


@pytest.fixture(autouse=True)
def _in_english() -> None:
    # The language is that of the last command of the process.
    choose_language("en")


@pytest.fixture(autouse=True)
def _no_child_process() -> Iterator[None]:
    # For the test only: a library that is made later in this process reads real files.
    with parsing_with(FakeParser()):
        yield


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """The commands that take this process' place, each with its environment: it ends instead."""
    if os.name != "posix":
        pytest.skip("execve is POSIX")
    commands: Started = []

    def execve(_path: str, command: list[str], environment: dict[str, str]) -> None:
        commands.append((command, environment))
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", execve)
    return commands


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder of files to add."""
    return fill_inbox(tmp_path / "inbox")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def empty(home: Path) -> Path:
    """A home whose library has no reports."""
    with open_workspace(home) as workspace:
        workspace.library.stats()
    return home


@pytest.fixture
def filled(home: Path, inbox: Path) -> Path:
    """A home with all of the inbox, for tests that change it."""
    return made_home(home, inbox)


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Path:
    """A copy of the library's home, which the test may damage or destroy."""
    return Path(shutil.copytree(library, tmp_path / "own"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for what verbs write, with what `eval` reads."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "qrels").write_text("1 0 r1-t1r2 1\n", encoding="utf-8")
    (out / "queries.tsv").write_text("1\tของขวัญ\tth\tx\n", encoding="utf-8")
    return out


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all of the inbox, for tests that only ask it."""
    folder = tmp_path_factory.mktemp("cli")
    return made_home(folder / "home", fill_inbox(folder / "inbox"))
