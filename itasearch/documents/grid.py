"""Marked text made for a document (see model.documents), cut into lines, and its size in print.

A Thai letter's vowels and tone marks above and below it take no
width of their own, so lines are estimated from the letters that do.
"""

import math
import re
from collections.abc import Collection
from dataclasses import replace

from itasearch.model.documents import (
    FORMULA_SIGNS,
    Cell,
    Digits,
    DocumentGrid,
    MarkedText,
    TextMark,
    cell_text,
)
from itasearch.text.thai.normalize import arabic_digits, thai_digits

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


def csv_text(text: str) -> str:
    """`text` as a cell of a CSV file that no spreadsheet calculates.

    A text that begins like a formula gets an apostrophe before it.
    """
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


_NUMBER = re.compile(r"-[0-9][0-9,]*(?:\.[0-9]+)?%?")
_LIST_HYPHEN = re.compile(r"^[-\uff0d](?![0-9])", re.MULTILINE)


def csv_cell(text: str) -> str:
    """`text` so that no spreadsheet calculates it; a list keeps its look."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return text
    if text.startswith(("-", "\uff0d")):
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

BOLD = 1.05  # width of bold letters to others; 1.04 in Laksaman

LINE = 1.66  # height of a line, as a share of the font's size; of Laksaman too

_ABOVE_OR_BELOW = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a" + "".join(map(chr, range(0x0E47, 0x0E4F)))
)
_FILLED_SHARE = 0.92  # share of a line that is filled before a word is moved to the next one
_MOVED_LETTERS = 3.0
"""Letters that a line lacks as a word is moved to the next one. With 2.4, of 281 rows of eight
answers as sheets, seen in LibreOffice with Laksaman, 3 had a line more than estimated, which cuts
their last words in print, and 64 one fewer."""


def letters(text: str) -> int:
    """Letters of `text` that take width."""
    return sum(character not in _ABOVE_OR_BELOW for character in text)


def line_count(text: str, *, width: float, size: float) -> int:
    """Lines that `text` takes, at least 1, rather too many; width and size in points."""
    most = width / (LETTER * size)
    letters_of_line = max(1.0, most / 2, most - _MOVED_LETTERS)
    counts = [letters(line) for line in text.split("\n")]
    return sum(1 if count <= most else math.ceil(count / letters_of_line) for count in counts)


_LONGEST_WORD = 12  # letters of a Thai word that a column holds; "ประชาสัมพันธ์" has 10


def fitted(grid: DocumentGrid, *, width: float, size: float, padding: float) -> DocumentGrid:
    """The table with columns as wide as their texts are long, none narrower than a long word.

    All in points, padding on both sides. A table too wide for that stays as it is.
    """
    least = (_LONGEST_WORD * LETTER * size / _FILLED_SHARE + padding) / width
    columns = [*zip(*(row for row in grid.rows if len(row) > 1), strict=True)]
    if least * len(grid.headers) > 1 or not columns:
        return grid
    weights = [1 + sum(letters(cell_text(cell)) for cell in column) for column in columns]
    narrow: set[int] = set()
    while True:
        wide = sum(weight for at, weight in enumerate(weights) if at not in narrow)
        letter_share = (1 - least * len(narrow)) / wide
        lacking = {
            at for at, weight in enumerate(weights) if letter_share * weight < least
        } - narrow
        if not lacking:
            break
        narrow |= lacking
    shares = [least if at in narrow else letter_share * weight for at, weight in enumerate(weights)]
    return replace(grid, shares=tuple(shares))


# One kind of digits in a document. Addresses, names of files and accounts keep their digits, as
# they are found under no others; a code of Latin letters and digits (O12, ISO 9001) has Arabic
# ones, as Thai official letters print it. All else is converted; the length stays the same.
_END = r"\s<>\"“”«»"
_FILE_ENDINGS = (
    "pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|csv|txt|html?|zip|rar|7z|jpe?g|png|gif|tiff?|mp3|mp4"
)
_DIGIT = "0-9๐-๙"
_SEPARATE = re.compile(
    rf"(?:(?:https?|ftp)://|www\.)[^{_END}]+"
    rf"|[A-Za-z{_DIGIT}._%+-]{{1,64}}@[A-Za-z{_DIGIT}.-]{{1,253}}"
    rf"|@[A-Za-z{_DIGIT}._-]+|#[{_DIGIT}]*[^\W\d][^{_END}]*"
    # With blanks: the name of a sheet in a place, and of the file that a report was read from.
    rf"|(?<=แผ่นงาน )[^\n]{{1,60}}?(?= (?:หน้า|ตาราง|แถว|บรรทัด|ลำดับที่) [{_DIGIT}])"
    rf"|(?<=ต้นฉบับของ )[^\n:]{{1,120}}: [^\n]{{1,200}}\.(?:{_FILE_ENDINGS})$"
    rf"|(?<![^{_END}()/\\:])[^{_END}()/\\:]{{1,200}}\.(?:{_FILE_ENDINGS})(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9.-])(?:[A-Za-z][A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,}"
    rf"(?:[:/?#][^{_END}]*)?"
    rf"|(?P<code>\b(?:ISO|IEC)(?:/IEC)?\s?[{_DIGIT}]+(?:[:-][{_DIGIT}]+)*"
    # Digits from their first one only: else each digit of a long number begins a search of its own.
    rf"|(?<![A-Za-z])(?:(?<![{_DIGIT}])[{_DIGIT}]+)?[A-Za-z][A-Za-z{_DIGIT}]*"
    rf"(?:[-_.][A-Za-z{_DIGIT}]+)*)",
    re.IGNORECASE | re.MULTILINE,
)
"""What is not a number; group `code` where its digits are Arabic in every document."""

_MAY_BE_SEPARATE = re.compile("[A-Za-z@#]|แผ่นงาน")


def in_digits(text: str, digits: Digits | None) -> str:
    """`text` with its numbers in these digits; None: as they are."""
    if digits is None:
        return text
    converted = thai_digits if digits is Digits.THAI else arabic_digits
    at, pieces = 0, []
    for match in _SEPARATE.finditer(text) if _MAY_BE_SEPARATE.search(text) else ():
        pieces.append(converted(text[at : match.start()]))
        pieces.append(arabic_digits(match.group()) if match["code"] else match.group())
        at = match.end()
    return "".join([*pieces, converted(text[at:])])


def cell_in(cell: Cell, digits: Digits | None) -> Cell:
    """The cell in these digits; a mark may begin or end within a code."""
    text, at, pieces = in_digits(cell_text(cell), digits), 0, []
    for piece in cell:
        end = at + len(piece.text)
        pieces.append(replace(piece, text=text[at:end]))
        at = end
    return tuple(pieces)


def grid_in(
    grid: DocumentGrid, digits: Digits | None, *, names: Collection[int] = ()
) -> DocumentGrid:
    """The table in these digits.

    `names`: columns, from 0, that stay as they are: names of files and sheets.
    """
    return replace(
        grid,
        headers=tuple(in_digits(header, digits) for header in grid.headers),
        rows=tuple(
            tuple(
                cell if at in names and len(row) > 1 else cell_in(cell, digits)
                for at, cell in enumerate(row)
            )
            for row in grid.rows
        ),
    )
