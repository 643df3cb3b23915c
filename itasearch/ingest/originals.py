"""Original files: found in folders, copied into the library, named in an extraction.

An original is never rewritten. A file outside corpus/ is copied once to corpus/added/ under
a name that begins with its digest; the copy appears there whole or not at all, so one that
a kill left without a row in the store is simply used by the next `add`. A file is read where
it is for now; the places of its extraction must name the stored copy.
"""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from itasearch.config import Settings
from itasearch.errors import DamagedFileError
from itasearch.model.records import Extraction
from itasearch.model.source import SourceRef, safe_name
from itasearch.wording.messages import CHOOSE_REPORT, NO_SUCH_FILE

_SETTLED_SECONDS = 2.0
"""Age of a file's last change from which its times show the next: FAT counts in 2 seconds."""

_KNOWN_DIGESTS = 1_024
"""Files whose digests are remembered; far more than are looked up before the first is kept."""
_DIGEST_LETTERS = 12
"""Letters of a file's digest before the name of its copy: enough that hardly two are alike."""
_UNFINISHED = ".unfinished"
_CHANGED = "ไฟล์ถูกแก้ไขระหว่างที่อ่าน โปรดเพิ่มไฟล์นี้อีกครั้ง"
_UNNAMEABLE = "ชื่อไฟล์ไม่ใช่ UTF-8 โปรดเปลี่ยนชื่อไฟล์แล้วเพิ่มใหม่"
_SKIPPED_NAMES = re.compile(
    r"\.|~\$|readme|library\.db|settings\.toml|.*\.lock$|(?:thumbs\.db|desktop\.ini)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file to read.

    Attributes:
        path: as given, or below a folder as given.
        named: whether the path itself was given, not a folder that holds it.
        origin: where a file that is at `path` only for now came from: a web address, or
            an archive and the place in it; None: `path` is where it came from.
        fault: why there is nothing to read at `path` (Thai); None: it can be read.
    """

    path: Path
    named: bool
    origin: str | None = None
    fault: str | None = None

    @property
    def display_name(self) -> str:
        """The name that a person knows the file by."""
        return self.origin or str(self.path)


def find_files(paths: Sequence[Path], *, beside: Path | None = None) -> tuple[FoundFile, ...]:
    """The files at `paths`, folders searched through, each folder in sorted order.

    A folder's hidden files, README files, lock files, Office's "~$" files and the
    store itself with the home's settings are passed over, and the folder `beside`; a path
    that was given is always taken, even when nothing is there (reading it then reports that).
    """
    found: dict[Path, FoundFile] = {}
    for path in paths:
        if path.is_dir():
            for inner in sorted(_files_below(path, beside)):
                found.setdefault(inner, FoundFile(path=inner, named=False))
        else:
            found[path] = FoundFile(path=path, named=True)
    return tuple(found.values())


def _files_below(folder: Path, beside: Path | None) -> Iterator[Path]:
    closed: list[Path] = []
    for current, folders, names in os.walk(
        folder, onerror=lambda error: closed.append(Path(error.filename))
    ):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and (beside is None or Path(current, name).resolve() != beside.resolve())
        ]
        for name in names:
            if not is_passed_over(name):
                yield Path(current, name)
    # A folder that could not be opened is refused when it is read, not passed over in silence.
    yield from closed


def is_passed_over(name: str) -> bool:
    """Whether a file of this name in a folder or archive is no report, whatever it holds."""
    return _SKIPPED_NAMES.match(name) is not None


def check_plain(path: Path) -> None:
    """Raise DamagedFileError if nothing is at `path`, or not a plain file."""
    if not path.is_file():
        reason = f"ไม่ใช่ไฟล์ข้อมูล {CHOOSE_REPORT}" if path.exists() else NO_SUCH_FILE
        if path.is_dir():
            reason = "เปิดโฟลเดอร์นี้ไม่ได้ โปรดตรวจสอบสิทธิ์การเข้าถึง"
        raise DamagedFileError(path=str(path), reason=reason)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex.

    A file is read once for as long as its size, times and place on the disk stay as they
    are, unless it was changed just now: two changes within one tick of the file system's
    clock leave the same time.

    Raises:
        DamagedFileError: nothing is there, or not a plain file.
        OSError: it cannot be read.
    """
    check_plain(path)
    found = path.stat()
    changed = max(found.st_mtime, found.st_ctime)
    if time.time() - changed < _SETTLED_SECONDS:
        return _hashed(path)
    state = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return _hashed_in_state(path, state)


@lru_cache(maxsize=_KNOWN_DIGESTS)
def _hashed_in_state(path: Path, _state: tuple[int, ...]) -> str:
    return _hashed(path)


def _hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Originals:
    """Keeps originals for good; one object for as long as the writer lock is held.

    The names in corpus/added/ are read once: of tens of thousands that takes as long as a copy.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._names: dict[str, list[str]] | None = None

    def keep(self, path: Path, sha256: str) -> Path:
        """Where the original is kept: `path` inside corpus/, else its copy in corpus/added/.

        With the first copy comes `unfinished_mark`, to be deleted by the caller when the
        report is stored.

        Raises:
            DamagedFileError: the file is no longer the one that `sha256` was taken of.
            OSError: the copy cannot be written.
        """
        settings, resolved = self._settings, path.resolve()
        _check_unchanged(resolved, sha256)
        if resolved.is_relative_to(settings.corpus.resolve()):
            return resolved
        if self._names is None:
            self._names = _kept_names(settings)
        same_start = self._names.setdefault(sha256[:_DIGEST_LETTERS], [])
        for name in same_start:
            if digest(settings.added / name) == sha256:
                return settings.added / name
        target = settings.added / _copy_name(path.name, sha256)
        is_first = not any(self._names.values())
        mark = unfinished_mark(settings)
        if is_first:
            mark.touch()
        try:
            _copy(resolved, sha256, target=target)
        except BaseException:
            if is_first:
                mark.unlink(missing_ok=True)
            raise
        same_start.append(target.name)
        return target


def _kept_names(settings: Settings) -> dict[str, list[str]]:
    """The names in corpus/added/, which is made if need be, by their beginnings."""
    settings.added.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    # By scandir: a glob looks at each of thousands of names ten times as long.
    with os.scandir(settings.added) as entries:
        for name in sorted(entry.name for entry in entries if not entry.name.startswith(".")):
            found.setdefault(name[:_DIGEST_LETTERS], []).append(name)
    return found


def unfinished_mark(settings: Settings) -> Path:
    """The file that is there from the first copy in corpus/added until a report is stored.

    While it is there, originals without any report in the store are what a killed or
    failed `add` left, not a sign that the store was lost.
    """
    return settings.added / _UNFINISHED


def _copy(path: Path, sha256: str, *, target: Path) -> Path:
    # One name for all: the writer lock is held, so what is there is of a run that was killed.
    incoming = target.parent / ".incoming"
    try:
        with incoming.open("wb") as copy, path.open("rb") as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
        _check_unchanged(path, sha256)
        incoming.replace(target)
    finally:
        incoming.unlink(missing_ok=True)
    return target


def _check_unchanged(path: Path, sha256: str) -> None:
    if digest(path) != sha256:
        raise DamagedFileError(path=str(path), reason=_CHANGED)


def _copy_name(name: str, sha256: str) -> str:
    """The original name behind the digest, without what some file system cannot hold."""
    safe, prefix = safe_name(name), f"{sha256[:_DIGEST_LETTERS]}-"
    # A copy that was moved out of corpus/added and is added again keeps its name.
    return safe if safe.startswith(prefix) else prefix + safe


def stored_path(original: Path, settings: Settings) -> str:
    """The path that the store keeps: relative to the home, with forward slashes.

    Raises:
        DamagedFileError: the name is not text, so no other program could name it.
    """
    relative = original.resolve().relative_to(settings.home.resolve()).as_posix()
    try:
        relative.encode()
    except UnicodeEncodeError as error:
        raise DamagedFileError(path=ascii(str(original)), reason=_UNNAMEABLE) from error
    return relative


def placed_at(extraction: Extraction, path: str, *, origin: str | None = None) -> Extraction:
    """The extraction with all its places in the file that the store names `path`.

    Args:
        origin: of the file: the first warning of each report, if any.
    """
    noted = () if origin is None else (origin,)

    def moved(source: SourceRef) -> SourceRef:
        return replace(source, path=path)

    return replace(
        extraction,
        reports=tuple(
            replace(
                report,
                source=moved(report.source),
                warnings=(*noted, *report.warnings),
                measures=tuple(
                    replace(measure, source=moved(measure.source)) for measure in report.measures
                ),
            )
            for report in extraction.reports
        ),
        ita_results=tuple(
            replace(result, source=moved(result.source)) for result in extraction.ita_results
        ),
    )
