"""Parts of the form: in their own field, elsewhere, missing, not asked for."""

from dataclasses import replace

import pytest
from hypothesis import given

from itasearch.enrich.form_check import check_draft, check_measure, check_report, says_something
from itasearch.model.drafts import Adaptation, AdaptedDraft, AdaptedField, AdaptedRow, Party
from itasearch.model.form_check import FormCheck, MeasureCheck, Part, Standing
from itasearch.model.records import TEXT_FIELDS, Measure, Report, ReportKind
from itasearch.model.source import SourceRef
from tests.enrich.form_check_gold import checked
from tests.text.strategies import messy_text

PLACE = SourceRef(path="a.md", sha256="0" * 64, table_number=1, row_number=2)
ROW = Measure(id="r1-t1r2", report_id="r1", title="จัดทำคู่มือการยืมพัสดุ", source=PLACE, number="2")
FULL = replace(
    ROW,
    steps="๑. ประชุมทุกกอง",
    timeframe="ต.ค. ๖๕ - ก.ย. ๖๖",
    responsible="กองคลัง",
    follow_up="รายงานนายกทุกไตรมาส",
    results="ทำแล้ว ๕ เล่ม",
)


def report(
    *measures: Measure, kind: ReportKind = ReportKind.PLAN, year: int | None = 2566
) -> Report:
    return Report(
        id="r1",
        source=PLACE,
        media_type="text/markdown",
        organisation=None,
        fiscal_year_be=year,
        kind=kind,
        measures=measures,
    )


def standings(check: FormCheck | MeasureCheck) -> dict[Part, Standing]:
    row = check if isinstance(check, MeasureCheck) else check.measures[0]
    return {one.part: one.standing for one in row.parts}


def test_a_whole_row_has_every_part_in_its_own_field() -> None:
    check = check_report(report(FULL, kind=ReportKind.RESULTS))

    assert set(standings(check).values()) == {Standing.THERE}
    assert check.measures[0].missing == ()
    assert (check.item, check.of_its_year, check.confirmed) == ("O43", True, True)


def test_a_plan_is_not_asked_for_results() -> None:
    check = check_report(report(ROW))

    assert standings(check)[Part.RESULTS] is Standing.NOT_ASKED
    assert check.measures[0].missing == tuple(part for part in Part if part is not Part.RESULTS)


@pytest.mark.parametrize(
    "cell", ["-", "–", " — ", "ไม่มี", "…………", "......", "«ระบุหน่วยงาน»", "N/A", "1.", "_____", ""]
)
def test_a_cell_without_words_is_missing(cell: str) -> None:
    check = check_report(report(replace(FULL, responsible=cell, steps="๑. ประชุม")))

    assert check.measures[0].missing == (Part.RESPONSIBLE,)


@pytest.mark.parametrize(
    "cell", ["กองคลัง", "2566", "อยู่ระหว่างดำเนินการ", "ไม่มีผู้ร้องเรียน", "ทุกกอง «ชื่อ»"]
)
def test_a_cell_with_words_says_something(cell: str) -> None:
    assert says_something(cell)


def test_results_that_are_under_way_are_there() -> None:
    row = replace(FULL, results="อยู่ระหว่างดำเนินการ")

    found = standings(check_report(report(row, kind=ReportKind.RESULTS)))

    assert found[Part.RESULTS] is Standing.THERE


def test_outcomes_tell_results_that_have_no_column() -> None:
    row = replace(FULL, results=None, outcomes="ผู้ยืมคืนของครบทุกราย")

    check = check_report(report(row, kind=ReportKind.RESULTS))

    (found,) = (one for one in check.measures[0].parts if one.part is Part.RESULTS)
    assert (found.standing, found.field) == (Standing.ELSEWHERE, "outcomes")


def test_guidelines_are_not_asked_for_columns_but_what_they_say_is_found() -> None:
    row = replace(ROW, title="สรุปข้อร้องเรียนเสนอผู้บริหารทุกเดือน")

    check = check_report(report(row, ROW, kind=ReportKind.GUIDELINES))

    assert standings(check)[Part.FOLLOW_UP] is Standing.ELSEWHERE
    assert {*standings(check.measures[1]).values()} == {Standing.NOT_ASKED}
    assert all(not one.missing for one in check.measures)


def test_a_list_without_table_is_not_asked_for_columns() -> None:
    line = replace(ROW, source=replace(PLACE, table_number=None, row_number=None, line_number=7))

    assert not check_report(report(line)).measures[0].missing


def test_a_year_without_rules_says_whose_it_took() -> None:
    check = check_report(report(FULL, year=2551))

    assert (check.fiscal_year_be, check.rules_year_be, check.of_its_year) == (2551, 2563, False)


def test_a_draft_is_checked_as_it_will_be_handed_in() -> None:
    texts = {"title": "ทำคู่มือ", "steps": "ประชุมทุกกอง", "responsible": "«หน่วยงาน»"}
    fields = tuple(
        AdaptedField(name=name, adapted=Adaptation(adapted=texts.get(name, "")))
        for name in TEXT_FIELDS
    )
    item = AdaptedRow(measure=FULL, fields=fields, source=Party())

    check = check_draft(AdaptedDraft(items=(item,), fiscal_year_be=2567))

    assert check[0].missing == (Part.TIMEFRAME, Part.RESPONSIBLE, Part.FOLLOW_UP)


def test_a_title_that_lists_or_tells_how_has_steps() -> None:
    assert checked("ทำคู่มือ ๑) ประชุม ๒) เขียน ๓) แจก", part=Part.STEPS, field="title").field == "title"
    assert (
        checked("ลดขั้นตอน โดยการยกเลิกสำเนาเอกสาร", part=Part.STEPS, field="title").field == "title"
    )
    for plain in ("ปรับปรุง E-Service และ e-GP", "ประกาศ No-Gift Policy"):
        assert checked(plain, part=Part.STEPS, field="title").standing is Standing.MISSING


def test_when_a_report_is_due_is_no_timeframe() -> None:
    words = "รายงานผลต่อปลัดทุก ๖ เดือน"

    assert checked(words).standing is Standing.ELSEWHERE
    assert checked(words, part=Part.TIMEFRAME).standing is Standing.MISSING


@given(messy_text)
def test_any_text_is_checked_and_spans_lie_in_it(text: str) -> None:
    row = replace(ROW, title=text, steps=text, results=text, outcomes=text)

    for one in check_measure(row, required=tuple(Part)).parts:
        assert 0 <= one.start <= one.end <= len(row.text(one.field) if one.field else "")
        assert (one.field is None) == (one.standing is Standing.MISSING)
        assert one.field is None or one.start < one.end
