"""Thai messages about files that several packages use.

Officers read them in the app and on the command line, so each names what is wrong, with its
value, and the next step. Names of formats and units keep Latin letters. A message that one module
uses is in that module.
"""

import errno
import re
from collections.abc import Sequence

from itasearch.disk import IS_FULL
from itasearch.errors import ReadError
from itasearch.model.source import SourceRef
from itasearch.temporary import system_folder_name

SPLIT = "โปรดแบ่งเป็นหลายไฟล์"
SAVE_AGAIN = "โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่"
CHOOSE_REPORT = "โปรดเลือกไฟล์รายงาน เช่น .pdf .docx หรือ .xlsx"

NO_SUCH_FILE = "ไม่พบไฟล์นี้ โปรดตรวจสอบชื่อและที่เก็บไฟล์"
NOT_THERE = "ไม่พบโฟลเดอร์หรือไฟล์นี้ โปรดตรวจสอบว่าเชื่อมต่ออยู่ และยังใช้ชื่อเดิม"
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
READ_ONLY = "ดิสก์นี้เขียนไม่ได้ อ่านได้อย่างเดียว"
"""What the system refuses on a disk that can only be read, whatever is on it."""
NOT_WRITABLE = "ดิสก์ที่เก็บคลังเขียนไม่ได้"
"""The same where the home can only be read."""
DETAIL = "(รายละเอียด:"
"""What comes before a program's message in a reason."""
READ_BY_OCR = "อ่านจากภาพสแกน"
"""First words of the warning of a report with a page read by OCR."""

FROM_FILE_NAME = "ทราบชื่อหน่วยงานหรือปีงบประมาณจากชื่อไฟล์เท่านั้น โปรดยืนยัน"
"""The warning of a report that does not itself say whose or of which year it is."""
COMPARE_ORIGINAL = " โปรดตรวจกับต้นฉบับ"
ROWS_NAME = "แต่แถวในตารางระบุ "
"""What comes before the times that rows name, in the warning of a year that they contradict."""

PASSWORD = "ไฟล์มีรหัสผ่าน โปรดบันทึกใหม่โดยไม่ใส่รหัสผ่าน"

_MEBIBYTE = 1024**2  # what messages call a MB
_OF_SYSTEM = {errno.ENOENT: NO_SUCH_FILE, errno.ENAMETOOLONG: "ชื่อไฟล์ยาวเกินไป โปรดตั้งชื่อให้สั้นลง"}


_IN_ENGLISH = {
    NO_MEASURES: "no table or list of measures and no ITA result in this file; choose a report, "
    "such as .pdf, .docx or .xlsx",
    NO_SUCH_FILE: "there is no such file; check its name and folder",
    NOT_THERE: "there is no such folder or file; is it connected, and its name the same?",
    EMPTY: "the file is empty; check it and add it again",
    NO_TEXT: "no text in the file; use the original, a PDF or a clear scan",
    PASSWORD: "the file has a password; save it without one",
    NO_SPACE: "the disk is full",
    READ_ONLY: "the disk can only be read",
    NOT_WRITABLE: "the disk of the library cannot be written",
    SPLIT: "split it into several files",
    SAVE_AGAIN: "open it in its own program and save it again",
    # Of web sites, longer ones before their parts.
    "เว็บไซต์ไม่อนุญาตให้ดาวน์โหลดไฟล์นี้": "the site does not let this file be downloaded",
    "เว็บไซต์นี้ไม่อนุญาตให้โปรแกรมดาวน์โหลด": "the site does not let programs download",
    "ใบรับรองความปลอดภัยของเว็บไซต์ใช้ไม่ได้": "the site's certificate is not valid",
    " และแจ้งผู้ดูแลเว็บไซต์ให้ต่ออายุใบรับรอง": ", and tell its keeper to renew it",
    " โปรดดาวน์โหลดเองแล้วเพิ่มไฟล์": "; download it yourself and add the file",
    "ถึงจำนวนครั้งที่ขอจากเว็บไซต์หนึ่งได้แล้ว จึงไม่เปิดต่อ": "the limit of requests to one site was reached",
    "อยู่นอกเว็บไซต์ที่ระบุ จึงไม่เปิด หากเป็นของหน่วยงาน โปรดระบุที่อยู่นี้ หรือใช้ตัวเลือก": "it is outside the site "
    "that was named; if it is the office's own, name this address, or use",
    "เว็บไซต์ส่งไฟล์แบบบีบอัดที่ไม่รู้จัก": "the site sent a file packed in an unknown way",
    "ที่อยู่เว็บที่ส่งต่อไปใช้ไม่ได้": "the address that it leads on to cannot be used",
    "เว็บไซต์ขอให้ลงชื่อเข้าใช้หรือขอสิทธิ์ก่อนเปิด โปรดเปิดให้ทุกคนดูได้": "the site asks to sign in; "
    "let everybody see it",
    "เว็บไซต์ขอให้รอก่อน จึงหยุดไว้เพียงนี้": "the site asks to wait, so it was left there",
    "เว็บไซต์ไม่ตอบหลายครั้งติดกัน จึงหยุดไว้เพียงนี้": "the site did not answer "
    "several times, so it was left there",
    "เว็บไซต์ไม่ตอบภายใน": "the site did not answer within",
    "ดาวน์โหลดไม่เสร็จใน": "it was not downloaded within",
    "วินาที": "seconds",
    "การเชื่อมต่อกับเว็บไซต์ขาดกลางคัน": "the connection to the site broke off",
    "เว็บไซต์ไม่ตอบ": "the site does not answer",
    "เว็บไซต์ตอบว่าผิดพลาด": "the site answers that it failed",
    "ไม่พบไฟล์นี้ที่เว็บไซต์": "the site does not have this file",
    "ไฟล์ที่เว็บไซต์ส่งมาเสียหาย": "the file that the site sent is broken",
    "ที่อยู่เว็บนี้ชี้ไปยังเครือข่ายภายใน": "this address leads to the own network,",
    " จึงไม่ดาวน์โหลด หากตั้งใจให้เปิด โปรดแจ้งผู้ดูแลคลัง": ", so it is not opened; "
    "if you mean it, ask whoever runs the library",
    "ที่อยู่เว็บนี้ส่งต่อไปเกิน": "this address leads on more than",
    "รับเฉพาะที่อยู่เว็บที่ขึ้นต้นด้วย “http://” หรือ “https://”": "only addresses that begin "
    "with “http://” or “https://” are opened",
    " โปรดตรวจสอบที่อยู่เว็บ หรือลองใหม่ภายหลัง": "; check the address or try again later",
    " โปรดตรวจสอบที่อยู่เว็บ": "; check the address",
    " โปรดลองใหม่ภายหลัง": "; try again later",
    "(รหัส ": "(code ",
    " ครั้ง": " times",
    # Of files: what is wrong, then what to do.
    "ไฟล์ PDF เสียหายหรือไม่สมบูรณ์ โปรดดาวน์โหลดหรือบันทึกไฟล์นี้ใหม่ แล้วเพิ่มอีกครั้ง": "the PDF is broken or "
    "cut off; download or save it anew and add it again",
    "ไม่พบข้อความที่อ่านได้ในภาพ โปรดสแกนใหม่ให้ชัด ที่ 200–300 dpi หรือใช้ไฟล์ต้นฉบับ": "no words were read in "
    "the picture; scan it clearly at 200–300 dpi, or use the original",
    "ไฟล์นี้เป็นคู่มือหรือแบบฟอร์ม ไม่ใช่รายงานมาตรการ": "this is a manual or an empty form",
    "ตารางในไฟล์ไม่มีแถวข้อมูล จึงไม่มีมาตรการหรือผลประเมิน ITA": "its tables have no rows",
    "ตารางในไฟล์ไม่มีหัวคอลัมน์ของมาตรการ และไม่พบผลประเมิน ITA": "no column is headed as "
    "measures are, and there is no ITA result",
    "ไม่มีตารางใดที่มีคอลัมน์มาตรการ พร้อมขั้นตอน ระยะเวลา ผู้รับผิดชอบ หรือผลการดำเนินการ": "no table has a "
    "column of measures with steps, time, who is responsible, or results",
    "คอลัมน์ของตารางในไฟล์คั่นด้วยช่องว่าง จึงบอกไม่ได้ว่าข้อความใดอยู่ช่องใด โปรดใช้ไฟล์ต้นฉบับ": "the columns are "
    "set apart by blanks, so it cannot be told what is in which; use the original",
    "ไม่มีไฟล์ในไฟล์ ZIP นี้": "the ZIP file is empty",
    "ไม่รู้จักชนิดของไฟล์นี้": "files of this kind are not known",
    "ไม่รับไฟล์โปรแกรม": "programs are not read",
    "ไม่รู้จักไฟล์": "this kind of file is not known:",
    "ยังไม่รับไฟล์": "this kind of file is not read:",
    "ไม่รับไฟล์": "this kind of file is not read:",
    "ยังไม่รับหน้าเว็บแบบ .mht": "pages saved as .mht are not read",
    "เสียงหรือวิดีโอ": "sound or video",
    "ฐานข้อมูล": "database",
    "บีบอัด (": "archive (",
    " ที่อยู่ตรงนี้": " in this place",
    " แบบไบนารี": " binary",
    " ชนิดนี้": "",
    " โปรดตรวจสอบหัวคอลัมน์ของตาราง": "; check how its columns are headed",
    " โปรดแตกไฟล์ แล้วเพิ่มไฟล์ที่อยู่ข้างใน": "; unpack it and add the files in it",
    " โปรดเปิดไฟล์แล้วบันทึกเป็น": "; open it and save it as",
    " โปรดบันทึกหน้าเว็บเป็น": "; save the page as",
    " โปรดคัดลอกตารางลงในไฟล์": "; copy the table into",
    " โปรดเลือกไฟล์รายงาน เช่น": "; choose a report, such as",
    " โปรดส่งออกตารางเป็น": "; export the table as",
    # Of reports that a person should look at; numbers and places stand between.
    FROM_FILE_NAME: "the file's name alone says organisation or year; confirm it",
    "ชื่อหน่วยงานในภาพสแกนอ่านได้หลายแบบ": "the scan's organisation may be read in several ways",
    " อ่านจากภาพสแกนและไม่มีที่อื่นในไฟล์ยืนยันพอ": " was read from a scan, and nothing else confirms it",
    ROWS_NAME: "but the rows name ",
    "ข้อความในตารางเข้าสู่มาตรการร้อยละ": "text of the tables that is in measures, per cent:",
    " โปรดตรวจสอบส่วนที่ตกหล่น": "; look at what is left out",
    "ลำดับที่ของมาตรการขาดไป": "numbers of measures are missing:",
    " อาจมีมาตรการที่ไม่ได้นำเข้า": ", measures may be left out",
    " มีลักษณะเป็นมาตรการแต่ไม่ได้นำเข้า": " looks like a measure and was left out",
    " แถวที่ไม่ทราบว่าเป็นของมาตรการใด จึงไม่ได้นำเข้า": " rows are of no known measure, and were left out",
    "ไม่รู้จักหัวคอลัมน์": "columns with unknown heads:",
    " ไม่มีช่องในมาตรการ จึงเก็บไว้กับข้อความเดิมเท่านั้น": " has no place in a "
    "measure; it is kept with the original text",
    "ตารางไม่มีหัวคอลัมน์ที่บอกว่าช่องใดคือมาตรการ จึงเดาจากเนื้อหา": "no head says which "
    "column has the measures; guessed",
    "ชื่อมาตรการขึ้นต้นด้วยเลขหรือเครื่องหมายข้อย่อย อาจเป็นขั้นตอน": "titles begin as steps do",
    "เลื่อนข้อความให้ตรงคอลัมน์": "text moved into its column, rows:",
    "ต่อคำที่ถูกตัดขึ้นบรรทัดใหม่": "words cut by line ends joined:",
    "มีตัวเลขที่ปนเลขไทยกับเลขอารบิก": "numbers of Thai and Arabic digits:",
    "ภาพไม่ชัด ตัวอักษรและตัวเลขอาจผิดหลายแห่ง": "the picture is unclear; letters and "
    "numbers may be wrong",
    "ตัวเลขอาจผิดได้ โปรดตรวจตัวเลขที่สำคัญ": "numbers may be wrong; check those that matter",
    "ดาวน์โหลดจาก": "downloaded from",
    COMPARE_ORIGINAL: "; compare it with the original",
    " โปรดตรวจสอบ": "; check it",
    " เป็นต้น": " and others",
    "ไฟล์เสียหายหรือไม่สมบูรณ์": "the file is broken or cut off:",
    "ยังไม่แน่ชัดเรื่อง": "in doubt: ",
    "ชื่อหน่วยงาน": "organisation",
    "ปีงบประมาณ": "fiscal year",
    "ความหมายของคอลัมน์": "meaning of columns",
    "ความครบถ้วนของข้อความ": "completeness of the text",
    "คุณภาพของการอ่าน": "quality of the reading",
    "เก็บผลประเมิน ITA แล้ว": "ITA results kept:",
    " รายการ": "",
    " โปรดตรวจและเติมข้อมูล": "; check and fill in",
}


_PLACES = {"หน้า": "page", "ตาราง": "table", "แถว": "row", "ข้อ": "no.", " แห่ง": ""}
_PLACE = re.compile(r"(?:หน้า|ตาราง|แถว|ข้อ)(?= \d)|(?<=\d) แห่ง")


def reason_text(reason: str | None, language: str) -> str:
    """Why a file was refused or is doubtful; in English, but for rare sentences."""
    text = reason or ""
    if language != "en":
        return text
    for thai, english in _IN_ENGLISH.items():
        text = text.replace(thai, english)
    return _PLACE.sub(lambda match: _PLACES[match[0]], text)


def too_large(limit: int) -> str:
    """A file is larger than `limit` bytes."""
    return f"ไฟล์ใหญ่กว่า {limit / _MEBIBYTE:.0f} MB {SPLIT}"


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


def place_in_file(place: SourceRef) -> str:
    """Where a text is, in Thai; of a page only its row, for nobody counts lines there."""
    paged = place.page_number is not None
    parts = (
        ("แผ่นงาน", place.sheet),
        ("หน้า", place.page_number),
        ("บรรทัด", None if paged else place.line_number),
        ("ตาราง", None if paged else place.table_number),
        ("แถว", place.row_number),
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
