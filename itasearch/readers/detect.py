"""Which reader takes a file: by its content first, by its ending second.

Endings are unreliable: web systems save HTML as .xls, browsers save pages as .txt, people
rename. Office files are recognised by the parts of their archive, their streams or their
namespace; programs that write macros or templates use the same parts as plain documents. A
file that no reader takes is refused with the name of its format and what to do instead.
"""

import re
import zipfile
import zlib
from functools import partial
from pathlib import Path

from olefile import OleFileIO

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.model.source import SourceDocument
from itasearch.readers import legacy_office
from itasearch.readers.base import Knowledge, PageProgress, Reader, no_progress, read_start
from itasearch.readers.delimited import read_csv
from itasearch.readers.encoding import looks_binary
from itasearch.readers.pdf.reader import read_pdf
from itasearch.readers.plain import read_html, read_text
from itasearch.readers.scan.reader import read_scan
from itasearch.readers.word import read_docx
from itasearch.readers.workbook import read_ods, read_xls, read_xlsx
from itasearch.readers.zip_guard import NOT_OLE, NOT_ZIP
from itasearch.wording.messages import CHOOSE_REPORT, EMPTY, PASSWORD, broken, too_large

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  #: the first bytes of a file in Microsoft's old container

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
    (b"urn:schemas-microsoft-com:office:spreadsheet", legacy_office.read_excel_xml),
    (b"schemas.microsoft.com/office/word/2003", legacy_office.read_word_xml),
)
_XML_START = re.compile(rb"\s*<[?\w]")

_HEAD_BYTES = 64 * 1024  # of a file's beginning, by which its kind is found; by hand

_PICTURES = re.compile(
    # A BMP's header counts its own bytes: a text that begins with "BM" does not.
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP"
    rb"|BM.{4}.{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00",
    re.DOTALL,
)
_ARCHIVE = "โปรดแตกไฟล์ แล้วเพิ่มไฟล์ที่อยู่ข้างใน"
_PROGRAM = "ไม่รับไฟล์โปรแกรม"

_NOT_REPORTS = frozenset({".json", ".jsonl", ".xml", ".yaml", ".yml", ".svg", ".eml", ".toml"})
# Atomic: a row of comments could else be split in exponentially many ways.
_HTML_START = re.compile(
    rb"\s*(?:(?:<\?xml[^>]*>|(?><!--.*?-->))\s*)*+<(?:!doctype\s+html|html|head|body|meta)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TABLE = re.compile(rb"<(?:html|table|tr|td|body|div)[\s>]", re.IGNORECASE)
_MHTML = re.compile(rb"^(?:MIME-Version:|From: <Saved by|Content-Type: multipart/)", re.IGNORECASE)

# Formats that are refused: their first bytes, the problem, and what to do.
_FOREIGN = (
    (b"RIFF", "ไม่รับไฟล์เสียงหรือวิดีโอ", CHOOSE_REPORT),
    (b"\x1f\x8b", "ยังไม่รับไฟล์บีบอัด (gzip)", _ARCHIVE),
    (b"Rar!", "ยังไม่รับไฟล์บีบอัด (RAR)", _ARCHIVE),
    (b"7z\xbc\xaf", "ยังไม่รับไฟล์บีบอัด (7z)", _ARCHIVE),
    (b"MZ", _PROGRAM, CHOOSE_REPORT),
    (b"\x7fELF", _PROGRAM, CHOOSE_REPORT),
    (b"SQLite format 3", "ไม่รับไฟล์ฐานข้อมูล", "โปรดส่งออกตารางเป็น .csv"),
)


def read_document(
    path: Path, *, limits: ReadLimits, knowledge: Knowledge, on_page: PageProgress = no_progress
) -> SourceDocument:
    """Read a file with the reader for its content; `on_page` is called after each of its pages.

    Raises UnsupportedFormatError: no reader takes its format. DamagedFileError: it is broken,
    encrypted, empty or not there. LimitExceededError: it is beyond `limits`.
    """
    return _reader_of(path, limits, knowledge, on_page)(path, limits=limits)


def _reader_of(
    path: Path, limits: ReadLimits, knowledge: Knowledge, on_page: PageProgress
) -> Reader:
    head = read_start(path, size=_HEAD_BYTES)
    if path.stat().st_size > limits.file_bytes:
        raise LimitExceededError(path=str(path), reason=too_large(limits.file_bytes))
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise DamagedFileError(path=str(path), reason=EMPTY)
    if head.startswith(b"PK"):
        return _zipped_reader(path)
    if head.startswith(OLE):
        streams = _streams(path)
        if "EncryptedPackage" in streams:
            raise DamagedFileError(path=str(path), reason=PASSWORD)
        if "WordDocument" in streams:
            return legacy_office.read_doc
        if streams & {"Workbook", "Book"}:
            return read_xls
        raise _refusal(path, "ยังไม่รับไฟล์ Office รุ่นเก่าชนิดนี้", _SAVE)
    if head.startswith(b"{\\rtf"):
        return legacy_office.read_rtf
    if _PICTURES.match(head):
        return partial(read_scan, knowledge=knowledge, on_page=on_page)
    # Mail and download servers put bytes before the mark; viewers open such files too.
    if b"%PDF-" in head[:1024]:
        return partial(read_pdf, knowledge=knowledge, on_page=on_page)
    _refuse_foreign(path, head)
    return _text_reader(path, head, knowledge)


def begins_page(head: bytes) -> bool:
    """Whether a file that begins so is a web page, whatever its name is."""
    return _HTML_START.match(_markup(head)) is not None


def _zipped_reader(path: Path) -> Reader:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower().lstrip("/") for name in archive.namelist()}
            named = [entry for entry in archive.infolist() if entry.filename == "mimetype"]
            is_small = named and named[-1].file_size < 1000
            kind = archive.read("mimetype")[:100] if is_small else b""
    except (*NOT_ZIP, zlib.error, RuntimeError, EOFError) as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    if "xl/workbook.xml" in names:
        return read_xlsx
    if "word/document.xml" in names:
        return read_docx
    if kind.startswith(_ODF_SHEET):
        return read_ods
    if kind.startswith(_ODF_TEXT):
        return legacy_office.read_odt
    for start, problem, advice in _UNREAD:
        if any(name.startswith(start) for name in names):
            raise _refusal(path, problem, advice)
    raise _refusal(path, "ยังไม่รับไฟล์บีบอัด (ZIP) ที่อยู่ตรงนี้", _ARCHIVE)


def _streams(path: Path) -> set[str]:
    """The names of the streams at the top; of a broken container, those found in its bytes."""
    try:
        with OleFileIO(str(path)) as ole:
            if streams := {entry[0] for entry in ole.listdir()}:
                return streams
    except NOT_OLE:
        pass
    data = read_start(path, size=16 * 1024**2)
    names = ("EncryptedPackage", "WordDocument", "Workbook")
    if streams := {name for name in names if name.encode("utf-16-le") in data}:
        return streams
    raise DamagedFileError(path=str(path), reason=broken())


def _refuse_foreign(path: Path, head: bytes) -> None:
    binary = looks_binary(head)
    for start, problem, advice in _FOREIGN:
        # Text may begin with "MZ"; no program is free of control bytes.
        if head.startswith(start) and (binary or len(start) > 3):
            raise _refusal(path, problem, advice)
    if binary:
        raise _refusal(path, "ไม่รู้จักชนิดของไฟล์นี้", CHOOSE_REPORT)
    if _MHTML.match(head):
        raise _refusal(path, "ยังไม่รับหน้าเว็บแบบ .mht", "โปรดบันทึกหน้าเว็บเป็น .html")


def _text_reader(path: Path, head: bytes, knowledge: Knowledge) -> Reader:
    ending = path.suffix.lower()
    start = _markup(head)
    if ending in {".html", ".htm", ".xhtml"} or _HTML_START.match(start):
        return read_html
    if _XML_START.match(start):
        for mark, kind in _MARKUP:
            if mark in start[:4096]:
                return kind
        if _ODF_SHEET in start[:4096] or _ODF_TEXT in start[:4096]:
            raise _refusal(path, "ยังไม่รับไฟล์ OpenDocument ที่เป็น XML (.fodt, .fods)", _SAVE)
    if ending in {".xls", ".xlsx", ".doc", ".docx"}:
        is_page = _HTML_TABLE.search(start)
        return read_html if is_page else read_csv
    if ending in {".csv", ".tsv", ".tab", ".psv"}:
        return read_csv
    if ending in _NOT_REPORTS:
        raise _refusal(path, f"ไม่รับไฟล์ {ending}", CHOOSE_REPORT)
    return partial(read_text, knowledge=knowledge)


def _markup(head: bytes) -> bytes:
    # In UTF-16 every second byte is NUL.
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")


def _refusal(path: Path, problem: str, advice: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(path=str(path), reason=f"{problem} {advice}")
