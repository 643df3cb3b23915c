"""Thai messages about files that several packages use.

Officers read them in the app and on the command line, so each names what is wrong, with its
value, and the next step. Names of formats and units keep Latin letters. A message that one module
uses is in that module.
"""

import errno
from collections.abc import Sequence

from itasearch.errors import NotAllowedError, OthersDraftError
from itasearch.model.people import Right

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
ENGLISH_MISREAD = "คำภาษาอังกฤษในภาพสแกนอ่านผิด"
"""First words of the warning of a scan where Tesseract's English data are missing."""
NO_SPACE = "พื้นที่ในดิสก์เต็ม"
"""First words of why a file was not taken where the disk is full."""
NOT_WRITABLE = "ดิสก์ที่เก็บคลังเขียนไม่ได้"
"""The same where the home can only be read."""
READ_BY_OCR = "อ่านจากภาพสแกน"
"""First words of the warning of a report with a page read by OCR."""

PASSWORD = "ไฟล์มีรหัสผ่าน โปรดบันทึกใหม่โดยไม่ใส่รหัสผ่าน"

_MEBIBYTE = 1024**2
"""Bytes of what messages call a MB."""
DISK_IS_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Numbers of what the system refuses where there is no space, or none for this user."""
DISK_IS_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
"""Numbers of what it refuses where a disk or folder must not be written."""
_OF_SYSTEM = {
    errno.ENOENT: NO_SUCH_FILE,
    **dict.fromkeys(DISK_IS_FULL, f"{NO_SPACE} โปรดเพิ่มที่ว่างแล้วลองอีกครั้ง"),
    errno.EROFS: f"{NOT_WRITABLE} โปรดตรวจสอบดิสก์",
    errno.ENAMETOOLONG: "ชื่อไฟล์ยาวเกินไป โปรดตั้งชื่อให้สั้นลง",
}


def too_large(limit: int) -> str:
    """A file is larger than `limit` bytes."""
    return f"ไฟล์ใหญ่กว่า {limit / _MEBIBYTE:.0f} MB {SPLIT}"


def broken(part: str = "") -> str:
    """A file, or the named part in it, is broken or cut off."""
    where = f" (ส่วน {part})" if part else ""
    return f"ไฟล์เสียหายหรือไม่สมบูรณ์{where} {SAVE_AGAIN}"


def ambiguous_name(name: str, candidates: Sequence[str] = ()) -> str:
    """An organisation's name fits several; `candidates` are what to choose from."""
    choices = f" ({', '.join(candidates)})" if candidates else ""
    return f"ชื่อ “{name}” ตรงกับหลายหน่วยงาน{choices} โปรดระบุชื่อพร้อมจังหวัด"


def refused_by_system(error: OSError) -> str:
    """The operating system did not let a file be read or copied."""
    if isinstance(error, PermissionError):
        # On Windows that is also what a file gives that is open in Word or Excel.
        what = f"“{error.filename}”" if error.filename else "ไฟล์"
        return f"ไม่มีสิทธิ์เปิด {what} โปรดปิดโปรแกรมที่เปิดไฟล์นี้อยู่ หรือตรวจสอบสิทธิ์การเข้าถึง"
    known = _OF_SYSTEM.get(error.errno or 0)
    return known or f"เปิดหรือบันทึกไฟล์ไม่ได้ {ask_administrator(error.strerror or str(error))}"


DETAIL = "(รายละเอียด:"
"""What comes before a program's message in a reason."""


def ask_administrator(detail: str) -> str:
    """The next step for a fault that an officer cannot mend; `detail` is a program's message."""
    return f"โปรดแจ้งผู้ดูแลระบบ {DETAIL} {detail})"


_DEEDS = {
    Right.DRAFT: "ทำหรือแก้ไขแม่แบบ",
    Right.WATCH: "เฝ้าดูหรือทำเครื่องหมายผลการค้นหา",
    Right.ADD: "เพิ่มรายงาน",
    Right.CORRECT: "แก้ไขรายงาน",
    Right.REMOVE: "นำรายงานออก",
    Right.ADMINISTER: "ดูแลคลัง",
}


def not_allowed(error: NotAllowedError) -> str:
    """That the person who asks may not do this, and what to do."""
    if isinstance(error, OthersDraftError):
        return "แม่แบบนี้เป็นของผู้อื่น ซึ่งไม่ได้แบ่งปันเพื่อการนี้ โปรดทำสำเนา หรือขอลิงก์สำหรับแก้ไข"
    whose = ""
    if error.of_others:
        whose = f"ของ {error.organisation}" if error.organisation else "ที่ไม่ทราบหน่วยงาน"
    remedy = (
        "โปรดขอสิทธิ์จากผู้ดูแลคลัง"
        if error.signed_in
        else "โปรดเข้าสู่ระบบ หรือใช้ itasearch ที่เครื่องซึ่งเก็บคลังไว้"
    )
    return f"ไม่มีสิทธิ์{_DEEDS[Right(error.right)]}{whose} {remedy}"


def quota_used(most: int) -> str:
    """A person has uploaded as many files within a day as one may."""
    return f"เพิ่มครบ {most:,} ไฟล์ใน 24 ชั่วโมงแล้ว โปรดเพิ่มไฟล์นี้ภายหลัง หรือแจ้งผู้ดูแลคลัง"


def left_out(numbers: Sequence[int]) -> str:
    """Pages from one on that could not be read are left out; those before it were read."""
    return (
        f"ไม่ได้อ่านหน้า {page_runs(numbers)} เพราะหน้าหนึ่งในนั้นเสียหาย หรืออ่านไม่เสร็จในเวลา"
        "หรือหน่วยความจำที่กำหนด โปรดเทียบกับไฟล์ต้นฉบับ แล้วอ่านใหม่ด้วย itasearch reread "
        "หรือแยกหน้าที่เสียหายออก แล้วเพิ่มอีกครั้ง"
    )


def page_runs(numbers: Sequence[int]) -> str:
    """Page numbers as runs: 1–4, 7."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)
