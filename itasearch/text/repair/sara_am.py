"""ำ read as า, or า as ำ: put right where the word as read is no word and the other is.

Old fonts draw ำ as nikhahit and sara aa; converters and OCR lose the nikhahit or add one. "ทางาน"
might be "ทา งาน" or a broken "ทำงาน": the cheaper reading wins, and every changed letter must earn
its penalty. The more of its ำ a document has lost, the less a lost one costs.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import ne

from itasearch.text.thai.characters import THAI
from itasearch.text.thai.lexicon import (
    LONGEST_WORD,
    UNKNOWN_COST,
    thai_word_set,
    word_costs,
    word_counts,
)

# Costs are natural logarithms, as those of `word_costs`.
_LOST_COST = 5.0
_FALSE_COST = 6.0  # what a changed letter must save; at e^5 it is 150 times as likely

_LEAST_CHANGE_COST = 1.5  # of a changed letter however usual the damage is; by hand
_SHORT = 3  # letters of a word up to which _LEAST_COUNT_OF_SHORT holds; by hand
_LEAST_BROKEN = 4  # letters of a word; broken forms of shorter ones are parts of others; by hand
_LEAST_COUNT = 20  # chosen by hand, as the next one
_LEAST_COUNT_OF_SHORT = 1_000  # of a word of two or three letters, in the corpus, to be read

_MOST_BEFORE, _LONGEST_FORM = 8, 14  # letters before an า or ำ, and of a form about it; by hand

_NAMES = frozenset(
    {"กาบัง", "หล่ำ", "ดาริกา", "อามาตย์", "สาราคำ", "ประกาลัง", "ระบาเลิศ", "บำหลาบ", "อำภา", "บำรอง"}
    | {"ฮำหมัด", "จำรึก", "ทานากะ", "ตาราวา"}
)
"""Of places and persons: of 6,155 districts and subdistricts and 22,000 names of persons
those that look like a word with another letter."""

_NAME_COST = 6.0  # of such a name, as of a word with 83,000 places in the corpus; by hand

_RUN = re.compile(f"[{THAI}]+")
_AA_OR_AM = re.compile("[าำ]")


@dataclass(frozen=True, slots=True)
class _Costs:
    lost: float
    false: float

    @property
    def doubts_words(self) -> bool:
        return self.lost < _LOST_COST or self.false < _FALSE_COST


def mend_sara_am(
    text: str, *, lost_share: float = 0.0, false_share: float = 0.0
) -> tuple[str, int]:
    """Canonical text with ำ and า put right, and how many; the length stays.

    The shares (0–1) are of the document: of its ำ that are written า, and of its า written ำ.
    """
    if "า" not in text and "ำ" not in text:
        return text, 0
    costs = _Costs(_cost(lost_share, _LOST_COST), _cost(false_share, _FALSE_COST))
    mended = _RUN.sub(lambda match: _mended_run(match.group(), costs), text)
    return mended, sum(map(ne, text, mended)) if mended != text else 0


def _cost(share: float, usual: float) -> float:
    """In nats, in steps, so that equal runs of a document are cached."""
    if not share:
        return usual
    return max(_LEAST_CHANGE_COST, min(usual, round(-math.log(share), 1)))


@lru_cache(maxsize=8192)
def _mended_run(run: str, costs: _Costs) -> str:
    if costs.doubts_words:
        suspect = (costs.lost < _LOST_COST and "า" in run) or "ำ" in run
    else:
        suspect = _is_suspect(run)
    return _likeliest(run, costs) if suspect else run


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    readings: defaultdict[str, list[str]] = defaultdict(list)
    words = thai_word_set()
    for word, count in word_counts().items():
        least = _LEAST_COUNT_OF_SHORT if len(word) <= _SHORT else _LEAST_COUNT
        if count >= least and ("า" in word or "ำ" in word) and word in words:
            readings[word.replace("ำ", "า")].append(word)
    return {form: tuple(sorted(words)) for form, words in readings.items()}


@cache
def _broken_forms() -> frozenset[str]:
    """Non-words: words with all ำ as า, or one or all า as ำ; short, with such a letter early."""
    words, broken = thai_word_set(), set[str]()
    for form, readings in _readings().items():
        for word in readings:
            if len(word) < _LEAST_BROKEN:
                continue
            broken.add(form)
            places = [match.start() for match in _AA_OR_AM.finditer(word)]
            broken.add(word.replace("า", "ำ"))
            broken.update(f"{word[:position]}ำ{word[position + 1 :]}" for position in places)
    return frozenset(
        form
        for form in broken - words
        if len(form) <= _LONGEST_FORM and _AA_OR_AM.search(form, 1, _MOST_BEFORE + 1)
    )


@cache
def _broken_ends() -> dict[str, set[int]]:
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for form in _broken_forms():
        lengths[form[: _LEAST_BROKEN - 1]].add(len(form))
    return lengths


def _is_suspect(run: str) -> bool:
    """A cheap test that most clean runs fail."""
    broken, ends = _broken_forms(), _broken_ends()
    for start in range(len(run) - _LEAST_BROKEN + 1):
        for length in ends.get(run[start : start + _LEAST_BROKEN - 1], ()):
            if run[start : start + length] in broken:
                return True
    return not all(_is_in_word(run, index) for index, letter in enumerate(run) if letter == "ำ")


def _is_in_word(run: str, position: int) -> bool:
    return any(
        run[start:end] in thai_word_set()
        for start in range(max(0, position - _MOST_BEFORE), position)
        for end in range(max(position + 1, start + 2), min(len(run), start + _LONGEST_FORM) + 1)
    )


def _likeliest(run: str, change: _Costs) -> str:
    size = len(run)
    costs, words, readings = word_costs(), thai_word_set(), _readings()
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * size
    for start in range(size):
        here = best[start][0]
        _offer(best, start + 1, (here + UNKNOWN_COST, start, run[start]))
        for end in range(start + 2, min(start + LONGEST_WORD, size) + 1):
            form = run[start:end]
            is_word = form in words
            if form in _NAMES:
                _offer(best, end, (here + _NAME_COST, start, form))
            if is_word:
                _offer(best, end, (here + costs[form], start, form))
            if is_word and not change.doubts_words:
                continue
            for word in readings.get(form.replace("ำ", "า"), ()):
                changed = (a for a, b in zip(form, word, strict=True) if a != b)
                cost = sum(change.lost if a == "า" else change.false for a in changed)
                _offer(best, end, (here + (costs[word] + cost), start, word))
    pieces, end = [], size
    while end:
        _, start, piece = best[end]
        pieces.append((run[start:end], piece))
        end = start
    pieces.reverse()
    stray = [len(read) == 1 for read, _ in pieces]
    # Pieces next to a letter that belongs to no word stay as read.
    return "".join(
        read if any(stray[max(0, position - 1) : position + 2]) else mended
        for position, (read, mended) in enumerate(pieces)
    )


def _offer(best: list[tuple[float, int, str]], end: int, candidate: tuple[float, int, str]) -> None:
    if candidate[0] < best[end][0]:
        best[end] = candidate
