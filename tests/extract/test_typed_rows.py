"""Cells and rows of tables as somebody typed them: nothing is rewritten, moved or said twice."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from tests.extract.documents import HEAD, TITLE, TOWN, report_of, table

LIMITS = ReadLimits()


@pytest.mark.parametrize("amount", ["1.250", "12.500", "1.250.000", "12000.5", "12000"])
@pytest.mark.parametrize("unit", ["ล้านบาท", "บาท"])
def test_an_amount_that_was_typed_stays_as_typed(amount: str, unit: str, tmp_path: Path) -> None:
    path = tmp_path / "แผน.csv"
    head = f"ที่,มาตรการ,ขั้นตอน,งบประมาณ ({unit})"
    path.write_text(f"{TITLE}\n{TOWN}\n{head}\n1,ซ่อมไฟทาง,สำรวจ,{amount}\n", encoding="utf-8")

    (report,) = parse_file(path, limits=LIMITS).reports

    expected = f"{amount} ล้านบาท" if unit == "ล้านบาท" else amount
    assert [measure.budget for measure in report.measures] == [expected]


def test_a_numbered_row_without_a_title_is_named_and_moves_nothing() -> None:
    report = report_of(
        table(
            ("ที่", *HEAD),
            ("1", "ทำบัตรคิว", "ติดตั้งเครื่อง", "กองช่าง", "ต.ค. 2565"),
            ("2", "", "เชิญวิทยากร", "สำนักปลัด", "ม.ค. 2566"),
            ("3", "ทำป้าย", "เขียนข้อความ", "กองคลัง", "พ.ย. 2565"),
        )
    )

    assert [(m.number, m.title, m.steps, m.timeframe) for m in report.measures] == [
        ("1", "ทำบัตรคิว", "ติดตั้งเครื่อง", "ต.ค. 2565"),
        ("3", "ทำป้าย", "เขียนข้อความ", "พ.ย. 2565"),
    ]
    assert "completeness" in report.missing


def _merged_docx(path: Path) -> None:
    file = Document()
    for text in (TITLE, TOWN):
        file.add_paragraph(text)
    made = file.add_table(rows=0, cols=4)
    for texts in (HEAD, ("1. ทำบัตรคิว", "จัดประชุมทุกไตรมาส", "", "")):
        for cell, text in zip(made.add_row().cells, texts, strict=True):
            cell.text = text
    first, last = made.cell(1, 1), made.cell(1, 2)
    first.merge(last)
    made.cell(1, 3).text = "ต.ค. 2565"
    file.save(str(path))


def _merged_xlsx(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in ([TITLE], [TOWN], HEAD, ("1. ทำบัตรคิว", "จัดประชุมทุกไตรมาส", "", "ต.ค. 2565")):
        sheet.append(list(row))
    sheet.merge_cells("B4:C4")
    book.save(path)


def _merged_html(path: Path) -> None:
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    cells = '<td>1. ทำบัตรคิว</td><td colspan="2">จัดประชุมทุกไตรมาส</td><td>ต.ค. 2565</td>'
    table = f"<table><tr>{head}</tr><tr>{cells}</tr></table>"
    path.write_text(f"<h1>{TITLE}</h1><p>{TOWN}</p>{table}", encoding="utf-8")


@pytest.mark.parametrize(
    ("ending", "write"), [("docx", _merged_docx), ("xlsx", _merged_xlsx), ("html", _merged_html)]
)
def test_a_cell_merged_over_two_columns_is_of_the_first(
    ending: str, write: object, tmp_path: Path
) -> None:
    path = tmp_path / f"แผน.{ending}"
    write(path)  # type: ignore[operator]

    (report,) = parse_file(path, limits=LIMITS).reports

    (measure,) = report.measures
    assert (measure.steps, measure.responsible) == ("จัดประชุมทุกไตรมาส", None)
    assert measure.timeframe == "ต.ค. 2565"
