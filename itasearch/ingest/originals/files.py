"""Files to read: found in folders, known by their digests, named in an extraction."""

import hashlib
import os
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from itasearch.errors import DamagedFileError
from itasearch.model.records import Extraction, Measure, OrganisationResult, Report
from itasearch.model.source import safe_name
from itasearch.readers.base import read_start
from itasearch.readers.encoding import looks_binary
from itasearch.wording.messages import CHOOSE_REPORT, NO_SUCH_FILE

_Placed = TypeVar("_Placed", Report, Measure, OrganisationResult)
DIGEST_LETTERS = 12  #: Of a file's digest, before the name of its copy
CHANGED = "ไฟล์ถูกแก้ไขระหว่างที่อ่าน โปรดเพิ่มไฟล์นี้อีกครั้ง"
_UNNAMEABLE = "ชื่อไฟล์ไม่ใช่ UTF-8 โปรดเปลี่ยนชื่อไฟล์แล้วเพิ่มใหม่"
_SKIPPED_NAMES = re.compile(
    r"\.|~\$|readme|library\.db|settings\.toml|sources\.json|.*\.lock$|(?:thumbs\.db|desktop\.ini)$",
    re.IGNORECASE,
)
_TEXT_ENDING = re.compile(
    r"\.(?:te?xt|md|markdown|[ctp]sv|tab|x?html?|xml|rtf|pdf|do[ct]x?|docm|dotx|od[ts]|xlsx?)",
    re.IGNORECASE,
)
"""Of text that may be a report; other kinds of files are known by their content."""
_HEAD_BYTES = 4_096  # of a file, by which text is told from other files; by hand
_UNLISTED = "ไฟล์ข้อความนามสกุล {} ไม่ใช่ชนิดของรายงาน หากเป็นรายงาน โปรดเพิ่มโดยระบุชื่อไฟล์นี้โดยตรง"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file to read."""

    path: Path  #: as given, or below a folder as given
    named: bool  #: whether the path itself was given, not a folder that holds it
    origin: str | None = None  #: web address, or archive and place in it, of what is here for now
    fault: str | None = None  #: why there is nothing to read at `path` (Thai)

    @property
    def display_name(self) -> str:
        """The name that a person knows the file by."""
        return self.origin or str(self.path)


def find_files(paths: Sequence[Path], *, beside: Path | None = None) -> tuple[FoundFile, ...]:
    """The files at `paths`, folders searched through, each folder in sorted order.

    A folder's hidden files, README, lock and "~$" files, the home's own files and the folder
    `beside` are passed over; text is refused unless its ending is one of reports. A path that was
    given is always taken, even when nothing is there (reading it then reports that).
    """
    files: dict[Path, FoundFile] = {}
    for path in paths:
        if path.is_dir():
            for inner in sorted(_files_below(path, beside)):
                fault = unlisted(inner)
                files.setdefault(inner, FoundFile(path=inner, named=False, fault=fault))
        else:
            files[path] = FoundFile(path=path, named=True)
    return tuple(files.values())


def _files_below(folder: Path, beside: Path | None) -> Iterator[Path]:
    closed: list[Path] = []
    aside = None if beside is None else beside.resolve()
    for current, folders, names in os.walk(
        folder, onerror=lambda error: closed.append(Path(error.filename))
    ):
        visible = [name for name in folders if not name.startswith(".")]
        folders[:] = [name for name in visible if Path(current, name).resolve() != aside]
        yield from (Path(current, name) for name in names if not is_passed_over(name))
    # A folder that could not be opened is refused when it is read, not passed over in silence.
    yield from closed


def is_passed_over(name: str) -> bool:
    """Whether a file of this name in a folder or archive is no report, whatever it holds."""
    return _SKIPPED_NAMES.match(name) is not None


def unlisted(path: Path) -> str | None:
    """Why a file of a folder or archive is not read as a report; None: it is tried."""
    if _TEXT_ENDING.fullmatch(path.suffix):
        return None
    try:
        head = read_start(path, size=_HEAD_BYTES)
    except (DamagedFileError, OSError):
        return None  # the reading reports why
    is_tried = not head.strip() or looks_binary(head) or head.startswith(b"%PDF")
    return None if is_tried else _UNLISTED.format(f"“{path.suffix}”")


def check_plain(path: Path) -> None:
    """Raise DamagedFileError if nothing is at `path`, or not a plain file."""
    if not path.is_file():
        reason = f"ไม่ใช่ไฟล์ข้อมูล {CHOOSE_REPORT}" if path.exists() else NO_SUCH_FILE
        if path.is_dir():
            reason = "เปิดโฟลเดอร์นี้ไม่ได้ โปรดตรวจสอบสิทธิ์การเข้าถึง"
        raise DamagedFileError(path=str(path), reason=reason)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex. Raises DamagedFileError, where none is; OSError."""
    check_plain(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_unchanged(path: Path, sha256: str) -> None:
    """Raise DamagedFileError if a file is no longer the one that `sha256` was taken of."""
    if digest(path) != sha256:
        raise DamagedFileError(path=str(path), reason=CHANGED)


def copy_name(name: str, sha256: str, *, names: Container[str]) -> str:
    """A copy's name behind its digest's first letters; `names`: copies of others with the same."""
    safe, prefix = safe_name(name), f"{sha256[:DIGEST_LETTERS]}-"
    # A copy that was moved out of corpus/added and is added again keeps its name.
    copy = safe if safe.startswith(prefix) else prefix + safe
    return copy if copy not in names else f"{prefix}{sha256[DIGEST_LETTERS:]}-{safe}"


def check_name(stored: str) -> str:
    """The path of an original, if it is text. Raises DamagedFileError if it is not."""
    try:
        stored.encode()
    except UnicodeEncodeError as error:
        raise DamagedFileError(path=ascii(stored), reason=_UNNAMEABLE) from error
    return stored


def placed_at(extraction: Extraction, path: str, *, origin: str | None = None) -> Extraction:
    """The extraction in the file that the store names `path`; `origin` is its first warning."""
    noted = () if origin is None else (origin,)
    reports = (
        replace(
            _moved(report, path),
            warnings=(*noted, *report.warnings),
            measures=tuple(_moved(measure, path) for measure in report.measures),
        )
        for report in extraction.reports
    )
    results = (_moved(result, path) for result in extraction.ita_results)
    return replace(extraction, reports=tuple(reports), ita_results=tuple(results))


def _moved(placed: _Placed, path: str) -> _Placed:
    return replace(placed, source=replace(placed.source, path=path))
