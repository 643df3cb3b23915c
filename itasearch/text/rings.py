"""ำ read as า, or า as ำ: put right where the word as read is no word and the other is.

Old fonts draw ำ as a ring and a leg; converters and OCR lose the ring or add one.
"ทางาน" might be "ทา งาน" or a broken "ทำงาน": the cheaper reading wins, and every
changed letter must earn its penalty. Imports its neighbours only.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pythainlp.corpus.tnc import unigram_word_freqs

from itasearch.text.lexicon import LONGEST_WORD, UNKNOWN_COST, thai_word_set, word_costs

_LOST_COST = 5.0
_FALSE_COST = 6.0
"""What a changed letter must save: at e^5 the other reading is 150 times as likely."""

_LEAST_LETTERS = 3
_LEAST_COUNT = 20
_LEAST_COUNT_OF_SHORT = 1_000
"""Of a word in the corpus to be read into a text; for one of three letters."""

_RUN = re.compile("[ก-ฺเ-๎]+")
_LEG = re.compile("[าำ]")
_FOLD = str.maketrans("ำ", "า")


def mend_rings(text: str) -> tuple[str, int]:
    """`text` with lost and false rings of ำ put right, and how many; the length stays."""
    changed = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal changed
        run = match.group()
        if not _is_suspect(run):
            return run
        mended = _likeliest(run)
        changed += sum(a != b for a, b in zip(run, mended, strict=True))
        return mended

    return _RUN.sub(mend, text), changed


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Words with า or ำ by their form with all ำ as า."""
    readings: defaultdict[str, list[str]] = defaultdict(list)
    counts = unigram_word_freqs()
    for word in thai_word_set():
        least = _LEAST_COUNT_OF_SHORT if len(word) == _LEAST_LETTERS else _LEAST_COUNT
        if len(word) >= _LEAST_LETTERS and counts.get(word, 0) >= least and _LEG.search(word):
            readings[word.translate(_FOLD)].append(word)
    return {form: tuple(sorted(words)) for form, words in readings.items()}


@cache
def _ringless() -> frozenset[str]:
    """Forms of words that lost all their rings and are no words themselves."""
    words = thai_word_set()
    return frozenset(
        form
        for form, readings in _readings().items()
        if form not in words and any("ำ" in word for word in readings)
    )


def _is_suspect(run: str) -> bool:
    """Whether a broken word may stand in `run`; a cheap test that most clean runs fail."""
    words, ringless = thai_word_set(), _ringless()
    for place, letter in enumerate(run):
        if letter not in "าำ":
            continue
        known = ringless if letter == "า" else words
        found = any(
            run[start:end] in known
            for start in range(max(0, place - 8), place)
            for end in range(max(place + 1, start + _LEAST_LETTERS), min(len(run), start + 14) + 1)
        )
        if found is (letter == "า"):
            return True
    return False


def _likeliest(run: str) -> str:
    """The cheapest reading of `run`, its own letters preferred."""
    size = len(run)
    costs, words, readings = word_costs(), thai_word_set(), _readings()
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * size
    for start in range(size):
        here = best[start][0]
        _offer(best, start + 1, (here + UNKNOWN_COST, start, run[start]))
        for end in range(start + 2, min(start + LONGEST_WORD, size) + 1):
            form = run[start:end]
            if form in words:
                _offer(best, end, (here + costs[form], start, form))
                continue
            for word in readings.get(form.translate(_FOLD), ()):
                _offer(best, end, (here + costs[word] + _change_cost(form, word), start, word))
    pieces, end = [], size
    while end:
        _, start, piece = best[end]
        pieces.append((run[start:end], piece))
        end = start
    return "".join(_trusted(pieces[::-1]))


def _trusted(pieces: list[tuple[str, str]]) -> Iterator[str]:
    """The mended pieces; beside a letter that belongs to no word, as they were read."""
    stray = [len(read) == 1 for read, _ in pieces]
    for place, (read, mended) in enumerate(pieces):
        beside_stray = any(stray[max(0, place - 1) : place + 2])
        yield read if beside_stray else mended


def _change_cost(form: str, word: str) -> float:
    letters = zip(form, word, strict=True)
    return sum(_LOST_COST if a == "า" else _FALSE_COST for a, b in letters if a != b)


def _offer(best: list[tuple[float, int, str]], end: int, candidate: tuple[float, int, str]) -> None:
    if candidate[0] < best[end][0]:
        best[end] = candidate
