"""Slides as a PDF: text boxes of one label and its text each, wherever they are on the page."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Measure
from tests.tools.render_pdf import print_by_chromium

COVER = (
    "<h2>รายงานผลตามมาตรการส่งเสริมคุณธรรม ปีงบประมาณ พ.ศ. 2567</h2>"
    "<p>เทศบาลตำบลบ้านธารใส อำเภอเมือง จังหวัดน่าน</p>"
)
ROWS = (
    ("ติดผังขั้นตอนไว้ทุกช่อง", ("เขียนผังใหม่", "ติดไว้หน้าช่อง"), "ต.ค. 2566", "กองช่าง",
     "ติดแล้ว 7 ช่อง", "คนรอคิวน้อยลง"),
    ("เปิดบัญชีพัสดุให้ตรวจ", ("สำรวจพัสดุ", "ปิดประกาศ"), "ธันวาคม 2566", "กองคลัง",
     "ประกาศ 2 ครั้ง", "พัสดุไม่สูญหาย"),
    ("รับฟังก่อนทำข้อบัญญัติ", ("จัดเวที", "เสนอสภา"), "ตลอดปีงบประมาณ", "สำนักปลัด",
     "จัดเวที 9 ครั้ง", "มีข้อเสนอใช้ได้"),
)  # fmt: skip
"""Title, steps, time, unit, results and outcomes of each measure."""
Row = tuple[str, tuple[str, ...], str, str, str, str]


def _box(left: int, top: int, *lines: str) -> str:
    shown = "<br>".join(lines)
    return f'<div style="position:absolute;left:{left}px;top:{top}px">{shown}</div>'


def _listed(row: Row) -> list[str]:
    return [f"• {step}" for step in row[1]]


def _two_columns(row: Row) -> str:
    """The boxes are in another order in the file."""
    return (
        _box(520, 100, "ระยะเวลา", row[2])
        + _box(60, 100, "วิธีดำเนินการ", *_listed(row))
        + _box(60, 420, "ผลลัพธ์", row[5])
        + _box(520, 160, "ผู้รับผิดชอบ", row[3])
        + _box(520, 230, "ผลการดำเนินการ", row[4])
    )


def _three_columns(row: Row) -> str:
    return (
        _box(60, 100, "ขั้นตอน", *_listed(row))
        + _box(360, 100, "ระยะเวลา", row[2], "ผู้รับผิดชอบ", row[3])
        + _box(680, 100, "ผลการดำเนินการ", row[4], "ผลลัพธ์", row[5])
    )


def _row_of_boxes(row: Row) -> str:
    """Three boxes beside each other, and two below them in other columns."""
    return (
        _box(60, 80, "เจ้าภาพ", row[3])
        + _box(360, 80, "กำหนดการ", row[2])
        + _box(680, 80, "ผลลัพธ์", row[5])
        + _box(60, 280, "ขั้นตอนการดำเนินงาน", *_listed(row))
        + _box(520, 280, "ผลการดำเนินงาน", row[4])
    )


def _behind_colons(row: Row) -> str:
    return _box(60, 100, f"วิธีการ: {' '.join(row[1])}", f"ผู้รับผิดชอบ: {row[3]}") + _box(
        520, 100, f"ระยะเวลา: {row[2]}", f"ผลการดำเนินการ: {row[4]}", f"ผลลัพธ์: {row[5]}"
    )


def _labels_beside_texts(row: Row) -> str:
    labels = ("วิธีดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ", "ผลการดำเนินการ", "ผลลัพธ์")
    texts = ("<br>".join(_listed(row)), *row[2:])
    pairs = enumerate(zip(labels, texts, strict=True))
    return "".join(
        _box(60, 100 + 70 * n, label) + _box(320, 100 + 70 * n, text) for n, (label, text) in pairs
    )


LAYOUTS: Mapping[str, Callable[[Row], str]] = {
    "two_columns": _two_columns,
    "three_columns": _three_columns,
    "row_of_boxes": _row_of_boxes,
    "behind_colons": _behind_colons,
    "labels_beside_texts": _labels_beside_texts,
}


def _slides(layout: Callable[[Row], str]) -> str:
    style = "body{margin:0;font:18px Laksaman}.s{position:relative;height:620px;break-after:page}"
    pages = [COVER] + [
        _box(60, 20, f"มาตรการที่ {number} {row[0]}") + layout(row)
        for number, row in enumerate(ROWS, start=1)
    ]
    shown = "".join(f'<div class="s">{page}</div>' for page in pages)
    return f"<!DOCTYPE html><html><head><style>{style}</style></head><body>{shown}</body></html>"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The slides of each layout as PDF."""
    folder = tmp_path_factory.mktemp("slides")
    pages = [(_slides(layout), folder / f"{name}.pdf") for name, layout in LAYOUTS.items()]
    return dict(zip(LAYOUTS, print_by_chromium(pages), strict=True))


def _facts(measure: Measure) -> tuple[str, ...]:
    texts = (measure.timeframe, measure.responsible, measure.results, measure.outcomes)
    steps = (measure.steps or "").replace("•", "")
    return tuple("".join((text or "").split()) for text in (measure.title, steps, *texts))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_slides_give_a_measure_each(layout: str, printed: Mapping[str, Path]) -> None:
    (report,) = parse_file(printed[layout], limits=ReadLimits()).reports

    assert [_facts(measure) for measure in report.measures] == [
        tuple("".join("".join(part).split()) for part in row) for row in ROWS
    ]
