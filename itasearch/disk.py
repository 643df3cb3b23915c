"""What the system refuses on a disk that is full, or that must not be written."""

import errno
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
