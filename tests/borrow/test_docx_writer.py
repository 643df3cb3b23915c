"""The Word file: its parts in order, blanks and questions yellow, signatures, sources."""

import io

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from itasearch.borrow.document.form import form_of
from itasearch.borrow.document.writers import write_docx
from itasearch.model.documents import SourcesPlace
from itasearch.model.drafts import AdaptedDraft, DocumentChoice, DocumentKind, PlanBasis
from itasearch.wording.document_words import BLANK
from tests.borrow.examples import TARGET, a_long_template, a_result, a_template, an_item


def written(template: AdaptedDraft, kind: DocumentKind = DocumentKind.TABLE) -> Document:
    choice = DocumentChoice(kind=kind, sources=SourcesPlace.INSIDE)
    form = form_of(template, choice, basis=PlanBasis(result=a_result()))
    return docx.Document(io.BytesIO(write_docx(form)))


def highlighted(document: Document) -> list[str]:
    runs = document.element.body.iter(qn("w:r"))
    return [
        "".join(text.text or "" for text in run.iter(qn("w:t")))
        for run in runs
        if run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
    ]


def test_a_bare_table_has_titles_table_and_sources() -> None:
    document = written(a_long_template(12))
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text]

    assert [name for name, _ in found[:3]] == ["Title", "Subtitle", "Subtitle"]
    assert found[1][1] == TARGET
    assert [text for name, text in found if name == "Heading 1"] == ["ที่มาของแต่ละแถว"]
    assert [len(table.rows) for table in document.tables] == [13, 13]


def test_a_plan_begins_with_the_result_that_it_answers_and_ends_with_signatures() -> None:
    document = written(a_long_template(2), DocumentKind.PLAN)
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    signed = [p.text for p in document.tables[1].rows[-1].cells[0].paragraphs]

    assert [len(table.rows) for table in document.tables] == [11, 4, 3]
    assert headings[0].startswith("การวิเคราะห์ผลการประเมิน ITA")
    assert headings[-1] == "ที่มาของแต่ละแถว"
    assert signed[0].count("ลงชื่อ") == 3


def test_a_results_report_is_signed_by_who_reports() -> None:
    document = written(a_template(), DocumentKind.RESULTS)
    text = "\n".join(p.text for p in document.paragraphs)

    assert "รายงานผลตามมาตรการ" in text
    assert "ผู้รายงาน" in document.tables[0].rows[-1].cells[0].text


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_blanks_and_questions_are_yellow(kind: DocumentKind) -> None:
    item = an_item(steps="โทร ๐๕๔-๑๒๓๔๕๖ เริ่มสำรวจเมื่อปี ๒๕๕๑", responsible="กองคลัง")

    found = highlighted(written(a_template(item), kind))

    assert "«หมายเลขโทรศัพท์»" in found
    assert "ปี ๒๕๕๑" in found or "๒๕๕๑" in found
    assert BLANK in found


def test_the_appendix_begins_on_a_page_of_its_own() -> None:
    (heading,) = [p for p in written(a_template()).paragraphs if p.text == "ที่มาของแต่ละแถว"]

    assert heading.paragraph_format.page_break_before


@pytest.mark.parametrize("kind", [DocumentKind.PLAN, DocumentKind.RESULTS])
def test_signatures_are_a_row_that_the_last_row_is_kept_with(kind: DocumentKind) -> None:
    table = written(a_long_template(4), kind).tables[-2]
    *_, before, last, signed = table.rows

    assert "ลงชื่อ" in signed.cells[0].text
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in (before, last)]
    assert kept == [None, True]
    assert signed._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    borders = signed.cells[0]._tc.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}")
    assert {edge.tag.split("}")[1] for edge in borders} == {"left", "bottom", "right"}
