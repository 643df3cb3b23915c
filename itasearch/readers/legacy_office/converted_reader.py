"""Old and foreign office formats: LibreOffice converts them, and the readers of DOCX and XLSX read.

What comes out is called rough: a person must look at it. On files of LibreOffice's own
nothing is lost; what others wrote may lose numbers of lists or the borders of tables.
Imports the standard library, config, errors, model and readers.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, ReadError
from itasearch.model.reasons import PASSWORD
from itasearch.model.source import Block, SourceDocument, SourceRef, Table
from itasearch.readers.base import Reader
from itasearch.readers.legacy_office.doc_ending import is_locked, with_last_paragraph
from itasearch.readers.legacy_office.libreoffice import converted
from itasearch.readers.opendocument_guard import check_opendocument
from itasearch.readers.sheets.workbook import WorkbookReader
from itasearch.readers.source_file import SourceFile, load
from itasearch.readers.word.docx_reader import DocxReader

_CONVERTED = "ไฟล์ {} ถูกแปลงด้วย LibreOffice ก่อนอ่าน ตารางอาจคลาดเคลื่อน โปรดตรวจกับไฟล์ต้นฉบับ"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFormat:
    """A format that LibreOffice converts.

    Attributes:
        name: what officers call it.
        ending: by which LibreOffice knows it, without the dot.
        media_type: of the original.
        target: what it is converted to, "docx" or "xlsx".
    """

    name: str
    ending: str
    media_type: str
    target: str = "docx"


_OPENDOCUMENT = "application/vnd.oasis.opendocument"
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
    """Reads one format by way of LibreOffice; see the Reader protocol."""

    format: OfficeFormat

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read a file; its places name the original, its rows are those of the converted one.

        Raises:
            UnsupportedFormatError: LibreOffice is not installed; the reason names it.
        """
        file = load(path, limits=limits)
        prepared = _prepared(file, self.format, limits)
        reader: Reader = DocxReader() if self.format.target == "docx" else WorkbookReader()
        with converted(
            prepared, ending=self.format.ending, target=self.format.target, limits=limits
        ) as made:
            try:
                document = reader.read(made, limits=limits)
            except ReadError as error:
                raise type(error)(path=str(path), reason=error.reason) from error
        return replace(
            document,
            source=file.source,
            blocks=tuple(_placed(block, file.source) for block in document.blocks),
            media_type=self.format.media_type,
            rough=True,
            warnings=(_CONVERTED.format(self.format.name), *document.warnings),
        )


def _prepared(file: SourceFile, kind: OfficeFormat, limits: ReadLimits) -> SourceFile:
    """What LibreOffice is given.

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


def _placed(block: Block, original: SourceRef) -> Block:
    """`block` in the original instead of the file that it was converted to."""

    def moved(place: SourceRef) -> SourceRef:
        return replace(place, path=original.path, sha256=original.sha256)

    if isinstance(block, Table):
        rows = tuple(map(moved, block.row_sources))
        return replace(block, source=moved(block.source), row_sources=rows)
    return replace(block, source=moved(block.source))
