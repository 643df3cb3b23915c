"""What killed runs left in a home is deleted or named, and nothing else."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.model.library import Leftovers
from itasearch.temporary import TemporaryFolder
from itasearch.workspace import Workspace, jobs as files
from itasearch.workspace.jobs import batch_of


def left_behind(within: Path, tmp_path: Path) -> Path:
    """A temporary folder as a killed process leaves it: with its mark, which nobody holds."""
    within.mkdir(parents=True, exist_ok=True)
    with TemporaryFolder(within=tmp_path) as folder:
        copy = shutil.copytree(folder.path, within / folder.path.name)
    return Path(copy)


@pytest.mark.parametrize("place", [".", "corpus", "corpus/added"])
def test_temporary_folders_are_deleted(workspace: Workspace, tmp_path: Path, place: str) -> None:
    folder = left_behind(workspace.settings.home / place, tmp_path)

    assert workspace.care.clear_leftovers().deleted == (folder,)
    assert not folder.exists()


def test_uploads_of_a_killed_batch_that_are_in_the_library_are_not_named(
    filled: Workspace, inbox: Path
) -> None:
    killed = filled.settings.queue / "0123456789abcdef-0"
    killed.mkdir(parents=True)
    shutil.copy(inbox / "a.md", killed)
    (filled.settings.queue / "0123456789abcdef.lock").touch()

    assert filled.care.clear_leftovers() == Leftovers(deleted=(killed,))


def age(queue: Path) -> None:
    """Make the folders of a queue as old as those of a long copy."""
    for folder in queue.iterdir():
        os.utime(folder, (time.time() - 7200,) * 2)


def test_files_of_open_jobs_stay_and_those_of_a_killed_batch_are_named(
    filled: Workspace, inbox: Path
) -> None:
    filled.jobs.add([inbox / "a.md"])
    (waiting,) = filled.settings.queue.iterdir()
    killed = filled.settings.queue / "0123456789abcdef-0"
    killed.mkdir()
    (killed / "ข.md").write_text("ข", encoding="utf-8")
    (mark := filled.settings.queue / "0123456789abcdef.lock").touch()

    found = filled.care.clear_leftovers()

    assert found == Leftovers(deleted=(killed,), uploads=("ข.md",))
    assert (waiting.exists(), mark.exists()) == (True, False)


def test_a_batch_that_is_still_put_in_stays_however_long_it_takes(
    filled: Workspace, inbox: Path
) -> None:
    with batch_of(filled.settings) as batch:
        file = Path(batch.uploaded("a.md", inbox / "a.md"))
        age(filled.settings.queue)

        assert filled.care.clear_leftovers() == Leftovers()
        assert file.exists()


def test_a_mark_of_another_user_stops_no_worker(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(mark: Path) -> None:
        raise PermissionError(13, "Permission denied", str(mark))

    filled.settings.queue.mkdir()
    (mark := filled.settings.queue / "0123456789abcdef.lock").touch()
    monkeypatch.setattr(files, "FileLock", refused)

    assert filled.jobs.work(until_empty=True) == 0
    assert mark.exists()


def test_files_that_wait_stay_though_a_command_is_at_another_store(
    filled: Workspace, inbox: Path, tmp_path: Path
) -> None:
    filled.jobs.add([inbox / "a.md"])
    age(filled.settings.queue)
    elsewhere = replace(filled.settings, database_url=f"sqlite:///{tmp_path / 'other.db'}")
    filled.care.move(elsewhere.database_url or "")
    filled.jobs.add([inbox / "b.md"])
    age(filled.settings.queue)

    with Workspace(elsewhere) as mistaken:
        assert mistaken.care.clear_leftovers() == Leftovers()

    assert len(list(filled.settings.queue.glob("*/*"))) == 2


def test_a_stopped_build_is_named_and_stays(filled: Workspace) -> None:
    filled.settings.unfinished_index.mkdir(parents=True)

    assert filled.care.clear_leftovers() == Leftovers(stopped_build=True)
    assert filled.settings.unfinished_index.exists()
