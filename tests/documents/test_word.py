"""A Word document: page, styles with Thai letters, page numbers, headings."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from itasearch.documents.grid import FONT
from itasearch.documents.word import (
    add_heading,
    add_paragraph,
    add_side_by_side,
    add_titles,
    as_docx,
    new_document,
)
from itasearch.model.documents import Digits


def written(document: Document) -> Document:
    return docx.Document(io.BytesIO(as_docx(document)))


def test_the_page_is_a4_landscape() -> None:
    section = written(new_document("แผน")).sections[0]

    assert section.page_width == pytest.approx(Cm(29.7), abs=Cm(0.01))
    assert section.page_height == pytest.approx(Cm(21.0), abs=Cm(0.01))


STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Table Text", "Table Header")


@pytest.mark.parametrize("name", STYLES)
def test_every_style_names_the_font_for_thai_letters_too(name: str) -> None:
    letters = written(new_document("แผน")).styles[name].element.find(qn("w:rPr"))
    fonts = letters.find(qn("w:rFonts"))

    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")} == {FONT}
    assert letters.find(qn("w:szCs")).get(qn("w:val")) == letters.find(qn("w:sz")).get(qn("w:val"))


@pytest.mark.parametrize(("name", "points"), [("Normal", 16), ("Table Text", 14)])
def test_text_is_written_in_the_sizes_of_thai_offices(name: str, points: int) -> None:
    letters = written(new_document("แผน")).styles[name].element.find(qn("w:rPr"))

    assert letters.find(qn("w:szCs")).get(qn("w:val")) == str(2 * points)


def test_a_free_font_is_named_for_where_the_font_is_missing() -> None:
    file = zipfile.ZipFile(io.BytesIO(as_docx(new_document("แผน"))))

    fonts = file.read("word/fontTable.xml").decode()
    assert "Sarabun,Laksaman" in fonts.split(f'w:name="{FONT}"')[1]


def page_number(document: Document) -> tuple[str, list[str]]:
    """The footer's text, and the digits that the section names."""
    section = written(document).sections[0]
    named = section._sectPr.findall(qn("w:pgNumType"))
    return section.footer.paragraphs[0].text, [one.get(qn("w:fmt")) for one in named]


def test_page_numbers_are_a_field_whose_digits_the_section_names() -> None:
    footer = written(new_document("แผน")).sections[0].footer._element

    fields = [one.text for one in footer.iter(qn("w:instrText"))]
    assert fields == [" PAGE "]  # LibreOffice shows letters for "PAGE \\* ThaiArabic".
    assert page_number(new_document("แผน")) == ("หน้า ๑", ["thaiNumbers"])
    assert page_number(new_document("แผน", digits=Digits.ARABIC)) == ("หน้า 1", [])


def test_titles_and_headings_use_real_styles() -> None:
    document = new_document("แผน")
    add_titles(document, ["แผนปฏิบัติการ", "เทศบาลตำบลหนองใส"])
    add_heading(document, "ที่มา", new_page=True)
    add_heading(document, "หมายเหตุ", level=2)

    found = [(p.style.name if p.style else "", p.text) for p in written(document).paragraphs]

    assert found == [
        ("Title", "แผนปฏิบัติการ"),
        ("Subtitle", "เทศบาลตำบลหนองใส"),
        ("Heading 1", "ที่มา"),
        ("Heading 2", "หมายเหตุ"),
    ]


def test_a_heading_has_one_of_two_levels() -> None:
    with pytest.raises(ValueError, match="level"):
        add_heading(new_document("แผน"), "ที่มา", level=3)


def test_a_name_of_a_file_and_a_paragraph_hold_no_control_characters() -> None:
    document = new_document("แผน\0" + "ก" * 300)
    add_paragraph(document, "ก่อน\0\x1bหลัง <b>&amp;</b>")

    found = written(document)

    assert len(found.core_properties.title) == 255
    assert found.paragraphs[0].text == "ก่อนหลัง <b>&amp;</b>"


@pytest.mark.parametrize(("centimetres", "lines"), [(26, 2), (16.5, 4), (12, 6)])
def test_signers_stand_side_by_side_where_they_fit(centimetres: float, lines: int) -> None:
    document = new_document("แผน")
    columns = [(f"ลงชื่อ {'.' * 30} {who}", "วันที่") for who in ("ผู้จัดทำ", "ผู้เห็นชอบ", "ผู้อนุมัติ")]

    add_side_by_side(document, columns, width=Cm(centimetres))

    assert len(document.paragraphs) == lines
