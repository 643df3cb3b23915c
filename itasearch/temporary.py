"""Temporary folders that the next itasearch finds and deletes where a kill left them.

Each has a file that its process holds locked until it ends; folders without that file are not ours.
It is locked before it has its name: else another process could delete the folder in between.
"""

import errno
import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_MARK = ".itasearch-temporary"
# Windows renames no file that is open; nor does another process delete one there.
_MARK_AT_FIRST = _MARK if sys.platform == "win32" else f"{_MARK}.new"
_PREFIX = "itasearch-"


class TemporaryFolder(AbstractContextManager["TemporaryFolder"]):
    """A folder that is gone when it is cleaned up, its context ends or nobody knows it any more."""

    def __init__(self, *, within: Path | None = None) -> None:
        """Make one, hidden in `within`, else in the system's. Raises OSError."""
        prefix = _PREFIX if within is None else f".{_PREFIX}"
        self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=within or system_folder()))
        made = self.path / _MARK_AT_FIRST
        # Any thread may clean up.
        lock = FileLock(made, thread_local=False)
        self._delete = weakref.finalize(self, _delete, self.path, lock)
        try:
            lock.acquire(timeout=0)
            if made.name != _MARK:
                made.rename(self.path / _MARK)
        except BaseException:
            self.cleanup()
            raise

    def __exit__(self, *_: object) -> None:
        self.cleanup()

    def cleanup(self) -> None:
        """Delete it; what another program holds open stays for the next itasearch."""
        self._delete()


def abandoned(within: Path | None = None) -> Iterator[Path]:
    """The folders of processes that ended without deleting them; `within` as at their making."""
    with suppress(OSError):
        folder = system_folder() if within is None else within
        prefix = _PREFIX if within is None else f".{_PREFIX}"
        free: list[Path] = []
        for mark in sorted(folder.glob(f"{prefix}*/{_MARK}")):
            with suppress(OSError, Timeout), FileLock(mark).acquire(timeout=0):
                free.append(mark.parent)
        yield from free


def delete_abandoned(within: Path | None = None) -> tuple[Path, ...]:
    """Delete the folders of processes that ended without doing so; those that are gone now."""
    folders = (*abandoned(within),)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return tuple(folder for folder in folders if not folder.exists())


def system_folder() -> Path:
    """Where the system keeps temporary files. Raises OSError where it has no place for them."""
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError as error:  # it tried to write in each place that it knows
        what = "no room, or no right to write, in any folder for temporary files"
        raise OSError(errno.ENOSPC, what, system_folder_name()) from error


def system_folder_name() -> str:
    """The same for messages, also where it has no place for them."""
    try:
        return tempfile.gettempdir()
    except FileNotFoundError:
        named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
        return next(filter(None, named), "/tmp")


def is_temporary(path: Path) -> bool:
    """Whether a path is of a hidden temporary folder, or in one."""
    return any(part.startswith(f".{_PREFIX}") for part in path.parts)


def _delete(folder: Path, lock: FileLock) -> None:
    if sys.platform == "win32":
        lock.release()  # it deletes no file that is open
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()  # only now: else others would take it for abandoned
