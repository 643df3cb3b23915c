"""What a written document holds, before any file format: its parts, tables and marked text.

A mark shows in more than its colour, because officers print in black.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from itasearch.errors import ExportError

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs, ASCII and full-width, that make a cell a formula in a spreadsheet."""


class FileFormat(StrEnum):
    """Formats of a file that is written; each value is an ending without its dot."""

    @classmethod
    def of(cls, path: Path) -> Self:
        """The format that a file's ending names, in any case. Raises ExportError: it names none."""
        formats = {f".{kind.value}": kind for kind in cls}
        kind = formats.get(path.suffix.lower())
        if kind is None:
            reason = f"its ending {path.suffix!r} names no format; use one of {', '.join(formats)}"
            raise ExportError(path=str(path), reason=reason)
        return kind


class Digits(StrEnum):
    """Which digits a document has throughout."""

    THAI = "thai"
    ARABIC = "arabic"


class SourcesPlace(StrEnum):
    """Where the list of sources is, with the source of each row."""

    APART = "apart"  #: In a file of its own; in a workbook in a sheet of its own
    INSIDE = "inside"  #: At the end of the document itself
    NONE = "none"  #: Nowhere


class TextMark(StrEnum):
    """Why a piece of text looks different."""

    NOTICE = "notice"  #: To be filled in or decided: yellow
    QUIET = "quiet"  #: An example or an aside: grey
    ADDED = "added"  #: On this side only: green, underlined
    REMOVED = "removed"  #: On the other side only: red, struck out
    STRONG = "strong"  #: To be seen first: bold


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A piece of text under one mark; None: plain."""

    text: str
    mark: TextMark | None = None
    repeats: bool = False  #: whether it is decided at another place, where it counts


Cell = tuple[MarkedText, ...]  #: Of a table, a line or a paragraph; lines are separated by "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGrid:
    """A header row and rows of as many cells. Raises ValueError for another length."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]  #: one cell alone spans all columns and names what follows
    shares: tuple[float, ...]  #: each column's share of the table's width; together 1.
    repeated: int = 0  #: first columns that name a row, repeated on each page of a sheet
    pages: float = 1.0  #: of a sheet's width; columns that do not fit go on the next one
    numbers: frozenset[int] = frozenset()  #: columns of numbers, from 0; a sheet can add them up.
    letters: float = 1.0  #: share of the usual size of a one-page sheet's printed letters
    most_whole_lines: int | None = None  #: longer rows may be cut by a page of Word; None: few

    def __post_init__(self) -> None:
        width = len(self.headers)
        lengths = {len(self.shares), *(len(row) for row in self.rows if len(row) != 1)}
        if lengths != {width}:
            raise ValueError(f"{width} headers, but rows or shares of {sorted(lengths)}")

    def texts(self) -> Iterator[list[str]]:
        """The header row, then the others, as texts without marks, all of one length."""
        yield list(self.headers)
        for row in self.rows:
            yield [*map(cell_text, row), *[""] * (len(self.headers) - len(row))]


def cell_text(cell: Cell) -> str:
    """The text of a cell, without marks."""
    return "".join(piece.text for piece in cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A part of a plan before its measures."""

    name: str
    heading: str
    above: tuple[Cell, ...]
    grid: DocumentGrid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What a person must still do before a draft is handed in; of a document its marked places."""

    blanks: int  #: «…» in its texts
    questions: int  #: open ones; of a document all other marked places with words.
    cells: int = 0  #: empty cells of a document's table; 0 where no document is written.


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What an exported file holds."""

    titles: tuple[Cell, ...]  #: lines above all; the first says what it is.
    analyses: tuple[Analysis, ...]  #: of the last ITA result, by instrument; () if it has none
    heading: str | None  #: over the measures, where something comes between them and the titles
    organisation: str
    year: str
    fields: tuple[str, ...]  #: what each column of the table is, of TEXT_FIELDS
    measures: DocumentGrid
    signatures: tuple[tuple[str, ...], ...]  #: of each signer the lines to sign on
    notes: tuple[str, ...]  #: sentences of the appendix, before its table
    sources: DocumentGrid
    sources_title: str
    remaining: Remaining  #: what is left to fill in and to decide; signatures do not count.
    around: Remaining  #: what of it is outside the measures' rows, such as titles
    sources_place: SourcesPlace = SourcesPlace.APART
    digits: Digits = Digits.THAI  #: of its texts, and page numbers where a program can

    @property
    def subject(self) -> str:
        """The titles in one line."""
        return " ".join(map(cell_text, self.titles))
