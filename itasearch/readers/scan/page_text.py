"""The text of a page made ready: its lines read into cells and words, and doubtful numbers.

A line's box on the page surrounds its ink, which is taller where marks are; here lines get
boxes from their base lines and the page's letters, as those of PDFs do, so that wrapped
lines are recognised alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from itasearch.model.source import PageReading
from itasearch.readers.layout.cell_text import ends_of
from itasearch.readers.layout.lines import TextLine, line_box, unwrap
from itasearch.readers.layout.page import Grid, Page, TableCell, Word
from itasearch.readers.scan.ink_lines import OUTSIDE, InkLine
from itasearch.readers.scan.line_text import LineText
from itasearch.readers.scan.page import ScanPage, prepare, turned_over
from itasearch.readers.scan.pictures import Picture

Read = Sequence[tuple[InkLine, LineText]]
"""Lines and their texts."""
ReadLines = Callable[[Sequence[InkLine], ScanPage], list[LineText]]
"""Reads lines of a page, in parallel where there are cores; in order."""

_TYPE_SIZE = 1.8
"""Size of the type by the height of its letters: 1.6 to 2.2 in Thai fonts."""
_CELL_END = 1.2
"""In letter heights: a space at a line's end, and the paper behind its last letter."""
_SAMPLED_LINES = 6
_LEAST_READABLE = 0.8  # confidence below which the page may be upside down
_LEAST_GAIN = 0.05  # of confidence by turning the page
_CONFIDENCE_RANGE = 0.62, 0.94  # Tesseract's mean on gibberish and on faultless pages
_MOST_CONFIDENCE = 0.99


def read_page(number: int, grey: Picture, read_lines: ReadLines) -> Page:
    """Read one picture of a page.

    Args:
        number: of the page, from 1.
        grey: as scanned, of any resolution.
        read_lines: reads lines of a page.
    """
    page = prepare(grey)
    texts = _sample(page, read_lines)
    if texts and _mean(list(texts.values())) < _LEAST_READABLE:
        # A few lines show the orientation, before the page is cut and read anew.
        turned = turned_over(page)
        others = _sample(turned, read_lines)
        if _mean(list(others.values())) > _mean(list(texts.values())) + _LEAST_GAIN:
            page, texts = turned, others
    rest = [index for index in range(len(page.lines.lines)) if index not in texts]
    read = read_lines([page.lines.lines[index] for index in rest], page)
    texts |= zip(rest, read, strict=True)
    return _page(number, page, [texts[index] for index in sorted(texts)])


def _sample(page: ScanPage, read_lines: ReadLines) -> dict[int, LineText]:
    """The texts of a page's longest lines, by their numbers."""
    lines = page.lines.lines
    by_width = sorted(range(len(lines)), key=lambda index: -lines[index].picture.shape[1])
    longest = by_width[:_SAMPLED_LINES]
    return dict(zip(longest, read_lines([lines[i] for i in longest], page), strict=True))


def _mean(texts: Sequence[LineText]) -> float:
    letters = sum(len(text.text) for text in texts)
    return sum(text.confidence * len(text.text) for text in texts) / max(1, letters)


def _calibrated(confidence: float) -> float:
    """Tesseract's mean confidence as the share of letters that are right.

    On generated scans, pages of confidence .93 had 1–2 % of their letters wrong, pages
    upside down had .65.
    """
    worthless, faultless = _CONFIDENCE_RANGE
    share = (confidence - worthless) / (faultless - worthless)
    return round(min(_MOST_CONFIDENCE, max(0.0, share)), 3)


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
            ocr_confidence=_calibrated(_mean([t for _, t in kept] or texts))
            if texts or page.lines.left_out
            else _MOST_CONFIDENCE,
            doubtful_numbers=tuple(doubtful),
        ),
        width=float(width),
        height=float(height),
        grids=filled_grids(kept, page),
        words=words_outside(kept, page),
        left_out=page.lines.left_out + sum(text.scribble for text in texts),
    )


def words_outside(read: Read, page: ScanPage) -> tuple[Word, ...]:
    """The lines outside of tables, a word each."""
    return tuple(_word(line, text, page) for line, text in read if line.cell == OUTSIDE)


def filled_grids(read: Read, page: ScanPage) -> tuple[Grid, ...]:
    """The page's tables with their cells' texts, wrapped lines joined."""
    inside: dict[tuple[int, int], list[TextLine]] = {}
    for line, text in sorted(read, key=lambda pair: pair[0].base):
        if line.cell != OUTSIDE:
            whole = TextLine(words=[_word(line, text, page)], size=_TYPE_SIZE * page.letter)
            inside.setdefault(page.cells[line.cell], []).append(whole)
    return tuple(
        replace(
            grid,
            cells=tuple(
                _filled(cell, inside.get((g, c), ()), slack=_CELL_END * page.letter)
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


def _word(line: InkLine, text: LineText, page: ScanPage) -> Word:
    box = line_box(line.box.left, line.box.right, base=line.base, size=_TYPE_SIZE * page.letter)
    return Word(text=text.text, box=box)
