"""An original as a person looks at it: its text as read, and places of words in it."""

from dataclasses import dataclass

from itasearch.model.source import Rectangle


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalCell:
    """A cell of a line as the file has it.

    Attributes:
        columns: how many columns a merged cell covers.
        continued: whether a merged cell above covers it; its text is there.
    """

    text: str
    columns: int = 1
    continued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalLine:
    """A heading, a paragraph (one cell each) or a row of a table; places as in SourceRef."""

    cells: tuple[OriginalCell, ...]
    heading: bool = False
    sheet: str | None = None
    table_number: int | None = None
    row_number: int | None = None
    line_number: int | None = None

    @property
    def text(self) -> str:
        """The texts of its cells, a line each."""
        return "\n".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalText:
    """A file without pages as it was read.

    Attributes:
        lines: in reading order.
        cut: whether the file has more than was taken.
    """

    sha256: str
    lines: tuple[OriginalLine, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlace:
    """Words on a page: a rectangle for each line of type that they are on.

    Attributes:
        rectangles: none where only the page is known.
    """

    page_number: int
    rectangles: tuple[Rectangle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMatches:
    """Where words are in a file of pages.

    Attributes:
        searched: how many of them, from the first on, were searched; fewer where that took
            too long or too much was found.
        pictures: pages without text, of which only the rows that were read can be searched.
        places: in the order of the pages.
    """

    sha256: str
    pages: int
    searched: int
    pictures: tuple[int, ...] = ()
    places: tuple[PagePlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMatch:
    """Words in a cell of a line: numbers of both, from 0, and [start, end) in the cell's text."""

    line: int
    cell: int
    start: int
    end: int
