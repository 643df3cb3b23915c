"""Verbs that save a library, put it back, and move its store to another database.

A backup holds corpus/ without index/, which `itasearch build` makes again. The store is copied
before the originals, which are never rewritten: all files that it names exist by then, so nobody
has to wait.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from itasearch.config import Settings
from itasearch.documents.files import check_place, replacing
from itasearch.errors import (
    ExportError,
    LibraryDamagedError,
    LibraryPresentError,
    Message,
    StoreError,
)
from itasearch.model.library import BACKUP, MOVE, Progress, ProgressEvent, no_progress
from itasearch.model.people import ActionKind, Right
from itasearch.temporary import TemporaryFolder
from itasearch.wording.label import data_label
from itasearch.workspace.access import needs
from itasearch.workspace.care.archive import STORE, BackupContent, content_of, opened_backup
from itasearch.workspace.care.restoring import holds_library, put_in_place
from itasearch.workspace.health import holdings
from itasearch.workspace.index import writing
from itasearch.workspace.parts import Parts, Verbs
from itasearch.workspace.values import CheckStatus

if TYPE_CHECKING:
    from itasearch.store.base import MovedTable


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

        A damaged store is refused, and over an older file a library that lacks originals, so that
        neither takes the place of a whole backup. Others may go on writing. The store is a SQLite
        file in it whatever database it is in (`move` brings it back there), and originals of a
        bucket are files.

        Returns:
            How many files of corpus/ it holds besides the store.

        Raises:
            LibraryDamagedError, StoreError: of the store; what `output` held is as it was.
            OriginalsError: an original cannot be fetched.
            ExportError: `output` is a folder, or lies in none, or is a file of a library; or it is
                there, and originals are lost or were changed, which it may still hold.
        """
        parts = self._parts
        check_place(output)
        parts.store.reports.stats()  # migrates an old store, makes a new one, refuses a missing one
        if faults := parts.store.integrity.faults():
            raise LibraryDamagedError(path=holdings.place_of(parts), reason=faults[0].text)
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
        """Read all of a file of `backup`; nothing is restored.

        Raises BackupError: it is no backup, or its store is damaged; OSError.
        """
        with opened_backup(file) as archive:
            return content_of(file, archive, progress=progress)

    @needs(Right.ADMINISTER)
    def restore(
        self, file: Path, *, replace: bool = False, progress: Progress = no_progress
    ) -> Restored:
        """Put a backup into the home, whole or not at all; the index is behind it then.

        Nobody builds or writes meanwhile. The log of the library that is put there says who did it.
        What a library that is replaced holds is kept.

        Raises:
            BackupError: it is no backup, or its store is damaged.
            LibraryPresentError: the home holds a library, and `replace` is not set.
            StoreError: the library is in another database, or the disk refuses.
            OSError: the disk refuses; all is as it was.
        """
        settings = self._parts.settings
        if settings.database_url:
            place = holdings.place_of(self._parts)
            raise StoreError(
                Message(
                    "the library's store is {place}, and a backup is restored into "
                    "corpus/library.db; nothing was changed. Restore it without "
                    "ITASEARCH_DATABASE_URL, then run: itasearch move --to URL --overwrite",
                    place=place,
                )
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
                    now=datetime.now(),
                    progress=progress,
                )
        return Restored(content=content, kept=kept)

    @needs(Right.ADMINISTER)
    def move(
        self, target: str | Path, *, overwrite: bool = False, progress: Progress = no_progress
    ) -> "tuple[MovedTable, ...]":
        """Copy the store to another database, whole or not at all; originals stay in the home.

        Nobody else writes meanwhile. With ITASEARCH_DATABASE_URL set to the copy nothing has to be
        built.

        Args:
            target: SQLAlchemy URL, or a SQLite file, within the home if it is relative.
            overwrite: whether a library that holds anything is replaced.

        Returns:
            Of each table its rows and their digest, read back from the copy.

        Raises:
            StoreError: the target is this store or holds something, or one of both failed.
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
    """Raise LibraryPresentError where a library is that is not to be replaced."""
    if holds_library(settings) and not replace:
        raise LibraryPresentError(home=settings.home)


def _check_replaced(output: Path, parts: Parts) -> None:
    if not output.exists():
        return
    originals = holdings.originals(parts)
    if originals.status is CheckStatus.FAIL:
        raise ExportError(
            path=str(output),
            reason=Message(
                "it stays as it was, for it may hold what the library lacks: {what}; name another "
                "file, or put them back first: {remedy}",
                what=data_label(originals.thai_message, originals.message),
                remedy=data_label(originals.thai_remedy, originals.remedy),
            ),
        )


def _original_files(settings: Settings, *, without: Path) -> Iterator[Path]:
    """All files below corpus/ but the store with its log, locks, hidden ones and the backup."""
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
