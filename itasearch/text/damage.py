"""Letters that a file has lost or torn apart, put back where that is sure.

Only what cannot be right text is touched: a form that clean Thai never has, or a
broken word that is no word where the repaired one is. What stays doubtful stays as
it was read. Imports its neighbours only.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from itasearch.text.characters import (
    CONSONANTS,
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    REPLACEMENT,
    SARA_AM,
    TONES,
    canonical,
)
from itasearch.text.lexicon import cheapest_cut, is_thai_word, reading_cost
from itasearch.text.mojibake import redecode
from itasearch.text.moved_marks import mend_moved_marks
from itasearch.text.rings import mend_rings


class RepairKind(StrEnum):
    """What was done to a text; the words stand in a report's warnings."""

    DECODED = "decoded by the right table"
    DOUBLED = "doubled letter removed"
    JOINED = "torn letters joined"
    LETTER = "lost letter put back"
    MOVED = "moved marks put back"
    RING = "ำ put right"
    SPLIT = "split ำ joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text after mending.

    Attributes:
        text: the mended text.
        repairs: (kind, how often) of the repairs made, by kind; empty when nothing but
            the encoding of clusters was changed.
    """

    text: str
    repairs: tuple[tuple[str, int], ...] = ()


_CONTEXT = 24
_MARGIN = 3.0
"""How much cheaper the best letter must be than the next best."""

# เจ้าหน้าทที่ี่: a consonant and its marks, written one over the other.
_DOUBLED = re.compile(f"([{CONSONANTS}])\\1(?=[{MARKS}]*([{MARKS}])[{MARKS}]*\\2)")
# No word begins with a mark, ะ or า, and none ends with a lead vowel.
_SPLIT_AM = re.compile(f"(?P<left>[{CONSONANTS}][{TONES}]?) +(?P<tone>[{TONES}]?)(?P<vowel>[าำ])")
_TORN = re.compile(
    f"(?<=[{CONSONANTS}{MARKS}]) +(?=[{MARKS}ะ])|(?<=[{LEAD_VOWELS}]) (?=[{CONSONANTS}])"
)
# A heading set wide: "ป ร ะ ก า ศ".
_LETTER = f"(?:[{LEAD_VOWELS}]?[{CONSONANTS}][{MARKS}]*|[{LEAD_VOWELS}{FOLLOW_VOWELS}])"
_SPACED = re.compile(rf"(?<!\S){_LETTER}(?: {_LETTER}){{3,}}(?!\S)")
_LOST = re.compile(f"(?<=[ก-๎]){REPLACEMENT}(?!{REPLACEMENT})(?P<leg>[{TONES}]?า)?")
_BEFORE = re.compile(f"[ก-ฺเ-๎]{{0,{_CONTEXT}}}$")
_AFTER = re.compile(f"[ก-ฺเ-๎]{{0,{_CONTEXT}}}")
_CANDIDATES = (SARA_AM, *"่้๊๋ิีึืุูั็์า")


def mend(text: str) -> Mended:
    """Normalise `text` and put back what it lost.

    Mend what a reader gives, not normalised text: removing a soft hyphen loses the ญ
    of wrongly decoded Thai. Lengths change. Idempotent; clean text comes back as
    `normalize` gives it. Never raises; work grows linearly with the length.

    Returns:
        the mended text and what was repaired how often.
    """
    counts: Counter[str] = Counter()
    while True:
        mended = _one_pass(text, counts)
        if mended == text:
            return Mended(text=text, repairs=tuple(sorted(counts.items())))
        text = mended


def _one_pass(text: str, counts: Counter[str]) -> str:
    text, runs = redecode(text)
    text, doubled = _DOUBLED.subn(r"\1", text)
    text = canonical(text)
    text, spaced = _replace(_SPACED, text, _close_up)
    text, split = _replace(_SPLIT_AM, text, _join_am)
    text, moved = mend_moved_marks(text)
    text, torn = _TORN.subn("", text)
    lost = 0
    if REPLACEMENT in text:
        text, lost = _replace(_LOST, text, _put_back)
    text, rings = mend_rings(text)
    found = {
        RepairKind.DECODED: runs,
        RepairKind.DOUBLED: doubled,
        RepairKind.SPLIT: split,
        RepairKind.JOINED: torn + spaced,
        RepairKind.MOVED: moved,
        RepairKind.LETTER: lost,
        RepairKind.RING: rings,
    }
    counts.update({str(kind): count for kind, count in found.items() if count})
    return text


def _replace(
    pattern: re.Pattern[str], text: str, choose: Callable[[re.Match[str], str, str], str]
) -> tuple[str, int]:
    """`text` with each match as `choose` has it, which sees the letters around; and how many."""
    changed = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal changed
        before = _BEFORE.search(text, max(0, match.start() - _CONTEXT), match.start())
        after = _AFTER.match(text, match.end())
        chosen = choose(match, before.group() if before else "", after.group() if after else "")
        changed += chosen != match.group()
        return chosen

    return pattern.sub(replace, text), changed


def _close_up(match: re.Match[str], _before: str, _after: str) -> str:
    """Letters set wide as one word or more, as they are where they make none ("ก ข ค ง")."""
    closed = match.group().replace(" ", "")
    return closed if all(map(is_thai_word, cheapest_cut(canonical(closed)))) else match.group()


def _join_am(match: re.Match[str], before: str, after: str) -> str:
    stem = match["left"] + match["tone"]
    if match["vowel"] == SARA_AM:
        return stem + SARA_AM
    return min(
        (stem + SARA_AM, stem + "า"), key=lambda letters: reading_cost(before + letters + after)
    )


def _put_back(match: re.Match[str], before: str, after: str) -> str:
    """The likeliest letter, or the match as it is where none is clearly likeliest."""
    leg = match["leg"] or ""
    candidates = {letter + leg for letter in _CANDIDATES} | {leg}
    if leg:
        candidates.add(leg[:-1] + SARA_AM)
    ranked = sorted(
        (reading_cost(before + letters + after), letters) for letters in sorted(candidates)
    )
    (cost, letters), (next_cost, _) = ranked[0], ranked[1]
    sure = letters != leg and next_cost - cost >= _MARGIN
    return letters if sure else match.group()
