"""No text and no child process keeps itasearch at work without end."""

import ast
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest

import itasearch
from itasearch.config import ReadLimits
from itasearch.extract.report import extract
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.readers.detect import read_document

LETTERS = 100_000
SECONDS = 240  # for all texts together, which take about a minute
UNITS = (
    *(" ", "ก", "1", "๑", ".", "-", "/", "(", "“", "ๆ", "ก ", "1. ", "1.1 ", "1,", "a.", ": "),
    *("มาตรการ ", "ข้อ ๑ ", "ตัวชี้วัดที่ 1 ", "2566 ", "มกราคม ", "กอง", "และ"),
)
TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส เทศบาลตำบลทดลอง จังหวัดพะเยา ปีงบประมาณ พ.ศ. 2566"
HEADS = ("ที่", "มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ")


def _page(text: str) -> str:
    """A report in which each field of a row and a paragraph hold `text`."""
    rows = [
        HEADS,
        ("1", "อบรมเรื่องของขวัญ", "ประกาศ", "ต.ค. 65", "สำนักปลัด"),
        ("2", f"มาตรการ{text}จบ", f"ขั้น{text}", f"ต.ค. {text}", f"กองคลัง{text}"),
        ("3", "ตรวจพัสดุ", "นับ", "ม.ค. 66", "กองคลัง"),
    ]
    cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<h1>{TITLE}</h1><p>แนวทาง {escape(text)}จบ</p><table>{table}</table>"


def read_hostile_texts(folder: Path) -> None:
    """Read a report with each of the texts; AssertionError where a measure is lost."""
    for unit in UNITS:
        path = folder / "รายงาน.html"
        path.write_text(_page((unit * LETTERS)[:LETTERS]), encoding="utf-8")
        document = read_document(path, limits=ReadLimits(), knowledge=KNOWLEDGE)
        (report,) = extract(document).reports
        assert [measure.number for measure in report.measures] == ["1", "2", "3"], unit


@pytest.mark.slow
def test_a_text_of_any_letters_repeated_is_read_to_its_end(tmp_path: Path) -> None:
    code = "import sys, pathlib; from tests.test_bounds import read_hostile_texts as read; "
    command = [sys.executable, "-c", code + "read(pathlib.Path(sys.argv[1]))", str(tmp_path)]

    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], timeout=SECONDS, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr


def test_child_processes_have_a_timeout() -> None:
    """All but the server, which runs until it is stopped."""
    unbounded = [
        f"{path.name}:{node.lineno}"
        for path in Path(itasearch.__file__).parent.rglob("*.py")
        if path.parts[-2:] != ("cli", "health.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "subprocess.run"
        and "timeout" not in {keyword.arg for keyword in node.keywords}
    ]

    assert unbounded == []
