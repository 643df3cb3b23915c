"""Marked text as runs of a Word paragraph. Imports python-docx and its neighbours."""

from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from itasearch.documents.grid import Cell, TextMark

QUIET = RGBColor(0x59, 0x59, 0x59)
ADDED = RGBColor(0x1B, 0x5E, 0x20)
REMOVED = RGBColor(0x9B, 0x1C, 0x1C)
"""Colours of marks; each has a contrast of at least 7 : 1 to white."""


def write_cell_line(paragraph: Paragraph, line: Cell) -> None:
    """Add the pieces of `line` to a paragraph, each in a run that shows its mark."""
    for piece in line:
        run = paragraph.add_run(piece.text)
        if piece.mark is not None:
            _show(run, piece.mark)


def _show(run: Run, mark: TextMark) -> None:
    font = run.font
    if mark is TextMark.NOTICE:
        font.highlight_color = WD_COLOR_INDEX.YELLOW
    elif mark is TextMark.QUIET:
        font.color.rgb = QUIET
    elif mark is TextMark.ADDED:
        font.color.rgb, font.underline = ADDED, True
    elif mark is TextMark.REMOVED:
        font.color.rgb, font.strike = REMOVED, True
    else:
        font.bold = font.cs_bold = True
