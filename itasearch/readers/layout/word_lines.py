"""Words of a page to its lines. Imports the standard library and readers."""

from collections.abc import Sequence

from itasearch.readers.layout.page import Word
from itasearch.readers.layout.text_lines import TextLine

_SHARED = 0.5
_LINE_HEIGHT = 1.25
"""Height of a word's box in sizes of its type, as `text_lines` makes it."""


def lines_of_words(words: Sequence[Word]) -> list[TextLine]:
    """The lines that words make, from the top down, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.bottom):
        if rows and _beside(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [
        TextLine(
            words=sorted(row, key=lambda word: word.box.left),
            size=max(word.box.bottom - word.box.top for word in row) / _LINE_HEIGHT,
        )
        for row in rows
    ]


def _beside(first: Word, word: Word) -> bool:
    shared = min(first.box.bottom, word.box.bottom) - max(first.box.top, word.box.top)
    least = min(first.box.bottom - first.box.top, word.box.bottom - word.box.top)
    # Lines set closely overlap in their boxes, so base lines must be near as well.
    return shared > _SHARED * least and word.box.bottom - first.box.bottom < 0.36 * least
