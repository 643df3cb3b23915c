"""A backup read back: what it holds, and whether that is what was written to it.

A ZIP archive of corpus/ with the store as corpus/library.db. The store in it is looked through as
`doctor` does, and each original is compared with the digest that the store names. A file that the
library lacked, or had otherwise, is no fault of the backup: it is named, and the rest can be
restored.
"""

import hashlib
import shutil
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from itasearch.errors import BackupError, StoreError
from itasearch.model.library import CHECKING, Progress, ProgressEvent
from itasearch.temporary import TemporaryFolder

STORE = "corpus/library.db"
"""Name of the store in a backup, and its place in a home."""
_READ_ERRORS = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error, ValueError)
"""What zipfile raises for a member that is cut short, changed, encrypted or packed otherwise."""
_MOST_NAMED = 3
"""Faults of a store that a message names."""
_BLOCK = 1 << 20
"""Bytes read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupContent:
    """What a backup holds, lacks or cannot give, and originals that are not what was read."""

    reports: int
    measures: int
    files: int
    damaged: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing or changed."""
        return not (self.damaged or self.absent or self.changed)


@contextmanager
def opened_backup(file: Path) -> Iterator[ZipFile]:
    """A backup, whose store is in it and whose files are all of corpus/.

    Raises BackupError; OSError where it cannot be read.
    """
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError) as error:
        raise BackupError(path=file, reason=f"it is no whole ZIP archive ({error})") from error
    with archive:
        names = archive.namelist()
        if STORE not in names:
            raise BackupError(path=file, reason=f"{STORE} is not in it")
        for name in names:
            parts = PurePosixPath(name).parts
            # Of a file below corpus/, wherever it is unpacked.
            is_plain = not {"..", "."} & {*parts} and "\\" not in name and ":" not in name
            if len(parts) < 2 or parts[0] != "corpus" or not is_plain:
                raise BackupError(path=file, reason=f"{name!r} is in it")
        yield archive


def content_of(file: Path, archive: ZipFile, *, progress: Progress) -> BackupContent:
    """Read all of a backup; `progress` gets the files read, as stage CHECKING.

    Raises BackupError: its store is damaged, or of a newer itasearch; OSError: it cannot be read,
    or the disk is too full for a copy of the store.
    """
    from itasearch.store.sql import open_store

    with TemporaryFolder() as folder:
        store_file = folder.path / PurePosixPath(STORE).name
        try:
            extract(archive, archive.getinfo(STORE), store_file)
        except _READ_ERRORS as error:
            raise BackupError(path=file, reason=f"{STORE} in it is damaged ({error})") from error
        try:
            with open_store(store_file) as store:
                faults = store.integrity.faults()
                stats, reports = store.reports.stats(), store.reports.all()
        except StoreError as error:
            raise BackupError(
                path=file, reason=f"{STORE} in it cannot be used ({error})"
            ) from error
    if faults:
        named = "; ".join(one.text for one in faults[:_MOST_NAMED])
        raise BackupError(path=file, reason=f"{STORE} in it is damaged ({named})")
    digests, damaged = _digests(archive, progress)
    sources = {one.source.path: one.source.sha256 for one in reports}
    return BackupContent(
        reports=stats.reports,
        measures=stats.measures,
        files=len(digests),
        damaged=damaged,
        absent=tuple(one for one in sources if one not in digests and one not in damaged),
        changed=tuple(one for one, sha256 in sources.items() if digests.get(one, sha256) != sha256),
    )


def _digests(archive: ZipFile, progress: Progress) -> tuple[dict[str, str], tuple[str, ...]]:
    """Digest of each file but the store, by name; names of those that cannot be read."""
    members = other_members(archive)
    digests: dict[str, str] = {}
    damaged: list[str] = []
    for done, member in enumerate(members, start=1):
        found = hashlib.sha256()
        try:
            with archive.open(member) as opened:
                while block := opened.read(_BLOCK):
                    found.update(block)
            digests[member.filename] = found.hexdigest()
        except _READ_ERRORS:
            damaged.append(member.filename)
        progress(ProgressEvent(stage=CHECKING, done=done, total=len(members)))
    return digests, tuple(damaged)


def other_members(archive: ZipFile) -> Sequence[ZipInfo]:
    """The files of a backup besides its store."""
    return [one for one in archive.infolist() if one.filename != STORE and not one.is_dir()]


def extract(archive: ZipFile, member: ZipInfo, target: Path) -> None:
    """Write a file of an archive to a place whose folder is there.

    Raises OSError where the disk refuses; as zipfile does, where the archive is damaged.
    """
    with archive.open(member) as packed, target.open("xb") as file:
        shutil.copyfileobj(packed, file, _BLOCK)
