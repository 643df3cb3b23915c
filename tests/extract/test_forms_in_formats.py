"""Cards, transposed tables and columns of several kinds give the same measures in every format."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Measure
from tests.tools.draw_document import WRITERS, Drawn, Parts, draw
from tests.tools.render_pdf import print_by_office

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


def _cards() -> Parts:
    """The indicator below the title, and a signature below each card."""
    lines = [
        (f"มาตรการ : {title}", *map(" : ".join, zip(LABELS, rest, strict=True)), *SIGNED)
        for title, *rest in ROWS
    ]
    return [*COVER, *(line for card in lines for line in card)]


def _boxes() -> Parts:
    """Cards with label and text in one cell."""
    parts: list[str | Drawn] = [*COVER]
    for number, (title, *rest) in enumerate(ROWS, start=1):
        left, middle, right, last = map(" : ".join, zip(LABELS, rest, strict=True))
        box = Drawn([[f"มาตรการ : {title}", left], [middle, right], [last, ""]])
        parts += [f"ใบที่ {number}", box]
    return parts


def _transposed() -> Parts:
    """Measures as columns, the signature below them."""
    fields = zip(("มาตรการ", *LABELS), zip(*ROWS, strict=True), strict=True)
    rows = [[label, *texts] for label, texts in fields]
    rows.insert(0, ["หัวข้อ", *(f"มาตรการที่ {number}" for number in range(1, 6))])
    return [*COVER, Drawn([*rows, ["ลงชื่อ", "(นางสาวพรทิพย์ แสนดี)", *[""] * 4]])]


def _transposed_with_gaps() -> Parts:
    """Measures as columns, empty rows between the fields, all of them under one name."""
    fields = zip(("มาตรการ", *LABELS), zip(*ROWS, strict=True), strict=True)
    rows = [["แผน" if label == "มาตรการ" else "", label, *texts] for label, texts in fields]
    gap = [""] * len(rows[0])
    return [*COVER, Drawn([cells for row in rows for cells in (row, gap)])]


FORMS: Mapping[str, Parts] = {
    "cards": _cards(),
    "boxes": _boxes(),
    "transposed": _transposed(),
    "transposed_with_gaps": _transposed_with_gaps(),
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
    return dict(zip(forms, print_by_office(files, folder), strict=True))


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
