"""One file from bytes to reports, in this process."""

import errno
import zipfile
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError, UnsupportedFormatError
from itasearch.ingest.worker import main
from itasearch.ingest.worker.messages import Job, ParseOrder
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Extraction
from itasearch.readers.base import no_progress

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


def test_the_media_type_is_what_the_file_holds_not_its_ending(tmp_path: Path) -> None:
    page = tmp_path / "ita.xls"
    cells = "<tr><td>เทศบาลตำบลดอนสมมุติ</td><td>2566</td><td>91.25</td></tr>"
    header = "<tr><th>หน่วยงาน</th><th>ปีงบประมาณ</th><th>คะแนนรวม</th></tr>"
    page.write_text(f"<html><table>{header}{cells}</table></html>", encoding="utf-8")

    found = parse_file(page, limits=ReadLimits())

    assert (len(found.ita_results), found.media_type) == (1, "text/html")


def test_prose_without_measures_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "ข่าว.txt"
    path.write_text("เชิญร่วมงานวิ่งการกุศลของเทศบาล\n", encoding="utf-8")

    with pytest.raises(NotAReportError):
        parse_file(path, limits=ReadLimits())


def test_foreign_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "แผน.pptx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ppt/presentation.xml", "x")

    with pytest.raises(UnsupportedFormatError, match="PowerPoint"):
        parse_file(path, limits=ReadLimits())


def test_a_full_disk_of_temporary_files_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> Extraction:
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/itasearch-1/source.doc")

    monkeypatch.setattr(main, "parse_file", full)
    job = Job(path="แผน.doc", directory="/", limits=ReadLimits(), order=ParseOrder())

    reply = main.reply_to(job, no_progress)

    assert reply.error == "DamagedFileError"
    assert "พื้นที่ในดิสก์เต็ม" in (reply.reason or "")
    assert "/tmp/itasearch-1" in (reply.reason or "")
