"""The text of one line: Tesseract's, with its Thai digits read again, and how sure it is.

Imports the standard library, numpy and readers; OpenCV where used.
"""

import re
from dataclasses import dataclass

import numpy as np

from itasearch.readers.scan.digits.lines import reread
from itasearch.readers.scan.ink_lines import InkLine
from itasearch.readers.scan.latin_words import is_suspect, without_false_latin
from itasearch.readers.scan.month_names import with_months
from itasearch.readers.scan.tesseract import LineReader, RawLine

_BLUR = 0.6
_THAI = re.compile("[ก-๛]")
_ORPHAN = re.compile(r"(?<![ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]+")
_BARS = re.compile(r"^(?:[|!¦]\s+)+|(?:\s+[|¦])+$|^[|¦\s]+$")
_LONE_MARKS = re.compile(r"(?:^|[\s\W])[ัิ-ฺ็-๎]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineText:
    """A line as read.

    Attributes:
        confidence: 0 to 1.
        doubtful: numbers of the text that may be other ones.
        scribble: no text but a stamp, signature or handwriting.
    """

    text: str
    confidence: float
    doubtful: tuple[str, ...] = ()
    scribble: bool = False


def read_line(reader: LineReader, line: InkLine, *, letter: float, rough: bool) -> LineText:
    """Read one line of a page whose letters are usually `letter` pixels high.

    `rough`: the page is so noisy or small that no Thai digit is beyond doubt.
    """
    import cv2

    picture = np.asarray(cv2.GaussianBlur(line.picture, (0, 0), _BLUR), np.uint8)
    raw = reader.read(picture)
    if is_suspect(raw):
        raw = without_false_latin(raw, reader.read_thai(picture))
    read = reread(raw, line, letter=letter, rough=rough)
    return LineText(
        text=composed(read.text),
        confidence=raw.confidence,
        doubtful=read.doubtful,
        scribble=is_scribble(raw),
    )


def composed(text: str) -> str:
    """Sara am in one letter, where Tesseract writes ring and leg, and no mark without a letter.

    Months lose the mark that their point became; bars left of rules at either end go, too.
    """
    whole = _ORPHAN.sub("", text.replace("\u0e4d\u0e32", "\u0e33"))
    return with_months(_BARS.sub("", whole))


def is_scribble(raw: RawLine) -> bool:
    """Whether what was read is no text: low confidence, and no Thai that could be written."""
    if not raw.text or raw.confidence >= 0.6:
        return not raw.text
    letters = re.sub(r"\s", "", raw.text)
    thai = len(_THAI.findall(letters)) / len(letters)
    return raw.confidence < 0.35 or thai < 0.4 or bool(_LONE_MARKS.search(raw.text))
