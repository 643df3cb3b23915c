"""Folders that cannot be written, and small file systems that are full.

Both are unmounted lazily: an app may have files of them open until the test's own end.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_ENDS_WITH_BYTES = 4_096  #: Steps in which the ballast grows until nothing more fits


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """A folder that can only be read, with all in it, until the block ends.

    root writes whatever the rights of a folder say: then it is a mount.
    """
    if sys.platform == "win32":
        pytest.skip("Windows has no rights that a test can take from itself")
    if os.geteuid() == 0:
        _mount("--bind", folder, folder)
        try:
            _mount("-o", "remount,ro,bind", folder)
            yield
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
        return
    inside = [folder, *(one for one in folder.rglob("*") if one.is_dir())]
    for one in inside:
        one.chmod(0o555)
    try:
        yield
    finally:
        for one in inside:
            one.chmod(0o755)


@contextmanager
def disk_of(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """A file system of its own at an empty folder, until the block ends."""
    folder.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def _mount(*words: str | Path) -> None:
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run([mount, *words], check=False, capture_output=True).returncode
    ):
        pytest.skip("no right to mount a file system")


@contextmanager
def filled(folder: Path, *, left: int = 0) -> Iterator[None]:
    """The disk of a folder is full until the block ends, but for some bytes."""
    ballast = folder / ".ballast"
    with ballast.open("wb", buffering=0) as file:
        size = max(0, shutil.disk_usage(folder).free - left)
        try:
            while size > 0:
                size -= file.write(b"\0" * min(size, 1 << 20))
            while not left:
                file.write(b"\0" * _ENDS_WITH_BYTES)
        except OSError as error:
            assert error.errno == errno.ENOSPC
    try:
        yield
    finally:
        ballast.unlink()
