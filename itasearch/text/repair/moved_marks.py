"""Marks that a converter moved over the next consonant ("คูม่ อื" for คู่มือ), moved back.

Only phrases with a cluster that Thai cannot have are tried, or with a common word so damaged:
ั and ื are always followed by a consonant, and no word ends in a tone over a bare consonant. The
phrase is read as words with the same letters and the same marks, those of a cluster or the last
of them one place further on; a moved mark must save more than it costs.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from itasearch.text.thai.characters import (
    CONSONANTS,
    LEAD_VOWELS,
    MARKS,
    REPLACEMENT,
    SARA_AM,
    TONES,
    WORD_LETTERS,
    canonical,
)
from itasearch.text.thai.lexicon import UNKNOWN_COST, word_costs

_IMPOSSIBLE = re.compile(
    f"(?=[ัื]|[{CONSONANTS}][{TONES}])(?:[ัื][{TONES}]?(?![{CONSONANTS}{MARKS}{REPLACEMENT}])"
    f"|(?<![{LEAD_VOWELS}])(?<![{LEAD_VOWELS}][{CONSONANTS}])[{CONSONANTS}][{TONES}]"
    f"(?![{WORD_LETTERS}{REPLACEMENT}]| [าำ]))"
)
# Common in any report; none is another word with its marks moved.
_COMMON_WORDS = (
    "กิจกรรม ขั้นตอน ข้อมูล คุณธรรม ความเสี่ยง คู่มือ เจ้าหน้าที่ จัดซื้อ ชี้วัด ตัวชี้ ทุจริต บริการ บริหาร ปฏิบัติ ปรับปรุง"
    " ปีงบประมาณ ประเมิน โปร่งใส ผลลัพธ์ ผู้รับ ผิดชอบ พัสดุ ระดับ ร้องเรียน ร่วม วินัย วิธีการ ส่วน ส่งเสริม หน่วย"
)
_PHRASE = re.compile(
    f"(?<![{WORD_LETTERS}{REPLACEMENT}])[{WORD_LETTERS}]+(?: [{WORD_LETTERS}]+)*"
    f"(?![{WORD_LETTERS}{REPLACEMENT}])"
)
_CLUSTER = re.compile(f"([^{MARKS} ])([{MARKS}]*)( ?)")
_MARK = re.compile(f"[{MARKS}]")
_MARKS_BEFORE = re.compile(f"([{MARKS}]+)([{CONSONANTS}])")
_NO_MARKS = dict.fromkeys([32, *(code for code in range(0xE00, 0xE80) if _MARK.match(chr(code)))])
_CONSONANT = re.compile(f"[{CONSONANTS}]")
_LONGEST_PHRASE = 400  # letters; a longer phrase stays as read, which bounds the work; by hand
_MOST_CLUSTERS = 16  # of a word, without its marks

# Costs are natural logarithms, as those of `word_costs`.
_MOVE_COST = 6.0
_MOVE_COST_IN_COMPANY = 3.0  # of a moved mark, where more than one place shows moved marks

_WRAP_COST = 5.0  # of a space within a word that no moved mark comes before; by hand
_NIKHAHIT_COST = 4.0  # of า read as ำ, or the reverse; by hand


@dataclass(frozen=True, slots=True)
class _Cluster:
    base: str
    marks: str
    gap: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    bases: str
    marks: tuple[str, ...]
    cost: float


_Way = tuple[float, str, int]
"""The cheapest way to a state: its cost, the text it writes and the marks it moves back."""


def moved_signs(text: str) -> int:
    """How many clusters of `text` show that marks were moved: none in clean text."""
    damaged = sum(map(text.count, _damaged_words())) if _MARK.search(text) else 0
    return damaged + sum(1 for _ in _IMPOSSIBLE.finditer(text))


@cache
def _damaged_words() -> frozenset[str]:
    """The common words with the last mark of a cluster, or all, one letter further on."""
    cuts = (
        (word[: match.start()], match[1], size, match[2], word[match.end() :])
        for word in _COMMON_WORDS.split()
        for match in _MARKS_BEFORE.finditer(word)
        for size in range(len(match[1]))
    )
    return frozenset(
        canonical(before + marks[:size] + letter + marks[size:] + behind)
        for before, marks, size, letter, behind in cuts
    )


def mend_moved_marks(text: str, *, suspected: bool = False) -> tuple[str, int]:
    """Text with marks moved back, and how many; `suspected` elsewhere in the document."""
    signs = moved_signs(text)
    if not (signs or suspected):
        return text, 0
    move_cost = _MOVE_COST if signs < 2 and not suspected else _MOVE_COST_IN_COMPANY
    moved = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal moved
        phrase = match.group()
        if len(phrase) > _LONGEST_PHRASE or not _MARK.search(phrase):
            return phrase
        mended, moves = _likeliest(phrase, move_cost)
        moved += moves
        return mended if moves else phrase

    return _PHRASE.sub(mend, text), moved


@cache
def _words_by_bases() -> dict[str, list[str]]:
    words: defaultdict[str, list[str]] = defaultdict(list)
    for text in word_costs():
        bases = text.translate(_NO_MARKS)
        if 2 <= len(bases) <= _MOST_CLUSTERS or len(text) > 1 == len(bases):
            words[bases.replace(SARA_AM, "า")].append(text)
    return words


@lru_cache(maxsize=16_384)
def _words(bases: str) -> tuple[_Word, ...]:
    words = []
    for text in _words_by_bases().get(bases, ()):
        clusters = _clusters(text)
        letters = "".join(cluster.base for cluster in clusters)
        marks = tuple(cluster.marks for cluster in clusters)
        words.append(_Word(text, letters, marks, word_costs()[text]))
    return tuple(words)


def _clusters(text: str) -> list[_Cluster]:
    return [_Cluster(*parts) for parts in _CLUSTER.findall(text)]


@lru_cache(maxsize=4096)
def _likeliest(phrase: str, move_cost: float) -> tuple[str, int]:
    clusters = _clusters(phrase)
    folded = "".join(cluster.base for cluster in clusters).replace(SARA_AM, "า")
    size = len(clusters)
    best: list[dict[str, _Way]] = [{} for _ in range(size + 1)]
    best[0][""] = (0.0, "", 0)
    for start, here in enumerate(clusters):
        for carried, (cost, text, moves) in best[start].items():
            if not carried:
                as_read = text + here.base + here.marks + here.gap
                _offer(best[start + 1], "", (cost + UNKNOWN_COST, as_read, moves))
            for end in range(start + 1, min(start + _MOST_CLUSTERS, size) + 1):
                for word in _words(folded[start:end]):
                    read = _read(word, clusters, start, carried, move_cost)
                    if read is not None:
                        more, left_over, written, moved = read
                        way = (cost + more, text + written, moves + moved)
                        _offer(best[end], left_over, way)
    _, text, moves = best[size].get("", (0.0, phrase, 0))
    return text, moves


def _offer(ways: dict[str, _Way], carried: str, way: _Way) -> None:
    if carried not in ways or way[0] < ways[carried][0]:
        ways[carried] = way


def _read(
    word: _Word, clusters: list[_Cluster], start: int, carried: str, move_cost: float
) -> tuple[float, str, str, int] | None:
    """`word` over the clusters from `start`: (cost, marks left over, text, moves), or None."""
    cost, moves, last = word.cost, 0, start + len(word.marks) - 1
    kept_gap = False
    for position, need in enumerate(word.marks, start):
        cluster = clusters[position]
        own = _without(cluster.marks, carried)
        if own is None or not need.startswith(own):
            return None
        after_move = bool(carried)
        carried = need[len(own) :]
        if carried:
            if position + 1 >= len(clusters) or not _CONSONANT.match(clusters[position + 1].base):
                return None
            cost, moves = cost + move_cost, moves + len(carried)
        cost += _NIKHAHIT_COST * (cluster.base != word.bases[position - start])
        if cluster.gap and not after_move:
            kept_gap = position == last
            cost += 0 if kept_gap else _WRAP_COST
    return cost, carried, word.text + (" " if kept_gap else ""), moves


def _without(marks: str, carried: str) -> str | None:
    for mark in carried:
        if mark not in marks:
            return None
        marks = marks.replace(mark, "", 1)
    return marks
