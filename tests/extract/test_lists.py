"""Numbered guidelines in their many schemes."""

from pathlib import Path

from tests.cases import examples, yes
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


def test_a_state_below_two_outcomes_leaves_the_first_to_the_results(tmp_path: Path) -> None:
    block = (
        "{n}. {title}\nวิธีทำ: ประชุม\nทำแล้วได้อะไร: ครบ {n} หมู่\nผลต่อประชาชน: รู้ราคา\nสถานะ: แล้วเสร็จ\n"
    )
    titles = enumerate(["งดของขวัญ", "เปิดแผนซื้อ", "รับเรื่อง"], 1)
    text = HEADING + "".join(block.format(n=n, title=title) for n, title in titles)

    measure = report_in(text, tmp_path).measures[-1]

    assert (measure.results, measure.outcomes) == ("ครบ 3 หมู่\nแล้วเสร็จ", "รู้ราคา")


def test_two_unknown_labels_of_units_are_not_guessed(tmp_path: Path) -> None:
    block = "{n}. {title}\n- ขั้นตอน: ประชุม\n- ระยะเวลา: ตลอดปี\n- คนลงมือ: กองช่าง\n- คนทาน: กองคลัง\n"
    titles = enumerate(["งดของขวัญ", "เปิดแผนซื้อ", "รับเรื่อง"], 1)
    text = HEADING + "".join(block.format(n=n, title=title) for n, title in titles)

    assert {m.responsible for m in report_in(text, tmp_path).measures} == {None}


def test_disclosure_items_follow_the_list(tmp_path: Path) -> None:
    report = report_in(
        HEADING + "๑. ตัวชี้วัดการปฏิบัติหน้าที่\n๑.๑ ติดป้าย\n๑.๒ ทำบัตรคิว\n๑.๓ ยกย่องคนดี\n"
        "๙. ตัวชี้วัดการเปิดเผยข้อมูล\nตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน\n\n"
        "ข้อมูล\tรายละเอียดที่เผยแพร่\nข่าวสาร\nข่าวประชาสัมพันธ์\tข่าวของปี ๒๕๖๗\nเพจ\tลิงก์ไปเพจ\n\n"
        "ข้อมูล\tรายละเอียดที่เผยแพร่\nบริการ\t\nคู่มือ\tคู่มือทุกงาน\nสถิติ\tสถิติรายเดือน\n",
        tmp_path,
    )

    assert [(m.title, m.indicator) for m in report.measures][3:] == [
        ("ข่าวประชาสัมพันธ์", 9),
        ("เพจ", 9),
        ("คู่มือ", 9),
        ("สถิติ", 9),
    ]
    assert report.measures[3].steps == "ข่าวของปี ๒๕๖๗"
    assert report.kind == "guidelines"


@examples("lists", "last lines and whether they are steps", str, yes)
def test_a_last_step_is_no_foot_of_a_page(line: str, is_step: bool, tmp_path: Path) -> None:
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


def test_a_chapter_on_all_measures_is_no_part_of_the_last(tmp_path: Path) -> None:
    block = "{n}. {title}\nขั้นตอน : ประชุมทุกเดือน\nผลการดำเนินงาน : ครบ {n} ครั้ง\nค่าใช้จ่าย : ๙๐๐ บาท\n"
    text = HEADING + "".join(block.format(n=n, title=f"เปิดตู้หมู่ {n}") for n in (1, 2, 3))
    chapters = (
        "สรุปผลและข้อเสนอแนะ",
        "บทสรุป",
        "ส่วนที่ ๓ สรุปปัญหาและอุปสรรค",
        "แนวทางการพัฒนาในปีถัดไป",
        "ข้อเสนอแนะในภาพรวม",
    )

    for chapter in chapters:
        last = report_in(f"{text}{chapter}\nควรตั้งเงินเพิ่มให้พอ\n", tmp_path).measures[-1]
        assert (last.results, last.budget) == ("ครบ 3 ครั้ง", "๙๐๐ บาท"), chapter
