"""A backup put in the place of a library, which is kept in a folder next to corpus/.

All of it is unpacked before anything changes. Then the originals are moved to their places, which
harms no library that does not name them, and last the store's file replaces the old one in one
step: killed at any moment, there is the old library or the new one.
"""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

from itasearch.config import Settings
from itasearch.model.library import RESTORING, Progress, ProgressEvent, no_progress
from itasearch.model.people import ActionKind, Person
from itasearch.temporary import TemporaryFolder
from itasearch.workspace.care.archive import STORE, extract, other_members

_BESIDE = ("", "-wal", "-shm", "-journal")
"""Ends of the names of the files that SQLite may have of one database."""


def holds_library(settings: Settings) -> bool:
    """Whether a store or originals are where a backup would be restored."""
    store = settings.home / STORE
    if store.is_file() and store.stat().st_size:
        return True
    return settings.added.is_dir() and any(settings.added.glob("[!.]*"))


def put_in_place(
    archive: ZipFile,
    settings: Settings,
    *,
    by: Person,
    without: tuple[str, ...],
    now: datetime,
    progress: Progress = no_progress,
) -> Path | None:
    """Make a home hold what a backup has; the writer lock is held by the caller.

    Files that the home has besides stay.

    Args:
        archive: as `opened_backup` gives it, whose store is whole.
        without: files that cannot be read from it.
        now: which names the folder for what is replaced.
        progress: gets the files unpacked, as stage RESTORING.

    Returns the folder with what was replaced; None where nothing was. Raises OSError, StoreError:
    the disk refuses; the old library is still there.
    """
    from itasearch.store.db.database import write_log_back
    from itasearch.store.sql import open_store

    home = settings.home
    kept = home / f"before-restore-{now:%Y%m%d-%H%M%S}"
    with TemporaryFolder(within=settings.corpus) as folder:
        unpacked = folder.path
        members = [one for one in other_members(archive) if one.filename not in without]
        for done, member in enumerate((archive.getinfo(STORE), *members)):
            target = unpacked / member.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            extract(archive, member, target)
            _sync(target)
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
        _sync(settings.corpus)
    return kept if kept.exists() else None


def _replace(new: Path, target: Path, kept: Path) -> None:
    """Move a file to its place, unless it is there already; another one there is kept."""
    if target.is_file():
        with suppress(OSError):  # of a damaged disk
            if new.read_bytes() == target.read_bytes():
                return
        _keep(target, kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    new.replace(target)


def _keep(file: Path, kept: Path) -> None:
    """Give a file a second name, which stays when the first is replaced; a copy if need be."""
    if not file.is_file():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, kept)
    except OSError:
        shutil.copyfile(file, kept)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder, and needs no sync of one
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
