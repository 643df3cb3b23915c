"""What disks do to files, for tests: bytes that change, a file that ends too early.

Nothing here shortens a file that a process may have mapped into memory: reading past the end of a
mapping ends the process with SIGBUS, and native threads of the full text keep theirs for a moment
after a backend is closed.
"""

import os
from pathlib import Path

from itasearch.backends.local.generations import current_name


def flip(file: Path, place: int) -> None:
    """Turn all bits of the byte at `place`; from the end where it is below 0."""
    overwrite(file, place, bytes([file.read_bytes()[place] ^ 0xFF]))


def overwrite(file: Path, place: int, content: bytes) -> None:
    """Write `content` at `place` of the file itself, which keeps its length where it fits in."""
    with file.open("r+b") as stream:
        stream.seek(place, os.SEEK_SET if place >= 0 else os.SEEK_END)
        stream.write(content)


def swap(file: Path, content: bytes) -> None:
    """Put another file in the place of this one; who has it mapped keeps the old one."""
    new = file.with_name(f"{file.name}.replacing")
    new.write_bytes(content)
    new.replace(file)


def current_rows(home: Path) -> Path:
    """A file of rows of the index that a home is searched by."""
    return next(current_generation(home).glob("rows-*.bin"))


def current_generation(home: Path) -> Path:
    """The folder of the index that a home is searched by."""
    index = home / "index" / "search"
    return index / current_name(index)
