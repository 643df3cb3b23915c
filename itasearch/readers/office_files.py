"""Which reader takes an office file: by the parts of its archive, its streams or its namespace.

Programs that write macros or templates use the same parts as those for plain documents,
so names of parts tell more than endings do. Imports the standard library, olefile,
errors, model and readers.
"""

import re
import zipfile
from pathlib import Path

from olefile import OleFileIO

from itasearch.errors import DamagedFileError, UnsupportedFormatError
from itasearch.model.reasons import PASSWORD, broken
from itasearch.readers.base import Reader
from itasearch.readers.container_faults import NOT_OLE, NOT_ZIP
from itasearch.readers.legacy_office.converted_reader import (
    DOC,
    EXCEL_XML,
    FLAT_ODS,
    FLAT_ODT,
    ODT,
    WORD_XML,
    ConvertedReader,
)
from itasearch.readers.sheets.workbook import ODS, XLS, WorkbookReader
from itasearch.readers.source_file import read_start
from itasearch.readers.word.docx_reader import DocxReader

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a file in Microsoft's old container begins with."""

_SAVE = "โปรดเปิดไฟล์แล้วบันทึกเป็น .docx หรือ .xlsx"
_UNREAD = (
    ("word/", "ไม่รู้จักไฟล์ Word ชนิดนี้", "โปรดเปิดไฟล์แล้วบันทึกเป็น .docx"),
    ("xl/workbook.bin", "ยังไม่รับไฟล์ Excel แบบไบนารี (.xlsb)", "โปรดเปิดไฟล์แล้วบันทึกเป็น .xlsx"),
    ("ppt/", "ยังไม่รับไฟล์ PowerPoint", "โปรดคัดลอกตารางลงในไฟล์ .docx หรือ .xlsx"),
    ("meta-inf/manifest.xml", "ยังไม่รับไฟล์ OpenDocument ชนิดนี้", _SAVE),
    ("mimetype", "ยังไม่รับไฟล์ OpenDocument หรือ e-book ชนิดนี้", _SAVE),
)
_ODF_TEXT = b"application/vnd.oasis.opendocument.text"
_ODF_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MARKUP = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", EXCEL_XML),
    (b"schemas.microsoft.com/office/word/2003", WORD_XML),
    (_ODF_SHEET, FLAT_ODS),
    (_ODF_TEXT, FLAT_ODT),
)
_KNOWN_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook")
_XML_START = re.compile(rb"\s*<[?\w]")


def zipped_reader(path: Path) -> Reader:
    """The reader for a zipped office file.

    Raises:
        UnsupportedFormatError: it is an archive of something else.
        DamagedFileError: it is no zip archive that can be opened.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = _names(archive)
            kind = archive.read("mimetype")[:100] if _is_small(archive, "mimetype") else b""
    except (*NOT_ZIP, RuntimeError, EOFError) as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    if "xl/workbook.xml" in names:
        return WorkbookReader()
    if "word/document.xml" in names:
        return DocxReader()
    if kind.startswith(_ODF_SHEET):
        return WorkbookReader(ODS)
    if kind.startswith(_ODF_TEXT):
        return ConvertedReader(ODT)
    for start, told, advice in _UNREAD:
        if any(name.startswith(start) for name in names):
            raise UnsupportedFormatError(path=str(path), reason=f"{told} {advice}")
    reason = "ยังไม่รับไฟล์บีบอัด (ZIP) ที่อยู่ตรงนี้ โปรดแตกไฟล์ แล้วเพิ่มไฟล์ที่อยู่ข้างใน"
    raise UnsupportedFormatError(path=str(path), reason=reason)


def ole_reader(path: Path) -> Reader:
    """The reader for a file in Microsoft's old container.

    Raises:
        UnsupportedFormatError: it holds neither text nor a workbook.
        DamagedFileError: it asks for a password, or no part of it can be found.
    """
    streams = _streams(path)
    if "EncryptedPackage" in streams:
        raise DamagedFileError(path=str(path), reason=PASSWORD)
    if "WordDocument" in streams:
        return ConvertedReader(DOC)
    if streams & {"Workbook", "Book"}:
        return WorkbookReader(XLS)
    raise UnsupportedFormatError(path=str(path), reason=f"ยังไม่รับไฟล์ Office รุ่นเก่าชนิดนี้ {_SAVE}")


def markup_reader(head: bytes) -> Reader | None:
    """The reader for office files that are one XML; None if `head` begins no such file."""
    if not _XML_START.match(head):
        return None
    found = (kind for mark, kind in _MARKUP if mark in head[:4096])
    return next(map(ConvertedReader, found), None)


def _names(archive: zipfile.ZipFile) -> set[str]:
    return {name.lower().lstrip("/") for name in archive.namelist()}


def _is_small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 1000


def _streams(path: Path) -> set[str]:
    """Names of the streams at the top; of a broken container those that its bytes name."""
    try:
        with OleFileIO(str(path)) as ole:
            if streams := {entry[0] for entry in ole.listdir()}:
                return streams
    except NOT_OLE:
        pass
    data = read_start(path, size=16 * 1024**2)
    if found := {name for name in _KNOWN_STREAMS if name.encode("utf-16-le") in data}:
        return found
    raise DamagedFileError(path=str(path), reason=broken())
