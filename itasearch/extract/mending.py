"""Texts mended while a report is put together, with warnings of what was repaired.

Everything read passes `Wording.mended` once, every field of a measure `Wording.tidy`; the
counts become warnings of the report (damage_notes).

Misread names of places (ขำนิ for ชำนิ, ค้ำบัง for คำบง) are put right only where nothing but
marks and look-alike letters differ: to a spelling that the document has at least three times
as often after the same kind of word, or, after จังหวัด, to one of the 77 provinces.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from itasearch.domain.places import provinces
from itasearch.domain.words import segmenter
from itasearch.extract.numbering import read_marker, split_inline_items
from itasearch.model.source import Block, Table
from itasearch.text.repair.damage import (
    UNREADABLE,
    RepairKind,
    mend,
    mixed_numbers,
    survey,
    unread_share,
)
from itasearch.text.repair.spaces import LineWraps, close_line_wraps, line_wraps
from itasearch.text.thai.characters import REPLACEMENT, THAI
from itasearch.text.thai.lexicon import is_thai_word
from itasearch.text.thai.normalize import normalize

_PLACE = re.compile(
    rf"(?:(?P<kind>ตำบล|อำเภอ|เทศบาลเมือง|เทศบาลนคร)|(?P<province>จังหวัด))"
    rf" ?(?P<run>[{THAI}]{{2,40}})"
)
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_STARTS_CLUSTER = re.compile("[ก-ฮเ-ไ]")
_LOOK_ALIKE = str.maketrans("ขดตภฏฝฟปฮำ", "ชคคถฎผพบอา")
_LEAST_COUNT = 3
"""How often a place is named where nothing follows its name, to correct others by it. 2 and 5 read
alike."""
_LEAST_MAJORITY = 3
"""How many times as often the name must occur as the spelling that is corrected to it. 2 and 5
read alike."""
LONGEST_NAME = 26
"""Code points of a place's name without its type; a longer run of letters goes on behind it.
Chosen by hand."""
_MOST_LENGTH_DIFFERENCE = 3
"""Marks by which a misread name may be longer or shorter."""

_EMPHASIS = re.compile(r"\*{2,}|(?<!\w)__|__(?!\w)")
_BLANKS = re.compile(r"[ \t\u00a0]{2,}|[\t\u00a0]")
_LONGEST_LINE = 20_000
"""Code points of a line that is mended; a longer one is only normalised: no report has such lines,
and guessing letters in them would only cost time. Chosen by hand."""
_BARE_STYLE = "1"
"""Style of a number without sign: behind a page end it is more likely part of the sentence."""
_THAI_END = re.compile(r"[ก-๎]$")
_CONTINUES = re.compile(r"(?!พ\.\s?ศ\.|ประจำปี|ดังนี้|เช่น|อำเภอ|จังหวัด|ตุลา|กันยา)[ก-ฮเ-ไ]")
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
    """A text mended, its lines, and the repairs made."""

    text: str
    lines: tuple[str, ...]
    repairs: Counter[str]
    mixed_numbers: int


class Wording:
    """Mends texts and counts repairs; one object per document.

    All texts must pass `mended` before any passes `tidy`, which decides on names and line
    wraps by the whole document.

    Attributes:
        repairs: letters and marks mended so far, by RepairKind.
        closed_wraps: spaces within words closed so far.
        mixed_numbers: numbers of Thai and Arabic digits seen so far.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Survey `texts`, all of the document's as read, for damage throughout it."""
        self._habits = survey(texts)
        self._lines: list[str] = []
        # A merged cell's text comes once a row of the sheet, thousands of letters each time.
        self._known: dict[str, _Mended] = {}
        self.repairs: Counter[str] = Counter()
        self.closed_wraps = 0
        self.mixed_numbers = 0

    @property
    def misread(self) -> tuple[tuple[str, str], ...]:
        """Misread names of places with the words before them, and as they are meant."""
        pairs = (pair for pair in self._names.items() if " " not in pair[0])
        return tuple(sorted(pairs))

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
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._mended_once(text)
        if known.repairs:
            self.repairs.update(known.repairs)
        self.mixed_numbers += known.mixed_numbers
        self._lines += known.lines
        return known.text

    def _mended_once(self, text: str) -> _Mended:
        bare = _EMPHASIS.sub("", text) if "**" in text or "__" in text else text
        repairs: Counter[str] = Counter()
        mixed, lines = 0, []
        for line in bare.split("\n"):
            if len(line) > _LONGEST_LINE:
                result = normalize(line)
            else:
                found = mend(line, habits=self._habits)
                if found.repairs:
                    repairs.update(dict(found.repairs))
                mixed += mixed_numbers(found.text)
                result = found.text
            lines.append(_BLANKS.sub(" ", result).strip())
        kept = tuple(line for line in lines if line)
        return _Mended(text="\n".join(kept), lines=kept, repairs=repairs, mixed_numbers=mixed)

    def tidy(self, text: str) -> str:
        """Mended `text` of a field: wraps inside words closed, list items on lines of their own."""
        return "\n".join(self._tidy_line(line) for line in text.split("\n"))

    def _tidy_line(self, line: str) -> str:
        if len(line) > _LONGEST_LINE:
            return line
        for wrong, right in self._names.items():
            line = line.replace(wrong, right)
        closed, count = close_line_wraps(line, is_word=segmenter().is_word, wraps=self._wraps)
        self.closed_wraps += count
        return split_inline_items(closed)

    @cached_property
    def _wraps(self) -> LineWraps | None:
        return line_wraps(self._lines)

    @cached_property
    def _names(self) -> dict[str, str]:
        return misread_names(self._lines)


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """All texts of `blocks` as read, in order."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text


def join_cut(upper: str, lower: str, *, paged: bool = False) -> str:
    """The two halves of a cell that a page end cut: a new item begins a line, else text continues.

    Args:
        upper, lower: the halves.
        paged: the halves end and begin as lines of a page do: between two Thai letters
            there was no space, for Thai breaks between any two words.
    """
    if not upper or not lower:
        return upper or lower
    marker = read_marker(lower)
    if marker is not None and marker.style != _BARE_STYLE:
        return f"{upper}\n{lower}"
    if paged and _THAI_END.search(upper) and _CONTINUES.match(lower):
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


def misread_names(texts: Iterable[str]) -> dict[str, str]:
    """Misread names in `texts` (a document's, mended), with the words before them -> as meant."""
    alone, runs = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for text in texts:
        for match in _PLACE.finditer(text):
            kind, run = match["kind"] or match["province"], match["run"]
            runs[kind, run] += 1
            if len(run) <= LONGEST_NAME:
                alone[kind, run] += 1
    known = [name for name, count in alone.items() if count >= _LEAST_COUNT]
    found = dict[str, str]()
    for kind, run in runs:
        meant = _province(run) if kind == "จังหวัด" else _majority(kind, run, known, runs)
        if meant is not None:
            wrong, right = meant
            found |= {f"{kind}{gap}{wrong}": f"{kind}{gap}{right}" for gap in ("", " ")}
    return found


def _province(run: str) -> tuple[str, str] | None:
    """The misread province that `run` begins with, and the right one."""
    if any(run.startswith(province.name) for province in provinces()):
        return None
    for start in _beginnings(run):
        right = _provinces_by_skeleton().get(_skeleton(start))
        if right is not None and not is_thai_word(start):
            return start, right
    return None


@cache
def _provinces_by_skeleton() -> dict[str, str]:
    return {_skeleton(province.name): province.name for province in provinces()}


def _majority(
    kind: str, run: str, known: list[tuple[str, str]], runs: Counter[tuple[str, str]]
) -> tuple[str, str] | None:
    """The misread spelling that `run` begins with, and the one that prevails."""
    for known_kind, name in known:
        if known_kind != kind or run.startswith(name):
            continue
        for start in _beginnings(run):
            if abs(len(start) - len(name)) > _MOST_LENGTH_DIFFERENCE or _skeleton(
                start
            ) != _skeleton(name):
                continue
            counts = (n for (other, r), n in runs.items() if other == kind and r.startswith(start))
            if runs[kind, name] >= _LEAST_MAJORITY * sum(counts):
                return start, name
    return None


def _beginnings(run: str) -> Iterator[str]:
    """What a name at the beginning of `run` may be, the longest first; clusters stay whole."""
    for end in range(min(len(run), LONGEST_NAME), 2, -1):
        if end == len(run) or _STARTS_CLUSTER.match(run[end]):
            yield run[:end]


def _skeleton(name: str) -> str:
    """What a misreading leaves: letters without marks, look-alikes as one."""
    return _MARK.sub("", name).translate(_LOOK_ALIKE)
