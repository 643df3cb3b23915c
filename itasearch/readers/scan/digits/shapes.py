"""Thai digits recognised by their shape; Tesseract reads only two thirds of them right.

Each blob of ink becomes a vector: directions of its edges in 16 fields (HOG) and its size
and height above the line relative to a letter's. Its class is that of the nearest vectors
among glyphs rendered from free Thai fonts, digits and all other letters; the distance to the
second-best class shows how sure that is. `thai_digits.npz` is made by
`tests/tools/make_thai_digits.py`.

Source of the features: Dalal, Triggs, "Histograms of Oriented Gradients", CVPR 2005.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from itasearch.readers.scan.pictures import Picture

Vectors = NDArray[np.float32]

DIGITS = "๐๑๒๓๔๕๖๗๘๙"
OTHER = 10
"""The class of all other shapes."""

DATA = Path(__file__).with_name("thai_digits.npz")
STORED = 96.0
"""Vectors are stored as bytes, multiplied by this."""

_SIDE = 32
_FIELDS = 4
_DIRECTIONS = 8
_SIZE_WEIGHT = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A blob of ink; lengths in letter heights.

    Attributes:
        picture: grey, dark on light, cut to the blob.
        below: how far its lower end is below the line's letters, negative above it.
    """

    picture: Picture
    height: float
    width: float
    below: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The class of a blob: `digit` 0–9 or OTHER, the likeliest digit, and how sure: 0 to 1."""

    digit: int
    best_digit: int
    margin: float


def vectors_of(shapes: Sequence[Shape]) -> Vectors:
    """The features of shapes, one row each."""
    if not shapes:
        return np.zeros((0, _FIELDS * _FIELDS * _DIRECTIONS + 3), np.float32)
    squares = np.stack([_squared(shape.picture) for shape in shapes])
    sizes = np.array([(s.height, s.width, s.below) for s in shapes], np.float32)
    return np.hstack([_directions(squares), _SIZE_WEIGHT * np.clip(sizes, -2, 2.5)])


def _squared(picture: Picture) -> Vectors:
    """The ink in the middle of a square of fixed size, its proportions kept."""
    import cv2

    height, width = picture.shape
    scale = (_SIDE - 4) / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    ink = 255 - np.asarray(cv2.resize(picture, size, interpolation=how), np.float32)
    square = np.zeros((_SIDE, _SIDE), np.float32)
    top, left = (_SIDE - size[1]) // 2, (_SIDE - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = ink / max(1.0, float(ink.max()))
    return np.asarray(cv2.GaussianBlur(square, (0, 0), 1.0), np.float32)


def _directions(squares: Vectors) -> Vectors:
    """Histograms of edge directions in the fields of each square, each row of length 1."""
    count = len(squares)
    down, across = np.gradient(squares, axis=(1, 2))
    strength = np.hypot(down, across)
    turn = (np.arctan2(down, across) / (2 * np.pi) * _DIRECTIONS) % _DIRECTIONS
    low = np.floor(turn)
    share = turn - low
    field = _SIDE // _FIELDS
    out = np.zeros((count, _FIELDS, _FIELDS, _DIRECTIONS), np.float32)
    for direction in range(_DIRECTIONS):
        weight = np.where(low % _DIRECTIONS == direction, 1 - share, 0)
        weight += np.where((low + 1) % _DIRECTIONS == direction, share, 0)
        parts = (weight * strength).reshape(count, _FIELDS, field, _FIELDS, field)
        out[..., direction] = parts.sum(axis=(2, 4))
    flat = np.sqrt(out.reshape(count, -1))
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
    return np.asarray(flat, np.float32)


class ThaiDigits:
    """Classifies shapes by the nearest rendered glyphs; safe to share between threads."""

    def __init__(self, vectors: Vectors, classes: NDArray[np.int64]) -> None:
        order = np.argsort(classes, kind="stable")
        self._vectors = np.ascontiguousarray(vectors[order], np.float32)
        self._squares = (self._vectors**2).sum(axis=1)
        self._starts = np.searchsorted(classes[order], np.arange(OTHER + 1))

    @classmethod
    def load(cls, path: Path = DATA) -> "ThaiDigits":
        """The classifier that was shipped, or another one made by the same script."""
        with np.load(path) as data:
            return cls(data["vectors"].astype(np.float32) / STORED, data["classes"].astype(int))

    def guess(self, shapes: Sequence[Shape]) -> list[Guess]:
        """What each shape is.

        The margin is 1 - nearest / second: distance to the nearest glyph of the answer
        over that to the nearest glyph of any other class; 0 when they are equally near.
        """
        if not shapes:
            return []
        near = self._nearest(vectors_of(shapes))
        order = np.argsort(near, axis=1)
        rows = np.arange(len(near))
        first, second = near[rows, order[:, 0]], near[rows, order[:, 1]]
        margins = 1 - first / np.maximum(second, 1e-6)
        digits = np.argmin(near[:, :OTHER], axis=1)
        return [
            Guess(digit=int(order[i, 0]), best_digit=int(digits[i]), margin=float(margins[i]))
            for i in rows
        ]

    def _nearest(self, vectors: Vectors) -> Vectors:
        """Distance of each vector to each class, OTHER last."""
        squares = (vectors**2).sum(axis=1)[:, None] - 2 * vectors @ self._vectors.T + self._squares
        distances = np.sqrt(np.maximum(squares, 0))
        ends = [*self._starts[1:].tolist(), distances.shape[1]]
        return np.stack(
            [
                # The second nearest too: one odd glyph must not decide.
                np.partition(distances[:, start:end], 1, axis=1)[:, :2].mean(axis=1)
                for start, end in zip(self._starts.tolist(), ends, strict=True)
            ],
            axis=1,
        )


@cache
def thai_digits() -> ThaiDigits:
    """The classifier that is shipped, loaded once."""
    return ThaiDigits.load()
