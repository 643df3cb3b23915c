"""One kind of digits in a document: Thai, as in Thai official letters, or Arabic.

Web and e-mail addresses, names of files and of accounts keep their digits, because they are
found under no others. A code of Latin letters and digits, such as O12, COVID-19 or ISO 9001,
has Arabic digits in both kinds of document, as Thai official letters print it. All else is
converted, telephone numbers too. The length of a text stays the same.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from itasearch.model.documents import Cell, Digits, DocumentGrid, cell_text
from itasearch.text.thai.normalize import arabic_digits, thai_digits

_END = r"\s<>\"“”«»"
_FILE_ENDINGS = (
    "pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|csv|txt|html?|zip|rar|7z|jpe?g|png|gif|tiff?|mp3|mp4"
)
_DIGIT = "0-9๐-๙"
_SEPARATE = re.compile(
    rf"(?:(?:https?|ftp)://|www\.)[^{_END}]+"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}"
    rf"|@[A-Za-z{_DIGIT}._-]+"
    rf"|(?<![^{_END}()/\\:])[^{_END}()/\\:]{{1,200}}\.(?:{_FILE_ENDINGS})(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9.-])(?:[A-Za-z][A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,}"
    rf"(?:[:/?#][^{_END}]*)?"
    rf"|(?P<code>\b(?:ISO|IEC)(?:/IEC)?\s?[{_DIGIT}]+(?:[:-][{_DIGIT}]+)*"
    # Digits from their first one only: else each digit of a long number begins a search of its own.
    rf"|(?<![A-Za-z])(?:(?<![{_DIGIT}])[{_DIGIT}]+)?[A-Za-z][A-Za-z{_DIGIT}]*"
    rf"(?:[-_.][A-Za-z{_DIGIT}]+)*)",
    re.IGNORECASE,
)
"""What is not a number; group `code` where its digits are Arabic in every document."""

_LATIN = re.compile("[A-Za-z@]")


def in_digits(text: str, digits: Digits) -> str:
    """`text` with its numbers in these digits."""
    converted = thai_digits if digits is Digits.THAI else arabic_digits
    if not _LATIN.search(text):
        return converted(text)
    return "".join(_pieces(text, digits))


def _pieces(text: str, digits: Digits) -> Iterator[str]:
    converted = thai_digits if digits is Digits.THAI else arabic_digits
    at = 0
    for match in _SEPARATE.finditer(text):
        yield converted(text[at : match.start()])
        yield arabic_digits(match.group()) if match["code"] else match.group()
        at = match.end()
    yield converted(text[at:])


def cell_in(cell: Cell, digits: Digits) -> Cell:
    """The cell in these digits; a mark may begin or end within a code."""
    text, at, pieces = in_digits(cell_text(cell), digits), 0, []
    for piece in cell:
        end = at + len(piece.text)
        pieces.append(replace(piece, text=text[at:end]))
        at = end
    return tuple(pieces)


def grid_in(grid: DocumentGrid, digits: Digits, *, names: Collection[int] = ()) -> DocumentGrid:
    """The table in these digits.

    Args:
        names: columns, from 0, that stay as they are: names of files and sheets.
    """
    return replace(
        grid,
        headers=tuple(in_digits(one, digits) for one in grid.headers),
        rows=tuple(
            tuple(
                cell if at in names and len(row) > 1 else cell_in(cell, digits)
                for at, cell in enumerate(row)
            )
            for row in grid.rows
        ),
    )
