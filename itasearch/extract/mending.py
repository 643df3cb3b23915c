"""Texts mended while a report is put together, with warnings of what was repaired.

Everything read passes `Wording.mended` once, every field of a measure `Wording.tidy`; the
counts become warnings of the report (damage_notes).

Names of places stay as they are printed: what looks like a misreading of the name that a report
has often may be the next town (บัว, บัวใหญ่, ปัว).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from itasearch.domain.words import segmenter
from itasearch.extract.numbering import read_marker, split_inline_items
from itasearch.lost_parts import cut_off
from itasearch.model.source import Block, Table
from itasearch.text.repair.damage import (
    UNREADABLE,
    RepairKind,
    mend,
    mixed_numbers,
    survey,
    unread_share,
)
from itasearch.text.repair.spaces import LineWraps, close_line_wraps, is_torn, line_wraps
from itasearch.text.thai.characters import REPLACEMENT, canonical

_EMPHASIS = re.compile(r"\*{2,}|(?<!\w)__|__(?!\w)")
_LONGEST_RUN = 200  # times that a digit or sign repeats; a longer run is a filler or an attack
_LONG_RUN = re.compile(rf"([\W\d_])\1{{{_LONGEST_RUN},}}+")
_BLANKS = re.compile(r"[ \t\u00a0]{2,}|[\t\u00a0]")
CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*[\d๐-๙]{1,3}\s*$")
"""A line of a table of contents: title, dots, page."""
_CONTINUES = re.compile(r"(?!พ\.\s?ศ\.|ประจำปี|ดังนี้|เช่น|อำเภอ|จังหวัด|ตุลา|กันยา)[ก-ฮเ-ไ]")
_LONGEST_LINE = 20_000  # code points of a line that is mended, not only normalised; by hand
_BARE_STYLE = "1"
"""Style of a number without sign: behind a page end it is more likely part of the sentence."""
_MENDED = {
    RepairKind.SPLIT: "สระอำที่แยกตัว",
    RepairKind.SARA_AM: "สระอำที่อ่านเป็นสระอาหรือกลับกัน",
    RepairKind.MOVED: "สระหรือวรรณยุกต์ที่เลื่อนตำแหน่ง",
    RepairKind.LETTER: "อักขระที่หายไป",
    RepairKind.DOUBLED: "อักขระที่ซ้ำ",
    RepairKind.JOINED: "อักขระที่แยกจากกัน",
    RepairKind.DECODED: "ข้อความที่ถอดรหัสผิด",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mended:
    text: str
    lines: tuple[str, ...]
    repairs: Counter[str]
    mixed_numbers: int


class Wording:
    """Mends texts and counts repairs; one object per document.

    All texts must pass `mended` before any passes `tidy`, which decides on line wraps by the
    whole document.
    """

    def __init__(self, texts: Iterable[str] = (), *, has_wraps: bool = True) -> None:
        """Survey `texts`, all of the document's as read, for damage throughout it.

        Without `has_wraps`, in office files, spaces are closed only where many show wrapped lines.
        """
        self._has_wraps = has_wraps
        self._habits = survey(texts)
        self._lines: list[str] = []
        # A merged cell's text comes once a row of the sheet, thousands of letters each time.
        self._known: dict[str, _Mended] = {}
        self.repairs: Counter[str] = Counter()  #: letters and marks mended so far, by RepairKind
        self.closed_wraps = 0  #: spaces within words closed so far
        self.mixed_numbers = 0  #: numbers of Thai and Arabic digits seen so far

    @cached_property
    def unread_share(self) -> float:
        """Share (0–1) of the mended letters that belong to no word."""
        return unread_share(self._lines)

    @property
    def unrestored(self) -> int:
        """U+FFFD that no repair could put a letter for."""
        return sum(line.count(REPLACEMENT) for line in self._lines)

    def mended(self, text: str) -> str:
        """`text` mended, without left-over markup, blanks at line ends and blank lines."""
        if not text or text.isspace():
            return ""
        result = self._known.get(text)
        if result is None:
            result = self._known[text] = self._mended_once(text)
        if result.repairs:
            self.repairs.update(result.repairs)
        self.mixed_numbers += result.mixed_numbers
        self._lines += result.lines
        return result.text

    def _mended_once(self, text: str) -> _Mended:
        for run in _LONG_RUN.finditer(text):
            if run[1].isalnum():
                cut_off(f"ตัวเลข “{run[1]}” ที่ซ้ำกันเกิน {_LONGEST_RUN} ตัว")
        text = _LONG_RUN.sub(lambda run: run[1] * _LONGEST_RUN, text)
        bare = _EMPHASIS.sub("", text) if "**" in text or "__" in text else text
        repairs: Counter[str] = Counter()
        mixed, lines = 0, []
        for line in bare.split("\n"):
            if len(line) > _LONGEST_LINE:
                result = canonical(line)
            else:
                mending = mend(line, habits=self._habits)
                if mending.repairs:
                    repairs.update(dict(mending.repairs))
                mixed += mixed_numbers(mending.text)
                result = mending.text
            lines.append(_BLANKS.sub(" ", result).strip())
        filled = tuple(line for line in lines if line)
        return _Mended(text="\n".join(filled), lines=filled, repairs=repairs, mixed_numbers=mixed)

    def tidy(self, text: str) -> str:
        """Mended `text` of a field: wraps inside words closed, list items on lines of their own."""
        return "\n".join(map(self._tidy_line, text.strip().split("\n")))

    def _tidy_line(self, line: str) -> str:
        if len(line) > _LONGEST_LINE:
            return line
        if not self._has_wraps and self._wraps is None:
            return split_inline_items(line)
        closed, count = close_line_wraps(line, is_word=segmenter().is_word, wraps=self._wraps)
        self.closed_wraps += count
        return split_inline_items(closed)

    @cached_property
    def _wraps(self) -> LineWraps | None:
        return line_wraps(self._lines)


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """All texts of `blocks` as read, in order."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text


def join_cut(upper: str, lower: str, *, paged: bool = False) -> str:
    """The two halves of a cell that a page end cut: a new item begins a line, else text continues.

    `paged`: they end and begin as lines do, so between two Thai letters there was no space.
    """
    if not upper or not lower:
        return upper or lower
    marker = read_marker(lower)
    if marker is not None and marker.style != _BARE_STYLE:
        return f"{upper}\n{lower}"
    is_line = paged or is_torn(upper, lower)
    if is_line and re.search("[ก-๎]$", upper) and _CONTINUES.match(lower):
        return f"{upper}{lower}"
    return f"{upper} {lower}"


def join_rows(upper: str, lower: str) -> str:
    """Texts of two rows of one measure; what is already there is not repeated."""
    if not upper or not lower:
        return upper or lower
    return upper if lower in upper.split("\n") or lower == upper else f"{upper}\n{lower}"


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
    if wording.mixed_numbers:
        yield f"มีตัวเลขที่ปนเลขไทยกับเลขอารบิก {wording.mixed_numbers:,} แห่ง โปรดตรวจสอบ"
    if is_illegible(wording):
        percent = round(100 * wording.unread_share)
        yield (
            f"ตัวอักษรร้อยละ {percent} อ่านไม่เป็นคำ สระหรือวรรณยุกต์อาจหายไปจากไฟล์ โปรดใช้ไฟล์ต้นฉบับหรือภาพสแกน"
        )
