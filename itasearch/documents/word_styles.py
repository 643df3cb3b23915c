"""Word's styles for Thai: every style names the font for Thai letters too.

Word keeps two fonts and two sizes for a run, one for Latin and one for "complex
scripts" such as Thai; python-docx sets the Latin ones only, and the theme of its
default document would win over them.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from itasearch.documents.grid import FONT

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

POINTS = {TITLE: 20, SUBTITLE: 18, HEADING: 18, SMALL_CELL: 13, SMALL_HEADER: 13} | dict.fromkeys(
    (HEADING_2, BODY, CELL, HEADER_CELL, GROUP_CELL, SIGNATURE, FOOTER), 16
)
"""Sizes; 16 points are what letters of Thai offices are written in."""

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
    paragraph_defaults = defaults.find(qn("w:pPrDefault"))
    paragraph_defaults.clear()
    for name in (BODY, TITLE, SUBTITLE, HEADING, HEADING_2, FOOTER):
        _set(document, name)
    add_missing_styles(document)
    _set_up_settings(document.settings.element)
    _name_free_fonts(document)


def add_missing_styles(document: Document) -> None:
    """Add the styles of POINTS that a document lacks; the others stay as they are."""
    known = {style.name for style in document.styles}
    for name in POINTS:
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            _set(document, name)
    if TABLE not in known:
        document.styles.element.append(element(_GRID_STYLE))


def _set_up_settings(settings: BaseOxmlElement) -> None:
    """Set the layout of Word 2013 and later, and check the spelling of Thai as Thai."""
    compatibility = settings.find(qn("w:compat"))
    compatibility.clear()
    compatibility.append(
        element(
            '<w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        )
    )
    settings.find(qn("w:themeFontLang")).set(qn("w:bidi"), "th-TH")


def _name_free_fonts(document: Document) -> None:
    """Say in the table of fonts what to take where FONT is missing."""
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
            f'<w:spacing w:before="0" w:after="{_AFTER.get(name, 0)}" w:line="240" '
            f'w:lineRule="auto"/><w:jc w:val="{alignment}"/>{outline}</w:pPr>'
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
