"""A page as pictures and PDFs give it: ruled tables and words, each with its box.

What `pdf_page` reads from a text layer and `page_ocr` from a picture has this one
form, so that lines, columns without rules and reading order are found in one place
(`page_blocks`).
"""

from dataclasses import dataclass

from itasearch.model.source import PageReading, Rectangle


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page seen upright: points or pixels from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def on_page(self, width: float, height: float) -> Rectangle:
        """The same in shares of a page of this size."""
        return Rectangle(
            left=min(1.0, max(0.0, self.left / width)),
            top=min(1.0, max(0.0, self.top / height)),
            right=min(1.0, max(0.0, self.right / width)),
            bottom=min(1.0, max(0.0, self.bottom / height)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line drawn on the page, horizontal or vertical, from one end to the other."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of letters without a gap, or with gaps no wider than a space.

    A space at the end of a line's last word tells that one stood there before the line
    was wrapped.
    """

    text: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEnds:
    """The first and last line of a cell: they tell whether a text goes on overleaf.

    Attributes:
        need: width of the first line's first word.
        room: what is free behind the last line.
        height: of a line.
    """

    need: float
    room: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell of a ruled table; rows and columns from 0, last ones inclusive (merged cells).

    Attributes:
        ends: None where the cell is empty, or nothing is known of its lines.
    """

    row: int
    column: int
    last_row: int
    last_column: int
    box: Box
    text: str = ""
    ends: CellEnds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table: every place is covered by exactly one cell.

    Attributes:
        open_above: its upper border is missing: it goes on from the page before.
        open_below: its lower border is missing: it goes on overleaf.
        spans: of a table without rules, where the texts of each column begin and end.
    """

    rows: int
    columns: int
    cells: tuple[TableCell, ...]
    box: Box
    open_above: bool = False
    open_below: bool = False
    spans: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, upright.

    Attributes:
        width, height: in the unit of all boxes.
        grids: ruled tables with their cells' texts, lines of a cell separated by "\\n".
        words: all words outside of them, in no order.
        rules: horizontal rules outside of them; they may part the rows of other tables.
    """

    reading: PageReading
    width: float
    height: float
    grids: tuple[Grid, ...] = ()
    words: tuple[Word, ...] = ()
    left_out: int = 0
    rules: tuple[Rule, ...] = ()
