"""Digits that touch each other cut apart, and broken ones joined.

A blob too wide for one digit, and like none, is cut where its ink is thinnest; pieces of
thin strokes are joined with those beside them. Both only if all resulting pieces are digits
beyond doubt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from itasearch.readers.scan.digits.shapes import OTHER, Guess, Shape, ThaiDigits
from itasearch.readers.scan.pictures import Picture

WIDE = 1.3
"""Letter heights from which a blob may be several digits."""
SURE_MARGIN = 0.3
"""Margin of a guess from which a digit is beyond doubt."""

_NARROWEST = 0.5  # digit, in letter heights
_BROADEST = 1.75
_MOST_BREAK = 0.2  # letter heights between the pieces of a broken digit
_MOST_CUTS = 5  # columns tried for a cut
_MOST_PIECES = 5
_INK_BELOW = 128  # grey level


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


def cut_apart(
    picture: Picture, box: Sequence[int], measures: Measures, digits: ThaiDigits
) -> tuple[DigitPiece, ...]:
    """The touching digits in the blob in `box`; empty if it is no such blob."""
    return tuple(_cut(picture, tuple(box), measures, digits, _MOST_PIECES))


def grown(
    picture: Picture, sides: tuple[int, int], measures: Measures, digits: ThaiDigits
) -> DigitPiece | None:
    """The digit formed by the ink between `sides` and the pieces close to it; None if none."""
    letter, foot = measures.letter, round(measures.foot)
    top, bottom = max(0, foot - round(1.75 * letter)), foot + round(0.15 * letter)
    runs = _runs(picture[top:bottom])
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
    guesses = digits.guess([measures.shape(picture, box) for box in boxes])
    found = [
        DigitPiece(box=b, guess=g) for b, g in zip(boxes, guesses, strict=True) if _is_digit(g)
    ]
    return max(found, key=lambda piece: piece.guess.margin, default=None)


def _runs(picture: Picture) -> list[tuple[int, int]]:
    """Columns with ink, from first to behind the last of each run."""
    ink = np.concatenate([[False], (picture < _INK_BELOW).any(axis=0), [False]])
    edges = np.flatnonzero(ink[1:] != ink[:-1]).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _cut(
    picture: Picture,
    box: tuple[int, ...],
    measures: Measures,
    digits: ThaiDigits,
    most: int,
) -> list[DigitPiece]:
    """The pieces of a blob from the left; empty if some piece is no digit."""
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
    guesses = digits.guess([measures.shape(picture, each) for each in boxes])
    best: list[DigitPiece] = []
    for number, (first, rest) in enumerate(firsts):
        own, other = guesses[2 * number], guesses[2 * number + 1]
        if not _is_digit(own):
            continue
        pieces = [DigitPiece(box=first, guess=own)]
        if _is_digit(other):
            pieces.append(DigitPiece(box=rest, guess=other))
        else:
            following = _cut(picture, rest, measures, digits, most - 1)
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
    """The box reduced to its ink; None if there is none."""
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
