"""The form check in words and signs: what is there, found elsewhere, missing or not asked for."""

from dataclasses import replace

import pytest

from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, Standing
from itasearch.model.records import ReportKind
from itasearch.ui.towns.coverage import check_html, part_text
from tests.ui.shown import shown
from tests.ui.towns import placed

LACKING = MeasureCheck(
    measure_id="r1-t1r2",
    number="2",
    title="จัดทำคู่มือบริการประชาชน",
    parts=(
        PartCheck(part=Part.STEPS, standing=Standing.THERE, field="steps", end=20),
        PartCheck(part=Part.TIMEFRAME, standing=Standing.MISSING),
        PartCheck(part=Part.RESPONSIBLE, standing=Standing.THERE, field="responsible", end=9),
        PartCheck(part=Part.FOLLOW_UP, standing=Standing.ELSEWHERE, field="steps", end=9),
        PartCheck(part=Part.RESULTS, standing=Standing.NOT_ASKED),
    ),
)
WHOLE = MeasureCheck(
    measure_id="r1-t1r3",
    number=None,
    title="เผยแพร่แผนจัดซื้อจัดจ้าง",
    parts=tuple(PartCheck(part=part, standing=Standing.THERE, field="steps") for part in Part),
)


def _check(
    *measures: MeasureCheck, kind: ReportKind = ReportKind.PLAN, rules: int = 2566
) -> FormCheck:
    return FormCheck(
        fiscal_year_be=2566, rules_year_be=rules, kind=kind, measures=measures, item="O42"
    )


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (0, "ขั้นตอนหรือวิธีการปฏิบัติ: มีในช่อง"),
        (1, "ระยะเวลาดำเนินการ: ยังไม่พบ"),
        (3, "การกำกับติดตาม: พบในขั้นตอนหรือวิธีการปฏิบัติ"),
        (4, "ผลการดำเนินการ: ไม่บังคับ"),
    ],
)
def test_each_standing_has_its_sign_and_its_words(place: int, told: str) -> None:
    assert part_text(LACKING.parts[place]) == told


def test_of_a_whole_report_it_is_said_and_by_whose_rules() -> None:
    whole, older = (shown(check_html(_check(WHOLE, rules=year))).text for year in (2566, 2565))
    guidelines = shown(check_html(_check(WHOLE, kind=ReportKind.GUIDELINES))).text

    assert "ทั้ง 1 มาตรการเขียนครบ" in whole
    assert "ตามข้อกำหนดปี 2566 (O42)" in whole
    assert ("ใช้ปีที่ใกล้ที่สุด" in whole, "ใช้ปีที่ใกล้ที่สุด" in older) == (False, True)
    assert ("ไม่มีตาราง" in guidelines, "ยังมีส่วนที่ไม่พบ" in guidelines) == (True, False)


def test_what_was_found_elsewhere_is_quoted() -> None:
    steps = "ปิดประกาศหน้าสำนักงาน แล้วรายงานนายกทุกไตรมาส"
    start = steps.index("รายงาน")
    found = PartCheck(
        part=Part.FOLLOW_UP,
        standing=Standing.ELSEWHERE,
        field="steps",
        start=start,
        end=len(steps),
    )
    measure = replace(placed().measure, steps=steps)
    one = MeasureCheck(measure_id=measure.id, number=None, title=measure.title, parts=(found,))

    assert "“รายงานนายกทุกไตรมาส”" in shown(check_html(_check(one), [measure])).text
    assert "“" not in shown(check_html(_check(one))).text
