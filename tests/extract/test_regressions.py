"""Whole small files beside the parse that is right for them.

Every fault once found in a real report is in tests/data/regressions/ as the smallest file that
showed it, with a JSON of the same name: `cause`, and what reading it must give. A measure's fields
that the JSON leaves out must be empty.
"""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError, UnsupportedFormatError
from itasearch.extract.report import extract
from itasearch.ingest.worker.parse import KNOWLEDGE, parse_file
from itasearch.readers.plain import read_text
from tests.cases import examples, optional
from tests.tools.expected import layout_faults, regression_faults
from tests.tools.score_parse import score_parse

FOLDER = Path(__file__).parents[1] / "data" / "regressions"
CASES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_fault_stays_mended(path: Path) -> None:
    (file,) = (p for p in FOLDER.glob(f"{path.stem}.*") if p.suffix != ".json")

    if json.loads(path.read_text(encoding="utf-8")).get("refused"):
        with pytest.raises((NotAReportError, UnsupportedFormatError)):
            parse_file(file, limits=ReadLimits())
        return

    assert regression_faults(path, parse_file(file, limits=ReadLimits())) == []


LAYOUTS = sorted(
    path for path in (Path(__file__).parent / "layouts").iterdir() if path.suffix != ".json"
)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_gives_its_measures(path: Path) -> None:
    read = extract(read_text(path, limits=ReadLimits(), knowledge=KNOWLEDGE))

    assert layout_faults(path.with_suffix(".json"), read) == []


PROSE = Path(__file__).parents[1] / "data" / "prose"
GOLD = sorted(PROSE.glob("*.json"))
NONE = sorted((PROSE / "none").iterdir())


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_report_in_prose_equals_the_gold(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))

    (report,) = parse_file(PROSE / Path(gold["file"]).name, limits=ReadLimits()).reports

    score = score_parse(gold, report)
    assert (score.f1, score.meta) == (1.0, 1.0), score
    assert score.fields >= 0.98, score
    assert report.kind.value == gold["kind"]
    assert [m.number for m in report.measures] == [m["number"] for m in gold["measures"]]


@pytest.mark.parametrize("path", NONE, ids=lambda path: path.stem)
def test_a_document_without_measures_is_refused(path: Path) -> None:
    with pytest.raises(NotAReportError):
        parse_file(path, limits=ReadLimits())


TABLE = "<table><tr><th>มาตรการ</th><th>ขั้นตอน</th><th>ผู้รับผิดชอบ</th></tr>{}</table>"
ROWS = "<tr><td>1. งดรับของขวัญ</td><td>ประกาศเจตนารมณ์</td><td>สำนักปลัด</td></tr>"
TITLE = "<h1>มาตรการส่งเสริมคุณธรรมและความโปร่งใส เทศบาลตำบลห้วยหินงาม ปีงบประมาณ 2568</h1>"


@examples("regressions", "a web footer states the place", str, optional(str))
def test_a_web_footer_states_the_place(footer: str, province: str | None, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    page = TITLE + TABLE.format(ROWS) + f"<footer><p>{footer}</p></footer>"
    path.write_text(page, encoding="utf-8")

    (report,) = parse_file(path, limits=ReadLimits()).reports

    assert report.organisation is not None
    assert report.organisation.province == province
    assert footer not in "".join(measure.text("responsible") for measure in report.measures)


def test_a_sheet_s_printed_footer_states_the_place(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["มาตรการส่งเสริมคุณธรรมและความโปร่งใส เทศบาลตำบลห้วยหินงาม ปีงบประมาณ 2568"])
    sheet.append(["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"])
    sheet.append(["1. งดรับของขวัญ", "ประกาศเจตนารมณ์", "สำนักปลัด"])
    sheet.oddFooter.center.text = "เทศบาลตำบลห้วยหินงาม อำเภอผาแดง จังหวัดน่าน"
    sheet.oddFooter.right.text = "หน้า &P"
    book.save(tmp_path / "plan.xlsx")

    (report,) = parse_file(tmp_path / "plan.xlsx", limits=ReadLimits()).reports

    assert report.organisation is not None
    assert (report.organisation.district, report.organisation.province) == ("ผาแดง", "น่าน")
    assert [measure.title for measure in report.measures] == ["งดรับของขวัญ"]
