"""Bytes to text: which encoding a text, Markdown, HTML or CSV file is in.

Thai files come as UTF-8 with or without BOM, as UTF-16 from Notepad and Excel
("Unicode text"), and as cp874 (Windows Thai, a superset of TIS-620) from older
systems. cp874 text is hardly ever valid UTF-8, so strict UTF-8 is tried first.
"""

import codecs
import re
from dataclasses import dataclass

from itasearch.errors import DamagedFileError
from itasearch.wording.messages import EMPTY

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its BOM begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_THAI = re.compile("[\u0e01-\u0e5b]")
# A vowel or tone mark at the start of a word, or after a leading vowel, is no Thai.
_IMPOSSIBLE = re.compile(
    "(?:^|[^\u0e01-\u0e5b])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[\u0e40-\u0e44][\u0e31\u0e34-\u0e3a]"
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_UNKNOWN = "อ่านข้อความในไฟล์ไม่ได้ เพราะไม่ทราบรหัสอักขระ โปรดบันทึกใหม่เป็น UTF-8"
_THAI_SINGLE_BYTE = {"tis-620", "tis620", "windows-874", "cp874", "iso-8859-11", "x-windows-874"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, and a warning where its encoding is not certain."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, path: str) -> Decoded:
    """Decode the bytes of a text file; line breaks become "\\n".

    Raises DamagedFileError: it is no text in any encoding known, or only white space.
    """
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)]
    texts = (_attempt(data, encoding) for encoding in (*encodings, "utf-8"))
    text = next((text for text in texts if text is not None and "\x00" not in text), None)
    decoded = Decoded(text=text) if text is not None else None
    for reader in (_utf16, _thai, _mended_utf8, _declared):
        decoded = decoded or reader(data)
    if decoded is None or "\x00" in decoded.text:
        raise DamagedFileError(path=path, reason=_UNKNOWN)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\u200b \t\n\f"):
        raise DamagedFileError(path=path, reason=EMPTY)
    return Decoded(text=text, warnings=decoded.warnings)


def looks_binary(data: bytes) -> bool:
    """Whether these first bytes of a file belong to no text file in any usual encoding."""
    if data.startswith(tuple(bom for bom, _ in _BOMS)) or _utf16(data):
        return False
    control = sum(byte < 9 or 14 <= byte < 27 or 28 <= byte < 32 for byte in data)
    return b"\x00" in data or control * 50 > len(data)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 that lost its BOM: half of its bytes are NUL or the Thai block's 0x0E."""
    even, odd = data[0:4000:2], data[1:4000:2]
    for high, encoding in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if len(data) >= 8 and sum(byte in (0, 0x0E) for byte in high) * 10 > len(high) * 9:
            text = _attempt(data[: len(data) // 2 * 2], encoding)
            if text is not None and not _CONTROL.search(text):
                return Decoded(text=text)
    return None


def _thai(data: bytes) -> Decoded | None:
    text = _attempt(data, "cp874")
    if text is None or _CONTROL.search(text):
        return None
    high = sum(character > "\x7f" for character in text)
    thai = len(_THAI.findall(text))
    if thai < 4 or thai * 10 < high * 9 or len(_IMPOSSIBLE.findall(text)) * 20 > thai:
        return None
    return Decoded(text=text)


def _mended_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as left by a cut download or a bad merge."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    if broken * 10 > whole or "\x00" in text:
        return None
    warning = f"มีอักขระ UTF-8 ที่เสียหาย {broken} ตัว แสดงเป็น \ufffd โปรดตรวจสอบข้อความ"
    return Decoded(text=text, warnings=(warning,))


def _declared(data: bytes) -> Decoded | None:
    """By the charset that an HTML page declares; often wrong, so it is tried late."""
    match = _META_CHARSET.search(data[:4096])  # four times as far as the HTML standard has it
    if match is None or match.group(1).decode("ascii").lower() not in _THAI_SINGLE_BYTE:
        return None
    return Decoded(text=data.decode("cp874", errors="replace"))
