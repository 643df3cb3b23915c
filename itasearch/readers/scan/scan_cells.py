"""What was read on a page's lines put into its cells, and into words outside of tables.

A line's box is drawn around its ink, and ink is taller where marks stand: lines get the
boxes that `text_lines` gives those of PDFs, from their base lines and the page's letters,
so that wrapped lines are told alike. Imports readers.
"""

from collections.abc import Sequence
from dataclasses import replace

from itasearch.readers.layout.grid_text import ends_of
from itasearch.readers.layout.page import Grid, TableCell, Word
from itasearch.readers.layout.text_lines import TextLine, line_box
from itasearch.readers.layout.wrapped_lines import unwrap
from itasearch.readers.scan.ink_lines import OUTSIDE
from itasearch.readers.scan.ink_lines import InkLine as CutLine
from itasearch.readers.scan.line_text import LineText
from itasearch.readers.scan.page import ScanPage

Read = Sequence[tuple[CutLine, LineText]]
"""Lines and what they say."""

_SIZE = 1.8
"""Size of a type whose letters are 1 high: 1.6 to 2.2 in Thai fonts."""
_SLACK = 1.2
"""In letter heights: a space that stood at a line's end, and the paper behind its last letter."""


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
