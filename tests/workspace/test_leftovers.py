"""What killed runs left in a home is deleted, and nothing else."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.temporary import TemporaryFolder
from itasearch.workspace import Workspace


def left_behind(within: Path, tmp_path: Path) -> Path:
    """A temporary folder as a killed process leaves it: with its mark, which nobody holds."""
    within.mkdir(parents=True, exist_ok=True)
    with TemporaryFolder(within=tmp_path) as folder:
        copy = shutil.copytree(folder.path, within / folder.path.name)
    return Path(copy)


@pytest.mark.parametrize("place", [".", "corpus", "corpus/added", "queue"])
def test_temporary_folders_are_deleted(workspace: Workspace, tmp_path: Path, place: str) -> None:
    folder = left_behind(workspace.settings.home / place, tmp_path)

    assert workspace.care.clear_leftovers() == (folder,)
    assert not folder.exists()


def age(queue: Path) -> None:
    """Make the folders of a queue as old as those of a long copy."""
    for folder in queue.iterdir():
        os.utime(folder, (time.time() - 7200,) * 2)


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
        assert mistaken.care.clear_leftovers() == ()

    assert len(list(filled.settings.queue.glob("*/*"))) == 2
