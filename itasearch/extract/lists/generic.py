"""Titles that only say that measures follow: "มาตรการส่งเสริมคุณธรรม … ดังนี้".

What is left of a title when all words of that kind are taken out tells whether it names
a measure itself. Imports the domain's headers and text.
"""

import re

from itasearch.domain.headers import sure_header
from itasearch.extract.lists.numbering import read_marker
from itasearch.text.thai.normalize import arabic_digits, squash

_GENERIC = re.compile(
    r"มาตรการ|แนวทาง|แนวปฏิบัติ|แผน|ส่งเสริม|คุณธรรม|จริยธรรม|ความโปร่งใส|โปร่งใส|ป้องกัน|การทุจริต|ทุจริต|ภายใน|หน่วยงาน|องค์กร"
    r"|ปฏิบัติ|ดำเนินการ|ดำเนินงาน|ดังนี้|ดังต่อไปนี้|เพื่อ|และ|หรือ|ใน|ของ|การ|ที่|ประจำ|ปีงบประมาณ|ปี|พ\.ศ\.|กำหนด|รายละเอียด|ขับเคลื่อน"
    r"|ข้อพิจารณา|ข้อเสนอ|เห็นควร|จึง|ยกระดับ|พัฒนา|ปรับปรุง|แก้ไข|\d+|ita|[\W_]+"
)
_LONGEST_LEFT = 4
_LONGEST_ANNOUNCEMENT = 90


def is_generic(title: str) -> bool:
    """Whether a title says no more than that measures follow."""
    return len(_GENERIC.sub("", arabic_digits(squash(title)))) <= _LONGEST_LEFT


def announces_list(line: str) -> bool:
    """Whether a line without marker is nothing but the heading of a list of measures.

    A line that is a column's name (มาตรการ) is the label of what follows, no heading.
    """
    if len(line) > _LONGEST_ANNOUNCEMENT or read_marker(line) or sure_header(line.strip(" :*")):
        return False
    return bool(re.search("มาตรการ|แนวทาง", line)) and is_generic(line)
