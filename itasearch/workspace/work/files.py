"""Files in the home's folder queue/ until they are read, where workers of all machines find them.

Each file has a folder of its own, BATCH-NUMBER, and each batch a mark BATCH.lock, locked and there
until its jobs are in the store: so what a killed process left is known from what others are just
putting in, also to a worker that by mistake is at another store.
"""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from filelock import FileLock, Timeout

from itasearch.config import Settings
from itasearch.disk import naming
from itasearch.ingest.originals.files import check_plain, digest
from itasearch.model.library import Leftovers
from itasearch.model.source import safe_name
from itasearch.model.work import ENDED_STATES, OPEN_STATES

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

_MARK = ".lock"
"""Ending of the mark of a batch."""


@dataclass(slots=True)
class Batch:
    """Files that are put in the queue together, each in a folder of its own."""

    settings: Settings
    name: str
    folders: list[Path] = field(default_factory=list)

    def place(self, name: str) -> Path:
        """Where a file of this name is to be written."""
        folder = self.settings.queue / f"{self.name}-{len(self.folders)}"
        self.folders.append(folder)
        folder.mkdir()
        return folder / safe_name(name)


@contextmanager
def batch_of(settings: Settings) -> Iterator[Batch]:
    """A batch, marked while the block puts it in; gone where that fails."""
    batch = Batch(settings, secrets.token_hex(8))
    settings.queue.mkdir(parents=True, exist_ok=True)
    mark = settings.queue / f"{batch.name}{_MARK}"
    try:
        with FileLock(mark):
            try:
                with naming(settings.queue):
                    yield batch
            except BaseException:
                for folder in batch.folders:
                    shutil.rmtree(folder, ignore_errors=True)
                raise
    finally:
        _delete_mark(mark)


def _delete_mark(mark: Path) -> None:
    with suppress(OSError):  # on Windows another process has it open, which deletes it
        mark.unlink(missing_ok=True)


def as_it_is(url: str, _batch: Batch) -> str:
    """Where workers find a web address."""
    return url


def kept(path: Path, batch: Batch) -> str:
    """Where workers find a file: in corpus/ as it is, else a copy in the queue."""
    check_plain(path)
    resolved = path.resolve()
    if resolved.is_relative_to(batch.settings.corpus.resolve()):
        return str(resolved)
    return str(shutil.copyfile(resolved, batch.place(resolved.name)))


def uploaded(name: str, file: Path | IO[bytes], batch: Batch) -> str:
    """Where workers find what was uploaded under any name."""
    place = batch.place(name)
    if isinstance(file, Path):
        shutil.copyfile(file, place)
    else:
        with place.open("wb") as copy:
            shutil.copyfileobj(file, copy)
    return str(place)


def drop(place: str, settings: Settings) -> None:
    """Delete a file of the queue; what lies elsewhere is not its own."""
    file = Path(place)
    if place and file.is_relative_to(settings.queue):
        file.unlink(missing_ok=True)
        with suppress(OSError):
            file.parent.rmdir()


def delete_leftovers(settings: Settings, store: "SqlStore") -> Leftovers:
    """Delete what killed processes left in the queue, but for what the disk refuses.

    Those of a batch that nobody is putting in any more and that no open job names; and those whose
    job has ended. Any other file stays: its job may be in another store.

    Returns the folders of the files, and the names of those that were not read and that the library
    lacks. Raises StoreError.
    """
    deleted: list[Path] = []
    lost: list[str] = []
    for mark in settings.queue.glob(f"*{_MARK}"):
        with suppress(OSError):  # it may be another user's
            of_batch = _delete_unfinished(mark, store)
            deleted.extend(of_batch.deleted)
            lost.extend(of_batch.uploads)
    there = {str(file) for file in settings.queue.glob("*/*")}
    ended = there & store.jobs.queued_places(ENDED_STATES) if there else there
    for place in sorted(ended):
        with suppress(OSError):
            drop(place, settings)
            deleted.append(Path(place).parent)
    return Leftovers(deleted=tuple(deleted), uploads=tuple(lost))


def names_of_lacking(files: Sequence[Path], store: "SqlStore") -> tuple[str, ...]:
    """Names of those of these files that the library never had. Raises StoreError and OSError."""
    digests = {one: digest(one) for one in files}
    known = store.reports.known_sources([*digests.values()]) if digests else {}
    return tuple(one.name for one, sha256 in digests.items() if sha256 not in known)


def _delete_unfinished(mark: Path, store: "SqlStore") -> Leftovers:
    """Delete a batch that was never put in, unless a process is at it."""
    try:
        held = FileLock(mark).acquire(timeout=0)
    except Timeout:
        return Leftovers()
    with held:
        # Asked under the lock: whoever had it until now may just have put the batch in.
        named = store.jobs.queued_places(OPEN_STATES)
        files = {
            folder: [*folder.glob("*")] for folder in sorted(mark.parent.glob(f"{mark.stem}-*"))
        }
        left = {
            folder: within
            for folder, within in files.items()
            if not any(str(file) in named for file in within)
        }
        lost = names_of_lacking([file for within in left.values() for file in within], store)
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)  # a worker may just have ended its job
    _delete_mark(mark)
    return Leftovers(deleted=tuple(left), uploads=lost)
