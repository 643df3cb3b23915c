"""Which interpreters the wheel is tried with; the trial itself needs the network: make try-dist."""

import os
import shlex
from pathlib import Path

import pytest

from release import try_dist

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs scripts of a shell")


def program(path: Path, *, says: str, code: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {shlex.quote(says)}\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def in_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in PATH; the home beside it has no Python yet."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


def test_a_python_in_path_is_taken_if_it_runs(in_path: Path, tmp_path: Path) -> None:
    own = program(in_path / "python3.11", says="Python 3.11.2")
    program(in_path / "python3.12", says="pyenv: python3.12: command not found", code=127)
    kept = program(tmp_path / ".pyenv/versions/3.12.1/bin/python", says="Python 3.12.1")

    assert try_dist.pythons() == [str(own), str(kept)]


def test_what_was_not_tried_is_said(in_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program(in_path / "python3.13", says="Python 3.13.0")

    assert len(try_dist.pythons()) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Python 3.11: NOT TRIED, it is not on this machine",
        "Python 3.12: NOT TRIED, it is not on this machine",
    ]


def test_the_trial_leads_back_to_the_checkout_by_no_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = "/srv/checkout"
    for name in ("PYTHONPATH", "ITASEARCH_HOME", "VIRTUAL_ENV"):
        monkeypatch.setenv(name, checkout)

    found = try_dist.environment_of(tmp_path)

    assert [name for name, value in found.items() if value == checkout] == []
