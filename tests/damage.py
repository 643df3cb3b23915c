"""What disks do to files, for tests: a byte that is another one."""

from pathlib import Path

from itasearch.backends.local.generations import current_name


def flip(file: Path, place: int) -> None:
    """Turn all bits of the byte at `place`; from the end where it is below 0."""
    content = bytearray(file.read_bytes())
    content[place] ^= 0xFF
    file.write_bytes(content)


def current_rows(home: Path) -> Path:
    """A file of rows of the index that a home is searched by."""
    return next(current_generation(home).glob("rows-*.bin"))


def current_generation(home: Path) -> Path:
    """The folder of the index that a home is searched by."""
    index = home / "index" / "search"
    return index / current_name(index)
