"""A Form as a Word document: A4 landscape, the table, then the sources on a page of their own.

Imports the documents' room and its neighbours.
"""

from itasearch.borrow.form import COLUMN_SHARES, SOURCE_SHARES, Form, shown
from itasearch.documents.grid import Grid, plain
from itasearch.documents.word import add_heading, add_paragraph, add_titles, as_docx, new_document
from itasearch.documents.word_table import add_table

_TITLE_LINES = 6
"""Lines of the table that the titles take on its first page."""


def write_docx(form: Form) -> bytes:
    """The form as a DOCX file."""
    document = new_document(" ".join(form.titles))
    add_titles(document, form.titles)
    measures = tuple(tuple(map(shown, row)) for row in form.rows)
    add_table(
        document,
        Grid(headers=form.headers, rows=measures, shares=COLUMN_SHARES),
        above=_TITLE_LINES,
    )
    add_heading(document, form.sources_title, new_page=True)
    for note in form.notes:
        add_paragraph(document, note)
    sources = tuple(tuple(map(plain, row)) for row in form.sources)
    add_table(document, Grid(headers=form.source_headers, rows=sources, shares=SOURCE_SHARES))
    return as_docx(document)
