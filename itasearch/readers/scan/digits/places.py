"""Points and commas between digits, which Tesseract leaves out or makes up: looked for in the ink.

A point is a small blob of its own that stands where letters stand; a comma reaches below.

What stands at each place of a line whose digits were read again, written out as text.

A number is doubtful when a digit of it is, when something may be missing between its
digits, or when it runs into what no number has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from itasearch.readers.scan.digits.shapes import DIGITS, Guess
from itasearch.readers.scan.digits.touching import DigitPiece, Measures
from itasearch.readers.scan.tesseract import Symbol

NUMBER = re.compile(r"[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*")

NARROW_GAP = 0.55
"""Gap between two blobs that is too narrow for a digit; a share of a letter's height."""

_POINT = 0.42  # of a letter's height between digits: more than there is without a point
_ANY_DIGIT = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙")
# Thai digits that run into what no number has, or digits of both scripts in one number.
_MUDDLED = re.compile(r"[๐-๙][A-Za-z0-9“”\"'«»|]|[A-Za-z0-9“”\"'«»|][๐-๙]|[๐-๙][ก-๎][^๐-๙\s]?[๐-๙]")

Picture = NDArray[np.uint8]
_DIGITS = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙")
_INK = 150
# All in letter heights.
_SMALLEST, _LARGEST = 0.09, 0.4
_TALLEST = 0.6
_HIGHEST = 0.45  # top of a point above the line's foot
_LOWEST = 0.2  # a point ends so near the foot at least; a dash ends higher
_COMMA = 0.17  # from so far below the foot on it is a comma
_LEAST_GAP, _WIDEST_GAP = 0.2, 1.1
_BESIDE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """A line's text with its Thai digits read again, and the numbers that may be other ones."""

    text: str
    doubtful: tuple[str, ...]


@dataclass(slots=True)
class Place:
    """A symbol of the line, what its blob looks like (None: no blob), and what will stand.

    `point` is what was seen between it and the next digit.
    """

    symbol: Symbol | None
    blob: DigitPiece | None
    text: str
    sure: bool = True
    point: str = ""

    @property
    def guess(self) -> Guess | None:
        """What the blob looks like; None where there is no blob."""
        return self.blob.guess if self.blob else None


def _runs_on(before: Place, place: Place, letter: float) -> bool:
    """Whether two digits belong to one number although Tesseract saw a space between them."""
    if before.blob is None or place.blob is None:
        return False
    if before.text not in DIGITS or place.text not in DIGITS or not before.text or not place.text:
        return False
    return place.blob.box[0] - before.blob.box[2] < NARROW_GAP * letter


def _lacks_one(before: Place, place: Place, letter: float) -> bool:
    """Whether two digits stand as far apart as if a point or digit between them was not read."""
    if before.blob is None or place.blob is None:
        return False
    if before.point or before.text not in _ANY_DIGIT or place.text not in _ANY_DIGIT:
        return False
    return place.blob.box[0] - before.blob.box[2] > _POINT * letter


def written(text: str, places: Sequence[Place], *, letter: float, rough: bool) -> Digits:
    """The text with what was settled, and its doubtful numbers."""
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
            # What was taken out leaves its doubt to the number it stood in.
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
    """Set what stands between two digits of a number to the point or comma that is seen there.

    Args:
        places: of the line, in order; `point` of those before one is set, and stops that
            Tesseract saw between give way.
        picture: of the line.
        measures: of the line.
    """
    digits = [n for n, place in enumerate(places) if place.blob and place.text in _DIGITS]
    for first, second in pairwise(digits):
        before, place = places[first], places[second]
        between = places[first + 1 : second]
        if before.blob is None or place.blob is None or not all(map(_is_small, between)):
            continue
        seen = point_between(picture, (before.blob.box[2], place.blob.box[0]), measures)
        if seen:
            before.point = seen
            for each in between:
                each.text = ""


def _is_small(place: Place) -> bool:
    """Whether a symbol is a point at most, or nothing."""
    return place.blob is None and (place.text in {"", ".", ","})


def point_between(picture: Picture, sides: tuple[int, int], measures: Measures) -> str:
    """The point or comma that stands alone between two columns; empty for none."""
    import cv2

    letter, (left, right) = measures.letter, sides
    if not _LEAST_GAP * letter <= right - left <= _WIDEST_GAP * letter:
        return ""
    start = max(0, left - round(_BESIDE * letter))
    ink = picture[:, start : right + round(_BESIDE * letter)] < _INK
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink).astype(np.uint8))
    found = ""
    for x, y, wide, tall, _area in stats[1:].tolist():
        inside = left <= start + x + wide / 2 <= right
        if not inside or max(wide, tall) < _SMALLEST * letter:
            continue  # one of the digits, or a speck
        top, bottom = (measures.foot - y) / letter, (y + tall - measures.foot) / letter
        if top > _HIGHEST or -bottom > _LOWEST or tall > _TALLEST * letter or found:
            return ""
        if wide > _LARGEST * letter or min(wide, tall) < _SMALLEST * letter:
            return ""
        found = "," if bottom > _COMMA else "."
    return found
