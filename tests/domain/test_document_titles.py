"""What a document is by its first title."""

import pytest

from itasearch.domain.document_titles import squashed_lines, titled_items, titles_in
from itasearch.domain.rules import built_in_rules


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("แผนปฏิบัติการป้องกัน\nการทุจริต ประจำปี 2570", "prevention_plan"),
        ("รายงานผลตาม\nแผนปฏิบัติการป้องกันการทุจริต", "prevention_report"),
        ("บันทึกข้อความ\nเรื่อง สรุปผลแผนป้องกันการทุจริต", "prevention_report"),
        ("รายงานผลตามแผนป้องกันการทุจริต ปี 2570 (รอบ 6 เดือน)", "prevention_progress"),
        ("ประกาศเทศบาล\nเรื่อง แผนจัดหาพัสดุ", "procurement_plan"),
        ("สรุปผลการจัดซื้อจัดจ้าง ประจำเดือน มีนาคม 2570", "procurement_monthly"),
        ("สรุปผลการจัดซื้อจัดจ้างทั้งปี", "procurement_report"),
        ("รายงานผลการประเมินความเสี่ยงการทุจริต", "risk"),
        ("รายงานผลการจัดการความเสี่ยงการทุจริต", "risk_work"),
        ("แบบรายงานผลตามนโยบายไม่รับของขวัญ", "no_gift_report"),
        ("รายงานผลการขับเคลื่อนมาตรการยกระดับคุณธรรม", "measures_results"),
        ("ประกาศเทศบาล\nเรื่อง รับสมัครพนักงานจ้าง", ""),
    ],
)
def test_the_first_title_says_what_a_document_is(text: str, item: str) -> None:
    assert titles_in(squashed_lines(text))[0].item == item


def test_a_word_within_a_line_is_no_general_title() -> None:
    assert titles_in(squashed_lines("งานโครงสร้างพื้นฐาน โทร 0-4300-0000 ติดต่อกองช่าง")) == []


def test_each_item_of_each_year_has_titles() -> None:
    packs = built_in_rules().packs.values()

    assert {item.id for pack in packs for item in pack.items} <= titled_items()
