"""Marked text made for a document (see model.documents), cut into lines, and its size in print.

A Thai letter's vowels and tone marks above and below it take no
width of their own, so lines are estimated from the letters that do.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import permutations

from itasearch.model.documents import Cell, DocumentGrid, MarkedText, TextMark, cell_text

# No XML file can hold the first of these, and lone surrogates no file at all; the last
# ones turn the direction of all letters after them, which makes a text say another one.
_UNPRINTABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


def printable(text: str) -> str:
    """`text` with line ends as "\\n", tabs as blanks, and without control characters.

    Emoji, joiners and the marks of a single letter's direction stay.
    """
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs, ASCII and full-width, that make a cell a formula in a spreadsheet."""


def csv_text(text: str) -> str:
    """`text` as a cell of a CSV file that no spreadsheet calculates.

    A text that begins like a formula gets an apostrophe before it.
    """
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


_NUMBER = re.compile(r"-[0-9][0-9,]*(?:\.[0-9]+)?%?")
_HYPHENS = ("-", "\uff0d")
_LIST_HYPHEN = re.compile(r"^[-\uff0d](?![0-9])", re.MULTILINE)


def csv_cell(text: str) -> str:
    """`text` so that no spreadsheet calculates it; a list keeps its look."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return text
    if text.startswith(_HYPHENS):
        text = _LIST_HYPHEN.sub("–", text)
    return csv_text(text)


def plain(text: str) -> Cell:
    """`text` as a cell without marks."""
    return marked(text, None)


def marked(text: str, mark: TextMark | None) -> Cell:
    """`text` as a cell under one mark, without what no file can hold; "" gives no piece."""
    clean = printable(text)
    return (MarkedText(text=clean, mark=mark),) if clean else ()


def has_mark(cell: Cell, mark: TextMark) -> bool:
    """Whether any piece of a cell is under `mark`."""
    return any(piece.mark is mark for piece in cell)


def lines_of(cell: Cell) -> list[Cell]:
    """A cell's lines, at least one; a piece over several lines is marked in each."""
    lines: list[list[MarkedText]] = [[]]
    for piece in cell:
        first, *others = piece.text.split("\n")
        lines[-1].append(MarkedText(text=first, mark=piece.mark))
        lines += [[MarkedText(text=text, mark=piece.mark)] for text in others]
    return [tuple(piece for piece in line if piece.text) for line in lines]


FONT = "TH Sarabun New"
"""What Thai offices print with; programs without it take a near one, which is larger."""

INKS = {
    TextMark.NOTICE: "7F4F00",
    TextMark.QUIET: "595959",
    TextMark.ADDED: "1B5E20",
    TextMark.REMOVED: "9B1C1C",
}
"""Colours of letters under a mark; the three without a fill have a contrast of at least 7 : 1."""

HEADER_FILL, GROUP_FILL = "E7E6E6", "F3F2F2"
"""Of a table's header row, and of a row that names what follows."""

LONGEST_PROPERTY = 255  # code points of a file's title and the like; python-docx takes no more

LETTER = 0.54  # mean width of a Thai letter, in font sizes; of Laksaman, the free font like FONT

LINE = 1.66  # height of a line, as a share of the font's size; of Laksaman too

_ABOVE_OR_BELOW = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a" + "".join(map(chr, range(0x0E47, 0x0E4F)))
)
_FILLED_SHARE = 0.92  # share of a line that is filled before a word is moved to the next one


def letters(text: str) -> int:
    """Letters of `text` that take width."""
    return sum(character not in _ABOVE_OR_BELOW for character in text)


def line_count(text: str, *, width: float, size: float) -> int:
    """Lines that `text` takes, at least 1, rather too many; width and size in points."""
    letters_of_line = max(1.0, _FILLED_SHARE * width / (LETTER * size))
    return sum(max(1, math.ceil(letters(line) / letters_of_line)) for line in text.split("\n"))


_LONGEST_WORD = 12  # letters of a Thai word that a column holds; "ประชาสัมพันธ์" has 10
_FITTED_ROWS = 60  # rows by which widths are fitted; the others are much alike; by hand
_STEP = 0.01  # by which shares are moved from one column to another


def fitted(grid: DocumentGrid, *, width: float, size: float, padding: float) -> DocumentGrid:
    """The table with columns as wide as makes it short; all in points, padding on both sides."""
    least = (_LONGEST_WORD * LETTER * size / _FILLED_SHARE + padding) / width
    fewest = math.ceil(least / _STEP)
    if fewest * len(grid.headers) * _STEP > 1:
        return grid
    rows = [list(map(cell_text, row)) for row in grid.rows if len(row) > 1][:_FITTED_ROWS]
    columns = [*zip(*rows, strict=True)]

    @cache
    def lines(column: int, steps: int) -> tuple[int, ...]:
        space = steps * _STEP * width - padding
        return tuple(line_count(text, width=space, size=size) for text in columns[column])

    def height(shares: Sequence[int]) -> int:
        by_column = (lines(column, steps) for column, steps in enumerate(shares))
        return sum(map(max, zip(*by_column, strict=True)))

    shares = _at_least(fewest, [round(share / _STEP) for share in grid.shares])
    best = height(shares) if rows else 0
    while rows:
        found, shorter = best, shares
        for giver, taker in permutations(range(len(shares)), 2):
            for moved in (1, 3):
                tried = list(shares)
                tried[giver] -= moved
                tried[taker] += moved
                if tried[giver] >= fewest and (tall := height(tried)) < found:
                    found, shorter = tall, tried
        if found == best:
            break
        best, shares = found, shorter
    return replace(grid, shares=tuple(steps / sum(shares) for steps in shares))


def _at_least(fewest: int, shares: Sequence[int]) -> list[int]:
    """The shares, none below `fewest`; the widest columns give what the others lack."""
    wide = [max(fewest, one) for one in shares]
    while sum(wide) > round(1 / _STEP):
        wide[wide.index(max(wide))] -= 1
    return wide
