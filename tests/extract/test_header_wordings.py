"""Header wordings as towns write them: each column's text must land in its field, sure."""

import pytest

from itasearch.domain.headers import Field
from tests.extract.documents import report_of, table

WORDINGS = {
    Field.TITLE: (
        "ตัวชี้วัด/มาตรการ, ตัวชี้วัด/แนวทาง, ประเด็น/มาตรการ, ประเด็นการพัฒนา, "
        "สิ่งที่ต้องดำเนินการ, ข้อเสนอแนะ/มาตรการ, การดำเนินการตามมาตรการ, "
        "มาตรการเพื่อปรับปรุง, มาตรการในการขับเคลื่อน, รายการ, มาตรการ/ตัวชี้วัด, "
        "ชื่อมาตรการ, วิธีการ/มาตรการ, มาตรการและแนวทาง, กิจกรรมตามมาตรการ, "
        "ข้อเสนอแนะในการปรับปรุง, เรื่อง/มาตรการ, แนวทางการปรับปรุง/พัฒนา"
    ),
    Field.STEPS: (
        "การดำเนินการ, กระบวนการ, แนวทาง, กิจกรรม, ขั้นตอน/วิธีการ/กิจกรรม, "
        "วิธีการและขั้นตอน, กิจกรรมย่อย, การปฏิบัติ"
    ),
    Field.TIMEFRAME: (
        "วัน เดือน ปี, ปีงบประมาณ, ไตรมาส, เดือน/ปี, ปี พ.ศ., แผนการดำเนินการ, กำหนดส่ง, ระยะเวลา (เดือน)"
    ),
    Field.RESPONSIBLE: (
        "เจ้าของเรื่อง, สำนัก/กอง, กอง/งาน, ผู้ประสานงาน, กลุ่มงาน, ส่วนราชการเจ้าของเรื่อง, หน่วยงาน"
    ),
    Field.FOLLOW_UP: ("การรายงานผลการดำเนินการ, การกำกับและติดตาม, กลไกการกำกับติดตาม, การรายงาน"),
    Field.RESULTS: (
        "สรุปผล, สถานะ/ผลการดำเนินการ, ผลการนำมาตรการไปสู่การปฏิบัติ, ผลการดำเนินการ (๖ เดือน), ผลการขับเคลื่อน"
    ),
    Field.OUTCOMES: ("เป้าหมาย/ผลลัพธ์, ประโยชน์, ผลที่เกิดจากการดำเนินการ, ผลลัพธ์ (Outcome)"),
    Field.PROBLEMS: ("ข้อบกพร่อง/จุดอ่อน, สภาพปัญหา, สาเหตุของปัญหา"),
    Field.RECOMMENDATIONS: ("แนวทางการพัฒนาต่อไป, ข้อคิดเห็น, ข้อเสนอแนะสำหรับปีต่อไป"),
    Field.BUDGET: ("วงเงิน, จำนวนเงิน, งบประมาณที่ใช้ (บาท)"),
    Field.EVIDENCE: ("เอกสาร/หลักฐาน, ลิงก์เอกสาร, URL/Link"),
}
CASES = [(field, name.strip()) for field, names in WORDINGS.items() for name in names.split(",")]
USUAL = {
    Field.TITLE: ("มาตรการ", "๑. จดเลขไมล์รถทุกเที่ยว", "๒. ออกหน่วยเก็บภาษี", "๓. ลงแผนใช้เงิน"),
    Field.STEPS: ("ขั้นตอน", "ทำสมุดเล่มเดียว", "นัดวันกับผู้ใหญ่บ้าน", "ประชุมทุกเดือน"),
    Field.TIMEFRAME: ("ระยะเวลา", "ต.ค. ๖๕ – ก.ย. ๖๖", "ม.ค. – เม.ย. ๖๖", "ตลอดปีงบประมาณ"),
    Field.RESPONSIBLE: ("ผู้รับผิดชอบ", "กองช่าง", "กองคลัง งานรายได้", "กองคลัง"),
    Field.FOLLOW_UP: ("การติดตามผล", "รายงานนายกทุกเดือน", "เสนอปลัดทุกไตรมาส", "เสนอผู้บริหาร"),
    Field.RESULTS: ("ผลการดำเนินการ", "จดครบทุกคัน", "ออกแล้ว ๑๔ ครั้ง", "เบิกแล้วร้อยละ ๙๖"),
    Field.OUTCOMES: ("ผลลัพธ์", "ไม่มีใครใช้รถส่วนตัว", "คนสะดวกขึ้น", "คนในรู้สถานะเงิน"),
}
RARE = {
    Field.PROBLEMS: ("รถเสียบ่อย", "ฝนตกหนัก", "คนน้อย"),
    Field.RECOMMENDATIONS: ("ควรหารถใหม่", "ควรเลื่อนวัน", "ควรเพิ่มคน"),
    Field.BUDGET: ("20,000", "5,000", "ไม่ใช้งบประมาณ"),
    Field.EVIDENCE: ("https://a.go.th/1", "https://a.go.th/2", "www.a.go.th/3"),
}


@pytest.mark.parametrize(("field", "wording"), CASES)
def test_a_column_is_known_by_its_wording(field: Field, wording: str) -> None:
    columns = [
        (wording, *texts[1:]) if own is field else texts
        for own, texts in USUAL.items()
        # A plan's title may be worded like a result: its neighbours are those of a plan.
        if field is not Field.TITLE or own not in {Field.FOLLOW_UP, Field.OUTCOMES}
    ]
    columns += [(wording, *texts) for own, texts in RARE.items() if own is field]
    wanted = next(column[1:] for column in columns if column[0] == wording)

    report = report_of(table(list(zip(*columns, strict=True))))

    assert report.missing == ()
    read = [measure.text(field.value) for measure in report.measures]
    assert [text in whole for text, whole in zip(read, wanted, strict=True)] == [True] * 3
    assert all(read)
