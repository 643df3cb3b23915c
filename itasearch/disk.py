"""Files to the disk, and what the system refuses there: it is full, or must not be written."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from itasearch.errors import IndexUnwritableError, ReaderUnavailableError, StoreUnwritableError

IS_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Numbers of what the system refuses where there is no space, or none for this user."""
IS_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
"""Numbers of what it refuses where a disk or folder must not be written."""

Refusal: TypeAlias = OSError | StoreUnwritableError | IndexUnwritableError | ReaderUnavailableError
"""The last one mostly for want of room for temporary files."""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let OSErrors of a full disk name `path`: a failed write names no file."""
    try:
        yield
    except OSError as error:
        if error.errno in IS_FULL and (error.filename is None or error.filename2 is not None):
            error.filename = str(path)
            if error.filename2 is not None:
                del error.filename2  # None would be shown
        raise


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder, and needs no sync of one
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; a copy where links are not possible."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def refusal_in(error: BaseException | None) -> Refusal | None:
    """What the disk refused, of an error and what caused it; None: it is no matter of the disk."""
    while error is not None:
        match error:
            case StoreUnwritableError() | IndexUnwritableError() | ReaderUnavailableError():
                return error
            case OSError() if is_full(error):
                return error
            # Without a file's name it may be a port that this user must not open.
            case OSError() if error.errno in IS_CLOSED and error.filename is not None:
                return error
        error = error.__cause__ or error.__context__
    return None


def is_full(error: OSError) -> bool:
    """Whether a disk has no space; also where Python finds no folder for temporary files."""
    return error.errno in IS_FULL or (error.errno == errno.ENOENT and error.filename is None)
