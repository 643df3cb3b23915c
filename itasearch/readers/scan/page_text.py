"""One prepared page read line by line: texts into cells and words, and what is doubtful.

What was read on a page's lines put into its cells, and into words outside of tables.

A line's box is drawn around its ink, and ink is taller where marks stand: lines get the
boxes that `text_lines` gives those of PDFs, from their base lines and the page's letters,
so that wrapped lines are told alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from itasearch.model.source import PageReading
from itasearch.readers.layout.cell_text import ends_of
from itasearch.readers.layout.lines import TextLine, line_box, unwrap
from itasearch.readers.layout.page import Grid, Page, TableCell, Word
from itasearch.readers.scan.ink_lines import OUTSIDE, InkLine
from itasearch.readers.scan.ink_lines import InkLine as CutLine
from itasearch.readers.scan.line_text import LineText
from itasearch.readers.scan.page import ScanPage, prepare, turned_over

Read = Sequence[tuple[CutLine, LineText]]
"""Lines and what they say."""

_SIZE = 1.8
"""Size of a type whose letters are 1 high: 1.6 to 2.2 in Thai fonts."""
_SLACK = 1.2
"""In letter heights: a space that stood at a line's end, and the paper behind its last letter."""

Picture = NDArray[np.uint8]
ReadLines = Callable[[Sequence[InkLine], ScanPage], list[LineText]]
"""Reads lines of a page, beside each other where there are cores; in order."""
_SAMPLE = 6
_READABLE = 0.8  # below: the page may stand on its head
_BETTER = 0.05
_WORTHLESS, _PERFECT = 0.62, 0.94  # Tesseract's mean on gibberish and on faultless pages
_MOST = 0.99


def words_outside(read: Read, page: ScanPage) -> tuple[Word, ...]:
    """The lines outside of tables, a word each."""
    return tuple(_word(line, text, page) for line, text in read if line.cell == OUTSIDE)


def filled_grids(read: Read, page: ScanPage) -> tuple[Grid, ...]:
    """The page's tables with their cells' texts, wrapped lines joined."""
    inside: dict[tuple[int, int], list[TextLine]] = {}
    for line, text in sorted(read, key=lambda pair: pair[0].base):
        if line.cell != OUTSIDE:
            whole = TextLine(words=[_word(line, text, page)], size=_SIZE * page.letter)
            inside.setdefault(page.cells[line.cell], []).append(whole)
    return tuple(
        replace(
            grid,
            cells=tuple(
                _filled(cell, inside.get((g, c), ()), slack=_SLACK * page.letter)
                for c, cell in enumerate(grid.cells)
            ),
        )
        for g, grid in enumerate(page.grids)
    )


def _filled(cell: TableCell, lines: Sequence[TextLine], *, slack: float) -> TableCell:
    if not lines:
        return cell
    left, right = cell.box.left, cell.box.right - slack
    return replace(
        cell, text=unwrap(lines, left=left, right=right), ends=ends_of(lines, left, right)
    )


def _word(line: CutLine, text: LineText, page: ScanPage) -> Word:
    box = line_box(line.box.left, line.box.right, base=line.base, size=_SIZE * page.letter)
    return Word(text=text.text, box=box)


def read_page(number: int, grey: Picture, read_lines: ReadLines) -> Page:
    """Read one picture of a page.

    Args:
        number: of the page, from 1.
        grey: as scanned, of any resolution.
        read_lines: reads lines of a page.
    """
    page = prepare(grey)
    texts = _sample(page, read_lines)
    if texts and _mean(list(texts.values())) < _READABLE:
        # Orientation is told by a few lines, before the page is cut and read anew.
        turned = turned_over(page)
        others = _sample(turned, read_lines)
        if _mean(list(others.values())) > _mean(list(texts.values())) + _BETTER:
            page, texts = turned, others
    rest = [index for index in range(len(page.lines.lines)) if index not in texts]
    read = read_lines([page.lines.lines[index] for index in rest], page)
    texts |= zip(rest, read, strict=True)
    return _page(number, page, [texts[index] for index in sorted(texts)])


def _sample(page: ScanPage, read_lines: ReadLines) -> dict[int, LineText]:
    """What a page's longest lines say, by their numbers."""
    lines = page.lines.lines
    longest = sorted(range(len(lines)), key=lambda index: -lines[index].picture.shape[1])[:_SAMPLE]
    return dict(zip(longest, read_lines([lines[i] for i in longest], page), strict=True))


def _mean(texts: Sequence[LineText]) -> float:
    letters = sum(len(text.text) for text in texts)
    return sum(text.confidence * len(text.text) for text in texts) / max(1, letters)


def _honest(confidence: float) -> float:
    """Tesseract's mean confidence as the share of letters that are right.

    On made scans pages told as .93 had 1–2 % of their letters wrong, pages upside down
    were told as .65.
    """
    share = (confidence - _WORTHLESS) / (_PERFECT - _WORTHLESS)
    return round(min(_MOST, max(0.0, share)), 3)


def _page(number: int, page: ScanPage, texts: Sequence[LineText]) -> Page:
    kept = [
        (line, text)
        for line, text in zip(page.lines.lines, texts, strict=True)
        if text.text and not text.scribble
    ]
    doubtful = dict.fromkeys(part for _, text in kept for part in text.doubtful)
    height, width = page.picture.shape
    return Page(
        reading=PageReading(
            number=number,
            # A page with nothing on it was read faultlessly.
            ocr_confidence=_honest(_mean([t for _, t in kept] or texts))
            if texts or page.lines.left_out
            else _MOST,
            doubtful_numbers=tuple(doubtful),
        ),
        width=float(width),
        height=float(height),
        grids=filled_grids(kept, page),
        words=words_outside(kept, page),
        left_out=page.lines.left_out + sum(text.scribble for text in texts),
    )
