"""One writer at a time on a home: whoever waits for another says so.

The lock is a file that the operating system frees when its holder dies, however
it dies. Readers never take it. Imports filelock and the model.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from itasearch.model.library import WAITING, Progress, ProgressEvent

_WAITING = "another itasearch is writing to this library"


class OtherWriterError(Exception):
    """Another writer holds the lock just now; stays inside this room."""


@contextmanager
def writing(lock: Path, progress: Progress, *, waiting: str = _WAITING) -> Iterator[None]:
    """Hold the writer lock; wait for another writer, having told `progress` so."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(lock)
    try:
        held.acquire(timeout=0)
    except Timeout:
        progress(ProgressEvent(stage=WAITING, done=0, total=0, detail=waiting))
        held.acquire()
    try:
        yield
    finally:
        held.release()


@contextmanager
def writing_at_once(lock: Path) -> Iterator[None]:
    """Hold the writer lock if it is free. Raises OtherWriterError if it is not."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(lock)
    try:
        held.acquire(timeout=0)
    except Timeout as error:
        raise OtherWriterError from error
    try:
        yield
    finally:
        held.release()
