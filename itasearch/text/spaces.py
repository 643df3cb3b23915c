"""Spaces that a line wrap left inside a word or phrase, closed.

Thai sets a space between phrases only; text that was typed or recognised in narrow
columns has one at every line's end as well. The rule is a guess and right about 19
times of 20, so keep the text as it was read beside it. Imports its neighbours only.
"""

import re
from collections.abc import Callable, Sequence

from itasearch.text.lexicon import cheapest_cut, is_thai_word, reading_cost

_LETTERS = "ก-ฺเ-ๅ็-๎"
_GAP = re.compile(f"(?<=[{_LETTERS}]) (?=[{_LETTERS}])")
_CONTEXT = 14
_LEFT = re.compile(f"[{_LETTERS}]{{1,{_CONTEXT}}}$")
_RIGHT = re.compile(f"[{_LETTERS}]{{1,{_CONTEXT}}}")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# True spaces follow (or come before) these words less than once in fifty times in the
# codes and acts of Thai law, counted over 28,000 pairs of words.
_NEVER_LAST = _listed("""
    การ แผนการ ความ ผู้ ของ และ หรือ ใน ที่ ซึ่ง อัน โดย ตาม จาก แก่ กับ ต่อ ถึง เพื่อ ให้ เป็น มี จะ ต้อง
    อาจ ไม่ มิ ยัง ถูก ได้รับ แห่ง ภายใน ระหว่าง ถ้า หาก เมื่อ แต่ เว้นแต่ เกี่ยวกับ ว่าด้วย ห้าม ที่จะ
    ตามที่ เป็นการ อย่าง สำหรับ รวมถึง ด้าน ทุก แต่ละ เป็นผู้ มีการ ให้มี ในการ ทั้ง สู่ ต่อการ
""")
_NEVER_FIRST = _listed("""
    นั้น นี้ ใด อื่น ไว้ ไป อยู่ ว่า ของ แห่ง ดังกล่าว กัน แทน ก็ได้ ต่อ จาก ถูก อย่าง ที่ ที่จะ แก่ แล้ว
    ด้วย ตน ตนเอง ได้รับ มิได้ ขึ้น ลง ต่าง เดียวกัน ว่าด้วย
""")
_PHRASE_STARTS = _listed("""
    ประจำปี ดังนี้ ดังต่อไปนี้ เช่น ได้แก่ คือ และ หรือ แต่ ถ้า หาก เว้นแต่ เมื่อ เพื่อ โดย ซึ่ง ให้
    รวมทั้ง รวมถึง ตลอดจน จำนวน อย่างน้อย ตั้งแต่ สำหรับ กรณี ทั้งนี้ พร้อมทั้ง อำเภอ จังหวัด ตำบล หมู่
""")
_STARTS = re.compile("|".join(sorted(_PHRASE_STARTS)) + r"|พ\.ศ")
_LEAST_GAIN = 4.0
"""Of reading both sides as one: e^4 times as likely. 60 % of the words of the list can be
cut into two others, so that a word crosses the gap proves nothing by itself."""

_LEAST_OF_TERM = 5
"""A word beyond the list is a term of the domain and closes the gap, if it has so many letters."""


def close_line_wraps(text: str, *, is_word: Callable[[str], bool]) -> tuple[str, int]:
    """`text` without the spaces that line wraps left, and how many were closed.

    Only a single space between two Thai letters is closed, never a line end.

    Args:
        text: normalised text; offsets change.
        is_word: whether a string is one word; tells the domain's words.
    """
    closed = 0

    def close(match: re.Match[str]) -> str:
        nonlocal closed
        place = match.start()
        left = _LEFT.search(text, max(0, place - _CONTEXT), place)
        right = _RIGHT.match(text, match.end())
        if left is None or right is None or not _is_wrap(left.group(), right.group(), is_word):
            return " "
        closed += 1
        return ""

    return _GAP.sub(close, text), closed


def _is_wrap(left: str, right: str, is_word: Callable[[str], bool]) -> bool:
    if _STARTS.match(right):
        return False
    last, first = cheapest_cut(left), cheapest_cut(right)
    if last[-1] in _NEVER_LAST or first[0] in _NEVER_FIRST:
        return True
    return _is_term(last, first, is_word) or _gain(left, right) >= _LEAST_GAIN


def _is_term(last: Sequence[str], first: Sequence[str], is_word: Callable[[str], bool]) -> bool:
    """Whether whole words on both sides make one term that the word list does not have."""
    terms = (
        "".join((*last[-before:], *first[:after]))
        for before in range(1, len(last) + 1)
        for after in range(1, len(first) + 1)
    )
    return any(
        len(term) >= _LEAST_OF_TERM and not is_thai_word(term) and is_word(term) for term in terms
    )


def _gain(left: str, right: str) -> float:
    """How much cheaper the two sides read as one, where a word crosses the gap."""
    crossing = any(
        is_thai_word(left[-before:] + right[:after])
        for before in range(1, len(left) + 1)
        for after in range(1, len(right) + 1)
    )
    if not crossing:
        return 0.0
    return reading_cost(left) + reading_cost(right) - reading_cost(left + right)
