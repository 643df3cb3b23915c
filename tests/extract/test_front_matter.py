"""Pages before or after a report's table of measures take nothing away from it."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from tests.readers.office import all_saved_as

Part = str | list[list[str]] | bytes
"""A line, a table or a picture."""

COVER = (
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใสของเทศบาล ปีงบประมาณ 2567",
    "เทศบาลตำบลธารมรกต อำเภอเมือง จังหวัดน่าน",
)
TITLES = ("จัดตู้รับความเห็น", "พิมพ์บัญชีพัสดุ", "อบรมเรื่องของขวัญ", "ตอบคำถามทางไลน์", "ติดผังขั้นตอน")
MEASURES = [
    ["ที่", "มาตรการ/แนวทาง", "ขั้นตอนหรือวิธีการปฏิบัติ", "ระยะเวลาดำเนินการ", "หน่วยงานรับผิดชอบ"],
    *(
        [str(n), title, "ประชุม แล้วทำตามแผน", "มีนาคม 2567", "กองคลัง"]
        for n, title in enumerate(TITLES, 1)
    ),
]


def _picture() -> bytes:
    drawn = io.BytesIO()
    Picture.new("RGB", (320, 200), "steelblue").save(drawn, "PNG")
    return drawn.getvalue()


FRONT_MATTER: Mapping[str, list[Part]] = {
    "scores": [
        "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566",
        [["หน่วยงาน", "คะแนนรวม", "ระดับ"], ["เทศบาลตำบลธารมรกต", "88.52", "A"]],
    ],
    "contents": [
        "สารบัญ",
        "คำนำ ............ ก",
        "ผลการประเมิน ............ 1",
        "มาตรการ ............ 3",
    ],
    "letter": [
        "ที่ นน 52301/112",
        "สำนักงานเทศบาลตำบลธารมรกต ถนนสายน้ำ นน 55000",
        "เรื่อง ส่งมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        "เรียน นายอำเภอเมือง",
        "ตามหนังสือที่อ้างถึง ขอให้ส่งมาตรการ เทศบาลจึงขอส่งมาตรการมาพร้อมนี้",
        "จึงเรียนมาเพื่อโปรดทราบ",
        "ขอแสดงความนับถือ",
    ],
    "committee": [
        "คณะทำงานจัดทำมาตรการ",
        [
            ["ลำดับ", "ชื่อ - สกุล", "ตำแหน่ง", "หน้าที่"],
            ["1", "นายสมหมาย ใจงาม", "ปลัดเทศบาล", "ประธาน"],
            ["2", "นางพิมพ์ใจ ดีพร้อม", "ผู้อำนวยการกองคลัง", "กรรมการ"],
        ],
    ],
    "signatures": ["(ลงชื่อ)........................", "(นายสมหมาย ใจงาม)", "ปลัดเทศบาล ผู้เสนอ"],
    "photos": ["ภาพการประชุมจัดทำมาตรการ", _picture(), "ภาพที่ 1 ประชุมคณะทำงาน"],
    "disclosure_items": [
        "รายการข้อมูล OIT",
        [
            ["ข้อ", "ข้อมูล", "URL"],
            ["O1", "โครงสร้าง", "https://tan.go.th/1"],
            ["O34", "มาตรการส่งเสริมคุณธรรม", "https://tan.go.th/34"],
        ],
    ],
    "law": [
        "พระราชบัญญัติประกอบรัฐธรรมนูญว่าด้วยการป้องกันและปราบปรามการทุจริต พ.ศ. 2561",
        "มาตรา 128 ห้ามมิให้เจ้าพนักงานของรัฐผู้ใดรับทรัพย์สินหรือประโยชน์อื่นใด",
        "มาตรา 129 การกระทำอันเป็นการฝ่าฝืนให้ถือว่าเป็นการกระทำความผิด",
    ],
    "empty_table": [[["ที่", "รายการ", "หมายเหตุ"], ["", "", ""], ["", "", ""]]],
    "chart": ["แผนภูมิคะแนนรายตัวชี้วัด", _picture()],
}


def _docx(parts: list[Part], path: Path) -> Path:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        elif isinstance(part, bytes):
            document.add_picture(io.BytesIO(part))
        else:
            table = document.add_table(0, len(part[0]), style="Table Grid")
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    document.save(str(path))
    return path


def _xlsx(parts: list[Part], path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for part in parts:
        if isinstance(part, bytes):
            sheet.add_image(Image(io.BytesIO(part)), f"A{sheet.max_row + 1}")
            continue
        for row in [[part]] if isinstance(part, str) else part:
            sheet.append(row)
        sheet.append([])
    book.save(path)
    return path


WRITERS: Mapping[str, Callable[[list[Part], Path], Path]] = {"docx": _docx, "xlsx": _xlsx}
PLACES = ("before", "after")


def _parts(name: str, place: str) -> list[Part]:
    extra = FRONT_MATTER[name]
    return [*extra, *COVER, MEASURES] if place == "before" else [*COVER, MEASURES, *extra]


def _check(path: Path, name: str) -> None:
    (report,) = parse_file(path, limits=ReadLimits()).reports
    assert ["".join(measure.title.split()) for measure in report.measures] == [*TITLES]
    assert {(m.timeframe, m.responsible) for m in report.measures} == {("มีนาคม 2567", "กองคลัง")}
    assert report.organisation is not None
    assert (report.organisation.name, report.fiscal_year_be) == ("เทศบาลตำบลธารมรกต", 2567)
    assert name != "scores" or (report.ita_result and report.ita_result.total) == 88.52


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", FRONT_MATTER)
def test_all_measures_are_read(name: str, place: str, ending: str, tmp_path: Path) -> None:
    _check(WRITERS[ending](_parts(name, place), tmp_path / f"{name}.{ending}"), name)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """The documents as PDF, printed by LibreOffice at once."""
    folder = tmp_path_factory.mktemp("printed")
    cases = [(name, place) for name in FRONT_MATTER for place in PLACES]
    files = [_docx(_parts(*case), folder / f"{'-'.join(case)}.docx") for case in cases]
    return dict(zip(cases, all_saved_as(files, "pdf", folder), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", FRONT_MATTER)
def test_all_measures_are_read_from_print(
    name: str, place: str, printed: Mapping[tuple[str, str], Path]
) -> None:
    _check(printed[name, place], name)
