"""Generations of the index on disk, their manifests, and the step that makes a new one current.

    index/search/CURRENT              one line: the name of the current generation
    index/search/gen-000007-5c21d0/   complete and never changed again
    index/search/gen-000008-91be44/   being written, or left by a killed writer

A new generation is written beside the old one, which is not touched; then the file CURRENT
is replaced in one step, so a kill at any moment leaves the old index or the new one. Names
are never used twice, so a reader that compares names notices even an index that was deleted
and built anew. manifest.json is written last, so a generation that has one is whole; it has
the sizes and checksums of all files, and its own, so one that was cut short later is noticed
before it is used, and one that was changed as damage.py says.

One file comes later: STORE names the revision of the store that the generation was found to
hold exactly. It speaks of a generation that never changes, so it is true for ever, whoever
writes it and whatever is current meanwhile.
"""

import json
import os
import secrets
import shutil
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from itasearch.backends.base import IndexRecipe
from itasearch.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    IndexUnwritableError,
)

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
STORE_REVISION = "STORE"
FORMAT = 4
"""Version of the files' layout; another one is an index of another itasearch."""

NOT_AS_WRITTEN = "เนื้อไฟล์ไม่ตรงกับค่าตรวจสอบ (checksum)"
"""Thai for a file whose checksum does not fit."""

_PREFIX = "gen-"
_OWN = "checksum"
"""Key of the manifest's own checksum."""
_LONGEST_NAME_BYTES = 1_000  # bytes read of CURRENT; a generation's name has under 30; by hand


def current_name(path: Path) -> str:
    """Name of the current generation of the index at `path`.

    Raises:
        IndexMissingError: if there is no index.
    """
    try:
        # Read dozens of times a search: four times as fast as Path.read_text.
        handle = os.open(f"{path}{os.sep}{CURRENT}", os.O_RDONLY)
        try:
            name = os.read(handle, _LONGEST_NAME_BYTES).decode().strip()
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError) as error:
        raise IndexMissingError(path=str(path)) from error
    if not name.startswith(_PREFIX):  # emptied or overwritten by something else
        raise IndexMissingError(path=str(path))
    return name


@contextmanager
def next_generation(path: Path) -> Iterator[Path]:
    """An empty folder for the next generation of the index at `path`.

    Made current at the end of the block; deleted if the block or that step fails.
    """
    path.mkdir(parents=True, exist_ok=True)
    numbers = [int(folder.name.split("-")[1]) for folder in _generations(path)]
    generation = path / f"{_PREFIX}{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}"
    generation.mkdir()
    try:
        yield generation
        _make_current(generation)
    except BaseException:
        current = None
        with suppress(IndexMissingError):
            current = current_name(path)
        if current != generation.name:
            shutil.rmtree(generation, ignore_errors=True)
        raise


@contextmanager
def write_errors(path: Path) -> Iterator[None]:
    """Turn what the disk refuses while the index at `path` is written into one error.

    Raises:
        IndexUnwritableError: the disk is full, or the folder cannot be written.
    """
    try:
        yield
    except OSError as error:
        reason = str(error)
        with suppress(OSError):
            reason += f"; {shutil.disk_usage(path).free / 1024**2:,.1f} MB are free"
        raise IndexUnwritableError(path=str(path), reason=reason) from error


@contextmanager
def native_writing() -> Iterator[None]:
    """Around one call of tantivy or FAISS that writes.

    Raises:
        OSError: in place of tantivy's ValueError and FAISS' RuntimeError: they mean the disk.
    """
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise OSError(str(error)) from error


def read_revision(generation: Path) -> str:
    """The store's revision that a generation was confirmed to be of; "" where none is known."""
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
    """Make a complete generation the current one, durably and in one step."""
    for file in sorted(generation.rglob("*")):
        _sync(file)
    _sync(generation)
    pointer = generation.parent / CURRENT
    new = pointer.with_suffix(".new")
    new.write_text(generation.name + "\n", encoding="utf-8")
    _sync(new)
    _replace(new, pointer)
    _sync(generation.parent)


def copy_generation(source: Path, target: Path) -> None:
    """Write the complete generation `source` into the empty folder `target`."""
    for file in sorted(source.rglob("*")):
        if file.is_dir():
            (target / file.relative_to(source)).mkdir()
        else:
            link(file, target / file.relative_to(source))


def drop_other_generations(path: Path, *, keep: str | None) -> None:
    """Delete every generation but `keep`.

    Open files stay readable on POSIX; Windows refuses to delete them, and the
    next writer tries again.
    """
    for folder in _generations(path):
        if folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)


def link(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; a copy where links are not possible."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _generations(path: Path) -> list[Path]:
    named = sorted(path.glob(f"{_PREFIX}*-*"))
    return [folder for folder in named if folder.name.split("-")[1].isdigit()]


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder, and needs no sync of one
    flags = os.O_RDONLY if os.name != "nt" else os.O_RDWR
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
    """The approximate index of a generation; no file where the search is exact.

    Attributes:
        name: of the file, used for no other content, ever; "" without one.
        rows: how many of the first rows it covers.
        trained_on: rows that its quantisers and lists were made for.
    """

    name: str = ""
    rows: int = 0
    trained_on: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One generation.

    Attributes:
        shards: names of the files of rows, in order.
        next_key: key of the next measure that is added; never used before.
        sizes: bytes of each file, by its path inside the generation.
        checksums: of each file, by its path inside the generation.
    """

    recipe: IndexRecipe
    reports: int = 0
    shards: tuple[str, ...]
    nearest: NearestFile = NearestFile()
    next_key: int = 0
    sizes: Mapping[str, int]
    checksums: Mapping[str, int]

    def write(self, folder: Path) -> None:
        """Write manifest.json into `folder`."""
        content = {"format": FORMAT, **asdict(self)}
        content[_OWN] = _own_checksum(content)
        text = json.dumps(content, ensure_ascii=False, indent=1, default=dict)
        (folder / MANIFEST).write_text(text, encoding="utf-8")


def _own_checksum(content: Mapping[str, object]) -> int:
    """Of all that a manifest says but this."""
    rest = {name: value for name, value in content.items() if name != _OWN}
    return zlib.crc32(json.dumps(rest, sort_keys=True, default=dict).encode())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the generation in `folder`, whose files are all there.

    Raises:
        OSError, ValueError, KeyError, TypeError: if it is missing or not one.
        IndexMismatchError: if it is of another format.
        IndexDamagedError: if it was changed, or files were lost or cut short.
    """
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if content["format"] != FORMAT:
        raise IndexMismatchError(
            built_with=f"format {content['format']}", opened_with=f"format {FORMAT}"
        )
    if content[_OWN] != _own_checksum(content):
        raise IndexDamagedError(
            path=str(folder / MANIFEST),
            reason="its checksum does not fit",
            thai=NOT_AS_WRITTEN,
        )
    manifest = Manifest(
        recipe=IndexRecipe(**content["recipe"]),
        reports=int(content["reports"]),
        shards=tuple(str(name) for name in content["shards"]),
        nearest=NearestFile(**content["nearest"]),
        next_key=int(content["next_key"]),
        sizes={str(k): int(v) for k, v in content["sizes"].items()},
        checksums={str(k): int(v) for k, v in content["checksums"].items()},
    )
    for name, size in manifest.sizes.items():
        found = (folder / name).stat().st_size
        if found != size:
            raise IndexDamagedError(
                path=str(folder / name),
                reason=f"it has {found:,} bytes in place of {size:,}",
                thai=f"มี {found:,} ไบต์ จากที่ควรมี {size:,} ไบต์",
            )
    return manifest


def indexed_reports(path: Path) -> int:
    """How many reports the index at `path` was built from, by its manifest alone.

    0 without an index, or where the manifest cannot be read; an index of another recipe
    or with damaged files counts.
    """
    try:
        manifest = path / current_name(path) / MANIFEST
        content = json.loads(manifest.read_text(encoding="utf-8"))
        return int(content["reports"])
    except (IndexMissingError, OSError, ValueError, KeyError, TypeError):
        return 0


def file_sizes(folder: Path) -> dict[str, int]:
    """Bytes of each file under `folder`, by its path inside, without the manifest's own."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
