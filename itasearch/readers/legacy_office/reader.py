"""Old and foreign office formats: LibreOffice converts them for the DOCX and XLSX readers.

The result is marked rough, to be checked by a person: files of LibreOffice's own lose
nothing, others may lose numbers of lists or the borders of tables.

LibreOffice turns a table into paragraphs if nothing follows it in a .doc. Word always writes
a last paragraph; LibreOffice itself and scripts that use it do not. What is missing is one
entry in the file's list of text pieces: it refers to the end of some paragraph, and replaces
the last bytes of the document properties, which are options for printing. Structures as in
[MS-DOC] 2.5 (Fib) and 2.8.35 (PlcPcd).
"""

import io
import struct
from dataclasses import dataclass, replace
from pathlib import Path

from olefile import OleFileIO

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, ReadError
from itasearch.model.source import SourceDocument
from itasearch.readers.base import Reader, SourceFile, load, with_places
from itasearch.readers.legacy_office.libreoffice import converted
from itasearch.readers.sheets.workbook import WorkbookReader
from itasearch.readers.word import DocxReader
from itasearch.readers.zip_guard import NOT_OLE, check_opendocument
from itasearch.wording.messages import PASSWORD

_TEXT = "WordDocument"
_WORD_97 = 0xC1
_LOCKED, _SECOND_TABLE = 0x0100, 0x0200  # bits of the Fib's flags
_VERSION_AT, _FLAGS_AT, _LENGTH_AT, _PROPERTIES_AT, _PIECES_AT = 0x02, 0x0A, 0x4C, 0x192, 0x1A2
_FIB_BYTES = 0x1AA
_NEEDED_PROPERTIES = 500
"""Bytes that stay of the document properties, the size of Word 97's ([MS-DOC] 2.7.4, Dop97);
a file with fewer to spare is left as it is."""
_ONE_BYTE = 0x40000000
"""In a piece's place: its text has one byte a character, and the place is doubled."""
_CELL, _PARAGRAPH = "\x07", "\r"

_CONVERTED = "ไฟล์ {} ถูกแปลงด้วย LibreOffice ก่อนอ่าน ตารางอาจคลาดเคลื่อน โปรดตรวจกับไฟล์ต้นฉบับ"

_OPENDOCUMENT = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of text: its first character's number, how many, and its 8 bytes in the list."""

    start: int
    length: int
    entry: bytes

    @property
    def place(self) -> int:
        """The text's offset in its stream, as the list writes it."""
        return int(struct.unpack_from("<I", self.entry, 2)[0])

    def at(self, offset: int, length: int) -> "_Piece":
        """The part of it that begins `offset` characters later."""
        place = struct.pack("<I", self.place + 2 * offset)
        entry = self.entry[:2] + place + self.entry[6:]
        return _Piece(start=self.start + offset, length=length, entry=entry)

    def text(self, stream: bytes) -> str:
        """Its `length` characters, halves of a pair as two."""
        if self.place & _ONE_BYTE:
            begin = (self.place & ~_ONE_BYTE) // 2
            return stream[begin : begin + self.length].decode("latin-1").ljust(self.length)
        units = struct.unpack_from(f"<{self.length}H", stream, self.place)
        return "".join(map(chr, units))


def is_locked(data: bytes) -> bool:
    """Whether the .doc asks for a password."""
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            head = ole.openstream(_TEXT).read(_FIB_BYTES)
        return bool(struct.unpack_from("<H", head, _FLAGS_AT)[0] & _LOCKED)
    except NOT_OLE:
        return False  # LibreOffice finds what is wrong with it


def with_last_paragraph(data: bytes) -> bytes:
    """The .doc with a paragraph after its last table; itself where none is missing."""
    try:
        # OleFileIO writes to what it reads from.
        stream = io.BytesIO(data)
        with OleFileIO(stream, write_mode=True) as ole:
            return stream.getvalue() if _mend(ole) else data
    except NOT_OLE:
        return data


def _mend(ole: "OleFileIO[str]") -> bool:
    text = bytearray(ole.openstream(_TEXT).read())
    version, flags = _number("<H", text, _VERSION_AT), _number("<H", text, _FLAGS_AT)
    if version < _WORD_97 or flags & _LOCKED:
        return False
    name = "1Table" if flags & _SECOND_TABLE else "0Table"
    table = bytearray(ole.openstream(name).read())
    length = _number("<i", text, _LENGTH_AT)
    begin, size = struct.unpack_from("<II", text, _PIECES_AT)
    prefix, pieces = _pieces(bytes(table[begin : begin + size]))
    added = _paragraph_end(pieces, length, bytes(text))
    if added is None:
        return False
    listed = prefix + _as_list(_inserted(pieces, added, length))
    begin, size = struct.unpack_from("<II", text, _PROPERTIES_AT)
    if size - len(listed) < _NEEDED_PROPERTIES or begin + size > len(table):
        return False
    size -= len(listed)
    table[begin + size : begin + size + len(listed)] = listed
    struct.pack_into("<II", text, _PROPERTIES_AT, begin, size)
    struct.pack_into("<II", text, _PIECES_AT, begin + size, len(listed))
    struct.pack_into("<i", text, _LENGTH_AT, length + 1)
    ole.write_stream(name, bytes(table))
    ole.write_stream(_TEXT, bytes(text))
    return True


def _number(kind: str, data: bytearray, place: int) -> int:
    return int(struct.unpack_from(kind, data, place)[0])


def _pieces(listed: bytes) -> tuple[bytes, list[_Piece]]:
    """The bytes before the list of pieces, and the pieces."""
    start = 0
    while listed[start] == 1:
        start += 3 + int(struct.unpack_from("<H", listed, start + 1)[0])
    size = int(struct.unpack_from("<I", listed, start + 1)[0])
    count = (size - 4) // 12
    body = listed[start + 5 : start + 5 + size]
    ends = struct.unpack_from(f"<{count + 1}i", body)
    entries = body[4 * (count + 1) :]
    return listed[:start], [
        _Piece(
            start=ends[number],
            length=ends[number + 1] - ends[number],
            entry=entries[8 * number : 8 * number + 8],
        )
        for number in range(count)
    ]


def _paragraph_end(pieces: list[_Piece], length: int, stream: bytes) -> _Piece | None:
    """The end of a paragraph outside tables, if the main text (`length`) ends with a table."""
    text = "".join(piece.text(stream) for piece in pieces)
    if text[length - 1 : length] != _CELL:
        return None
    found = text.find(_PARAGRAPH, 0, text.find(_CELL))
    if found < 0:
        # Headers, footers and notes follow the main text.
        found = text.find(_PARAGRAPH, length)
    for piece in pieces:
        if piece.start <= found < piece.start + piece.length:
            return piece.at(found - piece.start, 1)
    return None


def _inserted(pieces: list[_Piece], added: _Piece, length: int) -> list[_Piece]:
    """The pieces with `added` after the `length` characters of the main text."""
    before, behind = [], []
    for piece in pieces:
        own = min(max(length - piece.start, 0), piece.length)
        if own:
            before.append(piece.at(0, own))
        if own < piece.length:
            behind.append(piece.at(own, piece.length - own))
    return [*before, added, *behind]


def _as_list(pieces: list[_Piece]) -> bytes:
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + piece.length)
    body = struct.pack(f"<{len(ends)}i", *ends) + b"".join(piece.entry for piece in pieces)
    return b"\x02" + struct.pack("<I", len(body)) + body


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFormat:
    """A format that LibreOffice converts.

    Attributes:
        name: as officers know it.
        ending: by which LibreOffice recognises it, without the dot.
        media_type: of the original.
        target: what it is converted to, "docx" or "xlsx".
    """

    name: str
    ending: str
    media_type: str
    target: str = "docx"


DOC = OfficeFormat(name="Word รุ่นเก่า (.doc)", ending="doc", media_type="application/msword")
RTF = OfficeFormat(name="RTF", ending="rtf", media_type="application/rtf")
ODT = OfficeFormat(name="OpenDocument (.odt)", ending="odt", media_type=f"{_OPENDOCUMENT}.text")
FLAT_ODT = OfficeFormat(
    name="OpenDocument (.fodt)", ending="fodt", media_type=f"{_OPENDOCUMENT}.text-flat-xml"
)
FLAT_ODS = OfficeFormat(
    name="OpenDocument (.fods)",
    ending="fods",
    media_type=f"{_OPENDOCUMENT}.spreadsheet-flat-xml",
    target="xlsx",
)
WORD_XML = OfficeFormat(
    name="Word 2003 XML", ending="xml", media_type="application/vnd.ms-word.2003+xml"
)
EXCEL_XML = OfficeFormat(
    name="Excel 2003 XML",
    ending="xml",
    media_type="application/vnd.ms-excel.2003+xml",
    target="xlsx",
)


@dataclass(frozen=True, slots=True)
class ConvertedReader:
    """Reads one format through LibreOffice; see the Reader protocol."""

    format: OfficeFormat

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read a file; its places name the original, its rows are those of the converted file.

        Raises:
            UnsupportedFormatError: LibreOffice is not installed; the reason names it.
        """
        file = load(path, limits=limits)
        source = _checked(file, self.format, limits)
        reader: Reader = DocxReader() if self.format.target == "docx" else WorkbookReader()
        with converted(
            source, ending=self.format.ending, target=self.format.target, limits=limits
        ) as made:
            try:
                document = reader.read(made, limits=limits)
            except ReadError as error:
                raise type(error)(path=str(path), reason=error.reason) from error
        original = file.source
        return replace(
            with_places(
                document, lambda place: replace(place, path=original.path, sha256=original.sha256)
            ),
            media_type=self.format.media_type,
            rough=True,
            warnings=(_CONVERTED.format(self.format.name), *document.warnings),
        )


def _checked(file: SourceFile, kind: OfficeFormat, limits: ReadLimits) -> SourceFile:
    """The file as LibreOffice reads it best.

    Raises:
        DamagedFileError: the file asks for a password.
    """
    if kind is ODT:
        check_opendocument(Path(file.source.path), limits=limits)
    if kind is not DOC:
        return file
    if is_locked(file.data):
        raise DamagedFileError(path=file.source.path, reason=PASSWORD)
    return replace(file, data=with_last_paragraph(file.data))
