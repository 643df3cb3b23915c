"""Files within ZIP archives, taken out one by one and read like any file.

An archive is opened outside the reading process, so nothing of it is trusted: names, declared
sizes, length of its list. Members get numbers of our own and are shown by their place in it. Thai
names come as UTF-8 or in Windows' cp874, mostly without a mark of which.
"""

import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.disk import IS_FULL, naming
from itasearch.ingest.originals.files import FoundFile, is_passed_over, unlisted
from itasearch.model.source import safe_name
from itasearch.readers.zip_guard import NOT_ZIP, is_archive
from itasearch.wording.messages import PASSWORD, broken, refused_by_system, too_large

_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\ud800-\udfff]+")
_PARTS = re.compile(r"[/\\]+")
_UNNAMED = "ไฟล์"
_CHUNK = 1024 * 1024  # bytes of a member in memory at a time
_MOST_LIST_BYTES = 16 * 1024**2  # bytes of an archive's list of files: a hundred thousand names
# Bounds on one archive with all archives in it together; chosen by hand.
MOST_MEMBERS, MOST_UNPACKED_BYTES, _DEEPEST = 2_000, 2 * 1024**3, 3
_SMALL = 1024 * 1024  # bytes up to which a member may be packed as tightly as it is
_UTF8 = 0x800
_LOCKED = 0x1
_LINK = 0o120000
_UNICODE_NAME = 0x7075
# ValueError: the name before a member is no UTF-8, other than that in the list.
_CUT_OFF = (*NOT_ZIP, zlib.error, EOFError, RuntimeError)
_NOTHING = "ไม่มีไฟล์ในไฟล์ ZIP นี้"
_DEEP = "ไฟล์ ZIP ซ้อนกันหลายชั้นเกินไป โปรดแตกไฟล์แล้วเพิ่มไฟล์ที่อยู่ข้างใน"
_TOO_MANY = "ไฟล์ ZIP นี้มีไฟล์เกิน {:,} ไฟล์ ไฟล์ที่เหลือไม่ได้เพิ่ม โปรดแบ่งเป็นหลายไฟล์"
_LARGE = "เมื่อแตกไฟล์ ZIP แล้วใหญ่กว่า {:,} MB ไฟล์ที่เหลือไม่ได้เพิ่ม โปรดแบ่งเป็นหลายไฟล์"
_BOMB = "เมื่อแตกไฟล์แล้วใหญ่กว่า {:g} เท่าของเดิม ซึ่งผิดปกติ (อาจเป็น zip bomb)"
_METHOD = "ยังไม่รับวิธีบีบอัดของไฟล์นี้ โปรดบีบอัดใหม่เป็น ZIP ธรรมดา"


def decoded_name(raw: bytes) -> str:
    """A name's bytes as text: UTF-8, else Thai Windows, else cp437, which decodes any bytes."""
    for encoding in ("utf-8", "cp874"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("cp437")


def display_path(name: str) -> str:
    """`name` as a relative path to show: forward slashes, nothing that climbs or hides."""
    parts = (_NOT_IN_NAMES.sub("_", part).strip() for part in _PARTS.split(name))
    return "/".join(part for part in parts if part not in {"", ".", ".."}) or _UNNAMED


def unpacked(files: Iterable[FoundFile], *, into: Path, limits: ReadLimits) -> Iterator[FoundFile]:
    """`files` with archives replaced by what they hold, in their order.

    Members are written below `into`, an empty folder, and know their `origin`; who has read one may
    delete it. What cannot be taken out has a `fault`.
    """
    for file in files:
        yield from _Opening(into, limits).opened(file, depth=1)


def holds_files(path: Path) -> bool:
    """Whether the file at `path` is an archive that `unpacked` would open."""
    with _archive(path) as archive:
        return archive is not None


@dataclass(slots=True)
class _Opening:
    _into: Path
    _limits: ReadLimits
    _members: int = 0
    _bytes: int = 0
    _full: bool = False

    def opened(self, file: FoundFile, *, depth: int) -> Iterator[FoundFile]:
        if file.fault is not None:
            yield file
            return
        with _archive(file.path) as archive:
            if archive is None:
                yield file
                return
            if depth > _DEEPEST:
                yield replace(file, fault=_DEEP)
            else:
                yield from self._members_of(file, archive, depth)
        if depth > 1:
            file.path.unlink(missing_ok=True)

    def _members_of(
        self, file: FoundFile, archive: zipfile.ZipFile, depth: int
    ) -> Iterator[FoundFile]:
        entries = [
            (entry, name)
            for entry in archive.infolist()
            if not (entry.is_dir() or (entry.external_attr >> 16) & 0o170000 == _LINK)
            and not (name := _name(entry)).startswith("__MACOSX/")
            and not any(map(is_passed_over, name.split("/")))
        ]
        if not entries:
            yield replace(file, fault=_NOTHING)
        for entry, name in entries:
            if self._full:
                return
            self._members += 1
            fault = ""  # why neither this member nor any later one is taken out
            if self._members > MOST_MEMBERS:
                fault = _TOO_MANY.format(MOST_MEMBERS)
            elif self._bytes + entry.file_size > MOST_UNPACKED_BYTES:
                fault = _LARGE.format(MOST_UNPACKED_BYTES // 1024**2)
            if fault:
                self._full = True
                yield replace(file, fault=fault)
                return
            member = FoundFile(path=file.path, named=False, origin=f"{file.display_name}/{name}")
            if unfit := self._unfit(entry):
                yield replace(member, fault=unfit)
                continue
            yield from self._taken_out(member, archive, entry, depth)

    def _unfit(self, entry: zipfile.ZipInfo) -> str | None:
        ratio = self._limits.compression_ratio
        if entry.flag_bits & _LOCKED:
            return PASSWORD
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # Others can be unpacked only without a bound on what comes out at a time.
            return _METHOD
        if entry.file_size > self._limits.file_bytes:
            return too_large(self._limits.file_bytes)
        if entry.file_size > max(_SMALL, entry.compress_size * ratio):
            return _BOMB.format(ratio)
        return None

    def _taken_out(
        self, member: FoundFile, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int
    ) -> Iterator[FoundFile]:
        target = Path(tempfile.mkdtemp(dir=self._into)) / safe_name(member.display_name)
        try:
            with naming(target), archive.open(entry) as packed, target.open("wb") as copy:
                # The library stops at the size that the entry declares.
                while chunk := packed.read(_CHUNK):
                    copy.write(chunk)
        except _CUT_OFF as error:
            target.unlink(missing_ok=True)
            fault = broken()
            if isinstance(error, OSError) and error.errno in IS_FULL:
                fault = refused_by_system(error)
            yield replace(member, fault=fault)
            return
        self._bytes += entry.file_size
        part = replace(member, path=target, fault=unlisted(target))
        yield from self.opened(part, depth=depth + 1)


class _Bounded(io.FileIO):
    """A file of which no more can be read at once than an honest archive needs."""

    def read(self, size: int | None = -1, /) -> bytes:
        """As FileIO; an archive's list of files is read in one piece."""
        if size is not None and size > _MOST_LIST_BYTES:
            raise zipfile.BadZipFile("the list of files is too long")
        # Without a size only the archive's last bytes are read.
        return super().read(_MOST_LIST_BYTES if size is None or size < 0 else size)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile | None]:
    """The archive at `path`; None if it is none, or one document, or cannot be opened."""
    with ExitStack() as stack:
        try:
            # Whether anything is there, and a plain file, is for the reader to check.
            stream = stack.enter_context(_Bounded(path)) if path.is_file() else io.BytesIO()
            signed = stream.read(2) == b"PK"
            archive = stack.enter_context(zipfile.ZipFile(stream)) if signed else None
        except NOT_ZIP:
            archive = None
        yield archive if archive is not None and is_archive(archive.namelist()) else None


def _name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _UTF8:
        return display_path(entry.filename)
    raw = entry.orig_filename.encode("cp437", errors="replace")
    return display_path(_unicode_name(entry.extra) or decoded_name(raw))


def _unicode_name(extra: bytes) -> str | None:
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_NAME and size > 5:
            return extra[9 : 4 + size].decode("utf-8", errors="replace")
        extra = extra[4 + size :]
    return None
