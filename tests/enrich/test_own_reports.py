"""What a town's last reports say came of its measures."""

from dataclasses import replace

import pytest

from itasearch.enrich.own_reports import reported_rows, was_carried_out
from itasearch.model.records import ReportKind
from tests.compare.samples import measure, report


def test_every_row_of_a_results_report_is_reported_and_of_a_plan_none() -> None:
    results = replace(report("ผล", measure("ก", results="✓"), "ข"), kind=ReportKind.RESULTS)

    rows = reported_rows([report("แผน", "ค"), results])

    assert [row.measure.title for row in rows] == ["ก", "ข"]


@pytest.mark.parametrize(
    ("results", "carried_out"),
    [
        ("จัดซื้อแล้ว ๓ เครื่อง แต่ยังไม่เปิดใช้เพราะไม่มีคนดูแล", False),
        ("ยกเลิกเพราะหลังคาชำรุด", False),
        ("ไม่สามารถสลับหน้าที่ได้ เนื่องจากมีเจ้าหน้าที่คนเดียว", False),
        ("รอบแรก ๔๑ คน รอบที่สองเลื่อนเพราะพายุ", False),
        ("ไม่มีเรื่องร้องเรียน", True),
        ("ยังไม่มีผู้ร้องเรียน", True),
        ("ยกเลิกการเรียกสำเนาทะเบียนบ้านเพราะเชื่อมข้อมูลแล้ว", True),
        ("บันทึกเวลาในระบบที่ไม่สามารถแก้ไขย้อนหลังได้เพราะล็อกทุกสิ้นวัน", True),
    ],
)
def test_what_was_given_up_or_is_not_in_use_was_not_carried_out(
    results: str, carried_out: bool
) -> None:
    assert was_carried_out(measure("ก", results=results)) is carried_out
