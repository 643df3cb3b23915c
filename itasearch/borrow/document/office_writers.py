"""A Form as a Word document or a workbook.

The document is A4 landscape with the sources on a page of their own; in the workbook measures,
last year's ITA result and sources have a sheet each.
"""

from docx.document import Document
from docx.shared import Pt

from itasearch.documents.grid import plain
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook
from itasearch.documents.word import (
    PageSpace,
    add_heading,
    add_paragraph,
    add_side_by_side,
    add_table,
    add_titles,
    as_docx,
    new_document,
    page_space_of,
)
from itasearch.model.documents import Analysis, Cell, Form

_MEASURES, _ANALYSIS, _SOURCES = "มาตรการ", "ผลประเมิน ITA", "ที่มา"
"""Names of the workbook's sheets."""

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


def write_xlsx(form: Form) -> bytes:
    """The form as an XLSX file."""
    workbook = new_workbook(form.subject)
    signatures = [line for signature in form.signatures for line in (*signature, "")]
    analysis = form.analysis
    titles: tuple[Cell, ...] = form.titles
    if analysis is not None and analysis.grid is None:
        titles = (*titles, *analysis.above)
    add_sheet(workbook, _MEASURES, form.measures, titles=titles, below=signatures)
    if analysis is not None and analysis.grid is not None:
        lines = (plain(analysis.heading), *analysis.above)
        add_sheet(
            workbook, _ANALYSIS, analysis.grid, titles=lines, below=analysis.below, centred=False
        )
    if form.appendix:
        lines = (plain(form.sources_title), *map(plain, form.notes))
        add_sheet(workbook, _SOURCES, form.sources, titles=lines, centred=False)
    return as_xlsx(workbook)
