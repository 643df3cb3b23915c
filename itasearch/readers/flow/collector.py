"""Blocks in reading order, each with its place in the file; all readers end here.

A sheet, as spreadsheets and CSV files hold them, has no prose: titles are in a cell above the
table, notes below it, and several tables share a sheet with empty rows between them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.model.source import (
    Block,
    Heading,
    Merge,
    Paragraph,
    SourceDocument,
    SourceRef,
    Table,
)
from itasearch.text.dates.months import is_year
from itasearch.text.thai.stretches import CONTINUED_ROW
from itasearch.wording.messages import NO_TEXT, SPLIT

_LAST_OF_PLANES = "".join(chr(0x10000 * plane - at) for plane in range(1, 18) for at in (1, 2))
_NO_CHARACTERS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef{_LAST_OF_PLANES}]")
"""Control characters and the noncharacters of Unicode."""
_FONT_SIGNS = "\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf06f\uf0fc\uf0fe\uf0fb\uf0fd\uf050\uf052\uf04f\uf0a3"
_SIGNS = dict(zip(f"{_FONT_SIGNS}o", "•▪➢❖□□✓☑✗☒✓☑✗☐◦", strict=True))
"""Signs of Symbol, Wingdings and Wingdings 2, which no other font shows, as those that all fonts
have; Word's bullet of the second level is the letter o."""
_SIGN = re.compile(rf"[{_FONT_SIGNS}]|^o(?=\s+[ก-ฮเ-ไ])", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedRow:
    """One row of a table: its cell texts, and its line and row in the file where known."""

    cells: tuple[str, ...]
    line_number: int | None = None
    row_number: int | None = None


class Collector:
    """Gathers blocks of one file, each with its page (`page_number` is set while reading)."""

    def __init__(self, source: SourceRef, *, limits: ReadLimits) -> None:
        self.page_number: int | None = None
        self.tables = 0  #: how many the file (or sheet) has given so far
        self.warnings: list[str] = []
        self._source = source
        self._limits = limits
        self._blocks: list[Block] = []
        self._sheet: str | None = None
        self._cells = 0
        self._texts = 0

    def begin_sheet(self, name: str) -> None:
        """Begin a sheet, in which tables are numbered from 1 again."""
        self._sheet = name
        self.tables = 0

    def heading(self, text: str, level: int, *, line_number: int | None = None) -> None:
        """Add a heading; empty text adds nothing."""
        if cleaned := clean(text):
            source = self._source_at(line_number or self._next_text())
            self._blocks.append(Heading(text=cleaned, level=level, source=source))

    def paragraph(
        self,
        text: str,
        *,
        line_number: int | None = None,
        row_number: int | None = None,
        bold: bool = False,
        running: bool = False,
        linked: bool = False,
    ) -> None:
        """Add one paragraph per non-empty line of `text`."""
        for cleaned in filter(None, map(clean, text.split("\n"))):
            line = line_number or (None if row_number or running else self._next_text())
            source = replace(self._source_at(line), row_number=row_number)
            self._blocks.append(
                Paragraph(text=cleaned, source=source, bold=bold, running=running, linked=linked)
            )

    def table(self, rows: Sequence[CollectedRow], *, merges: Sequence[Merge] = ()) -> None:
        """Add a table; rows are padded to equal length. A table without text adds nothing."""
        if not rows:
            return
        texts = [tuple(clean(cell) for cell in row.cells) for row in rows]
        width = max((len(row) for row in texts), default=0)
        self.check_cells(width * len(texts))
        self._cells += width * len(texts)
        if not any(map(any, texts)):
            return
        self.tables += 1
        source = replace(self._source_at(rows[0].line_number), table_number=self.tables)
        self._blocks.append(
            Table(
                rows=tuple(row + ("",) * (width - len(row)) for row in texts),
                row_sources=tuple(
                    replace(
                        source, line_number=row.line_number, row_number=row.row_number or number
                    )
                    for number, row in enumerate(rows, start=1)
                ),
                source=source,
                merges=tuple(merges),
            )
        )

    def check_cells(self, cells: int) -> None:
        """Check that a table of so many cells still fits, before it is made."""
        if self._cells + cells > self._limits.cells:
            raise LimitExceededError(
                path=self._source.path, reason=f"ตารางในไฟล์มีเกิน {self._limits.cells:,} ช่อง {SPLIT}"
            )

    def document(self, media_type: str, *, warnings: Sequence[str] = ()) -> SourceDocument:
        """The file with the blocks gathered; raises DamagedFileError without any."""
        if not self._blocks:
            raise DamagedFileError(path=self._source.path, reason=NO_TEXT)
        return SourceDocument(
            source=self._source,
            blocks=tuple(self._blocks),
            media_type=media_type,
            warnings=(*warnings, *self.warnings),
        )

    def _next_text(self) -> int:
        # The line number of a heading or paragraph in formats without lines.
        self._texts += 1
        return self._texts

    def _source_at(self, line_number: int | None) -> SourceRef:
        return replace(
            self._source, page_number=self.page_number, line_number=line_number, sheet=self._sheet
        )


def filled(
    cells: Iterable[tuple[Merge, str]], *, rows: int, columns: int
) -> tuple[list[list[str]], list[Merge]]:
    """The texts of a table of so many rows and columns, and its merged cells.

    `cells`: what each covers, and its text, which is given to all that it covers.
    """
    texts = [[""] * columns for _ in range(rows)]
    merges = []
    for cell, text in cells:
        fill(texts, cell, text)
        if cell.last_row > cell.first_row or cell.last_column > cell.first_column:
            merges.append(cell)
    return texts, merges


def fill(texts: Sequence[list[str]], cell: Merge, text: str) -> None:
    """Write `text` wherever `cell` is."""
    for row in texts[cell.first_row : cell.last_row + 1]:
        for column in range(cell.first_column, cell.last_column + 1):
            row[column] = text


def within(merge: Merge, rows: Sequence[int], columns: Sequence[int]) -> Merge | None:
    """A merged cell in the table that these rows and columns make; None if no longer merged."""
    top, bottom = bisect_left(rows, merge.first_row), bisect_right(rows, merge.last_row) - 1
    left = bisect_left(columns, merge.first_column)
    right = bisect_right(columns, merge.last_column) - 1
    if top > bottom or left > right or (top == bottom and left == right):
        return None
    return Merge(first_row=top, first_column=left, last_row=bottom, last_column=right)


def symbol(letter: str, *, unknown: str) -> str:
    """The sign that a symbol font draws for a letter; `unknown` where it has no equal."""
    return _SIGNS.get(chr(0xF000 | ord(letter)), unknown)


def clean(text: str) -> str:
    """`text` without control and noncharacters, its lines stripped, empty lines dropped."""
    lines = (_NO_CHARACTERS.sub("", line).strip(" \t\xa0\ufeff") for line in text.split("\n"))
    return _SIGN.sub(lambda sign: _SIGNS[sign[0]], "\n".join(line for line in lines if line))


_LONGEST_SIGNATURE = 60  # letters
_NUMERIC = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙., %-")


def emit_sheet(
    rows: Sequence[CollectedRow], collector: Collector, *, merges: Sequence[Merge] = ()
) -> None:
    """Give the blocks of a sheet to the collector, in order of its rows.

    `rows` have the texts of merged cells filled; `merges` index them and their cells from 0.
    """
    own = [[cell.strip() for cell in row.cells] for row in rows]
    for merge in merges:
        text = own[merge.first_row][merge.first_column]
        fill(own, merge, "")
        own[merge.first_row][merge.first_column] = text
    width = max((sum(map(bool, texts)) for texts in own), default=0)
    columns = sorted({column for texts in own for column, text in enumerate(texts) if text})
    for is_filled, numbers in groupby(
        range(len(rows)), lambda number: any(map(str.strip, rows[number].cells))
    ):
        part = list(numbers) if is_filled else []
        while part and _is_title(own, part[0], width, later=bool(collector.tables)):
            line = " ".join(text for text in own[part[0]] if text)
            row = rows[part.pop(0)]
            collector.paragraph(line, line_number=row.line_number, row_number=row.row_number)
        table = []
        for row in (rows[number] for number in part):
            cells = tuple(row.cells[at] if at < len(row.cells) else "" for at in columns)
            table.append(replace(row, cells=cells))
        inside = (within(merge, part, columns) for merge in merges)
        collector.table(table, merges=[merge for merge in inside if merge])


def _is_title(own: Sequence[Sequence[str]], at: int, width: int, *, later: bool) -> bool:
    """Whether the row `at` is above the table and not in it; so are those above it, if not empty.

    `own`: the texts of all rows, merged ones once; `width`: most texts that a row of the sheet has;
    `later`: the sheet has had a table already.
    """
    filled = [column for column, text in enumerate(own[at]) if text]
    if not filled:
        return True
    text = own[at][filled[-1]]
    if len(filled) == 1:
        # A long text in a later column continues a row that a page break cuts, or the note above.
        above = own[at - 1][filled[0]] if at and filled[0] < len(own[at - 1]) else ""
        is_note = filled[0] == 0 or (above != "" and not CONTINUED_ROW.search(above))
        return is_note or not (later and len(text) > _LONGEST_SIGNATURE)
    # Labels above a wide table ("หน่วยงาน", "เทศบาล…"); rows of figures, but for a year, are a
    # table of scores.
    pairs = len(filled) == 2 and width >= 5 and not later
    label = own[at][filled[0]]
    year = is_year(text) and ("ปี" in label or is_year(f"{label} {text}"))
    return pairs and (year or not set(text) <= _NUMERIC)
