"""Spaces that a line wrap left inside a word or phrase, closed.

Thai sets a space between phrases only; text from narrow columns has one at every line's end.
Without such wraps in a document, only what is hardly ever a true space is closed; with them the
likelier guess is taken, right about 19 times of 20. Keep the text as read, too.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import starmap

from itasearch.text.thai.characters import COUNTERS, WORD_LETTERS
from itasearch.text.thai.lexicon import cheapest_cut, is_thai_word, reading_cost
from itasearch.text.thai.stretches import ITEM

_GAP = re.compile(f"(?<=[{WORD_LETTERS}]) (?=[{WORD_LETTERS}])")
_CONTEXT_LETTERS = 14  # letters on each side of a space by which it is judged; by hand
_JOINT_LETTERS = 4  # letters on each side of a space that are looked for without it elsewhere
_LEFT = re.compile(f"[{WORD_LETTERS}]{{1,{_CONTEXT_LETTERS}}}$")
_RIGHT = re.compile(rf"[{WORD_LETTERS}]{{1,{_CONTEXT_LETTERS}}}\.?")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# True spaces follow (or come before) these words less than once in fifty times in the
# codes and acts of Thai law, counted over 28,000 pairs of words.
_NEVER_LAST = _listed("""
    การ แผนการ ความ ผู้ ของ และ หรือ ใน ที่ ซึ่ง อัน โดย ตาม จาก แก่ กับ ต่อ ถึง เพื่อ ให้ เป็น มี จะ ต้อง
    อาจ ไม่ มิ ยัง ถูก ได้รับ แห่ง ภายใน ระหว่าง ถ้า หาก เมื่อ แต่ เว้นแต่ เกี่ยวกับ ว่าด้วย ห้าม ที่จะ
    ตามที่ เป็นการ อย่าง สำหรับ รวมถึง ด้าน ทุก แต่ละ เป็นผู้ มีการ ให้มี ในการ ทั้ง สู่ ต่อการ ตลอด เป็นไป
""")
_NEVER_FIRST = _listed("""
    นั้น นี้ ใด อื่น ไว้ ไป อยู่ ว่า ของ แห่ง ดังกล่าว กัน ก็ได้ อย่าง ที่ ที่จะ มิได้ ขึ้น ต่าง เดียวกัน
""")
# Of reports with wrapped lines: what follows these verbs is their object, unless it is the next
# verb of a list, and what follows these things is what they are for.
_BEFORE_OBJECTS = _listed("จัดทำ แจ้ง รับ ขับเคลื่อน ปฏิเสธ")
_IN_LISTS = _listed("เผยแพร่ ทบทวน ปรับปรุง ส่ง เสนอ ติดตาม รายงาน ตรวจสอบ ประกาศ แล้ว ครบ")
_THINGS = _listed("ระบบ ศูนย์ จุด ตู้ ช่องทาง แบบ แบบฟอร์ม")
_PURPOSES = _listed("รับ รับเรื่อง ยื่น ยื่นคำขอ แจ้ง แจ้งเหตุ จอง ร้องเรียน บริการ ให้บริการ")
_PHRASE_STARTS = _listed("""
    ประจำปี ดังนี้ ดังต่อไปนี้ เช่น ได้แก่ คือ และ หรือ แต่ ถ้า หาก เว้นแต่ เมื่อ เพื่อ โดย ซึ่ง ให้
    รวมทั้ง รวมถึง ตลอดจน จำนวน อย่างน้อย ตั้งแต่ สำหรับ กรณี ทั้งนี้ พร้อมทั้ง อำเภอ จังหวัด ตำบล หมู่
""")
# Of these less than once in five hundred times.
_SURELY_NOT_LAST = _listed("""
    การ ความ แผนการ ของ และ หรือ ใน ซึ่ง โดย ตาม กับ แก่ เพื่อ จะ ต้อง ไม่ ได้รับ ระหว่าง เกี่ยวกับ
    ว่าด้วย ตามที่ สำหรับ ในการ เป็นการ มีการ ให้มี ภายใน
""")
_CONJUNCTIONS = _listed("และ หรือ กับ")  # with a space before them, too, when alone
_SURELY_NOT_FIRST = _listed("นี้ นั้น ดังกล่าว ใด ก็ได้ มิได้ เดียวกัน")
_STARTS = re.compile("|".join(sorted(_PHRASE_STARTS)) + r"|ว่าด้วย|พ\.ศ")
# Names and abbreviations have a space before them after any word.
_NAMES = re.compile(rf"นาย|นาง|บริษัท|คุณ|พลเอก|[{WORD_LETTERS}]{{1,6}}\.")
_SILENT = re.compile("[ก-ฮ][ิุ]?์")  # letters with which no word begins
_INITIALS = re.compile("[ก-ฮ]{1,5}")
# Not one of COUNTERS: after a year หมู่บ้าน begins the next phrase ("ประจำปี 2566 หมู่บ้าน…").
_UNITS = {*COUNTERS, "หมู่บ้าน"}
_WHOLE = re.compile(
    "(?:ชำนาญ|เชี่ยวชาญ|วิชา|ปฏิบัติ)การ$|(?:ตรวจสอบ|ควบคุม|ส่วนเสีย|หน่วยงาน|องค์กร|บุคลากร)ภายใน$"
)
"""Ranks, and what is internal: no word of theirs waits for another."""
_LEAST_WRAPS = 4  # spaces that are surely wraps, in a document with wrapped lines; by hand
_LEAST_WRAP_SHARE = 0.03
"""Of the spaces that are surely wraps, in a document with wrapped lines: under 1 % in
government news and acts of law, 4 to 12 % in reports with a space at their lines' ends."""

_LEAST_SURE_GAIN = 5.0  # of a sure wrap, whatever the document shows; by hand
# Of reading both sides as one (e^4 times as likely): 60 % of words can be cut into two.
_LEAST_GAIN = 4.0

_LEAST_OF_TERM = 5  # letters of a term of the domain, not in the list, that closes the gap


LineWraps = frozenset[str]
"""What a document with wrapped lines shows: the joints that it mostly writes closed."""


def line_wraps(texts: Sequence[str]) -> LineWraps | None:
    """What the spaces of `texts` (a document's, normalised) show; None if no lines were wrapped."""
    gaps = [_sides(text, match.start()) for text in texts for match in _GAP.finditer(text)]
    sure = sum(starmap(_is_sure_wrap, gaps))
    if sure < _LEAST_WRAPS or sure < _LEAST_WRAP_SHARE * len(gaps):
        return None
    spaced = Counter(starmap(_joint, gaps))
    size = 2 * _JOINT_LETTERS
    closed = Counter(
        gram
        for text in texts
        for at in range(len(text) - size + 1)
        if (gram := text[at : at + size]) in spaced
    )
    return frozenset(joint for joint, count in closed.items() if count > spaced[joint])


def _joint(left: str, right: str) -> str:
    return left[-_JOINT_LETTERS:] + right[:_JOINT_LETTERS]


def close_line_wraps(
    text: str, *, is_word: Callable[[str], bool], wraps: LineWraps | None = None
) -> tuple[str, int]:
    """Normalised `text` without the spaces that line wraps left, and how many were closed.

    Only a single space between two Thai letters, never a line end. `is_word` knows the domain's
    terms too; without `wraps` of the document only what is hardly ever a true space is closed.
    """

    def close(match: re.Match[str]) -> str:
        left, right = _sides(text, match.start())
        # Where no lines were wrapped, a writer sets it off: "มกราคม และ กรกฎาคม".
        if wraps is None and left in _CONJUNCTIONS:
            return " "
        sure = _is_sure_wrap(left, right) or _is_term(left, right, is_word)
        return "" if sure or (wraps is not None and _is_wrap(left, right, wraps)) else " "

    closed = _GAP.sub(close, text)
    return closed, len(text) - len(closed)


def is_wrapped(above: str, below: str) -> bool:
    """Whether a line surely continues in the one below: in the middle of a word or phrase."""
    left, right = _sides(f"{above} {below}", len(above))
    return bool(left and right) and _is_sure_wrap(left, right)


def is_torn(above: str, below: str) -> bool:
    """Whether a word may go over from a line to the one below."""
    left, right = _sides(f"{above.rstrip()} {below.lstrip()}", len(above.rstrip()))
    if not (left and right):
        return False
    return _is_sure_wrap(left, right) or _gain(left, right.rstrip(".")) > 0


def on_one_line(text: str) -> str:
    """The lines of a text joined by blanks, but by none inside a word."""
    above, *rest = text.split("\n")
    pieces = [above.strip()]
    for line in rest:
        is_word = not ITEM.match(line) and is_torn(above, line)
        pieces += ["" if is_word else " ", line.strip()]
        above = line
    return "".join(pieces)


def _sides(text: str, position: int) -> tuple[str, str]:
    left = _LEFT.search(text, max(0, position - _CONTEXT_LETTERS), position)
    right = _RIGHT.match(text, position + 1)
    return left.group() if left else "", right.group() if right else ""


def _begins_phrase(right: str) -> bool:
    if _STARTS.match(right) or _NAMES.match(right):
        return True
    return bool(_INITIALS.fullmatch(right)) and not is_thai_word(right)


@lru_cache(maxsize=8192)
def _is_sure_wrap(left: str, right: str) -> bool:
    if _SILENT.match(right):
        return True
    if _begins_phrase(right):
        return False
    bare = right.rstrip(".")
    last, first = cheapest_cut(left), cheapest_cut(bare)
    if last[-1] in _SURELY_NOT_LAST and not _WHOLE.search(left):
        return True
    if first[0] in _SURELY_NOT_FIRST:
        return True
    return _gain(left, bare) >= _LEAST_SURE_GAIN


def _is_wrap(left: str, right: str, wraps: LineWraps) -> bool:
    if _joint(left, right) in wraps:
        return True
    if _begins_phrase(right):
        return False
    bare = right.rstrip(".")
    (*before, last), first = cheapest_cut(left), cheapest_cut(bare)[0]
    if last in _UNITS:
        return False
    is_list = first in _IN_LISTS or before[-1:] == [first]  # "การขับเคลื่อน การส่งเสริม"
    if last in _BEFORE_OBJECTS and before[-1:] != ["ผู้"] and not is_list:
        return True
    if last in _THINGS and first in _PURPOSES:
        return True
    if last in _NEVER_LAST and not _WHOLE.search(left):
        return True
    return first in _NEVER_FIRST or _gain(left, bare) >= _LEAST_GAIN


@lru_cache(maxsize=8192)
def _is_term(left: str, right: str, is_word: Callable[[str], bool]) -> bool:
    if _STARTS.match(right):
        return False
    last, first = cheapest_cut(left), cheapest_cut(right.rstrip("."))
    terms = (
        "".join((*last[-before:], *first[:after]))
        for before in range(1, len(last) + 1)
        for after in range(1, len(first) + 1)
    )
    return any(
        len(term) >= _LEAST_OF_TERM and not is_thai_word(term) and is_word(term) for term in terms
    )


@lru_cache(maxsize=8192)
def _gain(left: str, right: str) -> float:
    crossing = any(
        is_thai_word(left[-before:] + right[:after])
        for before in range(1, len(left) + 1)
        for after in range(1, len(right) + 1)
    )
    if not crossing:
        return 0.0
    return reading_cost(left) + reading_cost(right) - reading_cost(left + right)
