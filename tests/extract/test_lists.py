"""Numbered guidelines in their many schemes."""

from pathlib import Path

import pytest

from tests.extract.documents import report_in

HEADING = (
    "ประกาศองค์การบริหารส่วนตำบลทุ่งสว่างจันทร์\nเรื่อง แนวทางยกระดับคุณธรรมและความโปร่งใส ปีงบประมาณ ๒๕๖๗\n\n"
)


def test_items_stand_under_indicators_and_parts_are_steps(tmp_path: Path) -> None:
    report = report_in(
        HEADING + "๑. ตัวชี้วัดการปฏิบัติหน้าที่ เกี่ยวกับการบริการ\n\nแนวทางการดำเนินงาน ดังนี้\n\n"
        "๑.๑ ติดป้ายขั้นตอน\n\n- ๑.๒ มีที่พักคอย ดังนี้\n - ๑.๒.๑ เก้าอี้\n - ๑.๒.๒ น้ำดื่ม\n\n"
        "๒. ตัวชี้วัดการใช้งบประมาณ\n\n๒.๑ ลงแผนการใช้เงินบนเว็บไซต์\n",
        tmp_path,
    )

    assert [(m.number, m.indicator) for m in report.measures] == [
        ("1.1", 1),
        ("1.2", 1),
        ("2.1", 2),
    ]
    assert report.measures[1].title == "มีที่พักคอย ดังนี้"
    assert "๑.๒.๒ น้ำดื่ม" in (report.measures[1].steps or "")


def test_a_dash_between_label_and_text_is_no_text(tmp_path: Path) -> None:
    block = "ข้อ {n} {title}\nวิธีการ – ติดป้าย\nระยะเวลา - ตลอดปี\nงบประมาณ -\n"
    titles = enumerate(["งดของขวัญ", "เปิดแผนซื้อ", "รับเรื่อง"], 1)
    text = HEADING + "".join(block.format(n=n, title=title) for n, title in titles)

    measures = report_in(text, tmp_path).measures

    assert [(m.steps, m.timeframe, m.budget) for m in measures] == 3 * [("ติดป้าย", "ตลอดปี", None)]


def test_two_unknown_labels_of_units_are_not_guessed(tmp_path: Path) -> None:
    block = "{n}. {title}\n- ขั้นตอน: ประชุม\n- ระยะเวลา: ตลอดปี\n- คนลงมือ: กองช่าง\n- คนทาน: กองคลัง\n"
    titles = enumerate(["งดของขวัญ", "เปิดแผนซื้อ", "รับเรื่อง"], 1)
    text = HEADING + "".join(block.format(n=n, title=title) for n, title in titles)

    assert {m.responsible for m in report_in(text, tmp_path).measures} == {None}


LIKE_CLOSINGS = [
    "แจ้งเบาะแสทางเว็บไซต์ของเทศบาล",
    "สรุปโดยย่อ",
    "ประกาศโดยปิดป้าย",
    "รายงานวันที่ 15 ของทุกเดือน",
    "ประกาศเมื่อวันที่ 10 มกราคม 2567 ทางเว็บไซต์",
    "ขอบคุณผู้แจ้งเบาะแสด้วยเกียรติบัตร",
    "แหล่งที่มาของงบประมาณ",
]
CLOSINGS = [
    "ผ่านความเห็นชอบของสภาเทศบาล เมื่อวันที่ ๑๒ ตุลาคม ๒๕๖๖",
    "ข้อมูล ณ วันที่ ๓๐ กันยายน พ.ศ. ๒๕๖๗",
    "ปรับปรุงล่าสุด: 1/10/2567 เวลา 9.30 น.",
    "สอบถามเพิ่มเติมได้ที่ กองคลัง",
    "แจ้งเบาะแส โทร. 0 5400 0000",
    "โพสต์โดยผู้ดูแลระบบ",
    "ขอบคุณครับ",
    "แชร์ | พิมพ์",
]


@pytest.mark.parametrize(
    ("line", "is_step"), [*((t, True) for t in LIKE_CLOSINGS), *((t, False) for t in CLOSINGS)]
)
def test_a_last_step_is_no_foot_of_a_page(tmp_path: Path, line: str, is_step: bool) -> None:
    block = "มาตรการที่ {n} {title}\nผู้รับผิดชอบ: กองคลัง\nขั้นตอน:\nจัดทำช่องทางรับเรื่อง\n"

    report = report_in(
        HEADING
        + block.format(n=1, title="เปิดแผนพัสดุ")
        + block.format(n=2, title="รับเรื่องร้องเรียน")
        + line,
        tmp_path,
    )

    steps = (report.measures[-1].steps or "").split("\n")
    assert steps == ["จัดทำช่องทางรับเรื่อง", *([line] if is_step else [])]
