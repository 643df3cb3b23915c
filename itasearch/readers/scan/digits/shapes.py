"""Thai digits recognised by their shape; Tesseract reads only two thirds of them right.

Each blob of ink becomes a vector: directions of its edges in 16 fields (HOG) and its size
and height above the line relative to a letter's. Its class is that of the nearest vectors
among glyphs rendered from free Thai fonts, digits and all other letters; the distance to the
second-best class shows how sure that is. `thai_digits.npz` is made by
`tests/tools/make_thai_digits.py`.

A blob too wide for one digit, and like none, is cut where its ink is thinnest; pieces of
thin strokes are joined with those beside them. Both only if all resulting pieces are digits
beyond doubt.

Source of the features: Dalal, Triggs, "Histograms of Oriented Gradients", CVPR 2005.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from itasearch.readers.scan.clean import Picture

Features = NDArray[np.float32]
"""Shape (n, …): the features of n shapes, or what they are made from."""

DIGITS = "๐๑๒๓๔๕๖๗๘๙"
OTHER = 10  # the class of all other shapes

DATA = Path(__file__).with_name("thai_digits.npz")
STORED = 96.0  # vectors are stored as bytes, multiplied by this

WIDE = 1.3  # letter heights from which a blob may be several digits
SURE_MARGIN = 0.3  # margin of a guess from which a digit is beyond doubt

_NARROWEST = 0.5  # digit, in letter heights
_BROADEST = 1.75  # digit, in letter heights; by hand
_MOST_BREAK = 0.2  # letter heights between the pieces of a broken digit
_MOST_CUTS = 5  # columns tried for a cut
_MOST_PIECES = 5  # digits into which one blob is cut; by hand
_INK_BELOW = 128  # grey level

# Of the vectors; thai_digits.npz holds vectors so made, and is made again where one changes.
_SIDE = 32  # pixels of the square to which a shape is scaled
_FIELDS = 4  # a side of the square
_DIRECTIONS = 8  # of edges, over the full turn, in each field
_SIZE_WEIGHT = 0.35  # of a letter height, beside directions of length 1; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A blob of ink in letter heights, its picture grey, dark on light, cut to the blob.

    `below`: how far its lower end is below the line's letters, negative above it.
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


def vectors_of(shapes: Sequence[Shape]) -> Features:
    """The features of shapes, one row each."""
    if not shapes:
        return np.zeros((0, _FIELDS * _FIELDS * _DIRECTIONS + 3), np.float32)
    squares = np.stack([_squared(shape.picture) for shape in shapes])
    sizes = np.array([(s.height, s.width, s.below) for s in shapes], np.float32)
    return np.hstack([_directions(squares), _SIZE_WEIGHT * np.clip(sizes, -2, 2.5)])


def _squared(picture: Picture) -> Features:
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


def _directions(squares: Features) -> Features:
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

    def __init__(self, vectors: Features, classes: NDArray[np.int64]) -> None:
        order = np.argsort(classes, kind="stable")
        self._vectors = np.ascontiguousarray(vectors[order], np.float32)
        self._squares = (self._vectors**2).sum(axis=1)
        self._starts = np.searchsorted(classes[order], np.arange(OTHER + 1))

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

    def _nearest(self, vectors: Features) -> Features:
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
    with np.load(DATA) as data:
        return ThaiDigits(data["vectors"].astype(np.float32) / STORED, data["classes"].astype(int))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures of a line: a letter's height, and the lower end of its letters."""

    letter: float
    foot: float

    def shape(self, picture: Picture, box: Sequence[int]) -> Shape:
        """The blob in `box` (left, top, right, bottom) of the line's picture."""
        left, top, right, bottom = box
        return Shape(
            picture=picture[top:bottom, left:right],
            height=(bottom - top) / self.letter,
            width=(right - left) / self.letter,
            below=(bottom - self.foot) / self.letter,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitPiece:
    """A part of a blob: its box in the line's picture, and the digit it is."""

    box: tuple[int, int, int, int]
    guess: Guess


def grown(picture: Picture, sides: tuple[int, int], measures: Measures) -> DigitPiece | None:
    """The digit formed by the ink between `sides` and the pieces close to it; None if none."""
    letter, foot = measures.letter, round(measures.foot)
    top, bottom = max(0, foot - round(1.75 * letter)), foot + round(0.15 * letter)
    ink = np.concatenate([[False], (picture[top:bottom] < _INK_BELOW).any(axis=0), [False]])
    edges = np.flatnonzero(ink[1:] != ink[:-1]).tolist()
    runs = list(zip(edges[::2], edges[1::2], strict=True))
    own = [i for i, (first, last) in enumerate(runs) if first < sides[1] and last > sides[0]]
    if not own:
        return None
    boxes = []
    for first in range(max(0, own[0] - 1), own[-1] + 1):
        for last in range(max(first, own[0]), min(len(runs), own[-1] + 2)):
            left, right = runs[first][0], runs[last][1]
            gaps = [runs[i + 1][0] - runs[i][1] for i in range(first, last)]
            if right - left > _BROADEST * letter or max(gaps, default=0) > _MOST_BREAK * letter:
                continue
            if box := _tight(picture, (left, top, right, bottom)):
                boxes.append(box)
    guesses = thai_digits().guess([measures.shape(picture, box) for box in boxes])
    found = [
        DigitPiece(box=b, guess=g) for b, g in zip(boxes, guesses, strict=True) if _is_digit(g)
    ]
    return max(found, key=lambda piece: piece.guess.margin, default=None)


def cut_apart(
    picture: Picture, box: Sequence[int], measures: Measures, *, most: int = _MOST_PIECES
) -> list[DigitPiece]:
    """The touching digits in the blob in `box`, from the left; empty if some piece is no digit."""
    left, top, right, bottom = box
    if right - left < 2 * _NARROWEST * measures.letter or most < 2:
        return []
    firsts = []
    for column in _thin_columns(picture[top:bottom, left:right], measures.letter):
        first = _tight(picture, (left, top, left + column, bottom))
        rest = _tight(picture, (left + column, top, right, bottom))
        if first and rest:
            firsts.append((first, rest))
    boxes = [each for pair in firsts for each in pair]
    guesses = thai_digits().guess([measures.shape(picture, each) for each in boxes])
    best: list[DigitPiece] = []
    for number, (first, rest) in enumerate(firsts):
        own, other = guesses[2 * number], guesses[2 * number + 1]
        if not _is_digit(own):
            continue
        pieces = [DigitPiece(box=first, guess=own)]
        if _is_digit(other):
            pieces.append(DigitPiece(box=rest, guess=other))
        else:
            following = cut_apart(picture, rest, measures, most=most - 1)
            pieces += following
            if not following:
                continue
        if not best or _weakest(pieces) > _weakest(best):
            best = pieces
    return best


def _is_digit(guess: Guess) -> bool:
    return guess.digit != OTHER and guess.margin >= SURE_MARGIN


def _weakest(pieces: Sequence[DigitPiece]) -> float:
    return min(piece.guess.margin for piece in pieces)


def _thin_columns(picture: Picture, letter: float) -> Iterator[int]:
    """Where a first digit may end: the columns with least ink, no two next to each other."""
    first, last = round(_NARROWEST * letter), round(_BROADEST * letter)
    last = min(last, picture.shape[1] - round(_NARROWEST * letter))
    if last <= first:
        return
    ink = (255.0 - picture[:, first:last]).sum(axis=0)
    chosen: list[int] = []
    for column in np.argsort(ink, kind="stable").tolist():
        if all(abs(column - other) > 2 for other in chosen):
            chosen.append(column)
            yield first + column
        if len(chosen) == _MOST_CUTS:
            return


def _tight(picture: Picture, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    left, top, right, bottom = box
    ink = picture[top:bottom, left:right] < _INK_BELOW
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return (
        left + int(columns[0]),
        top + int(rows[0]),
        left + int(columns[-1]) + 1,
        top + int(rows[-1]) + 1,
    )
