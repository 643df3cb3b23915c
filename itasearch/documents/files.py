"""Files that are written: how bytes reach the disk.

A file is written in a folder beside its place and moved there in one step: readers see the old
file or the whole new one.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from itasearch.errors import ExportError
from itasearch.temporary import TemporaryFolder, is_temporary


def check_place(path: Path) -> None:
    """Check that a file can be written at `path`.

    Raises:
        ExportError: `path` is a folder, or its folder does not exist.
    """
    if path.is_dir():
        raise ExportError(path=str(path), reason="it is a folder; name a file in it")
    if not path.parent.is_dir():
        raise ExportError(path=str(path), reason=f"there is no folder {path.parent}")


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, over any file there, wholly or not at all.

    Raises:
        ExportError: `path` is a folder, or its folder does not exist.
        OSError: the disk refuses.
    """
    with replacing(path) as file:
        file.write(content)


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together, the first of them foremost: all of them, or none.

    All are on the disk before the first takes its place. If the disk refuses a later one its place
    then, that one and those after it are missing.

    Raises:
        ExportError: a path is a folder, or its folder does not exist.
        OSError: the disk refuses.
    """
    with ExitStack() as stack:
        for path in reversed(tuple(contents)):  # the last to be opened is the first in its place
            file = stack.enter_context(replacing(path))
            file.write(contents[path])
            _to_disk(file)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to fill, which takes the place of `path` at the end; after an error nothing is left.

    Raises:
        ExportError: `path` is a folder, or its folder does not exist.
        OSError: the disk refuses.
    """
    check_place(path)
    try:
        with TemporaryFolder(within=path.parent) as folder:
            beside = folder.path / "file"
            with beside.open("xb") as file:
                yield file
                _to_disk(file)
            beside.replace(path)
    except OSError as error:
        if error.filename is None or is_temporary(Path(os.fsdecode(error.filename))):
            error.filename = str(path)  # a failed write names no file, or the one beside
        raise


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
