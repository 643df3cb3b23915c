"""The verb `backup`: the truth of a home in one ZIP file, index/ left out.

Unzipped into an empty home, `itasearch build` makes the rest. The store is copied
before the originals, which are never rewritten: all files that it names are there by
then, so nobody has to wait. Imports the parts, store and documents.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from itasearch.config import Settings
from itasearch.documents.files import check_place, replacing
from itasearch.errors import ExportError
from itasearch.model.library import Progress, ProgressEvent
from itasearch.workspace.parts import Parts

_STORE = "library.db"
_CHUNK = 1024**2


def backup(parts: Parts, output: Path, progress: Progress) -> int:
    """See Workspace.backup."""
    from itasearch.store.db.backup import copy_database, sqlite_file

    database = sqlite_file(parts.database)
    check_place(output)
    parts.store.stats()  # an old store is brought up to date, a new one made, a missing one told
    with (
        replacing(output) as file,
        tempfile.TemporaryDirectory(prefix=".itasearch-", dir=output.parent) as folder,
    ):
        store = Path(folder, _STORE)
        copy_database(database, store)
        originals = tuple(_originals(parts.settings, without=output))
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            _write(archive, store, f"corpus/{_STORE}")
            for done, original in enumerate(originals, start=1):
                name = original.relative_to(parts.settings.home).as_posix()
                _write(archive, original, _plain(name))
                progress(ProgressEvent(stage="backup", done=done, total=len(originals)))
    return len(originals)


def _originals(settings: Settings, *, without: Path) -> Iterator[Path]:
    """All files below corpus/ but the store with its log, locks, hidden ones and the backup."""
    for path in sorted(settings.corpus.rglob("*")):
        below = path.relative_to(settings.corpus)
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        of_store = path.parent == settings.corpus and path.name.startswith(_STORE)
        if not of_store and path.suffix != ".lock" and path.resolve() != without.resolve():
            yield path


def _plain(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        reason = "its name is no UTF-8, so no archive can hold it; rename it"
        raise ExportError(path=ascii(name), reason=reason) from error
    return name


def _write(archive: ZipFile, path: Path, name: str) -> None:
    # A clock that was wrong may have left years that ZIP does not know.
    told = ZipInfo.from_file(path, name, strict_timestamps=False)
    told.compress_type = ZIP_DEFLATED
    with path.open("rb") as original, archive.open(told, "w") as entry:
        while chunk := original.read(_CHUNK):
            entry.write(chunk)
