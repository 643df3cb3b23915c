"""A Form as a workbook: the table on one sheet, the sources on another, ready to print.

Imports the documents' room and its neighbours.
"""

from itasearch.borrow.form import COLUMN_SHARES, SOURCE_SHARES, Form, shown
from itasearch.documents.grid import Grid, plain
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook

_SHEET_NAME = "มาตรการ"
_SOURCES_NAME = "ที่มา"


def write_xlsx(form: Form) -> bytes:
    """The form as an XLSX file."""
    workbook = new_workbook(" ".join(form.titles))
    measures = tuple(tuple(map(shown, row)) for row in form.rows)
    grid = Grid(headers=form.headers, rows=measures, shares=COLUMN_SHARES)
    add_sheet(workbook, _SHEET_NAME, grid, titles=form.titles)
    sources = tuple(tuple(map(plain, row)) for row in form.sources)
    grid = Grid(headers=form.source_headers, rows=sources, shares=SOURCE_SHARES)
    lines = (form.sources_title, *form.notes)
    add_sheet(workbook, _SOURCES_NAME, grid, titles=lines, centred=False)
    return as_xlsx(workbook)
