"""Where a text names the organisation it was borrowed from.

Thai sets no space between words, so a name may also be the beginning of another
place's name (บ้านดง, บ้านดงหลวง). A match counts only where no letter follows, or a word
that never belongs to a place's name. Imports domain, model and text.
"""

import re
from collections.abc import Iterator

from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.model.records import Organisation
from itasearch.text.characters import THAI
from itasearch.text.normalize import normalize

_SHORTEST_OTHER = 6
_FOLLOWERS = (
    "อำเภอ|จังหวัด|ตำบล|เขต|ประจำ|ปี|พ\\.ศ|เรื่อง|จำนวน|ได้|จึง|โดย|และ|หรือ|ที่|ซึ่ง|เพื่อ|กับ|ให้|ตาม|ทุก|ว่า|ไม่|นี้|นั้น|เป็น|ดังกล่าว|สามารถ|ต้อง"
    "|ดำเนิน|กำหนด|ประกาศ|ร่วม|ถือ|ทั้ง|ตั้งแต่|ทราบ|ของ|ถึง|ใช้|จัด|นำ|เปิด|แจ้ง|เผยแพร่|มอบ|แต่งตั้ง|ปฏิบัติ|ออก|ขอ(?!น)|แก่(?!ง)"
    "|จะ(?:ต้อง|ดำเนิน|ได้|มี|ไม่)|มี(?:การ|นโยบาย|ความ|มาตรการ|หน้าที่|คำสั่ง|ประกาศ|ระบบ|ช่องทาง|ผล)|รับ(?:ทราบ|เรื่อง|ผิดชอบ|ของ)"
    "|ต่อ(?:ประชาชน|สาธารณ|ผู้|ไป)|ใน(?:ปี|การ|ด้าน|พื้นที่|เขต|เรื่อง|ทุก|ส่วน|ฐานะ|วัน|เดือน)"
)

_END = rf"(?=[^{THAI}]|$|{_FOLLOWERS})"


def name_spans(text: str, organisation: Organisation) -> Iterator[tuple[int, int]]:
    """Where `text` names `organisation` in full: [start, end) in order, never overlapping.

    Found are its full name and aliases, also with a space behind the type or the
    type abbreviated ("ทต."); a name that goes on to another place's name is not.
    """
    pattern = _pattern(organisation)
    if pattern is not None:
        yield from (match.span() for match in pattern.finditer(text))


def own_name(organisation: Organisation) -> str:
    """The organisation's name without its type: "แม่กา" of "เทศบาลตำบลแม่กา"."""
    return _parts(organisation.name)[1]


def _pattern(organisation: Organisation) -> re.Pattern[str] | None:
    typed = bool(_parts(organisation.name)[0])
    spellings = (organisation.name, *organisation.aliases)
    # An alias without the type ("บ้านดง") is a village's name as well.
    spellings = tuple(name for name in spellings if not typed or _parts(name)[0])
    forms = {form for spelling in spellings for form in _forms(spelling)}
    if not forms:
        return None
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(f"(?:{'|'.join(longest_first)}){_END}")


def _forms(spelling: str) -> Iterator[str]:
    """Patterns of one spelling; a name that does not tell its type must stand alone."""
    prefix, name = _parts(spelling)
    if not prefix:
        if len(name) >= _SHORTEST_OTHER:
            yield rf"(?<![{THAI}]){_loosely(name)}"
        return
    if not name:
        yield re.escape(prefix)
        return
    yield rf"{re.escape(prefix)}\s?{_loosely(name)}"
    for kind in organisation_types():
        if kind.prefix == prefix:
            for short in (*kind.abbreviations, *kind.bare):
                yield rf"(?<![{THAI}]){_loosely(short)}\s*{_loosely(name)}"


def _parts(spelling: str) -> tuple[str, str]:
    """(type's prefix, rest) of a name; ("", name) when it tells no type."""
    full = expand_abbreviation(normalize(spelling).strip())
    for kind in organisation_types():
        if full.startswith(kind.prefix):
            return kind.prefix, full.removeprefix(kind.prefix).strip()
    return "", full


def _loosely(words: str) -> str:
    """A pattern of `words` in which a blank may be missing."""
    return r"\s?".join(re.escape(word) for word in words.split())
