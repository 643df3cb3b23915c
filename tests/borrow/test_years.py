"""Years near the source's fiscal year move with it; laws, plans, sums and events do not."""

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text
from tests.borrow.examples import FROM, TO


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", "ปีงบประมาณ พ.ศ. ๒๕๖๙"),
        ("ปีงบประมาณ พ.ศ. 2566", "ปีงบประมาณ พ.ศ. 2569"),
        ("ตลอดปีงบประมาณ ๖๖", "ตลอดปีงบประมาณ ๖๙"),
        ("FY 2023", "FY 2026"),
        ("ปีงบประมาณ ๒๕66", "ปีงบประมาณ ๒๕69"),
        ("ต.ค. ๖๕ - ก.ย. ๖๖", "ต.ค. ๖๘ - ก.ย. ๖๙"),
        ("ต.ค.65-ก.พ66", "ต.ค.68-ก.พ69"),
        ("ตุลาคม ๒๕๖๕ ถึง กันยายน ๒๕๖๖", "ตุลาคม ๒๕๖๘ ถึง กันยายน ๒๕๖๙"),
        ("ภายในเดือนธันวาคม พ.ศ. ๒๕๖๕", "ภายในเดือนธันวาคม พ.ศ. ๒๕๖๘"),
        ("1 ตุลาคม 2565 - 31 มีนาคม 2566", "1 ตุลาคม 2568 - 31 มีนาคม 2569"),
        ("๑ ก.พ. ๒๕๖๖ ถึงวันที่ ๓๐ ก.ย. ๒๕๖๖", "๑ ก.พ. ๒๕๖๙ ถึงวันที่ ๓๐ ก.ย. ๒๕๖๙"),
        ("มกราคม - มีนาคม ๒๕๖๖", "มกราคม - มีนาคม ๒๕๖๙"),
        ("๑ ม.ค. - ๓๑ มี.ค. ๒๕๖๖", "๑ ม.ค. - ๓๑ มี.ค. ๒๕๖๙"),
        ("ธันวาคม ๒๕๖๖", "ธันวาคม ๒๕๖๙"),
        ("ต.ค. ๒๕๖๕ – ธ.ค. ๒๕๖๗", "ต.ค. ๒๕๖๘ – ธ.ค. ๒๕๗๐"),
        ("ปี ๒๕๖๕/๖๖ ไตรมาส 1/66", "ปี ๒๕๖๘/๖๙ ไตรมาส 1/69"),
        ("ก่อนวันที่ 31 ธ.ค. 65", "ก่อนวันที่ 31 ธ.ค. 68"),
        ("ปี 2566 โครงการอบรม", "ปี 2569 โครงการอบรม"),
        ("ในปี 2566 รายงานผล", "ในปี 2569 รายงานผล"),
        (
            "ตามพระราชบัญญัติการพัสดุ ต้องเป็นข้อมูลของปี พ.ศ. ๒๕๖๖",
            "ตามพระราชบัญญัติการพัสดุ ต้องเป็นข้อมูลของปี พ.ศ. ๒๕๖๙",
        ),
        ("เทศบัญญัติงบประมาณ พ.ศ. 2566", "เทศบัญญัติงบประมาณ พ.ศ. 2569"),
    ],
)
def test_years_of_the_work_move_as_they_are_printed(text: str, wanted: str) -> None:
    assert adapt_text(text, FROM, TO).adapted == wanted


@pytest.mark.parametrize(
    "text",
    [
        "พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐",
        "ระเบียบกระทรวงมหาดไทยว่าด้วยการพัสดุ พ.ศ. ๒๕๖๖",
        "แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ - ๒๕๗๐)",
        "แผนพัฒนาท้องถิ่น (พ.ศ.2566-70)",
        "แผนพัฒนาท้องถิ่น พ.ศ. ๒๕๖๑ – ๒๕๖๖",
        "ผู้ตอบแบบสอบถาม 2566 คน",
        "งบประมาณ 12,566 บาท",
        "เบิกจ่าย 2566 บาท",
        "มาตรา 66",
    ],
)
def test_a_fact_stays(text: str) -> None:
    assert adapt_text(text, FROM, TO).adapted == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ประชุมเมื่อวันที่ ๑๕ มกราคม ๒๕๖๖", "ประชุมเมื่อวันที่ «วันที่»"),
        ("เมื่อวันพุธที่ 15 มีนาคม 2566 ณ", "เมื่อ«วันที่» ณ"),
        ("วันที่ 10 – 12 มกราคม 2566", "วันที่ «ช่วงวันที่»"),
        ("15/01/2566", "«วันที่»"),
        ("March 15, 2023", "«วันที่»"),
    ],
)
def test_an_event_is_a_blank(text: str, wanted: str) -> None:
    assert adapt_text(text, FROM, TO).adapted == wanted


def test_the_end_of_february_follows_the_calendar() -> None:
    moved = adapt_text("๑–๒๙ กุมภาพันธ์ ๒๕๖๗", FROM, TO).adapted

    assert moved == "๑–๒๘ กุมภาพันธ์ ๒๕๗๐"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("ยกฐานะเมื่อปี ๒๕๕๑", "๒๕๕๑"),
        ("ทำมาตั้งแต่ปีงบประมาณ พ.ศ. 2565 เป็นต้นมา", "2565"),
        ("รางวัลองค์กรโปร่งใส ประจำปี 2565", "2565"),
    ],
)
def test_the_sources_history_stays_and_is_marked(text: str, marked: str) -> None:
    made = adapt_text(text, FROM, TO)

    assert made.adapted == text
    assert [one.text for one in made.open] == [marked]


def test_item_numbers_of_another_year_are_marked_with_ours() -> None:
    made = adapt_text("เผยแพร่ตามข้อ O1 และ O42", FROM, TO)

    assert made.adapted == "เผยแพร่ตามข้อ O1 และ O42"
    [item] = made.open
    assert item.text == "O42"
    assert "O25" in item.question or "O26" in item.question


def test_a_text_of_years_alone_is_adapted_to_its_end() -> None:
    # Looked at from its beginning for each year, it takes half a minute, which no fast test may.
    assert adapt_text("2566 " * 4_000, FROM, TO).adapted == "2569 " * 4_000
