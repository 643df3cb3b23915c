"""Letters that a converter could not name and wrote as U+FFFD, put back where one is sure.

"ประจ\ufffdาปี": every letter and mark is tried in the place of each U+FFFD, in all
words that go over it; the likeliest is taken if the next likely is far behind.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from itasearch.text.thai.characters import NIKHAHIT, REPLACEMENT, SARA_AM, TONES, WORD_LETTERS
from itasearch.text.thai.lexicon import LONGEST_WORD, UNKNOWN_COST, word_costs

_RUN = re.compile(
    f"[{WORD_LETTERS}{REPLACEMENT}]*[{WORD_LETTERS}]{REPLACEMENT}[{WORD_LETTERS}{REPLACEMENT}]*"
    f"|{REPLACEMENT}[{WORD_LETTERS}][{WORD_LETTERS}{REPLACEMENT}]*"
)
_CANDIDATES = tuple(
    chr(point) for point in (*range(0x0E01, 0x0E3A), *range(0x0E40, 0x0E45), *range(0x0E47, 0x0E4D))
)
_SPLIT_SARA_AM = re.compile(f"{NIKHAHIT}([{TONES}]?)า")
_TWICE = REPLACEMENT * 2
_LEAST_MARGIN = 3.0  # how much cheaper the best letter must be than the next best

_SARA_AM_GAIN = 6.0  # how much likelier ำ is where the document has lost it throughout

# A run beyond one of these stays as it is read: they bound the work. By hand, not measured.
_MOST_LOST = 12  # letters lost
_LONGEST_RUN = 200  # letters


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    cost: float
    letter: str = ""
    position: int = -1


def put_back_letters(text: str, *, sara_am_likely: bool = False) -> tuple[str, int]:
    """Text with lost letters put back, and how many; ำ if `sara_am_likely` in the document."""
    if REPLACEMENT not in text:
        return text, 0
    lost, gain = text.count(REPLACEMENT), _SARA_AM_GAIN if sara_am_likely else 0.0
    mended = _RUN.sub(lambda match: _mended(match.group(), gain), text)
    return mended, lost - mended.count(REPLACEMENT)


@lru_cache(maxsize=4096)
def _mended(run: str, sara_am_gain: float) -> str:
    places = [position for position, letter in enumerate(run) if letter == REPLACEMENT]
    if len(places) > _MOST_LOST or len(run) > _LONGEST_RUN or _TWICE in run:
        return run
    pieces = _pieces(run, places, sara_am_gain)
    before, after = _costs(len(run), pieces)
    letters = list(run)
    for position in places:
        best = dict[str, float]()
        for piece in pieces:
            if piece.start <= position < piece.end:
                letter = piece.letter if piece.position == position else ""
                cost = before[piece.start] + piece.cost + after[piece.end]
                best[letter] = min(cost, best.get(letter, math.inf))
        (cost, letter), *others = sorted((cost, letter) for letter, cost in best.items())
        if letter and (not others or others[0][0] - cost >= _LEAST_MARGIN):
            letters[position] = letter
    return _SPLIT_SARA_AM.sub(rf"\1{SARA_AM}", "".join(letters))


def _pieces(run: str, places: list[int], sara_am_gain: float) -> list[_Piece]:
    costs, size = word_costs(), len(run)
    pieces = [_Piece(position, position + 1, UNKNOWN_COST) for position in range(size)]
    for start in range(size):
        for end in range(start + 2, min(start + LONGEST_WORD, size) + 1):
            lost = [position for position in places if start <= position < end]
            form = run[start:end]
            if not lost and form in costs:
                pieces.append(_Piece(start, end, costs[form]))
            elif len(lost) == 1:
                pieces += _fillings(form, start, lost[0], sara_am_gain)
    return pieces


def _fillings(form: str, start: int, position: int, sara_am_gain: float) -> list[_Piece]:
    costs, pieces = word_costs(), list[_Piece]()
    head, tail = form[: position - start], form[position - start + 1 :]
    for letter in (*_CANDIDATES, NIKHAHIT):
        word = head + letter + tail
        if letter == NIKHAHIT:
            word = _SPLIT_SARA_AM.sub(rf"\1{SARA_AM}", word)
        cost = costs.get(word)
        if cost is not None:
            cost -= sara_am_gain * (letter in (SARA_AM, NIKHAHIT))
            pieces.append(_Piece(start, start + len(form), cost, letter, position))
    return pieces


def _costs(size: int, pieces: list[_Piece]) -> tuple[list[float], list[float]]:
    before = [0.0] + [math.inf] * size
    after = [math.inf] * size + [0.0]
    for piece in sorted(pieces, key=lambda piece: piece.start):
        before[piece.end] = min(before[piece.end], before[piece.start] + piece.cost)
    for piece in sorted(pieces, key=lambda piece: -piece.end):
        after[piece.start] = min(after[piece.start], after[piece.end] + piece.cost)
    return before, after
