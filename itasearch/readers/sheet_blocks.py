"""A grid of cells, as spreadsheets and CSV files hold it, to paragraphs and tables.

A sheet has no prose: titles stand in a cell above the table, notes below it, and
several tables share a sheet with empty rows between them. Imports the standard
library, model and readers.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from itasearch.model.source import Merge
from itasearch.readers.collector import Collector, Row
from itasearch.readers.inline_markup import has_tags, without_markup

_NUMERIC = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙., %-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Cells of a sheet, merged ones filled.

    Attributes:
        rows: cell texts; row numbers count from 1 as the spreadsheet shows them.
        merges: merged cells, indices from 0 into `rows` and its columns.
    """

    rows: Sequence[Row]
    merges: Sequence[Merge] = field(default=())


def emit_sheet(sheet: Sheet, collector: Collector) -> None:
    """Hand the blocks of `sheet` to the collector, in order of its rows."""
    own = _own_texts(sheet)
    width = max((sum(map(bool, texts)) for texts in own), default=0)
    used = {column for texts in own for column, text in enumerate(texts) if text}
    columns = sorted(used)
    for start, end in _chunks(sheet.rows):
        begin = start
        while begin < end and _is_title(own, begin, end, width, first_table=not collector.tables):
            line = " ".join(text for text in own[begin] if text)
            row = sheet.rows[begin]
            collector.paragraph(line, line_number=row.line_number, row_number=row.row_number)
            begin += 1
        if begin < end:
            _emit_table(sheet, range(begin, end), columns, collector)


def _own_texts(sheet: Sheet) -> list[list[str]]:
    """Texts of each row, a merged text only where its merge begins."""
    texts = [[cell.strip() for cell in row.cells] for row in sheet.rows]
    for merge in sheet.merges:
        for row in range(merge.first_row, min(merge.last_row + 1, len(texts))):
            for column in range(merge.first_column, min(merge.last_column + 1, len(texts[row]))):
                if (row, column) != (merge.first_row, merge.first_column):
                    texts[row][column] = ""
    return texts


def _chunks(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Ranges of rows without an empty row between them."""
    start = 0
    for number, row in enumerate((*rows, Row(cells=()))):
        if not any(cell.strip() for cell in row.cells):
            if number > start:
                yield start, number
            start = number + 1


def _is_title(
    own: Sequence[Sequence[str]], row: int, end: int, width: int, *, first_table: bool
) -> bool:
    """Whether `row` stands above the table and not in it."""
    texts = [text for text in own[row] if text]
    if len(texts) <= 1:
        return not (texts and _heads_columns(own, row, end))
    # Labels above a wide table ("หน่วยงาน", "เทศบาล…"); rows of figures are a table of scores.
    pairs = len(texts) == 2 and width >= 5 and first_table
    return pairs and not set(texts[1]) <= _NUMERIC


def _heads_columns(own: Sequence[Sequence[str]], row: int, end: int) -> bool:
    """Whether the one text of `row` is the upper half of a header, over some columns only."""
    column = next(number for number, text in enumerate(own[row]) if text)
    below = own[row + 1] if row + 1 < end else ()
    first = next((number for number, text in enumerate(below) if text), column)
    return first < column and sum(map(bool, below)) >= 4 and len(own[row][column]) < 40


def _emit_table(sheet: Sheet, rows: range, columns: Sequence[int], collector: Collector) -> None:
    merges = []
    for merge in sheet.merges:
        first = bisect_left(columns, merge.first_column)
        last = bisect_right(columns, merge.last_column) - 1
        top, bottom = max(merge.first_row, rows.start), min(merge.last_row, rows.stop - 1)
        if top <= bottom and first <= last and (top < bottom or first < last):
            merges.append(
                Merge(
                    first_row=top - rows.start,
                    first_column=first,
                    last_row=bottom - rows.start,
                    last_column=last,
                )
            )
    collector.table([_picked(sheet.rows[row], columns) for row in rows], merges=merges)


def _picked(row: Row, columns: Sequence[int]) -> Row:
    """`row` with the columns that hold text somewhere in the sheet, HTML taken out."""
    cells = (row.cells[column] if column < len(row.cells) else "" for column in columns)
    return replace(
        row, cells=tuple(without_markup(cell) if has_tags(cell) else cell for cell in cells)
    )
