"""Cards, transposed tables and slides give the same measures in every format."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Measure
from tests.readers.office import all_saved_as
from tests.tools.draw_document import WRITERS, Drawn, Parts, draw
from tests.tools.render_pdf import print_by_chromium

COVER = (
    "แผนปฏิบัติการยกระดับคุณธรรมและความโปร่งใส",
    "ประจำปีงบประมาณ พ.ศ. 2567",
    "เทศบาลตำบลธารมรกต อำเภอเมือง จังหวัดน่าน",
)
SIGNED = (
    "....................................",
    "(นางสาวพรทิพย์ แสนดี)",
    "ตำแหน่ง นักวิเคราะห์นโยบายและแผน",
)
ROWS = (
    ("จัดตู้รับความเห็นหน้าสำนักงาน", "การปรับปรุงระบบการทำงาน", "ตั้งตู้แล้วเปิดอ่าน", "ตุลาคม 2566", "สำนักปลัด"),
    ("พิมพ์บัญชีพัสดุให้ตรวจดู", "การใช้ทรัพย์สินของราชการ", "สำรวจพัสดุ แล้วปิดประกาศ", "ธันวาคม 2566", "กองคลัง"),
    ("อบรมเรื่องของขวัญปีใหม่", "การใช้อำนาจ", "เชิญวิทยากรมาบรรยาย", "มกราคม 2567", "งานบุคคล"),
    ("ตอบคำถามทางไลน์ทุกวัน", "ประสิทธิภาพการสื่อสาร", "จัดเวรเจ้าหน้าที่ตอบ", "ตลอดปี", "งานประชาสัมพันธ์"),
    ("ประกาศขั้นตอนขออนุญาตก่อสร้าง", "คุณภาพการดำเนินงาน", "เขียนผังแล้วติดที่กองช่าง", "มีนาคม 2567", "กองช่าง"),
)  # fmt: skip
"""Title, indicator, steps, time and unit of each measure."""
LABELS = ("ตัวชี้วัด", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ")
WHOLE = [(None, *row) for row in ROWS]


def _transposed() -> Parts:
    """Measures as columns, the signature below them."""
    fields = zip(("มาตรการ", *LABELS), zip(*ROWS, strict=True), strict=True)
    rows = [[label, *texts] for label, texts in fields]
    rows.insert(0, ["หัวข้อ", *(f"มาตรการที่ {number}" for number in range(1, 6))])
    return [*COVER, Drawn([*rows, ["ลงชื่อ", "(นางสาวพรทิพย์ แสนดี)", *[""] * 4]])]


FORMS: Mapping[str, Parts] = {
    "transposed": _transposed(),
}


HEADS = (
    ("ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "งบประมาณ (บาท)", "", "ไตรมาส", ""),
    ("", "", "", "", "ตั้งไว้", "เบิกจ่าย", "1", "2"),
)
LABELLED = (
    *COVER,
    Drawn(
        [
            *HEADS,
            *(
                (str(number), row[0], row[2], row[4], "10,000", "8,500", "เริ่มแล้ว", "เสร็จแล้ว")
                for number, row in enumerate(ROWS, start=1)
            ),
        ],
        spans=[*((0, column, 1, column) for column in range(4)), (0, 4, 0, 5), (0, 6, 0, 7)],
    ),
)
"""Two budgets and two quarters, each under a merged header."""


def _read(path: Path) -> list[tuple[object, ...]]:
    (report,) = parse_file(path, limits=ReadLimits()).reports
    assert report.confidence > 0.9
    return [_facts(measure) for measure in report.measures]


def _facts(measure: Measure) -> tuple[object, ...]:
    return (
        measure.indicator,
        *map(_one_line, (measure.title, measure.steps, measure.timeframe, measure.responsible)),
    )


def _one_line(text: str | None) -> str:
    return "".join((text or "").split())


WANTED = [
    (number, *map(_one_line, (title, steps, time, unit)))
    for number, (title, _, steps, time, unit) in zip((8, 4, 3, 7, 6), ROWS, strict=True)
]


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_in_every_format(form: str, ending: str, tmp_path: Path) -> None:
    path = draw(FORMS[form], tmp_path / f"{form}.{ending}")

    assert _read(path) == WANTED


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The forms as PDF, printed by LibreOffice at once."""
    folder = tmp_path_factory.mktemp("printed")
    forms = {**FORMS, "labelled": LABELLED}
    files = [draw(parts, folder / f"{form}.docx") for form, parts in forms.items()]
    return dict(zip(forms, all_saved_as(files, "pdf", folder), strict=True))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_from_its_print(form: str, printed: Mapping[str, Path]) -> None:
    assert _read(printed[form]) == WANTED


def _labels_kept(path: Path) -> bool:
    (report,) = parse_file(path, limits=ReadLimits()).reports
    kept = {(measure.budget, measure.results) for measure in report.measures}
    whole = len(report.measures) == len(ROWS) and not report.missing
    labelled = ("ตั้งไว้: 10,000\nเบิกจ่าย: 8,500", "ไตรมาส 1: เริ่มแล้ว\nไตรมาส 2: เสร็จแล้ว")
    return whole and kept == {labelled}


@pytest.mark.parametrize("ending", WRITERS)
def test_columns_of_one_field_keep_their_labels(ending: str, tmp_path: Path) -> None:
    assert _labels_kept(draw(LABELLED, tmp_path / f"labelled.{ending}"))


def test_printed_columns_of_one_field_keep_their_labels(printed: Mapping[str, Path]) -> None:
    assert _labels_kept(printed["labelled"])


SLIDE_COVER = (
    "<h2>รายงานผลตามมาตรการส่งเสริมคุณธรรม ปีงบประมาณ พ.ศ. 2567</h2>"
    "<p>เทศบาลตำบลบ้านธารใส อำเภอเมือง จังหวัดน่าน</p>"
)
SLIDE_ROWS = (
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
    "three_columns": _three_columns,
    "row_of_boxes": _row_of_boxes,
    "behind_colons": _behind_colons,
    "labels_beside_texts": _labels_beside_texts,
}


def _slides(layout: Callable[[Row], str]) -> str:
    style = "body{margin:0;font:18px Laksaman}.s{position:relative;height:620px;break-after:page}"
    pages = [SLIDE_COVER] + [
        _box(60, 20, f"มาตรการที่ {number} {row[0]}") + layout(row)
        for number, row in enumerate(SLIDE_ROWS, start=1)
    ]
    shown = "".join(f'<div class="s">{page}</div>' for page in pages)
    return f"<!DOCTYPE html><html><head><style>{style}</style></head><body>{shown}</body></html>"


@pytest.fixture(scope="module")
def slides(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The slides of each layout as PDF."""
    folder = tmp_path_factory.mktemp("slides")
    pages = [(_slides(layout), folder / f"{name}.pdf") for name, layout in LAYOUTS.items()]
    return dict(zip(LAYOUTS, print_by_chromium(pages), strict=True))


def _slide_facts(measure: Measure) -> tuple[str, ...]:
    texts = (measure.timeframe, measure.responsible, measure.results, measure.outcomes)
    steps = (measure.steps or "").replace("•", "")
    return tuple("".join((text or "").split()) for text in (measure.title, steps, *texts))


def test_slides_with_labels_before_their_texts_give_a_measure_each(
    slides: Mapping[str, Path],
) -> None:
    (report,) = parse_file(slides["behind_colons"], limits=ReadLimits()).reports

    assert [_slide_facts(measure) for measure in report.measures] == [
        tuple("".join("".join(part).split()) for part in row) for row in SLIDE_ROWS
    ]


@pytest.mark.parametrize("layout", sorted(LAYOUTS.keys() - {"behind_colons"}))
def test_slides_of_boxes_beside_each_other_go_to_review(
    layout: str, slides: Mapping[str, Path]
) -> None:
    (report,) = parse_file(slides[layout], limits=ReadLimits()).reports

    assert "completeness" in report.missing
