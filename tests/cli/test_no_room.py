"""Every verb on a home that can only be read, and on a full disk.

What reads answers; what writes says what is wrong, where, and what to do, changes nothing, and
works when the cause is gone.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.workspace import open_workspace
from tests.cli.conftest import Ran, run
from tests.tools.disks import closed, disk_of, filled
from tests.workspace.conftest import CITY, TOWN

READS = (
    "search ของขวัญ",
    "search ของขวัญ --output OUT/hits.xlsx",
    "suggest งดรับของขวัญ",
    "similar MEASURE",
    "show REPORT",
    "show MEASURE",
    "compare REPORT OTHER",
    "compare REPORT OTHER --output OUT/compared.xlsx",
    "town TOWN",
    "matrix",
    "neighbours TOWN",
    "coverage TOWN",
    "plan TOWN",
    "effects",
    "drafts",
    "export MEASURE --output OUT/draft.docx",
    "review",
    "review REPORT",
    "reports",
    "organisations",
    "stats",
    "topics",
    "judgements",
    "log",
    "watch",
    "watch list",
    "people",
    "keys list",
    "parse NEW",
    "backup OUT/library.zip",
)
WRITES = (
    "add NEW",
    "add NEW --queue",
    "work --until-empty",
    "remove REPORT",
    "build --rebuild",
    "correct REPORT --year 2560",
    "undo REPORT",
    "reread --all",
    "judge ของขวัญ MEASURE",
    "watch add งดรับของขวัญ",
    "people set u1 --role editor",
    "keys make เว็บไซต์ --role reader",
    "plan TOWN --draft แผน",
    "move --to OUT/moved.db",
)
AT_ONCE = {"work --until-empty", "reread --all", "move --to OUT/moved.db"}
"""Those that may have nothing to write in the home."""
MEGABYTES = 24
"""Of the small disk: the home takes under 1, an index that is built anew as much again."""


@pytest.fixture(scope="module")
def corrected(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a correction to undo."""
    home = Path(shutil.copytree(library, tmp_path_factory.mktemp("room") / "home"))
    first = run("reports", "--json", "--home", home).objects[0]["id"]
    assert run("correct", first, "--year", "2569", "--home", home).code == 0
    return home


@pytest.fixture(scope="module")
def read_only(corrected: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same as a home that can only be read."""
    home = Path(shutil.copytree(corrected, tmp_path_factory.mktemp("closed") / "home"))
    with closed(home):
        yield home


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for what verbs write."""
    out = tmp_path / "out"
    out.mkdir()
    return out


def filled_in(verb: str, home: Path, out: Path) -> list[str]:
    """The words of a verb with its placeholders filled."""
    with open_workspace(home) as workspace:
        report, other = (one.id for one in workspace.reports()[:2])
        measure = workspace.report(report).measures[0].id
    new = out.parent / "new.md"
    new.write_text((out.parent / "inbox" / "b.md").read_text(encoding="utf-8").replace(CITY, TOWN))
    values = {"REPORT": report, "OTHER": other, "MEASURE": measure, "TOWN": TOWN, "NEW": str(new)}
    return [values.get(word, word).replace("OUT", str(out)) for word in verb.split()]


def state(home: Path) -> object:
    """What a library holds that a verb could change."""
    with open_workspace(home) as workspace:
        reports = workspace.reports()
        return (
            reports,
            [workspace.corrections(one.id) for one in reports],
            workspace.log(),
            workspace.people(),
            workspace.keys(),
            workspace.drafts(),
            workspace.watches(),
            workspace.job_counts(),
        )


def is_told(ran: Ran, home: Path, out: Path) -> bool:
    """Whether a verb stopped with what is wrong, a path and what to do."""
    names_path = str(home) in ran.err or str(out) in ran.err
    return (
        ran.code == 1 and names_path and any(words in ran.err for words in ("again", "itasearch "))
    )


@pytest.mark.parametrize("verb", READS)
def test_a_home_that_can_only_be_read_answers(
    verb: str, read_only: Path, out: Path, inbox: Path
) -> None:
    ran = run(*filled_in(verb, read_only, out), "--home", read_only)

    assert (ran.code, "error" in ran.err) == (0, False), ran.err


@pytest.mark.parametrize("verb", WRITES)
def test_a_home_that_can_only_be_read_says_so(
    verb: str, read_only: Path, out: Path, inbox: Path
) -> None:
    before = state(read_only)

    ran = run(*filled_in(verb, read_only, out), "--home", read_only)

    assert is_told(ran, read_only, out) or (verb in AT_ONCE and ran.code == 0), ran.err
    assert state(read_only) == before
    assert list(out.iterdir()) == [] or ran.code == 0


@pytest.fixture(scope="module")
def small(corrected: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same home on a small disk of its own."""
    folder = tmp_path_factory.mktemp("small")
    with disk_of(folder, megabytes=MEGABYTES):
        yield Path(shutil.copytree(corrected, folder / "home"))


@pytest.mark.parametrize("verb", READS)
def test_a_home_on_a_full_disk_answers(verb: str, small: Path, out: Path, inbox: Path) -> None:
    words = filled_in(verb, small, out)
    with filled(small.parent):
        ran = run(*words, "--home", small)

    assert (ran.code, "error" in ran.err) == (0, False), ran.err


@pytest.mark.parametrize("verb", WRITES)
def test_a_full_disk_is_said_and_the_verb_works_when_there_is_room(
    verb: str, corrected: Path, tmp_path: Path, out: Path, inbox: Path
) -> None:
    with disk_of(tmp_path / "disk", megabytes=MEGABYTES) as disk:
        home = Path(shutil.copytree(corrected, disk / "home"))
        words, before = filled_in(verb, home, out), state(home)
        with filled(disk):
            ran = run(*words, "--home", home)

        assert is_told(ran, home, out) or (verb in AT_ONCE and ran.code == 0), ran.err
        assert state(home) == before
        assert ran.code == 0 or run(*words, "--home", home).code == 0
