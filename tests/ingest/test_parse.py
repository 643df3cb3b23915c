"""One file from bytes to reports, in this process."""

import errno
from collections.abc import Sequence
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError
from itasearch.extract.tables import segments
from itasearch.ingest.worker import main, parse
from itasearch.ingest.worker.messages import Job, ParseOrder
from itasearch.ingest.worker.parse import has_hardly_text, parse_file
from itasearch.model.records import Extraction
from itasearch.model.source import PageReading, Paragraph, SourceDocument, SourceRef
from itasearch.readers.base import no_progress
from tests.cases import examples, literal, yes

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

    assert [measure.title for measure in report.measures] == ["ลดขั้นตอนการให้บริการ", "เปิดรับฟังความเห็น"]
    assert report.fiscal_year_be == 2567
    assert [measure.source.line_number for measure in report.measures] == [6, 7]


def test_an_original_is_shown_line_by_line_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "แผน.txt"
    path.write_text(PLAN, encoding="utf-8")
    whole = parse.original_text(path, limits=ReadLimits())
    places = [(line.table_number, line.row_number, line.line_number) for line in whole.lines]

    assert places == [*((None, None, n) for n in (1, 2, 3)), *((1, n, n + 4) for n in (1, 2, 3))]
    assert [line.cells[0].text for line in whole.lines[4:]] == [
        "๑. ลดขั้นตอนการให้บริการ",
        "๒. เปิดรับฟังความเห็น",
    ]
    for bound, most, count in (
        ("_MOST_LINES", 6, 6),
        ("_MOST_LINES", 4, 4),
        ("_MOST_LETTERS", 60, 2),
    ):
        monkeypatch.setattr(parse, bound, most)
        shown = parse.original_text(path, limits=ReadLimits())
        assert (len(shown.lines), shown.cut) == (count, count < 6)


def test_a_full_temporary_disk_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> Extraction:
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/itasearch-1/source.doc")

    monkeypatch.setattr(main, "parse_file", full)
    job = Job(path="แผน.doc", directory="/", limits=ReadLimits(), order=ParseOrder())

    reply = main.reply_to(job, no_progress)

    assert reply.error == "DamagedFileError"
    assert "พื้นที่ในดิสก์เต็ม" in (reply.reason or "")
    assert "/tmp/itasearch-1" in (reply.reason or "")


@examples(
    "parse",
    "neither a scanned page among text nor text behind pictures makes a scan",
    literal,
    int,
    yes,
    yes,
)
def test_neither_a_scanned_page_among_text_nor_text_behind_pictures_makes_a_scan(
    printed: Sequence[int], pictures: int, searchable: bool, is_scan: bool
) -> None:
    texts = [*((letters, None) for letters in printed), *((200, 0.8) for _ in range(pictures))]
    document = SourceDocument(
        source=SourceRef(path="a.pdf", sha256=""),
        blocks=tuple(
            Paragraph(text="ก" * letters, source=SourceRef(path="", sha256="", page_number=number))
            for number, (letters, _) in enumerate(texts, start=1)
        ),
        media_type="application/pdf",
        ocr_confidence=0.8,
        pages=tuple(
            PageReading(number=number, ocr_confidence=confidence, searchable=searchable)
            for number, (_, confidence) in enumerate(texts, start=1)
        ),
    )

    assert has_hardly_text(document) == is_scan


def test_what_is_beyond_a_limit_is_named_in_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "MOST_LINES", 20)
    lines = "\n\n".join(f"ข้อความทั่วไปเรื่องที่ {number}" for number in range(40))
    path = tmp_path / "แผน.txt"
    path.write_text(f"{PLAN}\n{lines}\n", encoding="utf-8")

    (report,) = parse_file(path, limits=ReadLimits()).reports

    assert any("บรรทัดที่ 20" in warning for warning in report.warnings)
    assert "completeness" not in report.missing


def test_a_file_beyond_a_limit_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "MOST_LINES", 20)
    path = tmp_path / "บันทึก.md"
    path.write_text("\n\n".join(f"บันทึกข้อที่ {number}" for number in range(40)), encoding="utf-8")

    with pytest.raises(NotAReportError, match="บรรทัดที่ 20"):
        parse_file(path, limits=ReadLimits())
