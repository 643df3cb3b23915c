"""The page model of PDFs and scans, and what finds tables on it.

A page comes as letters and rules, whether from a text layer or from OCR. One finder after
the other takes the letters of its tables out of it; what none takes becomes lines.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from itasearch.model.source import Merge, PageReading, Rectangle

Item = TypeVar("Item")

Point = tuple[float, float]

Spans = tuple[tuple[float, float], ...]  #: where the texts of each column of a table begin and end


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
        corners = (((box.left, box.top), (box.right, box.bottom)) for box in boxes)
        return cls.between(*chain.from_iterable(corners))

    @classmethod
    def between(cls, *corners: Point) -> "Box":
        """The smallest box that holds these points (x, y)."""
        xs, ys = zip(*corners, strict=True)
        return cls(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))

    def holds(self, point: Point) -> bool:
        """Whether a point is in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def turned(self, turn: int) -> "Box":
        """The box in the frame of lines that need `turn` degrees clockwise to run right."""
        return Box.between(framed(self.left, self.top, turn), framed(self.right, self.bottom, turn))

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

    start: Point
    end: Point


@dataclass(slots=True)
class Letter:
    """A letter with its marks, in a frame in which its line runs from left to right."""

    text: str  #: " " for a space
    left: float  #: where its advance begins, and ends at `right`
    right: float
    base: float  #: its base line, counted downwards
    size: float
    run: int = 0  #: the text object it comes from; 0 when not known
    loose: bool = False  #: `right` is where the ink ends, so that a small gap follows
    turn: int = 0  #: degrees clockwise from the frame to the page; 0 where the line is level
    whole: bool = False  #: it is a word by itself, as a line that OCR read


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of letters without a gap, or with gaps no wider than a space.

    The text of a line's last word ends in a space where one precedes the line break.
    """

    text: str
    box: Box
    ends: tuple[float, ...] = ()  #: right edge of each code point's letter, where they are known


@dataclass(slots=True)
class TextLine:
    """One line: its words from left to right; `number` on the page, from 1; 0 in a cell."""

    words: list[Word]
    size: float
    number: int = 0

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text.strip() for word in self.words)

    @property
    def box(self) -> Box:
        """Around all words."""
        tops, bottoms = zip(*((word.box.top, word.box.bottom) for word in self.words), strict=True)
        first, last = self.words[0].box, self.words[-1].box
        return Box(left=first.left, top=min(tops), right=last.right, bottom=max(bottoms))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEnds:
    """Lengths at a cell's first and last line; they show whether a page break cuts its text."""

    first_word_width: float
    free_width: float
    line_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell of a ruled table; rows and columns from 0, last ones inclusive (merged cells)."""

    row: int
    column: int
    last_row: int
    last_column: int
    box: Box
    text: str = ""
    ends: CellEnds | None = None  #: None where the cell is empty, or nothing is known of its lines

    @property
    def covered(self) -> Merge:
        """What it covers of the table."""
        return Merge(
            first_row=self.row,
            first_column=self.column,
            last_row=self.last_row,
            last_column=self.last_column,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of any kind: all of it is covered by cells, none of which overlap."""

    rows: int
    columns: int
    cells: tuple[TableCell, ...]
    box: Box
    spans: Spans = ()  #: of a table without rules, where the texts of each column begin and end

    def texts(self, row: int) -> tuple[str, ...]:
        """The texts of the cells of a row, from left to right."""
        return tuple(cell.text for cell in self.cells if cell.row <= row <= cell.last_row)


TextRun = tuple[TextLine, ...]
"""Lines that are read one after the other: of the page's width, or of a column of prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, turned so that its text runs from left to right."""

    reading: PageReading
    width: float
    height: float
    letters: Sequence[Letter] = ()  #: those in no part yet, in the order of the file
    in_file_order: bool = False  #: a program wrote them in that order; those of a scan have none
    rules: tuple[Rule, ...] = ()
    line_end: float = 0.0  #: the width behind a line of a cell that is no free space
    unruled: bool = False  #: its lines outside tables are those of a table without rules
    left_out: int = 0  #: how many marks of a scan are no text
    parts: tuple[Grid | TextRun, ...] = ()  #: tables and, behind the last finder, lines, in order

    @property
    def grids(self) -> list[Grid]:
        """The tables found so far, from the top down."""
        return [part for part in self.parts if isinstance(part, Grid)]


def empty_page(number: int) -> Page:
    """A page of which nothing was read."""
    return Page(reading=PageReading(number=number), width=1.0, height=1.0)


def framed(x: float, y: float, turn: int) -> Point:
    """A point of the page in the frame of lines that need `turn` degrees clockwise to run right.

    With `turn` below 0 it is the point of the page again.
    """
    if turn == 0:
        return x, y
    return {90: (-y, x), 180: (-x, -y), 270: (y, -x)}[turn % 360]


def overlapping(
    items: Iterable[Item], span: Callable[[Item], tuple[float, float]]
) -> list[list[Item]]:
    """Items grouped where their spans, or those between, overlap."""
    groups: list[list[Item]] = []
    last = -math.inf
    for item in sorted(items, key=lambda item: span(item)[0]):
        first, end = span(item)
        if first < last:
            groups[-1].append(item)
            last = max(last, end)
        else:
            groups.append([item])
            last = end
    return groups


def grouped(items: Iterable[Item], belongs: Callable[[list[Item], Item], bool]) -> list[list[Item]]:
    """Sorted items in runs: `belongs` says whether one continues the run before it."""
    runs: list[list[Item]] = []
    for item in items:
        if runs and belongs(runs[-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
