import errno
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from itasearch.backends import local
from itasearch.backends.local.backend import LocalBackend
from itasearch.backends.local.generations import STORE_REVISION
from itasearch.errors import BackendError
from itasearch.model.library import WAITING, ProgressEvent
from itasearch.store.db.database import copy_database
from itasearch.store.reports.queries import SqlReports
from itasearch.store.sql import open_store
from itasearch.workspace import Workspace, open_workspace
from itasearch.workspace.writer_lock import writing
from tests.tools.raising import raising
from tests.workspace.conftest import is_stale, write_report


def test_rebuild_makes_all_anew_for_those_who_have_the_old_index_open(filled: Workspace) -> None:
    with open_workspace(filled.settings.home) as other:
        done = other.build(rebuild=True)

    assert done.added == 3
    assert not is_stale(filled)
    assert not filled.settings.index.with_name("search.new").exists()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one each time that the fingerprints of all reports are read."""
    calls: list[str] = []
    read_all = SqlReports.fingerprints

    def counted(store: SqlReports) -> Mapping[str, str]:
        calls.append("fingerprints")
        return read_all(store)

    monkeypatch.setattr(SqlReports, "fingerprints", counted)
    return calls


def test_a_fresh_index_is_known_without_reading_reports(
    filled: Workspace, compared: list[str]
) -> None:
    assert filled.index.refresh()
    assert filled.search("งดรับของขวัญ").hits
    with open_workspace(filled.settings.home) as another_process:
        assert another_process.index.refresh()
        assert not is_stale(another_process)

    assert compared == []


def test_a_change_that_was_stored_and_not_indexed_is_noticed(filled: Workspace) -> None:
    first = filled.library.reports()[0].id
    with open_store(_library(filled)) as store:
        store.intake.remove(first)  # and killed before the index follows

    assert is_stale(filled)
    assert filled.index.refresh()
    assert first not in _indexed(filled)


def test_a_backup_that_was_changed_as_often_as_the_store_is_noticed(
    filled: Workspace, tmp_path: Path
) -> None:
    home, kept = filled.settings.home, tmp_path / "kept.db"
    copy_database(_library(filled), kept)
    first, second = (report.id for report in filled.library.reports()[:2])
    filled.library.remove(first)
    with open_store(kept) as store:
        store.intake.remove(second)

    copy_database(kept, tmp_path / "whole.db")
    _put_in_place(tmp_path / "whole.db", _library(filled))

    with open_workspace(home) as workspace:
        assert is_stale(workspace)
        assert workspace.index.refresh()
        assert first in _indexed(workspace)
        assert second not in _indexed(workspace)


def test_an_index_marked_by_no_older_itasearch_is_compared_and_kept(
    filled: Workspace, compared: list[str]
) -> None:
    (mark,) = filled.settings.index.rglob(STORE_REVISION)
    mark.unlink()

    assert not is_stale(filled)
    assert not is_stale(filled)

    assert len(compared) == 1


def _library(workspace: Workspace) -> Path:
    return workspace.settings.corpus / "library.db"


def _put_in_place(database: Path, library: Path) -> None:
    for file in library.parent.glob("library.db*"):
        file.unlink()
    shutil.copyfile(database, library)


def _indexed(workspace: Workspace) -> set[str]:
    return set(workspace._parts.backend.reader().fingerprints())


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
    assert workspace.library.stats().reports == 1


def test_refresh_does_not_wait_for_another_writer(workspace: Workspace, inbox: Path) -> None:
    workspace.add([inbox], build=False)

    with writing(workspace.settings.lock, lambda _event: None):
        fresh = workspace.index.refresh()

    assert not fresh
    assert workspace.index.refresh()


@pytest.mark.parametrize("told", [BackendError("disk full"), OSError(errno.ENOSPC, "no space")])
def test_an_index_that_cannot_be_written_answers_as_it_was(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Exception
) -> None:
    filled.add([write_report(tmp_path, "ตรวจรับพัสดุ", year=2560)], build=False)
    monkeypatch.setattr(LocalBackend, "commit", raising(told))

    fresh = filled.index.refresh()

    assert not fresh
    assert is_stale(filled)
    assert filled.search("งดรับของขวัญ").hits[0].measure.title == "ประกาศนโยบายงดรับของขวัญ"


def test_without_any_index_to_ask_what_stopped_its_writing_is_told(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add([inbox], build=False)
    monkeypatch.setattr(local, "create_local_backend", raising(BackendError("no rights")))

    with pytest.raises(BackendError, match="no rights"):
        workspace.index.refresh()


UNKNOWN, KNOWN = "guesthouse", "ของขวัญ"


def test_the_store_answers_while_the_index_is_being_opened(library: Workspace) -> None:
    parts = library._parts
    with parts._lock, ThreadPoolExecutor(1) as another:
        assert another.submit(library.library.stats).result(timeout=20).reports
