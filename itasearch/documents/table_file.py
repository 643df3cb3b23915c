"""Tables of an answer as a workbook or a CSV file.

A sheet has the title, the notes and a table; a CSV file has the title and notes once, then
the tables below each other with an empty row between.
"""

import csv
import io
from collections.abc import Iterator

from itasearch.documents.grid import csv_cell
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook
from itasearch.model.tables import AnswerTable, TableFile, TableFormat


def as_table_file(found: TableFile, kind: TableFormat) -> bytes:
    """The tables as the bytes of a file of this format."""
    return _as_csv(found) if kind is TableFormat.CSV else _as_workbook(found)


def _as_workbook(found: TableFile) -> bytes:
    workbook = new_workbook(found.title, language=found.language)
    for number, table in enumerate(found.tables):
        notes = found.notes if number == 0 else ()
        add_sheet(
            workbook,
            table.name,
            table.grid,
            titles=(_title(found, table), *notes, *table.notes),
            centred=False,
        )
    return as_xlsx(workbook)


def _title(found: TableFile, table: AnswerTable) -> str:
    return found.title if len(found.tables) == 1 else f"{found.title} · {table.name}"


def _as_csv(found: TableFile) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([csv_cell(text) for text in row] for row in _lines(found))
    return written.getvalue().encode("utf-8-sig")


def _lines(found: TableFile) -> Iterator[list[str]]:
    yield from ([text] for text in (found.title, *found.notes))
    for table in found.tables:
        yield []
        yield from ([text] for text in (table.name, *table.notes))
        yield from table.grid.texts()
