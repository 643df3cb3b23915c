"""A full disk: what was to be written is named."""

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from itasearch.disk import naming, refusal_in
from itasearch.errors import StoreUnwritableError
from itasearch.temporary import TemporaryFolder, abandoned, delete_abandoned

TARGET = Path("/srv/แผน.pdf")


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (OSError(errno.ENOSPC, "full"), str(TARGET)),
        (OSError(errno.ENOSPC, "full", "/a/ต้นฉบับ.pdf", None, "/b"), str(TARGET)),  # of a copy
        (OSError(errno.ENOSPC, "full", "/b"), "/b"),
        (OSError(errno.EIO, "no answer"), None),
    ],
)
def test_a_write_that_a_full_disk_refuses_names_its_file(error: OSError, named: str | None) -> None:
    with pytest.raises(OSError) as raised, naming(TARGET):
        raise error

    assert raised.value.filename == named
    assert "None" not in str(raised.value)


def test_what_the_disk_refused_is_found_behind_other_errors() -> None:
    full = OSError(errno.EDQUOT, "quota", "/srv")
    read_only = StoreUnwritableError(path="/srv", reason="r", is_read_only=True)
    outer = RuntimeError()
    outer.__cause__ = full

    assert refusal_in(outer) is full
    assert refusal_in(read_only) is read_only
    nowhere = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")
    assert refusal_in(nowhere) is nowhere
    assert refusal_in(FileNotFoundError(errno.ENOENT, "No such file", "/srv")) is None
    assert refusal_in(PermissionError(errno.EACCES, "a port")) is None
    assert refusal_in(None) is None


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


def test_a_folder_in_use_is_not_abandoned_and_gone_when_its_context_ends(tmp_path: Path) -> None:
    with TemporaryFolder(within=tmp_path) as folder:
        (folder.path / "ก.txt").write_text("ก", encoding="utf-8")
        assert list(abandoned(tmp_path)) == []
        assert delete_abandoned(tmp_path) == ()
        assert folder.path.exists()

    assert list(tmp_path.iterdir()) == []


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
