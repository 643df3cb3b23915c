"""DOCX as Word, LibreOffice and scripts write it."""

from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml

from itasearch.model.source import Heading, Merge, Paragraph
from itasearch.readers.word import read_docx
from tests.contracts.reader_contract import TITLE, ReaderContract
from tests.readers.reading import prose, read, rows, tables, with_part

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: DocxDocument, tmp_path: Path) -> Path:
    path = tmp_path / "แผน.docx"
    document.save(str(path))
    return path


def with_body(tmp_path: Path, xml: str) -> Path:
    """A document whose body begins with `xml`."""
    document = Document()
    for element in reversed(parse_xml(f"<w:body {W}>{xml}</w:body>")):
        document.element.body.insert(0, element)
    return saved(document, tmp_path)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


class TestDocx(ReaderContract):
    reader = staticmethod(read_docx)
    ending = "docx"


def test_merged_cells_are_filled_once_and_told(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 2)).text = "กลุ่ม"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "มาตรการ"
    (found,) = tables(read(saved(document, tmp_path)))

    assert found.rows == (("กลุ่ม",) * 3, ("มาตรการ", "11", "12"), ("มาตรการ", "21", "22"))
    assert Merge(first_row=1, first_column=0, last_row=2, last_column=0) in found.merges


def test_numbers_that_word_counts_stand_in_the_text(tmp_path: Path) -> None:
    document = Document()
    for text, style in (("หนึ่ง", "List Number"), ("สอง", "List Number"), ("จุด", "List Bullet")):
        document.add_paragraph(text, style=style)
    found = prose(read(saved(document, tmp_path)))

    assert found == ["1. หนึ่ง", "2. สอง", "• จุด"]


def test_thai_numbers_of_two_levels_are_counted(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="{}"><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "%1.") + level.format(1, "%1.%2")
    lists = (
        f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'
        f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    )
    place = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="77"/></w:numPr>'
    body = "".join(paragraph("ข้อ", place.format(level)) for level in (0, 1, 1, 0, 1))
    path = with_part(
        with_body(tmp_path, body),
        "word/numbering.xml",
        lambda xml: xml.replace(b"</w:numbering>", lists.encode() + b"</w:numbering>"),
    )

    assert [text.split()[0] for text in prose(read(path))] == ["๑.", "๑.๑", "๑.๒", "๒.", "๒.๑"]


def test_signs_that_word_keeps_as_elements_are_text(tmp_path: Path) -> None:
    signs = ("noBreakHyphen", "softHyphen", "tab", "br", "sym")
    body = "".join(f"<w:r><w:t>O12</w:t><w:{sign}/><w:t>13</w:t></w:r>" for sign in signs)

    found = prose(read(with_body(tmp_path, f"<w:p>{body}</w:p>")))

    assert found == ["O12-13O1213O12 13O12", "13O12•13"]


def test_insertions_stay_and_deletions_go(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">เดิม </w:t></w:r>'
        '<w:ins w:id="1"><w:r><w:t>เพิ่ม</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>ลบ</w:delText></w:r></w:del></w:p>'
    )

    assert prose(read(with_body(tmp_path, body))) == ["เดิม เพิ่ม"]


def test_content_controls_and_text_boxes_are_read(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('ในตัวควบคุม')}</w:sdtContent></w:sdt>"
    inside = f"<w:txbxContent>{paragraph('ในกล่อง')}</w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"

    assert prose(read(with_body(tmp_path, control + box))) == ["ในตัวควบคุม", "ในกล่อง"]


def test_box_of_one_cell_is_prose_and_holds_its_table(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr>{cell('ก')}{cell('ข')}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{paragraph('กรอบ')}{inner}<w:p/></w:tc></w:tr></w:tbl>"
    document = read(with_body(tmp_path, body))

    assert prose(document) == ["กรอบ"]
    assert rows(document) == [("ก", "ข")]


def test_dragged_borders_do_not_shift_columns(tmp_path: Path) -> None:
    two = '<w:gridSpan w:val="2"/>'
    head = f"<w:tr>{cell('ก')}{cell('ข')}{cell('ค', two)}</w:tr>"
    dragged = f"<w:tr>{cell('๑')}{cell('๒', two)}{cell('๓')}</w:tr>"
    body = f"<w:tbl>{head}{dragged}{dragged}</w:tbl>"

    assert rows(read(with_body(tmp_path, body))) == [("ก", "ข", "ค"), *[("๑", "๒", "๓")] * 2]


def test_headings_headers_and_footers(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "เทศบาลตำบลดอนสมมุติ"
    document.sections[0].footer.paragraphs[0].text = "หน้า ๑"
    document.add_heading("ส่วนแรก", level=2)
    header, heading, footer = read(saved(document, tmp_path)).blocks

    assert isinstance(header, Paragraph) and not header.running
    assert isinstance(footer, Paragraph) and footer.running and footer.source.line_number is None
    assert isinstance(heading, Heading) and heading.level == 2


@pytest.mark.parametrize(
    "kind", ["document.macroEnabled", "template", "template.macroEnabledTemplate"]
)
def test_templates_and_documents_with_macros_are_read_alike(tmp_path: Path, kind: str) -> None:
    document = Document()
    document.add_paragraph(TITLE)
    path = tmp_path / "แผน.docm"
    document.save(str(path))
    plain = b"openxmlformats-officedocument.wordprocessingml.document.main+xml"
    other = f"ms-word.{kind}.main+xml".encode()
    with_part(path, "[Content_Types].xml", lambda xml: xml.replace(plain, other))

    assert prose(read(path)) == [TITLE]


def test_footnotes_follow_the_body_with_their_numbers(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    path = with_body(
        tmp_path,
        f"<w:p><w:r><w:t>ดูเว็บไซต์</w:t></w:r>{reference.format(3)}</w:p>"
        f"<w:p><w:r><w:t>ตามประกาศ</w:t></w:r>{reference.format(2)}</w:p>",
    )
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
        for number, text in ((2, "ประกาศลงวันที่ ๑"), (3, "www.nonglek.go.th"), (4, "ไม่มีใครอ้าง"))
    )
    with_part(
        path, "word/footnotes.xml", lambda _: f"<w:footnotes {W}>{notes}</w:footnotes>".encode()
    )
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    with_part(
        path,
        "word/_rels/document.xml.rels",
        lambda data: data.replace(b"</Relationships>", relation.encode()),
    )

    assert prose(read(path)) == ["ดูเว็บไซต์", "ตามประกาศ", "¹ www.nonglek.go.th", "² ประกาศลงวันที่ ๑"]
