"""A line's text from its symbols and digits, with the points between digits.

Tesseract omits points and commas between digits, or invents them; a point is a small blob of
its own on the base of the letters, a comma extends below. A number is doubtful when a digit
of it is, when something may be missing between its digits, or when it runs into a letter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from itasearch.readers.scan.digits.shapes import DIGITS, Guess
from itasearch.readers.scan.digits.touching import DigitPiece, Measures
from itasearch.readers.scan.pictures import Picture
from itasearch.readers.scan.tesseract import Symbol

NUMBER = re.compile(r"[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*")

NARROW_GAP = 0.55
"""Letter heights between two blobs below which no digit fits between them."""

_GAP_WITH_A_POINT = 0.42  # of a letter's height between digits: more than there is without a point
_ANY_DIGIT = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙")
# Thai digits that run into what no number has, or digits of both scripts in one number.
_MUDDLED = re.compile(r"[๐-๙][A-Za-z0-9“”\"'«»|]|[A-Za-z0-9“”\"'«»|][๐-๙]|[๐-๙][ก-๎][^๐-๙\s]?[๐-๙]")

_INK_BELOW = 150  # grey level

# Of a point or comma, in letter heights.
_SMALLEST, _LARGEST = 0.09, 0.4
_TALLEST = 0.6
_HIGHEST_TOP = 0.45  # above the foot of the line
_HIGHEST_END = 0.2  # above the foot; a dash ends higher
_COMMA_END = 0.17  # below the foot; a point ends higher
_LEAST_GAP, _WIDEST_GAP = 0.2, 1.1  # between the digits
_BESIDE = 0.5  # of the digits on both sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """A line's text with its Thai digits read again, and the numbers that may be other ones."""

    text: str
    doubtful: tuple[str, ...]


@dataclass(slots=True)
class Place:
    """A symbol of the line, its blob, and the text that replaces it.

    Attributes:
        symbol: as Tesseract read it; None for a blob without a symbol.
        blob: None for a symbol without a blob.
        text: the result for this place.
        sure: whether it is beyond doubt.
        point: found between it and the next digit.
    """

    symbol: Symbol | None
    blob: DigitPiece | None
    text: str
    sure: bool = True
    point: str = ""

    @property
    def guess(self) -> Guess | None:
        """The class of the blob; None where there is no blob."""
        return self.blob.guess if self.blob else None


def _runs_on(before: Place, place: Place, letter: float) -> bool:
    """Whether two digits belong to one number although Tesseract has a space between them."""
    if before.blob is None or place.blob is None:
        return False
    if before.text not in DIGITS or place.text not in DIGITS or not before.text or not place.text:
        return False
    return place.blob.box[0] - before.blob.box[2] < NARROW_GAP * letter


def _lacks_one(before: Place, place: Place, letter: float) -> bool:
    """Whether two digits are so far apart that a point or digit between them may be missing."""
    if before.blob is None or place.blob is None:
        return False
    if before.point or before.text not in _ANY_DIGIT or place.text not in _ANY_DIGIT:
        return False
    return place.blob.box[0] - before.blob.box[2] > _GAP_WITH_A_POINT * letter


def written(text: str, places: Sequence[Place], *, letter: float, rough: bool) -> Digits:
    """The text of all places, and its doubtful numbers."""
    out: list[str] = []
    unsure: list[bool] = []
    done = 0
    before: Place | None = None
    for place in places:
        if place.symbol is not None:
            kept = text[done : place.symbol.at]
            if kept == " " and before is not None and _runs_on(before, place, letter):
                kept = ""
            out.extend(kept)
            unsure.extend([False] * len(kept))
            done = place.symbol.at + len(place.symbol.text)
        if before is not None and done and unsure and _lacks_one(before, place, letter):
            unsure[-1] = True
        if not place.text and unsure and not place.sure:
            # A symbol taken out makes its number doubtful.
            unsure[-1] = True
        shown = place.text + place.point
        out.extend(shown)
        unsure.extend([not place.sure] * len(shown))
        before = place
    out.extend(text[done:])
    unsure.extend([False] * (len(text) - done))
    whole = "".join(out)
    for token in re.finditer(r"\S+", whole):
        if _MUDDLED.search(token.group()):
            unsure[token.start() : token.end()] = [True] * len(token.group())
    doubtful = [
        found.group()
        for found in NUMBER.finditer(whole)
        if any(unsure[found.start() : found.end()])
        or (rough and any(letter in DIGITS for letter in found.group()))
    ]
    return Digits(text=whole, doubtful=tuple(doubtful))


def put_points(places: Sequence[Place], picture: Picture, measures: Measures) -> None:
    """Set the points and commas between two digits of a number to those in the picture.

    Args:
        places: of the line, in order; `point` of those before one is set, and stops that
            Tesseract read between two digits are removed.
        picture: of the line.
        measures: of the line.
    """
    digits = [n for n, place in enumerate(places) if place.blob and place.text in _ANY_DIGIT]
    for first, second in pairwise(digits):
        before, place = places[first], places[second]
        between = places[first + 1 : second]
        if before.blob is None or place.blob is None or not all(map(_is_small, between)):
            continue
        seen = _point_between(picture, (before.blob.box[2], place.blob.box[0]), measures)
        if seen:
            before.point = seen
            for each in between:
                each.text = ""


def _is_small(place: Place) -> bool:
    """Whether a symbol is a point at most, or nothing."""
    return place.blob is None and (place.text in {"", ".", ","})


def _point_between(picture: Picture, sides: tuple[int, int], measures: Measures) -> str:
    """The only point or comma between two columns; empty for none."""
    import cv2

    letter, (left, right) = measures.letter, sides
    if not _LEAST_GAP * letter <= right - left <= _WIDEST_GAP * letter:
        return ""
    start = max(0, left - round(_BESIDE * letter))
    ink = picture[:, start : right + round(_BESIDE * letter)] < _INK_BELOW
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink).astype(np.uint8))
    found = ""
    for x, y, wide, tall, _area in stats[1:].tolist():
        inside = left <= start + x + wide / 2 <= right
        if not inside or max(wide, tall) < _SMALLEST * letter:
            continue  # one of the digits, or a speck
        top, bottom = (measures.foot - y) / letter, (y + tall - measures.foot) / letter
        if top > _HIGHEST_TOP or -bottom > _HIGHEST_END or tall > _TALLEST * letter or found:
            return ""
        if wide > _LARGEST * letter or min(wide, tall) < _SMALLEST * letter:
            return ""
        found = "," if bottom > _COMMA_END else "."
    return found
