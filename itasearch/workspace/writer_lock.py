"""The writer lock of a library, and the note of which computer writes to it.

Whether locks of files reach from one computer to another depends on the server, its version and how
it is mounted; SQLite's memory next to a database never does. So who holds a writer lock keeps a
note next to it, which other computers wait for as for the lock. A note that was not renewed for a
while is of a computer that stopped, and void.
"""

import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from filelock import FileLock, Timeout

from itasearch.errors import AnotherComputerError
from itasearch.model.library import WAITING, Progress, ProgressEvent

_WAITING = "another itasearch is writing to this library"
_MOUNTS = Path("/proc/self/mounts")
_OF_NETWORKS = frozenset(
    (
        *("9p", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs"),
        *("nfs", "nfs4", "smb3", "smbfs"),
        *("fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    )
)
"""Kinds of file systems that other computers may have open, as Linux names them."""
_REMOTE_DRIVE = 4  #: What GetDriveTypeW of Windows calls a drive of the network
_RENEWED_SECONDS = 5.0  #: Between two renewals of a note. Chosen by hand.
_VOID_SECONDS = 20.0  #: Without renewal a note is void: four were missed. Chosen by hand.
_LOOK_SECONDS = 0.5  #: Between two looks at another computer's note. Chosen by hand.


@contextmanager
def writing(lock: Path, progress: Progress, *, waiting: str = _WAITING) -> Iterator[None]:
    """Hold the writer lock; wait for another writer after reporting that to `progress`."""

    def wait(detail: str) -> None:
        progress(ProgressEvent(stage=WAITING, done=0, total=0, detail=detail))

    def wait_for(computer: str) -> None:
        wait(f"{waiting}, on the computer {computer}")

    try:
        held = locked_at_once(lock)
    except Timeout:
        wait(waiting)
        held = FileLock(lock).acquire()
    with held, noted(lock, on_other=wait_for):
        yield


def locked_at_once(lock: Path) -> AbstractContextManager[FileLock]:
    """The lock, held until the context ends. Raises Timeout if another writer holds it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(lock).acquire(timeout=0)


def network_share(folder: Path, *, mounts: Path = _MOUNTS) -> str | None:
    """The share of a folder, "nfs4, server:/export", on Linux and Windows; None: local."""
    if sys.platform == "win32":
        import ctypes

        drive = folder.anchor
        is_share = drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOTE_DRIVE
        )
        return drive if is_share else None
    try:
        table = mounts.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    nearest: tuple[int, str | None] = (-1, None)
    for line in table.splitlines():
        device, place, kind, *_ = [*line.split(" "), "", "", ""]
        place = place.replace("\\040", " ")  # so the table writes a space
        length = len(place)
        if folder.is_relative_to(place) and length >= nearest[0]:
            nearest = length, f"{kind}, {device}" if kind in _OF_NETWORKS else None
    return nearest[1]


@contextmanager
def noted(lock: Path, *, on_other: Callable[[str], None] | None) -> Iterator[None]:
    """Keep a note next to a held lock while the block runs, if the disk takes one.

    While another computer writes, `on_other` gets its name once and the block waits; without
    `on_other` that raises AnotherComputerError.
    """
    note = note_of(lock)
    is_announced = False
    while True:
        try:
            _take(note)
            break
        except AnotherComputerError as other:
            if on_other is None:
                raise
            if not is_announced:
                on_other(other.computer)
            is_announced = True
            time.sleep(_LOOK_SECONDS)
    done = Event()
    renewing = Thread(target=_renew, args=(note, done), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        done.set()
        renewing.join()
        with suppress(OSError):
            # A computer that slept may find another one's note there.
            if _computer_in(note) == socket.gethostname():
                note.unlink(missing_ok=True)


def note_of(lock: Path) -> Path:
    """The note next to a lock; hidden, so that no backup has it."""
    return lock.with_name(f".{lock.stem}.json")


def _take(note: Path) -> None:
    computer = socket.gethostname()
    beginning = note.with_name(f"{note.name}.{secrets.token_hex(4)}")
    content = {"computer": computer, "process": os.getpid(), "since": time.time()}
    try:
        beginning.write_text(json.dumps(content), encoding="utf-8")
    except OSError:
        return
    try:
        # By the clock of the server that has both files, not by two computers' own.
        now = beginning.stat().st_mtime
        other = _computer_in(note)
        if other not in (None, computer) and now - note.stat().st_mtime < _VOID_SECONDS:
            raise AnotherComputerError(computer=str(other))
        beginning.replace(note)
    except OSError:
        return
    finally:
        with suppress(OSError):
            beginning.unlink(missing_ok=True)
    if _computer_in(note) not in (None, computer):  # both came at once, the other one last
        raise AnotherComputerError(computer=str(_computer_in(note)))


def _computer_in(note: Path) -> str | None:
    try:
        return str(json.loads(note.read_text(encoding="utf-8"))["computer"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _renew(note: Path, done: Event) -> None:
    while not done.wait(_RENEWED_SECONDS):
        with suppress(OSError):
            os.utime(note)
