"""Checks of zipped office files before any library opens them.

DOCX, XLSX, ODT and ODS are zip archives of XML. The sizes that a zip declares can be wrong, so
every entry is unpacked once here, counted, and thrown away; XML entries pass through expat, which
finds their depth and refuses a DOCTYPE (entity bombs, external entities). An OpenDocument file with
a password shows it only in the list of encrypted parts of its manifest.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat
from zipfile import BadZipFile

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.wording.messages import PASSWORD, SAVE_AGAIN, broken

_CHUNK = 256 * 1024  # bytes read, and unpacked, at a time: the memory that a check takes; by hand
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, lengths of name and extra field
_MEBIBYTE = 1024**2  # in bytes; what messages call MB
_RATIO_FROM = _MEBIBYTE  # bytes unpacked; below, empty styles compress a thousandfold
_OF_DOCUMENTS = frozenset(
    {
        *("[content_types].xml", "mimetype", "meta-inf/manifest.xml"),
        *("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"),
    }
)

NOT_OLE = (
    *(OSError, ValueError, IndexError, struct.error),
    *(AttributeError, TypeError, RecursionError),
)
"""What olefile raises over a broken container; the last ones over fields that it does not know and
a storage that is in itself."""
NOT_ZIP = (BadZipFile, OSError, ValueError, NotImplementedError)
"""What zipfile raises when it cannot open an archive."""
_MANIFEST = "meta-inf/manifest.xml"


class XmlWatcher:
    """Receives the XML of some entries as it is unpacked; by itself does nothing with it."""

    def begin(self, entry: str) -> None:
        """An entry begins; its name in lower case, without a slash before it."""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `name` is without namespace prefix."""

    def text(self, text: str) -> None:
        """Text within the element."""


class ZipGuard:
    """Checks one Office file.

    `watchers`: for XML entries with names that begin with the key, what receives each element.
    """

    def __init__(
        self, path: Path, *, limits: ReadLimits, watchers: dict[str, XmlWatcher] | None = None
    ) -> None:
        self._path = path
        self._limits = limits
        self._watchers = watchers or {}
        self._packed = 1
        self._unpacked = 0

    def check(self) -> None:
        """Unpack everything once and count.

        Raises DamagedFileError: the archive is broken, or its XML is. LimitExceededError: it
        unpacks to too much, nests too deep or has a DOCTYPE.
        """
        try:
            self._packed = self._path.stat().st_size
            with zipfile.ZipFile(self._path) as archive, self._path.open("rb") as stream:
                entries = archive.infolist()
                if any(entry.flag_bits & 1 for entry in entries):
                    raise DamagedFileError(path=str(self._path), reason=PASSWORD)
                self._check_size(sum(entry.file_size for entry in entries), self._packed)
                for entry in entries:
                    self._check_entry(entry, stream)
        except (*NOT_ZIP, zlib.error, EOFError) as error:
            raise DamagedFileError(path=str(self._path), reason=broken()) from error

    def _check_entry(self, entry: zipfile.ZipInfo, stream: BinaryIO) -> None:
        parser: _XmlWatch | None = None
        size = check = 0
        for number, chunk in enumerate(_unpack(entry, stream)):
            if number == 0 and chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t")[:1] == b"<":
                parser = _XmlWatch(self._path, entry.filename, self._limits.nesting, self._watchers)
            size += len(chunk)
            check = zlib.crc32(chunk, check)
            self._unpacked += len(chunk)
            self._check_size(self._unpacked, self._packed)
            self._check_size(size, max(entry.compress_size, 1))
            if parser is not None:
                parser.feed(chunk)
        if check != entry.CRC:
            raise BadZipFile(f"{entry.filename!r} was changed or damaged")
        if parser is not None:
            parser.feed(b"")

    def _check_size(self, unpacked: int, packed: int) -> None:
        if unpacked > self._limits.unpacked_bytes:
            size = f"{self._limits.unpacked_bytes // _MEBIBYTE} MB"
        elif unpacked > _RATIO_FROM and unpacked > packed * self._limits.compression_ratio:
            size = f"{self._limits.compression_ratio:g} เท่าของเดิม"
        else:
            return
        reason = f"เมื่อแตกไฟล์แล้วใหญ่กว่า {size} ซึ่งผิดปกติ (อาจเป็น zip bomb) {SAVE_AGAIN}"
        raise LimitExceededError(path=str(self._path), reason=reason)


class _XmlWatch:
    def __init__(
        self, path: Path, name: str, deepest: int, watchers: Mapping[str, XmlWatcher]
    ) -> None:
        self._path = str(path)
        self._name = name
        self._deepest = deepest
        self._depth = 0
        self._broken = False

        def leave(_name: str) -> None:
            self._depth -= 1

        def refuse(*_declared: object) -> None:
            reason = self._reason("มี DOCTYPE ซึ่งโปรแกรม Office ไม่ใช้")
            raise DamagedFileError(path=self._path, reason=reason)

        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = leave
        self._parser.StartDoctypeDeclHandler = refuse
        entry = name.lstrip("/").lower()
        starts = (watcher for start, watcher in watchers.items() if entry.startswith(start))
        self._watcher = next(starts, None)
        if self._watcher is not None:
            self._watcher.begin(entry)
            self._parser.CharacterDataHandler = self._watcher.text

    def feed(self, chunk: bytes) -> None:
        """Take in the next bytes; none ends the entry."""
        if self._broken:
            return
        self._broken = True
        try:
            self._parser.Parse(chunk, not chunk)
        except (expat.ExpatError, LookupError) as error:  # LookupError: an unknown encoding
            # Old drawings (.vml) are often no valid XML, and no library used here opens them.
            if not self._name.lower().endswith(".vml"):
                raise DamagedFileError(path=self._path, reason=broken(self._name)) from error
            return
        self._broken = False

    def _reason(self, problem: str) -> str:
        return f"ส่วน {self._name} ของไฟล์{problem} {SAVE_AGAIN}"

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            reason = self._reason(f"ซ้อนกันลึกกว่า {self._deepest} ชั้น")
            raise LimitExceededError(path=self._path, reason=reason)
        if self._watcher is not None:
            self._watcher.element(name.rpartition(":")[2], attributes)


def _unpack(entry: zipfile.ZipInfo, stream: BinaryIO) -> Iterator[bytes]:
    """The entry's bytes, beyond its declared size too, at which zipfile stops."""
    stream.seek(entry.header_offset)
    header = stream.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise BadZipFile(f"no entry where {entry.filename!r} should stand")
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    stream.seek(name_length + extra_length, 1)
    left = entry.compress_size
    if entry.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (data := stream.read(min(_CHUNK, left))):
            left -= len(data)
            yield data
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while not inflater.eof:
            data = inflater.unconsumed_tail
            if not data:
                data = stream.read(min(_CHUNK, left))
                left -= len(data)
            chunk = inflater.decompress(data, _CHUNK)
            if chunk:
                yield chunk
            elif not data:
                raise BadZipFile(f"{entry.filename!r} is cut off")
    else:
        raise NotImplementedError(f"compression method {entry.compress_type}")


class _ManifestWatch(XmlWatcher):
    locked = False

    def element(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self.locked |= name == "encryption-data"


def check_opendocument(
    path: Path, *, limits: ReadLimits, watchers: dict[str, XmlWatcher] | None = None
) -> None:
    """Check an OpenDocument file; `watchers` as for ZipGuard."""
    manifest = _ManifestWatch()
    ZipGuard(path, limits=limits, watchers={**(watchers or {}), _MANIFEST: manifest}).check()
    if manifest.locked:
        raise DamagedFileError(path=str(path), reason=PASSWORD)


def is_archive(names: Iterable[str]) -> bool:
    """Whether a zip archive with these names holds files, and is not one document itself."""
    return _OF_DOCUMENTS.isdisjoint(name.lower().lstrip("/") for name in names)
