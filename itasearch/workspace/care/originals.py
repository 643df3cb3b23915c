"""Original files against the digests that they were read with.

Search needs none of them; reading again, the page beside a row and a backup need them.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from itasearch.model.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFiles:
    """Files that are no longer what was read, by the path that the store names them by.

    Attributes:
        changed: files of other bytes.
        unreadable: files that the disk does not give, with why.
    """

    changed: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def changed_files(home: Path, sources: Iterable[SourceRef]) -> ChangedFiles:
    """Read the originals of a home that are there; those in a bucket are not fetched.

    Args:
        home: which the sources' paths are relative to.
        sources: of reports; of one file once.
    """
    changed: list[str] = []
    unreadable: list[str] = []
    for path, sha256 in dict.fromkeys((one.path, one.sha256) for one in sources):
        try:
            if not _is_same(home / path, sha256):
                changed.append(path)
        except OSError as error:
            unreadable.append(f"{path} ({error.strerror})")
    return ChangedFiles(changed=tuple(changed), unreadable=tuple(unreadable))


def drop_changed(folder: Path, sources: Iterable[SourceRef]) -> int:
    """Delete copies of originals in `folder` that are not what was read; how many there were.

    They were fetched from a bucket, and are fetched again. Raises OSError.
    """
    changed = changed_files(folder, sources).changed
    for path in changed:
        (folder / path).unlink(missing_ok=True)
    return len(changed)


def _is_same(file: Path, sha256: str) -> bool:
    """Whether a file has these bytes; one that is not there counts so. Raises OSError."""
    if not file.is_file():
        return True
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == sha256
