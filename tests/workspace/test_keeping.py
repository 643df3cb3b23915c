import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from itasearch.backends import local
from itasearch.backends.local.backend import LocalBackend
from itasearch.errors import BackendError
from itasearch.model.library import WAITING, ProgressEvent
from itasearch.workspace import Workspace, open_workspace
from itasearch.workspace.index import writing
from tests.ingest.fake_parser import FakeParser, report_text
from tests.workspace.conftest import TOWN


def test_an_empty_library_is_not_behind(workspace: Workspace) -> None:
    assert not workspace.index_is_stale()
    assert workspace.refresh()
    assert not workspace.settings.index.exists()


def test_build_says_what_it_did_and_the_second_time_nothing(
    workspace: Workspace, inbox: Path
) -> None:
    workspace.add([inbox], build=False)

    first, second = workspace.build(), workspace.build()

    assert (first.added, first.removed) == (3, 0)
    assert first.passages > 0
    assert (second.added, second.removed, second.passages) == (0, 0, 0)


def test_a_deleted_index_is_built_again_from_the_store(filled: Workspace) -> None:
    home = filled.settings.home
    shutil.rmtree(home / "index")

    with open_workspace(home) as workspace:
        stale = workspace.index_is_stale()
        done = workspace.build()

        assert stale
        assert done.added == 3
        assert not workspace.index_is_stale()


def test_rebuild_makes_all_anew_for_those_who_have_the_old_index_open(filled: Workspace) -> None:
    with open_workspace(filled.settings.home) as other:
        done = other.build(rebuild=True)

    assert done.added == 3
    assert not filled.index_is_stale()
    assert not filled.settings.index.with_name("search.new").exists()


def test_a_damaged_index_is_stale_and_build_mends_it(filled: Workspace) -> None:
    home = filled.settings.home
    for file in filled.settings.index.rglob("*"):
        if file.is_file() and file.name != "CURRENT":
            file.write_bytes(b"")

    with open_workspace(home) as workspace:
        stale = workspace.index_is_stale()
        workspace.build()

        assert stale
        assert not workspace.index_is_stale()


def test_a_writer_that_waits_for_another_says_so_first(workspace: Workspace, inbox: Path) -> None:
    events: list[ProgressEvent] = []
    held = writing(workspace.settings.lock, events.append)
    held.__enter__()

    def let_go(event: ProgressEvent) -> None:
        events.append(event)
        if event.stage == WAITING:
            held.__exit__(None, None, None)

    workspace.add([inbox / "a.md"], progress=let_go)

    assert WAITING in [event.stage for event in events]
    assert workspace.stats().reports == 1


def test_refresh_does_not_wait_for_another_writer(workspace: Workspace, inbox: Path) -> None:
    workspace.add([inbox], build=False)

    with writing(workspace.settings.lock, lambda _event: None):
        fresh = workspace.refresh()

    assert not fresh
    assert workspace.refresh()


def test_readers_go_on_while_another_writes(filled: Workspace) -> None:
    with writing(filled.settings.lock, lambda _event: None):
        assert filled.stats().reports == 3
        assert not filled.index_is_stale()
        assert filled.refresh()


def test_two_writers_on_one_home_both_get_their_files_in(
    workspace: Workspace, inbox: Path, parser: FakeParser
) -> None:
    with open_workspace(workspace.settings.home) as other:
        workspace.add([inbox / "a.md"])
        other.add([inbox / "b.md"])
        workspace.add([inbox / "unnamed.md"])

        assert not other.index_is_stale()
        assert not workspace.index_is_stale()
        assert workspace.stats().reports == other.stats().reports == 3


@pytest.mark.parametrize("told", [BackendError("disk full"), OSError(errno.ENOSPC, "no space")])
def test_an_index_that_cannot_be_written_answers_as_it_was(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Exception
) -> None:
    report = tmp_path / "new.md"
    report.write_text(report_text("ตรวจรับพัสดุ", organisation=TOWN, year=2560), encoding="utf-8")
    filled.add([report], build=False)
    monkeypatch.setattr(LocalBackend, "commit", _raising(told))

    fresh = filled.refresh()

    assert not fresh
    assert filled.index_is_stale()
    assert filled.search("งดรับของขวัญ").hits[0].measure.title == "ประกาศนโยบายงดรับของขวัญ"


def test_without_any_index_to_ask_what_stopped_its_writing_is_told(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add([inbox], build=False)
    monkeypatch.setattr(local, "create_local_backend", _raising(BackendError("no rights")))

    with pytest.raises(BackendError, match="no rights"):
        workspace.refresh()


def _raising(error: Exception) -> Callable[..., None]:
    def broken(*_given: object, **_named: object) -> None:
        raise error

    return broken
