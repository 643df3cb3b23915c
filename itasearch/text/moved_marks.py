"""Marks that a converter moved over the next consonant ("คูม่ อื" for คู่มือ), moved back.

Only around a cluster that Thai cannot have: ั and ื are always followed by a
consonant, and no word ends in a tone over a bare consonant. There, every way to
move marks back and to close the spaces is tried, and the cheapest taken if it reads
as words throughout. Imports its neighbours only.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from itasearch.text.characters import CONSONANTS, LEAD_VOWELS, MARKS, TONES, canonical
from itasearch.text.lexicon import cheapest_cut, is_thai_word, reading_cost

_LETTERS = "ก-ฺเ-ๅ็-๎"
_CONTEXT = 14
_IMPOSSIBLE = re.compile(
    f"[ัื][{TONES}]?(?![{CONSONANTS}{TONES}])"
    f"|(?<![{LEAD_VOWELS}])(?<![{LEAD_VOWELS}][{CONSONANTS}])[{CONSONANTS}][{TONES}](?![{_LETTERS}])"
)
_BEFORE = re.compile(f"(?:[{_LETTERS}]+ )?[{_LETTERS}]*$")
_AFTER = re.compile(f"(?: ?[{_LETTERS}]+)?")
_MOVABLE = re.compile(f"(?<=[{CONSONANTS}{MARKS}])[{CONSONANTS}](?P<marks>[{MARKS}]+)")
_MOST_PLACES = 5
_LEAST_SAVING = 12.0
_KEPT_SPACE_COST = 4.0


def mend_moved_marks(text: str) -> tuple[str, int]:
    """`text` with moved marks moved back where that makes words, and how many places."""
    mended, places, position = [], 0, 0
    for match in _IMPOSSIBLE.finditer(text):
        if match.start() < position:
            continue
        before = _BEFORE.search(text, max(position, match.start() - _CONTEXT), match.start())
        after = _AFTER.match(text, match.end(), match.end() + _CONTEXT)
        start = before.start() if before else match.start()
        end = after.end() if after else match.end()
        best = _best(text[start:end])
        if best is not None:
            mended += [text[position:start], best]
            places, position = places + 1, end
    return "".join([*mended, text[position:]]), places


@lru_cache(maxsize=4096)
def _best(damaged: str) -> str | None:
    """The cheapest reading of `damaged` with marks moved back; None if none is all words."""
    ranked = sorted((_cost(candidate), candidate) for candidate in set(_candidates(damaged)))
    if not ranked or ranked[0][0] + _LEAST_SAVING > _cost(damaged):
        return None
    best = ranked[0][1]
    words = (piece for part in best.split() for piece in cheapest_cut(part))
    return best if all(is_thai_word(word) for word in words) else None


def _candidates(damaged: str) -> Iterator[str]:
    gaps = [place for place, letter in enumerate(damaged) if letter == " "]
    for kept in product((False, True), repeat=len(gaps)):
        removed = {gap for gap, keep in zip(gaps, kept, strict=True) if not keep}
        text = "".join(letter for place, letter in enumerate(damaged) if place not in removed)
        moves = [match.span() for match in _MOVABLE.finditer(text)][:_MOST_PLACES]
        # Of each consonant's marks none, the first or all may belong to the one before.
        for counts in product(*({0, 1, end - start - 1} for start, end in moves)):
            letters = list(text)
            for (start, _), count in zip(moves, counts, strict=True):
                moved = letters[start + 1 : start + 1 + count]
                letters[start : start + 1 + count] = [*moved, letters[start]]
            yield canonical("".join(letters))


def _cost(text: str) -> float:
    # Such a converter puts a space after every moved mark: closing is the rule.
    return sum(reading_cost(part) for part in text.split()) + _KEPT_SPACE_COST * text.count(" ")
