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

from itasearch.text.repair.habits import NO_HABITS, Habits
from itasearch.text.repair.lost_letters import put_back_letters
from itasearch.text.repair.mojibake import redecode
from itasearch.text.repair.moved_marks import mend_moved_marks
from itasearch.text.repair.sara_am import mend_rings
from itasearch.text.thai.characters import (
    CONSONANTS,
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    SARA_AM,
    THAI,
    TONES,
    canonical,
)
from itasearch.text.thai.lexicon import cheapest_cut, is_thai_word, reading_cost


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

# เจ้าหน้าทที่ี่: a consonant and its marks, written one over the other.
_DOUBLED = re.compile(f"([{CONSONANTS}])\\1(?=[{MARKS}]*([{MARKS}])[{MARKS}]*\\2)")
# Bold made by printing twice: "แแผผนน".
_PRINTED_TWICE = re.compile(r"(?:([ก-๛])\1){4,}")
# No word begins with a mark, ะ or า, and none ends with a lead vowel.
_SPLIT_AM = re.compile(f"(?P<left>[{CONSONANTS}][{TONES}]?) +(?P<tone>[{TONES}]?)(?P<vowel>[าำ])")
_TORN = re.compile(
    f"(?<=[{CONSONANTS}{MARKS}]) +(?=[{MARKS}ะ])|(?<=[{LEAD_VOWELS}]) (?=[{CONSONANTS}])"
)
# A heading set wide: "ป ร ะ ก า ศ".
_LETTER = f"(?:[{LEAD_VOWELS}]?[{CONSONANTS}][{MARKS}]*|[{LEAD_VOWELS}{FOLLOW_VOWELS}])"
_SPACED = re.compile(rf"(?<!\S){_LETTER}(?: {_LETTER}){{3,}}(?!\S)")
_BEFORE = re.compile(f"[{THAI}]{{0,{_CONTEXT}}}$")
_AFTER = re.compile(f"[{THAI}]{{0,{_CONTEXT}}}")


def mend(text: str, *, habits: Habits = NO_HABITS) -> Mended:
    """Normalise `text` and put back what it lost.

    Mend what a reader gives, not normalised text: removing a soft hyphen loses the ญ
    of wrongly decoded Thai. Lengths change. Idempotent; clean text comes back as
    `normalize` gives it. Never raises; work grows linearly with the length.

    Args:
        text: as read.
        habits: what a survey of the whole document found; lets doubtful words be mended.

    Returns:
        the mended text and what was repaired how often.
    """
    counts: Counter[str] = Counter()
    while True:
        mended = _one_pass(text, counts, habits)
        if mended == text:
            return Mended(text=text, repairs=tuple(sorted(counts.items())))
        text = mended


def _one_pass(text: str, counts: Counter[str], habits: Habits) -> str:
    text, runs = redecode(text)
    text, twice = _replace(_PRINTED_TWICE, text, _halved)
    text, doubled = _DOUBLED.subn(r"\1", text)
    text = canonical(text)
    text, spaced = _replace(_SPACED, text, _close_up)
    text, split = _replace(_SPLIT_AM, text, _join_am)
    text, lost = put_back_letters(text, ring_likely=habits.replaced_rings)
    text, moved = mend_moved_marks(text, suspected=habits.moved_marks)
    text, torn = _TORN.subn("", text)
    text, rings = mend_rings(text, lost_share=habits.lost_rings, false_share=habits.false_rings)
    found = {
        RepairKind.DECODED: runs,
        RepairKind.DOUBLED: doubled + twice,
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


def _halved(match: re.Match[str], _before: str, _after: str) -> str:
    run = match.group()
    return run[::2] if len(set(run)) > 2 else run


def _join_am(match: re.Match[str], before: str, after: str) -> str:
    """ำ, whose ring became the space; or า where that is within a word ("จ าก")."""
    stem = match["left"] + match["tone"]
    if match["vowel"] == SARA_AM:
        return stem + SARA_AM
    ring, leg = (reading_cost(before + stem + vowel + after) for vowel in (SARA_AM, "า"))
    if ring <= leg:
        return stem + SARA_AM
    return stem + "า" if _goes_over(before + stem, "า" + after) else match.group()


def _goes_over(left: str, right: str) -> bool:
    """Whether a word of the cheapest reading begins in `left` and ends behind `right`'s first."""
    end = 0
    for word in cheapest_cut(left + right):
        start, end = end, end + len(word)
        if end > len(left):
            return start < len(left) and end > len(left) + 1 and is_thai_word(word)
    return False
