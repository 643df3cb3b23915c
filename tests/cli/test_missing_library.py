"""Verbs on a home whose store is gone: it stops with the remedy and leaves all as it is."""

import hashlib
import shutil
from pathlib import Path

import pytest

from itasearch.workspace import open_workspace
from tests.cases import cases
from tests.cli.conftest import Ran, run
from tests.tools.raising import raising

VERBS = [str(line) for line in cases("command_lines", "verbs on a lost library")]


@pytest.fixture(autouse=True)
def _no_app(monkeypatch: pytest.MonkeyPatch) -> None:
    # `serve` would put the app in the place of this process.
    monkeypatch.setattr("os.execve", raising(AssertionError("the app was started")))


def files(folder: Path) -> dict[str, str]:
    """Digests of all files, by path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def filled_in(verb: str, *, inbox: Path, out: Path) -> list[str]:
    """The words of a verb with its placeholders filled."""
    values = {"INBOX": str(inbox), "REPORT": "r0123456789ab", "MEASURE": "r0123456789ab-t1r2"}
    words = [values.get(word, word) for word in verb.split()]
    return [word.replace("OUT", str(out)) for word in words]


def is_refusal(ran: Ran, home: Path) -> bool:
    """Whether a verb stopped with what is wrong, where, and what to do."""
    told = (str(home / "corpus" / "library.db"), "unzip", "itasearch add")
    return (ran.code, ran.out) == (1, "") and all(words in ran.err for words in told)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_stops_and_changes_nothing(verb: str, own: Path, inbox: Path, out: Path) -> None:
    (own / "corpus" / "library.db").unlink()
    before = files(own), files(out)

    ran = run(*filled_in(verb, inbox=inbox, out=out), "--home", own)

    assert is_refusal(ran, own)
    assert (files(own), files(out)) == before


@pytest.mark.parametrize("trace", ["index", "originals"])
def test_a_lost_store_beside_any_trace_is_refused(trace: str, own: Path) -> None:
    (own / "corpus" / "library.db").unlink()
    shutil.rmtree(own / ("corpus/added" if trace == "index" else "index"))
    before = files(own / "index")

    ran = run("search", "ของขวัญ", "--home", own)

    assert is_refusal(ran, own)
    assert files(own / "index") == before


def test_another_database_that_is_empty_is_refused_too(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITASEARCH_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")

    ran = run("search", "ของขวัญ", "--home", own)

    assert ran.code == 1
    assert "correct ITASEARCH_DATABASE_URL" in ran.err
    assert not (tmp_path / "other.db").exists()


@pytest.mark.parametrize("store_is_there", [True, False])
def test_a_first_add_that_was_killed_before_its_commit_goes_on(
    home: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch, *, store_is_there: bool
) -> None:
    with monkeypatch.context() as patch, open_workspace(home) as workspace:
        patch.setattr(type(workspace._parts.store.intake), "add", raising(SystemExit(137)))
        with pytest.raises(SystemExit):
            workspace.add([inbox])
    assert any((home / "corpus" / "added").glob("[!.]*"))
    if not store_is_there:
        (home / "corpus" / "library.db").unlink()

    assert run("search", "ของขวัญ", "--home", home).code == (0 if store_is_there else 1)
    run("add", inbox, "--home", home)

    assert len(run("reports", "--json", "--home", home).objects) == 3
    (home / "corpus" / "library.db").unlink()
    assert is_refusal(run("stats", "--home", home), home)
