"""Mending of texts while a report is put together, with a count of what was repaired.

Everything read passes `Wording.mended` once, every field of a measure `Wording.tidy`;
the counts become warnings of the report. Imports text, the domain's segmenter and
its neighbour numbering.
"""

import re
from collections import Counter

from itasearch.domain.words import segmenter
from itasearch.extract.numbering import read_marker, split_inline_items
from itasearch.text.normalize import mend, normalize
from itasearch.text.spaces import close_line_wraps

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_EMPHASIS = re.compile(r"\*{2,}|(?<!\w)__|__(?!\w)")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_LONGEST_LINE = 20_000
_BARE = "1"
"""Style of a number without sign: behind a page end it is more likely part of the sentence."""
_THAI_END = re.compile(r"[ก-๎]$")
_GOES_ON = re.compile(r"(?!พ\.\s?ศ\.|ประจำปี|ดังนี้|เช่น|อำเภอ|จังหวัด|ตุลา|กันยา)[ก-ฮเ-ไ]")


class Wording:
    """Mends texts and counts repairs; one object per report."""

    def __init__(self) -> None:
        self._repairs: Counter[str] = Counter()

    @property
    def repairs(self) -> int:
        """Letters and marks mended so far."""
        return sum(self._repairs.values()) - self._repairs["line wraps"]

    @property
    def closed_wraps(self) -> int:
        """Spaces within words closed so far."""
        return self._repairs["line wraps"]

    def mended(self, text: str) -> str:
        """`text` mended, without left-over markup, blanks at line ends and blank lines."""
        if not text or text.isspace():
            return ""
        bare = _EMPHASIS.sub("", _TAG.sub(" ", text))
        lines = (_BLANKS.sub(" ", self._mended_line(line)).strip() for line in bare.split("\n"))
        return "\n".join(line for line in lines if line)

    def _mended_line(self, line: str) -> str:
        # No report has such lines; guessing letters in them would only cost time.
        if len(line) > _LONGEST_LINE:
            return normalize(line)
        result = mend(line)
        self._repairs.update(dict(result.repairs))
        return result.text

    def tidy(self, text: str) -> str:
        """Mended `text` of a field: wraps inside words closed, list items on lines of their own."""
        return "\n".join(self._tidy_line(line) for line in text.split("\n"))

    def _tidy_line(self, line: str) -> str:
        if len(line) > _LONGEST_LINE:
            return line
        closed, count = close_line_wraps(line, is_word=segmenter().is_word)
        self._repairs["line wraps"] += count
        return split_inline_items(closed)


def join_cut(upper: str, lower: str, *, paged: bool = False) -> str:
    """The two halves of a cell that a page end cut: a new item begins a line, else text goes on.

    Args:
        upper, lower: the halves.
        paged: the halves end and begin as lines of a page do: between two Thai letters
            there was no space, for Thai breaks between any two words.
    """
    if not upper or not lower:
        return upper or lower
    marker = read_marker(lower)
    if marker is not None and marker.style != _BARE:
        return f"{upper}\n{lower}"
    if paged and _THAI_END.search(upper) and _GOES_ON.match(lower):
        return f"{upper}{lower}"
    return f"{upper} {lower}"


def join_rows(upper: str, lower: str) -> str:
    """Texts of two rows of one measure; what is already there is not repeated."""
    if not upper or not lower:
        return upper or lower
    return upper if lower in upper.split("\n") or lower == upper else f"{upper}\n{lower}"
