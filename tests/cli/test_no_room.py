"""Verbs on a home that can only be read, and on a full disk.

What reads answers; what writes says what is wrong, where, and what to do, changes nothing, and
works when the cause is gone.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from itasearch.mcp import start
from itasearch.workspace import Workspace, open_workspace
from tests.cases import cases
from tests.cli.conftest import Ran, run
from tests.tools.disks import closed, disk_of, filled
from tests.tools.raising import raising
from tests.tools.server import free_port
from tests.workspace.conftest import CITY, TOWN, fill_inbox

READS = cases("command_lines", "verbs that read")
WRITES = cases("command_lines", "verbs that write")
AT_ONCE = {"work --until-empty", "reread --all", "move --to OUT/moved.db"}
"""Those that may have nothing to write in the home."""
MEGABYTES = 24
"""Of the small disk: the home takes under 1, an index that is built anew as much again."""


SOME_BYTES = 8_192
"""Left of it for every other verb: something of what it writes finds room."""


@pytest.fixture(scope="module")
def corrected(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a correction to undo."""
    home = Path(shutil.copytree(library, tmp_path_factory.mktemp("room") / "home"))
    first = run("reports", "--json", "--home", home).objects[0]["id"]
    assert run("correct", first, "--year", "2569", "--home", home).code == 0
    return home


@pytest.fixture(scope="module")
def values(corrected: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What the placeholders of a verb stand for, in each copy of that home."""
    new = tmp_path_factory.mktemp("new") / "new.md"
    old = fill_inbox(new.parent / "inbox") / "b.md"
    new.write_text(old.read_text(encoding="utf-8").replace(CITY, TOWN), encoding="utf-8")
    with open_workspace(corrected) as workspace:
        report, other = (one.id for one in workspace.library.reports()[:2])
        measure = workspace.library.report(report).measures[0].id
    return {
        "REPORT": report,
        "OTHER": other,
        "MEASURE": measure,
        "TOWN": TOWN,
        "NEW": str(new),
        "PORT": str(free_port()),
    }


@pytest.fixture(scope="module")
def read_only(corrected: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same as a home that can only be read."""
    home = Path(shutil.copytree(corrected, tmp_path_factory.mktemp("closed") / "home"))
    with closed(home):
        yield home


@pytest.fixture(scope="module")
def full(corrected: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same on a full disk."""
    folder = tmp_path_factory.mktemp("full")
    with disk_of(folder, megabytes=MEGABYTES):
        home = Path(shutil.copytree(corrected, folder / "home"))
        with filled(folder):
            yield home


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small disk, to be filled."""
    with disk_of(tmp_path_factory.mktemp("small"), megabytes=MEGABYTES) as folder:
        yield folder


@pytest.fixture(scope="module")
def before(corrected: Path) -> object:
    """What all these libraries hold."""
    return state(corrected)


@pytest.fixture(autouse=True)
def _asked_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `serve` end where the app would take its place, and `mcp` answer one question."""

    def answer(workspace: Workspace) -> None:
        assert workspace.search("ของขวัญ").hits

    monkeypatch.setattr(os, "execve", raising(SystemExit(0)))
    monkeypatch.setattr(start, "serve_stdio", answer)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for what verbs write."""
    out = tmp_path / "out"
    out.mkdir()
    return out


def filled_in(verb: str, values: Mapping[str, str], out: Path) -> list[str]:
    """The words of a verb with its placeholders filled."""
    return [values.get(word, word).replace("OUT", str(out)) for word in verb.split()]


def state(home: Path) -> object:
    """What a library holds that a verb could change."""
    with open_workspace(home) as workspace:
        reports = workspace.library.reports()
        return (
            reports,
            [workspace.review.corrections(one.id) for one in reports],
            workspace.people.log(),
            workspace.drafts.all(),
            workspace.watches.all(),
            workspace.jobs.counts(),
        )


def is_told(ran: Ran, home: Path, out: Path) -> bool:
    """Whether a verb stopped with what is wrong, a path and what to do."""
    names_path = str(home) in ran.err or str(out) in ran.err
    return (
        ran.code == 1 and names_path and any(words in ran.err for words in ("again", "itasearch "))
    )


@pytest.mark.parametrize("place", ["read_only", "full"])
@pytest.mark.parametrize("verb", READS)
def test_a_home_that_cannot_be_written_answers(
    verb: str, place: str, values: Mapping[str, str], out: Path, request: pytest.FixtureRequest
) -> None:
    ran = run(*filled_in(verb, values, out), "--home", request.getfixturevalue(place))

    assert (ran.code, "error" in ran.err) == (0, False), ran.err


@pytest.mark.parametrize("verb", WRITES)
def test_a_home_that_can_only_be_read_says_so(
    verb: str, read_only: Path, values: Mapping[str, str], before: object, out: Path
) -> None:
    ran = run(*filled_in(verb, values, out), "--home", read_only)

    assert is_told(ran, read_only, out) or (verb in AT_ONCE and ran.code == 0), ran.err
    assert state(read_only) == before
    assert list(out.iterdir()) == [] or ran.code == 0


@pytest.mark.parametrize("verb", WRITES)
def test_a_full_disk_is_said_and_the_verb_works_when_there_is_room(
    verb: str, corrected: Path, disk: Path, values: Mapping[str, str], before: object, out: Path
) -> None:
    shutil.rmtree(disk / "home", ignore_errors=True)
    home = Path(shutil.copytree(corrected, disk / "home"))
    words = filled_in(verb, values, out)
    with filled(disk, left=len(words) % 2 * SOME_BYTES):
        ran = run(*words, "--home", home)

    assert is_told(ran, home, out) or (verb in AT_ONCE and ran.code == 0), ran.err
    assert state(home) == before
    assert ran.code == 0 or run(*words, "--home", home).code == 0
