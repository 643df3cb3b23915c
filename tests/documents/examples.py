"""Documents made for tests."""

import io

import docx
import openpyxl
from docx.document import Document
from openpyxl.workbook import Workbook

from itasearch.documents.grid import plain
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook
from itasearch.documents.word import add_table, as_docx, new_document
from itasearch.model.documents import Cell, DocumentGrid

HEADERS = ("มาตรการ", "ขั้นตอน")


def a_grid(*rows: tuple[str | Cell, str | Cell]) -> DocumentGrid:
    """Two columns of text, plain or marked."""
    cells = tuple(tuple(plain(c) if isinstance(c, str) else c for c in row) for row in rows)
    return DocumentGrid(headers=HEADERS, rows=cells, shares=(0.4, 0.6))


def a_word_table(grid: DocumentGrid) -> Document:
    """A Word document of the grid, written and opened again."""
    document = new_document("ตัวอย่าง")
    add_table(document, grid)
    return docx.Document(io.BytesIO(as_docx(document)))


def a_workbook(
    grid: DocumentGrid, *, name: str = "มาตรการ", titles: tuple[str, ...] = ()
) -> Workbook:
    """A workbook of the grid, written and opened again."""
    workbook = new_workbook("ตัวอย่าง")
    add_sheet(workbook, name, grid, titles=titles)
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(workbook)), rich_text=True)
