"""Thai digits of a line read again by their shapes, and which numbers stay doubtful.

Tesseract's letters and the blobs of ink are laid side by side (`_aligned`); where a blob
has a digit's shape, that digit stands. A letter of a word is never made a digit by its
shape alone. Imports the standard library, numpy and readers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from itasearch.readers.cell_lines import TextLine
from itasearch.readers.tesseract import RawLine, Symbol
from itasearch.readers.thai_digits import DIGITS, OTHER, Guess, Shape, thai_digits

NUMBER = re.compile(r"[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*")

_MARK = re.compile("[ัิ-ฺ็-๎ํ]")
_SURE = 0.12  # margin from which a digit is beyond doubt
_LIKELY = 0.06
_ALONE = 0.2  # margin at which a lone odd letter becomes a digit
_DOUBTFUL_LETTER = 0.85
_SKIPPED = 0.8  # of a letter's height: cost of a symbol without a blob or a blob without one
_MISFIT = 0.4
_FARTHEST = 2.0
_ROOM = 0.55  # of a letter's height: too little for a digit
_LONE_WORDS = frozenset("ณฯๆ")
_MADE_UP = re.compile("[0-9A-Za-z๐-๙]")
_THAI_LETTER = re.compile("[ก-ฮ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """A line's text with its Thai digits read again, and the numbers that may be other ones."""

    text: str
    doubtful: tuple[str, ...]


@dataclass(slots=True)
class _Place:
    """A symbol of the line, what its blob looks like (None: no blob), and what will stand."""

    symbol: Symbol | None
    guess: Guess | None
    text: str
    sides: tuple[int, int] = (0, 0)
    sure: bool = True


def reread(raw: RawLine, line: TextLine, *, letter: float, rough: bool) -> Digits:
    """Read a line's Thai digits again.

    Args:
        raw: as Tesseract read it.
        line: its picture and blobs.
        letter: usual height of a letter on the page, in pixels.
        rough: the page is noisy or was enlarged, so that no Thai digit is beyond doubt.
    """
    guesses = thai_digits().guess(_shapes(line, letter))
    if not any(guess.digit != OTHER for guess in guesses) and not NUMBER.search(raw.text):
        return Digits(text=raw.text, doubtful=())
    places = _aligned(raw, line, guesses, letter)
    _settle(places, raw.text)
    _drop_made_up(places, letter)
    return _written(raw.text, places, rough=rough)


def _shapes(line: TextLine, letter: float) -> list[Shape]:
    boxes = line.letters
    heights = boxes[:, 3] - boxes[:, 1]
    usual = (heights > 0.7 * letter) & (heights < 1.4 * letter)
    # Titles are larger than the page's usual letters.
    own = float(np.median(heights[usual])) if usual.sum() >= 4 else letter
    foot = float(np.median(boxes[usual, 3])) if usual.any() else float(boxes[:, 3].max(initial=0))
    return [
        Shape(
            picture=line.picture[top:bottom, left:right],
            height=(bottom - top) / own,
            width=(right - left) / own,
            below=(bottom - foot) / own,
        )
        for left, top, right, bottom in boxes.tolist()
    ]


def _aligned(raw: RawLine, line: TextLine, guesses: Sequence[Guess], letter: float) -> list[_Place]:
    """Symbols and blobs side by side, each at most once, both in order, at the least cost."""
    symbols = [symbol for symbol in raw.symbols if not _MARK.fullmatch(symbol.text)]
    centres = ((line.letters[:, 0] + line.letters[:, 2]) / 2).tolist()
    rows, columns = len(symbols), len(centres)
    cost = np.zeros((rows + 1, columns + 1))
    cost[:, 0] = _SKIPPED * np.arange(rows + 1)
    cost[0, :] = _SKIPPED * np.arange(columns + 1)
    fits = [
        [
            _misfit(symbol, centre, guess, letter)
            for centre, guess in zip(centres, guesses, strict=True)
        ]
        for symbol in symbols
    ]
    table = cost.tolist()
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            table[i][j] = min(
                table[i - 1][j - 1] + fits[i - 1][j - 1],
                table[i - 1][j] + _SKIPPED,
                table[i][j - 1] + _SKIPPED,
            )
    places = list(_walk(table, fits, symbols, guesses))[::-1]
    sides = iter(zip(line.letters[:, 0].tolist(), line.letters[:, 2].tolist(), strict=True))
    for place in places:
        if place.guess is not None:
            place.sides = next(sides)
    return places


def _walk(
    table: Sequence[Sequence[float]],
    fits: Sequence[Sequence[float]],
    symbols: Sequence[Symbol],
    guesses: Sequence[Guess],
) -> Iterator[_Place]:
    """The cheapest way through the table, from its end."""
    i, j = len(symbols), len(guesses)
    while i or j:
        if i and j and table[i][j] == table[i - 1][j - 1] + fits[i - 1][j - 1]:
            i, j = i - 1, j - 1
            yield _Place(symbols[i], guesses[j], symbols[i].text)
        elif i and (not j or table[i][j] == table[i - 1][j] + _SKIPPED):
            i -= 1
            yield _Place(symbols[i], None, symbols[i].text)
        else:
            j -= 1
            yield _Place(None, guesses[j], "")


def _misfit(symbol: Symbol, centre: float, guess: Guess, letter: float) -> float:
    away = abs((symbol.left + symbol.right) / 2 - centre) / letter
    if away > _FARTHEST:
        return 2 * _SKIPPED + 1
    return 0.5 * away + (_MISFIT if (symbol.text in DIGITS) != (guess.digit != OTHER) else 0.0)


def _settle(places: Sequence[_Place], text: str) -> None:
    """Decide what stands at each place; `text` is the line's as Tesseract read it."""
    digit = [_has_shape(place) for place in places]
    for number, place in enumerate(places):
        symbol, guess = place.symbol, place.guess
        beside = any(digit[k] for k in (number - 1, number + 1) if 0 <= k < len(places))
        if symbol is not None and symbol.text in DIGITS:
            _settle_digit(place)
        elif guess is None or not digit[number]:
            continue
        elif symbol is None:
            # Tesseract left it out: only within a number is that believed.
            if beside and guess.margin >= _SURE:
                place.text, place.sure = DIGITS[guess.digit], False
        elif beside or _is_odd(place, text):
            place.text = DIGITS[guess.digit]
            place.sure = guess.margin >= _SURE


def _settle_digit(place: _Place) -> None:
    """What Tesseract took for a Thai digit."""
    guess = place.guess
    if guess is None:
        place.sure = False
    elif guess.digit != OTHER:
        place.text, place.sure = DIGITS[guess.digit], guess.margin >= _SURE
    else:
        place.sure = False
        if guess.margin < _SURE:
            place.text = DIGITS[guess.best_digit]


def _has_shape(place: _Place) -> bool:
    """Whether the blob looks like a Thai digit; a Thai letter must look so without doubt."""
    guess, symbol = place.guess, place.symbol
    if guess is None or guess.digit == OTHER:
        return False
    letter = symbol is not None and _THAI_LETTER.fullmatch(symbol.text)
    return guess.margin >= (_SURE if letter else _LIKELY)


def _is_odd(place: _Place, text: str) -> bool:
    """Whether a symbol that stands alone, or that Thai is not written with, is surely a digit."""
    symbol, guess = place.symbol, place.guess
    if symbol is None or guess is None:
        return False
    before, after = text[: symbol.at][-1:], text[symbol.at + len(symbol.text) :][:1]
    alone = not before.strip() and not after.strip(" .)")
    if alone and symbol.text not in _LONE_WORDS:
        return guess.margin >= _SURE
    odd = not _THAI_LETTER.fullmatch(symbol.text) or symbol.confidence < _DOUBTFUL_LETTER
    return odd and guess.margin >= _ALONE


def _drop_made_up(places: Sequence[_Place], letter: float) -> None:
    """Take out symbols within a number that no blob stands for, where there is no room for one."""
    for number, place in enumerate(places):
        if place.guess is not None or place.symbol is None:
            continue
        around = [places[k] for k in (number - 1, number + 1) if 0 <= k < len(places)]
        if not _MADE_UP.fullmatch(place.symbol.text) or not any(
            _has_shape(other) and other.text in DIGITS for other in around
        ):
            continue
        place.text = ""
        whole = len(around) == 2 and all(other.guess is not None for other in around)
        place.sure = whole and around[1].sides[0] - around[0].sides[1] < _ROOM * letter


def _written(text: str, places: Sequence[_Place], *, rough: bool) -> Digits:
    """The text with what was settled, and its doubtful numbers."""
    out: list[str] = []
    unsure: list[bool] = []
    done = 0
    for place in places:
        if place.symbol is not None:
            kept = text[done : place.symbol.at]
            out.extend(kept)
            unsure.extend([False] * len(kept))
            done = place.symbol.at + len(place.symbol.text)
        if not place.text and unsure and not place.sure:
            # What was taken out leaves its doubt to the number it stood in.
            unsure[-1] = True
        out.extend(place.text)
        unsure.extend([not place.sure] * len(place.text))
    out.extend(text[done:])
    unsure.extend([False] * (len(text) - done))
    written = "".join(out)
    doubtful = [
        found.group()
        for found in NUMBER.finditer(written)
        if any(unsure[found.start() : found.end()])
        or (rough and any(letter in DIGITS for letter in found.group()))
    ]
    return Digits(text=written, doubtful=tuple(doubtful))
