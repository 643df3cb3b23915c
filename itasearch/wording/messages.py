"""Thai messages about files that several packages use.

Officers read them in the app and on the command line, so each names what is wrong, with its value,
and the next step.
"""

import errno
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from itasearch.disk import IS_FULL
from itasearch.domain.loader import as_record, load_toml
from itasearch.errors import ReadError
from itasearch.model.source import SourceRef
from itasearch.temporary import system_folder_name
from itasearch.wording.language import language

SPLIT = "โปรดแบ่งเป็นหลายไฟล์"
SAVE_AGAIN = "โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่"
CHOOSE_REPORT = "โปรดเลือกไฟล์รายงาน เช่น .pdf .docx หรือ .xlsx"

NO_SUCH_FILE = "ไม่พบไฟล์นี้ โปรดตรวจสอบชื่อและที่เก็บไฟล์"
EMPTY = "ไฟล์ว่างเปล่า โปรดตรวจสอบไฟล์แล้วเพิ่มใหม่"
NO_TEXT = "ไม่พบข้อความในไฟล์ โปรดใช้ไฟล์ต้นฉบับ หรือไฟล์ PDF หรือภาพสแกนที่ชัด"
NO_MEASURES = f"ไม่พบตารางหรือรายการมาตรการ และไม่พบผลประเมิน ITA ในไฟล์นี้ {CHOOSE_REPORT}"
NEEDS_OFFICE = "ต้องใช้โปรแกรม LibreOffice"
"""First words of why a file is refused where LibreOffice is missing."""
NEEDS_OCR = "อ่านภาพสแกนไม่ได้เพราะ"
"""First words of why a scan is refused, or a page of it not read, where Tesseract is missing."""
OWN_NETWORK = "เครือข่ายภายใน"  #: Words of why an address was not opened that leads within
NO_SPACE = "พื้นที่ในดิสก์เต็ม"  #: First words of why a file was not taken where the disk is full
READ_ONLY = "ดิสก์นี้เขียนไม่ได้ อ่านได้อย่างเดียว"
"""What the system refuses on a disk that can only be read, whatever is on it."""
NOT_WRITABLE = "ดิสก์ที่เก็บคลังเขียนไม่ได้"  #: The same where the home can only be read
DETAIL = "(รายละเอียด:"  #: What comes before a program's message in a reason
READ_BY_OCR = "อ่านจากภาพสแกน"  #: First words of the warning of a report with a page read by OCR

FROM_FILE_NAME = "ทราบชื่อหน่วยงานหรือปีงบประมาณจากชื่อไฟล์เท่านั้น โปรดยืนยัน"
"""The warning of a report that does not itself say whose or of which year it is."""
COMPARE_ORIGINAL = " โปรดตรวจกับต้นฉบับ"
ROWS_NAME = "แต่แถวในตารางระบุ "
"""What comes before the times that rows name, in the warning of a year that they contradict."""

PASSWORD = "ไฟล์มีรหัสผ่าน โปรดบันทึกใหม่โดยไม่ใส่รหัสผ่าน"

_FILE = "reasons.toml"
_MEBIBYTE = 1024**2  # what messages call a MB
_OF_SYSTEM = {errno.ENOENT: NO_SUCH_FILE, errno.ENAMETOOLONG: "ชื่อไฟล์ยาวเกินไป โปรดตั้งชื่อให้สั้นลง"}


# English of words before a number, and of units behind one; elsewhere they stay Thai.
_PLACES = {"หน้า": "page", "ตาราง": "table", "แถว": "row", "ข้อ": "no."}
_COUNTED = {" แห่ง": "", " หน้า": " pages"}


_LOSS = re.compile("ไม่ได้นำเข้า|ไม่ได้แยกเป็นมาตรการ|ตกหล่น|ไม่ได้อ่าน(?!ตราประทับ)")


def losses(warnings: Iterable[str]) -> list[str]:
    """The warnings of reading that say that something of a report is missing."""
    return [reason_text(warning) for warning in warnings if _LOSS.search(warning)]


def reason_text(reason: str | None) -> str:
    """Why a file was refused or is doubtful; in English, but for names and the file's own words."""
    text = reason or ""
    if language() != "en":
        return text
    return _parts().sub(lambda match: _english().get(match[0], match[0]), text)


@cache
def _english() -> Mapping[str, str]:
    english = as_record(_FILE, load_toml(_FILE)["english"], dict[str, str])
    to_do = {
        f" {thai}": f"; {meaning}" for thai, meaning in english.items() if thai.startswith("โปรด")
    }
    return to_do | english | _PLACES | _COUNTED


@cache
def _parts() -> re.Pattern[str]:
    sentences = sorted(_english().keys() - _PLACES.keys() - _COUNTED.keys(), key=len, reverse=True)
    numbered = rf"(?:{'|'.join(_PLACES)})(?= \d)|(?<=\d)(?:{'|'.join(_COUNTED)})(?! \d)"
    return re.compile("|".join([*map(re.escape, sentences), numbered, "“[^”]*”"]))


def too_large(limit: int) -> str:
    """A file is larger than `limit` bytes."""
    return f"ไฟล์ใหญ่กว่า {limit / _MEBIBYTE:.0f} MB {SPLIT}"


def too_slow(seconds: float) -> str:
    """The reason of a file that took longer than this to read."""
    return f"ใช้เวลาอ่านไฟล์หรือหน้าหนึ่งเกิน {seconds:g} วินาที {SPLIT}"


def leads_within(address: str) -> str:
    """A web address leads to this one of the own network, which is not opened."""
    return f"ที่อยู่เว็บนี้ชี้ไปยัง{OWN_NETWORK} “{address}” จึงไม่ดาวน์โหลด หากตั้งใจให้เปิด โปรดแจ้งผู้ดูแลคลัง"


def broken(part: str = "") -> str:
    """A file, or the named part in it, is broken or cut off."""
    where = f" (ส่วน {part})" if part else ""
    return f"ไฟล์เสียหายหรือไม่สมบูรณ์{where} {SAVE_AGAIN}"


def ambiguous_name(name: str) -> str:
    """An organisation's name fits several."""
    return f"ชื่อ “{name}” ตรงกับหลายหน่วยงาน โปรดระบุชื่อพร้อมจังหวัด"


def refused_by_system(error: OSError) -> str:
    """The operating system did not let a file be read or copied."""
    if isinstance(error, PermissionError):
        # On Windows that is also what a file gives that is open in Word or Excel.
        what = f"“{error.filename}”" if error.filename else "ไฟล์"
        return f"ไม่มีสิทธิ์เปิด {what} โปรดปิดโปรแกรมที่เปิดไฟล์นี้อยู่ หรือตรวจสอบสิทธิ์การเข้าถึง"
    if error.errno in IS_FULL:
        # A failed write names no file: what is written unnamed is temporary.
        where = error.filename or system_folder_name()
        return f"{NO_SPACE} เขียน “{where}” ไม่ได้ โปรดเพิ่มที่ว่างแล้วลองอีกครั้ง"
    if error.errno == errno.EROFS:
        where = f" “{error.filename}”" if error.filename else ""
        return f"{NOT_WRITABLE}{where} โปรดแก้สิทธิ์ของโฟลเดอร์หรือตรวจสอบดิสก์ แล้วลองอีกครั้ง"
    known = _OF_SYSTEM.get(error.errno or 0)
    return known or f"เปิดหรือบันทึกไฟล์ไม่ได้ {ask_administrator(error.strerror or str(error))}"


def unread_reason(error: ReadError | OSError) -> str:
    """Why a file was not read, or not fetched."""
    return error.reason if isinstance(error, ReadError) else refused_by_system(error)


def refused_at_computer(error: OSError) -> str:
    """The same for who runs a command: without whom to ask, and what to do about the disk apart."""
    if error.errno in IS_FULL:
        return NO_SPACE
    if error.errno == errno.EROFS:
        return READ_ONLY
    if isinstance(error, PermissionError) or error.errno in _OF_SYSTEM:
        return refused_by_system(error)
    detail = in_detail(error.strerror or str(error))
    return f"เปิดหรือบันทึกไฟล์ไม่ได้ โปรดตรวจสอบดิสก์และไฟล์ แล้วใช้คำสั่งเดิมอีกครั้ง {detail}"


def in_detail(text: str) -> str:
    """A program's own message, marked as such among Thai."""
    return f"{DETAIL} {text})"


def ask_administrator(detail: str) -> str:
    """The next step for a fault that an officer cannot mend; `detail` is a program's message."""
    return f"โปรดแจ้งผู้ดูแลระบบ {in_detail(detail)}"


def left_out(numbers: Sequence[int]) -> str:
    """Pages from one on that could not be read are left out; those before it were read."""
    return (
        f"ไม่ได้อ่านหน้า {page_runs(numbers)} เพราะหน้าหนึ่งในนั้นเสียหาย หรืออ่านไม่เสร็จในเวลา"
        "หรือหน่วยความจำที่กำหนด โปรดเทียบกับไฟล์ต้นฉบับ แล้วอ่านใหม่ด้วย itasearch reread "
        "หรือแยกหน้าที่เสียหายออก แล้วเพิ่มอีกครั้ง"
    )


def place_in_file(ref: SourceRef) -> str:
    """Where a text is, in Thai; of a page only its row, for nobody counts lines there."""
    paged = ref.page_number is not None
    parts = (
        ("แผ่นงาน", ref.sheet),
        ("หน้า", ref.page_number),
        ("บรรทัด", None if paged else ref.line_number),
        ("ตาราง", None if paged else ref.table_number),
        ("แถว", ref.row_number),
    )
    return " ".join(f"{name} {value}" for name, value in parts if value is not None)


def page_runs(numbers: Sequence[int]) -> str:
    """Page numbers as runs: 1–4, 7."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def is_of_disk(reason: str) -> bool:
    """Whether a file was refused because the disk is full, or the library cannot be written."""
    return reason.startswith((NO_SPACE, NOT_WRITABLE))
