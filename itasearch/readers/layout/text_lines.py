"""Letters to lines and words, by where they stand: the order in a file is no order of reading.

Spaces are told by gaps as well as by space letters: many programs write none. Before a
Thai mark, ะ, า or ำ no word begins, so no space stands there. Imports the standard library and
readers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itasearch.readers.layout.page import Box, Word

_SAME_LINE = 0.45
"""Baselines that differ by less, in letter sizes, are one line."""
_SPACE = 0.15
_LOOSE_SPACE = 0.26
_TORN = 1.0
"""A gap so wide, in letter sizes, parts even what no word begins with."""
_OVERPRINT = 0.12
_ASCENT = 0.95
_DESCENT = 0.3
NEVER_FIRST = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅๆฯ")


@dataclass(slots=True)
class Letter:
    """A letter with its marks, in a frame in which its line runs from left to right.

    Attributes:
        text: the letter and its marks; " " for a space.
        left, right: where its advance begins and ends.
        base: its base line, counted downwards.
        size: of its type, in the same unit.
        run: the text object it comes from; 0 when not known.
        loose: `right` is where the ink ends, so that a small gap follows.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    run: int = 0
    loose: bool = False


@dataclass(slots=True)
class TextLine:
    """One line: its words from left to right; `size` is that of its type."""

    words: list[Word]
    size: float

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text.strip() for word in self.words)

    @property
    def spaced_end(self) -> bool:
        """Whether a space ended it."""
        return self.words[-1].text.endswith(" ")

    @property
    def box(self) -> Box:
        """Around all words."""
        return Box(
            left=self.words[0].box.left,
            top=min(word.box.top for word in self.words),
            right=self.words[-1].box.right,
            bottom=max(word.box.bottom for word in self.words),
        )


def lines_of(letters: Sequence[Letter]) -> list[TextLine]:
    """The lines that these letters make, from the top down; each from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.base):
        reach = _SAME_LINE * letter.size
        if rows and letter.base - rows[-1][0].base <= min(reach, _SAME_LINE * rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    lines = (_line(row) for row in rows)
    return [line for line in lines if line.words]


def _line(row: list[Letter]) -> TextLine:
    row.sort(key=lambda letter: letter.left)
    size = max((letter.size for letter in row if letter.text != " "), default=0.0)
    return TextLine(words=list(_words(row)), size=size)


def _words(row: Sequence[Letter]) -> Iterator[Word]:
    parts: list[Letter] = []
    text: list[str] = []
    spaced = False
    for letter in row:
        if letter.text == " ":
            spaced = True
            continue
        if parts:
            last = parts[-1]
            gap = letter.left - last.right
            if _overprinted(last, letter):
                continue
            wide = gap > (_LOOSE_SPACE if last.loose else _SPACE) * letter.size
            if (spaced or wide) and (
                letter.text[0] not in NEVER_FIRST or gap > _TORN * letter.size
            ):
                yield _word(parts, text)
                parts, text = [], []
        parts.append(letter)
        text.append(letter.text)
        spaced = False
    if parts:
        yield _word(parts, [*text, " " if spaced else ""])


def _overprinted(last: Letter, letter: Letter) -> bool:
    """Whether `letter` is drawn over `last` again, as some programs do to make it bold."""
    return letter.text == last.text and letter.left - last.left < _OVERPRINT * letter.size


def _word(parts: Sequence[Letter], text: Sequence[str]) -> Word:
    size = max(letter.size for letter in parts)
    base = parts[0].base
    right = max(letter.right for letter in parts)
    return Word(
        text="".join(text),
        box=line_box(parts[0].left, right, base=base, size=size),
    )


def line_box(left: float, right: float, *, base: float, size: float) -> Box:
    """The box of letters of this size that stand on `base`."""
    return Box(left=left, top=base - _ASCENT * size, right=right, bottom=base + _DESCENT * size)
