"""What stands in a document, before any file format: marked text and tables of it.

A mark says why a piece looks otherwise; each is told by more than its colour, because
officers print in black. Imports its neighbour printable.
"""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.documents.printable import printable


class TextMark(StrEnum):
    """Why a piece of text looks otherwise."""

    NOTICE = "notice"
    """To be filled in or decided: yellow."""

    QUIET = "quiet"
    """An example or an aside: grey."""

    ADDED = "added"
    """Stands on this side only: green, underlined."""

    REMOVED = "removed"
    """Stands on the other side only: red, struck out."""

    STRONG = "strong"
    """To be seen first: bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A piece of text under one mark; None: plain."""

    text: str
    mark: TextMark | None = None


Cell = tuple[MarkedText, ...]
"""A cell, a line or a paragraph: its pieces in order; lines are separated by "\\n"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGrid:
    """A table: a header row and rows of as many cells.

    Attributes:
        rows: a row of one cell stands over all columns and names what follows.
        shares: each column's share of the table's width; together 1.

    Raises:
        ValueError: another row or the shares have another length than the headers.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]

    def __post_init__(self) -> None:
        width = len(self.headers)
        lengths = {len(self.shares), *(len(row) for row in self.rows if len(row) != 1)}
        if lengths != {width}:
            raise ValueError(f"{width} headers, but rows or shares of {sorted(lengths)}")


def plain(text: str) -> Cell:
    """`text` as a cell without marks."""
    return marked(text, None)


def marked(text: str, mark: TextMark | None) -> Cell:
    """`text` as a cell under one mark, without what no file can hold; "" gives no piece."""
    clean = printable(text)
    return (MarkedText(text=clean, mark=mark),) if clean else ()


def cell_text(cell: Cell) -> str:
    """What stands in a cell, marks aside."""
    return "".join(piece.text for piece in cell)


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
