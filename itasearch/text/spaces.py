"""Spaces that a line wrap left inside a word or phrase, closed.

Thai sets a space between phrases only; text that was typed or recognised in narrow
columns has one at every line's end as well. A space is closed only between two Thai
letters and never a line end. Imports its neighbours only.
"""

import re
from collections.abc import Callable

_GAP = re.compile("(?P<left>[ก-ฺเ-๎]+) (?=(?P<right>[ก-ฺเ-๎]+))")
_LONGEST_PART = 20
_FUNCTION_ENDS = (
    "การ",
    "ความ",
    "และ",
    "ของ",
    "ให้",
    "ใน",
    "เพื่อ",
    "ที่",
    "หรือ",
    "โดย",
    "จาก",
    "แก่",
    "ต่อ",
)
_PHRASE_STARTS = ("ประจำปี", "พ.ศ", "ดังนี้", "เช่น", "เพื่อ", "และ", "โดย", "หรือ", "ซึ่ง")


def close_line_wraps(text: str, *, is_word: Callable[[str], bool]) -> tuple[str, int]:
    """`text` without the spaces that line wraps left, and how many were closed.

    Args:
        text: normalised text; offsets change.
        is_word: whether a string is one word of the dictionary.
    """
    closed = 0

    def close(match: re.Match[str]) -> str:
        nonlocal closed
        if _is_wrap(match["left"], match["right"], is_word):
            closed += 1
            return match["left"]
        return match.group()

    return _GAP.sub(close, text), closed


def _is_wrap(left: str, right: str, is_word: Callable[[str], bool]) -> bool:
    if right.startswith(_PHRASE_STARTS):
        return False
    return left.endswith(_FUNCTION_ENDS)
