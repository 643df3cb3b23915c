"""One file from bytes to reports, in this process."""

from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError, UnsupportedFormatError
from itasearch.ingest.parse import parse_file

PLAN = (
    "แผนส่งเสริมคุณธรรมและความโปร่งใส\nเทศบาลตำบลดอนสมมุติ\nประจำปีงบประมาณ พ.ศ. ๒๕๖๗\n\n"
    "มาตรการ\tขั้นตอนหรือวิธีการปฏิบัติ\tระยะเวลาดำเนินการ\tหน่วยงานรับผิดชอบ\n"
    "๑. ลดขั้นตอนการให้บริการ\tทบทวนคู่มือเดิม\tม.ค. ๖๗\tสำนักปลัด\n"
    "๒. เปิดรับฟังความเห็น\tตั้งกล่องหน้าอาคาร\tตลอดปี\tกองช่าง\n"
)


def test_plan_gives_its_measures_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "แผน.txt"
    path.write_text(PLAN, encoding="utf-8")

    (report,) = parse_file(path, limits=ReadLimits()).reports

    assert [measure.title for measure in report.measures] == [
        "ลดขั้นตอนการให้บริการ",
        "เปิดรับฟังความเห็น",
    ]
    assert report.fiscal_year_be == 2567
    assert [measure.source.line_number for measure in report.measures] == [6, 7]


def test_prose_without_measures_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "ข่าว.txt"
    path.write_text("เชิญร่วมงานวิ่งการกุศลของเทศบาล\n", encoding="utf-8")

    with pytest.raises(NotAReportError):
        parse_file(path, limits=ReadLimits())


def test_foreign_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "แผน.pdf"
    path.write_bytes(b"%PDF-1.7")

    with pytest.raises(UnsupportedFormatError, match="PDF"):
        parse_file(path, limits=ReadLimits())
