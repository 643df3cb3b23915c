"""What a person meant to type: misspellings, and the keyboard in the other language.

Misspellings are weighed by an edit distance with small costs for what is easily mistaken:
tone marks, vowels, letters of one sound (ร ล, ศ ษ ส, ใ ไ), a silent letter with its ์, a
letter doubled, two letters that changed places. Thai Kedmanee and English QWERTY share the
keys: without switching, ร้องเรียน becomes "ihv'giupo" and complaint "แนทยสฟรืะ".
"""

import re
from itertools import combinations

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

_ALIKE = ["รล", "สศษซชฌฉ", "ไใ", "ดตฎฏ", "นณญ", "ทธฑฒถฐ", "ขคฃฅฆ", "ปบ", "พภฟผฝ"]
_SKELETON = str.maketrans(
    dict.fromkeys("็่้๊๋ํะัิีึืุู") | {letter: group[0] for group in _ALIKE for letter in group}
)
_SILENT_OR_DOUBLED = re.compile(r".์|(.)(?=\1)")


def as_thai_keys(text: str) -> str:
    """What the same keys give on a Thai keyboard; the length stays the same."""
    return text.translate(_TO_THAI)


def as_latin_keys(text: str) -> str:
    """What the same keys give on an English keyboard; the length stays the same."""
    return text.translate(_TO_LATIN)


def slip_cost(typed: str, meant: str, *, most: float) -> float:
    """What turns `meant` into `typed`: 0 for nothing, up to 1 for each letter changed.

    Args:
        most: a cost above this one may be returned as infinity.
    """
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


def _is_swap(one: _Change, other: _Change, typed: str, meant: str) -> bool:
    if {one[0], other[0]} == {"insert", "delete"}:
        deleted, inserted = (one, other) if one[0] == "delete" else (other, one)
        same = typed[deleted[1]] == meant[inserted[2]]
        return same and abs(inserted[1] - deleted[1]) <= 2
    both = one[0] == other[0] == "replace" and other[1] == one[1] + 1
    return both and typed[one[1] : one[1] + 2] == meant[one[2] : one[2] + 2][::-1]


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
    if text[at + 1 : at + 2] == _SILENT:
        return _SOUND_COST
    if letter in _LATIN_VOWELS:
        return _SWAP_COST
    return _VOWEL_COST if letter in _VOWELS else _OTHER_COST


def _replaced(one: str, other: str) -> float:
    if one in _MARKS and other in _MARKS:
        return _MARK_COST
    if frozenset((one, other)) in _SOUNDS:
        return _SOUND_COST
    if one in _MARKS | _VOWELS and other in _MARKS | _VOWELS:
        return _VOWEL_COST
    return _SWAP_COST if one in _LATIN_VOWELS and other in _LATIN_VOWELS else _OTHER_COST


def skeleton(word: str) -> str:
    """What a Thai word shares with most of its misspellings: its consonants by their sound."""
    return _SILENT_OR_DOUBLED.sub("", word.translate(_SKELETON))
