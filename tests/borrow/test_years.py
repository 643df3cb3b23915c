"""Years that belong to the source's fiscal year move; all others are facts."""

import pytest

from itasearch.borrow import adapt_text
from tests.borrow.examples import FROM, TO


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", "ปีงบประมาณ พ.ศ. ๒๕๖๙"),
        ("ปีงบประมาณ พ.ศ. 2566", "ปีงบประมาณ พ.ศ. 2569"),
        ("ตลอดปีงบประมาณ ๖๖", "ตลอดปีงบประมาณ ๖๙"),
        ("FY 2023", "FY 2026"),
        ("ต.ค. ๖๕ - ก.ย. ๖๖", "ต.ค. ๖๘ - ก.ย. ๖๙"),
        ("ต.ค.65-ก.พ66", "ต.ค.68-ก.พ69"),
        ("ตุลาคม ๒๕๖๕ ถึง กันยายน ๒๕๖๖", "ตุลาคม ๒๕๖๘ ถึง กันยายน ๒๕๖๙"),
        ("ภายในเดือนธันวาคม พ.ศ. ๒๕๖๕", "ภายในเดือนธันวาคม พ.ศ. ๒๕๖๘"),
        ("1 ตุลาคม 2565 - 31 มีนาคม 2566", "1 ตุลาคม 2568 - 31 มีนาคม 2569"),
        ("๑ ก.พ. ๒๕๖๖ ถึงวันที่ ๓๐ ก.ย. ๒๕๖๖", "๑ ก.พ. ๒๕๖๙ ถึงวันที่ ๓๐ ก.ย. ๒๕๖๙"),
        ("มกราคม - มีนาคม ๒๕๖๖", "มกราคม - มีนาคม ๒๕๖๙"),
        ("๑ ม.ค. - ๓๑ มี.ค. ๒๕๖๖", "๑ ม.ค. - ๓๑ มี.ค. ๒๕๖๙"),
    ],
)
def test_the_fiscal_year_moves_as_it_is_printed(text: str, wanted: str) -> None:
    assert adapt_text(text, FROM, TO).text == wanted


@pytest.mark.parametrize(
    "text",
    [
        "พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐",
        "ระเบียบว่าด้วยการพัสดุ พ.ศ. ๒๕๖๖",
        "คำสั่งที่ ๑๒/๒๕๖๖",
        "แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ - ๒๕๗๐)",
        "แผนพัฒนาท้องถิ่น พ.ศ. ๒๕๖๑ – ๒๕๖๖",
        "ประชุมเมื่อวันที่ ๑๕ มกราคม ๒๕๖๖",
        "ธันวาคม ๒๕๖๖",
        "มีนาคม ๒๕๖๕",
        "ต.ค. ๒๕๖๕ – ธ.ค. ๒๕๖๗",
        "ผู้ตอบแบบสอบถาม 2566 คน",
        "งบประมาณ 12,566 บาท",
        "โทร 0 2566 1234",
    ],
)
def test_a_fact_stays(text: str) -> None:
    assert adapt_text(text, FROM, TO).text == text


def test_years_left_as_they_are_are_told_but_for_those_of_laws() -> None:
    text = "ตามพระราชบัญญัติ พ.ศ. ๒๕๔๒\nผลปี ๒๕๖๕ เทียบปี ๒๕๖๖ และ ๓ มี.ค. ๖๖"

    assert set(adapt_text(text, FROM, TO).kept_years) == {2565, 2566}
