"""What killed runs left in a home is deleted or named, and nothing else."""

import os
import shutil
import time
from pathlib import Path

import pytest

from itasearch.model.library import Leftovers
from itasearch.temporary import TemporaryFolder
from itasearch.workspace import Workspace, open_workspace


def left_behind(within: Path, tmp_path: Path) -> Path:
    """A temporary folder as a killed process leaves it: with its mark, which nobody holds."""
    within.mkdir(parents=True, exist_ok=True)
    with TemporaryFolder(within=tmp_path) as folder:
        copy = shutil.copytree(folder.path, within / folder.path.name)
    return Path(copy)


def uploaded(folder: Path, name: str, content: bytes) -> None:
    place = folder / "0"
    place.mkdir(parents=True)
    (place / name).write_bytes(content)


def test_a_home_without_leftovers_stays_as_it_is(workspace: Workspace) -> None:
    before = sorted(workspace.settings.home.rglob("*"))

    assert workspace.clear_leftovers() == Leftovers()
    assert sorted(workspace.settings.home.rglob("*")) == before


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "none") as opened:
        assert opened.clear_leftovers() == Leftovers()

    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("place", [".", "corpus"])
def test_temporary_folders_are_deleted(workspace: Workspace, tmp_path: Path, place: str) -> None:
    folder = left_behind(workspace.settings.home / place, tmp_path)

    assert workspace.clear_leftovers().deleted == (folder,)
    assert not folder.exists()


def test_an_unfinished_copy_is_deleted(workspace: Workspace) -> None:
    copy = workspace.settings.added / ".incoming"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(b"half")

    assert workspace.clear_leftovers().deleted == (copy,)
    assert not copy.exists()


def test_uploads_that_the_library_lacks_are_named(workspace: Workspace, tmp_path: Path) -> None:
    folder = left_behind(workspace.settings.queue, tmp_path)
    uploaded(folder, "แผน.pdf", b"new")

    found = workspace.clear_leftovers()

    assert found == Leftovers(deleted=(folder,), uploads=("แผน.pdf",))
    assert not folder.exists()


def test_uploads_that_are_in_the_library_are_not_named(
    filled: Workspace, inbox: Path, tmp_path: Path
) -> None:
    folder = left_behind(filled.settings.queue, tmp_path)
    uploaded(folder, "a.md", (inbox / "a.md").read_bytes())

    assert filled.clear_leftovers() == Leftovers(deleted=(folder,))


def test_files_of_open_jobs_stay_and_forgotten_ones_go(filled: Workspace, inbox: Path) -> None:
    filled.queue([inbox / "a.md"])
    (waiting,) = filled.settings.queue.iterdir()
    forgotten = filled.settings.queue / "0123456789abcdef"
    forgotten.mkdir()
    (forgotten / "ข.md").write_text("ข", encoding="utf-8")
    fresh = Path(shutil.copytree(forgotten, forgotten.with_name("fedcba9876543210")))
    for folder in (waiting, forgotten):
        os.utime(folder, (time.time() - 7200,) * 2)

    found = filled.clear_leftovers()

    assert found == Leftovers(deleted=(forgotten,), uploads=("ข.md",))
    assert (waiting.exists(), fresh.exists()) == (True, True)


def test_a_stopped_build_is_named_and_stays(filled: Workspace) -> None:
    filled.settings.unfinished_index.mkdir(parents=True)

    assert filled.clear_leftovers() == Leftovers(stopped_build=True)
    assert filled.settings.unfinished_index.exists()
