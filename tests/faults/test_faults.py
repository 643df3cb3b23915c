"""A little of each fault; `make faults` does hundreds of each."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from random import Random

import pytest

from itasearch.workspace import open_workspace
from tests.cases import examples
from tests.damage import current_rows
from tests.faults.chance import chance_of
from tests.faults.damages import Damage, Damages
from tests.faults.history import History, held, index_fault, report_text, run, undisturbed
from tests.faults.kills import Kills
from tests.faults.messages import wrong_of_message
from tests.workspace.conftest import is_stale

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and limits are POSIX's")


@pytest.fixture(autouse=True)
def _read_here() -> Iterator[None]:
    with undisturbed():
        yield


@needs_posix
@pytest.mark.slow
def test_what_was_acknowledged_survives_kills(tmp_path: Path) -> None:
    verbs = ("add", "build", "correct", "backup")
    kills = Kills(tmp_path, chance_of("kills"), verbs=verbs, learns=False)

    list(kills.run(len(verbs)))

    assert kills.faults == []


def _cut_vectors(home: Path, _chance: Random) -> Damage:
    path = current_rows(home)
    path.write_bytes(path.read_bytes()[:-100])
    return Damage(path=path.relative_to(home), what="cut")


@pytest.mark.slow
def test_a_damaged_index_is_said_and_mended(tmp_path: Path) -> None:
    damages = Damages(tmp_path, chance_of("damages"))

    list(damages.run(1, _cut_vectors))

    assert damages.faults == []


@contextmanager
def jumping_clock(chance: Random) -> Iterator[None]:
    """Each time that the store asks what day it is, it is another one."""

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(days=chance.choice((-4000, -1, 0, 0.5, 900)))

    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("itasearch.store") and hasattr(module, "datetime"):
                patch.setattr(module, "datetime", Jumping)
        yield


@pytest.mark.slow
def test_a_clock_that_jumps_changes_nothing_but_times(tmp_path: Path) -> None:
    chance = chance_of("clock")
    history = History(tmp_path, chance)
    for name in ("correct", "correct", "undo", "add", "remove"):
        verb = history.verb(name)
        after = history.expect(verb)

        with jumping_clock(chance):
            run(history.tried, *verb.words)
            assert held(history.tried) == after
            assert index_fault(history.tried) == ""


def test_files_that_wait_are_read_once_whatever_the_clock_says(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(3):
        (inbox / f"{number}.md").write_text(report_text(number), encoding="utf-8")
    with open_workspace(tmp_path / "home") as workspace, jumping_clock(chance_of("queue")):
        workspace.jobs.add([inbox])
        workspace.jobs.work(until_empty=True)

        assert len(workspace.library.reports()) == 3
        assert not is_stale(workspace)
    assert index_fault(tmp_path / "home") == ""


@examples("faults", "a message must name place and next step", str, int)
def test_a_message_must_name_place_and_next_step(message: str, wrong: int) -> None:
    assert len(wrong_of_message(message, Path("/home/a"))) == wrong
