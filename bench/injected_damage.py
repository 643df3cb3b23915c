"""Damage of Thai text as PDF converters, OCR and wrong tables do it, injected into clean text.

Each kind takes a clean line, a source of chance and the rate (of places that could be
damaged), and gives the damaged line with the spans of the clean line that were hit.
Written from how such tools work, not from the rules that mend. Imports the package
for normal forms and word boundaries only.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from itasearch.domain.words import segmenter

Change = tuple[int, int, str]
"""A span of the clean line and what stands there instead."""

_C, _M, _T = "ก-ฮ", "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e", "\u0e48-\u0e4b"
_AM = re.compile(f"(?P<tone>[{_T}]?)ำ")
_LEG = re.compile(f"(?<=[{_C}{_T}])า")
_CLUSTER = re.compile(f"(?P<base>[{_C}])(?P<marks>[{_M}]{{1,3}})(?P<next>[{_C}])(?![{_M}])")
_MARKED = re.compile(f"[{_C}](?P<marks>[{_M}]{{1,3}})")
_LONG_RUN = re.compile("[ก-ฺเ-๎]{8,}")
_THAI_NUMBER = re.compile("[๐-๙]{2,}")
_THAI = re.compile("[ก-๛]")
_UNDEFINED = re.compile("[^ -~ก-๛]")


@dataclass(frozen=True, slots=True)
class Injected:
    """A damaged line and the spans of the clean line that were hit."""

    text: str
    spans: tuple[tuple[int, int], ...]


Damage = Callable[[str, random.Random, float], Injected]


def _applied(line: str, changes: Iterator[Change], chance: random.Random, rate: float) -> Injected:
    pieces, spans, position = [], [], 0
    for start, end, new in changes:
        if start < position or chance.random() >= rate:
            continue
        pieces += [line[position:start], new]
        spans.append((start, end))
        position = end
    return Injected("".join([*pieces, line[position:]]), tuple(spans))


def split_am(line: str, chance: random.Random, rate: float) -> Injected:
    """ำ whose ring became a space or stands apart: "ส านัก", "น ้า", "น้ า"."""

    def changes() -> Iterator[Change]:
        for match in _AM.finditer(line):
            tone = match["tone"]
            forms = (f"{tone} า", f" {tone}า" if tone else " า", f"{tone} ำ", f"{tone} า")
            yield match.start(), match.end(), chance.choice(forms)

    return _applied(line, changes(), chance, rate)


def decomposed_am(line: str, chance: random.Random, rate: float) -> Injected:
    """ำ as ํ and า, the tone before, between or after."""

    def changes() -> Iterator[Change]:
        for match in _AM.finditer(line):
            tone = match["tone"]
            forms = (f"{tone}\u0e4dา", f"\u0e4d{tone}า", f"{tone}า\u0e4d")
            yield match.start(), match.end(), chance.choice(forms)

    return _applied(line, changes(), chance, rate)


def lost_ring(line: str, chance: random.Random, rate: float) -> Injected:
    """ำ read as า."""
    return _applied(line, ((m.start(), m.end(), "า") for m in re.finditer("ำ", line)), chance, rate)


def false_ring(line: str, chance: random.Random, rate: float) -> Injected:
    """า read as ำ."""
    return _applied(line, ((m.start(), m.end(), "ำ") for m in _LEG.finditer(line)), chance, rate)


def _moved(line: str, chance: random.Random, rate: float, *, gap: str) -> Injected:
    def changes() -> Iterator[Change]:
        for match in _CLUSTER.finditer(line):
            marks = match["marks"]
            moved = f"{match['base']}{marks[:-1]}{match['next']}{marks[-1]}{gap}"
            yield match.start(), match.end(), moved

    return _applied(line, changes(), chance, rate)


def moved_with_space(line: str, chance: random.Random, rate: float) -> Injected:
    """The last mark of a cluster over the next letter, and a space after: "จดั ทำ"."""
    return _moved(line, chance, rate, gap=" ")


def moved(line: str, chance: random.Random, rate: float) -> Injected:
    """The last mark of a cluster over the next letter: "จดัทำ"."""
    return _moved(line, chance, rate, gap="")


def dropped_marks(line: str, chance: random.Random, rate: float) -> Injected:
    """Marks lost, or a space in their place: "การบร หารความเส ยง"."""

    def changes() -> Iterator[Change]:
        for match in _MARKED.finditer(line):
            yield match.start(), match.end(), match.group()[0] + chance.choice((" ", " ", ""))

    return _applied(line, changes(), chance, rate)


def replaced_am(line: str, chance: random.Random, rate: float) -> Injected:
    """U+FFFD for ำ or for its ring."""

    def changes() -> Iterator[Change]:
        for match in re.finditer("ำ", line):
            yield match.start(), match.end(), chance.choice(("\ufffd", "\ufffdา"))

    return _applied(line, changes(), chance, rate)


def replaced_mark(line: str, chance: random.Random, rate: float) -> Injected:
    """U+FFFD for one mark."""
    marks = re.finditer(f"[{_M}]", line)
    return _applied(line, ((m.start(), m.end(), "\ufffd") for m in marks), chance, rate)


def replaced_letter(line: str, chance: random.Random, rate: float) -> Injected:
    """U+FFFD for one consonant or vowel."""
    letters = re.finditer("[ก-ะาเ-ไ]", line)
    return _applied(line, ((m.start(), m.end(), "\ufffd") for m in letters), chance, rate)


def doubled(line: str, chance: random.Random, rate: float) -> Injected:
    """A cluster drawn over itself: "เจ้าหน้าทที่ี่"."""

    def changes() -> Iterator[Change]:
        for match in _MARKED.finditer(line):
            base, marks = match.group()[0], match["marks"]
            each = base * 2 + "".join(mark * 2 for mark in marks)
            # ทที่ี่: base, base, all marks, all marks.
            forms = (each, base * 2 + marks * 2, base + marks + marks)
            yield match.start(), match.end(), chance.choice(forms)

    return _applied(line, changes(), chance, rate)


def printed_twice(line: str, chance: random.Random, rate: float) -> Injected:
    """Bold made by printing twice: each letter of a run comes twice ("แแผผนน")."""
    runs = _LONG_RUN.finditer(line)
    changes = ((m.start(), m.end(), "".join(letter * 2 for letter in m.group())) for m in runs)
    return _applied(line, changes, chance, rate)


def mixed_digits(line: str, chance: random.Random, rate: float) -> Injected:
    """Some digits of a Thai number as Arabic ones."""

    def changes() -> Iterator[Change]:
        for match in _THAI_NUMBER.finditer(line):
            number = match.group()
            cut = chance.randrange(1, len(number))
            arabic = "".join(str(int(digit)) for digit in number[cut:])
            yield match.start(), match.end(), number[:cut] + arabic

    return _applied(line, changes(), chance, rate)


def wrapped(line: str, chance: random.Random, rate: float) -> Injected:
    """A space where a narrow cell's line ended: at a word's end, about every 1/rate letters."""
    width, column, spaces = max(2, round(1 / rate)), 0, list[Change]()
    words = [(s.start, s.end) for s in segmenter().spans(line) if _THAI.match(line[s.start])]
    for (start, end), (following, _) in pairwise(words):
        column += end - start
        if column >= width * chance.uniform(0.7, 1.0) and end == following:
            spaces.append((end, end, " "))
            column = 0
    return _applied(line, iter(spaces), chance, 1.1)


def misdecoded(*tables: str) -> Damage:
    """Damage that writes a line by one table and reads it by the next, again and again."""

    def damage(line: str, chance: random.Random, rate: float) -> Injected:
        clean = _UNDEFINED.sub("", line)
        if clean != line or not _THAI.search(line) or chance.random() >= rate:
            return Injected(line, ())
        text = line
        for written, read in zip(tables[::2], tables[1::2], strict=True):
            # As a tool reads bytes: what the table lacks becomes the C1 control of that byte.
            pairs = ((bytes([byte]).decode(read, "ignore"), byte) for byte in text.encode(written))
            text = "".join(letter or chr(byte) for letter, byte in pairs)
        return Injected(text, ((0, len(line)),))

    return damage
