"""Damaged text: surveyed over a document, mended where that is sure, measured where not.

Mended is only what clean Thai never has, or a broken word that is no word where the repaired one
is. One line may be ambiguous ("ทาการ"); a document with "ประจาปี" and "ดาเนินการ" throughout has
lost all its ำ: it is surveyed first. Dropped marks ("การบร หารความเส ยง") cannot be put back; the
share of letters outside words shows that the file must be read another way.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from itasearch.text.repair.lost_letters import put_back_letters
from itasearch.text.repair.mojibake import redecode
from itasearch.text.repair.moved_marks import mend_moved_marks, moved_signs
from itasearch.text.repair.sara_am import mend_sara_am
from itasearch.text.thai.characters import (
    CONSONANTS,
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    REPLACEMENT,
    SARA_AM,
    THAI,
    TONES,
    canonical,
)
from itasearch.text.thai.lexicon import cheapest_cut, is_thai_word, reading_cost
from itasearch.text.thai.normalize import kept_for_short_texts

UNREADABLE = 0.04
"""Share of letters outside words from which on a text is badly read. Reports and
government news have 0.3 to 1.4 %, a list of place names 2 %; with one mark in ten
dropped 3 %, with three in ten 7 %."""
_LEAST_LETTERS = 400  # with fewer a document is too short to measure: its share is 0; by hand
_MOST_LETTERS = 5_000  # about so many of a longer document are measured, every n-th text; by hand
_LEAST_SEEN = 3  # times that a document shows a damage in common words, no slip; by hand
_CONTEXT = 24  # letters on each side of a split ำ by which its reading is chosen; by hand

_RUN = re.compile(f"[{THAI}]+")
_MIXED = re.compile("[๐-๙][0-9]|[0-9][๐-๙]")
_NUMBER = re.compile("[0-9๐-๙]+")

# Common in any report, and no clean text holds them with the other letter.
_WITH_SARA_AM = "ดำเนิน|สำนัก|ประจำ|จำนวน|สำคัญ|กำหนด|แนะนำ|คำสั่ง|ตำบล|อำเภอ|สำหรับ|สำเร็จ|กำลัง|ลำดับ"
_WITH_SARA_AA = (
    "ความ|โครงการ|หน่วยงาน|รายงาน|มาตรการ|ประชาชน|สามารถ|ราชการ|ด้าน|ผ่าน|ว่า|ภายใน|ระยะเวลา|พัฒนา"
)
_EITHER = "[าำ]"

_WITH_SARA_AM_PATTERN = re.compile(_WITH_SARA_AM.replace("ำ", _EITHER))
_WITH_SARA_AA_PATTERN = re.compile(_WITH_SARA_AA.replace("า", _EITHER))
_REPLACED_PATTERN = re.compile(_WITH_SARA_AM.replace("ำ", f"{REPLACEMENT}า?"))

# เจ้าหน้าทที่ี่: a consonant and its marks, written one over the other.
_DOUBLED = re.compile(f"([{CONSONANTS}])\\1(?=[{MARKS}]*([{MARKS}])[{MARKS}]*\\2)")
_ZERO = re.compile("(?<=[๐-๙])(?:o|O(?![0-9๐-๙]))(?![A-Za-z])")  # "๑o.๓"; not "ข้อ ๓O๑๕"
# Bold made by printing twice: "แแผผนน".
_PRINTED_TWICE = re.compile(r"(?:([ก-๛])\1){4,}")
# No word begins with a mark, ะ or า, and none ends with a lead vowel.
_SPLIT_AM = re.compile(f"(?P<left>[{CONSONANTS}][{TONES}]?) +(?P<tone>[{TONES}]?)(?P<vowel>[าำ])")
_TORN = re.compile(
    f"(?<=[{CONSONANTS}{MARKS}]) +(?=[{MARKS}ะ])|(?<=[{LEAD_VOWELS}]) (?=[{CONSONANTS}])"
)
# The first letters of a word, before letters with which none begins: "อ งค์การ".
_APART = re.compile(
    rf"(?<!\S)(?P<left>[{LEAD_VOWELS}]?[{CONSONANTS}]{{1,2}}[{TONES}]?) "
    rf"(?P<right>(?![{FOLLOW_VOWELS}])[{THAI}]{{2,24}})"
)
# A heading set wide: "ป ร ะ ก า ศ".
_LETTER = f"(?:[{LEAD_VOWELS}]?[{CONSONANTS}][{MARKS}]*|[{LEAD_VOWELS}{FOLLOW_VOWELS}])"
_SPACED = re.compile(rf"(?<!\S){_LETTER}(?: {_LETTER}){{3,}}(?!\S)")
_BEFORE = re.compile(f"[{THAI}]{{0,{_CONTEXT}}}$")
_AFTER = re.compile(f"[{THAI}]{{0,{_CONTEXT}}}")

_SHORT_FORM = re.compile(f"(?<![{THAI}])(?:[ก-ฮ]{{1,2}}|เม|มี|มิ)\\.")
"""Letters of a month, a year or an office that stand for a word: ต.ค., พ.ศ."""


def unread_share(texts: Sequence[str]) -> float:
    """Share (0–1) of Thai letters and U+FFFD in no known word; sampled; 0 of short texts."""
    step = max(1, sum(map(len, texts)) // _MOST_LETTERS)
    letters = stray = 0
    for text in (_SHORT_FORM.sub(" ", text) for text in texts[::step]):
        lost = text.count(REPLACEMENT)
        letters += lost
        stray += lost
        for match in _RUN.finditer(text):
            letters += len(match.group())
            stray += sum(len(piece) == 1 for piece in cheapest_cut(match.group()))
    return stray / letters if letters >= _LEAST_LETTERS else 0.0


def mixed_numbers(text: str) -> int:
    """How many numbers of `text` mix Thai and Arabic digits ("๒๕61"); they stay as written."""
    if not _MIXED.search(text):
        return 0
    return sum(1 for match in _NUMBER.finditer(text) if _MIXED.search(match.group()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What went wrong throughout a document."""

    lost_nikhahit: float = 0.0  #: share (0–1) of its ำ that are written า
    false_nikhahit: float = 0.0  #: the reverse
    replaced_sara_am: bool = False  #: by U+FFFD
    moved_marks: bool = False  #: by one letter


_CACHED_LINES = 16_384  # short undamaged lines whose mended text is kept, some 20 MB at most

NO_HABITS = Habits()  #: of a text about which nothing is known


def survey(texts: Iterable[str]) -> Habits:
    """The damage throughout the document that `texts` (as read) are; NO_HABITS for clean text."""
    lost, false, replaced, signs = [0, 0], [0, 0], 0, 0
    for text in texts:
        _count(_WITH_SARA_AM_PATTERN, text, lost)
        _count(_WITH_SARA_AA_PATTERN, text, false)
        if REPLACEMENT in text:
            replaced += sum(1 for _ in _REPLACED_PATTERN.finditer(text))
        if signs < _LEAST_SEEN:
            signs += moved_signs(text)
    return Habits(
        lost_nikhahit=_share(lost[0], sum(lost)),
        false_nikhahit=_share(false[1], sum(false)),
        replaced_sara_am=replaced >= _LEAST_SEEN,
        moved_marks=signs >= _LEAST_SEEN,
    )


def _count(pattern: re.Pattern[str], text: str, seen: list[int]) -> None:
    for match in pattern.finditer(text):
        seen[0] += match.group().count("า")
        seen[1] += match.group().count("ำ")


def _share(wrong: int, seen: int) -> float:
    return wrong / seen if wrong >= _LEAST_SEEN else 0.0


class RepairKind(StrEnum):
    """What was repaired in a text."""

    DECODED = "decoded by the right table"
    DOUBLED = "doubled letter removed"
    JOINED = "torn letters joined"
    LETTER = "lost letter put back"
    MOVED = "moved marks put back"
    SARA_AM = "ำ put right"
    SPLIT = "split ำ joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A mended text; `repairs`: (kind, how often), without changes of encoding only."""

    text: str
    repairs: tuple[tuple[str, int], ...] = ()


def mend(text: str, *, habits: Habits = NO_HABITS) -> Mended:
    """Normalise `text` as read and put back what it lost; `habits` let doubtful words be mended.

    Not for normalised text: removing a soft hyphen loses the ญ of wrongly decoded Thai. Idempotent,
    linear, never raises; clean text comes back as `canonical`.
    """
    return _mended_alone(text) if habits == NO_HABITS else _mended(text, habits)


def _mended(text: str, habits: Habits = NO_HABITS) -> Mended:
    counts: Counter[str] = Counter()
    while True:
        mended = _one_pass(text, counts, habits)
        if mended == text:
            return Mended(text=text, repairs=tuple(sorted(counts.items())))
        text = mended


_mended_alone = kept_for_short_texts(_CACHED_LINES)(_mended)


def _one_pass(text: str, counts: Counter[str], habits: Habits) -> str:
    text, runs = redecode(text)
    text, twice = _replace(_PRINTED_TWICE, text, lambda m: m[0][::2] if len({*m[0]}) > 2 else m[0])
    text, doubled = _DOUBLED.subn(r"\1", text)
    text, zeros = _ZERO.subn("๐", text)
    text = canonical(text)
    spaced = split = torn = apart = 0
    if " " in text:
        text, spaced = _replace(_SPACED, text, _close_up)
        text, split = _replace(_SPLIT_AM, text, _join_am)
    text, lost = put_back_letters(text, sara_am_likely=habits.replaced_sara_am)
    text, moved = mend_moved_marks(text, suspected=habits.moved_marks)
    if " " in text:
        text, torn = _TORN.subn("", text)
        text, apart = _replace(_APART, text, _join_first)
    text, changed = mend_sara_am(
        text, lost_share=habits.lost_nikhahit, false_share=habits.false_nikhahit
    )
    repairs = (
        (RepairKind.DECODED, runs),
        (RepairKind.DOUBLED, doubled + twice),
        (RepairKind.SPLIT, split),
        (RepairKind.JOINED, torn + spaced + apart),
        (RepairKind.MOVED, moved),
        (RepairKind.LETTER, lost + zeros),
        (RepairKind.SARA_AM, changed),
    )
    for kind, count in repairs:
        if count:
            counts[str(kind)] += count
    return text


def _replace(
    pattern: re.Pattern[str], text: str, choose: Callable[[re.Match[str]], str]
) -> tuple[str, int]:
    changed = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal changed
        chosen = choose(match)
        changed += chosen != match.group()
        return chosen

    return pattern.sub(replace, text), changed


def _close_up(match: re.Match[str]) -> str:
    """Letters set wide as words; unchanged if they make none ("ก ข ค ง")."""
    closed = match.group().replace(" ", "")
    return closed if all(map(is_thai_word, cheapest_cut(canonical(closed)))) else match.group()


def _join_am(match: re.Match[str]) -> str:
    """ำ with a space for its nikhahit, or า within a word ("จ าก")."""
    stem = match["left"] + match["tone"]
    if match["vowel"] == SARA_AM:
        return stem + SARA_AM
    text, start, end = match.string, match.start(), match.end()
    before = _BEFORE.search(text, max(0, start - _CONTEXT), start)
    after = _AFTER.match(text, end)
    left, right = (before.group() if before else "") + stem, after.group() if after else ""
    if reading_cost(left + SARA_AM + right) <= reading_cost(left + "า" + right):
        return stem + SARA_AM
    return stem + "า" if _goes_over(left, "า" + right) else match.group()


def _join_first(match: re.Match[str]) -> str:
    """The first letters of a word and the rest, where this begins with no word itself."""
    left, right = match["left"], match["right"]
    begins = is_thai_word(cheapest_cut(right)[0])
    return match[0] if begins or not _goes_over(left, right) else left + right


def _goes_over(left: str, right: str) -> bool:
    end = 0
    for word in cheapest_cut(left + right):
        start, end = end, end + len(word)
        if end > len(left):
            # "ป่ า" alone is a word; a bare letter and า may be anything.
            whole = end > len(left) + 1 or left[-1] in TONES
            return start < len(left) and whole and is_thai_word(word)
    return False
