"""What was mended in a report's text and what could not be, in a few Thai sentences.

Imports text and its neighbour wording.
"""

from collections.abc import Iterator

from itasearch.extract.wording import Wording
from itasearch.text.repair.damage import RepairKind
from itasearch.text.repair.quality import UNREADABLE

_MENDED = {
    RepairKind.SPLIT: "สระอำที่แยกตัว",
    RepairKind.RING: "สระอำที่อ่านเป็นสระอาหรือกลับกัน",
    RepairKind.MOVED: "สระหรือวรรณยุกต์ที่เลื่อนตำแหน่ง",
    RepairKind.LETTER: "อักขระที่หายไป",
    RepairKind.DOUBLED: "อักขระที่ซ้ำ",
    RepairKind.JOINED: "อักขระที่แยกจากกัน",
    RepairKind.DECODED: "ข้อความที่ถอดรหัสผิด",
}


def is_illegible(wording: Wording) -> bool:
    """Whether so many letters make no words that a person must look at the reading."""
    return wording.unread_share >= UNREADABLE


def damage_notes(wording: Wording) -> Iterator[str]:
    """One sentence on mended letters, and one on each thing else that was found."""
    repairs = wording.repairs
    mended = [
        f"{words} {repairs[kind]:,} แห่ง"
        for kind, words in sorted(_MENDED.items(), key=lambda item: -repairs[item[0]])
        if repairs[kind]
    ]
    if mended:
        yield "ซ่อม" + ", ".join(mended)
    if wording.unrestored:
        yield f"มีอักขระที่เสียหายและกู้คืนไม่ได้ {wording.unrestored:,} ตัว (\ufffd) โปรดตรวจกับต้นฉบับ"
    if wording.closed_wraps:
        yield f"ต่อคำที่ถูกตัดขึ้นบรรทัดใหม่ {wording.closed_wraps:,} แห่ง"
    if wording.misread:
        names = ", ".join(f"“{wrong}” เป็น “{right}”" for wrong, right in wording.misread[:3])
        yield f"แก้ชื่อสถานที่ที่อ่านผิด {names}"
    if wording.mixed_numbers:
        yield f"มีตัวเลขที่ปนเลขไทยกับเลขอารบิก {wording.mixed_numbers:,} แห่ง โปรดตรวจสอบ"
    if is_illegible(wording):
        percent = round(100 * wording.unread_share)
        yield (
            f"ตัวอักษรร้อยละ {percent} อ่านไม่เป็นคำ สระหรือวรรณยุกต์อาจหายไปจากไฟล์ โปรดใช้ไฟล์ต้นฉบับหรือภาพสแกน"
        )
