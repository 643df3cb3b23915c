"""What a document's damage is like: the same converter or OCR made all of it.

One line tells little: "ทาการ" may be right. Where a document writes "ประจาปี" and
"ดาเนินการ" throughout, it has lost all its ำ, and the likelier reading is right. A
survey of all texts comes before any is mended. Imports its neighbours only.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from itasearch.text.repair.moved_marks import moved_signs
from itasearch.text.thai.characters import REPLACEMENT

_LEAST_SEEN = 3

# Common in any report, and no clean text holds them with the other letter.
_RINGED = "ดำเนิน|สำนัก|ประจำ|จำนวน|สำคัญ|กำหนด|แนะนำ|คำสั่ง|ตำบล|อำเภอ|สำหรับ|สำเร็จ|กำลัง|ลำดับ"
_LEGGED = "ความ|โครงการ|หน่วยงาน|รายงาน|มาตรการ|ประชาชน|สามารถ|ราชการ|ด้าน|ผ่าน|ว่า|ภายใน|ระยะเวลา|พัฒนา"
_EITHER = "[าำ]"

_RINGED_PATTERN = re.compile(_RINGED.replace("ำ", _EITHER))
_LEGGED_PATTERN = re.compile(_LEGGED.replace("า", _EITHER))
_REPLACED_PATTERN = re.compile(_RINGED.replace("ำ", f"{REPLACEMENT}า?"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What went wrong throughout a document.

    Attributes:
        lost_rings: share (0–1) of its ำ that are written า.
        false_rings: share (0–1) of its า that are written ำ.
        replaced_rings: whether U+FFFD stands for its ำ.
        moved_marks: whether marks stand one place further on.
    """

    lost_rings: float = 0.0
    false_rings: float = 0.0
    replaced_rings: bool = False
    moved_marks: bool = False


NO_HABITS = Habits()
"""Of a text that nothing is known of."""


def survey(texts: Iterable[str]) -> Habits:
    """The habits of the document that `texts` (as read) are; NO_HABITS for clean text."""
    rings, legs, replaced, signs = [0, 0], [0, 0], 0, 0
    for text in texts:
        _count(_RINGED_PATTERN, text, rings)
        _count(_LEGGED_PATTERN, text, legs)
        if REPLACEMENT in text:
            replaced += sum(1 for _ in _REPLACED_PATTERN.finditer(text))
        if signs < _LEAST_SEEN:
            signs += moved_signs(text)
    return Habits(
        lost_rings=_share(rings[0], sum(rings)),
        false_rings=_share(legs[1], sum(legs)),
        replaced_rings=replaced >= _LEAST_SEEN,
        moved_marks=signs >= _LEAST_SEEN,
    )


def _count(pattern: re.Pattern[str], text: str, seen: list[int]) -> None:
    """Add to `seen` how many า and how many ำ the words of `pattern` are written with."""
    for match in pattern.finditer(text):
        seen[0] += match.group().count("า")
        seen[1] += match.group().count("ำ")


def _share(wrong: int, seen: int) -> float:
    return wrong / seen if wrong >= _LEAST_SEEN else 0.0
