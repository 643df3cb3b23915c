"""A file as it was read: blocks in reading order, each with its place.

A reader turns any format into a SourceDocument, `extract` that into reports.

The last classes are an original as a person looks at it, and places of words in it.
"""

import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePosixPath

CONVERTED_MEDIA_TYPES = frozenset(
    {
        "application/msword",
        "application/rtf",
        "application/vnd.ms-word.2003+xml",
        "application/vnd.ms-excel.2003+xml",
        "application/vnd.oasis.opendocument.text",
    }
)
"""Formats that are converted before they are read, and may lose their tables by it."""
_OF_PARAGRAPHS = CONVERTED_MEDIA_TYPES - {"application/vnd.ms-excel.2003+xml"} | {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/html",
}
"""Formats without lines: their readers count paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A bounding box on a rotated page, in shares (0–1) of its size, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A place in a file. Numbers count from 1; None means "not known here"."""

    path: str  #: as the user gave it (parse) or relative to the home (store)
    sha256: str
    page_number: int | None = None
    line_number: int | None = None  #: of the file; of Word and web pages the paragraph's number
    media_type: str | None = field(default=None, compare=False)  #: of the file
    sheet: str | None = None
    table_number: int | None = None  #: running number of the table in the file (or sheet)
    row_number: int | None = None  #: row within that table or sheet, header rows included
    rectangle: Rectangle | None = None
    by_ocr: bool = field(default=False, compare=False)  #: read from a picture; not stored
    reworded: bool = False  #: whether itasearch reworded a real report, by the file's digest
    year_unsure: bool = False  #: of a stored report: a person must still check its fiscal year
    unchecked: bool = field(default=False, compare=False)  #: likewise its rows (DOUBTS_OF_ROWS)

    @property
    def line_apart(self) -> int | None:
        """The line, unless several rows of the table are on it, as in a web page of one line."""
        line, row = self.line_number, self.row_number
        return None if line and row and line < row else line

    @property
    def is_of_paragraph(self) -> bool:
        """Whether `line_number` counts paragraphs, as a format without lines has them."""
        return self.row_number is None and self.media_type in _OF_PARAGRAPHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that the format itself marks as a heading."""

    text: str
    level: int
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line or paragraph outside tables."""

    text: str
    source: SourceRef
    bold: bool = False  #: all of it is
    running: bool = False  #: a header or footer that the format keeps apart from the text
    linked: bool = False  #: all of it is links, as in a menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merged cell of a table; indices from 0, last ones inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its spans filled: every cell under a merge repeats the merged text."""

    rows: tuple[tuple[str, ...], ...]  #: texts, paragraphs and items on lines; of equal length
    row_sources: tuple[SourceRef, ...]  #: the place of each row
    source: SourceRef
    merges: tuple[Merge, ...] = ()
    continues: bool | None = None  #: its first row continues that of the page before; None: unclear


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulWord:
    """A word that OCR may have misread, with what is around it on its line; all without blanks."""

    text: str
    before: str = ""
    after: str = ""

    def place_in(self, text: str) -> tuple[int, int] | None:
        """[start, end) of the word in `text`, by its context (at an end one side); or None."""
        places = [index for index, letter in enumerate(text) if not letter.isspace()]
        start = self.start_in("".join(text[index] for index in places))
        return None if start is None else (places[start], places[start + len(self.text) - 1] + 1)

    def start_in(self, bare: str) -> int | None:
        """As `place_in`, where the word begins in a text without blanks."""
        start = bare.find(f"{self.before}{self.text}{self.after}")
        if start >= 0:
            start += len(self.before)
        elif bare == self.text or (self.after and bare.startswith(self.text + self.after)):
            start = 0
        elif self.before and bare.endswith(self.before + self.text):
            start = len(bare) - len(self.text)
        return None if start < 0 or not self.text else start


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """How one page was read."""

    number: int
    ocr_confidence: float | None = None  #: 0–1; None when the page's own text was taken.
    doubtful_numbers: tuple[str, ...] = ()  #: as read, perhaps wrongly: no such year is trusted
    doubtful_words: tuple[DoubtfulWord, ...] = ()  #: of which OCR was not sure, numbers too
    searchable: bool = False  #: whether a picture has unseen text behind it, too


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A file as read, text as in the file, not repaired."""

    source: SourceRef
    blocks: tuple[Block, ...]  #: in reading order
    media_type: str  #: such as "text/markdown"
    ocr_confidence: float | None = None  #: 0–1, lowest of pages read by OCR; None: born digital
    pages: tuple[PageReading, ...] = ()  #: in formats that have pages
    rough: bool = False  #: the format was converted, which may lose tables; a person must look
    warnings: tuple[str, ...] = ()  #: what the reader noticed, in one Thai sentence each


_MOST_STEM_BYTES, _MOST_SUFFIX_BYTES = 150, 10  #: UTF-8, of a file name
_RESERVED_BY_WINDOWS = {"con", "prn", "aux", "nul"}
_RESERVED_BY_WINDOWS |= {f"{kind}{n}" for kind in ("com", "lpt") for n in "0123456789"}
_FORBIDDEN_BY_WINDOWS = set('<>:"|?*')


def safe_name(name: str) -> str:
    """A file name that every system can hold, its ending kept.

    Folders, control and invisible characters and what Windows forbids are left out; a long name is
    cut at 150 bytes of UTF-8 before its ending.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    safe = "".join(
        letter
        for letter in unicodedata.normalize("NFC", last)
        if (letter.isprintable() or letter == " ") and letter not in _FORBIDDEN_BY_WINDOWS
    )
    ending = PurePosixPath(safe).suffix
    if len(ending.encode()) > _MOST_SUFFIX_BYTES:
        ending = ""
    stem = safe.removesuffix(ending).strip(" .")
    stem = stem.encode()[:_MOST_STEM_BYTES].decode(errors="ignore").rstrip(" .")
    if not stem or stem.split(".")[0].casefold() in _RESERVED_BY_WINDOWS:
        stem = f"file{stem and '-'}{stem}"
    return f"{stem}{ending}".rstrip(" .")


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalCell:
    """A cell of a line as the file has it."""

    text: str
    columns: int = 1  #: how many columns a merged cell covers
    continued: bool = False  #: whether a merged cell above, which has its text, covers it


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
    """A file in reading order."""

    sha256: str
    lines: tuple[OriginalLine, ...]
    media_type: str = ""
    cut: bool = False  #: whether it has more than was taken
    by_ocr: bool = False  #: whether words were read from pictures of pages
    is_scan: bool = False  #: whether most of its pages are pictures, or all that says something


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlace:
    """Rectangles of words on a page, one a line; none where only the page is known."""

    page_number: int
    rectangles: tuple[Rectangle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMatches:
    """Where words are in a file of pages."""

    sha256: str
    pages: int
    searched: int  #: how many pages, from the first; fewer if it took too long or found too much
    pictures: tuple[int, ...] = ()  #: without text; only rows that were read can be searched
    places: tuple[PagePlace, ...] = ()  #: in the order of the pages


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMatch:
    """Words in a cell of a line: numbers of both, from 0, and [start, end) in the cell's text."""

    line: int
    cell: int
    start: int
    end: int
