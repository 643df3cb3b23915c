"""A Word document of titles, headings, paragraphs and tables, set up for Thai offices.

A4, TH Sarabun New in real styles, page numbers in Thai digits. python-docx knows nothing of
fields; they are set in the XML.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Emu, Length, Pt
from docx.text.paragraph import Paragraph

from itasearch.documents import word_styles as styles
from itasearch.documents.grid import letters, plain, printable
from itasearch.documents.word_styles import element
from itasearch.documents.word_table import write_cell_line
from itasearch.model.documents import Cell

_LONG, _SHORT, _MARGIN = Cm(29.7), Cm(21.0), Cm(1.8)
_BELOW_TITLES = Pt(10)
_LONGEST_PROPERTY = 255
_SIGN_WIDTH = 0.32
"""Mean width of a sign on a line to sign on, most of them dots, as a share of the size."""


def new_document(title: str, *, landscape: bool = True) -> Document:
    """An empty A4 document with the styles of word_styles and a page number in each footer.

    Args:
        title: of the file's properties; cut after 255 letters, as Word demands.
    """
    document = docx.Document()
    styles.set_up_styles(document)
    _set_up_page(document, landscape=landscape)
    properties = document.core_properties
    properties.title = printable(title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "itasearch"
    properties.comments = ""
    properties.language = "th-TH"
    properties.created = properties.modified = datetime.now(UTC)
    return document


def add_titles(document: Document, lines: Sequence[str | Cell]) -> None:
    """Centred lines, the first one as title, the others below it."""
    for number, line in enumerate(lines):
        style = styles.SUBTITLE if number else styles.TITLE
        paragraph = add_paragraph(document, line, style=style)
        if number == len(lines) - 1:
            paragraph.paragraph_format.space_after = _BELOW_TITLES


def add_heading(
    document: Document, text: str, *, level: int = 1, new_page: bool = False
) -> Paragraph:
    """A heading of level 1 or 2, which stays with what follows it.

    Raises:
        ValueError: another level.
    """
    if level not in (1, 2):
        raise ValueError(f"a heading has level 1 or 2, not {level}")
    style = styles.HEADING if level == 1 else styles.HEADING_2
    heading = add_paragraph(document, text, style=style)
    heading.paragraph_format.page_break_before = new_page or None
    return heading


def add_paragraph(document: Document, text: str | Cell, *, style: str = styles.BODY) -> Paragraph:
    """A paragraph of plain or marked text; line ends break its line."""
    paragraph = document.add_paragraph(style=style)
    write_cell_line(paragraph, plain(text) if isinstance(text, str) else text)
    return paragraph


def add_side_by_side(
    document: Document, columns: Sequence[Sequence[str]], *, width: Length
) -> None:
    """Lines of several columns of the same length, centred: signatures.

    They are paragraphs with tab stops, no table. As many as fit are side by side on one page,
    the others below them.

    Args:
        width: of the page's text.
    """
    longest = max(letters(text) for column in columns for text in column)
    needed = longest * _SIGN_WIDTH * styles.POINTS[styles.SIGNATURE]
    abreast = max(1, min(len(columns), int(Emu(width).pt / needed)))
    for first in range(0, len(columns), abreast):
        beside = columns[first : first + abreast]
        share = Emu(round(width / len(beside)))
        _add_centred(document, list(zip(*beside, strict=True)), share)


def _add_centred(document: Document, lines: Sequence[Sequence[str]], share: Length) -> None:
    """Lines of one or several texts, each in the middle of its share; they stay together."""
    for number, line in enumerate(lines, start=1):
        paragraph = document.add_paragraph(style=styles.SIGNATURE)
        form = paragraph.paragraph_format
        form.keep_with_next = number < len(lines)
        form.space_before = _BELOW_TITLES if number == 1 else None
        for column in range(len(line)):
            stop = Emu(round(share * (column + 0.5)))
            form.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.CENTER)
        paragraph.add_run("".join(f"\t{printable(text)}" for text in line))


def as_docx(document: Document) -> bytes:
    """The document as the bytes of a DOCX file."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up_page(document: Document, *, landscape: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    section.footer_distance = Cm(1.0)
    _add_page_number(section.footer.paragraphs[0])


def _add_page_number(paragraph: Paragraph) -> None:
    """Add "หน้า ๑": a field that Word counts; LibreOffice shows Arabic digits."""
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
