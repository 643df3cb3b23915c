"""A Word document of titles, headings, paragraphs and tables, set up for Thai offices.

A4, TH Sarabun New in real styles, page numbers in the document's digits; tables with the header
row on every page, rows kept whole, fixed widths, marks as runs. python-docx knows nothing of
fields, repeated headers and whole rows; they are set in the XML.

Every style names the font for Thai letters too: Word keeps two fonts and two sizes for a run,
one for Latin and one for "complex scripts" such as Thai; python-docx sets the Latin ones only,
and the theme of its default document would win over them.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Length, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from itasearch.documents.grid import (
    FONT,
    GROUP_FILL,
    HEADER_FILL,
    INKS,
    LONGEST_PROPERTY,
    fitted,
    has_mark,
    in_digits,
    letters,
    line_count,
    lines_of,
    plain,
    printable,
)
from itasearch.model.documents import Cell, Digits, DocumentGrid, TextMark, cell_text

TITLE = "Title"
SUBTITLE = "Subtitle"
HEADING = "Heading 1"
HEADING_2 = "Heading 2"
BODY = "Normal"
CELL = "Table Text"
HEADER_CELL = "Table Header"
GROUP_CELL = "Table Group"
SMALL_CELL = "Table Small Text"
SMALL_HEADER = "Table Small Header"
SIGNATURE = "Signature Line"
FOOTER = "Footer"
TABLE = "Table Grid"

POINTS = {
    TITLE: 18,
    **dict.fromkeys((SUBTITLE, HEADING, HEADING_2, BODY, SIGNATURE), 16),
    **dict.fromkeys((CELL, HEADER_CELL, GROUP_CELL, FOOTER), 14),
    **dict.fromkeys((SMALL_CELL, SMALL_HEADER), 13),
}
"""Sizes; 16 points are what letters of Thai offices are written in, 14 their tables."""

LEADING = 1.3  # line height in font sizes; fixed: fonts taken for a missing one reach 1.66

_TWIPS = 20  # of a point

_BOLD = frozenset({TITLE, SUBTITLE, HEADING, HEADING_2, HEADER_CELL, GROUP_CELL, SMALL_HEADER})
_CENTRED = frozenset({TITLE, SUBTITLE, HEADER_CELL, SMALL_HEADER, FOOTER})
_AFTER = {SUBTITLE: 0, HEADING: 120, HEADING_2: 60, BODY: 60}
"""Space below a paragraph, in twentieths of a point."""

_TOGETHER = frozenset({HEADING, HEADING_2, HEADER_CELL, SMALL_HEADER, GROUP_CELL})
"""Paragraphs that stay on the page of what follows them."""

_OUTLINE = {HEADING: 0, HEADING_2: 1}
_GRID_STYLE = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr>'
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
_FREE_FONTS = "TH Sarabun PSK,Sarabun,Laksaman,Noto Sans Thai"
"""Free fonts of the same letters, in the order in which Word tries them for FONT."""

_MARGIN, _TOP = Cm(1.8), Cm(1.5)
_BELOW_TITLES = Pt(6)
_CELL_MARGIN = 20  # between text and the rules above and below it, in 1/20 point
_SIGN_WIDTH = 0.32  # mean width of a sign on a line to sign on, most of them dots, in sizes
_PADDING = Cm(0.4)
_LEAST_WIDE = Cm(20)
_NOTICE_FILL = "FFF9C4"


def new_document(
    title: str,
    *,
    digits: Digits = Digits.THAI,
    language: str = "th",
) -> Document:
    """An empty document, A4 landscape, with styles for Thai and a page number in each footer.

    `language`: of its words, "th" or "en"; Thai letters are taken as Thai in both.
    """
    document = docx.Document()
    set_up_styles(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = _TOP, _MARGIN
    section.footer_distance = Cm(0.6)
    _write_footer(document, digits, page="Page " if language == "en" else "หน้า ")
    properties = document.core_properties
    properties.title = printable(title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "itasearch"
    properties.comments = ""
    properties.language = "en-GB" if language == "en" else "th-TH"
    properties.created = properties.modified = datetime.now(UTC)
    return document


def add_titles(document: Document, lines: Sequence[str | Cell]) -> None:
    """Centred lines, the first one as title, the others below it."""
    for number, line in enumerate(lines):
        paragraph = add_paragraph(document, line, style=SUBTITLE if number else TITLE)
        if number == len(lines) - 1:
            paragraph.paragraph_format.space_after = _BELOW_TITLES


def add_heading(
    document: Document, text: str, *, level: int = 1, new_page: bool = False
) -> Paragraph:
    """A heading of level 1 or 2, which stays with what follows it."""
    if level not in (1, 2):
        raise ValueError(f"a heading has level 1 or 2, not {level}")
    heading = add_paragraph(document, text, style=HEADING if level == 1 else HEADING_2)
    heading.paragraph_format.page_break_before = new_page or None
    return heading


def add_paragraph(document: Document, text: str | Cell, *, style: str = BODY) -> Paragraph:
    """A paragraph of plain or marked text; line ends break its line."""
    paragraph = document.add_paragraph(style=style)
    write_cell_line(paragraph, plain(text) if isinstance(text, str) else text)
    return paragraph


def add_side_by_side(
    document: Document | _Cell, columns: Sequence[Sequence[str]], *, width: Length
) -> None:
    """Lines of several columns of the same length, centred: signatures.

    They are paragraphs with tab stops, no table. As many as fit are side by side on one page,
    the others below them.
    """
    longest = max(letters(text) for column in columns for text in column)
    needed = longest * _SIGN_WIDTH * POINTS[SIGNATURE]
    abreast = max(1, min(len(columns), int(Emu(width).pt / needed)))
    for first in range(0, len(columns), abreast):
        group = columns[first : first + abreast]
        share = Emu(round(width / len(group)))
        is_last = first + abreast >= len(columns)
        _add_centred(document, list(zip(*group, strict=True)), share, is_last=is_last)


def add_side_by_side_row(table: Table, columns: Sequence[Sequence[str]], *, width: Length) -> None:
    """The same as the last row of a table, without rules.

    Word and LibreOffice keep rows of a table together on a page; LibreOffice does not keep its
    last row with what is behind the table where a row goes over two pages.
    """
    row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))
    first, *_, last = row.cells
    merged = first.merge(last)
    merged._tc.get_or_add_tcPr().append(
        element(
            '<w:tcBorders><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/>'
            "</w:tcBorders>"
        )
    )
    empty = merged.paragraphs[0]._p
    add_side_by_side(merged, columns, width=Emu(width - _PADDING))
    merged._tc.remove(empty)


def _add_centred(
    document: Document | _Cell, lines: Sequence[Sequence[str]], share: Length, *, is_last: bool
) -> None:
    for number, line in enumerate(lines, start=1):
        paragraph = document.add_paragraph(style=SIGNATURE)
        form = paragraph.paragraph_format
        form.keep_with_next = number < len(lines) or not is_last
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


def _write_footer(document: Document, digits: Digits, *, page: str) -> None:
    """Write "หน้า ๑" in the middle.

    The section names the digits, not the field: LibreOffice, which has no Thai digits for
    pages, takes the switch "ThaiArabic" of a field for letters (ก ข ค), and shows Arabic digits
    where the section names Thai ones, as Word does not.
    """
    section = document.sections[0]
    if digits is Digits.THAI:
        section._sectPr.find(qn("w:pgMar")).addnext(element('<w:pgNumType w:fmt="thaiNumbers"/>'))
    paragraph = section.footer.paragraphs[0]
    paragraph.style = FOOTER
    paragraph.add_run(page)
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{in_digits('1', digits)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.add_run()._r.append(element(part))


def write_cell_line(paragraph: Paragraph, line: Cell) -> None:
    """Add the pieces of `line` to a paragraph, each in a run that shows its mark."""
    form = paragraph.paragraph_format
    style = paragraph.style.paragraph_format if paragraph.style else form
    if has_mark(line, TextMark.NOTICE) and style.line_spacing_rule is WD_LINE_SPACING.EXACTLY:
        # LibreOffice paints yellow as high as the font is, over the vowels below the line above.
        form.line_spacing, form.line_spacing_rule = style.line_spacing, WD_LINE_SPACING.AT_LEAST
    for piece in line:
        font, mark = paragraph.add_run(piece.text).font, piece.mark
        if mark is TextMark.NOTICE:
            font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif mark is TextMark.STRONG:
            font.bold = font.cs_bold = True
        elif mark is not None:
            font.color.rgb = RGBColor.from_string(INKS[mark])
            font.underline = True if mark is TextMark.ADDED else None
            font.strike = True if mark is TextMark.REMOVED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpace:
    """The part of a page inside its margins."""

    width: Length
    height: Length

    @property
    def narrow(self) -> bool:
        """Whether five columns of Thai need smaller letters: a portrait page."""
        return self.width < _LEAST_WIDE


def fitted_to(space: PageSpace, grid: DocumentGrid, *, small: bool = False) -> DocumentGrid:
    """The table with columns fitted to their texts on such a page."""
    size = POINTS[SMALL_CELL if small or space.narrow else CELL]
    return fitted(grid, width=space.width.pt, size=size, padding=_PADDING.pt)


def page_space_of(document: Document) -> PageSpace:
    """The space of a document's last section."""
    section = document.sections[-1]
    # Word demands page and margins in every section; python-docx types them as optional.
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    return PageSpace(width=Emu(width), height=Emu(height))


def add_table(
    document: Document,
    grid: DocumentGrid,
    *,
    space: PageSpace | None = None,
    below: int = 0,
    small: bool = False,
) -> Table:
    """Add `grid` over the whole width of the page's text.

    A row that fits a page below its header stays on one page, but for the first one of a table
    higher than a page, and unless the grid says how many lines a whole row has at most. A cell
    that is nothing but a notice is shaded besides its own yellow.

    `space`: of the page of the table, None for the document's own pages; a narrow one takes small
    letters. `below`: lines that its last row is kept with, such as signatures. `small`: letters for
    what is looked up, not read.
    """
    space = space or page_space_of(document)
    small = small or space.narrow
    cell, header = (SMALL_CELL, SMALL_HEADER) if small else (CELL, HEADER_CELL)
    # What the document's XML calls them; a letterhead saved in another language has others. Once a
    # table: looking a style up by name takes python-docx longer than all the rest.
    ids = {name: str(document.styles[name].style_id) for name in (cell, header, GROUP_CELL)}
    table: Table = document.add_table(rows=len(grid.rows) + 1, cols=len(grid.headers))
    table.style = TABLE
    widths = [Emu(round(space.width * share)) for share in grid.shares]
    table.autofit = False
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(
        element(
            f'<w:tblCellMar><w:top w:w="{_CELL_MARGIN}" w:type="dxa"/>'
            f'<w:bottom w:w="{_CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        )
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head, *body = table.rows
    head._tr.get_or_add_trPr().extend([element("<w:cantSplit/>"), element("<w:tblHeader/>")])
    for target, text, width in zip(head.cells, grid.headers, widths, strict=True):
        target.width = width
        _shade(target, HEADER_FILL)
        _write(target.paragraphs[0], plain(text), ids[header])
    size = POINTS[cell]

    def lines(cells: Sequence[Cell]) -> int:
        return max(
            line_count(cell_text(text), width=Emu(width - _PADDING).pt, size=size)
            for text, width in zip(cells, widths, strict=True)
        )

    fitting = int(space.height.pt / (LEADING * size)) - lines(list(map(plain, grid.headers)))
    # LibreOffice loses rows of a long table where a heading, the head and a whole first row end a
    # page, so this row may break.
    breaking = None
    if sum(lines(cells) for cells in grid.rows if len(cells) > 1) > fitting - below:
        breaking = next((at for at, cells in enumerate(grid.rows) if len(cells) > 1), None)
    for number, (row, cells) in enumerate(zip(body, grid.rows, strict=True)):
        if len(cells) == 1:
            first, *_, last = row.cells
            group = first.merge(last)
            row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))
            _shade(group, GROUP_FILL)
            _write(group.paragraphs[0], cells[0], ids[GROUP_CELL])
            # One without rows of its own, as a gap of a plan, may be the last of a page.
            if [len(each) for each in grid.rows[number + 1 : number + 2]] == [1]:
                group.paragraphs[0].paragraph_format.keep_with_next = False
            continue
        most = fitting - (below if number == len(body) - 1 else 0)
        if number != breaking and lines(cells) <= min(most, grid.most_whole_lines or most):
            row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))
        _fill_row(row, cells, widths, ids[cell])
    for row in body[-1:] if below else ():
        for paragraph in (each for cell in row.cells for each in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = True
    return table


def _fill_row(row: _Row, cells: Sequence[Cell], widths: Sequence[Length], style_id: str) -> None:
    for target, cell, width in zip(row.cells, cells, widths, strict=True):
        target.width = width
        if cell and all(piece.mark is TextMark.NOTICE for piece in cell):
            _shade(target, _NOTICE_FILL)
        first = target.paragraphs[0]
        for number, line in enumerate(lines_of(cell)):
            _write(target.add_paragraph() if number else first, line, style_id)


def _write(paragraph: Paragraph, line: Cell, style_id: str) -> None:
    paragraph._p.style = style_id
    write_cell_line(paragraph, line)


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(
        element(f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )


def element(xml: str) -> BaseOxmlElement:
    """An element of WordprocessingML, such as "<w:cantSplit/>"."""
    name = xml[1:].replace("/", " ").replace(">", " ").split()[0]
    return parse_xml(xml.replace(f"<{name}", f"<{name} {nsdecls('w')}", 1))


def set_up_styles(document: Document) -> None:
    """Give the document's styles Thai letters, sizes and spacing, and Word 2013's layout."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run_defaults = defaults.find(qn("w:rPrDefault"))
    run_defaults.clear()
    run_defaults.append(_letters(BODY, language=True))
    defaults.find(qn("w:pPrDefault")).clear()
    for name in (BODY, TITLE, SUBTITLE, HEADING, HEADING_2, FOOTER):
        _set(document, name)
    add_missing_styles(document)
    settings = document.settings.element
    compatibility = settings.find(qn("w:compat"))
    compatibility.clear()
    compatibility.append(
        element(
            '<w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        )
    )
    # The spelling of Thai is checked as Thai.
    settings.find(qn("w:themeFontLang")).set(qn("w:bidi"), "th-TH")
    _name_free_fonts(document)


def add_missing_styles(document: Document) -> None:
    """Add the styles of POINTS that a document lacks; the others stay as they are."""
    names = {style.name for style in document.styles}
    for name in POINTS:
        if name not in names:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            _set(document, name)
    if TABLE not in names:
        document.styles.element.append(element(_GRID_STYLE))


def _name_free_fonts(document: Document) -> None:
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = parse_xml(part.blob)
    fonts.append(
        element(
            f'<w:font w:name="{FONT}"><w:altName w:val="{_FREE_FONTS}"/>'
            '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        )
    )
    # A part that python-docx does not know keeps its bytes and nothing else.
    part._blob = serialize_part_xml(fonts)


def _set(document: Document, name: str) -> None:
    style = document.styles[name].element
    for old in (*style.findall(qn("w:pPr")), *style.findall(qn("w:rPr"))):
        style.remove(old)
    level = _OUTLINE.get(name)
    keep = "<w:keepNext/>" if name in _TOGETHER else ""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    alignment = "center" if name in _CENTRED else "left"
    style.append(
        element(
            f"<w:pPr>{keep}"
            f'<w:spacing w:before="0" w:after="{_AFTER.get(name, 0)}" '
            f'w:line="{round(_TWIPS * LEADING * POINTS[name])}" w:lineRule="exact"/>'
            f'<w:jc w:val="{alignment}"/>{outline}</w:pPr>'
        )
    )
    style.append(_letters(name))


def _letters(name: str, *, language: bool = False) -> BaseOxmlElement:
    size = 2 * POINTS[name]
    bold = "<w:b/><w:bCs/>" if name in _BOLD else ""
    spoken = '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/>' if language else ""
    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return element(
        f'<w:rPr><w:rFonts {fonts}/>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f"{spoken}</w:rPr>"
    )
