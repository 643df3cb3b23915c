"""Verbs that save a library, put it back, and move its store to another database.

A backup holds corpus/ without index/, which `itasearch build` makes again. The store is copied
before the originals, which are never rewritten: all files that it names exist by then, so nobody
has to wait.
"""

import hashlib
import shutil
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from itasearch.clock import local_time
from itasearch.config import Settings
from itasearch.disk import link, sync
from itasearch.documents.files import check_place, replacing
from itasearch.errors import (
    BackupError,
    ExportError,
    LibraryDamagedError,
    LibraryPresentError,
    Message,
    StoreError,
)
from itasearch.model.library import (
    BACKUP,
    CHECKING,
    MOVE,
    RESTORING,
    Progress,
    ProgressEvent,
    no_progress,
)
from itasearch.model.people import ActionKind, Person, Right
from itasearch.temporary import TemporaryFolder
from itasearch.wording.checks import CheckStatus
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.health import doctor
from itasearch.workspace.parts import Parts
from itasearch.workspace.writer_lock import writing

if TYPE_CHECKING:
    from itasearch.store.base import MovedTable


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What `restore` put into a home; `kept` has what it replaced, None for nothing."""

    content: BackupContent
    kept: Path | None


class SavingVerbs(Verbs):
    """Verbs that save a library, put it back, and move its store elsewhere."""

    @needs(Right.ADMINISTER)
    def backup(self, output: Path, *, progress: Progress = no_progress) -> int:
        """Write corpus/ and a consistent copy of the store to a ZIP file, in one step.

        Returns how many files it holds besides the store, a SQLite file whatever its database is.
        Others may go on writing. Raises LibraryDamagedError, StoreError: `output` is unchanged.
        OriginalsError: one cannot be fetched. ExportError: `output` cannot be a file, is one of a
        library, or is there and may hold originals that are lost or changed.
        """
        parts = self._parts
        check_place(output)
        parts.store.reports.stats()  # migrates an old store, makes a new one, refuses a missing one
        if faults := parts.store.integrity.faults():
            raise LibraryDamagedError(path=doctor.place_of(parts), reason=faults[0].text)
        _check_replaced(output, parts)
        with (
            self._recorded(ActionKind.BACKUP, title=output.name),
            replacing(output) as file,
            TemporaryFolder(within=output.parent) as folder,
        ):
            store = folder.path / Path(STORE).name
            parts.store.copying.write_file(store)
            originals = tuple(_original_files(parts.settings, without=output))
            elsewhere = parts.originals.elsewhere()
            total = len(originals) + len(elsewhere)
            # A clock that was wrong may have left years that ZIP does not know.
            with ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
                archive.write(store, STORE)
                for done, original in enumerate(originals, start=1):
                    name = original.relative_to(parts.settings.home).as_posix()
                    archive.write(original, _utf8_name(name))
                    progress(ProgressEvent(stage=BACKUP, done=done, total=total))
                for done, name in enumerate(elsewhere, start=len(originals) + 1):
                    archive.writestr(name, parts.originals.read(name))
                    progress(ProgressEvent(stage=BACKUP, done=done, total=total))
        return total

    @needs(Right.ADMINISTER)
    def check_backup(self, file: Path, *, progress: Progress = no_progress) -> BackupContent:
        """Read all of a backup; nothing is restored. Raises BackupError, OSError."""
        with opened_backup(file) as archive:
            return content_of(file, archive, progress=progress)

    @needs(Right.ADMINISTER)
    def restore(
        self, file: Path, *, replace: bool = False, progress: Progress = no_progress
    ) -> Restored:
        """Put a backup into the home, whole or not at all; the index is behind it then.

        Nobody builds or writes meanwhile. The log of the restored library says who did it. What a
        replaced library holds is kept.
        Raises BackupError: no backup, or its store is damaged. LibraryPresentError: the home holds
        a library, and `replace` is not set. StoreError: the library is in another database.
        StoreError, OSError: the disk refuses; all is unchanged.
        """
        settings = self._parts.settings
        if settings.database_url:
            place = doctor.place_of(self._parts)
            raise StoreError(
                "the library's store is {place}, and a backup is restored into "
                "corpus/library.db; nothing was changed. Restore it without "
                "ITASEARCH_DATABASE_URL, then run: itasearch move --to URL --overwrite",
                place=place,
            )
        with opened_backup(file) as archive:
            _check_free(settings, replace=replace)
            content = content_of(file, archive, progress=progress)
            with writing(settings.building_lock, progress), writing(settings.lock, progress):
                _check_free(settings, replace=replace)  # another one may have made a library
                kept = put_in_place(
                    archive,
                    settings,
                    by=self.person,
                    without=content.damaged,
                    now=local_time(),
                    progress=progress,
                )
        return Restored(content=content, kept=kept)

    @needs(Right.ADMINISTER)
    def move(
        self, target: str | Path, *, overwrite: bool = False, progress: Progress = no_progress
    ) -> "tuple[MovedTable, ...]":
        """Copy the store to another database, whole or not at all; originals stay in the home.

        `target`: a SQLAlchemy URL, or a SQLite file, within the home if relative. Nobody else
        writes meanwhile. Returns each table's rows and digest, read back. Raises StoreError: the
        target is this store, holds something and `overwrite` is not set, or one of both failed.
        """
        parts = self._parts
        if isinstance(target, Path):
            target = parts.settings.home / target

        def on_rows(done: int, total: int) -> None:
            progress(ProgressEvent(stage=MOVE, done=done, total=total))

        parts.store.reports.stats()  # before the lock's file: a home without a store stays so
        with writing(parts.settings.lock, progress):
            return parts.store.copying.copy_to(target, overwrite=overwrite, on_rows=on_rows)


def _check_free(settings: Settings, *, replace: bool) -> None:
    store = settings.home / STORE
    has_store = store.is_file() and store.stat().st_size > 0
    has_originals = settings.added.is_dir() and any(settings.added.glob("[!.]*"))
    if (has_store or has_originals) and not replace:
        raise LibraryPresentError(home=settings.home)


def _check_replaced(output: Path, parts: Parts) -> None:
    if not output.exists():
        return
    originals = doctor.originals(parts)
    if originals.status is CheckStatus.FAIL:
        raise ExportError(
            path=str(output),
            reason=Message(
                "it stays as it was, for it may hold what the library lacks: {what}; name another "
                "file, or put them back first: {remedy}",
                what=originals.what,
                remedy=originals.to_do,
            ),
        )


def _original_files(settings: Settings, *, without: Path) -> Iterator[Path]:
    for path in sorted(settings.corpus.rglob("*")):
        below = path.relative_to(settings.corpus)
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        of_store = path.parent == settings.corpus and path.name.startswith(Path(STORE).name)
        if not of_store and path.suffix != ".lock" and path.resolve() != without.resolve():
            yield path


def _utf8_name(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        reason = "its name is no UTF-8, so no archive can hold it; rename it"
        raise ExportError(path=ascii(name), reason=reason) from error
    return name


STORE = "corpus/library.db"  #: Name of the store in a backup, and its place in a home
_READ_ERRORS = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error, ValueError)
"""What zipfile raises for a member that is cut short, changed, encrypted or packed otherwise."""
_MOST_NAMED = 3  #: Faults of a store that a message names
_BLOCK = 1 << 20  #: Bytes read at once


@contextmanager
def opened_backup(file: Path) -> Iterator[ZipFile]:
    """A backup with its store and files of corpus/ only. Raises BackupError, OSError."""
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
    """Read all of a backup. Raises BackupError: its store is damaged, or of a newer itasearch."""
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
        named = "; ".join(fault.text for fault in faults[:_MOST_NAMED])
        raise BackupError(path=file, reason=f"{STORE} in it is damaged ({named})")
    digests, damaged = _digests(archive, progress)
    sources = {report.source.path: report.source.sha256 for report in reports}
    return BackupContent(
        reports=stats.reports,
        measures=stats.measures,
        files=len(digests),
        damaged=damaged,
        absent=tuple(it for it in sources if it not in digests and it not in damaged),
        changed=tuple(it for it, sha256 in sources.items() if digests.get(it, sha256) != sha256),
    )


def _digests(archive: ZipFile, progress: Progress) -> tuple[dict[str, str], tuple[str, ...]]:
    members = other_members(archive)
    digests: dict[str, str] = {}
    damaged: list[str] = []
    for done, member in enumerate(members, start=1):
        try:
            with archive.open(member) as opened:
                digest = hashlib.file_digest(opened, "sha256")  # type: ignore[arg-type]
            digests[member.filename] = digest.hexdigest()
        except _READ_ERRORS:
            damaged.append(member.filename)
        progress(ProgressEvent(stage=CHECKING, done=done, total=len(members)))
    return digests, tuple(damaged)


def other_members(archive: ZipFile) -> Sequence[ZipInfo]:
    """The files of a backup, without its store."""
    return [info for info in archive.infolist() if info.filename != STORE and not info.is_dir()]


def extract(archive: ZipFile, member: ZipInfo, target: Path) -> None:
    """Write a file of an archive into an existing folder. Raises OSError, or as zipfile."""
    with archive.open(member) as packed, target.open("xb") as file:
        shutil.copyfileobj(packed, file, _BLOCK)


_BESIDE = ("", "-wal", "-shm", "-journal")  #: Ends of the names of SQLite's files


def put_in_place(
    archive: ZipFile,
    settings: Settings,
    *,
    by: Person,
    without: tuple[str, ...],
    now: datetime,
    progress: Progress = no_progress,
) -> Path | None:
    """Make a home hold what a backup has; the caller holds the writer lock.

    Other files of the home stay. `without` are unreadable files; `now` names the returned folder
    for what is replaced (None: nothing was). Raises OSError, StoreError: the old library stays.
    """
    from itasearch.store.db.database import write_log_back
    from itasearch.store.sql import open_store

    home = settings.home
    kept = home / f"before-restore-{now:%Y%m%d-%H%M%S}"
    with TemporaryFolder(within=settings.corpus) as folder:
        unpacked = folder.path
        members = [member for member in other_members(archive) if member.filename not in without]
        for done, member in enumerate((archive.getinfo(STORE), *members)):
            target = unpacked / member.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            extract(archive, member, target)
            sync(target)
            progress(ProgressEvent(stage=RESTORING, done=done, total=len(members)))
        with open_store(unpacked / STORE) as store:
            store.actions.add(by, ActionKind.RESTORE, title=Path(archive.filename or "").name)
        write_log_back(home / STORE)  # before anything is replaced: somebody may be reading
        for member in members:
            _replace(unpacked / member.filename, home / member.filename, kept / member.filename)
        # Killed before the last step, the old store is whole without its log.
        write_log_back(home / STORE)
        for end in _BESIDE:
            _keep(home / f"{STORE}{end}", kept / f"{STORE}{end}")
        # A log of the old store would be applied to the new one.
        for end in _BESIDE[1:]:
            (home / f"{STORE}{end}").unlink(missing_ok=True)
        (unpacked / STORE).replace(home / STORE)
        sync(settings.corpus)
    return kept if kept.exists() else None


def _replace(new: Path, target: Path, kept: Path) -> None:
    if target.is_file():
        with suppress(OSError):  # of a damaged disk
            if new.read_bytes() == target.read_bytes():
                return
        _keep(target, kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    new.replace(target)


def _keep(file: Path, kept: Path) -> None:
    """Links or copies a file under a second name, which stays when the first is replaced."""
    if not file.is_file():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    link(file, kept)
