"""Files that are written: how bytes reach the disk.

A file is written in a folder beside its place and moved there in one step: readers see the old
file or the whole new one.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from itasearch.config import Settings
from itasearch.errors import ExportError, Message
from itasearch.temporary import TemporaryFolder, is_temporary


def check_place(path: Path) -> None:
    """Check that a file that a person named can be written at `path`.

    Raises ExportError: `path` is a folder, or its folder does not exist, or a library keeps there
    what nothing else may write: its store, its index, an original.
    """
    _check_folder(path)
    if (home := _home_that_keeps(path.resolve())) is not None:
        raise ExportError(
            path=str(path),
            reason=Message(
                "the library in {home} keeps its own files there; name a file elsewhere", home=home
            ),
        )


def _check_folder(path: Path) -> None:
    if path.is_dir():
        raise ExportError(path=str(path), reason=Message("it is a folder; name a file in it"))
    if not path.parent.is_dir():
        raise ExportError(
            path=str(path), reason=Message("there is no folder {parent}", parent=path.parent)
        )


def _home_that_keeps(path: Path) -> Path | None:
    """The home of the library, open or not, whose file `path` is or would be.

    In corpus/ beside the store, where people have files of their own, one that is new is theirs;
    one that is there may be an original, unless it is a ZIP file, which no original is.
    """
    for folder in path.parents:
        home = Settings(home=folder.parent)
        if folder not in (home.corpus, home.index.parent) or not (
            (home.corpus / "library.db").is_file() or home.added.is_dir()
        ):
            continue
        # The store, a file that SQLite keeps with it, or a lock.
        is_of_store = path.name.startswith("library.db") or path.suffix == ".lock"
        is_free = (
            folder == home.corpus
            and not path.is_relative_to(home.added)
            and not (path.parent == home.corpus and is_of_store)
        )
        if is_free and (path.suffix.lower() == ".zip" or not path.exists()):
            continue
        return home.home
    return None


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, over any file there, wholly or not at all.

    Raises ExportError: `check_place` refuses `path`. OSError: the disk refuses.
    """
    write_files({path: content})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together, the first of them foremost: all of them, or none.

    All are on the disk before the first takes its place. If the disk refuses a later one its place
    then, that one and those after it are missing. Raises ExportError: `check_place` refuses a path.
    OSError: the disk refuses.
    """
    for path in contents:
        check_place(path)
    with ExitStack() as stack:
        for path in reversed(tuple(contents)):  # the last to be opened is the first in its place
            file = stack.enter_context(replacing(path))
            file.write(contents[path])
            _to_disk(file)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to fill, which takes the place of `path` at the end; after an error nothing is left.

    What a person named is to be given to `check_place` first: the library's own may be replaced.
    Raises ExportError: `path` is a folder, or its folder does not exist. OSError: the disk refuses.
    """
    _check_folder(path)
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
