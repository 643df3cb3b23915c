"""How a measure is followed up and reported, told from words that only look like it."""

import pytest

from itasearch.enrich.form_check.spans import follow_up_spans
from itasearch.text.thai.view import unspaced_view


def told(text: str) -> list[str]:
    view = unspaced_view(text)
    return [text[slice(*view.raw_span(*span))] for span in follow_up_spans(view)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("๑.แจ้งให้ประชาชน ๒.ติดตามผลทุกเดือน", "ติดตามผล"),
        ("ประชาสัมพันธ์ให้ประชาชนทราบ ติดตามประเมินผลการใช้งาน", "ติดตามประเมิน"),
        ("สรุปผลเสนอผู้บริหารพิจารณาสั่งการ", "สรุปผลเสนอผู้บริหาร"),
        ("รายงานผลในที่ประชุมประจำเดือน", "รายงานผลในที่ประชุม"),
        ("รวบรวมข้อทักท้วงเสนอปลัดเทศบาล", "รวบรวมข้อทักท้วงเสนอปลัด"),
        ("ราย งาน ผล\nให้ครบ", "ราย งาน ผล"),
        ("ปลัดสุ่มตรวจเคาน์เตอร์เดือนละครั้ง", "ปลัดสุ่มตรวจ"),
        ("หัวหน้าฝ่ายตรวจสมุดคุมทุกสิ้นเดือน", "ตรวจสมุดคุมทุกสิ้นเดือน"),
        ("สรุปจำนวนผู้มาติดต่อทุกไตรมาส", "สรุปจำนวนผู้มาติดต่อทุกไตรมาส"),
        ("รายงานผ่านระบบของสำนักงาน ป.ป.ช.", "รายงานผ่านระบบ"),
    ],
)
def test_the_words_that_tell_it_are_found(text: str, words: str) -> None:
    assert words in told(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "รายงานข้อมูลให้ทราบถึงสภาพถนน",
        "นำร่างประกาศเสนอนายกลงนาม",
        "รวบรวมคำขอเสนอคณะกรรมการพิจารณา",
        "จัดทำรายงานขอซื้อขอจ้างเสนอผู้บริหารอนุมัติ",
        "เล่าเรื่องเก่าให้คนในอำเภอฟัง พร้อมรายงานข่าวในจังหวัด",
        "นำเสนอผู้บริหารเห็นชอบก่อนประกาศใช้",
        "รายงานประชาชนในอำเภอใกล้เคียง",
        "ไม่มีการติดตามผล",
        "คณะทำงานตรวจลิงก์เสียเดือนละครั้ง",
        "ปลัดเป็นประธานกรรมการตรวจรับทุกครั้ง",
        "หน่วยตรวจสอบภายในอบรมพนักงานใหม่",
        "สรุปผลการจัดซื้อจัดจ้างรายเดือน",
        "สรุปข่าวเด่นรายสัปดาห์ลงเพจ",
        "ตรวจนับพัสดุทุกสิ้นปี",
        "",
    ],
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert told(text) == []


def test_neighbouring_words_are_one_span_and_items_are_apart() -> None:
    first, second = told("รายงานผลให้ปลัดทราบทุกเดือน\nติดตามความก้าวหน้า")

    assert first.startswith("รายงานผลให้ปลัด") and first.endswith("ทุกเดือน")
    assert second == "ติดตามความก้าวหน้า"
