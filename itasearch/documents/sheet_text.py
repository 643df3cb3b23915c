"""Marked text in a cell of a workbook: text, whatever it looks like.

A spreadsheet takes a text that begins with = + - or @ for a formula, and "#REF!" for an
error; each cell is typed as text, and a quote prefix keeps it so when a person edits it.
Imports openpyxl and its neighbours.
"""

import re

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from itasearch.documents.grid import Cell, MarkedText, TextMark, cell_text
from itasearch.documents.layout import FONT

POINTS = 16
"""Size of what stands in a cell."""

MOST_UNITS = 32_767
"""UTF-16 code units that Excel takes in a cell; an emoji is two."""

CUT = "\n(ข้อความยาวเกินกว่าที่ Excel รับได้ ส่วนที่เหลืออยู่ในไฟล์ Word)"
"""Ends a text that a cell cannot hold."""

_FORMULA_SIGNS = ("=", "+", "-", "@")
# Excel reads _x000D_ as the character of that number; an escaped underscore stands for itself.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_INK = {
    TextMark.NOTICE: "7F4F00",
    TextMark.QUIET: "595959",
    TextMark.ADDED: "1B5E20",
    TextMark.REMOVED: "9B1C1C",
    TextMark.STRONG: "000000",
}


def write_text(target: SheetCell, cell: Cell) -> None:
    """Write marked text into a cell of a sheet; too long a text ends by saying so."""
    text = cell_text(cell)
    target.font = Font(name=FONT, size=POINTS)
    target.quotePrefix = text.lstrip().startswith(_FORMULA_SIGNS)
    if not text:
        return
    pieces = _cut(cell) if _units(text) > MOST_UNITS else cell
    if any(piece.mark for piece in pieces):
        target.value = CellRichText(*(TextBlock(_font(one.mark), _safe(one)) for one in pieces))
    else:
        target.value = "".join(map(_safe, pieces))
    target.data_type = "s"


def _safe(piece: MarkedText) -> str:
    return _ESCAPE.sub("_x005F_", piece.text)


def _font(mark: TextMark | None) -> InlineFont:
    return InlineFont(
        rFont=FONT,
        sz=POINTS,
        color=_INK[mark] if mark else "000000",
        b=mark in (TextMark.STRONG, TextMark.NOTICE),
        u="single" if mark is TextMark.ADDED else None,
        strike=mark is TextMark.REMOVED,
    )


def _cut(cell: Cell) -> Cell:
    """The pieces of a text that is too long as far as they fit, and CUT."""
    left = MOST_UNITS - _units(CUT)
    kept = []
    for piece in cell:
        text = piece.text.encode("utf-16-le")[: 2 * left].decode("utf-16-le", errors="ignore")
        kept.append(MarkedText(text=text, mark=piece.mark))
        left -= _units(text)
    return (*(piece for piece in kept if piece.text), MarkedText(text=CUT))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
