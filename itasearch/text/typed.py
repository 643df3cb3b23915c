"""What a person meant to type: misspelled, cut short, on the other keyboard.

Misspellings are weighed by an edit distance with small costs for what is easily mistaken:
tone marks, vowels, letters of one sound (ร ล, ศ ษ ส, ใ ไ), a silent letter with its ์, a
letter doubled, two letters that changed places. Thai Kedmanee and English QWERTY share the
keys: without switching, ร้องเรียน becomes "ihv'giupo" and complaint "แนทยสฟรืะ".
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations

from rapidfuzz.distance import Levenshtein

_LATIN = "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
_THAI = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ"
_LATIN_SHIFTED = '!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_THAI_SHIFTED = '+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'

_TO_THAI = str.maketrans(_LATIN + _LATIN_SHIFTED, _THAI + _THAI_SHIFTED)
_TO_LATIN = str.maketrans(_THAI + _THAI_SHIFTED, _LATIN + _LATIN_SHIFTED)

_MARKS = frozenset("็่้๊๋์ํ")
_VOWELS = frozenset("ะัาำิีึืุูเแโใไฤๅ")
_SILENT = "์"
_SILENT_PAIR = re.compile("[ดตท]ร์")
_ONE_SOUND = (
    *("รล", "รน", "ศษสซ", "ใไ", "ฎฏ", "ณนญ", "ดตฎฏ", "ทธฑฒตถ", "ดท", "ฐถ"),
    *("บปพ", "ซชฉ", "ชฌ", "ขคฃฅฆ", "กค", "ยญ", "ฟฝพผ"),
)
_SOUNDS = {frozenset(pair) for group in _ONE_SOUND for pair in combinations(group, 2)}
_LATIN_VOWELS = frozenset("aeiouy")

# Costs of one slip in letters changed; chosen by hand, not measured.
_MARK_COST = 0.35  # a mark above or below lost, added or changed
_VOWEL_COST = 0.6  # the same of a vowel
_SOUND_COST = 0.4  # a letter of the same sound, or one that thanthakhat silences
_DOUBLED_COST = 0.35  # a letter written twice, or once of two
_SWAP_COST = 0.7  # two letters in reverse order; also a slip in a Latin vowel
_OTHER_COST = 1.0  # any other letter

_Change = tuple[str, int, int]


def as_thai_keys(text: str) -> str:
    """What the same keys give on a Thai keyboard; the length stays the same."""
    return text.translate(_TO_THAI)


def as_latin_keys(text: str) -> str:
    """What the same keys give on an English keyboard; the length stays the same."""
    return text.translate(_TO_LATIN)


def slip_cost(typed: str, meant: str, *, most: float) -> float:
    """What turns `meant` into `typed`, up to 1 a letter; above `most` perhaps infinity."""
    bound = int(most / _MARK_COST) + 1
    if abs(len(typed) - len(meant)) > bound:
        return float("inf")
    if Levenshtein.distance(typed, meant, score_cutoff=bound) > bound:
        return float("inf")
    changes = [(op.tag, op.src_pos, op.dest_pos) for op in Levenshtein.editops(typed, meant)]
    total, i = 0.0, 0
    while i < len(changes):
        if i + 1 < len(changes) and _is_swap(changes[i], changes[i + 1], typed, meant):
            total += _SWAP_COST
            i += 2
        else:
            total += _cost(changes[i], typed, meant)
            i += 1
    return total


def _is_swap(change: _Change, other: _Change, typed: str, meant: str) -> bool:
    if {change[0], other[0]} == {"insert", "delete"}:
        deleted, inserted = (change, other) if change[0] == "delete" else (other, change)
        same = typed[deleted[1]] == meant[inserted[2]]
        return same and abs(inserted[1] - deleted[1]) <= 2
    both = change[0] == other[0] == "replace" and other[1] == change[1] + 1
    return both and typed[change[1] : change[1] + 2] == meant[change[2] : change[2] + 2][::-1]


def _cost(change: _Change, typed: str, meant: str) -> float:
    tag, at_typed, at_meant = change
    if tag == "replace":
        return _replaced(typed[at_typed], meant[at_meant])
    text, at = (typed, at_typed) if tag == "delete" else (meant, at_meant)
    letter = text[at]
    if letter in _MARKS:
        return _MARK_COST
    if letter in (text[at - 1 : at], text[at + 1 : at + 2]):
        return _DOUBLED_COST
    if text[at + 1 : at + 2] == _SILENT or _SILENT_PAIR.match(text, at):
        return _SOUND_COST
    if letter in _LATIN_VOWELS:
        return _SWAP_COST
    return _VOWEL_COST if letter in _VOWELS else _OTHER_COST


def _replaced(letter: str, other: str) -> float:
    if letter in _MARKS and other in _MARKS:
        return _MARK_COST
    if frozenset((letter, other)) in _SOUNDS:
        return _SOUND_COST
    if letter in _MARKS | _VOWELS and other in _MARKS | _VOWELS:
        return _VOWEL_COST
    return _SWAP_COST if letter in _LATIN_VOWELS and other in _LATIN_VOWELS else _OTHER_COST


# Names by what was typed of them so far. All names are one text, so that a search is a scan by
# str.find, a millisecond for a million letters; Thai words that are not finished cannot be
# segmented.
_END = "\n"  # ends each name; squashed ones have none
_MOST_WORDS = 10  # different words, the longest, that a name must have; by hand


class Typeahead:
    """Squashed names by their numbers, from 0, those to be found first first; immutable."""

    def __init__(self, keys: Iterable[str]) -> None:
        lines = [key + _END for key in keys]
        *self._starts, _ = accumulate(map(len, lines), initial=len(_END))
        self._text = _END + "".join(lines)

    def __len__(self) -> int:
        return len(self._starts)

    def find(self, words: Sequence[str], *, most: int, inside: bool = True) -> list[int]:
        """Numbers of names with these squashed words, all or the ten longest, `most` of them.

        First names that begin with the words, then those with the first one. No word is empty or
        has line breaks.
        """
        joined = "".join(words)
        if not joined or _END in joined:
            return []
        different = sorted(dict.fromkeys(words), key=len, reverse=True)[:_MOST_WORDS]
        ways = [(_END + joined, [joined]), (_END + words[0], different)]
        if inside:
            ways.append((different[0], different))
        numbers: dict[int, None] = {}
        for sought, having in ways:
            if len(numbers) < most:
                # What an earlier way gave is given again.
                numbers |= dict.fromkeys(self._having(sought, having, most=most + len(numbers)))
        return list(numbers)[:most]

    def _having(self, sought: str, words: Sequence[str], *, most: int) -> Iterator[int]:
        count, at = 0, self._text.find(sought)
        while at >= 0 and count < most:
            number = bisect_right(self._starts, at + 1) - 1
            start = self._starts[number]
            end = self._text.find(_END, start)
            if all(self._text.find(word, start, end) >= 0 for word in words):
                count += 1
                yield number
            at = self._text.find(sought, end)
