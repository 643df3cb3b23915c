"""What a town's last reports say came of its measures."""

from dataclasses import replace

import pytest

from itasearch.enrich.own_reports import (
    is_in_part,
    reported_rows,
    says_what_came,
    takes_up,
    was_carried_out,
)
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


@pytest.mark.parametrize(
    ("result", "in_part"),
    [
        ("ร้อยละ ๔๐ จากเป้าหมายร้อยละ ๘๐", True),
        ("ติดตั้ง ๓ คัน จาก ๕ คัน", True),
        ("อบรม ๔๐คนจากทั้งหมด ๘๐คน", True),
        ("ดำเนินการ ๒ ครั้ง จากแผน ๔ ครั้ง", True),
        ("ตามแผน 4 ครั้ง ดำเนินการได้ 2 ครั้ง", True),
        ("ตอบแล้ว 1,200 จาก 1,500 เรื่อง", True),
        ("๕ คน จาก ๕ คน", False),
        ("ร้อยละ ๙๒ จากเป้าหมายร้อยละ ๘๐", False),
        ("ใช้ ๕,๐๐๐ บาท จากงบประมาณ ๑๐,๐๐๐ บาท", False),
        ("ใช้ ๕,๐๐๐ บาท จาก ๑๐,๐๐๐ บาท", False),
        ("เหลือเรื่องร้องเรียน ๓ เรื่อง จาก ๕ เรื่อง", False),
        ("คะแนน ๘๕.๕ จาก ๑๐๐", False),
        ("ตรวจพบไม่ลงนาม ๓ ฉบับ จาก ๔๐ ฉบับ", False),
        ("จัดทำ ๓ ฉบับ จากแผน ๒๕๖๘", False),
        ("เข้าร่วม ๓ คน จาก ๕ กอง", False),
        ("ใช้เวลา ๓ วัน จากเป้าหมาย ๕ วัน", False),
        ("รอบแรก ๒ ครั้ง จากแผน ๔ ครั้ง รอบสองครบแล้ว", False),
        ("เผยแพร่ ๑๘ ครั้งจาก ๑๙ ครั้งทันกำหนด", False),
        ("กลุ่มเป้าหมาย ๕๐ คน ๒. แจ้งเวียนทุกกอง", False),
    ],
)
def test_a_result_that_counts_less_than_was_planned_is_done_in_part(
    result: str, in_part: bool
) -> None:
    assert is_in_part(result) is in_part
    assert was_carried_out(measure("ก", results=result)) is not in_part


def test_what_a_plan_expects_has_not_come() -> None:
    expects = measure("ก", outcomes="การใช้รถโปร่งใส")
    header = "ผลที่คาดว่าจะได้รับ"

    assert says_what_came(expects)
    assert not says_what_came(replace(expects, raw_cells=((header, "การใช้รถโปร่งใส"),)))


@pytest.mark.parametrize(
    ("step", "is_taken_up"),
    [
        ("๒. ประชาสัมพันธ์ผ่านเสียงตามสายทุกวันจันทร์", True),
        ("๒. เพิ่มการประชาสัมพันธ์ผ่านเสียงตามสายให้ทั่วถึงมากขึ้น", True),
        ("๒. ควรเพิ่มการประชาสัมพันธ์ผ่านเสียงตามสายให้ทั่วถึงมากขึ้น", False),
        ("- ข้อเสนอแนะในรายงานปี ๒๕๖๘: เห็นควรประชาสัมพันธ์ผ่านเสียงตามสาย", False),
        ("๑. ประชาสัมพันธ์ทางเว็บไซต์", None),
    ],
)
def test_what_is_recommended_is_taken_up_by_a_step_and_not_by_advice(
    step: str, is_taken_up: bool | None
) -> None:
    advice = "ควรเพิ่มการประชาสัมพันธ์ผ่านเสียงตามสายให้ทั่วถึงมากขึ้น"

    assert takes_up(advice, steps=f"๑. ติดป้าย\n{step}", before="๑. ติดป้าย") is is_taken_up
    assert takes_up(f"{advice}\n- ควรจัดทำวารสาร", steps=step, before="") is None


def test_a_step_that_was_there_does_what_is_recommended_in_its_very_words_only() -> None:
    step = "ตรวจเลขไมล์รถยนต์ส่วนกลางทุกสิ้นเดือน"

    assert takes_up("ควรตรวจเลขไมล์รถยนต์ส่วนกลางทุกสัปดาห์", steps=step, before=step) is None
    assert takes_up(f"ควร{step}", steps=step, before=step) is True
