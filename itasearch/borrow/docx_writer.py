"""A Form as a Word document: A4 landscape, the table, then the sources on a page of their own.

python-docx knows nothing of repeated header rows, rows kept whole, or fields; those
are set in the XML. Imports python-docx and its neighbours.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Emu, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from itasearch.borrow import word_styles as styles
from itasearch.borrow.form import BLANK, Form
from itasearch.borrow.layout import COLUMN_SHARES, SOURCE_SHARES, line_count
from itasearch.borrow.word_styles import element

_WIDTH, _HEIGHT, _MARGIN = Cm(29.7), Cm(21.0), Cm(1.8)
_ROOM = Emu(_WIDTH - 2 * _MARGIN)
_PADDING = Cm(0.4)
_WHOLE_LINES = 16
"""Rows of up to so many lines stay on one page; a page holds some 18."""

_FIRST_WHOLE_LINES = 8
"""The same of the first row, which shares its page with the titles."""

_FILL_IN = "FFF2CC"
_HEADER = "E7E6E6"


def write_docx(form: Form) -> bytes:
    """The form as a DOCX file."""
    document = docx.Document()
    styles.set_up_styles(document)
    _set_up_page(document)
    _set_up_properties(document, form)
    for number, title in enumerate(form.titles):
        document.add_paragraph(title, style=styles.SUBTITLE if number else styles.TITLE)
    document.paragraphs[-1].paragraph_format.space_after = Pt(10)
    _add_table(document, form.headers, form.rows, COLUMN_SHARES)
    _add_sources(document, form)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up_page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    section.footer_distance = Cm(1.0)
    _add_page_number(section.footer.paragraphs[0])


def _add_page_number(paragraph: Paragraph) -> None:
    """ "หน้า ๑": a field that Word counts; LibreOffice shows Arabic digits."""
    paragraph.style = styles.FOOTER
    paragraph.add_run("หน้า ")
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE \\* ThaiArabic </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>๑</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.add_run()._r.append(element(part))


def _set_up_properties(document: Document, form: Form) -> None:
    properties = document.core_properties
    properties.title = " ".join(form.titles)[:255]
    properties.author = properties.last_modified_by = "itasearch"
    properties.comments = ""
    properties.language = "th-TH"
    properties.created = properties.modified = datetime.now(UTC)


def _add_sources(document: Document, form: Form) -> None:
    heading = document.add_paragraph(form.sources_title, style=styles.HEADING)
    heading.paragraph_format.page_break_before = True
    for note in form.notes:
        document.add_paragraph(note, style=styles.BODY)
    _add_table(document, form.source_headers, form.sources, SOURCE_SHARES)


def _add_table(
    document: Document,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
) -> None:
    table = document.add_table(rows=len(rows) + 1, cols=len(headers), style="Table Grid")
    widths = [Emu(round(_ROOM * share)) for share in shares]
    _fix_widths(table, widths)
    official = shares is COLUMN_SHARES
    header, *body = table.rows
    _fill_header(header, headers, widths)
    for number, (row, texts) in enumerate(zip(body, rows, strict=True)):
        lines = max(map(_lines, texts, widths))
        if lines <= (_WHOLE_LINES if number else _FIRST_WHOLE_LINES):
            row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            _fill_cell(cell, text, width, fill_in=official)


def _lines(text: str, width: Emu) -> int:
    return line_count(text, width=Emu(width - _PADDING).pt, size=styles.POINTS[styles.CELL])


def _fix_widths(table: Table, widths: Sequence[Emu]) -> None:
    """Widths as given, whatever the cells hold."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _fill_header(row: _Row, headers: Sequence[str], widths: Sequence[Emu]) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(element("<w:cantSplit/>"))
    properties.append(element("<w:tblHeader/>"))
    for cell, header, width in zip(row.cells, headers, widths, strict=True):
        cell.width = width
        _shade(cell, _HEADER)
        _write(cell.paragraphs[0], header, styles.HEADER_CELL)


def _fill_cell(cell: _Cell, text: str, width: Emu, *, fill_in: bool) -> None:
    """Write each line as a paragraph; what is to be filled in is dotted and coloured."""
    cell.width = width
    if fill_in and BLANK in (text or BLANK):
        _shade(cell, _FILL_IN)
    lines = text.split("\n") if text or not fill_in else [BLANK]
    first = cell.paragraphs[0]
    for number, line in enumerate(lines):
        _write(cell.add_paragraph() if number else first, line, styles.CELL)


def _write(paragraph: Paragraph, text: str, style: str) -> None:
    # By its id: looking a style up by name takes python-docx longer than all the rest.
    paragraph._p.style = style.replace(" ", "")
    paragraph.add_run(text)


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(
        element(f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )
