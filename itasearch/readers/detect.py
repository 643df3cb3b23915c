"""Which reader takes a file, told by its content first and its ending second.

Endings lie: web systems save HTML as .xls, browsers save pages as .txt, people
rename. What no reader takes is refused by name, with what to do instead.
Imports the standard library, config, errors, model and readers.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.model.reasons import CHOOSE_REPORT, EMPTY, too_large
from itasearch.model.source import SourceDocument
from itasearch.readers.base import PageProgress, Reader, no_progress
from itasearch.readers.encoding import looks_binary
from itasearch.readers.html_reader import HtmlReader
from itasearch.readers.legacy_office.converted_reader import RTF, ConvertedReader
from itasearch.readers.office_files import OLE, markup_reader, ole_reader, zipped_reader
from itasearch.readers.pdf.pdf_reader import PdfReader
from itasearch.readers.scan.reader import ScanReader
from itasearch.readers.sheets.delimited import CsvReader
from itasearch.readers.source_file import read_start
from itasearch.readers.text_reader import TextReader

_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Foreign:
    """A format that is refused: the bytes it begins with, what is told, and what to do."""

    start: bytes
    told: str
    advice: str


_PICTURES = re.compile(
    # A BMP's header counts its own bytes: a text that begins with "BM" does not.
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP"
    rb"|BM.{4}.{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00",
    re.DOTALL,
)
_ARCHIVE = "โปรดแตกไฟล์ แล้วเพิ่มไฟล์ที่อยู่ข้างใน"
_PROGRAM = "ไม่รับไฟล์โปรแกรม"
_PDF = b"%PDF-"
_RTF = b"{\\rtf"
_FOREIGN = (
    _Foreign(b"RIFF", "ไม่รับไฟล์เสียงหรือวิดีโอ", CHOOSE_REPORT),
    _Foreign(b"\x1f\x8b", "ยังไม่รับไฟล์บีบอัด (gzip)", _ARCHIVE),
    _Foreign(b"Rar!", "ยังไม่รับไฟล์บีบอัด (RAR)", _ARCHIVE),
    _Foreign(b"7z\xbc\xaf", "ยังไม่รับไฟล์บีบอัด (7z)", _ARCHIVE),
    _Foreign(b"MZ", _PROGRAM, CHOOSE_REPORT),
    _Foreign(b"\x7fELF", _PROGRAM, CHOOSE_REPORT),
    _Foreign(b"SQLite format 3", "ไม่รับไฟล์ฐานข้อมูล", "โปรดส่งออกตารางเป็น .csv"),
)
_NOT_REPORTS = frozenset({".json", ".jsonl", ".xml", ".yaml", ".yml", ".svg", ".eml", ".toml"})
_CSV_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".psv"})
_OFFICE_ENDINGS = frozenset({".xls", ".xlsx", ".doc", ".docx"})
_HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
# Atomic: a row of comments could else be split in exponentially many ways.
_HTML_START = re.compile(
    rb"\s*(?:(?:<\?xml[^>]*>|(?><!--.*?-->))\s*)*+<(?:!doctype\s+html|html|head|body|meta)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TABLE = re.compile(rb"<(?:html|table|tr|td|body|div)[\s>]", re.IGNORECASE)
_MHTML = re.compile(rb"^(?:MIME-Version:|From: <Saved by|Content-Type: multipart/)", re.IGNORECASE)


def read_document(
    path: Path, *, limits: ReadLimits, on_page: PageProgress = no_progress
) -> SourceDocument:
    """Read a file with the reader that its content asks for.

    Args:
        path: the file; kept as given in every place.
        limits: bounds on its size and what it unpacks to.
        on_page: told after each page of a format that has pages.

    Raises:
        UnsupportedFormatError: no reader takes its format.
        DamagedFileError: it is broken, encrypted, empty or not there.
        LimitExceededError: it is beyond `limits`.
    """
    return choose_reader(path, limits=limits, on_page=on_page).read(path, limits=limits)


def choose_reader(path: Path, *, limits: ReadLimits, on_page: PageProgress = no_progress) -> Reader:
    """The reader for the file at `path`. Raises as `read_document` does."""
    head = read_start(path, size=_HEAD_BYTES)
    if path.stat().st_size > limits.file_bytes:
        raise LimitExceededError(path=str(path), reason=too_large(limits.file_bytes))
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise DamagedFileError(path=str(path), reason=EMPTY)
    if head.startswith(b"PK"):
        return zipped_reader(path)
    if head.startswith(OLE):
        return ole_reader(path)
    if head.startswith(_RTF):
        return ConvertedReader(RTF)
    if _PICTURES.match(head):
        return ScanReader(on_page=on_page)
    # Mail and download servers put bytes before the mark; viewers open such files too.
    if _PDF in head[:1024]:
        return PdfReader(on_page=on_page)
    _refuse_foreign(path, head)
    return _text_reader(path, head)


def _refuse_foreign(path: Path, head: bytes) -> None:
    binary = looks_binary(head)
    for foreign in _FOREIGN:
        # Text may begin with "MZ"; no program is free of control bytes.
        if head.startswith(foreign.start) and (binary or len(foreign.start) > 3):
            raise _refusal(path, foreign.told, foreign.advice)
    if binary:
        raise _refusal(path, "ไม่รู้จักชนิดของไฟล์นี้", CHOOSE_REPORT)
    if _MHTML.match(head):
        raise _refusal(path, "ยังไม่รับหน้าเว็บแบบ .mht", "โปรดบันทึกหน้าเว็บเป็น .html")


def _text_reader(path: Path, head: bytes) -> Reader:
    ending = path.suffix.lower()
    start = _markup(head)
    if ending in _HTML_ENDINGS or _HTML_START.match(start):
        return HtmlReader()
    if office := markup_reader(start):
        return office
    if ending in _OFFICE_ENDINGS:
        return HtmlReader() if _HTML_TABLE.search(start) else CsvReader()
    if ending in _CSV_ENDINGS:
        return CsvReader()
    if ending in _NOT_REPORTS:
        raise _refusal(path, f"ไม่รับไฟล์ {ending}", CHOOSE_REPORT)
    return TextReader()


def begins_page(head: bytes) -> bool:
    """Whether a file that begins so is a web page, whatever its name says."""
    return _HTML_START.match(_markup(head)) is not None


def _markup(head: bytes) -> bytes:
    """The bytes in which tags are found: in UTF-16 every second one is NUL."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")


def _refusal(path: Path, told: str, advice: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(path=str(path), reason=f"{told} {advice}")
