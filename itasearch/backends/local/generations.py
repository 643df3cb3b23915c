"""Generations of the index on disk, their manifests, and the step that makes a new one current.

CURRENT names the generation in use (gen-000007-5c21d0), which never changes; a new one is written
next to it, then CURRENT is replaced in one step, so a kill at any moment leaves the old index or
the new one. Names are never used twice, so a reader that compares names notices even an index that
was built again. manifest.json is written last; it has the sizes and checksums (CRC-32) of all
files, and its own. Small indexes are checked whenever they are opened, all of them by `doctor`, and
what a commit reads of an older generation before that commit counts, so damage is never copied.
Damaged files make FAISS, NumPy and tantivy raise whatever they come across; where a checksum does
not fit, that is the cause.

STORE comes later: it names the revision of the store that the generation holds exactly.
"""

import errno
import inspect
import json
import os
import secrets
import shutil
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import wraps
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar
from zipfile import BadZipFile

from cattrs import Converter

from itasearch import errors
from itasearch.backends.base import IndexRecipe
from itasearch.disk import link, sync

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
STORE_REVISION = "STORE"
FORMAT = 6  #: version of the files' layout; another one is an index of another itasearch


_PREFIX = "gen-"
_OWN = "checksum"  # key of the manifest's own checksum
CHECKED_AT_OPENING = 64 * 1024**2
"""Bytes of an index that is checked whenever it is opened: CRC-32 takes 16 ms of them, read from
memory (zlib of Python 3.11, a core of 2.9 GHz)."""
_BLOCK = 1 << 20  # bytes read at once
_REWRITTEN = frozenset({"meta.json", ".managed.json"})
"""File names that each generation uses for its own content; other names are used once."""
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
_UNDAMAGED: set[Path] = set()
"""Generations that an error had checked, without a finding: another error reads no checksums."""
_CONVERTER = Converter(detailed_validation=False)
_MOST_NAMED = 3  # damaged files that a message names
_LONGEST_NAME_BYTES = 1_000  # bytes read of CURRENT; a generation's name has under 30; by hand


def current_name(path: Path) -> str:
    """Name of the current generation of the index at `path`. Raises IndexMissingError."""
    try:
        # Read dozens of times a search: four times as fast as Path.read_text.
        handle = os.open(f"{path}{os.sep}{CURRENT}", os.O_RDONLY)
        try:
            name = os.read(handle, _LONGEST_NAME_BYTES).decode().strip()
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError) as error:
        raise errors.IndexMissingError(path=str(path)) from error
    if not name.startswith(_PREFIX):  # emptied or overwritten by something else
        raise errors.IndexMissingError(path=str(path))
    return name


@contextmanager
def next_generation(path: Path) -> Iterator[Path]:
    """An empty folder, made current at the end of the block; deleted if anything fails."""
    path.mkdir(parents=True, exist_ok=True)
    numbers = [int(folder.name.split("-")[1]) for folder in _generations(path)]
    generation = path / f"{_PREFIX}{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}"
    generation.mkdir()
    try:
        yield generation
        _make_current(generation)
    except BaseException:
        current = None
        with suppress(errors.IndexMissingError):
            current = current_name(path)
        if current != generation.name:
            shutil.rmtree(generation, ignore_errors=True)
        raise


@contextmanager
def write_errors(path: Path) -> Iterator[None]:
    """Turn what the disk refuses while the index at `path` is written into IndexUnwritableError."""
    try:
        yield
    except OSError as error:
        reason = str(error)
        with suppress(OSError):
            reason += f"; {shutil.disk_usage(path).free / 1024**2:,.1f} MB are free"
        raise errors.IndexUnwritableError(path=str(path), reason=reason) from error


@contextmanager
def native_writing() -> Iterator[None]:
    """Raises OSError for tantivy's ValueError and FAISS' RuntimeError, which mean the disk."""
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise OSError(str(error)) from error


def read_revision(generation: Path) -> str:
    """The store's revision that a generation is known to hold; "" where none is known."""
    try:
        content = (generation / STORE_REVISION).read_bytes()
    except OSError:
        return ""
    return "" if is_damaged_revision(content) else content.partition(b" ")[2].decode()


def is_damaged_revision(content: bytes) -> bool:
    """Whether a file that `write_revision` wrote holds something else by now."""
    sum_, _, revision = content.partition(b" ")
    return sum_ != b"%08x" % zlib.crc32(revision)


def write_revision(generation: Path, revision: str) -> None:
    """Keep the store's revision that a generation is of, in one step. Raises OSError."""
    new = generation / f"{STORE_REVISION}.{secrets.token_hex(3)}"
    try:
        content = revision.encode()
        new.write_bytes(b"%08x %s" % (zlib.crc32(content), content))
        _replace(new, generation / STORE_REVISION)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def _make_current(generation: Path) -> None:
    for file in sorted(generation.rglob("*")):
        # What an earlier generation has too was written to the disk with that.
        if file.is_dir() or file.stat().st_nlink == 1:
            sync(file)
    sync(generation)
    pointer = generation.parent / CURRENT
    new = pointer.with_suffix(".new")
    new.write_text(generation.name + "\n", encoding="utf-8")
    sync(new)
    _replace(new, pointer)
    sync(generation.parent)


def copy_generation(source: Path, target: Path) -> None:
    """Write the complete generation `source` into the empty folder `target`."""
    for file in sorted(source.rglob("*")):
        if file.is_dir():
            (target / file.relative_to(source)).mkdir()
        else:
            link(file, target / file.relative_to(source))


def drop_other_generations(path: Path, *, keep: str | None) -> None:
    """Delete every generation but `keep`; what Windows holds open waits for the next writer."""
    for folder in _generations(path):
        if folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)


def _generations(path: Path) -> list[Path]:
    named = sorted(path.glob(f"{_PREFIX}*-*"))
    return [folder for folder in named if folder.name.split("-")[1].isdigit()]


def _replace(source: Path, target: Path) -> None:
    # Windows refuses while another process has the target open, which readers do for a moment.
    for _ in range(20):
        with suppress(PermissionError):
            source.replace(target)
            return
        time.sleep(0.05)
    source.replace(target)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestFile:
    """The approximate index of a generation; exact search without a file."""

    name: str = ""  #: never used again for other content; "" without one
    rows: int = 0  #: how many of the first rows it covers
    texts: int = 0  #: of which it holds one each; 0 in older files, which hold every row
    trained_on: int = 0  #: rows that its quantisers and lists were made for


class FileCheck(NamedTuple):
    """Bytes and CRC-32 of a file."""

    size: int
    checksum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One generation."""

    recipe: IndexRecipe
    reports: int = 0
    shards: tuple[str, ...]  #: names of the files of rows, in order
    dead: tuple[int, ...] = ()  #: positions of removed reports in them
    nearest: NearestFile = NearestFile()
    files: Mapping[str, FileCheck] = field(default_factory=dict)  #: by path in the generation


def _own_checksum(content: Mapping[str, object]) -> int:
    rest = {name: value for name, value in content.items() if name != _OWN}
    return zlib.crc32(json.dumps(rest, sort_keys=True).encode())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the generation in `folder`, after checking that all files are there.

    Raises OSError, ValueError, KeyError or TypeError if it is missing or not one;
    IndexMismatchError: another format; IndexDamagedError: it or files were changed, lost or cut
    short.
    """
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if content["format"] != FORMAT:
        raise errors.IndexMismatchError(
            built_with=f"format {content['format']}", opened_with=f"format {FORMAT}"
        )
    if content[_OWN] != _own_checksum(content):
        raise errors.IndexDamagedError(
            path=str(folder / MANIFEST),
            reason=errors.Message("its checksum does not fit{more}", more=""),
        )
    manifest = _CONVERTER.structure(content, Manifest)
    for name, check in manifest.files.items():
        size_now = (folder / name).stat().st_size
        if size_now != check.size:
            raise errors.IndexDamagedError(
                path=str(folder / name),
                reason=errors.Message(
                    "it has {found:,} bytes in place of {size:,}", found=size_now, size=check.size
                ),
            )
    return manifest


def checksum(file: Path) -> int:
    """CRC-32 of a file's bytes. Raises OSError."""
    number = 0
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            number = zlib.crc32(block, number)
    return number


def seal(folder: Path, manifest: Manifest, *, base: tuple[Path, Manifest] | None = None) -> None:
    """Write the manifest of a new generation, with all files in its `folder`.

    `base` is what it was made from: files of the same name keep their checksums, those that were
    read are checked. Raises IndexDamagedError.
    """
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    carried = {} if base is None else _carried(base[1], files)
    if base is not None:
        before, old = base
        _raise_if_damaged(before, {k: v for k, v in old.files.items() if k not in carried})
    checks = {
        name: carried.get(name) or FileCheck(path.stat().st_size, checksum(path))
        for name, path in files.items()
    }
    content = {"format": FORMAT, **asdict(manifest), "files": checks}
    content[_OWN] = _own_checksum(content)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _carried(manifest: Manifest, names: Collection[str]) -> dict[str, FileCheck]:
    return {
        name: check
        for name, check in manifest.files.items()
        if name in names and name.rpartition("/")[2] not in _REWRITTEN
    }


def check_small(folder: Path, manifest: Manifest, *, checked_before: Manifest | None) -> None:
    """Check a small generation's files but those in `checked_before`. Raises IndexDamagedError."""
    if sum(check.size for check in manifest.files.values()) > CHECKED_AT_OPENING:
        return
    checked = {} if checked_before is None else _carried(checked_before, manifest.files)
    _raise_if_damaged(folder, {k: v for k, v in manifest.files.items() if k not in checked})


def damaged_files(folder: Path) -> tuple[Path, ...]:
    """Changed files of a generation; () where it is gone. Raises OSError: not readable."""
    try:
        manifest = read_manifest(folder)
    except errors.IndexDamagedError as error:
        return (Path(error.path),)
    except errors.BackendError:
        return ()
    except FileNotFoundError as error:
        # Without the folder: a writer has dropped it meanwhile.
        return (Path(error.filename),) if folder.is_dir() else ()
    except _OF_DAMAGE as error:
        if not is_of_damage(error):
            raise
        return (folder / MANIFEST,)
    damaged, revision = _damaged(folder, manifest.files), folder / STORE_REVISION
    with suppress(FileNotFoundError):  # it is written after the manifest
        if is_damaged_revision(revision.read_bytes()):
            return (*damaged, revision)
    return damaged


def _damaged(folder: Path, files: Mapping[str, FileCheck]) -> tuple[Path, ...]:
    damaged = []
    for name, check in files.items():
        try:
            fits = checksum(folder / name) == check.checksum
        except OSError as error:
            if not is_of_damage(error):
                raise
            fits = False
        if not fits:
            damaged.append(folder / name)
    return tuple(damaged)


def _raise_if_damaged(folder: Path, files: Mapping[str, FileCheck]) -> None:
    damaged = _damaged(folder, files)
    if damaged and folder.is_dir():
        raise damage_of(damaged)


def damage_of(files: tuple[Path, ...]) -> errors.IndexDamagedError:
    """The error that names damaged files; at least one."""
    others = ", ".join(file.name for file in files[1:_MOST_NAMED])
    left = len(files) - _MOST_NAMED
    more: errors.Message | str = errors.Message("; also {others}", others=others) if others else ""
    if left > 0:
        more = errors.Message("; also {others} and {count} more", others=others, count=left)
    reason = errors.Message("its checksum does not fit{more}", more=more)
    return errors.IndexDamagedError(path=str(files[0]), reason=reason)


def is_of_damage(error: BaseException) -> bool:
    """Whether a damaged file may raise this; a panic of Rust is a BaseException of no module."""
    if isinstance(error, OSError) and error.errno in _OF_PROCESS:
        return False
    return isinstance(error, _OF_DAMAGE) or is_panic(error)


def is_panic(error: BaseException) -> bool:
    """Whether Rust panicked below Python."""
    return type(error).__name__ == "PanicException"


class _OfGeneration(Protocol):
    @property
    def generation(self) -> Path: ...


_Of = TypeVar("_Of", bound=_OfGeneration)


def naming_damage(reader: type[_Of]) -> type[_Of]:
    """The same class of a generation's reader, its public methods inside `damage_named`."""

    def naming(method: Callable[..., object]) -> Callable[..., object]:
        @wraps(method)
        def named(self: _OfGeneration, /, *args: object, **options: object) -> object:
            try:
                return method(self, *args, **options)
            except BaseException:  # to enter the block costs as much as some of the methods
                with damage_named(self.generation):
                    raise

        return named

    for name, method in [*vars(reader).items()]:
        if inspect.isfunction(method) and not name.startswith("_"):
            setattr(reader, name, naming(method))
    return reader


@contextmanager
def damage_named(generation: Path) -> Iterator[None]:
    """Raise errors of this block that a damaged file causes, panics too, as IndexDamagedError."""
    try:
        yield
    except errors.ItaSearchError:
        raise
    except BaseException as error:
        if not is_of_damage(error):
            raise
        if generation not in _UNDAMAGED:
            if damaged := damaged_files(generation):
                raise damage_of(damaged) from error
            _UNDAMAGED.add(generation)
        if is_panic(error):
            raise errors.IndexDamagedError(path=str(generation), reason=str(error)) from error
        raise
