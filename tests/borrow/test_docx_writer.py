"""The Word file: page, styles with Thai letters, repeated header, rows kept whole, blanks."""

import io

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from itasearch.borrow.docx_writer import write_docx
from itasearch.borrow.form import BLANK, form_of
from itasearch.documents.layout import FONT
from tests.borrow.examples import ROWS, TARGET, a_form, a_long_template, an_item


@pytest.fixture(scope="module")
def document() -> Document:
    return docx.Document(io.BytesIO(write_docx(form_of(a_long_template(12)))))


def test_the_page_is_a4_landscape(document: Document) -> None:
    section = document.sections[0]

    assert section.page_width == pytest.approx(Cm(29.7), abs=Cm(0.01))
    assert section.page_height == pytest.approx(Cm(21), abs=Cm(0.01))


def test_titles_and_appendix_use_real_styles(document: Document) -> None:
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text]

    assert [name for name, _ in found[:3]] == ["Title", "Subtitle", "Subtitle"]
    assert found[1][1] == TARGET
    assert ("Heading 1", "ที่มาของแต่ละแถว") in found


@pytest.mark.parametrize("name", ["Normal", "Title", "Heading 1", "Table Text", "Table Header"])
def test_every_style_names_the_font_for_thai_letters_too(document: Document, name: str) -> None:
    letters = document.styles[name].element.find(qn("w:rPr"))
    fonts = letters.find(qn("w:rFonts"))

    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")} == {FONT}
    assert letters.find(qn("w:szCs")).get(qn("w:val")) == letters.find(qn("w:sz")).get(qn("w:val"))


def test_thai_is_named_as_the_language_of_complex_script(document: Document) -> None:
    languages = document.styles.element.findall(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert [one.get(qn("w:bidi")) for one in languages] == ["th-TH"]


def test_the_header_row_repeats_on_every_page(document: Document) -> None:
    for table in document.tables:
        marks = [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows]
        assert marks == [1] + [0] * (len(table.rows) - 1)


def test_the_table_uses_a_style_and_fixed_widths(document: Document) -> None:
    table = document.tables[0]

    assert table.style is not None
    assert table.style.name == "Table Grid"
    assert not table.autofit
    assert sum(cell.width or 0 for cell in table.rows[1].cells) == pytest.approx(
        Cm(26.1), abs=Cm(0.01)
    )


def test_lines_of_a_cell_are_paragraphs(document: Document) -> None:
    cells = [row.cells[1] for row in document.tables[0].rows]

    assert [p.text for p in cells[1].paragraphs] == ROWS[1]["steps"].split("\n")


def test_what_is_to_be_filled_in_is_dotted_and_coloured(document: Document) -> None:
    results = document.tables[0].rows[1].cells[4]

    assert results.text == BLANK
    assert results._tc.find(f".//{qn('w:shd')}") is not None


def test_page_numbers_are_a_field_in_thai_digits(document: Document) -> None:
    footer = document.sections[0].footer._element

    assert "PAGE \\* ThaiArabic" in "".join(footer.itertext())


def test_short_rows_stay_whole_and_a_row_as_long_as_a_page_may_break() -> None:
    long = an_item(2, steps="\n".join(["ประชุมคณะทำงานและรายงานผล"] * 40))

    table = docx.Document(io.BytesIO(write_docx(a_form(an_item(1), long)))).tables[0]

    whole = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows]
    assert whole == [True, True, False]


def test_markup_emoji_and_long_words_stay_text() -> None:
    text = '<script>alert(1)</script> & "คำ" 😀 ' + "ก" * 10_000

    table = docx.Document(io.BytesIO(write_docx(a_form(an_item(steps=text))))).tables[0]

    assert table.rows[1].cells[1].text == text
