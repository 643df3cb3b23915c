"""Which reader takes a file, told by its content first and its ending second.

Endings lie: web systems save HTML as .xls, browsers save pages as .txt, people
rename. What no reader takes is refused by name, with what to do instead.
Imports the standard library, config, errors, model and readers.
"""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.model.source import SourceDocument
from itasearch.readers.base import Reader
from itasearch.readers.csv_reader import CsvReader
from itasearch.readers.docx_reader import DocxReader
from itasearch.readers.encoding import looks_binary
from itasearch.readers.html_reader import HtmlReader
from itasearch.readers.source_file import read_start
from itasearch.readers.text_reader import TextReader
from itasearch.readers.xlsx_reader import XlsxReader

_HEAD_BYTES = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class _Foreign:
    """A format that is refused: the bytes it begins with, its name, and what to do."""

    start: bytes
    name: str
    advice: str


_SCAN = "pictures are not read yet; supply the text as .docx, .xlsx, .html or .txt"
_ARCHIVE = "unpack it and add the files in it"
_SAVE = "open it and save it as .docx or .xlsx"
_FOREIGN = (
    _Foreign(b"%PDF", "a PDF", "PDF files are not read yet; supply the .docx or .xlsx behind it"),
    _Foreign(b"\x89PNG", "a picture (PNG)", _SCAN),
    _Foreign(b"\xff\xd8\xff", "a picture (JPEG)", _SCAN),
    _Foreign(b"GIF8", "a picture (GIF)", _SCAN),
    _Foreign(b"II*\x00", "a picture (TIFF)", _SCAN),
    _Foreign(b"MM\x00*", "a picture (TIFF)", _SCAN),
    _Foreign(b"BM", "a picture (BMP)", _SCAN),
    _Foreign(b"RIFF", "a picture (WebP) or a recording", _SCAN),
    _Foreign(b"{\\rtf", "an RTF document", _SAVE),
    _Foreign(b"\x1f\x8b", "an archive (gzip)", _ARCHIVE),
    _Foreign(b"Rar!", "an archive (RAR)", _ARCHIVE),
    _Foreign(b"7z\xbc\xaf", "an archive (7z)", _ARCHIVE),
    _Foreign(b"MZ", "a program", "only reports are read"),
    _Foreign(b"\x7fELF", "a program", "only reports are read"),
    _Foreign(b"SQLite format 3", "a database", "export the table as .csv"),
)
_ZIPPED = (
    ("word/", "a Word document with macros or a template", "save it as .docx"),
    ("xl/workbook.bin", "a binary workbook (.xlsb)", "save it as .xlsx"),
    ("ppt/", "a PowerPoint presentation", "copy its tables into .docx or .xlsx"),
    ("meta-inf/manifest.xml", "an OpenDocument or similar file", _SAVE),
    ("mimetype", "an OpenDocument or e-book file", _SAVE),
)
_MARKUP = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "an Excel 2003 XML workbook", _SAVE),
    (b"schemas.microsoft.com/office/word/2003", "a Word 2003 XML document", _SAVE),
    (b"urn:oasis:names:tc:opendocument", "a flat OpenDocument file", _SAVE),
)
_NOT_REPORTS = frozenset({".json", ".jsonl", ".xml", ".yaml", ".yml", ".svg", ".eml", ".toml"})
_CSV_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".psv"})
_OFFICE_ENDINGS = frozenset({".xls", ".xlsx", ".doc", ".docx"})
_HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TABLE = re.compile(rb"<(?:html|table|tr|td|body|div)[\s>]", re.IGNORECASE)
_MHTML = re.compile(rb"^(?:MIME-Version:|From: <Saved by|Content-Type: multipart/)", re.IGNORECASE)


def read_document(path: Path, *, limits: ReadLimits) -> SourceDocument:
    """Read a file with the reader that its content asks for.

    Args:
        path: the file; kept as given in every place.
        limits: bounds on its size and what it unpacks to.

    Raises:
        UnsupportedFormatError: no reader takes its format.
        DamagedFileError: it is broken, encrypted, empty or not there.
        LimitExceededError: it is beyond `limits`.
    """
    return choose_reader(path, limits=limits).read(path, limits=limits)


def choose_reader(path: Path, *, limits: ReadLimits) -> Reader:
    """The reader for the file at `path`. Raises as `read_document` does."""
    head = read_start(path, size=_HEAD_BYTES)
    if path.stat().st_size > limits.file_bytes:
        size = limits.file_bytes / 1024**2
        raise LimitExceededError(path=str(path), reason=f"the file is larger than {size:.0f} MB")
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise DamagedFileError(path=str(path), reason="the file is empty")
    if head.startswith(b"PK"):
        return _zipped_reader(path)
    if head.startswith(_OLE):
        raise _refused_ole(path)
    _refuse_foreign(path, head)
    return _text_reader(path, head)


def _zipped_reader(path: Path) -> Reader:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower().lstrip("/") for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        reason = f"the file is broken or cut off ({error}); open it and save it again"
        raise DamagedFileError(path=str(path), reason=reason) from error
    if "xl/workbook.xml" in names:
        return XlsxReader()
    if "word/document.xml" in names:
        return DocxReader()
    for start, name, advice in _ZIPPED:
        if any(entry.startswith(start) for entry in names):
            raise _refusal(path, name, advice)
    raise _refusal(path, "a ZIP archive", _ARCHIVE)


def _refused_ole(path: Path) -> UnsupportedFormatError | DamagedFileError:
    """The refusal of a file in Microsoft's old container."""
    data = read_start(path, size=16 * 1024**2)
    if "EncryptedPackage".encode("utf-16-le") in data:
        reason = "it is protected by a password; save it without one"
        return DamagedFileError(path=str(path), reason=reason)
    if "WordDocument".encode("utf-16-le") in data:
        return _refusal(path, "an old Word document (.doc)", "save it as .docx")
    if "Workbook".encode("utf-16-le") in data or "Book\x00".encode("utf-16-le") in data:
        return _refusal(path, "an old Excel workbook (.xls)", "save it as .xlsx")
    return _refusal(path, "an old Office file", _SAVE)


def _refuse_foreign(path: Path, head: bytes) -> None:
    binary = looks_binary(head)
    for foreign in _FOREIGN:
        # Text may begin with "BM" or "MZ"; no picture or program is free of control bytes.
        if head.startswith(foreign.start) and (binary or len(foreign.start) > 3):
            raise _refusal(path, foreign.name, foreign.advice)
    if b"%PDF-" in head[:1024]:
        raise _refusal(path, _FOREIGN[0].name, _FOREIGN[0].advice)
    if binary:
        raise _refusal(path, "binary data of no known format", "only reports are read")
    for mark, name, advice in _MARKUP:
        if mark in head[:4096] and not _HTML_START.match(_without_bom(head)):
            raise _refusal(path, name, advice)
    if _MHTML.match(head):
        raise _refusal(path, "a web archive (.mht)", "save the page as .html")


def _text_reader(path: Path, head: bytes) -> Reader:
    ending = path.suffix.lower()
    # In UTF-16 every second byte is NUL; tags are found without them.
    start = _without_bom(head).replace(b"\x00", b"")
    if ending in _HTML_ENDINGS or _HTML_START.match(start):
        return HtmlReader()
    if ending in _OFFICE_ENDINGS:
        return HtmlReader() if _HTML_TABLE.search(start) else CsvReader()
    if ending in _CSV_ENDINGS:
        return CsvReader()
    if ending in _NOT_REPORTS:
        raise _refusal(path, f"a {ending} file", "only reports are read")
    return TextReader()


def _without_bom(head: bytes) -> bytes:
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe")


def _refusal(path: Path, name: str, advice: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(path=str(path), reason=f"it is {name}: {advice}")
