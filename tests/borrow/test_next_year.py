"""What a plan asks of its rows, and what its document quotes of the last report."""

from dataclasses import replace

import pytest

from itasearch.borrow.adapt.next_year import with_times_over
from itasearch.borrow.adapt.rows import adapt
from itasearch.borrow.document.form import form_of
from itasearch.documents.grid import has_mark
from itasearch.enrich.local_names import local_names
from itasearch.enrich.quotations import quotations
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.documents import Form, TextMark, cell_text
from itasearch.model.drafts import (
    A_PLAN,
    NO_BASIS,
    Decision,
    Draft,
    DraftItem,
    OpenQuestion,
    PlanBasis,
    Verdict,
)
from itasearch.model.records import (
    OrganisationType,
    StoredMeasure,
)
from itasearch.model.source import DoubtfulWord
from itasearch.text.thai.normalize import thai_digits
from tests.borrow.examples import SOURCE, TARGET, an_item
from tests.cases import examples, listed, yes


def questions(item: DraftItem, field: str, *, own: bool, year: int = 2570) -> list[OpenQuestion]:
    name = SOURCE.name if own else TARGET
    draft = Draft(items=(item,), organisation=name, fiscal_year_be=year)
    target = replace(SOURCE, name=name, type=OrganisationType.SUBDISTRICT_MUNICIPALITY)
    adapted = adapt(draft, own=target, local=local_names([], target))
    return list(adapted.items[0].field(field).adapted.open)


@examples("next_year", "outline numbers of a chapter become those of the row")
def test_outline_numbers_of_a_chapter_become_those_of_the_row(steps: str, written: str) -> None:
    row = adapt(Draft(items=(an_item(steps=steps),), organisation=TARGET)).items[0]

    assert row.text("steps") == written


def test_words_that_ocr_may_have_misread_are_to_be_checked_in_the_plan() -> None:
    item = an_item(steps="๑. แจ้งเวียนประกาส\n๒. ติดประกาศ", results="แจ้งประกาส ๓ ครั้ง")
    word = DoubtfulWord(text="ประกาส", before="แจ้งเวียน")
    result = replace(word, before="แจ้ง", after="๓ครั้ง")
    item = replace(item, measure=replace(item.measure, doubtful_words=(word, result)))

    (asked,) = questions(item, "steps", own=False)

    assert (asked.text, asked.question) == ("ประกาส", "อ่านจากภาพสแกนไม่ชัด ต้องตรวจกับต้นฉบับ")


def test_a_step_that_is_put_into_the_empty_cell_of_follow_up_is_asked_about() -> None:
    item = an_item(steps="๑. จัดทำประกาศ\n๒. รายงานผลต่อนายกทุกไตรมาส", follow_up="-")

    (found,) = questions(item, "follow_up", own=True)

    assert (found.text, "นำมาจากขั้นตอน" in found.question) == ("รายงานผลต่อนายกทุกไตรมาส", True)
    assert questions(an_item(follow_up="รายงานนายก"), "follow_up", own=True) == []


@examples("next_year", "a timeframe beyond the plans year is asked about", str, str)
def test_a_timeframe_beyond_the_plans_year_is_asked_about(timeframe: str, where: str) -> None:
    item = replace(an_item(timeframe=timeframe), fiscal_year_be=2568)

    found = questions(item, "timeframe", own=True)

    found_where = [it.question.partition("ปีงบประมาณ ๒๕๗๐ (")[0] for it in found]
    assert found_where == ([where] if where else [])


@examples("next_year", "a past start is not moved without a question", str, yes)
def test_a_past_start_is_not_moved_without_a_question(timeframe: str, is_asked: bool) -> None:
    item = replace(an_item(timeframe=timeframe), fiscal_year_be=2568)

    found = questions(item, "timeframe", own=True)

    assert [one.text for one in found] == [timeframe] * is_asked
    assert all(one.question.startswith("เริ่มก่อนปีงบประมาณ ๒๕๗๐") for one in found)


def test_what_another_town_began_is_not_said_to_have_begun_with_us() -> None:
    item = replace(an_item(timeframe="ตั้งแต่เดือนมกราคม ๒๕๖๖ เป็นต้นไป"), fiscal_year_be=2566)

    assert questions(item, "timeframe", own=False) == []


def test_what_we_have_done_since_a_past_month_begins_no_second_time() -> None:
    item = replace(an_item(timeframe="ตั้งแต่เดือนมกราคม ๒๕๖๖ เป็นต้นไป"), fiscal_year_be=2566)

    form = plan_form(item, own=True)
    (cell,) = [row[2] for row in form.measures.rows if len(row) > 1]
    assert cell_text(cell) == item.measure.timeframe
    assert has_mark(cell, TextMark.NOTICE)
    (asked,) = questions(item, "timeframe", own=True)
    assert asked.text == item.measure.timeframe


@pytest.mark.parametrize("unit", ["กองการเจ้าหน้าที่", "สำนักช่าง", "สำนักคลัง"])
def test_a_unit_of_a_city_is_asked_about_in_a_small_towns_draft(unit: str) -> None:
    item = an_item(responsible=f"{unit} ร่วมกับกองคลัง")

    assert [one.text for one in questions(item, "responsible", own=False)] == [unit]


def plan_form(row: DraftItem, *, own: bool, basis: PlanBasis = NO_BASIS) -> Form:
    """The document of a plan for 2570 of one row, of the row's own organisation or another's."""
    name = row.organisation.name if own and row.organisation else TARGET
    draft = Draft(items=(row,), organisation=name, fiscal_year_be=2570)
    return form_of(adapt(draft, own=row.organisation), A_PLAN, basis=basis)


@pytest.mark.parametrize("own_follow_up", ["", "รายงานปลัดทุกเดือน"])
def test_a_cell_that_another_measure_fills_is_to_be_confirmed(own_follow_up: str) -> None:
    own = an_item(1, follow_up=own_follow_up)
    other = replace(an_item(2, follow_up="สรุปเสนอนายกทุกไตรมาส"), fiscal_year_be=2566)
    item = replace(own, parts=(own, replace(other, edits=(("steps", ""), ("timeframe", "")))))

    found = [it for it in questions(item, "follow_up", own=True) if "โปรดยืนยัน" in it.question]

    assert [one.text for one in found] == ([] if own_follow_up else ["สรุปเสนอนายกทุกไตรมาส"])
    assert all("ปี ๒๕๖๖" in one.question for one in found)
    assert not any("โปรดยืนยัน" in one.question for one in questions(item, "title", own=True))


def a_plan_of(year: int, basis: PlanBasis) -> Form:
    steps = "๑. ตรวจเลขไมล์ทุกสิ้นเดือน"
    rows = (an_item(1), an_item(2, problems="", title="ปรับปรุงระเบียบยืมรถ", steps=steps))
    draft = adapt(
        Draft(items=rows, organisation=TARGET, fiscal_year_be=year, grouped=True),
        indicators={
            row.measure.id: IndicatorMark(number=number, confidence=1, origin=Origin.STATED)
            for row, number in zip(rows, (1, 4), strict=True)
        },
    )
    return form_of(draft, A_PLAN, basis=basis)


@examples("next_year", "a plan has the name of its years item if known", int, str, str)
def test_a_plan_has_the_name_of_its_years_item_if_known(year: int, title: str, note: str) -> None:
    form = a_plan_of(year, NO_BASIS)

    assert cell_text(form.titles[0]) == title
    assert note in form.notes[-1]
    assert ("ยังไม่ได้ยืนยัน" in form.notes[-1]) == (year != 2566)


@examples("next_year", "a remark of its own year is no part of a title", str, int, int, listed)
def test_a_remark_of_its_own_year_is_no_part_of_a_title(
    title: str, of: int, year: int, asked: list[str]
) -> None:
    item = replace(an_item(title=title), fiscal_year_be=of)

    found = [it for it in questions(item, "title", own=True, year=year) if "หมายเหตุ" in it.question]

    assert [it.text for it in found] == asked
    assert all(f"ปี {thai_digits(of)}" in it.question for it in found)


@examples("next_year", "a time that is over when the plan is made is asked about", str, str, str)
def test_a_time_that_is_over_when_the_plan_is_made_is_asked_about_until_it_is_checked(
    timeframe: str, month: str, question: str
) -> None:
    item = an_item(timeframe=timeframe)
    form = plan_form(item, own=True, basis=PlanBasis(month=month))
    draft = Draft(items=(item,), organisation=SOURCE.name, fiscal_year_be=2570)
    field = with_times_over(adapt(draft, own=SOURCE), month).items[0].field("timeframe")

    assert [it.question for it in field.adapted.open] == ([question] if question else [])
    assert has_mark(form.measures.rows[-1][2], TextMark.NOTICE) is bool(question)
    pieces = (field.piece(it) for it in field.adapted.open)
    right = tuple(Decision(piece=it, verdict=Verdict.CHECKED) for it in pieces)
    again = adapt(replace(draft, items=(replace(item, decisions=right),)), own=SOURCE)
    assert not with_times_over(again, month).items[0].field("timeframe").adapted.open


def test_the_last_report_is_quoted_column_by_column() -> None:
    item = an_item(
        results="ตรวจ ๑๐ ครั้ง จาก ๑๒ ครั้ง", problems="รถเสีย", recommendations="จัดหารถสำรอง"
    )
    stored = StoredMeasure(
        measure=item.measure,
        organisation=SOURCE,
        fiscal_year_be=2568,
        quotations=quotations(item.measure),
    )

    form = plan_form(item, own=True, basis=PlanBasis(reported=(stored,), is_known=True))

    grid = form.analyses[-1].grid
    assert grid is not None
    assert grid.headers == ("เรื่องที่รายงานไว้", "ผลการดำเนินการ", "ปัญหาและอุปสรรค", "ข้อเสนอแนะ")
    (cells,) = grid.rows
    quoted = ["ตรวจ ๑๐ ครั้ง จาก ๑๒ ครั้ง", "รถเสีย", "จัดหารถสำรอง"]
    assert list(map(cell_text, cells)) == [item.measure.title, *quoted]


def test_a_plan_without_a_report_leaves_a_blank_for_it() -> None:
    form = plan_form(an_item(), own=True, basis=PlanBasis(is_known=True))

    assert "ไม่มีในรายงานล่าสุดของหน่วยงาน" in cell_text(form.analyses[-1].above[0])


def test_a_document_has_no_guessed_indicator() -> None:
    guess = IndicatorMark(number=4, confidence=0.9, origin=Origin.GUESSED)
    item = an_item()
    draft = Draft(items=(item,), organisation=TARGET, fiscal_year_be=2570, grouped=True)

    form = form_of(adapt(draft, indicators={item.measure.id: guess}), A_PLAN)

    assert cell_text(form.measures.rows[0][0]) == "มาตรการอื่น"
