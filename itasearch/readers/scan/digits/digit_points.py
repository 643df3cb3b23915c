"""Points and commas between digits, which Tesseract leaves out or makes up: looked for in the ink.

A point is a small blob of its own that stands where letters stand; a comma reaches below.
Imports numpy and readers; OpenCV where used.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from itasearch.readers.scan.digits.digit_places import Place
from itasearch.readers.scan.digits.touching import Measures

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
