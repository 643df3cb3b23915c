"""Patterns of names and offices as texts print them, and where a name ends.

Lines wrap within names and rings of ำ get lost, so a pattern allows a blank before any
cluster. Thai sets no space behind a name: whether it ends is told by the next word.

Words of Thai text, loaded when the first text is adapted: the command's help needs none.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from itasearch.domain.offices import words
from itasearch.text.thai.characters import FOLLOW_VOWELS, LEAD_VOWELS, MARKS, THAI
from itasearch.text.thai.normalize import arabic_digits
from itasearch.text.thai.view import View

if TYPE_CHECKING:
    from itasearch.text.thai.words import Segmenter


def segmenter() -> "Segmenter":
    """The domain's segmenter."""
    from itasearch.domain.words import segmenter as of_domain

    return of_domain()


def goes_on(word: str) -> bool:
    """Whether a sentence goes on with `word`: a verb or a small word."""
    from itasearch.text.thai.word_kinds import is_function_word as of_table

    return of_table(word)


def is_given_name(word: str) -> bool:
    """Whether somebody is called so."""
    from itasearch.text.thai.word_kinds import is_given_name as listed

    return listed(word)


def is_surname(word: str) -> bool:
    """Whether a family is called so."""
    from itasearch.text.thai.word_kinds import is_surname as listed

    return listed(word)


_CLUSTER = re.compile(f"[{LEAD_VOWELS}]*.[{MARKS}{FOLLOW_VOWELS}]*", re.DOTALL)
GAP = r"[ \t\n]?"
_AHEAD = 40
_SHORT_FORM, _LONGEST_JOINED = 5, 5
"""Code points of an abbreviated kind, and of a small word with the blank behind it."""
_FOLLOWERS = re.compile(
    r"เมือง(?:สุจริต|น่าอยู่|คุณธรรม|แห่ง|สะอาด|โปร่งใส|สีขาว|ปลอด|ไร้|อัจฉริยะ|น่าเที่ยว)|"
    r"อำเภอ|จังหวัด|ตำบล(?![ก-ฮเ-ไ])|เขต|ประจำ|ปี|พ\.ศ|เรื่อง|จำนวน|ได้|จึง|โดย|และ|หรือ|ที่|ซึ่ง|เพื่อ|กับ|ให้|ตาม|ทุก|ว่า|ไม่|นี้|นั้น|เป็น"
    r"|ดังกล่าว|สามารถ|ต้อง|ดำเนิน|กำหนด|ประกาศ|ร่วม|ถือ|ทั้ง|ตั้งแต่|ทราบ|ของ|ถึง|ใช้|จัด|นำ|เปิด|แจ้ง|เผยแพร่|มอบ|แต่งตั้ง|ปฏิบัติ"
    r"|ออก(?!\s)|ขอ(?!น)|แก่(?!ง)|จะ|มี|รับ|ต่อ|จาก|เข้า|ใน(?:ปี|การ|ด้าน|พื้นที่|เขต|เรื่อง|ทุก|ส่วน|ฐานะ|วัน|เดือน|ช่วง|ระบบ|เว็บ|รอบ|กรณี|ที่|ระดับ|รูปแบบ|โครงการ|แต่ละ|ภาพรวม"
    r"|สังกัด|หมู่บ้าน|ชุมชน|เวลา|หลาย|แผน|งาน|คู่มือ|ประกาศ)"
    r"|พัฒนา(?:ระบบ|บุคลากร|งาน|คุณภาพ|ศักยภาพ|เว็บ|การ|ช่องทาง|ทักษะ|ความรู้|ประสิทธิภาพ|องค์กร|แอป|ฐานข้อมูล|ท้องถิ่น|คน|กระบวนการ|ขั้นตอน|นวัตกรรม)"
)


class Ending(Enum):
    """Whether a name ends where it was found."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@lru_cache(maxsize=4_096)
def loosely(name: str) -> str:
    """Pattern of `name` with a blank before any cluster and damaged ำ."""
    clusters = [c for c in _CLUSTER.findall(arabic_digits(name)) if not c.isspace()]
    return GAP.join(_damaged(cluster) for cluster in clusters)


@lru_cache(maxsize=64)
def misread(name: str) -> str:
    """As `loosely`, any า also read as ำ; for words that are no others then."""
    clusters = [c for c in _CLUSTER.findall(arabic_digits(name)) if not c.isspace()]
    return GAP.join(_damaged(c) if "ำ" in c else c.replace("า", "[าำ]") for c in clusters)


def any_phrase(texts: Iterable[str]) -> str:
    """Pattern of any of `texts`, as `loosely`, longest first; of none it matches nothing."""
    longest_first = sorted(set(texts), key=lambda text: (-len(text), text))
    return "|".join(map(loosely, longest_first)) or "(?!)"


def any_of(texts: Iterable[str]) -> str:
    """As `any_phrase`, exactly as they are."""
    longest_first = sorted(set(texts), key=lambda text: (-len(text), text))
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def ending(view: View, end: int) -> Ending:
    """Whether a place's name that stands up to `end` ends there."""
    if not view.letter_at(end):
        return Ending.YES
    if _FOLLOWERS.match(view.text, end):
        return Ending.YES
    word = next_word(view, end)
    if word.startswith(_following()):
        return Ending.YES
    if word in _continuing() or word.startswith(words("places", "continuing")):
        return Ending.NO
    return Ending.YES if goes_on(word) else Ending.UNSURE


def goes_on_at(view: View, at: int) -> bool:
    """Whether one of the words that most often follow a name stands at `at`."""
    return bool(_FOLLOWERS.match(view.text, at))


def next_word(view: View, at: int) -> str:
    """The word that begins at `at`; "" where none does."""
    spans = segmenter().spans(view.text[at : at + _AHEAD])
    return spans[0].word if spans and spans[0].start == 0 else ""


def begins_a_place(word: str) -> bool:
    """Whether a place's name may begin with this word."""
    return word in _beginning()


def is_whole(view: View, start: int, end: int) -> bool:
    """Whether [start, end) begins and ends with words, so that it is no part of a longer one."""
    words_around = list(_words_around(view, start, end))
    starts = {start for start, _ in words_around}
    return start in starts and end in {end for _, end in words_around}


def is_in_words(view: View, start: int, end: int) -> bool:
    """Whether all words that go over an end of [start, end) are known ones: "แม่|การะเกด"."""
    over = [
        (first, last)
        for first, last in _words_around(view, start, end)
        if first < start < last or first < end < last
    ]
    return all(segmenter().is_word(view.text[first:last]) for first, last in over)


def _words_around(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of the run of letters that [start, end) is part of."""
    first = start
    while first > 0 and start - first < _AHEAD and view.letter_at(first - 1):
        first -= 1
    last = end
    while last - end < _AHEAD and view.letter_at(last):
        last += 1
    if first == start and last == end:
        yield start, end
        return
    for span in segmenter().spans(view.text[first:last]):
        yield first + span.start, first + span.end


def _damaged(text: str) -> str:
    pattern = re.escape(text)
    return pattern.replace("ำ", "(?:[ำา]| [ำา])").replace("\\ ", GAP)


@cache
def _following() -> tuple[str, ...]:
    return (*words("places", "following"), *words("places", "report_words"))


@cache
def _continuing() -> frozenset[str]:
    return frozenset((*words("places", "continuing"), *words("places", "beginning")))


@cache
def _beginning() -> frozenset[str]:
    return frozenset(words("places", "beginning"))


THAI_BEFORE = f"(?<![{THAI}])"
_GLUED = (
    *("ของ", "และ", "หรือ", "โดย", "ให้", "ที่", "ใน", "กับ", "จาก", "ต่อ", "ทาง", "ถึง", "เขต", "แก่"),
    *("นายก", "ปลัด", "สภา", "สมาชิก", "บุคลากร", "พนักงาน", "ผู้บริหาร", "คำสั่ง", "ประกาศ", "ประชุม"),
    *("เว็บไซต์", "ข่าว", "สำนักงาน", "ทำการ", "ข้อบัญญัติ", "เว็บ", "เพจ", "ระหว่าง", "เป็น", "เพื่อ", "ณ"),
)
SHORT_BEFORE = rf"(?:(?<![{THAI}.])|{'|'.join(f'(?<={word})' for word in _GLUED)}|(?<!\.)(?=อบต\.))"
"""Where an abbreviated kind may begin: words have the letters of most, none those of อบต."""
_JOINED = re.compile("(?:ของ|และ|หรือ|โดย|ให้|กับ|แก่|เขต|ใน)[ ]$")


def parted_by(view: View, start: int, new: str) -> int:
    """How many blanks before an abbreviation at `start` go: "ของ อบต." is "ของเทศบาล"."""
    short = "." in view.text[start : start + _SHORT_FORM] and "." not in new
    before = view.text[max(0, start - _LONGEST_JOINED) : start]
    return int(short and bool(_JOINED.search(before)))
