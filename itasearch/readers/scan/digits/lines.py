"""Thai digits of a line read again by their shapes, and which numbers stay doubtful.

Tesseract's letters and the blobs of ink are laid side by side (`_aligned`); where a blob
has a digit's shape, that digit stands. A letter of a word is never made a digit by its
shape alone.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from itasearch.readers.scan.digits.places import (
    NARROW_GAP,
    NUMBER,
    Digits,
    Place,
    put_points,
    written,
)
from itasearch.readers.scan.digits.shapes import DIGITS, OTHER, thai_digits
from itasearch.readers.scan.digits.touching import WIDE, DigitPiece, Measures, cut_apart, grown
from itasearch.readers.scan.ink_lines import InkLine
from itasearch.readers.scan.tesseract import RawLine, Symbol

_MARK = re.compile("[ัิ-ฺ็-๎ํ]")
_SURE = 0.3  # margin from which a digit is beyond doubt
_LIKELY = 0.12
_ALONE = 0.35  # margin at which a lone odd letter becomes a digit
_CUT_BELOW = 0.35  # margin of a wide blob that may be several digits
_DOUBTFUL_LETTER = 0.85
_SKIPPED = 0.8  # of a letter's height: cost of a symbol without a blob or a blob without one
_MISFIT = 0.4
_FARTHEST = 2.0
_APART = 0.7  # Tesseract's boxes are right to half a letter
_CLEAN = 0.88  # confidence of a line in which nothing looks like a digit misread
_SUSPECT = re.compile(r"[^\s()/ก-๎]|(?<!\S)[ก-ฮ](?![^\s.)])")
_ARABIC = frozenset("0123456789")
_SURE_ARABIC = 0.9
_FLAT = frozenset("-–.,")
_STOPS = frozenset("-–.,()/:")
_LONE_WORDS = frozenset("ณฯๆ")
_MADE_UP = re.compile("[0-9A-Za-z๐-๙]")
_THAI_LETTER = re.compile("[ก-ฮ]")
_HAS_INK = re.compile(r"[ก-ฮๆ)\]]")


def reread(raw: RawLine, line: InkLine, *, letter: float, rough: bool) -> Digits:
    """Read a line's Thai digits again.

    Args:
        raw: as Tesseract read it.
        line: its picture and blobs.
        letter: usual height of a letter on the page, in pixels.
        rough: the page is noisy or was enlarged, so that no Thai digit is beyond doubt.
    """
    if raw.confidence >= _CLEAN and not _SUSPECT.search(raw.text):
        return Digits(text=raw.text, doubtful=())
    blobs = _blobs(line, letter)
    if not any(blob.guess.digit != OTHER for blob in blobs) and not NUMBER.search(raw.text):
        return Digits(text=raw.text, doubtful=())
    places = _aligned(raw, blobs, letter)
    _grow_broken(places, line, _measures(line, letter))
    _settle(places, raw.text, letter)
    put_points(places, line.picture, _measures(line, letter))
    _drop_made_up(places, letter)
    return written(raw.text, places, letter=letter, rough=rough)


def _blobs(line: InkLine, letter: float) -> list[DigitPiece]:
    """The line's blobs and what they look like, digits that touch cut apart."""
    measures = _measures(line, letter)
    boxes = [tuple(box) for box in line.letters.tolist()]
    digits = thai_digits()
    guesses = digits.guess([measures.shape(line.picture, box) for box in boxes])
    out: list[DigitPiece] = []
    for box, guess in zip(boxes, guesses, strict=True):
        wide = box[2] - box[0] > WIDE * measures.letter
        pieces: Sequence[DigitPiece] = ()
        if wide and guess.margin < _CUT_BELOW:
            pieces = cut_apart(line.picture, box, measures, digits)
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


def _aligned(raw: RawLine, blobs: Sequence[DigitPiece], letter: float) -> list[Place]:
    """Symbols and blobs side by side, each at most once, both in order, at the least cost."""
    symbols = [symbol for symbol in raw.symbols if not _MARK.fullmatch(symbol.text)]
    fits = [[_misfit(symbol, blob, letter) for blob in blobs] for symbol in symbols]
    table = [[_SKIPPED * (i + j) for j in range(len(blobs) + 1)] for i in range(len(symbols) + 1)]
    for i in range(1, len(symbols) + 1):
        for j in range(1, len(blobs) + 1):
            table[i][j] = min(
                table[i - 1][j - 1] + fits[i - 1][j - 1],
                table[i - 1][j] + _SKIPPED,
                table[i][j - 1] + _SKIPPED,
            )
    return list(_walk(table, fits, symbols, blobs))[::-1]


def _walk(
    table: Sequence[Sequence[float]],
    fits: Sequence[Sequence[float]],
    symbols: Sequence[Symbol],
    blobs: Sequence[DigitPiece],
) -> Iterator[Place]:
    """The cheapest way through the table, from its end."""
    i, j = len(symbols), len(blobs)
    while i or j:
        if i and j and table[i][j] == table[i - 1][j - 1] + fits[i - 1][j - 1]:
            i, j = i - 1, j - 1
            yield Place(symbols[i], blobs[j], symbols[i].text)
        elif i and (not j or table[i][j] == table[i - 1][j] + _SKIPPED):
            i -= 1
            yield Place(symbols[i], None, symbols[i].text)
        else:
            j -= 1
            yield Place(None, blobs[j], "")


def _misfit(symbol: Symbol, blob: DigitPiece, letter: float) -> float:
    centre = (blob.box[0] + blob.box[2]) / 2
    away = abs((symbol.left + symbol.right) / 2 - centre) / letter
    apart = max(symbol.left - blob.box[2], blob.box[0] - symbol.right) / letter
    if away > _FARTHEST or apart > _APART:
        return 2 * _SKIPPED + 1
    if symbol.text in _FLAT:
        return 2 * _SKIPPED + 1  # blobs are as high as letters: this one is a piece of one
    if symbol.text in _STOPS and blob.guess.digit != OTHER and blob.guess.margin >= _SURE:
        return 2 * _SKIPPED + 1
    unlike = (symbol.text in DIGITS) != (blob.guess.digit != OTHER)
    return 0.5 * away + (_MISFIT if unlike else 0.0)


def _grow_broken(places: Sequence[Place], line: InkLine, measures: Measures) -> None:
    """Put together what thin strokes broke, where Tesseract saw a Thai digit."""
    for number, place in enumerate(places):
        symbol, guess = place.symbol, place.guess
        if symbol is None or symbol.text not in DIGITS:
            continue
        if guess is not None and guess.digit != OTHER and guess.margin >= _SURE:
            continue
        sides = place.blob.box if place.blob else (symbol.left, 0, symbol.right, 0)
        whole = grown(line.picture, (sides[0], sides[2]), measures, thai_digits())
        others = [each for each in places if each is not place and each.blob is not None]
        if whole is None or any(_is_taken(each, whole) for each in others):
            continue
        place.blob = whole
        for other in (places[k] for k in (number - 1, number + 1) if 0 <= k < len(places)):
            # The other piece was a blob that no symbol stands for.
            if other.symbol is None and other.blob and _within(other.blob, whole):
                other.blob = None


def _is_taken(place: Place, whole: DigitPiece) -> bool:
    """Whether `whole` takes in a blob that is something by itself."""
    if place.blob is None or not _within(place.blob, whole):
        return False
    return place.symbol is not None or _has_shape(place)


def _within(part: DigitPiece, whole: DigitPiece) -> bool:
    return whole.box[0] <= (part.box[0] + part.box[2]) / 2 <= whole.box[2]


def _settle(places: Sequence[Place], text: str, letter: float) -> None:
    """Decide what stands at each place; `text` is the line's as Tesseract read it."""
    digit = [_has_shape(place) for place in places]
    for number, place in enumerate(places):
        symbol, guess = place.symbol, place.guess
        beside = any(digit[k] for k in (number - 1, number + 1) if 0 <= k < len(places))
        if symbol is not None and symbol.text in _ARABIC:
            place.sure = symbol.confidence >= _SURE_ARABIC and guess is not None
        if symbol is not None and symbol.text in DIGITS:
            _settle_digit(place, widest=WIDE * letter)
        elif guess is None or not digit[number]:
            continue
        elif symbol is None:
            # Tesseract left it out: only within a number is that believed.
            if beside and guess.margin >= _SURE:
                place.text = DIGITS[guess.digit]
        elif beside or _is_odd(place, text):
            place.text = DIGITS[guess.digit]
            place.sure = guess.margin >= _SURE


def _settle_digit(place: Place, *, widest: float) -> None:
    """What Tesseract took for a Thai digit."""
    guess = place.guess
    if guess is None:
        place.sure = False
    elif guess.digit != OTHER:
        place.text, place.sure = DIGITS[guess.digit], guess.margin >= _SURE
    else:
        place.sure = False
        # A wide blob is several letters: Tesseract counted them at least.
        if guess.margin < _LIKELY and place.blob and place.blob.box[2] - place.blob.box[0] < widest:
            place.text = DIGITS[guess.best_digit]


def _has_shape(place: Place) -> bool:
    """Whether the blob looks like a Thai digit; a Thai letter must look so without doubt."""
    guess, symbol = place.guess, place.symbol
    if guess is None or guess.digit == OTHER:
        return False
    letter = symbol is not None and _THAI_LETTER.fullmatch(symbol.text)
    return guess.margin >= (_SURE if letter else _LIKELY)


def _is_odd(place: Place, text: str) -> bool:
    """Whether a symbol that stands alone, or that Thai is not written with, is surely a digit."""
    symbol, guess = place.symbol, place.guess
    if symbol is None or guess is None:
        return False
    before, after = text[: symbol.at][-1:], text[symbol.at + len(symbol.text) :][:1]
    alone = not before.strip() and not after.strip(" .,)")
    if alone and symbol.text not in _LONE_WORDS:
        return guess.margin >= _SURE
    odd = not _THAI_LETTER.fullmatch(symbol.text) or symbol.confidence < _DOUBTFUL_LETTER
    return odd and guess.margin >= _ALONE


def _runs_out_of(places: Sequence[Place], number: int) -> bool:
    """Whether a symbol follows a digit without a space: a letter without ink was made up."""
    before, symbol = places[number - 1] if number else None, places[number].symbol
    if any(place.symbol is None for place in places[number + 1 : number + 2]):
        return False  # the next blob may be its ink
    if before is None or before.symbol is None or symbol is None or not _has_shape(before):
        return False
    return before.text in DIGITS and before.symbol.at + len(before.symbol.text) == symbol.at


def _drop_made_up(places: Sequence[Place], letter: float) -> None:
    """Take out symbols within a number that no blob stands for, where there is no room for one."""
    for number, place in enumerate(places):
        if place.guess is not None or place.symbol is None:
            continue
        around = [places[k] for k in (number - 1, number + 1) if 0 <= k < len(places)]
        digits = sum(_has_shape(other) and other.text in DIGITS for other in around)
        if _HAS_INK.fullmatch(place.symbol.text) and _runs_out_of(places, number):
            place.text, place.sure = "", False
            continue
        if digits < (1 if _MADE_UP.fullmatch(place.symbol.text) else 2):
            continue
        beside = [other.blob for other in around if other.blob is not None]
        narrow = len(beside) == 2 and beside[1].box[0] - beside[0].box[2] < NARROW_GAP * letter
        if place.symbol.text in _STOPS and not narrow:
            continue  # a dash is no blob of a letter's height
        place.text, place.sure = "", narrow
