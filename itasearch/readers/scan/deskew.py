"""The angle at which paper lay in the scanner, and which way is up or across.

A page is straight when its ink, summed along rows, is most sharply divided into rows
with much and rows with none: rules and lines of text both do that. Found on points of
ink, so no picture is turned before the angle is known. Imports numpy; OpenCV where used.
"""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float32]

WIDEST = 8.0
"""Largest angle looked for, in degrees either way."""

_MOST_POINTS = 60_000
_MARGIN = 1.6  # how much sharper columns must be than rows before a page counts as lying


def skew_angle(ink: Picture) -> float:
    """By how many degrees the page is turned, anticlockwise positive; within ±WIDEST.

    0 for an empty page.
    """
    y, x = _points(ink)
    if not len(y):
        return 0.0
    best, reach, step = 0.0, WIDEST, 0.5
    while step >= 0.02:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = [_sharpness(y, x, float(angle), bin_size=max(1.0, step * 10)) for angle in angles]
        best, reach, step = float(angles[int(np.argmax(scores))]), step, step / 5
    return best


def lies_on_its_side(letters: Picture) -> bool:
    """Whether lines of text run up or down the page instead of across.

    Args:
        letters: ink of letters alone, without rules, which run both ways.
    """
    y, x = _points(letters)
    if len(y) < 200:
        return False
    return _ripple(x, y) > _MARGIN * _ripple(y, x)


def turn(picture: Picture, angle: float, *, paper: int = 255) -> Picture:
    """The picture turned clockwise by `angle` degrees about its middle, of the same size."""
    import cv2

    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    turned = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(float(paper),)
    )
    return np.asarray(turned, np.uint8)


def _points(ink: Picture) -> tuple[Points, Points]:
    y, x = np.nonzero(ink)
    every = max(1, len(y) // _MOST_POINTS)
    return y[::every].astype(np.float32), x[::every].astype(np.float32)


def _sharpness(y: Points, x: Points, angle: float, *, bin_size: float) -> float:
    rows = (y + x * np.float32(np.tan(np.radians(angle)))) / np.float32(bin_size)
    counts = np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def _ripple(along: Points, across: Points) -> float:
    """How much the ink comes and goes from line to line, at the best small angle."""
    best = 0.0
    for angle in np.arange(-3.0, 3.01, 0.5):
        rows = along + across * np.float32(np.tan(np.radians(angle)))
        counts = np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)
        if len(counts) < 81:
            continue
        kernel = np.ones(81) / 81
        fine = np.convolve(counts, np.ones(5) / 5, "same") - np.convolve(counts, kernel, "same")
        best = max(best, float(np.square(fine).sum()))
    return best
