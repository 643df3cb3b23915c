"""What a town's last reports say came of its measures."""

from dataclasses import replace

import pytest

from itasearch.enrich.own_advice import lessons_of, speaks_to, takes_up
from itasearch.enrich.own_reports import (
    decision_against,
    done_once,
    is_in_part,
    not_done,
    not_reached,
    reported_rows,
    says_what_came,
    shortfall,
    was_carried_out,
)
from itasearch.model.plan import Lesson
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
        ("ไม่สามารถสลับหน้าที่ได้ เนื่องจากมีเจ้าหน้าที่คนเดียว", False),
        ("รอบแรก ๔๑ คน รอบที่สองเลื่อนเพราะพายุ", False),
        ("ไม่มีเรื่องร้องเรียน", True),
        ("ยกเลิกการเรียกสำเนาทะเบียนบ้านเพราะเชื่อมข้อมูลแล้ว", True),
        ("บันทึกเวลาในระบบที่ไม่สามารถแก้ไขย้อนหลังได้เพราะล็อกทุกสิ้นวัน", True),
    ],
)
def test_what_was_given_up_or_is_unused_was_not_done(results: str, carried_out: bool) -> None:
    assert was_carried_out(measure("ก", results=results)) is carried_out


@pytest.mark.parametrize(
    ("result", "in_part"),
    [
        ("ร้อยละ ๔๐ จากเป้าหมายร้อยละ ๘๐", True),
        ("ติดตั้ง ๓ คัน จาก ๕ คัน", True),
        ("อบรม ๔๐คนจากทั้งหมด ๘๐คน", True),
        ("ตามแผน 4 ครั้ง ดำเนินการได้ 2 ครั้ง", True),
        ("ตอบแล้ว 1,200 จาก 1,500 เรื่อง", True),
        ("พิมพ์ 300 เล่ม (เป้าหมาย 500 เล่ม)", True),
        ("ออกตรวจได้ 2 ใน 3 รอบ", True),
        ("ปิดประกาศ 10 เดือน จาก 12 เดือน", True),
        ("ใช้เวลา 10 เดือน จาก 12 เดือน", False),
        ("เป็นองค์กรต้นแบบ 1 ใน 5 แห่งของจังหวัด", False),
        ("ติดตั้งป้ายแล้ว 3 ใน 4 แห่ง", True),
        ("สุ่มตรวจ 9 ครั้ง จาก 12 ครั้ง", True),
        ("สุ่มตรวจ 9 แฟ้ม จาก 12 แฟ้ม", False),
        ("ลดการใช้ไฟฟ้าได้ร้อยละ 50 (เป้าหมายร้อยละ 70)", True),
        ("ลดข้อร้องเรียนเหลือร้อยละ 50 (เป้าหมายร้อยละ 70)", False),
        ("ใช้ไฟลดลงร้อยละ 4 (เป้าหมายลดลงร้อยละ 6)", True),
        ("ใช้ไฟลดลงร้อยละ 7 (เป้าหมายลดร้อยละ 6)", False),
        ("รับคำร้อง 9 เรื่อง แก้ไขแล้ว 7 เรื่อง", True),
        ("รับคำร้อง 9 เรื่อง แก้ไขแล้ว 7 เรื่อง ส่งอำเภอ 2 เรื่อง", False),
        ("อบรม 4 เรื่อง จัดทำสื่อแล้ว 2 เรื่อง", False),
        ("ทบทวนแล้ว 6 กอง เหลือ 2 กอง", True),
        ("ลดแบบฟอร์มแล้ว 6 แบบ เหลือ 2 แบบ", False),
        ("พนักงาน 9 ใน 10 คนรู้จักนโยบาย", False),
        ("เห็นชอบ 2 ใน 3 ของสมาชิกทั้งหมด", False),
        ("ออกหน่วย 4 ครั้ง ใน 9 ชุมชน", False),
        ("รุ่นที่ 1 (เป้าหมาย 30 คน) มา 34 คน", False),
        ("จัด 3 ครั้ง ตามแผน 3 ครั้ง", False),
        ("๕ คน จาก ๕ คน", False),
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
def test_a_result_below_what_was_planned_is_in_part(result: str, in_part: bool) -> None:
    own = measure("ก", results=result)
    assert is_in_part(own, result) is in_part
    assert was_carried_out(own) is not in_part


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
def test_advice_is_taken_up_by_a_step_not_by_advice(step: str, is_taken_up: bool | None) -> None:
    advice = "ควรเพิ่มการประชาสัมพันธ์ผ่านเสียงตามสายให้ทั่วถึงมากขึ้น"

    assert takes_up(advice, steps=f"๑. ติดป้าย\n{step}", before="๑. ติดป้าย") is is_taken_up
    assert takes_up(f"{advice}\n- ควรจัดทำวารสาร", steps=step, before="") is None


@pytest.mark.parametrize(
    ("advice", "title", "steps", "is_hint"),
    [
        ("ควรจัดอบรมทางออนไลน์เมื่อมีโรคระบาด", "อบรมวินัยออนไลน์และในห้องประชุม", "", True),
        ("ควรประชาสัมพันธ์ให้ทั่วถึง", "งดจุดพลุ", "ทำสื่อประชาสัมพันธ์", False),
        ("ควรประชาสัมพันธ์ผ่านเสียงตามสาย", "งดจุดพลุ", "ประชาสัมพันธ์ทางเสียงตามสาย", True),
    ],
)
def test_a_measure_on_another_matter_answers_advice_by_more_than_one_word(
    advice: str, title: str, steps: str, is_hint: bool
) -> None:
    assert speaks_to(advice, title=title, steps=steps) is is_hint
    assert speaks_to(advice, title=title, steps=steps, same_matter=True)


@pytest.mark.parametrize(
    ("advice", "step", "is_hint"),
    [
        ("เห็นว่าใช้การชั่งน้ำหนักหน้าร้านแทนจะคุ้มกว่า", "๑. ชั่งน้ำหนักหน้าร้านต่อหน้าผู้ซื้อ", True),
        ("เพิ่มช่องเลขมิเตอร์ขาเข้าในแบบบันทึก", "๑. จดเลขมิเตอร์เมื่อรถเข้า", True),
        ("เพิ่มช่องเลขมิเตอร์ขาเข้าในแบบบันทึก", "๑. เพิ่มแบบบันทึกการใช้ห้อง", False),
    ],
)
def test_on_one_matter_rare_words_of_advice_count(advice: str, step: str, is_hint: bool) -> None:
    assert speaks_to(advice, title="คุมของหลวง", steps=step, same_matter=True) is is_hint
    assert not speaks_to(advice, title="คุมของหลวง", steps=step)


def test_a_recommendation_is_cut_at_a_word_for_when_and_not_within_one() -> None:
    assert speaks_to("ควรหากลุ่มผู้พิการเพิ่ม", title="เบี้ยยังชีพ", steps="หากลุ่มผู้พิการ")
    assert speaks_to("ควรแจ้งเตือนทางไลน์ในกรณีที่น้ำไม่ไหล", title="แจ้งเตือนทางไลน์", steps="")
    advice = "ควรศึกษากรณีตัวอย่างการเรียกรับสินบน"
    assert not speaks_to(advice, title="อบรม", steps="ศึกษาเส้นทาง", same_matter=True)


def test_a_step_that_was_there_does_what_is_recommended_in_its_very_words_only() -> None:
    step = "ตรวจเลขไมล์รถยนต์ส่วนกลางทุกสิ้นเดือน"

    assert takes_up("ควรตรวจเลขไมล์รถยนต์ส่วนกลางทุกสัปดาห์", steps=step, before=step) is None
    assert takes_up(f"ควร{step}", steps=step, before=step) is True
    in_the_year = "ควรตั้งตู้รับคำขอหน้าตลาดภายในปีงบประมาณ พ.ศ. ๒๕๗๐"
    for year, is_done in ((2570, True), (2571, None)):
        planned = takes_up(in_the_year, steps="๑. ตั้งตู้เหล็กรับคำขอหน้าตลาด", before="", year=year)
        assert planned is is_done


@pytest.mark.parametrize(
    "result",
    [
        "แล้วเสร็จร้อยละ 60",
        "ติดตั้งเสร็จ แต่ใช้งานไม่ได้",
        "ปรับปรุงแล้ว 5 ป้าย คงเหลือ 4 ป้าย",
        "จัดทำร่างคู่มือเสร็จแล้ว รอนายกลงนาม",
        "ติดตั้งแล้ว 4 จุด ที่เหลือรอของ",
        "อยู่ระหว่างส่งมอบ",
        "แจ้งเวียนครบทุกกอง แต่ยังไม่ได้แจ้งผู้รับจ้าง",
        "จัดซื้อไม่ทันในปีงบประมาณ",
        "งานแล้วเสร็จ 80 %",
        "เลื่อนไปซ้อมแผนดับเพลิงในปีงบประมาณ พ.ศ. 2569 เพราะรถเสีย",
        "วิทยากรขอเลื่อนออกไปปีหน้า",
        "แจ้งเกณฑ์ทั้ง 2 รอบ แต่ไม่ได้ปิดประกาศผล",
        "ออกหน่วยไม่ครบทุกหมู่บ้าน",
        "ขาดการรายงานเดือนกันยายน",
        "จัดทำฐานข้อมูลแล้วร้อยละ 55",
        "ออก 3 ฉบับ แล้วหยุดเพราะกระดาษหมด",
        "ลงข้อมูลครบ 30 ข้อ ยกเว้นข้อ 9",
        "ตรวจได้เพียง 2 จุด",
        "เปิดรับสมัครสองครั้ง ไม่มีผู้สมัคร",
        "ไม่มีผู้เสนอราคา",
        "ไม่ได้ประชุมเพราะน้ำท่วม",
        "ร่างข้อบัญญัติไม่ผ่านสภา",
        "คืนแล้ว 55 รายการ ค้าง 2 รายการที่กองช่าง",
        "คลองตื้น จึงไม่มีการแข่งขัน",
        "เสาล้ม ออกอากาศไม่ได้",
        "จะดำเนินการเดือนตุลาคม",
        "ติดตั้งเสาแล้ว คาดว่าจะแล้วเสร็จเดือนธันวาคม",
        "ไม่มีการประชุม เนื่องจากไม่ครบองค์ประชุม",
        "อบรมไม่ได้เพราะวิทยากรป่วย",
    ],
)
def test_what_is_left_waited_for_or_out_of_use_is_not_reached(result: str) -> None:
    assert not_reached(measure("ก", results=result)) == result


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ("งดจัดรายการเสียงตามสายตั้งแต่พฤษภาคม 2568", Lesson.SUSPENDED),
        ("ชะลอการดำเนินงานไว้ก่อน", Lesson.SUSPENDED),
        ("ผู้บริหารสั่งชะลอเรื่องนี้", Lesson.SUSPENDED),
        ("จัดถึงเมษายน ต่อมาจึงเลิกไป", Lesson.CANCELLED),
        ("จัดไป 2 รุ่น แต่ระงับกิจกรรมชั่วคราว", Lesson.SUSPENDED),
        ("1. พักโครงการตามหนังสือจังหวัด", Lesson.SUSPENDED),
        ("งดเพราะน้ำท่วมถนน", Lesson.SUSPENDED),
        ("จัด 11 เดือน งดจัดเดือนเมษายน 1 ครั้ง", Lesson.NOT_REACHED),
        ("ไม่จำเป็นต้องดำเนินการ เพราะจังหวัดจัดให้แล้ว", Lesson.SUSPENDED),
        ("งดออกหน่วยเดือนกรกฎาคมเพราะฝนตก เดือนอื่นจัดครบ", Lesson.NOT_REACHED),
        ("ติดตั้งแล้ว 3 จุด อีก 1 จุดรอย้ายเสาไฟ", Lesson.NOT_REACHED),
        ("ติดตั้งแล้ว 3 จุด ตรวจอีก 2 รอบ", None),
        ("ไม่ต้องดำเนินการ เนื่องจากไม่มีผู้ร้องเรียนการทุจริต", None),
        ("ไม่มีผู้ร้อง จึงไม่ต้องดำเนินการทางวินัย", None),
        ("เลื่อนการสอบไปเดือนพฤศจิกายน 2568 เพราะห้องไม่ว่าง", Lesson.NOT_REACHED),
        ("เลื่อนการสอบไปเดือนสิงหาคม ผู้เข้าร่วม 20 คน", None),
        ("เลื่อนขั้นเงินเดือนไปเดือนตุลาคม", None),
        ("เลื่อนกำหนดชำระภาษีป้ายออกไปเดือนมิถุนายน 2568", None),
        ("จัดเมื่อ 5 สิงหาคม 2568 โดยเลื่อนจากเดือนมิถุนายนไปเดือนสิงหาคม", None),
        ("เลื่อนไปเดือนสิงหาคม และจัดครบ 4 ครั้ง", None),
        ("เลื่อนไปเดือนสิงหาคมเพราะฝนตก\nจัดวันที่ 5 สิงหาคม 2568 ผู้เข้าร่วม 60 คน", None),
        ("ยกเลิก เนื่องจากวิทยากรป่วย", Lesson.CANCELLED),
        ("1. ยกเลิกตามมติที่ประชุมครั้งที่ 3", Lesson.CANCELLED),
        ("กองช่างยกเลิกการจ้างขุดลอกคลองเพราะราคาเกินวงเงิน", Lesson.CANCELLED),
        ("ไม่มีผู้ส่งผลงานจึงขอยกเลิก", Lesson.CANCELLED),
        ("ยุติกิจกรรม", Lesson.CANCELLED),
        ("รุ่นที่สองไม่มีผู้สมัคร จึงยกเลิก", Lesson.NOT_REACHED),
        ("ยกเลิกการเรียกทะเบียนบ้าน เนื่องจากตรวจจากระบบได้", None),
        ("ยกเลิกการจัดเก็บแฟ้มกระดาษ", None),
        ("ช่องที่ ๒ ไม่มีความจำเป็น จึงยกเลิก", None),
        ("ยุติเรื่องร้องเรียน 3 เรื่อง", None),
        ("ยุติ เนื่องจากไม่มีมูล", None),
        ("เผยแพร่ 10 เดือน ขาดเดือนเมษายนและพฤษภาคม", Lesson.IN_PART),
        ("รายงานแล้ว 3 ไตรมาส ขาดไตรมาสที่ 4", Lesson.IN_PART),
        ("เผยแพร่ทุกเดือน ไม่เคยขาดเดือนใด", None),
        ("งดรับของขวัญทุกชนิดในทุกเทศกาล", None),
        ("งดจัดเลี้ยงในสถานที่ราชการ", None),
        ("ปรับปรุงห้องพักโครงการ 3 ห้อง", None),
        ("เปิดบริการช่วงพักกลางวันครบทุกวัน", None),
        ("ระงับเหตุรำคาญได้ 6 เรื่อง", None),
        # What ended for good is the measure, and nothing within it.
        ("ให้ยืม 6 ครั้ง ถึงมกราคม ต่อมาส่งมอบให้ชุมชนดูแลเอง", Lesson.CANCELLED),
        ("โอนภารกิจให้ อบจ. ตั้งแต่เมษายน", Lesson.CANCELLED),
        ("ติดตั้งแล้ว 4 จุด มอบให้ชุมชนดูแลเอง", None),
        ("มอบให้กองช่างดูแลแทน", None),
        ("จังหวัดรับไปจัดเองทุกอำเภอ เทศบาลจึงหยุดจัด", Lesson.CANCELLED),
        ("ไม่ได้จัดต่อ เพราะวิทยากรย้าย", Lesson.CANCELLED),
        ("ผู้ถูกเตือนไม่ทำผิดอีก", None),
        ("ไม่จัดทำสำเนาแล้ว", None),
        ("เลิกทำตั้งแต่พฤษภาคม", Lesson.CANCELLED),
        ("เลิกทำใบนัดกระดาษแล้ว", None),
        ("ครั้งที่ 3 เลิกจัดเพราะฝนตก", Lesson.NOT_REACHED),
        ("หยุดแจกถาวร ส่งทางไลน์แทน", Lesson.CANCELLED),
        ("หยุดเผาใบไม้ถาวร", None),
        ("ยกเลิกกลางคันเพราะหลังคารั่ว", Lesson.CANCELLED),
        ("ยุติแล้ว อำเภอทำแทน", Lesson.CANCELLED),
        ("ยุติแล้ว 3 เรื่อง", None),
        ("สภาไม่อนุมัติ ญัตติจึงตกไป", Lesson.CANCELLED),
        ("จังหวัดสั่งให้ระงับกิจกรรม", Lesson.SUSPENDED),
        ("จังหวัดสั่งระงับกิจกรรมเดือนมีนาคม 1 ครั้ง", Lesson.NOT_REACHED),
        ("งดเปิดบ่อตั้งแต่เมษายนเพราะไม่มีผู้ใช้", Lesson.SUSPENDED),
        ("หมดสัญญาและไม่ต่อสัญญา", Lesson.CANCELLED),
        ("ผู้เช่า 2 ราย ไม่ต่อสัญญา", None),
        ("ครบกำหนดทดลองใช้แล้วส่งคืนบริษัท", Lesson.CANCELLED),
        ("สมัคร 60 ราย ขาดอีก 15 รายจึงครบเป้า", Lesson.BELOW_GOAL),
        ("ใช้น้ำเพิ่มขึ้นร้อยละ 2 (เป้าหมายลดลงร้อยละ 4)", Lesson.BELOW_GOAL),
        ("อบรม 3 รุ่น (เป้าหมาย 5 รุ่น)", Lesson.IN_PART),
        ("รับเพิ่ม 15 ราย จึงครบเป้า", None),
    ],
)
def test_what_was_given_up_or_ended_is_told_from_what_is_done(
    results: str, state: Lesson | None
) -> None:
    found = shortfall(measure("ก", results=results))

    assert (found and found[0]) is state


def test_what_a_title_gives_up_has_not_ended() -> None:
    assert shortfall(measure("เลิกจัดซุ้มต้อนรับ", results="เลิกจัดตั้งแต่มกราคม")) is None


@pytest.mark.parametrize("result", ["ยกเลิกการจัดแถวรับผู้ตรวจราชการแล้ว", "ยกเลิกแล้ว", "มีมติยกเลิก"])
def test_what_its_own_title_cancels_is_no_measure_given_up(result: str) -> None:
    assert shortfall(measure("ยกเลิกการจัดแถวต้อนรับ", results=result)) is None
    assert shortfall(measure("จัดแถวต้อนรับ", results=result)) == (Lesson.CANCELLED, result)


@pytest.mark.parametrize(
    ("outcomes", "is_missed"),
    [
        ("ความพึงพอใจร้อยละ ๗๑ (เป้าหมายไม่ต่ำกว่าร้อยละ ๘๕)", True),
        ("ความพึงพอใจร้อยละ ๘๘ (เป้าหมายไม่ต่ำกว่าร้อยละ ๘๕)", False),
        ("เป้าหมาย: อย่างน้อย 40 คน เข้าร่วม 31 คน", True),
        ("เรื่องร้องเรียนลดลงร้อยละ 20 (เป้าหมายไม่น้อยกว่าร้อยละ 50)", True),
        ("เฉลี่ย ๙ วัน (เป้าหมายไม่เกิน ๗ วัน)", True),
        ("เฉลี่ย ๖ วัน (เป้าหมายไม่เกิน ๗ วัน)", False),
        ("ใช้เวลา 6 วัน จากเดิม 12 วัน (เป้าหมายไม่เกิน 7 วัน)", False),
        ("ผู้เข้าร่วม 52 คน (เป้าหมายไม่น้อยกว่า 50 คน) เป็นหญิง 30 คน", False),
        ("ด้านเวลาร้อยละ 88 (เป้าหมายร้อยละ 85) ด้านสถานที่ร้อยละ 81 (เป้าหมายร้อยละ 80)", False),
        ("ความพึงพอใจต่ำกว่าเป้าหมาย", True),
        ("พอใจร้อยละ 71 (เกณฑ์ร้อยละ 75)", True),
        ("ผ่านเกณฑ์ 5 แห่ง ปรับปรุง 3 แห่ง", False),
        ("ความพึงพอใจไม่ต่ำกว่าเป้าหมาย", False),
        ("ผู้ตอบ 60 คน จาก 90 คน", False),
    ],
)
def test_an_outcome_below_its_goal_is_named_so(outcomes: str, is_missed: bool) -> None:
    own = measure("ก", results="สำรวจแล้ว", outcomes=outcomes)

    assert shortfall(own) == ((Lesson.BELOW_GOAL, outcomes) if is_missed else None)
    assert shortfall(replace(own, raw_cells=(("ผลที่คาดว่าจะได้รับ", outcomes),))) is None


@pytest.mark.parametrize(
    ("advice", "is_one"),
    [
        ("ควรดำเนินการอย่างต่อเนื่อง", False),
        ("เห็นควรให้ดำเนินกิจกรรมนี้ต่อในปีงบประมาณ พ.ศ. 2570", False),
        ("ควรดำเนินการต่อไป\nควรเพิ่มจุดรับเรื่อง", True),
        ("ควรติดป้ายบอกทาง ซึ่งได้ติดเพิ่มแล้วในเดือนมิถุนายน", False),
        ("ควรแจ้งผู้ร้องที่ได้แจ้งแล้วซ้ำ", True),
        ("ควรแจ้งผล ซึ่งได้แจ้งแล้วแต่ยังไม่ครบทุกราย", True),
        ("ควรแจ้งผลเป็นหนังสือ (ดำเนินการแล้ว)", False),
        ("ควรแจ้งผลเป็นหนังสือ (เสนอสภาแล้ว)", True),
        ("ควรแจ้งผลเป็นหนังสือ (แจ้งแล้วบางส่วน)", True),
        ("ควรทำผังทางหนีไฟ (จัดทำแล้วเมื่อ พ.ค. 2568)", False),
        ("ควรจัดซื้อถังดับเพลิง ซึ่งได้ซื้อแล้ว", False),
        ("ควรทำผังทางหนีไฟ ซึ่งได้ดำเนินการแล้ว", False),
        ("ควรทำผังทางหนีไฟ (จัดทำหนังสือเสนอแล้ว)", True),
        ("ควรทำผังทางหนีไฟ (จัดทำแล้วแต่ยังไม่ติด)", True),
        ("ควรดำเนินการให้เร็วขึ้น", True),
        ("ควรรักษาระดับบริการไว้", False),
        ("ไม่ควรงดกิจกรรมนี้ในปีหน้า", False),
        ("ขอให้จัดแบบเดิมต่อไป", False),
        ("ควรขยายผลต่อไป", True),
        ("ไม่มีข้อสังเกต", False),
        ("ไม่มีข้อเสนอแนะ แต่ควรมีป้าย", True),
        ("มีป้ายหน้าประตูแล้วตามที่เสนอ", False),
        ("เมื่อได้ป้ายแล้วให้ติดที่ประตู", True),
        ("เร่งงานที่อนุมัติแล้ว", True),
        ("ควรจัดเวรพักเที่ยงอย่างสม่ำเสมอ", False),
        ("ควรคงเวรไว้และเพิ่มผู้ช่วย", True),
        ("ไม่ควรงดกิจกรรม แต่ควรปรับเวลา", True),
        ("ควรแจ้งประชาชนอย่างต่อเนื่อง", True),
        ("ให้จัดเวรพักเที่ยงในปีงบประมาณ พ.ศ. 2570", False),
        ("ควรจัดเวรพักเที่ยงสองจุดในปี 2570", True),
        ("ควรมีพักเที่ยงในปี 2570", True),
    ],
)
def test_to_go_on_or_what_is_done_is_no_recommendation(advice: str, is_one: bool) -> None:
    own = measure("เวรพักเที่ยง", recommendations=advice)
    assert (Lesson.RECOMMENDATIONS in lessons_of(own)) is is_one


@pytest.mark.parametrize(
    ("problem", "is_one"),
    [
        ("ไม่มีปัญหา ดำเนินการมาแต่เดิม", False),
        ("เดิมขาดรถ ขณะนี้ได้รับรถแล้ว", False),
        ("ระบบล่มหนึ่งครั้ง แก้ไขแล้ว", False),
        ("ระบบล่ม แก้ไขแล้วแต่ยังช้า", True),
        ("เครื่องเก่าแล้ว", True),
        ("ไม่มีปัญหา แต่คนมาน้อย", True),
        ("ไม่มีปัญหา", False),
    ],
)
def test_a_problem_that_is_solved_is_none_and_one_behind_but_is(problem: str, is_one: bool) -> None:
    assert bool(lessons_of(measure("ก", problems=problem))) is is_one


@pytest.mark.parametrize(
    ("advice", "lessons"),
    [
        ("ควรยุติโครงการในปีงบประมาณถัดไป", {Lesson.TO_END}),
        ("ที่ประชุมเห็นว่าไม่จำเป็นต้องจัดอีก", {Lesson.TO_END}),
        ("ปีต่อไปไม่ต้องมีโครงการนี้", {Lesson.TO_END}),
        ("หน่วยงานไม่ประสงค์จะดำเนินการต่อ", {Lesson.TO_END}),
        ("ไม่ต้องจัดแล้ว", {Lesson.TO_END}),
        ("ควรปิดโครงการ", {Lesson.TO_END}),
        ("ปีหน้าไม่ต้องทำแล้ว เพราะมีระบบแทน", {Lesson.TO_END}),
        ("ปีหน้าไม่ต้องจัดในวันหยุด", {Lesson.RECOMMENDATIONS}),
        ("ไม่ควรเรียกเงินมัดจำอีก", {Lesson.RECOMMENDATIONS}),
        ("ผู้สนใจน้อย เห็นสมควรยกเลิก", {Lesson.TO_END}),
        ("ควรหยุดแจกปฏิทินตั้งแต่ปี 2569", {Lesson.TO_END}),
        ("เห็นควรถอดกิจกรรมนี้ออกจากแผน", {Lesson.TO_END}),
        ("ควรเลิกแจกปฏิทิน\nควรส่งข้อความทางไลน์แทน", {Lesson.TO_END, Lesson.RECOMMENDATIONS}),
        ("ควรยกเลิกการเรียกทะเบียนบ้าน", {Lesson.RECOMMENDATIONS}),
        ("หากผู้สมัครไม่ถึง 10 คน ควรยกเลิก", {Lesson.RECOMMENDATIONS}),
        ("ควรงดใช้โฟม", {Lesson.RECOMMENDATIONS}),
    ],
)
def test_advice_to_end_a_measure_is_no_task_of_it(advice: str, lessons: set[Lesson]) -> None:
    own = measure("แจกปฏิทินทุกครัวเรือน", results="แจกครบ", recommendations=advice)

    assert lessons_of(own).keys() == lessons
    assert (decision_against(own) is not None) is (Lesson.TO_END in lessons)
    of_its_act = replace(own, title="ยกเลิกการแจกปฏิทิน", recommendations="ควรยกเลิกในปีถัดไป")
    assert decision_against(of_its_act) is None


def test_an_outcome_that_ends_what_the_title_names_is_a_decision() -> None:
    ended = "เลิกแจกปฏิทินตั้งแต่เมษายน 2568"
    own = measure("แจกปฏิทินทุกครัวเรือน", results="แจก 3 ชุมชน จาก 9 ชุมชน", outcomes=ended)

    assert shortfall(own) == (Lesson.CANCELLED, ended)
    assert shortfall(replace(own, title="แจกสมุด"))[0] is Lesson.IN_PART  # type: ignore[index]
    assert shortfall(measure("ก", results="ไม่ยกเลิกโครงการ")) is None


@pytest.mark.parametrize(
    ("result", "is_merged"),
    [
        ("ผนวกกับโครงการธรรมะสัญจร จึงไม่ได้จัดแยกต่างหาก", True),
        ("ดำเนินการร่วมกับกิจกรรมวันท้องถิ่นไทย", False),
        ("รวมเข้ากับกิจกรรมวันแม่ มีประชาชน 60 คน", False),
        ("ควบรวมกับโครงการธรรมะสัญจร", True),
        ("รวมกับโครงการอื่น แต่ยังไม่ได้ดำเนินการ", False),
        ("นำไปรวมกับข้อ 4", True),
        ("รวมกับสายด่วนปลัด ตั้งแต่เดือนเมษายน", True),
        ("ยุบรวมกับการเปิดสายด่วนปลัดเรียบร้อยแล้ว", True),
        ("รวมกับสายด่วนปลัด 12 เรื่อง", False),
        ("รวมกับสายด่วนปลัดของอำเภอ", False),
        ("รวมกับสายด่วนปลัด เนื่องจากซ้ำกัน รับแล้ว 3 เรื่อง", False),
        ("รวมกับปีก่อน ตั้งแต่เดือนเมษายน", False),
    ],
)
def test_what_was_merged_with_another_measure_is_asked_about(result: str, is_merged: bool) -> None:
    own = measure("อบรมคุณธรรมประจำปี", results=result)

    titles = (own.title, "5. สายด่วนปลัด", "เปิดสายด่วนปลัด")
    assert (done_once(own, 2568, titles=titles) == result) is is_merged
    assert (not_reached(own) is None) is (result != "รวมกับโครงการอื่น แต่ยังไม่ได้ดำเนินการ")


def test_what_was_given_up_was_not_done() -> None:
    assert not_done(measure("ก", results="ยกเลิกโครงการตามมติที่ประชุม"))
    assert not_done(measure("ก", results="รอการจัดสรรงบประมาณจากจังหวัด"))
    for begun in ("ติดตั้งแล้ว 3 จุด จาก 8 จุด", "รอผู้รับจ้างส่งมอบ", "รองบประมาณงวดที่ 2"):
        assert not not_done(measure("ก", results=begun))


@pytest.mark.parametrize(
    "result",
    [
        "แล้วเสร็จร้อยละ 100",
        "ยังไม่พบการทุจริต",
        "ลดเวลารอคิวจาก 30 นาที เหลือ 10 นาที",
        "พัสดุคงเหลือ 340 รายการ ครบถ้วน",
        "เงินงบประมาณคงเหลือ 4,500 บาท",
        "จัดเก้าอี้รอรับบริการ 20 ตัว",
        "รองนายกเป็นประธาน รายงานรอบ 6 เดือนแล้ว",
        "แจ้งผู้ที่ยังไม่ชำระภาษี 40 ราย",
        "ความพึงพอใจอยู่ระหว่างร้อยละ 85–90",
        "ไม่มีงานค้าง",
        "เปิดบริการวันหยุดเพราะมีผู้ร้องขอ",
        "เปิดครบทุกวัน ยกเว้นวันหยุดราชการ",
        "ผู้เปิดแฟ้มได้เพียง 2 คน",
        "ออกใบอนุญาตได้เพียง 3 วัน",
        "ไม่มีผู้ยื่นอุทธรณ์",
        "ไม่ได้ทำผิดระเบียบ",
        "ลาออก 1 คน คงเหลือ 5 คน",
        "ไม่พบเรื่องร้องเรียน จึงไม่มีการดำเนินการ",
        "ไม่มีงบประมาณค้างจ่าย",
        "เลื่อนไปจัดวันที่ 5 มีนาคม 2569 ผู้เข้าอบรมครบ 40 คน",
        "พิจารณาเลื่อนเงินเดือนปีงบประมาณ 2569 แล้ว",
    ],
)
def test_what_sounds_like_work_left_but_is_none_is_reached(result: str) -> None:
    assert not_reached(measure("ก", results=result)) is None


def test_fewer_than_its_row_counts_is_in_part() -> None:
    for title, result, in_part in (
        ("จัดซื้อเครื่องพิมพ์ 2 เครื่อง", "ซื้อแล้ว 1 เครื่อง", True),
        ("ติดตั้งกล้อง 4 จุด", "ติดตั้งแล้ว 4 จุด พบชำรุด 1 จุด", False),
        ("แจ้งผลภายใน 15 วัน", "แจ้งผลเฉลี่ย 4 วัน", False),
        ("เปิด 3 ช่องทาง", "เพิ่มอีก 1 ช่องทาง รวม 4 ช่องทาง", False),
        ("อบรม 2 รุ่น 60 คน", "รุ่นที่ 1 30 คน รุ่นที่ 2 30 คน", False),
        ("ให้ยืมเต็นท์", "ให้ยืม 9 ชุด คืนครบ 7 ชุด ค้างคืน 2 ชุด", True),
        ("แจกคู่มือ", "พิมพ์ 70 ชุด แจก 60 ชุด และเหลือ 10 ชุด", True),
        ("แจกคู่มือ", "พิมพ์ 70 ชุด เหลือ 10 ชุด", False),
        ("ลดเอกสาร 6 ฉบับ", "ใช้ 4 ฉบับ ลด 4 ฉบับ เหลือ 2 ฉบับ", False),
        ("ประชุมชี้แจง", "ประชุมแล้วร้อยละ ๖๒.๕ ของชุมชน (๕ ชุมชน)", True),
        ("ประชุมชี้แจง", "ประชุมแล้วร้อยละ 80 ของชุมชน ตามเป้าหมายร้อยละ 75", False),
        ("ประชุมชี้แจง", "แจ้งแล้วร้อยละ 80 ของประชาชน", False),
        ("ก", "ออกเยี่ยมแล้วร้อยละ 40 ของชุมชนตามวิธีสุ่ม", False),
        ("ก", "จ้างแล้วร้อยละ 70 ของโครงการเป็นวิธีคัดเลือก ครบทุกโครงการ", False),
        ("ก", "แจ้งผลภายใน 5 วันแล้วร้อยละ 90 ของเรื่องทั้งหมด", False),
        ("ตรวจร้อยละ 30 ของโครงการ", "ตรวจแล้วร้อยละ 30 ของโครงการ", False),
        ("นับวัสดุ 60 ชิ้น", "นับครบ 60 ชิ้น จำหน่าย 20 ชิ้น คงเหลือ 40 ชิ้น", False),
        ("ให้ยืมเต็นท์", "เต็นท์ 30 ชุด ให้ยืม 12 ชุด คงเหลือ 18 ชุด", False),
        ("ก", "เดิมมี 9 ขั้นตอน ตัดออกแล้ว 4 ขั้นตอน เหลือ 5 ขั้นตอน", False),
        ("ก", "แบบฟอร์ม 8 แบบ ยกเลิก 3 แบบ คงเหลือ 5 แบบ", False),
        ("เข้าค่าย", "เข้าค่ายแล้ว 30 คน ค้างคืน 20 คน", False),
        ("ตรวจตลาด", "ตรวจที่จำหน่ายอาหารแล้ว 6 แห่ง เหลือ 2 แห่ง", True),
        ("ก", "ผู้เข้าร่วม 50 คน หญิง 30 คน ขาด 20 คน", False),
    ):
        assert is_in_part(measure(title, results=result), result) is in_part, result
    owed = measure("คุมการยืมหนังสือ", results="ดำเนินการแล้ว\nคืนแล้ว 27 เล่ม ค้างคืน 3 เล่ม")
    assert shortfall(owed) is None  # it is ticked as done; what borrowers owe is theirs
    bins = measure("ถังขยะรีไซเคิล", steps="วางถัง 12 ใบ", results="วาง 9 ใบ เหลือ 3 ใบ")
    assert shortfall(bins) == (Lesson.IN_PART, bins.results)
    assert shortfall(replace(bins, steps="วางถัง")) is None


@pytest.mark.parametrize(
    ("title", "result", "done"),
    [
        ("จัดซื้อเครื่องบันทึกเวลาทำงาน 1 เครื่อง", "ส่งมอบและตรวจรับแล้ว 1 เครื่อง", True),
        ("จัดทำป้ายบอกทาง", "จะติดตั้งแล้วเสร็จในปีหน้า", False),
        ("จัดซื้อตู้น้ำ", "จัดซื้อแล้ว แต่คืนผู้ขายเพราะรั่ว", False),
        ("จัดซื้อตู้น้ำ", "จัดซื้อแล้วแต่ละกองใช้งานได้", True),
        ("จัดซื้อตู้น้ำ", "จัดซื้อแล้ว ใช้งานตั้งแต่เดือนมกราคม", True),
        ("ติดตั้งกล้อง 8 จุด", "ติดตั้งแล้ว 3 จุด จาก 8 จุด", False),
        ("ปรับปรุงห้องประชุมสภา", "ปรับปรุงแล้วเสร็จ", True),
        ("ซ่อมหลังคาหอประชุม", "ซ่อมแล้วเสร็จ", True),
        ("ประชุมชี้แจงในห้องประชุมสภา", "ประชุมแล้วเสร็จ", False),
        ("ซ่อมไฟทาง", "ซ่อมแล้วเสร็จ 40 จุด", False),
    ],
)
def test_a_task_for_once_is_over_if_its_result_says_so(title: str, result: str, done: bool) -> None:
    assert (done_once(measure(title, results=result), 2568) is not None) is done


@pytest.mark.parametrize("field", ["results", "outcomes"])
def test_of_several_results_the_suspension_is_quoted(field: str) -> None:
    texts = {"results": "อบรม 3 ครั้ง จาก 5 ครั้ง"}
    texts[field] = f"{texts.get(field, '')}\nงดจัดกิจกรรม เนื่องจากน้ำท่วม".strip()

    assert shortfall(measure("ก", **texts)) == (Lesson.SUSPENDED, "งดจัดกิจกรรม เนื่องจากน้ำท่วม")


def test_a_part_that_was_put_off_is_not_reached_and_a_wrapped_result_is_quoted_whole() -> None:
    for result in (
        "ล้างตลาด 6 ครั้ง ส่วนการอบรมแม่ค้างดไป",
        "พ่นยุงครั้งที่ 1 แล้ว ครั้งที่ 2 เลื่อนออกไปเดือนพฤศจิกายน",
        "ติดป้ายครบ การนับผู้ใช้เลื่อนไปไม่มีกำหนด",
        "พิมพ์คู่มือแล้ว ส่วนฉบับอักษรเบรลล์เลื่อนไปไตรมาสหน้า",
        "อบรมรุ่นที่ 1 ครบ รุ่นที่ 2 งดไปเพราะน้ำท่วม",
        "ครั้งที่ 2 เลื่อนไปเดือนกันยายน คาดว่าจะจัดแล้วเสร็จในปีนี้",
        "ครั้งที่ 2 เลื่อนไปเดือนกันยายน ครั้งที่ 1 จัดเรียบร้อยแล้ว",
    ):
        assert shortfall(measure("ก", results=result)) == (Lesson.NOT_REACHED, result)
    for done in (
        "รณรงค์งดรับของขวัญไปแล้ว 3 ครั้ง",
        "รุ่นที่ 2 เลื่อนไปเดือนมิถุนายน ผู้เข้าร่วม 40 คน",
        "แจ้งส่วนราชการให้งดรับของขวัญไปแล้ว",
        "ครั้งที่ 3 เลื่อนไปวันที่ 9 กรกฎาคม 2567 และประชุมเรียบร้อยแล้ว",
        "รอบที่ 2 เลื่อนออกไปต้นเดือนสิงหาคม ดำเนินการแล้วเสร็จ",
        "ล้างตลาดครบ 4 ครั้ง (ครั้งที่ 4 เลื่อนไปสองสัปดาห์)",
    ):
        assert shortfall(measure("ก", results=done)) is None
    lines = (
        "ติดประกาศหน้าอาคารและลงเพจของตำบลตั้งแต่เดือนตุลาคมแล้ว ส่วนคำแปลภาษา",
        "พม่ายังไม่ได้ทำ แจกแผ่นพับ 90 แผ่น",
    )

    wrapped = shortfall(measure("ก", results="\n".join(lines)))

    assert wrapped == (Lesson.NOT_REACHED, " ".join(lines))
