"""Whether a page's text layer says what the page shows, or its picture must be read.

Some programs write glyphs with wrong letters: their Thai holds clusters that no Thai
word has. Measured: at most 0.4 % of a good file's letters, 1.6 % of a broken one's.
Imports the standard library, text and readers.
"""

import re
from dataclasses import dataclass

from itasearch.readers.pdf.letters import UNKNOWN
from itasearch.readers.pdf.page import PdfPage
from itasearch.text.repair.mojibake import redecode
from itasearch.text.thai.characters import (
    CONSONANTS,
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    TONES,
    canonical,
)

_MOST_IMPOSSIBLE = 0.008
_LEAST_LETTERS = 40
_FULL_PAGE = 0.6
_SOME_PICTURE = 0.05
_OUTLINES = 300
"""Shapes: more are taken for letters drawn as outlines."""
_MOST_UNSEEN = 0.5

_IMPOSSIBLE = re.compile(
    f"(?<![{CONSONANTS}{MARKS}{FOLLOW_VOWELS}])[{MARKS}]"  # a mark that stands on nothing
    f"|[{TONES}][{TONES}]|[{LEAD_VOWELS}](?![{CONSONANTS}])"
    f"|{UNKNOWN}|[\\ue000-\\uefff\\uf100-\\uf8ff]|[\\u0080-\\u009f]"
)
_LATIN = re.compile("[¡-ÿ]{3,}")
_WORD_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class TextLayerVerdict:
    """What to read of a page.

    Attributes:
        picture: its picture is to be read where that can be done.
        usable: its text layer can be read where the picture cannot.
    """

    picture: bool
    usable: bool


def judge(page: PdfPage) -> TextLayerVerdict:
    """Which of a page's two forms to read."""
    text = page.layer.text
    letters = len(_WORD_LETTER.findall(text))
    covered = max((_share(page, index) for index in range(len(page.drawn.pictures))), default=0.0)
    if letters < _LEAST_LETTERS:
        pictured = covered >= _SOME_PICTURE or page.drawn.paths >= _OUTLINES
        full = covered >= _FULL_PAGE or letters == 0
        return TextLayerVerdict(picture=pictured and full, usable=letters > 0)
    unseen = page.layer.invisible > _MOST_UNSEEN * letters
    if unseen and covered >= _FULL_PAGE:
        return TextLayerVerdict(picture=True, usable=not is_impossible(text))
    impossible = is_impossible(text)
    return TextLayerVerdict(picture=impossible, usable=not impossible)


def is_impossible(text: str) -> bool:
    """Whether so much of `text` cannot be right that its glyphs must be mapped wrongly."""
    # Thai read by the Latin table is put right without a fault; what stays Latin is not Thai.
    mended = canonical(redecode(text)[0] if _LATIN.search(text) else text)
    letters = len(_WORD_LETTER.findall(mended))
    faults = len(_IMPOSSIBLE.findall(mended)) + sum(map(len, _LATIN.findall(mended)))
    return letters > 0 and faults > _MOST_IMPOSSIBLE * letters and faults > 2


def _share(page: PdfPage, index: int) -> float:
    """Share of the page that a picture covers."""
    box = page.drawn.pictures[index]
    wide = min(box.right, page.view.width) - max(box.left, 0.0)
    high = min(box.bottom, page.view.height) - max(box.top, 0.0)
    return max(wide, 0.0) * max(high, 0.0) / max(page.view.width * page.view.height, 1.0)
