"""The cells of a sheet, as spreadsheets and CSV files hold them, to paragraphs and tables.

A sheet has no prose: titles are in a cell above the table, notes below it, and several
tables share a sheet with empty rows between them.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from itasearch.model.source import Merge
from itasearch.readers.flow.collector import CollectedRow, Collector, fill, within
from itasearch.text.dates.months import is_year

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
        while part and _is_title(own[part[0]], width, later=bool(collector.tables)):
            line = " ".join(text for text in own[part[0]] if text)
            row = rows[part.pop(0)]
            collector.paragraph(line, line_number=row.line_number, row_number=row.row_number)
        table = []
        for row in (rows[number] for number in part):
            cells = tuple(row.cells[at] if at < len(row.cells) else "" for at in columns)
            table.append(replace(row, cells=cells))
        inside = (within(merge, part, columns) for merge in merges)
        collector.table(table, merges=[merge for merge in inside if merge])


def _is_title(own: Sequence[str], width: int, *, later: bool) -> bool:
    """Whether a row is above the table and not in it.

    `own`: its texts, merged ones once; `width`: most texts that a row of the sheet has; `later`:
    the sheet has had a table already.
    """
    filled = [column for column, text in enumerate(own) if text]
    if not filled:
        return True
    text = own[filled[-1]]
    if len(filled) == 1:
        # A long text in a later column continues a row that a page break cuts.
        return not (later and filled[0] > 0 and len(text) > _LONGEST_SIGNATURE)
    # Labels above a wide table ("หน่วยงาน", "เทศบาล…"); rows of figures, but for a year, are a
    # table of scores.
    pairs = len(filled) == 2 and width >= 5 and not later
    label = own[filled[0]]
    year = is_year(text) and ("ปี" in label or is_year(f"{label} {text}"))
    return pairs and (year or not set(text) <= _NUMERIC)
