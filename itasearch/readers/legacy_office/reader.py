"""Old and foreign office formats: LibreOffice converts them for the DOCX and XLSX readers.

The result is marked rough, to be checked by a person: files of LibreOffice's own lose
nothing, others may lose numbers of lists or the borders of tables.
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
_FLAGS = struct.Struct("<10xH")
_LOCKED = 0x0100  # a bit of the flags of a .doc ([MS-DOC] 2.5, Fib)

_CONVERTED = "ไฟล์ {} ถูกแปลงด้วย LibreOffice ก่อนอ่าน ตารางอาจคลาดเคลื่อน โปรดตรวจกับไฟล์ต้นฉบับ"


def is_locked(data: bytes) -> bool:
    """Whether the .doc asks for a password."""
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            flags = _FLAGS.unpack(ole.openstream(_TEXT).read(_FLAGS.size))[0]
        return bool(flags & _LOCKED)
    except NOT_OLE:
        return False  # LibreOffice finds what is wrong with it


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFormat:
    """A format that LibreOffice converts.

    Attributes:
        name: as officers know it.
        ending: by which LibreOffice recognises it, without the dot.
    """

    name: str
    ending: str
    media_type: str
    target: str = "docx"


DOC = OfficeFormat(name="Word รุ่นเก่า (.doc)", ending="doc", media_type="application/msword")
RTF = OfficeFormat(name="RTF", ending="rtf", media_type="application/rtf")
ODT = OfficeFormat(
    name="OpenDocument (.odt)", ending="odt", media_type="application/vnd.oasis.opendocument.text"
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
        _check(file, self.format, limits)
        reader: Reader = DocxReader() if self.format.target == "docx" else WorkbookReader()
        with converted(
            file, ending=self.format.ending, target=self.format.target, limits=limits
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


def _check(file: SourceFile, kind: OfficeFormat, limits: ReadLimits) -> None:
    """Raise DamagedFileError where the file asks for a password."""
    if kind is ODT:
        check_opendocument(Path(file.source.path), limits=limits)
    if kind is DOC and is_locked(file.data):
        raise DamagedFileError(path=file.source.path, reason=PASSWORD)
