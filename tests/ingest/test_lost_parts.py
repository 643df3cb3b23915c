"""An exception put in on purpose costs the part that it is raised in, by name, and nothing else."""

import logging
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.extract import report as reports
from itasearch.extract.rows import RowReader
from itasearch.extract.tables import segments
from itasearch.ingest.worker.isolation import Isolation
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Extraction
from itasearch.readers import workbook
from itasearch.readers.flow import document as flow
from itasearch.readers.layout.reading_order import Layout
from itasearch.readers.plain import _TextParse
from tests.thai_sentences import is_thai_sentence
from tests.tools.draw_document import Drawn, draw
from tests.tools.render_pdf import print_by_chromium

LIMITS = ReadLimits()
TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. 2566 เทศบาลตำบลหนองแวงนาง"
HEAD = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")
FIRST = ("1. ทำบัตรคิว", "ติดตั้งเครื่อง", "กองช่าง", "ต.ค. 65")
SECOND = ("2. อบรมพนักงาน", "เชิญวิทยากร", "สำนักปลัด", "ม.ค. 66")
THIRD = ("3. เปิดเผยแผนจัดซื้อ", "ลงเว็บไซต์", "กองคลัง", "มี.ค. 66")
Fail = Callable[..., None]


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Makes a function raise where what it is given holds a text."""

    def put_in(owner: object, name: str, text: str, error: Exception | None = None) -> None:
        whole = getattr(owner, name)

        def failing(*values: object, **named: object) -> object:
            if text in repr((values[:2], named)):
                raise error or IndexError("list index out of range")
            return whole(*values, **named)

        monkeypatch.setattr(owner, name, failing)

    return put_in


def text_file(folder: Path, *tables: tuple[tuple[str, ...], ...]) -> Path:
    path = folder / "แผน.txt"
    parts = ["\n".join("\t".join(row) for row in (HEAD, *rows)) for rows in tables]
    path.write_text("\n\n".join([TITLE, *parts]), encoding="utf-8")
    return path


def titles(extraction: Extraction) -> list[str]:
    return [measure.title for report in extraction.reports for measure in report.measures]


def the_warning(extraction: Extraction) -> str:
    """The warning of lost parts, which every report of the file has."""
    (warning,) = [text for text in extraction.warnings if "IndexError" in text]
    assert is_thai_sentence(warning)
    for report in extraction.reports:
        assert warning in report.warnings
        assert "completeness" in report.missing
    return warning


def read_without(path: Path, place: str) -> Extraction:
    """What is read: all but the second measure, and a warning that names where it was."""
    read = parse_file(path, limits=LIMITS)
    assert titles(read) == ["ทำบัตรคิว", "เปิดเผยแผนจัดซื้อ"]
    assert place in the_warning(read)
    return read


def test_a_row_costs_itself(tmp_path: Path, fail: Fail, caplog: pytest.LogCaptureFixture) -> None:
    path = text_file(tmp_path, (FIRST, SECOND, THIRD))
    fail(RowReader, "_begin", "อบรมพนักงาน")

    read = read_without(path, "แถว 3")

    assert read.reports[0].completeness is not None
    assert read.reports[0].completeness < 1
    assert "Traceback" in caplog.text


def test_a_table_costs_itself(tmp_path: Path, fail: Fail) -> None:
    path = text_file(tmp_path, (FIRST, THIRD), (SECOND, SECOND))
    fail(segments, "body_rows", "อบรมพนักงาน")

    read_without(path, "ตาราง 2")


def test_a_line_of_text_costs_itself(tmp_path: Path, fail: Fail) -> None:
    path = text_file(tmp_path, (FIRST, SECOND))
    path.write_text(path.read_text(encoding="utf-8") + "\n\nหมายเหตุท้ายแผน\n", encoding="utf-8")
    fail(_TextParse, "_take_prose", "5")

    read = parse_file(path, limits=LIMITS)

    assert titles(read) == ["ทำบัตรคิว", "อบรมพนักงาน"]
    assert "บรรทัด 6" in the_warning(read)


def test_a_sheet_costs_itself(tmp_path: Path, fail: Fail) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("แผน", (FIRST, THIRD)), ("ชำรุด", (SECOND,))):
        sheet = book.create_sheet(name)
        for row in ((TITLE,), HEAD, *rows):
            sheet.append(row)
    book.save(path := tmp_path / "แผน.xlsx")
    fail(workbook, "emit_sheet", "อบรมพนักงาน")

    read_without(path, "แผ่นงาน “ชำรุด”")


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_a_table_of_word_or_web_costs_itself(tmp_path: Path, fail: Fail, ending: str) -> None:
    tables = Drawn([HEAD, FIRST, THIRD]), Drawn([HEAD, SECOND, SECOND])
    path = draw([TITLE, *tables], tmp_path / f"แผน.{ending}")
    fail(flow, "_places", "อบรมพนักงาน")

    read_without(path, "ตาราง 2")


def test_a_page_costs_itself(tmp_path: Path, fail: Fail) -> None:
    pages = "".join(
        f"<div style='break-after:page'><p>{TITLE}</p><table border=1>"
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in HEAD)}</tr>"
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr></table></div>"
        for row in (FIRST, SECOND, THIRD)
    )
    html = f"<style>body{{font-family:Laksaman}}</style>{pages}"
    (path,) = print_by_chromium([(html, tmp_path / "แผน.pdf")])
    fail(Layout, "of", "PageReading(number=2,")

    read_without(path, "อ่านหน้า 2 ไม่สำเร็จ")


def test_one_report_of_several_costs_itself(tmp_path: Path, fail: Fail) -> None:
    path = tmp_path / "แผน.csv"
    rows = [("หน่วยงาน", "ปีงบประมาณ", *HEAD)]
    rows += [("เทศบาลตำบลหนองแวงนาง", "2566", *row) for row in (FIRST, SECOND)]
    rows += [("เทศบาลตำบลบ้านดงเย็น", "2566", *row) for row in (FIRST, THIRD)]
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    fail(reports, "_missing", "name='เทศบาลตำบลหนองแวงนาง'")

    read_without(path, "รายงานที่ 1")


def test_a_file_with_nothing_left_is_refused_in_a_sentence(tmp_path: Path, fail: Fail) -> None:
    path = text_file(tmp_path, (FIRST, SECOND))
    fail(_TextParse, "_take", "")

    with pytest.raises(DamagedFileError, match="อ่านไฟล์นี้ไม่สำเร็จ") as refused:
        parse_file(path, limits=LIMITS)

    assert is_thai_sentence(refused.value.reason)


@pytest.mark.parametrize("error", [MemoryError(), LimitExceededError(path="", reason="เกิน")])
def test_limits_end_the_reading(tmp_path: Path, fail: Fail, error: Exception) -> None:
    path = text_file(tmp_path, (FIRST, SECOND))
    fail(RowReader, "_begin", "อบรมพนักงาน", error)

    with pytest.raises(type(error)):
        parse_file(path, limits=LIMITS)


def test_what_the_worker_loses_is_in_the_log_of_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "from itasearch.extract.rows import RowReader\n"
        "def begin(self, row, part, *, first):\n    raise IndexError('ข้อผิดพลาดที่ใส่ไว้')\n"
        "RowReader._begin = begin\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with (
        Isolation(limits=LIMITS) as isolation,
        caplog.at_level(logging.ERROR),
        pytest.raises(DamagedFileError, match="IndexError: ข้อผิดพลาดที่ใส่ไว้"),
    ):
        isolation.parse(text_file(tmp_path, (FIRST, SECOND)))

    assert "Traceback" in caplog.text
