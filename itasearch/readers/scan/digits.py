"""Thai digits read again by their shapes; Tesseract reads only two thirds of them right.

A blob of ink becomes a vector (HOG, and its size and height relative to a letter's); its class is
that of the nearest glyphs rendered from free fonts (`thai_digits.npz`, made by
`tests/tools/make_thai_digits.py`). Wide blobs are cut where their ink is thinnest, pieces of thin
strokes joined, if all then are digits beyond doubt. Letters and blobs of a line are aligned; a
letter of a word never becomes a digit by its shape alone. A number is doubtful when a digit of it
is, or when it runs into a letter.

Source of the features: Dalal, Triggs, "Histograms of Oriented Gradients", CVPR 2005.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from itasearch.readers.scan.clean import Picture
from itasearch.readers.scan.ink_lines import InkLine
from itasearch.readers.scan.tesseract import RawLine, Symbol

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
    """A blob of ink in letter heights."""

    picture: Picture  #: grey, dark on light, cut to the blob
    height: float
    width: float
    below: float  #: how far its lower end is below the line's letters, negative above it


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
        """What each shape is; margin: 1 - nearest of the answer / nearest of any other class."""
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
    pieces = [
        DigitPiece(box=b, guess=g) for b, g in zip(boxes, guesses, strict=True) if _is_digit(g)
    ]
    return max(pieces, key=lambda piece: piece.guess.margin, default=None)


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


_MARK = re.compile("[ัิ-ฺ็-๎ํ]")
# Margins of a guess.
_LIKELY_MARGIN = 0.12
_LONE_MARGIN = 0.35  # from which a lone foreign letter becomes a digit
_CUT_MARGIN = 0.35  # below which a wide blob may be several digits

# Tesseract's confidences.
_CLEAN_CONFIDENCE = 0.88  # of a line in which nothing looks like a misread digit
_SURE_ARABIC_CONFIDENCE = 0.9  # of an Arabic digit, from which it is beyond doubt; by hand
_DOUBTFUL_CONFIDENCE = 0.85  # of a Thai letter, below which a lone one may be a digit; by hand

# Letter heights, and costs in them of pairing a symbol with a blob.
_SKIP_COST = 0.8  # of a symbol without a blob, or a blob without a symbol
_MISFIT_COST = 0.4  # of a digit with a blob of another shape, or the reverse; by hand
_MOST_DISTANCE = 2.0  # between the middles of a symbol and its blob; by hand
_MOST_GAP = 0.7  # Tesseract's boxes are right to half a letter

_SUSPECT = re.compile(r"[^\s()/ก-๎]|(?<!\S)[ก-ฮ](?![^\s.)])")
_ARABIC = frozenset("0123456789")
_FLAT = frozenset("-–.,")
_STOPS = frozenset("-–.,()/:")
_LONE_WORDS = frozenset("ณฯๆ")
_INVENTED = re.compile("[0-9A-Za-z๐-๙]")
_THAI_LETTER = re.compile("[ก-ฮ]")
_HAS_INK = re.compile(r"[ก-ฮๆ)\]]")
NUMBER = re.compile(r"[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*")
_NARROW_GAP = 0.55  # letter heights between two blobs below which no digit fits between them
_ANY_DIGIT = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙")
# Thai digits that run into what no number has, or digits of both scripts in one number.
_MUDDLED = re.compile(r"[๐-๙][A-Za-z0-9“”\"'«»|]|[A-Za-z0-9“”\"'«»|][๐-๙]|[๐-๙][ก-๎][^๐-๙\s]?[๐-๙]")

_POINT_INK_BELOW = 150  # grey level of a point or comma

# Of a point or comma, in letter heights.
_SMALLEST, _LARGEST = 0.09, 0.4
_TALLEST = 0.6  # a higher blob is a letter or a mark; by hand
_HIGHEST_TOP = 0.45  # above the foot of the line
_HIGHEST_END = 0.2  # above the foot; a dash ends higher
_COMMA_END = 0.17  # below the foot; a point ends higher
_LEAST_GAP, _WIDEST_GAP = 0.2, 1.1  # between the digits
_BESIDE = 0.5  # of the digits on both sides


@dataclass(slots=True)
class Position:
    """A symbol, its blob, or both, the text that replaces them, and a point found behind them."""

    symbol: Symbol | None
    blob: DigitPiece | None
    text: str
    sure: bool = True
    point: str = ""

    @property
    def guess(self) -> Guess | None:
        """The class of the blob; None where there is no blob."""
        return self.blob.guess if self.blob else None


def reread(
    raw: RawLine, line: InkLine, *, letter: float, rough: bool
) -> tuple[str, tuple[str, ...]]:
    """A line's text with its Thai digits read again, and the numbers that may be other ones.

    `letter`: usual height in pixels; `rough`: noisy or enlarged, no Thai digit is beyond doubt.
    """
    if raw.confidence >= _CLEAN_CONFIDENCE and not _SUSPECT.search(raw.text):
        return raw.text, ()
    blobs = _blobs(line, letter)
    if not any(blob.guess.digit != OTHER for blob in blobs) and not NUMBER.search(raw.text):
        return raw.text, ()
    positions = _aligned(raw, blobs, letter)
    _grow_broken(positions, line, _measures(line, letter))
    _settle(positions, raw.text, letter)
    _put_points(positions, line.picture, _measures(line, letter))
    _drop_invented(positions, letter)
    return _written(raw.text, positions, rough=rough)


def _blobs(line: InkLine, letter: float) -> list[DigitPiece]:
    measures = _measures(line, letter)
    boxes = [tuple(box) for box in line.letters.tolist()]
    guesses = thai_digits().guess([measures.shape(line.picture, box) for box in boxes])
    out: list[DigitPiece] = []
    for box, guess in zip(boxes, guesses, strict=True):
        wide = box[2] - box[0] > WIDE * measures.letter
        pieces: Sequence[DigitPiece] = ()
        if wide and guess.margin < _CUT_MARGIN:
            pieces = cut_apart(line.picture, box, measures)
        out.extend(pieces or (DigitPiece(box=box, guess=guess),))
    return out


def _measures(line: InkLine, letter: float) -> Measures:
    boxes = line.letters
    heights = boxes[:, 3] - boxes[:, 1]
    usual = (heights > 0.7 * letter) & (heights < 1.4 * letter)
    # Titles are larger than the page's usual letters.
    own = float(np.median(heights[usual])) if usual.sum() >= 4 else letter
    foot = float(np.median(boxes[usual, 3])) if usual.any() else float(boxes[:, 3].max(initial=0))
    return Measures(letter=own, foot=foot)


def _aligned(raw: RawLine, blobs: Sequence[DigitPiece], letter: float) -> list[Position]:
    """Symbols and blobs paired, each at most once, both in order, at the least cost."""
    symbols = [symbol for symbol in raw.symbols if not _MARK.fullmatch(symbol.text)]
    fits = [[_misfit(symbol, blob, letter) for blob in blobs] for symbol in symbols]
    table = [[_SKIP_COST * (i + j) for j in range(len(blobs) + 1)] for i in range(len(symbols) + 1)]
    for i in range(1, len(symbols) + 1):
        for j in range(1, len(blobs) + 1):
            table[i][j] = min(
                table[i - 1][j - 1] + fits[i - 1][j - 1],
                table[i - 1][j] + _SKIP_COST,
                table[i][j - 1] + _SKIP_COST,
            )
    return list(_walk(table, fits, symbols, blobs))[::-1]


def _walk(
    table: Sequence[Sequence[float]],
    fits: Sequence[Sequence[float]],
    symbols: Sequence[Symbol],
    blobs: Sequence[DigitPiece],
) -> Iterator[Position]:
    i, j = len(symbols), len(blobs)
    while i or j:
        if i and j and table[i][j] == table[i - 1][j - 1] + fits[i - 1][j - 1]:
            i, j = i - 1, j - 1
            yield Position(symbols[i], blobs[j], symbols[i].text)
        elif i and (not j or table[i][j] == table[i - 1][j] + _SKIP_COST):
            i -= 1
            yield Position(symbols[i], None, symbols[i].text)
        else:
            j -= 1
            yield Position(None, blobs[j], "")


def _misfit(symbol: Symbol, blob: DigitPiece, letter: float) -> float:
    centre = (blob.box[0] + blob.box[2]) / 2
    away = abs((symbol.left + symbol.right) / 2 - centre) / letter
    apart = max(symbol.left - blob.box[2], blob.box[0] - symbol.right) / letter
    # Blobs are as high as letters: the one of a dash is a piece of one.
    is_none = symbol.text in _FLAT or (symbol.text in _STOPS and _is_digit(blob.guess))
    if away > _MOST_DISTANCE or apart > _MOST_GAP or is_none:
        return 2 * _SKIP_COST + 1
    unlike = (symbol.text in DIGITS) != (blob.guess.digit != OTHER)
    return 0.5 * away + (_MISFIT_COST if unlike else 0.0)


def _grow_broken(positions: Sequence[Position], line: InkLine, measures: Measures) -> None:
    for number, position in enumerate(positions):
        symbol, guess = position.symbol, position.guess
        if symbol is None or symbol.text not in DIGITS or (guess and _is_digit(guess)):
            continue
        sides = position.blob.box if position.blob else (symbol.left, 0, symbol.right, 0)
        whole = grown(line.picture, (sides[0], sides[2]), measures)
        if whole is None or any(
            other.blob is not None
            and _within(other.blob, whole)
            and (other.symbol is not None or _has_shape(other))
            for other in positions
            if other is not position
        ):
            continue
        position.blob = whole
        for other in (positions[k] for k in (number - 1, number + 1) if 0 <= k < len(positions)):
            # The other piece was a blob without a symbol.
            if other.symbol is None and other.blob and _within(other.blob, whole):
                other.blob = None


def _within(part: DigitPiece, whole: DigitPiece) -> bool:
    return whole.box[0] <= (part.box[0] + part.box[2]) / 2 <= whole.box[2]


def _settle(positions: Sequence[Position], text: str, letter: float) -> None:
    """Decide the text of each position; `text` is the line as Tesseract read it."""
    digit = [_has_shape(position) for position in positions]
    for number, position in enumerate(positions):
        symbol, guess = position.symbol, position.guess
        beside = any(digit[k] for k in (number - 1, number + 1) if 0 <= k < len(positions))
        if symbol is not None and symbol.text in _ARABIC:
            position.sure = symbol.confidence >= _SURE_ARABIC_CONFIDENCE and guess is not None
        if symbol is not None and symbol.text in DIGITS:
            _settle_digit(position, widest=WIDE * letter)
        elif guess is None or not digit[number]:
            continue
        elif symbol is None:
            # Tesseract left it out; it counts only within a number.
            if beside and guess.margin >= SURE_MARGIN:
                position.text = DIGITS[guess.digit]
        elif beside or _is_odd(position, text):
            position.text = DIGITS[guess.digit]
            position.sure = guess.margin >= SURE_MARGIN


def _settle_digit(position: Position, *, widest: float) -> None:
    guess = position.guess
    if guess is None:
        position.sure = False
    elif guess.digit != OTHER:
        position.text, position.sure = DIGITS[guess.digit], guess.margin >= SURE_MARGIN
    else:
        position.sure = False
        # A wide blob is several letters, which Tesseract has at least counted.
        if (
            guess.margin < _LIKELY_MARGIN
            and position.blob
            and position.blob.box[2] - position.blob.box[0] < widest
        ):
            position.text = DIGITS[guess.best_digit]


def _has_shape(position: Position) -> bool:
    """Whether the blob has a Thai digit's shape; under a Thai letter, beyond doubt."""
    guess, symbol = position.guess, position.symbol
    if guess is None or guess.digit == OTHER:
        return False
    letter = symbol is not None and _THAI_LETTER.fullmatch(symbol.text)
    return guess.margin >= (SURE_MARGIN if letter else _LIKELY_MARGIN)


def _is_odd(position: Position, text: str) -> bool:
    """Whether a symbol on its own, or one foreign to Thai, is surely a digit."""
    symbol, guess = position.symbol, position.guess
    if symbol is None or guess is None:
        return False
    before, after = text[: symbol.at][-1:], text[symbol.at + len(symbol.text) :][:1]
    alone = not before.strip() and not after.strip(" .,)")
    if alone and symbol.text not in _LONE_WORDS:
        return guess.margin >= SURE_MARGIN
    odd = not _THAI_LETTER.fullmatch(symbol.text) or symbol.confidence < _DOUBTFUL_CONFIDENCE
    return odd and guess.margin >= _LONE_MARGIN


def _runs_out_of(positions: Sequence[Position], number: int) -> bool:
    """Whether a symbol without ink follows a digit without a space, so that it is invented."""
    before, symbol = positions[number - 1] if number else None, positions[number].symbol
    if any(position.symbol is None for position in positions[number + 1 : number + 2]):
        return False  # the next blob may be its ink
    if before is None or before.symbol is None or symbol is None or not _has_shape(before):
        return False
    return before.text in DIGITS and before.symbol.at + len(before.symbol.text) == symbol.at


def _drop_invented(positions: Sequence[Position], letter: float) -> None:
    """Remove symbols within a number that have no blob, where there is no space for one."""
    for number, position in enumerate(positions):
        if position.guess is not None or position.symbol is None:
            continue
        around = [positions[k] for k in (number - 1, number + 1) if 0 <= k < len(positions)]
        digits = sum(_has_shape(other) and other.text in DIGITS for other in around)
        if _HAS_INK.fullmatch(position.symbol.text) and _runs_out_of(positions, number):
            position.text, position.sure = "", False
            continue
        if digits < (1 if _INVENTED.fullmatch(position.symbol.text) else 2):
            continue
        beside = [other.blob for other in around if other.blob is not None]
        narrow = len(beside) == 2 and beside[1].box[0] - beside[0].box[2] < _NARROW_GAP * letter
        if position.symbol.text in _STOPS and not narrow:
            continue  # a dash is no blob of a letter's height
        position.text, position.sure = "", narrow


def _written(
    text: str, positions: Sequence[Position], *, rough: bool
) -> tuple[str, tuple[str, ...]]:
    out: list[str] = []
    unsure: list[bool] = []
    done = 0
    for position in positions:
        if position.symbol is not None:
            before = text[done : position.symbol.at]
            out.extend(before)
            unsure.extend([False] * len(before))
            done = position.symbol.at + len(position.symbol.text)
        if not position.text and unsure and not position.sure:
            # A symbol taken out makes its number doubtful.
            unsure[-1] = True
        shown = position.text + position.point
        out.extend(shown)
        unsure.extend([not position.sure] * len(shown))
    out.extend(text[done:])
    unsure.extend([False] * (len(text) - done))
    whole = "".join(out)
    for token in re.finditer(r"\S+", whole):
        if _MUDDLED.search(token.group()):
            unsure[token.start() : token.end()] = [True] * len(token.group())
    doubtful = tuple(
        number.group()
        for number in NUMBER.finditer(whole)
        if any(unsure[number.start() : number.end()])
        or (rough and any(letter in DIGITS for letter in number.group()))
    )
    return whole, doubtful


def _put_points(positions: Sequence[Position], picture: Picture, measures: Measures) -> None:
    digits = [n for n, each in enumerate(positions) if each.blob and each.text in _ANY_DIGIT]
    for first, second in pairwise(digits):
        before, position = positions[first], positions[second]
        between = positions[first + 1 : second]
        small = (each.blob is None and each.text in {"", ".", ","} for each in between)
        if before.blob is None or position.blob is None or not all(small):
            continue
        seen = _point_between(picture, (before.blob.box[2], position.blob.box[0]), measures)
        if seen:
            before.point = seen
            for each in between:
                each.text = ""


def _point_between(picture: Picture, sides: tuple[int, int], measures: Measures) -> str:
    import cv2

    letter, (left, right) = measures.letter, sides
    if not _LEAST_GAP * letter <= right - left <= _WIDEST_GAP * letter:
        return ""
    start = max(0, left - round(_BESIDE * letter))
    ink = picture[:, start : right + round(_BESIDE * letter)] < _POINT_INK_BELOW
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink).astype(np.uint8))
    sign = ""
    for x, y, wide, tall, _area in stats[1:].tolist():
        inside = left <= start + x + wide / 2 <= right
        if not inside or max(wide, tall) < _SMALLEST * letter:
            continue  # one of the digits, or a speck
        top, bottom = (measures.foot - y) / letter, (y + tall - measures.foot) / letter
        if top > _HIGHEST_TOP or -bottom > _HIGHEST_END or tall > _TALLEST * letter or sign:
            return ""
        if wide > _LARGEST * letter or min(wide, tall) < _SMALLEST * letter:
            return ""
        sign = "," if bottom > _COMMA_END else "."
    return sign
