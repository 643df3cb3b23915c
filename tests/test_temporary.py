"""Temporary folders: gone with their process, found again where it was killed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from itasearch.temporary import TemporaryFolder, abandoned, delete_abandoned

_KILLED = """
import os, signal, sys
from pathlib import Path
from itasearch.temporary import TemporaryFolder
folder = TemporaryFolder(within=Path(sys.argv[1]))
(folder.path / "แผน.pdf").write_text("x")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """The folder that a killed process left."""
    if sys.platform == "win32":
        pytest.skip("no SIGKILL")
    subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=False)
    (folder,) = tmp_path.iterdir()
    return folder


def test_a_folder_is_gone_when_its_context_ends(tmp_path: Path) -> None:
    with TemporaryFolder(within=tmp_path) as folder:
        (folder.path / "ก.txt").write_text("ก", encoding="utf-8")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_not_abandoned(tmp_path: Path) -> None:
    with TemporaryFolder(within=tmp_path) as folder:
        assert list(abandoned(tmp_path)) == []
        assert delete_abandoned(tmp_path) == ()
        assert folder.path.exists()


def test_a_folder_of_a_killed_process_is_found_with_its_files(killed: Path) -> None:
    assert list(abandoned(killed.parent)) == [killed]
    assert (killed / "แผน.pdf").exists()
    assert delete_abandoned(killed.parent) == (killed,)
    assert not killed.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_a_folder_that_another_process_sees_while_it_is_made_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire, seen = FileLock.acquire, list[Path]()

    def looked_at(lock: FileLock, timeout: float) -> object:
        if not seen:  # the file is there, and not locked yet
            seen.append(Path(lock.lock_file))
            seen[0].touch()
            assert delete_abandoned(tmp_path) == ()
        return acquire(lock, timeout)

    monkeypatch.setattr(FileLock, "acquire", looked_at)
    with TemporaryFolder(within=tmp_path) as folder:
        assert seen[0].parent == folder.path
        assert folder.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_a_folder_that_its_process_is_deleting_is_not_abandoned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, delete = list[Path](), shutil.rmtree

    def looked_at(folder: Path, *, ignore_errors: bool) -> None:
        found.extend(abandoned(tmp_path))
        delete(folder, ignore_errors=ignore_errors)

    with TemporaryFolder(within=tmp_path):
        monkeypatch.setattr(shutil, "rmtree", looked_at)

    assert found == []
    assert list(tmp_path.iterdir()) == []
