"""Verbs that save a library, put it back, and copy its store to another database.

A backup holds the store and the originals; `itasearch build` makes the index again. The store is
copied before the originals, which are never rewritten: all files that it names exist by then, so
nobody has to wait.
"""

import filecmp
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from itasearch.config import Settings
from itasearch.disk import sync
from itasearch.documents.files import check_place, replacing
from itasearch.errors import (
    BackupError,
    ExportError,
    LibraryDamagedError,
    LibraryPresentError,
    StoreError,
)
from itasearch.model.library import (
    BACKUP,
    MOVE,
    RESTORING,
    Progress,
    ProgressEvent,
    no_progress,
)
from itasearch.model.people import ActionKind, Right
from itasearch.temporary import TemporaryFolder
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.health import doctor
from itasearch.workspace.writer_lock import writing

STORE = "corpus/library.db"  #: Name of the store in a backup, and its place in a home
_READ_ERRORS = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error, ValueError)
"""What zipfile raises for a member that is cut short, changed, encrypted or packed otherwise."""
_BLOCK = 1 << 20  #: Bytes read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What `restore` put into a home, and the originals of reports that the backup lacked."""

    reports: int
    measures: int
    files: int
    absent: tuple[str, ...]


class SavingVerbs(Verbs):
    """Verbs that save a library, put it back, and copy its store elsewhere."""

    @needs(Right.ADMINISTER)
    def backup(self, output: Path, *, progress: Progress = no_progress) -> int:
        """Write a consistent copy of the store and all originals to a ZIP file, in one step.

        Returns how many files it holds besides the store, a SQLite file whatever its database is.
        Others may go on writing. Raises LibraryDamagedError, StoreError: `output` is unchanged.
        OriginalsError: one cannot be fetched. ExportError: `output` cannot be a file, or is one of
        a library.
        """
        parts = self._parts
        check_place(output)
        parts.store.reports.stats()  # migrates an old store, makes a new one, refuses a missing one
        if faults := parts.store.integrity.faults():
            raise LibraryDamagedError(path=doctor.place_of(parts), reason=faults[0])
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
    def restore(self, file: Path, *, progress: Progress = no_progress) -> Restored:
        """Put a backup into a home without a library; the index is behind it then.

        The store takes its place last: until then the home holds no library, and the same command
        may be run again. The log of the restored library says who did it. Raises BackupError: no
        backup, or it is damaged. LibraryPresentError: the home holds a library, or other files of
        the same names. StoreError: the library is in another database. OSError: the disk refuses.
        """
        from itasearch.store.sql import open_store

        settings = self._parts.settings
        if settings.database_url:
            raise StoreError(
                "the library's store is {place}, and a backup is restored into "
                "corpus/library.db; nothing was changed. Restore it without "
                "ITASEARCH_DATABASE_URL, then run: itasearch move --to URL",
                place=doctor.place_of(self._parts),
            )
        _check_free(settings)
        with (
            _opened_backup(file) as archive,
            writing(settings.building_lock, progress),
            writing(settings.lock, progress),
            TemporaryFolder(within=settings.corpus) as folder,
        ):
            _check_free(settings)  # another one may have made a library
            names = list(_unpacked(file, archive, folder.path, progress))
            try:
                with open_store(folder.path / STORE) as store:
                    if faults := store.integrity.faults():
                        raise BackupError(
                            path=file, reason=f"{STORE} in it is damaged ({faults[0]})"
                        )
                    stats, reports = store.reports.stats(), store.reports.all()
                    store.actions.add(self.person, ActionKind.RESTORE, title=file.name)
            except StoreError as error:
                raise BackupError(
                    path=file, reason=f"{STORE} in it cannot be used ({error})"
                ) from error
            _put_in_place(folder.path, settings, names)
        paths = dict.fromkeys(report.source.path for report in reports)
        return Restored(
            reports=stats.reports,
            measures=stats.measures,
            files=len(names),
            absent=tuple(path for path in paths if path not in names),
        )

    @needs(Right.ADMINISTER)
    def move(self, target: str | Path, *, progress: Progress = no_progress) -> Mapping[str, int]:
        """Copy the store to an empty database, all or nothing; originals stay in the home.

        `target`: a SQLAlchemy URL, or a SQLite file, within the home if relative. Nobody else
        writes meanwhile. Returns the rows of each table, by name. Raises StoreError: the target is
        this store or holds something, or one of both failed.
        """
        parts = self._parts
        if isinstance(target, Path):
            target = parts.settings.home / target

        def on_rows(done: int, total: int) -> None:
            progress(ProgressEvent(stage=MOVE, done=done, total=total))

        parts.store.reports.stats()  # before the lock's file: a home without a store stays so
        with writing(parts.settings.lock, progress):
            return parts.store.copying.copy_to(target, on_rows=on_rows)


def _check_free(settings: Settings) -> None:
    store = settings.home / STORE
    if store.is_file() and store.stat().st_size > 0:
        raise LibraryPresentError(home=settings.home)


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


@contextmanager
def _opened_backup(file: Path) -> Iterator[ZipFile]:
    """A backup with its store and files of corpus/ only. Raises BackupError, OSError."""
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError) as error:
        raise BackupError(path=file, reason=f"it is no complete ZIP archive ({error})") from error
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


def _unpacked(file: Path, archive: ZipFile, folder: Path, progress: Progress) -> Iterator[str]:
    """Write all members of a backup below a folder; names of those other than the store."""
    members: list[ZipInfo] = [info for info in archive.infolist() if not info.is_dir()]
    for done, member in enumerate(members, start=1):
        target = folder / member.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with archive.open(member) as packed, target.open("xb") as copy:
                shutil.copyfileobj(packed, copy, _BLOCK)
        except _READ_ERRORS as error:
            reason = f"{member.filename} in it is damaged ({error})"
            raise BackupError(path=file, reason=reason) from error
        sync(target)
        progress(ProgressEvent(stage=RESTORING, done=done, total=len(members)))
        if member.filename != STORE:
            yield member.filename


def _put_in_place(folder: Path, settings: Settings, names: list[str]) -> None:
    """Move unpacked originals into the home, then the store."""
    for name in names:
        target = settings.home / name
        if target.exists() and not filecmp.cmp(folder / name, target, shallow=False):
            raise LibraryPresentError(home=settings.home)
    for name in names:
        (settings.home / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).replace(settings.home / name)
    for end in ("-wal", "-shm", "-journal"):  # of a store that is gone
        (settings.home / f"{STORE}{end}").unlink(missing_ok=True)
    (folder / STORE).replace(settings.home / STORE)
    sync(settings.corpus)
