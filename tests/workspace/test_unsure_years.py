"""A report whose rows contradict the year on its cover: told wherever its year is, and no shift.

A column of it has no name that is known: that is told where its rows are."""

from pathlib import Path

import docx
import pytest

from itasearch.borrow.document.cells import notices_of
from itasearch.exports.answer import answer_tables
from itasearch.mcp.answers import citation
from itasearch.model.corrections import ConfirmDoubt, SetFiscalYear
from itasearch.model.documents import SourcesPlace, cell_text
from itasearch.model.drafts import DocumentChoice, DocumentKind
from itasearch.model.library import ReportSummary
from itasearch.wording.comparison import year_name
from itasearch.wording.language import in_language
from itasearch.wording.review import doubt_label
from itasearch.workspace import Workspace
from tests.workspace.conftest import ReaderHere, parsing_with

TIME = "ธันวาคม 2567 – มกราคม 2568"
REPORT = f"""# รายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส องค์การบริหารส่วนตำบลนาแก้วมณี จังหวัดเลย
ประจำปีงบประมาณ พ.ศ. 2566

| ลำดับ | มาตรการ | วิธีดำเนินการ | ระยะเวลา | ผู้รับผิดชอบ | ผลการดำเนินการ | คอลัมน์ ก |
|---|---|---|---|---|---|---|
| 1 | งดรับกระเช้าปีใหม่ทุกชนิด | ปิดป้ายหน้าสำนักงาน | {TIME} | สำนักปลัด | ปิดแล้ว | ไม้เนื้อแข็งทาสีขาว |
| 2 | ลงเวลาใช้รถส่วนกลางทุกเที่ยว | จดเลขไมล์ในสมุด | {TIME} | กองช่าง | จดครบ | ปกแข็งเดินทอง |
"""


@pytest.fixture
def report(own: Workspace, tmp_path: Path) -> ReportSummary:
    """That report in a sample library; its first row is in the draft of a town for 2570."""
    file = tmp_path / "นาแก้วมณี.md"
    file.write_text(REPORT, encoding="utf-8")
    with parsing_with(ReaderHere()):
        (outcome,) = own.add([file])
    found = own.library.summary(outcome.report_id or "")
    own.drafts.add([own.library.report(found.id).measures[0].id])
    own.drafts.set_target(organisation="อบต.ทุ่งกว้างไกล", fiscal_year_be=2570)
    return found


def timeframe(own: Workspace) -> tuple[str, list[str]]:
    """That of the draft's row as it is handed in, and what is asked about it."""
    (row,) = own.exports.adapted_draft().items
    found = row.field("timeframe").adapted
    return found.adapted, [one.question for one in found.open]


def test_the_reason_says_what_contradicts_and_nothing_of_pictures(report: ReportSummary) -> None:
    assert report.missing == ("fiscal_year_be", "columns")

    label = doubt_label("fiscal_year_be", report)
    assert label.text("th") == ("หน้าปกระบุปีงบประมาณ 2566 แต่แถวในตารางระบุ 2568")
    assert label.text("en") == ("The cover says fiscal year 2566, but the rows name 2568")


def test_hits_files_comparisons_and_citations_say_that_the_year_is_unsure(
    own: Workspace, report: ReportSummary
) -> None:
    found = own.search("งดรับกระเช้าปีใหม่ทุกชนิด")
    assert found.hits[0].measure.report_id == report.id

    with in_language("th"):
        (row, *_) = answer_tables(found, about={}, names={}).tables[0].grid.rows
    assert cell_text(row[2]) == "2566 (ยังไม่แน่ชัด)"
    assert any(cell_text(cell).endswith("(ยังไม่ได้ตรวจการอ่าน)") for cell in row)
    measure = own.library.measures([found.hits[0].measure.id])[0]
    assert "2566 (ยังไม่แน่ชัด)" in citation(measure)
    assert year_name(own.library.report(report.id)).endswith("2566 (ยังไม่แน่ชัด)")


def test_no_year_moves_from_an_unsure_one_until_it_is_confirmed(
    own: Workspace, report: ReportSummary
) -> None:
    text, questions = timeframe(own)

    assert text == TIME
    assert len(questions) == 2
    assert all("2566) ยังไม่แน่ชัด" in one for one in questions)
    own.review.correct(report.id, [ConfirmDoubt(doubt="fiscal_year_be")])
    text, questions = timeframe(own)
    assert text == "ธันวาคม 2571 – มกราคม 2572"
    assert "อยู่นอกปีงบประมาณ ๒๕๗๐" in questions[0]


def test_a_corrected_year_reaches_the_rows_that_were_borrowed(
    own: Workspace, report: ReportSummary
) -> None:
    own.drafts.edit(measure_id(own), field="steps", text="แจ้งทุกกอง")

    own.review.correct(report.id, [SetFiscalYear(fiscal_year_be=2568)])

    assert timeframe(own) == ("ธันวาคม 2569 – มกราคม 2570", [])
    (row,) = own.exports.adapted_draft().items
    assert row.text("steps") == "แจ้งทุกกอง", "what was typed stays"
    draft = own.exports.adapted_draft()
    remarks = " ".join(notices_of(row, draft, DocumentKind.PLAN, of=row.sources[0]))
    assert "ต้นทางแก้ไขหลังนำมาใช้: 2566 -> 2568" in remarks


def measure_id(own: Workspace) -> str:
    return own.drafts.get().items[0].measure.id


def test_the_paper_that_is_signed_has_no_working_notes(
    own: Workspace, report: ReportSummary, tmp_path: Path
) -> None:
    output = tmp_path / "แผน.docx"
    choice = DocumentChoice(kind=DocumentKind.PLAN, sources=SourcesPlace.INSIDE)

    own.exports.export_adapted(own.exports.adapted_draft(), output, document=choice)

    document = docx.Document(str(output))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in document.paragraphs), *tables])
    assert "องค์การบริหารส่วนตำบลนาแก้วมณี" in text
    for note in ("โปรดตรวจ", "โปรดเติม", "โปรดอ่าน", "หมายเหตุ"):
        assert note not in text
