"""A Form as a Word document: A4 landscape, the sources on a page of their own."""

from docx.document import Document
from docx.shared import Pt

from itasearch.documents.word import (
    add_heading,
    add_paragraph,
    add_side_by_side,
    add_titles,
    as_docx,
    new_document,
)
from itasearch.documents.word_table import PageSpace, add_table, page_space_of
from itasearch.model.documents import Analysis, Form

_BELOW_TABLE = Pt(8)
_TITLE_LINES = 6
"""Lines of the table that titles or a heading take on its first page."""


def write_docx(form: Form) -> bytes:
    """The form as a DOCX file."""
    document = new_document(form.subject)
    space = page_space_of(document)
    add_titles(document, form.titles)
    if form.analysis is not None:
        add_analysis(document, form.analysis, space=space)
    if form.heading is not None:
        add_heading(document, form.heading)
    add_table(document, form.measures, space=space, above=_TITLE_LINES)
    add_signatures(document, form, space=space)
    add_sources(document, form, space=space, new_page=True)
    return as_docx(document)


def add_analysis(document: Document, analysis: Analysis, *, space: PageSpace) -> None:
    """Add the part about the last ITA result."""
    add_heading(document, analysis.heading)
    for sentence in analysis.above:
        add_paragraph(document, sentence)
    if analysis.grid is not None:
        add_table(document, analysis.grid, space=space)
    for sentence in analysis.below:
        add_paragraph(document, sentence).paragraph_format.space_before = _BELOW_TABLE


def add_signatures(document: Document, form: Form, *, space: PageSpace) -> None:
    """Add the lines to sign on, side by side on one page; a bare table has none."""
    if form.signatures:
        add_side_by_side(document, form.signatures, width=space.width)


def add_sources(
    document: Document, form: Form, *, space: PageSpace, new_page: bool = False
) -> None:
    """Add the appendix, if the form has one."""
    if not form.appendix:
        return
    add_heading(document, form.sources_title, new_page=new_page)
    for note in form.notes:
        add_paragraph(document, note)
    add_table(document, form.sources, space=space, small=True)
