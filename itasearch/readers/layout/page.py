"""The page model: ruled tables and words with their boxes, the same for PDFs and scans.

Lines, tables and reading order are found on this model, whether it comes from a text layer
or from OCR.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from itasearch.model.source import Merge, PageReading, Rectangle

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A bounding box in points or pixels from the upper left corner of the turned page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        """Halfway between left and right."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Halfway between top and bottom."""
        return (self.top + self.bottom) / 2

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> "Box":
        """The smallest box that holds all of `boxes`, of which there is at least one."""
        held = list(boxes)
        return cls(
            left=min(box.left for box in held),
            top=min(box.top for box in held),
            right=max(box.right for box in held),
            bottom=max(box.bottom for box in held),
        )

    @classmethod
    def between(cls, one: tuple[float, float], other: tuple[float, float]) -> "Box":
        """The box with two opposite corners at these points (x, y)."""
        return cls(
            left=min(one[0], other[0]),
            top=min(one[1], other[1]),
            right=max(one[0], other[0]),
            bottom=max(one[1], other[1]),
        )

    def on_page(self, width: float, height: float) -> Rectangle:
        """The same box in shares of a page of this size."""
        return Rectangle(
            left=min(1.0, max(0.0, self.left / width)),
            top=min(1.0, max(0.0, self.top / height)),
            right=min(1.0, max(0.0, self.right / width)),
            bottom=min(1.0, max(0.0, self.bottom / height)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line on the page, horizontal or vertical, from one end to the other."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of letters without a gap, or with gaps no wider than a space.

    The text of a line's last word ends in a space where one precedes the line break.
    """

    text: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEnds:
    """Lengths of a cell's first and last line; they show whether a page break cuts its text.

    Attributes:
        first_word_width: of the first line.
        free_width: behind the last line.
        line_height: of the last line.
    """

    first_word_width: float
    free_width: float
    line_height: float


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

    @property
    def place(self) -> Merge:
        """The places of the table that it covers."""
        return Merge(
            first_row=self.row,
            first_column=self.column,
            last_row=self.last_row,
            last_column=self.last_column,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table: every place is covered by exactly one cell.

    Attributes:
        open_above: its upper border is missing: it continues from the page before.
        open_below: its lower border is missing: it continues on the next page.
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
    """One page, turned so that its text runs from left to right.

    Attributes:
        width, height: in the unit of all boxes.
        grids: ruled tables with their cells' texts, lines of a cell separated by "\\n".
        words: all words outside of them, in no order.
        left_out: how many marks of a scan are no text.
        rules: horizontal rules outside of them; they may part the rows of other tables.
    """

    reading: PageReading
    width: float
    height: float
    grids: tuple[Grid, ...] = ()
    words: tuple[Word, ...] = ()
    left_out: int = 0
    rules: tuple[Rule, ...] = ()


def grouped(items: Iterable[Item], belongs: Callable[[list[Item], Item], bool]) -> list[list[Item]]:
    """Cut a sequence into runs, in its order.

    Args:
        items: already sorted.
        belongs: whether an item continues the run before it, which is never empty.
    """
    runs: list[list[Item]] = []
    for item in items:
        if runs and belongs(runs[-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
