"""What is refused, what is left open or out, and how a file becomes reports."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError
from itasearch.extract.report import extract, is_comparison, without_appendix
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.records import Report
from itasearch.model.source import Block, Heading, PageReading, Paragraph, SourceRef, Table
from itasearch.readers.plain import read_text
from itasearch.wording.document_words import COMPARISON_TITLE, MADE_WITH, SOURCES_TITLE, TABLE_TITLE
from tests.extract.documents import HEAD, TITLE, TOWN, document, line, report_of, table

ROW = ("1. อบรม", "เชิญวิทยากร", "สำนักปลัด", "ม.ค. 66")

REFUSED = sorted((Path(__file__).parent / "refused").iterdir())


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_what_holds_no_measures_is_refused_with_a_reason(path: Path) -> None:
    with pytest.raises(NotAReportError) as error:
        extract(read_text(path, limits=ReadLimits(), knowledge=KNOWLEDGE))

    assert error.value.reason


def test_a_refusal_names_the_town_and_year_of_a_report() -> None:
    with pytest.raises(NotAReportError) as error:
        extract(document(line(TITLE), line(TOWN), line("ลำดับ"), line("มาตรการ"), line("1")))

    assert error.value.reason.endswith("(เทศบาลตำบลหนองแวงนาง ปีงบประมาณ 2566)")


def test_an_unknown_column_is_named_and_kept() -> None:
    report = report_of(table((*HEAD, "สีของแฟ้ม"), (*ROW, "ฟ้า")))

    assert (report.missing, report.completeness) == (("columns",), 1.0)
    assert report.confidence < 0.8
    assert any("สีของแฟ้ม" in warning for warning in report.warnings)
    assert ("สีของแฟ้ม", "ฟ้า") in report.measures[0].raw_cells


def test_an_unknown_column_that_always_says_the_same_is_named_without_doubt() -> None:
    head = (*HEAD, "ผล", "ร้อยละความสำเร็จ", "สีของแฟ้ม", "หมายเหตุ")
    why = ("ไม่ได้ดำเนินการ", "0", "สีฟ้า", "ไม่ได้รับงบประมาณ")
    report = report_of(table(head, (*ROW, *why), ("๒. อบรม", *ROW[1:], "ทำแล้ว", "80", "สีฟ้า", "")))

    assert report.missing == ()
    assert any("“ร้อยละความสำเร็จ”, “สีของแฟ้ม”" in warning for warning in report.warnings)


def test_rows_that_name_their_town_and_year_become_reports_of_their_own() -> None:
    head = ("หน่วยงาน", "ปีงบประมาณ", "มาตรการ", "ผู้รับผิดชอบ")
    rows = [
        ("ทต.บ้านไผ่งาม", "2566", "งดของขวัญ", "ปลัด"),
        ("ทต.บ้านไผ่งาม", "2567", "ทำคู่มือ", "ปลัด"),
        ("อบต.หนองปลาดุก", "2566", "อบรม", "ปลัด"),
    ]

    reports = extract(document(table(head, *rows), path="ทต.บ้านไผ่งาม 2565.txt")).reports

    # What the rows state is not doubtful, though the file's name says it too, or otherwise.
    assert [
        (r.organisation and r.organisation.name, r.fiscal_year_be, r.missing) for r in reports
    ] == [
        ("เทศบาลตำบลบ้านไผ่งาม", 2566, ()),
        ("เทศบาลตำบลบ้านไผ่งาม", 2567, ()),
        ("องค์การบริหารส่วนตำบลหนองปลาดุก", 2566, ()),
    ]
    assert len({r.id for r in reports}) == 3


def test_measure_ids_are_unique_and_stable() -> None:
    blocks = (table(HEAD, ROW, ("2. ทำป้าย", "ออกแบบ", "กองช่าง", "ก.พ. 66")),)

    first, second = report_of(*blocks), report_of(*blocks)

    assert [m.id for m in first.measures] == [m.id for m in second.measures]
    assert len({m.id for m in first.measures}) == 2


def test_results_below_a_table_that_name_no_measure_are_told() -> None:
    rows = [
        HEAD,
        ("1. อบรม", "เชิญวิทยากร", "สำนักปลัด", "ม.ค. 66"),
        ("2. งดรับของขวัญ", "ติดป้าย", "กองคลัง", "ธ.ค. 65"),
    ]
    report = report_of(table(*rows), line("ผลการดำเนินการ"), line("ดำเนินการแล้วเสร็จ มีผู้ร่วม 40 คน"))

    assert "completeness" in report.missing
    assert any("“ผลการดำเนินการ”" in warning for warning in report.warnings)
    assert not any(measure.results for measure in report.measures)


def test_a_table_behind_others_whose_columns_only_blanks_set_apart_is_told() -> None:
    rows = [
        "มาตรการ      ขั้นตอน      ระยะเวลา      ผู้รับผิดชอบ",
        *["ลดงานเอกสาร   ยกเลิกสำเนา   ทุกวันกองคลัง"] * 3,
    ]

    report = report_of(table(HEAD, ROW), *map(line, rows))

    assert "completeness" in report.missing
    assert any("คั่นคอลัมน์ด้วยช่องว่าง" in warning for warning in report.warnings)


READ_ROWS = [("๑. จัดคิว", "ตั้งโต๊ะ", "กองคลัง", "ตลอดปี"), ("๒. เปิดแผน", "ลงเว็บ", "กองคลัง", "รายเดือน")]


def read(*, confidence: float | None = None, pages: int = 0, rough: bool = False) -> Report:
    """A small report read in this way."""
    readings = [PageReading(number=n, ocr_confidence=confidence) for n in range(1, pages + 1)]
    whole = document(line(TITLE), line(TOWN), table(HEAD, *READ_ROWS))
    whole = replace(whole, ocr_confidence=confidence, pages=tuple(readings), rough=rough)
    (report,) = extract(whole).reports
    return report


def test_a_good_scan_is_told_of_and_not_doubtful() -> None:
    report = read(confidence=0.95, pages=4)

    assert any("หน้า 1–4 ด้วย OCR" in warning for warning in report.warnings)
    assert "reading" not in report.missing


def test_a_poor_scan_must_be_looked_at() -> None:
    good, poor = read(confidence=0.95, pages=4), read(confidence=0.5, pages=4)

    assert "reading" in poor.missing
    assert poor.confidence < good.confidence - 0.2


def test_a_rough_conversion_must_be_looked_at() -> None:
    report = read(rough=True)

    assert "reading" in report.missing
    assert not any("OCR" in warning for warning in report.warnings)


PLACE = SourceRef(path="แผน.docx", sha256="a" * 64)
SHEET = replace(PLACE, sheet="ที่มา")
TABLE = Table(rows=(("ก", "ข"),), row_sources=(PLACE,), source=PLACE)


def line_at(text: str, place: SourceRef = PLACE) -> Paragraph:
    return Paragraph(text=text, source=place)


def heading(text: str) -> Heading:
    return Heading(text=text, level=1, source=PLACE)


SOURCES = heading(SOURCES_TITLE)
SHEETS = [line_at(SOURCES_TITLE, SHEET), line_at("จาก", SHEET), line_at("แผนอื่น")]


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ([line_at("แผน"), TABLE, SOURCES, line_at("จากเทศบาล"), TABLE], (line_at("แผน"), TABLE)),
        ([SOURCES, TABLE, heading("ภาคผนวก"), TABLE], (heading("ภาคผนวก"), TABLE)),
        (SHEETS, (line_at("แผนอื่น"),)),
    ],
    ids=["to the end", "to another heading", "to the next sheet"],
)
def test_a_sources_appendix_is_left_out(blocks: Sequence[Block], kept: tuple[Block, ...]) -> None:
    assert without_appendix(blocks) == kept


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_comparison_is_known_by_its_title_and_origin(language: str) -> None:
    title = line_at(f"{COMPARISON_TITLE.text(language)} แม่ใส กับ บ้านดู่")
    made = line_at(f"– {MADE_WITH.text(language)} 22/11/2569 16:30")

    assert is_comparison((title, made, TABLE))
    assert not is_comparison((title, TABLE))
    assert not is_comparison((line_at("รายงานผล"), TABLE, title, made))


def test_an_exported_answer_is_known_by_its_title() -> None:
    assert is_comparison((line_at(f"{TABLE_TITLE.th} · คำตอบของ “พัสดุ”"), TABLE))
    assert not is_comparison((line_at("รายงานผล"), line_at(TABLE_TITLE.th), TABLE))
