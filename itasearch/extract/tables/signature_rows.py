"""Signature rows below the last measure of a table.

Spreadsheets end in "ลงชื่อ … ผู้รายงาน", "(นาย…)", "ปลัดเทศบาล", each in any column. A block
of such rows at a table's end is cut off when one of them is beyond doubt a signature.
"""

import re
from collections.abc import Sequence

from itasearch.extract.extracted import BodyRow
from itasearch.text.thai.normalize import arabic_digits, squash

_PERSON = r"(?:นาย|นาง|นางสาว|น\.ส\.|ว่าที่|ดร\.|ผศ\.|พ\.[ตอ]|ร\.[ตอ]|จ\.ส|ส\.ต|พันจ่า|จ่า|สิบ)"
_SIGNED = re.compile(
    rf"^\W*(?:ลงชื่อ|ลงนาม(?:\W|$)|ลายมือชื่อ)|^\W*\(\s*{_PERSON}[^()]{{3,60}}\)|^\W*\(\s*[.…_]{{5,}}\s*\)"
)
_BESIDE = re.compile(
    rf"^\W*(?:ผู้(?:รายงาน|จัดทำ|รวบรวม|รับรอง|ตรวจสอบ|ตรวจทาน|อนุมัติ|เห็นชอบ|เสนอ)(?:ข้อมูล|รายงาน|แผน)?\W*$|ตำแหน่ง|วันที่|ณวันที่"
    rf"|{_PERSON}\S{{2,40}}$|(?:รอง)?(?:ปลัด|นายก)(?:เทศบาล|เทศมนตรี|องค์การ|อบต|อบจ|เมือง)|รักษาราชการ|ปฏิบัติหน้าที่"
    r"|หัวหน้า|ผู้อำนวยการ|นัก|นิติกร|เจ้าพนักงาน|เจ้าหน้าที่|ประธาน|กรรมการ|เลขานุการ|โทร|\d{1,2}/)"
)
_LONGEST_KEY = 70
"""Code points of a squashed cell that may belong to a block of signatures."""


def without_signatures(rows: Sequence[BodyRow]) -> tuple[BodyRow, ...]:
    """`rows` without the block of signatures at their end."""
    kept = len(rows)
    while kept and all(map(_is_beside, _texts(rows[kept - 1]))):
        kept -= 1
    signed = any(_SIGNED.match(text) for row in rows[kept:] for text in _texts(row))
    return tuple(rows[:kept]) if signed else tuple(rows)


def is_signature_block(texts: Sequence[str]) -> bool:
    """Whether lines are nothing but a signature with name, post and date."""
    return all(map(_is_beside, texts)) and any(map(_SIGNED.match, texts))


def _texts(row: BodyRow) -> list[str]:
    return [row.cells[i] for i in row.filled]


def _is_beside(text: str) -> bool:
    """Whether a cell can belong to a block of signatures: a name, a post, a date, dots."""
    key = arabic_digits(squash(text))
    if _SIGNED.match(text) or not re.search(r"[\wก-๎]", key):
        return True
    return len(key) <= _LONGEST_KEY and bool(_BESIDE.match(key))
