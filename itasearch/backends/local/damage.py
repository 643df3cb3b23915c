"""Damage of a generation's files: found by their checksums, and named where reading fails.

The manifest has a CRC-32 of each file, which finds what disks, memory and copying do to a file.
Small indexes are checked whenever they are opened, all of them by `doctor`, and what a commit
reads of an older generation to write it anew before that commit counts: damage is never copied
into a file with a new checksum.

Damaged files make FAISS, NumPy and tantivy raise whatever they come across; tantivy's are panics
of Rust, which are no Exception. Where a checksum does not fit, that is the cause.
"""

import errno
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile

from itasearch.backends.local.generations import (
    MANIFEST,
    NOT_AS_WRITTEN,
    STORE_REVISION,
    Manifest,
    is_damaged_revision,
    read_manifest,
)
from itasearch.errors import BackendError, IndexDamagedError, ItaSearchError

CHECKED_AT_OPENING = 64 * 1024**2
"""Bytes of an index that is checked whenever it is opened: CRC-32 takes 16 ms of them, read from
memory (zlib of Python 3.11, a core of 2.9 GHz)."""
_BLOCK = 1 << 20  # bytes read at once
_REWRITTEN = frozenset({"meta.json", ".managed.json", "numbers.npz", "dead.npy"})
"""Files whose names each generation uses for content of its own; other names are used once."""
_OF_DAMAGE = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What FAISS, NumPy, tantivy and json raise when a file holds something else than it should."""
_OF_PROCESS = frozenset({errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""Numbers of what the system refuses to a process, whatever a file holds: no right to read it, too
many files open."""
_MOST_NAMED = 3  # damaged files that a message names


def checksum(file: Path) -> int:
    """CRC-32 of a file's bytes. Raises OSError."""
    found = 0
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            found = zlib.crc32(block, found)
    return found


def checksums(
    folder: Path, sizes: Mapping[str, int], *, base: tuple[Path, Manifest] | None = None
) -> dict[str, int]:
    """Checksums of the files of a new generation in `folder`.

    Args:
        base: folder and manifest of the generation that it was made from. Files of the same
            name keep their checksums; those that were read to write others are checked.

    Raises:
        IndexDamagedError: a file of `base` is damaged, and what was made of it is, too.
    """
    known = {} if base is None else _carried(base[1], sizes)
    if base is not None:
        before, manifest = base
        read = {name: sum_ for name, sum_ in manifest.checksums.items() if name not in known}
        _raise_if_damaged(before, read)
    return {name: known[name] if name in known else checksum(folder / name) for name in sizes}


def _carried(manifest: Manifest, sizes: Mapping[str, int]) -> dict[str, int]:
    """Checksums of files that the next generation has under the same name."""
    return {
        name: found
        for name, found in manifest.checksums.items()
        if name in sizes and name.rpartition("/")[2] not in _REWRITTEN
    }


def check_small(folder: Path, manifest: Manifest, *, known: Manifest | None) -> None:
    """Check the files of a generation that is small enough; those that `known` has, too, are not.

    Raises:
        IndexDamagedError: one of them is damaged.
    """
    if sum(manifest.sizes.values()) > CHECKED_AT_OPENING:
        return
    checked = {} if known is None else _carried(known, manifest.sizes)
    _raise_if_damaged(folder, {k: v for k, v in manifest.checksums.items() if k not in checked})


def damaged_files(folder: Path) -> tuple[Path, ...]:
    """The files of a generation that are not as they were written; () where it is gone.

    Raises:
        OSError: this process may not read them.
    """
    try:
        manifest = read_manifest(folder)
    except IndexDamagedError as error:
        return (Path(error.path),)
    except BackendError:
        return ()
    except FileNotFoundError as error:
        # Without the folder: a writer has dropped it meanwhile.
        return (Path(error.filename),) if folder.is_dir() else ()
    except _OF_DAMAGE as error:
        if not is_of_damage(error):
            raise
        return (folder / MANIFEST,)
    return (*_damaged(folder, manifest.checksums), *_damaged_revision(folder))


def _damaged_revision(folder: Path) -> tuple[Path, ...]:
    """The file of the store's revision, which is written after the manifest; () for none."""
    file = folder / STORE_REVISION
    try:
        return (file,) if is_damaged_revision(file.read_bytes()) else ()
    except FileNotFoundError:
        return ()


def _damaged(folder: Path, checksums: Mapping[str, int]) -> tuple[Path, ...]:
    return tuple(folder / name for name, sum_ in checksums.items() if not _fits(folder, name, sum_))


def _fits(folder: Path, name: str, expected: int) -> bool:
    try:
        return checksum(folder / name) == expected
    except OSError as error:
        if not is_of_damage(error):
            raise
        return False


def _raise_if_damaged(folder: Path, checksums: Mapping[str, int]) -> None:
    damaged = _damaged(folder, checksums)
    if damaged and folder.is_dir():
        raise damage_of(damaged)


def damage_of(files: tuple[Path, ...]) -> IndexDamagedError:
    """The error that names damaged files; at least one."""
    others = ", ".join(one.name for one in files[1:_MOST_NAMED])
    left = len(files) - _MOST_NAMED
    more = f"; also {others}" + (f" and {left} more" if left > 0 else "") if others else ""
    also = f" รวมทั้ง {others}" + (f" และอีก {left} ไฟล์" if left > 0 else "") if others else ""
    return IndexDamagedError(
        path=str(files[0]),
        reason=f"its checksum does not fit{more}",
        thai=f"{NOT_AS_WRITTEN}{also}",
    )


def is_of_damage(error: BaseException) -> bool:
    """Whether a damaged file may raise this; a panic of Rust is a BaseException of no module."""
    if isinstance(error, OSError) and error.errno in _OF_PROCESS:
        return False
    return isinstance(error, _OF_DAMAGE) or is_panic(error)


def is_panic(error: BaseException) -> bool:
    """Whether Rust panicked below Python."""
    return type(error).__name__ == "PanicException"


@contextmanager
def damage_named(index: Path, name: str) -> Iterator[None]:
    """Raise what a damaged file of the generation `name` causes in this block as its damage.

    What has another cause is raised as it is, but for a panic, which nobody could catch.

    Raises:
        IndexDamagedError: a file does not have its checksum, or tantivy panicked.
    """
    try:
        yield
    except ItaSearchError:
        raise
    except BaseException as error:
        if not is_of_damage(error):
            raise
        generation = index / name
        damaged = damaged_files(generation)
        if damaged:
            raise damage_of(damaged) from error
        if is_panic(error):
            raise IndexDamagedError(path=str(generation), reason=str(error)) from error
        raise
