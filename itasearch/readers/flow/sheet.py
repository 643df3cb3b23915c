"""The cells of a sheet, as spreadsheets and CSV files hold them, to paragraphs and tables.

A sheet has no prose: titles are in a cell above the table, notes below it, and several
tables share a sheet with empty rows between them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.model.source import Merge
from itasearch.readers.flow.collector import CollectedRow, Collector
from itasearch.text.dates.periods import is_year

_LONGEST_SIGNATURE = 60  # letters
_NUMERIC = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙., %-")


def emit_sheet(
    rows: Sequence[CollectedRow], collector: Collector, *, merges: Sequence[Merge] = ()
) -> None:
    """Give the blocks of a sheet to the collector, in order of its rows.

    Args:
        rows: cell texts, merged ones filled; row numbers count from 1 as the spreadsheet
            shows them.
        merges: merged cells, indices from 0 into `rows` and its columns.
    """
    own = _own_texts(rows, merges)
    width = max((sum(map(bool, texts)) for texts in own), default=0)
    columns = sorted({column for texts in own for column, text in enumerate(texts) if text})
    for start, end in _chunks(rows):
        begin = start
        while begin < end and _is_title(
            own, range(begin, end), width, later=bool(collector.tables)
        ):
            line = " ".join(text for text in own[begin] if text)
            row = rows[begin]
            collector.paragraph(line, line_number=row.line_number, row_number=row.row_number)
            begin += 1
        if begin < end:
            _emit_table(rows, merges, range(begin, end), columns, collector)


def _own_texts(rows: Sequence[CollectedRow], merges: Sequence[Merge]) -> list[list[str]]:
    texts = [[cell.strip() for cell in row.cells] for row in rows]
    for merge in merges:
        for row in range(merge.first_row, min(merge.last_row + 1, len(texts))):
            for column in range(merge.first_column, min(merge.last_column + 1, len(texts[row]))):
                if (row, column) != (merge.first_row, merge.first_column):
                    texts[row][column] = ""
    return texts


def _chunks(rows: Sequence[CollectedRow]) -> Iterator[tuple[int, int]]:
    start = 0
    for number, row in enumerate((*rows, CollectedRow(cells=()))):
        if not any(cell.strip() for cell in row.cells):
            if number > start:
                yield start, number
            start = number + 1


def _is_title(own: Sequence[Sequence[str]], rows: range, width: int, *, later: bool) -> bool:
    """Whether the first of `rows` is above the table and not in it.

    Args:
        own: texts of all rows, merged ones once.
        width: most texts that a row of the sheet has.
        later: whether the sheet has had a table already.
    """
    filled = [column for column, text in enumerate(own[rows.start]) if text]
    if not filled:
        return True
    text = own[rows.start][filled[-1]]
    if len(filled) == 1:
        # A long text in a later column continues a row that a page break cuts.
        continued = later and filled[0] > 0 and len(text) > _LONGEST_SIGNATURE
        return not continued
    # Labels above a wide table ("หน่วยงาน", "เทศบาล…"); rows of figures, but for a year, are a
    # table of scores.
    pairs = len(filled) == 2 and width >= 5 and not later
    label = own[rows.start][filled[0]]
    year = is_year(text) and ("ปี" in label or is_year(f"{label} {text}"))
    return pairs and (year or not set(text) <= _NUMERIC)


def _emit_table(
    rows: Sequence[CollectedRow],
    merges: Sequence[Merge],
    part: range,
    columns: Sequence[int],
    collector: Collector,
) -> None:
    kept = []
    for merge in merges:
        first = bisect_left(columns, merge.first_column)
        last = bisect_right(columns, merge.last_column) - 1
        top, bottom = max(merge.first_row, part.start), min(merge.last_row, part.stop - 1)
        if top <= bottom and first <= last and (top < bottom or first < last):
            kept.append(
                Merge(
                    first_row=top - part.start,
                    first_column=first,
                    last_row=bottom - part.start,
                    last_column=last,
                )
            )
    collector.table([_with_columns(rows[row], columns) for row in part], merges=kept)


def _with_columns(row: CollectedRow, columns: Sequence[int]) -> CollectedRow:
    cells = tuple(row.cells[column] if column < len(row.cells) else "" for column in columns)
    return replace(row, cells=cells)
