"""Word's styles for Thai: every style names the font for Thai letters too.

Word keeps two fonts and two sizes for a run, one for Latin and one for "complex
scripts" such as Thai; python-docx sets the Latin ones only, and the theme of its
default document would win over them. Imports python-docx and its neighbours.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from itasearch.borrow.layout import FONT

TITLE = "Title"
SUBTITLE = "Subtitle"
HEADING = "Heading 1"
BODY = "Normal"
CELL = "Table Text"
HEADER_CELL = "Table Header"
FOOTER = "Footer"

POINTS = {TITLE: 20, SUBTITLE: 18, HEADING: 18, BODY: 16, CELL: 14, HEADER_CELL: 14, FOOTER: 14}
_BOLD = frozenset({TITLE, SUBTITLE, HEADING, HEADER_CELL})
_CENTRED = frozenset({TITLE, SUBTITLE, HEADER_CELL, FOOTER})
_AFTER = {SUBTITLE: 0, HEADING: 120, BODY: 60}
"""Space below a paragraph, in twentieths of a point."""


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
    for name in (BODY, TITLE, SUBTITLE, HEADING, FOOTER):
        _set(document, name)
    for name in (CELL, HEADER_CELL):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[BODY]
        _set(document, name)
    _set_up_settings(document.settings.element)


def _set_up_settings(settings: BaseOxmlElement) -> None:
    """Lay out as Word 2013 and later do, and check the spelling of Thai as Thai."""
    compatibility = settings.find(qn("w:compat"))
    compatibility.clear()
    compatibility.append(
        element(
            '<w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        )
    )
    settings.find(qn("w:themeFontLang")).set(qn("w:bidi"), "th-TH")


def _set(document: Document, name: str) -> None:
    style = document.styles[name].element
    for old in (*style.findall(qn("w:pPr")), *style.findall(qn("w:rPr"))):
        style.remove(old)
    keep, level = ("<w:keepNext/>", '<w:outlineLvl w:val="0"/>') if name == HEADING else ("", "")
    alignment = "center" if name in _CENTRED else "left"
    style.append(
        element(
            f"<w:pPr>{keep}"
            f'<w:spacing w:before="0" w:after="{_AFTER.get(name, 0)}" w:line="240" '
            f'w:lineRule="auto"/><w:jc w:val="{alignment}"/>{level}</w:pPr>'
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
