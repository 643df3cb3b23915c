"""What a plan asks of its rows: steps that are done, times outside its year, a city's units."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from itasearch.borrow.adapt.next_year import with_times_over
from itasearch.borrow.adapt.rows import adapt
from itasearch.borrow.document.analysis import analysis_of
from itasearch.borrow.document.cells import notices_of
from itasearch.borrow.document.form import form_of
from itasearch.documents.grid import has_mark
from itasearch.enrich.local_names import local_names
from itasearch.enrich.own_advice import lessons_of
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.documents import Analysis, Form, TextMark, cell_text
from itasearch.model.drafts import (
    A_PLAN,
    NO_BASIS,
    Decision,
    DocumentKind,
    Draft,
    DraftItem,
    OpenQuestion,
    Pairing,
    PlanBasis,
    ReportedRow,
    Verdict,
)
from itasearch.model.plan import Lesson
from itasearch.model.records import (
    IndicatorScore,
    ItaResult,
    Measure,
    OrganisationType,
    StoredMeasure,
)
from itasearch.model.source import DoubtfulWord
from itasearch.text.thai.normalize import thai_digits
from itasearch.wording.document_words import BLANK
from itasearch.wording.plan import GAP
from tests.borrow.examples import SOURCE, TARGET, TO, a_row, an_item
from tests.cases import cases, examples, listed, literal, optional, yes
from tests.compare.samples import report


def questions(item: DraftItem, field: str, *, own: bool, year: int = 2570) -> list[OpenQuestion]:
    name = SOURCE.name if own else TARGET
    draft = Draft(items=(item,), organisation=name, fiscal_year_be=year)
    target = replace(SOURCE, name=name, type=OrganisationType.SUBDISTRICT_MUNICIPALITY)
    adapted = adapt(draft, own=target, local=local_names([], target))
    return list(adapted.items[0].field(field).adapted.open)


def test_a_step_for_once_of_our_last_results_is_asked_about() -> None:
    item = an_item(
        steps="1. ติดเครื่องติดตามตำแหน่งรถ 14 คัน\n2. ตรวจรายงานระยะทางทุกวันที่ 1", results="ตรวจ 12 ครั้ง"
    )

    (found,) = questions(item, "steps", own=True)

    assert found.text == "1. ติดเครื่องติดตามตำแหน่งรถ 14 คัน"
    assert "ยังจำเป็นต้องดำเนินการต่อหรือไม่" in found.question
    assert "ของเรา: “ตรวจ 12 ครั้ง” หากดำเนินการแล้ว" in found.question


@examples("next_year", "what we planned for once is to be checked", str, str, yes)
def test_what_we_planned_for_once_is_to_be_checked(field: str, text: str, is_asked: bool) -> None:
    item = a_row({"timeframe": "ม.ค. 68", field: text})

    asked = [
        one.text
        for own in (True, False)
        for one in questions(item, field, own=own)
        if "แต่ไม่พบผลการดำเนินการ โปรดตรวจสอบ" in one.question
    ]

    assert asked == [text] * is_asked


def test_no_step_is_asked_about_where_the_report_says_that_nothing_was_done() -> None:
    for nothing in ("ยังไม่ได้ดำเนินการ", "รอสภาเห็นชอบงบประมาณ"):
        item = an_item(steps="ตั้งคณะทำงาน\nวิเคราะห์ความเสี่ยง", results=nothing)
        assert questions(item, "steps", own=True) == []


@examples("next_year", "steps for once that are open", str, str, listed)
def test_a_step_for_once_that_is_open_is_not_asked_about(
    results: str, advice: str, asked: list[str]
) -> None:
    steps = "ตั้งตู้รับฟังความเห็นหน้าอาคาร\nเปิดบัญชีพร้อมเพย์รับภาษี"
    item = an_item(steps=steps, results=results, recommendations=advice)
    of_once = [it for it in questions(item, "steps", own=True) if "ครั้งเดียว" in it.question]
    assert [it.text for it in of_once] == asked
    assert all(("หากดำเนินการแล้ว" in it.question) is ("ยัง" not in results) for it in of_once)


def test_a_channel_or_an_online_form_is_set_up_once() -> None:
    once = "จัดทำช่องทางแจ้งเหตุทางเว็บไซต์\nจัดทำแบบสอบถามออนไลน์\nติด QR Code ที่ห้องชำระภาษี"
    item = an_item(steps=f"{once}\nติดตามเรื่องทุกสัปดาห์", results="เปิดช่องทางแล้ว ผู้ตอบ 90 ราย")

    bare = an_item(title="เพิ่มช่องทางร้องเรียนทางไลน์", steps="", results="รับแจ้ง 4 เรื่อง")
    assert [it.text for it in questions(item, "steps", own=True)] == once.split("\n")
    assert [it.text for it in questions(bare, "title", own=True)] == [bare.measure.title]
    each_time = an_item(title="แต่งตั้งคณะกรรมการตรวจรับพัสดุ", steps="", results="31 คณะ")
    assert questions(each_time, "title", own=True) == []


def test_the_title_of_a_manual_that_is_done_is_asked_about() -> None:
    item = an_item(
        title="จัดทำคู่มือการใช้ทรัพย์สิน", timeframe="ม.ค. 68", results="ดำเนินการแล้ว แจกคู่มือ ๔๘ เล่ม"
    )

    (found,) = questions(item, "title", own=True)

    assert "ระบุว่าดำเนินการแล้ว" in found.question


@examples("next_year", "a row that is given up, merged or to end")
def test_a_row_that_our_report_gave_up_merged_or_would_end_asks_in_its_title_and_not_its_steps(
    results: str, advice: str
) -> None:
    item = an_item(title="แจกปฏิทิน", steps="๑. นำไปทุกบ้าน", results=results, recommendations=advice)

    (found,) = questions(item, "title", own=True)

    assert f"ระบุว่า “{advice or results}” โปรดพิจารณาว่ายังจำเป็น" in found.question
    assert questions(item, "steps", own=True) == []


@examples("next_year", "a tick and an empty cell")
def test_a_tick_is_a_result_and_an_empty_cell_is_named_empty(results: str, printed: str) -> None:
    head, _, remark = results.rpartition(": ")
    item = an_item(results="" if head else results)
    item = replace(item, measure=replace(item.measure, raw_cells=((head, remark),)))
    assert reported_cells(item)["ผลการดำเนินการ"] == printed
    ticked = an_item(results=results, outcomes=results)
    assert reported_cells(ticked)["ผลการดำเนินการ"].count("ทำเครื่องหมาย") == (results == "✓")


def test_what_came_of_a_planned_row_is_looked_up_in_our_results_of_its_year() -> None:
    steps = "๑. ออกคำสั่งตั้งคณะทำงาน\n๒. ติดตั้งตู้รับเรื่อง"
    planned = a_row({"title": "รับเรื่องที่ตลาด", "steps": steps, "timeframe": "ม.ค. 66"})

    def asked(*results: Measure, paired: tuple[ReportedRow, ...] = ()) -> list[str]:
        of_year = replace(report("ผล"), fiscal_year_be=2566, measures=results)
        draft = Draft(items=(planned,), organisation=SOURCE.name, fiscal_year_be=2570)
        local, reported = local_names([of_year], SOURCE), {planned.measure.id: paired}
        adapted = adapt(draft, own=SOURCE, local=local, reported=reported)
        return [one.question for one in adapted.items[0].field("steps").adapted.open]

    done, late = (
        planned.measure.with_texts({"results": it, "steps": ""})
        for it in ("ตั้งแล้ว ๑ ตู้", "ยังไม่ได้ดำเนินการ")
    )

    assert ["ไม่พบผลการดำเนินการ" in it for it in asked()] == [True]
    assert ["ไม่พบผลการดำเนินการ" in it for it in asked(done)] == [False, False]
    assert all("“ตั้งแล้ว ๑ ตู้” หากดำเนินการแล้ว" in it for it in asked(done))
    of_other_title = ReportedRow(measure=done.with_texts({"title": "เปิดตู้รับเรื่อง"}))
    assert ["ไม่พบผลการดำเนินการ" in it for it in asked(paired=(of_other_title,))] == [False, False]
    assert asked(late) == []


def steps_asked_about(item: DraftItem, year: int, *results: Measure) -> list[tuple[str, str]]:
    earlier = replace(report("ผล"), fiscal_year_be=2566, measures=results)
    draft = Draft(items=(item,), organisation=SOURCE.name, fiscal_year_be=year)
    steps = adapt(draft, own=SOURCE, local=local_names([earlier], SOURCE)).items[0].field("steps")
    return [(one.text, one.question) for one in steps.adapted.open]


@examples("next_year", "a later plan has what our report advises", str, int, listed)
def test_a_later_plan_has_what_our_report_advises(steps: str, year: int, advice: list[str]) -> None:
    item = replace(a_row({"title": "เก็บค่าน้ำ", "steps": steps}), fiscal_year_be=2567)
    texts = {"steps": "เก็บ", "results": "เก็บได้ครบ", "recommendations": "ควรเตือนผู้ค้างชำระเป็นหนังสือ"}
    row = replace(item.measure.with_texts(texts), id="ผล")

    assert [text for text, _ in steps_asked_about(item, year, row)] == advice


def test_what_a_plan_is_to_decide_on_is_no_step_of_a_results_report() -> None:
    row = {"steps": "๑. ตรวจปี ๒๕๖๖", "results": "ครบ", "recommendations": "ควรตรวจซ้ำ\nควรเพิ่มวัน"}
    item = a_row({**row, "title": "ดูแลรถน้ำ"})
    other = replace(item, measure=item.measure.with_texts({"steps": "๒. ล้างปี ๒๕๖๖"}))
    merged = replace(item, parts=(item, other))
    adapted = adapt(
        Draft(items=(merged,), organisation=SOURCE.name, fiscal_year_be=2567), own=SOURCE
    )

    plan, results = (
        cell_text(form_of(adapted, replace(A_PLAN, kind=kind)).measures.rows[0][1])
        for kind in (DocumentKind.PLAN, DocumentKind.RESULTS)
    )

    assert "ควรตรวจซ้ำ" in plan
    assert results == "๑. ตรวจปี ๒๕๖๗\n๒. ล้างปี ๒๕๖๗"


@examples("next_year", "what was to be done in a past year is marked", str, yes)
def test_what_was_to_be_done_in_a_past_year_is_marked(advice: str, is_over: bool) -> None:
    row = {"title": "ดูแลรถน้ำ", "steps": "๑. ตรวจรถทุกวัน", "results": "ตรวจครบ"}

    ((text, question),) = steps_asked_about(a_row(row | {"recommendations": advice}), 2568)

    assert text == advice
    assert ("ซึ่งผ่านไปแล้ว" in question) is is_over


@examples("next_year", "steps done and steps that come again", str, str, str, listed)
def test_steps_are_asked_about_where_the_report_says_done_and_not_where_they_come_again(
    steps: str, timeframe: str, results: str, asked: list[str]
) -> None:
    item = a_row({"title": "งานคลอง", "steps": steps, "timeframe": timeframe, "results": results})

    assert [text for text, _ in steps_asked_about(item, 2567)] == asked


@examples("next_year", "what is left of a count is asked about", str, str, str, str, optional(str))
def test_what_is_left_of_a_count_is_asked_about_in_its_row(
    title: str, steps: str, timeframe: str, results: str, asked: str | None
) -> None:
    item = an_item(title=title, steps=steps, timeframe=timeframe, results=results)

    left = [
        it.text
        for field in ("title", "steps", "timeframe")
        for it in questions(item, field, own=True, year=2567)
        if "โปรดตรวจว่า" in it.question
    ]

    assert left == ([asked] if asked else [])


def test_a_measure_of_each_year_appoints_its_committee_each_year() -> None:
    steps = "๑. แต่งตั้งกรรมการนับของ\n๒. นับของ"
    for title, asked in (("นับพัสดุประจำปี", []), ("ย้ายคลังพัสดุ", ["๑. แต่งตั้งกรรมการนับของ"])):
        item = an_item(title=title, steps=steps, timeframe="ม.ค. 66", results="นับครบ 90 ชิ้น")

        found = questions(item, "steps", own=True)

        assert [it.text for it in found if "ครั้งเดียว" in it.question] == asked


@examples("next_year", "the years of a plan and a question of the survey are marked in the title")
def test_the_years_of_a_plan_and_a_question_of_the_survey_are_marked_in_the_title(
    title: str, asked: str, words: str
) -> None:
    (found,) = questions(an_item(title=title), "title", own=True)

    assert found.text == (asked or title)
    assert words in found.question


@examples("next_year", "outline numbers of a chapter become those of the row")
def test_outline_numbers_of_a_chapter_become_those_of_the_row(steps: str, written: str) -> None:
    row = adapt(Draft(items=(an_item(steps=steps),), organisation=TARGET)).items[0]

    assert row.text("steps") == written


def advised(*edits: tuple[str, str]) -> DraftItem:
    """A measure of 2568 with a recommendation."""
    item = an_item(
        edits=edits,
        steps="๑. ผู้ขอใช้รถแจ้งเส้นทาง\n๒. ตรวจเลขไมล์ทุกสิ้นเดือน",
        recommendations="เปลี่ยนผู้ให้บริการสัญญาณ",
        results="ตรวจ ๑๒ ครั้ง",
    )
    return replace(item, fiscal_year_be=2568)


def test_what_our_last_report_recommends_is_a_line_of_the_steps_to_decide() -> None:
    item = advised()

    cell = cell_text(plan_form(item, own=True).measures.rows[0][1])
    lines = cell.split("\n")
    (asked,) = questions(item, "steps", own=True)

    assert lines[2:] == ["- ข้อเสนอแนะในรายงานปี ๒๕๖๘: เปลี่ยนผู้ให้บริการสัญญาณ"]
    assert (asked.text, asked.question[:11]) == ("เปลี่ยนผู้ให้บริการสัญญาณ", "เป็นข้อเสนอ")
    assert questions(item, "steps", own=False) == []


@examples("next_year", "what is unlike advice is marked", str, str, str, *[optional(str)] * 2)
def test_what_is_unlike_advice_is_marked_beside_it(
    steps: str, timeframe: str, advice: str, step: str | None, time: str | None
) -> None:
    item = an_item(steps=steps, timeframe=timeframe, results="ทำครบ", recommendations=advice)
    titled = an_item(title=steps, results="ทำครบ", recommendations=advice)

    assert bool(step) is any(it.text == step for it in questions(titled, "title", own=True))
    found = [
        [one.text for one in questions(item, field, own=True) if "โปรดแก้ให้สอดคล้อง" in one.question]
        for field in ("steps", "timeframe")
    ]

    assert found == [[step] * bool(step), [time] * bool(time)]


@examples("next_year", "a recommendation is to decide in one place", optional(str), str, str, yes)
def test_a_recommendation_is_to_decide_in_one_place(
    steps: str | None, header: str, words: str, is_marked: bool
) -> None:
    edits = [] if steps is None else [("steps", steps)]
    grid = last_report(advised(*edits), own=True).grid
    assert grid is not None

    cell = grid.rows[-1][grid.headers.index(header)]

    assert words in cell_text(cell)
    assert has_mark(cell, TextMark.NOTICE) is is_marked


@examples("next_year", "advice that is to be read elsewhere is no step", str, yes)
def test_advice_that_is_to_be_read_elsewhere_is_no_step(advice: str, is_line: bool) -> None:
    item = an_item(steps="๑. ปิดประกาศทุกกอง", results="ปิดครบ", recommendations=advice)

    assert bool(questions(item, "steps", own=True)) is is_line


def test_a_decision_that_is_named_at_three_places_counts_once() -> None:
    item = advised()
    basis = reports_of(item, number=4)

    form = plan_form(item, own=True, basis=basis)
    decided = plan_form(
        advised(("steps", "เปลี่ยนผู้ให้บริการสัญญาณภายในไตรมาสแรก")), own=True, basis=basis
    )

    assert (form.around.questions, form.remaining.questions) == (0, 1)
    assert decided.remaining.questions == 0


def test_what_is_done_once_is_asked_once_and_not_again_when_it_is_decided() -> None:
    title = "จัดทำคู่มือการใช้ทรัพย์สิน"
    item = an_item(title=title, timeframe="ม.ค. 68", results="ดำเนินการแล้ว")
    item = replace(item, fiscal_year_be=2568)
    basis = reports_of(item, number=4)

    form = plan_form(item, own=True, basis=basis)
    decided = plan_form(replace(item, edits=(("title", title),)), own=True, basis=basis)

    assert (form.remaining.questions, decided.remaining.questions) == (1, 0)
    assert "ดำเนินการแล้วในปี ๒๕๖๘" in last_reported(form)["ในแผนนี้"]


@examples("next_year", "what our plan says of a reported row", str, str, listed, str)
def test_what_our_plan_says_of_a_row(steps: str, came: str, asked: list[str], lacking: str) -> None:
    own, other = an_item(2, title="รับแจ้งเหตุทางไลน์", steps=steps), an_item(3, title="ติดประกาศ")
    row = an_item(title="รับแจ้งเหตุทางไลน์", results=came, recommendations="")
    basis = replace(reports_of(row, number=8), promise_of={row.measure.id: own.measure})
    with_row, without = (our_plan(it, basis=basis) for it in (own, other))
    pieces = analysis_named("ผลปีที่ผ่านมา", with_row).grid.rows[-1][1]  # type: ignore[union-attr]
    assert [it.text for it in pieces if it.mark is TextMark.NOTICE] == asked
    assert "ดำเนินการแล้ว" not in last_reported(with_row)["ในแผนนี้"]
    assert last_reported(without)["ในแผนนี้"].startswith(lacking)


def test_words_that_ocr_may_have_misread_are_to_be_checked_in_the_plan() -> None:
    item = an_item(steps="๑. แจ้งเวียนประกาส\n๒. ติดประกาศ", results="แจ้งประกาส ๓ ครั้ง")
    word = DoubtfulWord(text="ประกาส", before="แจ้งเวียน")
    result = replace(word, before="แจ้ง", after="๓ครั้ง")
    item = replace(item, measure=replace(item.measure, doubtful_words=(word, result)))

    (asked,) = questions(item, "steps", own=False)

    assert (asked.text, asked.question) == ("ประกาส", "อ่านจากภาพสแกนไม่ชัด ต้องตรวจกับต้นฉบับ")
    assert "ต้องตรวจกับต้นฉบับ" in reported_cells(item)["ผลการดำเนินการ"]


def test_a_step_that_is_put_into_the_empty_cell_of_follow_up_is_asked_about() -> None:
    item = an_item(steps="๑. จัดทำประกาศ\n๒. รายงานผลต่อนายกทุกไตรมาส", follow_up="-")

    (found,) = questions(item, "follow_up", own=True)

    assert (found.text, "นำมาจากขั้นตอน" in found.question) == ("รายงานผลต่อนายกทุกไตรมาส", True)
    assert questions(an_item(follow_up="รายงานนายก"), "follow_up", own=True) == []


def test_each_step_for_once_is_asked_about() -> None:
    once = ["๑) เปิดช่องทางแจ้งเบาะแสบนหน้าเว็บ", "๒) ตั้งคณะทำงานรับเรื่อง ๓ คน", "๓) ทำคลังคำตอบ ๖๐ ข้อ"]
    once.append("๔) จัดทำระบบจองห้องประชุมออนไลน์")
    again = ["๕) แต่งตั้งคณะกรรมการประจำปี", "๖) จัดทำระบบควบคุมภายใน"]
    item = an_item(steps="\n".join([*once, *again]), results="รับ ๑ เรื่อง")

    assert [one.text for one in questions(item, "steps", own=True)] == once


@examples("next_year", "a step that is done by the report", str, str, yes)
def test_a_step_that_is_done_by_the_report_is_asked_so(step: str, came: str, done: bool) -> None:
    row = a_row({"steps": step, "timeframe": "ก.พ. 66", "results": came})
    questions_of_it = (question for _, question in steps_asked_about(row, 2567))
    assert any("ระบุว่าดำเนินการแล้ว" in it for it in questions_of_it) is done


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
    assert all("“ตลอดปีงบประมาณ ๒๕๗๐”" in one.question for one in found)


def test_what_another_town_began_is_not_said_to_have_begun_with_us() -> None:
    item = replace(an_item(timeframe="ตั้งแต่เดือนมกราคม ๒๕๖๖ เป็นต้นไป"), fiscal_year_be=2566)

    assert questions(item, "timeframe", own=False) == []


def test_what_we_have_done_since_a_past_month_is_continued_and_begins_no_second_time() -> None:
    item = replace(an_item(timeframe="ตั้งแต่เดือนมกราคม ๒๕๖๖ เป็นต้นไป"), fiscal_year_be=2566)

    form = plan_form(item, own=True)
    (cell,) = [row[2] for row in form.measures.rows if len(row) > 1]
    assert cell_text(cell) == "ต่อเนื่องจากเดือนมกราคม ๒๕๖๖"
    assert has_mark(cell, TextMark.NOTICE)
    assert any("ปีที่หน่วยงานเริ่มทำต่อเนื่องมาแล้ว" in note for note in form.notes)
    (asked,) = questions(item, "timeframe", own=True)
    assert asked.text == item.measure.timeframe


@pytest.mark.parametrize("unit", ["กองการเจ้าหน้าที่", "สำนักช่าง", "สำนักคลัง"])
def test_a_unit_of_a_city_is_asked_about_in_a_small_towns_draft(unit: str) -> None:
    item = an_item(responsible=f"{unit} ร่วมกับกองคลัง")

    assert [one.text for one in questions(item, "responsible", own=False)] == [unit]


def test_a_weak_indicator_without_a_row_is_a_gap_in_the_document() -> None:
    scores = {number: 80.0 + number for number in range(1, 11)}
    indicators = tuple(
        IndicatorScore(number=number, name="", instrument="IIT", score=score)
        for number, score in scores.items()
    )
    result = ItaResult(fiscal_year_be=2569, total=90, grade=None, indicators=indicators)
    draft = adapt(Draft(items=(an_item(),), organisation=TARGET, grouped=True))

    form = form_of(draft, A_PLAN, basis=PlanBasis(result=result, scores=scores, is_known=True))

    groups = [
        "".join(piece.text for piece in row[0]) for row in form.measures.rows if len(row) == 1
    ]
    assert [GAP.th in group for group in groups[:10]] == [True] * 5 + [False] * 5


def test_an_instrument_without_all_scores_has_no_mean() -> None:
    form = form_of(
        adapt(Draft(items=(an_item(),), organisation=TARGET)),
        A_PLAN,
        basis=PlanBasis(scores={1: 90.0, 6: 80.0, 7: 90.0, 8: 100.0}, is_known=True),
    )

    found = analysis_named("รายเครื่องมือ", form)
    assert found.grid is not None
    assert "มัธยฐานของ ๔ ตัวชี้วัดที่มีคะแนนคือ ๙๐.๐๐" in cell_text(found.above[0])
    means, low = zip(*(map(cell_text, row[3:]) for row in found.grid.rows), strict=True)
    lacking = "คำนวณไม่ได้ ไม่มีคะแนนตัวชี้วัดที่ "
    assert means == (f"{lacking}๒, ๓, ๔, ๕", "๙๐.๐๐", f"{lacking}๙, ๑๐")
    assert [text.startswith("ไม่ทราบ") for text in low] == [True, False, True]


def last_report(row: DraftItem, *, year: int = 2568, own: bool = False) -> Analysis:
    """What a plan's document for 2570 says of our last report, of one measure."""
    return analysis_named("ผลปีที่ผ่านมา", report_form(row, year=year, own=own))


def report_form(row: DraftItem, *, year: int = 2568, own: bool = False) -> Form:
    """The document of a plan for 2570 of a row that our last report has."""
    basis = PlanBasis(reported=((in_report(row, year), None),), is_known=True)
    return plan_form(row, own=own, basis=basis)


def in_report(
    row: DraftItem, year: int = 2568, *, id: str = "", report_id: str = ""
) -> StoredMeasure:
    """The measure of a row as a report of ours has it, with its own ids where none is given."""
    own = row.measure
    measure = replace(own, id=id or own.id, report_id=report_id or own.report_id)
    return StoredMeasure(measure=measure, organisation=SOURCE, fiscal_year_be=year)


def reports_of(
    *rows: DraftItem, number: int | None = None, scores: Mapping[int, float] | None = None
) -> PlanBasis:
    """What is known before a plan: these rows of our last report, of an indicator."""
    reported = tuple((in_report(row), number) for row in rows)
    return PlanBasis(scores=scores or {}, reported=reported, is_known=True)


def weak_in(number: int) -> dict[int, float]:
    """Scores of which that of one indicator is the lowest."""
    return {each: 90.0 + each for each in range(1, 11)} | {number: 70.0}


def our_plan(
    *rows: DraftItem, basis: PlanBasis, indicators: Mapping[str, IndicatorMark] | None = None
) -> Form:
    """The document of our own plan for 2570."""
    draft = Draft(items=rows, organisation=SOURCE.name, fiscal_year_be=2570)
    return form_of(adapt(draft, own=SOURCE, indicators=indicators or {}), A_PLAN, basis=basis)


def plan_form(row: DraftItem, *, own: bool, basis: PlanBasis = NO_BASIS) -> Form:
    """The document of a plan for 2570 of one row, of the row's own organisation or another's."""
    name = row.organisation.name if own and row.organisation else TARGET
    draft = Draft(items=(row,), organisation=name, fiscal_year_be=2570)
    return form_of(adapt(draft, own=row.organisation), A_PLAN, basis=basis)


def reported_cells(row: DraftItem) -> dict[str, str]:
    return last_reported(report_form(row))


def last_reported(form: Form) -> dict[str, str]:
    """The last row of what a plan's document says of our last report, by header."""
    grid = analysis_named("ผลปีที่ผ่านมา", form).grid
    assert grid is not None
    return dict(zip(grid.headers, map(cell_text, grid.rows[-1]), strict=True))


def analysis_named(name: str, form: Form) -> Analysis:
    return next(analysis for analysis in form.analyses if analysis.name == name)


@pytest.mark.parametrize(("year", "lacking"), [(2566, ["๒๕๖๗–๒๕๖๙"]), (2568, ["๒๕๖๙"]), (2569, [])])
def test_lacking_reports_before_the_plan_are_noted(year: int, lacking: list[str]) -> None:
    form = report_form(an_item(results="ตรวจ ๑๒ ครั้ง"), year=year)

    assert [note for note in form.notes if "ยังไม่ได้นำรายงานผล" in note] == [
        f"ยังไม่ได้นำรายงานผลปีงบประมาณ {it} ของหน่วยงานมาประกอบ โปรดเติมถ้ามีแล้ว" for it in lacking
    ]
    lines = [line for one in form.analyses for line in (*one.above, *one.below)]
    assert not any("โปรด" in cell_text(line) for line in lines)


@pytest.mark.parametrize("grouped", [True, False])
@pytest.mark.parametrize(("origin", "count"), [(Origin.GUESSED, 1), (Origin.STATED, 0)])
def test_guessed_indicators_are_marked_once(origin: Origin, count: int, grouped: bool) -> None:
    mark = IndicatorMark(number=8, confidence=0.7, origin=origin)
    row = an_item(results="จัดแล้ว ๒ ครั้ง")
    draft = Draft(items=(row,), organisation=SOURCE.name, fiscal_year_be=2570, grouped=grouped)
    adapted = adapt(draft, own=SOURCE, indicators={row.measure.id: mark})

    form = form_of(adapted, A_PLAN, basis=reports_of(row, number=8))

    grids = [form.measures, *(part.grid for part in form.analyses if part.grid)]
    cells = [form.above, *(cell for grid in grids for row in grid.rows for cell in row)]
    pieces = [piece for cell in cells for piece in cell]
    marks = [it for it in pieces if "ตัวชี้วัดคาดจากเนื้อหา – โปรดยืนยัน" in it.text]
    assert [it.mark for it in marks] == [TextMark.NOTICE] * count
    assert sum(not it.repeats for it in marks) == count


def test_in_a_report_that_states_indicators_a_row_with_a_guessed_one_is_marked_alone() -> None:
    stated, guessed = an_item(1, results="ครบ"), an_item(2, title="ยกย่องคนดี", results="ครบ")
    stated = replace(stated, measure=replace(stated.measure, indicator=10))

    form = our_plan(an_item(3, title="ประกาศ"), basis=reports_of(stated, guessed, number=10))

    grid = analysis_named("ผลปีที่ผ่านมา", form).grid
    assert grid is not None
    said = ["คาดจากเนื้อหา" in cell_text(row[0]) for row in grid.rows]
    assert said == [False, False, True]


def test_without_scores_the_table_of_instruments_is_to_be_filled_in() -> None:
    draft = adapt(Draft(items=(an_item(),), organisation=TARGET))
    form = form_of(draft, A_PLAN, basis=PlanBasis(is_known=True))

    found = analysis_named("รายเครื่องมือ", form)
    assert found.grid is not None
    cells = [[cell_text(cell) for cell in row[3:]] for row in found.grid.rows]
    assert cells == [[BLANK, BLANK]] * 3
    assert any("ยังไม่ได้นำคะแนนรายตัวชี้วัด" in note for note in form.notes)
    assert (form.around.cells, form.around.questions) == (7, 0)  # the titles lack the year


def test_a_long_text_of_the_last_report_is_whole() -> None:
    first, second = "๑. อบรมพนักงานทุกกอง" + " ครบทุกคน" * 10, "๒. แจ้งเวียนประกาศ" + " ทุกกอง" * 6
    third = "๓. รายงานนายกเทศมนตรีตามแบบ" + " ทุกเดือน" * 12

    cells = reported_cells(an_item(results=f"{first}\n{second}\n{third}"))

    assert cells["ผลการดำเนินการ"] == f"{first}\n{second}\n{third}"


def test_the_last_report_is_named_in_words_that_hold_on_paper() -> None:
    form = report_form(an_item(results="ตรวจ ๑๒ ครั้ง"), year=2569)
    (source, *_) = analysis_named("ผลปีที่ผ่านมา", form).above

    text = cell_text(source)
    assert text.startswith("ที่มา: รายงานของ")
    assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙" in text
    assert "แฟ้ม" not in text
    # File and position are named with the sources.
    assert cell_text(form.sources.rows[-1][0]) == "ผลปีก่อน"
    basis = reports_of(an_item(2, title="ตรวจอาคาร ๒ ชั้น", results="ตรวจ"))
    (row, reported) = plan_form(an_item(results="ตรวจแล้ว"), own=True, basis=basis).sources.rows
    assert "ไม่พบชื่อเดียวกันในแผนหรือรายงานล่าสุด" in cell_text(row[-1])
    assert "“ตรวจอาคาร ๒ ชั้น”" in cell_text(reported[4])


def test_a_report_that_says_none_is_told_from_an_empty_cell() -> None:
    cells = reported_cells(an_item(results="ตรวจ ๑๒ ครั้ง", problems="ไม่มี", recommendations="-"))

    assert cells["ปัญหา/อุปสรรค"] == "ไม่มี (ตามรายงาน)"
    assert cells.get("ข้อเสนอแนะ", "–") == "–"


@pytest.mark.parametrize("own_follow_up", ["", "รายงานปลัดทุกเดือน"])
def test_a_cell_that_another_measure_fills_is_to_be_confirmed(own_follow_up: str) -> None:
    own = an_item(1, follow_up=own_follow_up)
    other = replace(an_item(2, follow_up="สรุปเสนอนายกทุกไตรมาส"), fiscal_year_be=2566)
    item = replace(own, parts=(own, replace(other, edits=(("steps", ""), ("timeframe", "")))))

    found = [it for it in questions(item, "follow_up", own=True) if "โปรดยืนยัน" in it.question]

    assert [one.text for one in found] == ([] if own_follow_up else ["สรุปเสนอนายกทุกไตรมาส"])
    assert all("ปี ๒๕๖๖" in one.question for one in found)
    assert not any("โปรดยืนยัน" in one.question for one in questions(item, "title", own=True))


@pytest.mark.parametrize(
    ("title", "outcomes"),
    cases("next_year", "a row that may answer an indicator is to be confirmed"),
)
@pytest.mark.parametrize("score", [70.0, 99.0])
@pytest.mark.parametrize("origin", [None, Origin.GUESSED, Origin.STATED])
def test_a_row_that_may_answer_an_indicator_is_to_be_confirmed(
    origin: Origin | None, score: float, title: str, outcomes: str
) -> None:
    row = an_item(title=title, outcomes=outcomes)
    mark = origin and IndicatorMark(number=6, confidence=0.4, origin=origin)
    draft = adapt(
        Draft(items=(row,), organisation=TARGET, fiscal_year_be=2570, grouped=True),
        indicators={row.measure.id: mark} if mark else {},
    )
    scores = {6: 80.0, 7: 85.0, 8: score}

    form = form_of(draft, A_PLAN, basis=PlanBasis(is_known=True, scores=scores))

    (group,) = [it for it in (cell_text(row[0]) for row in form.measures.rows) if "ที่ ๘ " in it]
    is_asked = origin is not Origin.STATED
    assert ("ข้อ ๑ อาจตอบตัวชี้วัดนี้ โปรดยืนยัน" in group) is (is_asked and score < 80)
    assert (GAP.th in group) is (not is_asked and score < 80)
    assert ("แผนนี้ไม่ได้จัดมาตรการไว้ในตัวชี้วัดนี้" in group) is (score > 80)
    listed = [row[3] for row in following(form) if row[0].startswith("๘")]
    assert listed == (
        ["«ข้อ ๑ อาจตอบตัวชี้วัดนี้ โปรดยืนยัน»" if is_asked else "«ยังไม่มีข้อในแผน»"] * (score < 80)
    )


@pytest.mark.parametrize(("results", "is_quoted"), [("ติดตั้งแล้ว ๖ ตัว", False), ("เสนอขออนุมัติ", True)])
def test_what_is_done_once_is_not_offered_for_a_gap(results: str, is_quoted: bool) -> None:
    row = an_item(9, title="ดูแลกล้องวงจรปิดจุดบริการ", results=results)

    form = a_plan_of(2569, reports_of(row, number=8, scores=weak_in(8)))

    (group,) = [it for it in (cell_text(row[0]) for row in form.measures.rows) if "ที่ ๘ " in it]
    assert GAP.th in group
    assert ("ดูแลกล้องวงจรปิดจุดบริการ" in group) is is_quoted


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


def following(form: Form) -> list[list[str]]:
    grid = analysis_named("การพัฒนา", form).grid
    assert grid is not None
    return [list(map(cell_text, row)) for row in grid.rows]


@examples("next_year", "from 2569 on a plan says what follows from each score")
def test_from_2569_on_a_plan_says_what_follows_from_each_score(advice: str, answer: str) -> None:
    row = an_item(9, problems="รถติดตามขาดสัญญาณ", recommendations=advice)
    row = replace(row, measure=replace(row.measure, title="ปรับปรุงระเบียบยืมรถ"))
    stored = in_report(row)
    basis = reports_of(row, number=4, scores=weak_in(4))

    rows = following(a_plan_of(2569, basis))

    problem = f"ปรับปรุงระเบียบยืมรถ\nปัญหา: รถติดตามขาดสัญญาณ\n{answer}"
    both = replace(row, measure=replace(row.measure, raw_cells=COMBINED, recommendations=""))
    of_both = following(a_plan_of(2569, reports_of(both, number=4, scores=weak_in(4))))[0][2]
    assert of_both.endswith("\nปัญหา/ข้อเสนอแนะ: รถติดตามขาดสัญญาณ\nดำเนินการในข้อ ๒")
    other = replace(row, measure=replace(row.measure, title="ตรวจสภาพรถ", results="ครบ ๔ คัน"))
    of_none = replace(stored, measure=replace(stored.measure, results="-"))
    beside = replace(basis, reported=((of_none, 4), (in_report(other), 9)))
    silent = following(a_plan_of(2569, beside))[0][2]
    assert silent.split("\n")[:2] == ["ปรับปรุงระเบียบยืมรถ", "ผล: รายงานไม่ได้ระบุผล"]
    assert rows[0] == ["๔ การใช้ทรัพย์สินของราชการ", "๗๐.๐๐", problem, "๒"]
    assert rows[1][2:] == ["«ประเด็นที่ต้องพัฒนาจากผลการประเมิน»", "๑"]
    assert [row[3] for row in rows[2:]] == ["«ยังไม่มีข้อในแผน»"] * 3
    assert not any(one.name == "การพัฒนา" for one in a_plan_of(2568, basis).analyses)


@examples("next_year", "what was not reached", str, str, listed)
def test_what_was_not_reached_is_to_be_developed_and_its_problem_is_called_one(
    results: str, title: str, lines: list[str]
) -> None:
    row = an_item(9, title=title, results=results, problems="ฝนตกหนัก")

    rows = following(a_plan_of(2569, reports_of(row, number=4, scores=weak_in(4))))

    listed = [title, *lines] if lines else ["«ประเด็นที่ต้องพัฒนาจากผลการประเมิน»"]
    assert rows[0][2].split("\n") == listed


def test_a_row_of_another_measure_that_names_what_is_recommended_is_to_be_confirmed() -> None:
    row = an_item(9, title="รถส่วนกลาง", recommendations="ควรตรวจเลขไมล์ทุกสัปดาห์")

    form = a_plan_of(2569, reports_of(row, number=4, scores=weak_in(4)))

    assert following(form)[0][2].endswith("ข้อ ๒ อาจตอบข้อเสนอแนะนี้ โปรดยืนยัน")
    # Of the same indicator over half of it is enough, of a column of both, too.
    row = an_item(9, title="ตู้ยา", problems="ยาขาด ควรเพิ่มวันหมดอายุไว้ในป้ายด้วย")
    row = replace(row, measure=replace(row.measure, raw_cells=COMBINED, recommendations=""))
    new = an_item(title="ห้องยา", steps="๑. ติดป้ายวันหมดอายุ\n๒. สรุปทุกเดือน")
    mark = IndicatorMark(number=4, confidence=1, origin=Origin.STATED)
    for number, may_answer in ((4, True), (9, False)):
        basis = reports_of(row, number=number)
        cells = last_reported(our_plan(new, basis=basis, indicators={new.measure.id: mark}))
        answered = "ข้อ ๑ อาจตอบข้อเสนอแนะนี้ โปรดยืนยัน" in cells["ปัญหา/ข้อเสนอแนะ"]
        assert answered is may_answer
        assert cells["ในแผนนี้"].startswith("ไม่พบในแผนนี้")
    # "ล่วงหน้า ๒ วัน" and "๒ วันก่อน…" say the same.
    row = an_item(9, title="ห้องประชุม", recommendations="ควรแจ้งผู้จองล่วงหน้า 2 วันก่อนถึงวันใช้ห้อง")
    new = an_item(title="จองห้องทางไลน์", steps="๑. ตั้งข้อความแจ้งก่อนถึงวันใช้ห้อง 2 วัน")
    basis = reports_of(row, number=9)
    cells = last_reported(our_plan(new, basis=basis))
    assert "ข้อ ๑ อาจตอบข้อเสนอแนะนี้ โปรดยืนยัน" in cells["ข้อเสนอแนะ"]
    # The row of the same matter answers it as its own does.
    basis = replace(basis, paired={(in_report(row).measure.id, new.measure.id): Pairing.SAME})
    assert "(อยู่ในขั้นตอนของข้อ ๑)" in last_reported(our_plan(new, basis=basis))["ข้อเสนอแนะ"]
    # What is recommended of another measure is no step of it.
    alike = an_item(9, title="ซุ้มเฉลิมพระเกียรติ", recommendations="เปลี่ยนผู้ให้บริการ")
    basis = reports_of(alike, number=4)
    advice = last_reported(plan_form(advised(), own=True, basis=basis))["ข้อเสนอแนะ"]
    assert advice == "เปลี่ยนผู้ให้บริการ"


@pytest.mark.parametrize("end", ["เห็นควรยกเลิกมาตรการนี้ และ", ""])
def test_what_is_to_be_done_instead_is_answered_or_named_as_open(end: str) -> None:
    advice = f"{end}ใช้แบบสอบถามออนไลน์แทน"
    row = an_item(
        9, title="ตั้งกล่องความเห็น", results="ยกเลิก", problems="ไม่กล้าเขียน", recommendations=advice
    )
    new = an_item(title="สำรวจความเห็นด้วยแบบสอบถามออนไลน์", steps="๑. สรุปผล")

    form = our_plan(new, basis=reports_of(row, number=4, scores=weak_in(4)))

    assert "ข้อ ๑ อาจตอบข้อเสนอแนะนี้ โปรดยืนยัน" in last_reported(form)["ข้อเสนอแนะ"]
    assert following(form)[0][2].split("\n") == [
        "ตั้งกล่องความเห็น",
        "ปัญหา: ไม่กล้าเขียน",
        "ข้อเสนอแนะ: ใช้แบบสอบถามออนไลน์แทน",
        "ข้อ ๑ อาจตอบข้อเสนอแนะนี้ โปรดยืนยัน",
    ]
    of_strong = a_plan_of(2569, reports_of(row, number=9, scores=weak_in(8)))
    (group,) = [
        it for it in (cell_text(each[0]) for each in of_strong.measures.rows) if "ที่ ๙ " in it
    ]
    assert group.endswith("ที่ยังไม่มีข้อใดในแผนนี้ตอบ: ใช้แบบสอบถามออนไลน์แทน")


def test_a_row_that_uses_the_tool_that_is_recommended_by_name_is_to_be_confirmed() -> None:
    advice = "เห็นควรใช้ช่องทาง LINE OA แทน"
    row = an_item(9, title="ตั้งตู้ไปรษณีย์รับแจ้งเบาะแส", recommendations=advice)
    new = an_item(title="รับแจ้งเบาะแสการทุจริตทาง LINE OA", steps="๑. เปิดบัญชี LINE OA")
    mark = IndicatorMark(number=5, confidence=1, origin=Origin.STATED)
    for number, may_answer in ((5, True), (9, False)):
        basis = reports_of(row, number=number)
        cells = last_reported(our_plan(new, basis=basis, indicators={new.measure.id: mark}))
        assert ("ข้อ ๑ อาจตอบข้อเสนอแนะนี้" in cells["ข้อเสนอแนะ"]) is may_answer


@pytest.mark.parametrize("is_scored", [True, False])
def test_what_is_recommended_for_an_indicator_without_a_row_is_to_be_developed(
    is_scored: bool,
) -> None:
    advice = "ควรเพิ่มจอแสดงคิวที่ชั้น ๒"
    row = an_item(9, title="ติดตั้งเครื่องกดบัตรคิว", results="ติดตั้งแล้ว", recommendations=advice)
    basis = reports_of(row, number=9, scores=weak_in(8) if is_scored else {})

    form = a_plan_of(2569, basis)

    (listed,) = [it for it in following(form) if it[0].startswith("๙")]
    title, asked, to_answer = listed[2].split("\n")
    assert (title, asked) == ("ติดตั้งเครื่องกดบัตรคิว", f"ข้อเสนอแนะ: {advice}")
    assert to_answer == "«ระบุข้อในแผนที่ดำเนินการเรื่องนี้»"
    assert listed[3] == ("–" if is_scored else "«ยังไม่มีข้อในแผน»")
    (group,) = [it for it in (cell_text(each[0]) for each in form.measures.rows) if "ที่ ๙ " in it]
    assert (f"ที่ยังไม่มีข้อใดในแผนนี้ตอบ: {advice}" in group) is is_scored


def test_a_plan_without_scores_does_not_follow_from_an_assessment() -> None:
    (found,) = [
        one for one in a_plan_of(2569, PlanBasis(is_known=True)).analyses if one.name == "การพัฒนา"
    ]

    assert cell_text(found.above[0]) == "ตัวชี้วัดและมาตรการในแผนนี้ มีดังนี้"
    assert cell_text(found.above[1]).startswith("«ตัวชี้วัดที่ ๒, ๓, ๕, ")  # as among the measures


def test_an_indicator_of_our_own_plan_of_the_year_is_no_gap_of_the_section() -> None:
    planned = StoredMeasure(
        measure=an_item(9, title="ตรวจนับพัสดุ").measure, organisation=None, fiscal_year_be=2569
    )
    basis = PlanBasis(scores=weak_in(5), planned=((planned, 5),), is_known=True)

    form = a_plan_of(2569, basis)

    assert following(form)[0][3] == "มีในแผนของปีนี้ที่จัดทำไว้แล้ว: ตรวจนับพัสดุ"


OF_OUR_PLAN = "มีในแผนของปีนี้ที่จัดทำไว้แล้ว: ตรวจนับพัสดุ"


@examples(
    "next_year", "what our own plan of the year has is not asked for", str, str, listed, listed
)
def test_what_our_own_plan_of_the_year_has_is_not_asked_for(
    results: str, advice: str, asked: list[str], developed: list[str]
) -> None:
    row = an_item(8, title="ตรวจนับพัสดุ", results=results, problems="", recommendations=advice)
    steps = {"steps": "1. นับทุกคลัง\n2. นับผ่านภาพถ่ายเมื่อน้ำท่วม", "results": "", "recommendations": ""}
    ours = replace(in_report(row, 2569), measure=row.measure.with_texts(steps))
    basis = replace(reports_of(row, number=4, scores=weak_in(4)), planned=((ours, 4),))

    form = a_plan_of(2569, basis)

    cells = last_reported(form)
    assert cells["ในแผนนี้"].split("\n") == [OF_OUR_PLAN, *asked]
    weakest = following(form)[0]
    assert weakest[2].split("\n") == ["ตรวจนับพัสดุ", *developed]
    assert weakest[3] == "๒\nมีในแผนของปีนี้ที่จัดทำไว้แล้ว: ตรวจนับพัสดุ"
    (group,) = [it for it in (cell_text(row[0]) for row in form.measures.rows) if "ที่ ๔ " in it]
    assert "มีในแผนของปีนี้ที่จัดทำไว้แล้ว: ตรวจนับพัสดุ" in group


def test_a_section_with_gaps_names_them_and_asks_nothing_of_what_is_not_weak() -> None:
    scores = {number: 70.0 + number for number in range(1, 11)} | {2: 100.0, 9: 100.0}
    form = a_plan_of(2569, PlanBasis(scores=scores, is_known=True))

    (found,) = [one for one in form.analyses if one.name == "การพัฒนา"]
    above = " ".join(map(cell_text, found.above))
    assert "กำหนดเป็นมาตรการดังนี้" not in above
    assert "ยังไม่มีข้อในแผน โปรดเพิ่ม" in above
    asked = {row[1]: row[2] for row in following(form)}
    assert asked.get("๑๐๐.๐๐", "–") == "–"


def test_scores_by_indicator_of_another_year_than_the_total_stand_below_their_own_year() -> None:
    total = ItaResult(fiscal_year_be=2567, total=86.72, grade=None)
    basis = PlanBasis(result=total, scores=weak_in(4), scores_year_be=2566, is_known=True)
    form = a_plan_of(2569, basis)

    assert "๒๕๖๗" in form.analyses[0].heading
    assert any("ไม่พบคะแนนรายตัวชี้วัด" in note for note in form.notes)
    assert analysis_named("รายเครื่องมือ", form).heading.endswith("พ.ศ. ๒๕๖๖")
    assert "คะแนนปี ๒๕๖๖ ไม่ต่ำกว่า" in "".join(cell_text(row[0]) for row in form.measures.rows)
    grid = analysis_named("การพัฒนา", form).grid
    assert grid and grid.headers[1] == "คะแนนปี ๒๕๖๖"


def test_too_few_scores_to_rank_are_shown_of_their_indicators() -> None:
    score = IndicatorScore(number=4, name="ก", instrument="IIT", score=79.05)
    few = ItaResult(fiscal_year_be=2567, total=86.72, grade=None, indicators=(score,))
    form = a_plan_of(2569, PlanBasis(result=few, is_known=True))
    grid = analysis_named("การพัฒนา", form).grid

    assert any(note.startswith("พบคะแนนเพียง ๑ จาก ๑๐ ตัวชี้วัด จึง") for note in form.notes)
    assert grid and [cell_text(it[1]) for it in grid.rows[2:5]] == [BLANK, "๗๙.๐๕", BLANK]
    assert grid.headers[1] == "คะแนนปี ๒๕๖๗"


COMBINED = (("ปัญหา/ข้อเสนอแนะ", "ระบบ e-GP ขัดข้อง"),)


def test_a_column_of_problems_and_recommendations_is_called_both_and_no_step() -> None:
    item = an_item(recommendations="ระบบ e-GP ขัดข้อง", results="อยู่ระหว่างดำเนินการ")
    item = replace(item, measure=replace(item.measure, raw_cells=COMBINED))

    cells = reported_cells(item)

    assert cells["ปัญหา/ข้อเสนอแนะ"] == "ระบบ e-GP ขัดข้อง"
    assert "ข้อเสนอแนะ" not in cells
    assert "ไม่ได้ระบุ" not in cell_text(last_report(item).above[0])
    assert questions(item, "steps", own=True) == []


@examples("next_year", "outcomes in one column with problems", str, yes)
def test_outcomes_in_one_column_with_problems_may_be_these(text: str, is_asked: bool) -> None:
    item = an_item(title="ยืมพัสดุ", results="ยืมครบทุกวัน", outcomes=text, problems="")
    item = replace(item, measure=replace(item.measure, raw_cells=(("ผลลัพธ์/ปัญหา", text),)))

    assert dict(lessons_of(item.measure)) == ({Lesson.MAY_BE: text} if is_asked else {})
    assert reported_cells(item)["ผลการดำเนินการ"].split("\n")[-1] == f"ผลลัพธ์/ปัญหา: {text}"
    notes = "\n".join(report_form(item).notes)
    assert "ปัญหา/อุปสรรค" not in notes and "ในช่องเดียวกัน (“ผลลัพธ์/ปัญหา”)" in notes


@examples("next_year", "a reported row without its title", str, optional(int), str)
def test_a_reported_row_without_its_title_in_the_plan_asks_and_is_never_a_dash(
    title: str, stated: int | None, asked: str
) -> None:
    planned = an_item(1, title="ประกาศงดรับของขวัญทุกเทศกาล")
    row = an_item(2, title=title, steps="", results="ดำเนินการครบทุกเทศกาล", problems="")
    earlier = in_report(row, report_id="ปีก่อน")
    mark = IndicatorMark(number=10, confidence=1, origin=Origin.STATED)
    basis = PlanBasis(reported=((earlier, stated),), is_known=True)

    form = our_plan(planned, basis=basis, indicators={planned.measure.id: mark})

    cells = last_reported(form)
    assert cells["ในแผนนี้"] == asked


@pytest.mark.parametrize(
    ("steps", "offered"),
    [("๑. ติดประกาศ", [True, False]), ("๑. ออกแบบ\n๒. แจกทุกบ้าน", [False, False])],
)
def test_a_row_with_the_steps_of_one_reported_measure_is_not_offered_for_another_one(
    steps: str, offered: list[bool]
) -> None:
    planned = an_item(1, title="จัดทำแผ่นพับค่าน้ำ", steps="๑. ออกแบบ\n๒. แจกทุกบ้าน")
    renamed = an_item(2, title="สื่ออธิบายอัตราค่าน้ำ", steps="๑. ออกแบบ\n๒. แจกทุกบ้าน", results="แจกแล้ว")
    other = an_item(3, title="ติดประกาศผลสอบบัญชี", steps=steps, results="ติดแล้ว")
    reported = tuple((in_report(it, report_id="ผล"), 9) for it in (renamed, other))
    mark = IndicatorMark(number=9, confidence=1, origin=Origin.STATED)
    basis = PlanBasis(reported=reported, is_known=True)

    form = our_plan(planned, basis=basis, indicators={planned.measure.id: mark})

    grid = analysis_named("ผลปีที่ผ่านมา", form).grid
    assert grid is not None
    at = grid.headers.index("ในแผนนี้")
    in_plan = [cell_text(row[at]) for row in grid.rows if len(row) > 1]
    assert ["ข้อ ๑ อาจ" in text for text in in_plan] == offered


@examples("next_year", "planned rows that results leave out", str, int, yes)
def test_a_planned_row_that_our_results_report_leaves_out_is_noted_above_what_was_reported(
    title: str, year: int, is_noted: bool
) -> None:
    planned = replace(an_item(1, title=title, results="", problems=""), fiscal_year_be=year)
    row = an_item(2, title="ปิดกล่องคำติชม", results="ปิด ๓ กล่อง", problems="")
    reported = in_report(row, report_id="ผล")

    form = our_plan(planned, basis=PlanBasis(reported=((reported, None),), is_known=True))

    above = analysis_named("ผลปีที่ผ่านมา", form).above
    noted = [text for text in map(cell_text, above) if "รายงานนี้ไม่มีมาตรการชื่อเดียวกัน" in text]
    assert [text.startswith("ข้อ ๑ มาจากแผน") for text in noted] == [True] * is_noted


@examples("next_year", "an unkept promise the plan lacks is named", str, str, yes)
def test_an_unkept_promise_the_plan_lacks_is_named(title: str, steps: str, is_lost: bool) -> None:
    item = an_item(1, title="อบรมวินัย", results="อบรมแล้ว")
    row = an_item(2, title="ประกาศงดรับของขวัญทุกเทศกาล", steps="๑. ปิดประกาศ", results="ปิดครบ")
    promise = an_item(3, title=title, steps=steps, results="")
    reported, promised = (in_report(it, report_id=it.measure.id) for it in (row, promise))
    basis = PlanBasis(reported=((reported, 10),), promised=(promised,), is_known=True)

    form = our_plan(item, basis=basis)

    above = analysis_named("ผลปีที่ผ่านมา", form).above
    texts = [cell_text(it) for it in above if "และไม่อยู่ในแผนนี้" in cell_text(it)]
    assert [title in text for text in texts] == [True] * is_lost


@pytest.mark.parametrize(("results", "is_over"), [("จัดครบ", False), ("ยกเลิกโครงการตามมติสภา", True)])
def test_a_borrowed_row_is_named_at_our_measure_of_its_title_which_may_be_given_up(
    results: str, is_over: bool
) -> None:
    item = an_item(1, title="ตลาดนัดคุณธรรม", results=results, problems="")
    reported = in_report(item, id="ของเรา", report_id="ปีก่อน")
    theirs = replace(SOURCE, name="เทศบาลตำบลข้างเคียง")
    borrowed = replace(item, organisation=theirs, fiscal_year_be=2569)
    basis = PlanBasis(reported=((reported, None),), is_known=True)
    named, *given_up = last_reported(our_plan(borrowed, basis=basis))["ในแผนนี้"].split("\n")
    assert named == "ข้อ ๑"
    assert [it.startswith("ยุติหรือยกเลิกตามรายงาน") for it in given_up] == [True] * is_over


def test_what_was_not_finished_and_is_not_planned_is_asked_about_apart_from_the_result() -> None:
    late = an_item(2, title="อบรมคุณธรรม", results="เลื่อนไปปีงบประมาณ 2569")
    stored = in_report(late, id="late")
    basis = PlanBasis(reported=((stored, None),), is_known=True)
    form = plan_form(an_item(1, title="ประกาศ"), own=True, basis=basis)

    cells = last_reported(form)
    assert cells["ผลการดำเนินการ"] == "เลื่อนไปปีงบประมาณ ๒๕๖๙"
    assert cells["ในแผนนี้"] == "ไม่ได้ดำเนินการตามรายงาน และไม่พบในแผนนี้"
    above = " ".join(map(cell_text, analysis_named("ผลปีที่ผ่านมา", form).above))
    assert above.count("คือแผนนี้ไม่มีมาตรการชื่อเดียวกัน โปรดพิจารณา") == 1


@examples("next_year", "what is not planned is asked once", str, str, listed)
def test_what_is_not_planned_is_asked_once(results: str, advice: str, asked: list[str]) -> None:
    row = an_item(2, title="ตลาดนัดคุณธรรม", results=results, recommendations=advice, problems="")
    stored = in_report(row, id="อื่น")
    basis = PlanBasis(reported=((stored, None),), is_known=True)
    form = plan_form(an_item(1, title="ประกาศ"), own=True, basis=basis)

    cells = last_reported(form)
    lines = cells["ในแผนนี้"].split("\n")
    assert [line.startswith(it) for line, it in zip(lines, asked, strict=True)] == [True] * len(
        asked
    )
    assert cells.get("ข้อเสนอแนะ", "") == advice


@pytest.mark.parametrize(
    ("table", "words"), [(1, "มาตรการที่อ่านได้จากรายงานนี้ไม่มีช่อง"), (None, "รายงานไม่ได้แยก")]
)
def test_what_a_report_does_not_state_is_said_by_its_form(table: int | None, words: str) -> None:
    row = an_item(results="ตรวจ ๑๒ ครั้ง", problems="", recommendations="")
    source = replace(row.measure.source, table_number=table)
    row = replace(row, measure=replace(row.measure, source=source))

    (note,) = [note for note in report_form(row).notes if words in note]

    assert ("นอกตาราง" in note) is (table is not None)


@examples("next_year", "ties of the lowest only are marked", literal, listed)
def test_ties_of_the_lowest_only_are_marked(scores: list[float], marked: list[str]) -> None:
    known = tuple(
        IndicatorScore(number=number, name="ก", instrument="IIT", score=score)
        for number, score in enumerate(scores, start=1)
    )
    result = ItaResult(fiscal_year_be=2568, total=None, grade=None, indicators=known)
    grid = analysis_of(result).grid

    assert grid is not None
    remarks = [cell_text(row[-1]) for row in grid.rows if row[-1]]
    assert [one.removeprefix("ต่ำสุดอันดับ ") for one in remarks] == marked


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


@examples("next_year", "our results under another title are quoted at a planned row", str, str, yes)
def test_our_results_under_another_title_are_quoted_at_a_planned_row(
    results: str, of_part: str, is_asked: bool
) -> None:
    planned = a_row({"title": "จัดทำแบบยืมพัสดุ", "steps": "๑. ออกแบบ"})
    row = a_row({"title": "เปิดเพจยืมพัสดุ", "results": results}, 4).measure
    part = a_row({"title": "ตู้ยืมพัสดุ", "results": of_part}, 5).measure
    rows = (ReportedRow(measure=row), ReportedRow(measure=part, pairing=Pairing.NEAR))
    draft = Draft(items=(planned,), organisation=SOURCE.name, fiscal_year_be=2570)
    local, reported = local_names([], SOURCE), {planned.measure.id: rows}
    adapted = adapt(draft, own=SOURCE, local=local, reported=reported)
    (item,) = adapted.items

    remarks = " ".join(notices_of(item, adapted, DocumentKind.PLAN, of=item.sources[0]))

    assert bool(item.field("title").adapted.open) is is_asked
    assert f"ใน “4. เปิดเพจยืมพัสดุ” ซึ่งเป็นเรื่องเดียวกัน ว่า “{results}”" in remarks
    assert f"ใน “5. ตู้ยืมพัสดุ” ซึ่งเป็นเรื่องใกล้เคียงกัน ว่า “{of_part}”" in remarks


NEAR = "a row of the plan that is near to a reported one is named"


@examples("next_year", NEAR, str, int, optional(Pairing.__getitem__), str)
def test_a_row_of_the_plan_that_is_near_to_a_reported_one_is_named(
    title: str, number: int, pairing: Pairing | None, said: str
) -> None:
    planned = replace(an_item(1, title="ประกาศงดรับของขวัญทุกเทศกาล"), organisation=TO.organisation)
    row = an_item(2, title=title, steps="", results="จัดครบทุกเทศกาล", problems="")
    stated = IndicatorMark(number=5, confidence=1, origin=Origin.STATED)
    reported = in_report(row, report_id="ปีก่อน")
    ids = reported.measure.id, planned.measure.id
    paired = {} if pairing is None else {ids: pairing}
    basis = PlanBasis(reported=((reported, number),), paired=paired, is_known=True)

    form = our_plan(planned, basis=basis, indicators={planned.measure.id: stated})

    assert last_reported(form)["ในแผนนี้"] == said


@examples("next_year", "what a column of both advises is told apart", str, listed)
def test_what_a_column_of_both_advises_is_told_apart(text: str, lessons: list[str]) -> None:
    item = an_item(title="อบรมวินัย", steps="๑. อบรมทุกกอง", results="ครบ", recommendations=text)
    item = replace(item, measure=replace(item.measure, raw_cells=COMBINED))

    found = lessons_of(item.measure)

    assert [f"{lesson.name}: {it}" for lesson, it in found.items()] == lessons
    asked = [it.text for it in questions(item, "steps", own=True) if it.lead]
    assert asked == [it for lesson, it in found.items() if lesson is Lesson.RECOMMENDATIONS]
