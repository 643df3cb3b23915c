"""Which documents are taken in as reports of measures, and which lines are none of a measure."""

from pathlib import Path

import pytest

from itasearch.errors import NotAReportError
from tests.extract.documents import extract_text, report_in

TITLE = "เรื่อง มาตรการป้องกันการรับสินบนและส่งเสริมความโปร่งใส ปีงบประมาณ พ.ศ. 2567"
TOWN = "เทศบาลตำบลธารมรกต อำเภอเมือง จังหวัดน่าน"
FOREIGN = {
    "prohibitions": f"""{TITLE}
{TOWN}
1. ห้ามเรียกเงินจากผู้มาติดต่อ
2. ห้ามรับของจากคู่สัญญา
3. ห้ามใช้รถส่วนกลางไปธุระส่วนตัว""",
    "pledges": f"""{TITLE}
{TOWN}
1. ข้าพเจ้าจะไม่รับของกำนัลทุกชนิด
2. ข้าพเจ้าจะทำงานอย่างตรงไปตรงมา
3. ข้าพเจ้าจะดูแลลูกน้องมิให้ทุจริต""",
    "law": """พระราชบัญญัติมาตรฐานทางจริยธรรม พ.ศ. 2562
แนวทางส่งเสริมความโปร่งใส
1. ซื่อสัตย์สุจริต
2. กล้าทำสิ่งที่ถูก
3. คิดถึงส่วนรวม""",
    "appointment": f"""คำสั่งเทศบาลตำบลธารมรกต
ที่ 12/2566
เรื่อง แต่งตั้งคณะทำงานมาตรการส่งเสริมความโปร่งใส
{TOWN}
1. ปลัดเทศบาล เป็นประธาน
2. หัวหน้าฝ่าย เป็นกรรมการ
3. นิติกร เป็นเลขานุการ""",
    "form": """แบบฟอร์มการขอเผยแพร่ข้อมูลผ่านเว็บไซต์
มาตรการส่งเสริมคุณธรรมและความโปร่งใส
ชื่อหน่วยงาน : สำนักปลัดเทศบาลตำบลธารมรกต
วัน/เดือน/ปี : 12 ธันวาคม 2566
ผู้รับผิดชอบ : นิติกร""",
    "procurement analysis": f"""รายงานผลการวิเคราะห์การจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2566
{TOWN}
แนวทางแก้ไขเพื่อความโปร่งใส
1. ทำแผนล่วงหน้า
2. สืบราคาหลายร้าน
3. อบรมระเบียบพัสดุ""",
    "disclosure items": f"""รายการข้อมูลที่ต้องเปิดเผย OIT
{TOWN}

| ข้อ | ข้อมูล | องค์ประกอบด้านข้อมูล | ผู้รับผิดชอบ |
|---|---|---|---|
| O1 | โครงสร้าง | แสดงแผนผัง | สำนักปลัด |
| O34 | มาตรการส่งเสริมคุณธรรม | แสดงมาตรการ | สำนักปลัด |""",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_a_document_of_another_kind_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(NotAReportError) as refusal:
        extract_text(text, tmp_path)

    assert refusal.value.reason


MEASURE = """มาตรการที่ {n} {title}
ผู้รับผิดชอบ: กองคลัง
ระยะเวลา: มกราคม 2567
ผลการดำเนินการ: ทำแล้ว {n} ครั้ง
"""
NARRATIVE = "\n".join(
    [
        "# รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. 2567",
        TOWN,
        MEASURE.format(n=1, title="ติดผังขั้นตอนการให้บริการ"),
        MEASURE.format(n=2, title="เปิดเผยแผนการใช้เงิน"),
    ]
)


def test_a_closing_sentence_is_no_result(tmp_path: Path) -> None:
    report = report_in(f"{NARRATIVE}\nทั้งนี้ เทศบาลจะได้นำผลข้างต้นไปปรับปรุงงานในปีถัดไป", tmp_path)

    assert [measure.results for measure in report.measures] == ["ทำแล้ว 1 ครั้ง", "ทำแล้ว 2 ครั้ง"]


def test_lines_below_a_heading_of_problems_that_no_measure_holds_are_unread(tmp_path: Path) -> None:
    items = "\n".join(
        f"ตัวชี้วัดที่ {n} {name}\n{n}.1 ติดป้ายหน้าห้องที่ {n}\n{n}.2 ประชุมทุกเดือนเรื่องที่ {n}"
        for n, name in ((1, "การปฏิบัติหน้าที่"), (2, "การใช้งบประมาณ"))
    )
    title = "แนวทางส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. 2567"

    report = report_in(f"{title}\n{TOWN}\n{items}\nปัญหาและอุปสรรค\nเงินมาถึงช้ากว่าแผน", tmp_path)

    assert len(report.measures) == 4
    assert "เงินมาถึงช้ากว่าแผน" in {line.cells[0] for line in report.unread}
