"""A person's own letterhead: its placeholders are filled in, and nothing else is done."""

import io
from collections.abc import Sequence

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Cm, Pt

from itasearch.borrow.document.form import form_of
from itasearch.borrow.document.letterhead import fill
from itasearch.errors import ExportError
from itasearch.model.documents import Form, SourcesPlace
from itasearch.model.drafts import (
    LARGEST_LETTERHEAD,
    DocumentChoice,
    DocumentKind,
    Letterhead,
    PlanBasis,
)
from tests.borrow.examples import TARGET, a_long_template, a_result, a_template, an_item
from tests.cases import examples


def a_letterhead(*lines: str, cells: Sequence[str] = (), header: str = "") -> Letterhead:
    """A letterhead of paragraphs, a table of one column, and a page header."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    for line in lines:
        document.add_paragraph(line)
    if cells:
        table = document.add_table(rows=len(cells), cols=1)
        for row, text in zip(table.rows, cells, strict=True):
            row.cells[0].text = text
    written = io.BytesIO()
    document.save(written)
    return Letterhead(name="หัวกระดาษ.docx", content=written.getvalue())


def a_plan(count: int = 2) -> Form:
    return form_of(
        a_long_template(count),
        DocumentChoice(kind=DocumentKind.PLAN, sources=SourcesPlace.INSIDE),
        basis=PlanBasis(result=a_result()),
    )


def filled(letterhead: Letterhead, form: Form | None = None) -> Document:
    return docx.Document(io.BytesIO(fill(letterhead, form or a_plan())))


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_words_are_filled_in_the_page_header_too() -> None:
    paper = a_letterhead(
        "เรื่อง {{ title }} ปี {{ year }}", "{{ table }}", header="ที่ทำการ {{ organisation }}"
    )

    document = filled(paper)

    assert lines(document)[0] == "เรื่อง การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร ปี ๒๕๖๙"
    assert document.sections[0].header.paragraphs[0].text == f"ที่ทำการ {TARGET}"


def test_each_part_takes_the_place_of_its_paragraph() -> None:
    paper = a_letterhead(
        "ก่อน", "{{ analysis }}", "{{p table }}", "{{ signatures }}", "หลัง", "{{sources}}"
    )

    document = filled(paper)

    found = lines(document)
    assert (found[0], found[1][:15]) == ("ก่อน", "การวิเคราะห์ผลก")
    assert found.index("หลัง") < found.index("ที่มาของแต่ละแถว")
    assert [len(table.rows) for table in document.tables] == [11, 3, 3]


def test_the_table_is_as_wide_as_the_letterheads_own_page() -> None:
    cells = filled(a_letterhead("{{ table }}")).tables[0].rows[1].cells

    assert sum(cell.width or 0 for cell in cells) == pytest.approx(Cm(15.24), abs=Cm(0.01))


def test_a_table_of_her_own_repeats_a_row() -> None:
    cells = [
        "มาตรการ",
        "{%tr for row in rows %}",
        "{{ row.number }} {{ row.title }}",
        "{%tr endfor %}",
    ]

    table = filled(a_letterhead(cells=cells)).tables[0]

    texts = [row.cells[0].text for row in table.rows]
    assert texts[0] == "มาตรการ"
    assert [text[:2] for text in texts[1:]] == ["๑.", "๒."]


def test_blanks_are_yellow_in_a_table_of_her_own_and_keep_its_letters() -> None:
    paper = docx.Document(
        io.BytesIO(
            a_letterhead(
                cells=["{%tr for row in rows %}", "{{ row.steps }}", "{%tr endfor %}"]
            ).content
        )
    )
    paper.tables[0].rows[1].cells[0].paragraphs[0].runs[0].font.size = Pt(14)
    written = io.BytesIO()
    paper.save(written)
    form = form_of(a_template(an_item(steps="แจ้งเหตุ\nโทร ๐๕๔-๑๒๓๔๕๖ ทุกวัน")))

    table = filled(Letterhead(name="ก.docx", content=written.getvalue()), form).tables[0]

    runs = [run for run in table.rows[0].cells[0].paragraphs[0].runs if run.text]
    assert [run.text for run in runs] == ["แจ้งเหตุ\nโทร ", "«หมายเลขโทรศัพท์»", " ทุกวัน"]
    assert [run.font.highlight_color for run in runs] == [None, WD_COLOR_INDEX.YELLOW, None]
    assert {run.font.size for run in runs} == {Pt(14)}


def test_placeholders_in_borrowed_texts_stay_text() -> None:
    form = form_of(a_template(an_item(steps="{{ organisation }} {% for %} <w:p/> & \n ]]>")))

    table = filled(a_letterhead("{{ table }}"), form).tables[0]

    assert table.rows[1].cells[1].text == "{{ organisation }} {% for %} <w:p/> & \n ]]>"


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04 broken"])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(ExportError, match=r"กระดาษ\.docx: ไม่ใช่ไฟล์ Word"):
        fill(Letterhead(name="กระดาษ.docx", content=content), a_plan())


def test_what_is_too_large_is_refused_unopened() -> None:
    with pytest.raises(ExportError, match="ใหญ่กว่า 20 MB"):
        fill(Letterhead(name="ก.docx", content=bytes(LARGEST_LETTERHEAD + 1)), a_plan())


@examples("letterhead", "lines without a placeholder that is known")
def test_what_is_no_placeholder_is_refused_with_its_name(line: str, told: str) -> None:
    with pytest.raises(ExportError) as caught:
        fill(a_letterhead("{{ table }}", line), a_plan())

    assert told in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "{% if " + "not " * 5_000 + "year %}x{% endif %}",
        "{% if year %}" * 3_000 + "x" + "{% endif %}" * 3_000,
    ],
    ids=["not", "if"],
)
def test_conditions_too_deep_within_each_other_are_refused(line: str) -> None:
    with pytest.raises(ExportError, match="ซ้อนกันลึกเกินไป"):
        fill(a_letterhead("{{ table }}", line), a_plan())


def test_a_letterhead_without_a_place_for_the_measures_is_refused() -> None:
    with pytest.raises(ExportError, match="ไม่มีที่สำหรับมาตรการ"):
        fill(a_letterhead("ปี {{ year }}"), a_plan())


@pytest.mark.parametrize(("form", "wanted"), [(a_plan(), ["มีผลปีก่อน"]), (form_of(a_template()), [])])
def test_a_condition_may_ask_for_a_part(form: Form, wanted: list[str]) -> None:
    paper = a_letterhead("{% if analysis %}มีผลปีก่อน{% endif %}", "{{ table }}")

    assert lines(filled(paper, form)) == wanted
