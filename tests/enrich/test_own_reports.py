"""What a town's last reports say came of its measures."""

import time
from dataclasses import replace

import pytest

from itasearch.enrich.own_advice import lessons_of, speaks_to, takes_up
from itasearch.enrich.own_counts import short_of_plan
from itasearch.enrich.own_quotes import in_its_cell
from itasearch.enrich.own_reports import (
    decision_against,
    reported_rows,
    says_what_came,
    was_not_done,
    what_came,
)
from itasearch.enrich.own_steps import done_once, planned_counts
from itasearch.model.plan import Lesson
from itasearch.model.records import ReportKind
from tests.cases import examples, member, optional, yes
from tests.compare.samples import measure, report


def test_every_row_of_a_results_report_is_reported_and_of_a_plan_none() -> None:
    results = replace(report("ผล", measure("ก", results="✓"), "ข"), kind=ReportKind.RESULTS)

    rows = reported_rows([report("แผน", "ค"), results])

    assert [row.measure.title for row in rows] == ["ก", "ข"]


@examples("own_reports", "what was given up or is unused was not done", str, yes)
def test_what_was_given_up_or_is_unused_was_not_done(results: str, carried_out: bool) -> None:
    assert (what_came(measure("ก", results=results)).missed is None) is carried_out


@examples("quotations", "results, outcomes, what of them was missed and its quotation")
def test_what_was_missed_is_quoted_with_the_rest_of_its_cell_or_marked_as_cut(
    results: str, outcomes: str, missed: str, quotation: str
) -> None:
    assert in_its_cell(measure("ก", results=results, outcomes=outcomes), missed) == quotation


@examples("own_reports", "a result by other means or for others is quoted", str, str, yes)
def test_a_result_by_other_means_is_quoted_and_no_late_one(
    title: str, text: str, is_so: bool
) -> None:
    assert what_came(measure(title, results=text)).missed == (
        (Lesson.BELOW_GOAL, text) if is_so else None
    )


@examples("own_reports", "a result below what was planned is in part", str, yes)
def test_a_result_below_what_was_planned_is_in_part(result: str, in_part: bool) -> None:
    own = measure("ก", results=result)
    assert (what_came(own).missed is None) is not in_part


@examples("own_reports", "less than its row of the plan counts", str, str, str, yes)
def test_what_counts_less_than_its_row_of_the_plan_is_quoted_with_it(
    when: str, aim: str, came: str, is_short: bool
) -> None:
    of_plan = measure("ฟังเสียง", timeframe=when, steps=f"จัดเวที\n{aim}", outcomes=aim)
    own = replace(of_plan, results=f"{came}\nสรุปแล้ว", outcomes=None)
    for row in (replace(of_plan, id="แผน"), own):
        short = [(came.replace("\nจาก", " จาก"), aim or when)] if is_short else []
        assert [*short_of_plan(row, own)] == short


@examples(
    "own_reports", "what came of a measure as learned", str, str, str, optional(member(Lesson))
)
def test_results_in_words_of_their_own_are_judged_as_learned(
    title: str, steps: str, result: str, lesson: Lesson | None
) -> None:
    came = what_came(measure(title, steps=steps, results=result)).missed
    assert came == (lesson and (lesson, result.split("\n")[-1]))


def test_what_a_plan_expects_has_not_come() -> None:
    expects = measure("ก", outcomes="การใช้รถโปร่งใส")
    header = "ผลที่คาดว่าจะได้รับ"

    assert says_what_came(expects)
    assert not says_what_came(replace(expects, raw_cells=((header, "การใช้รถโปร่งใส"),)))


@examples("own_reports", "advice is taken up by a step not by advice", str, optional(yes))
def test_advice_is_taken_up_by_a_step_not_by_advice(step: str, is_taken_up: bool | None) -> None:
    advice = "ควรเพิ่มการประชาสัมพันธ์ผ่านเสียงตามสายให้ทั่วถึงมากขึ้น"

    assert takes_up(advice, steps=f"๑. ติดป้าย\n{step}", before="๑. ติดป้าย") is is_taken_up
    assert takes_up(f"{advice}\n- ควรจัดทำวารสาร", steps=step, before="") is None


@examples("own_reports", "words of advice that a measure has", str, str, str, yes, yes)
def test_a_measure_answers_advice_by_its_words(
    advice: str, title: str, steps: str, same_matter: bool, is_hint: bool
) -> None:
    assert speaks_to(advice, title=title, steps=steps, same_matter=same_matter) is is_hint


def test_a_step_that_was_there_does_what_is_recommended_in_its_very_words_only() -> None:
    step = "ตรวจเลขไมล์รถยนต์ส่วนกลางทุกสิ้นเดือน"

    assert takes_up("ควรตรวจเลขไมล์รถยนต์ส่วนกลางทุกสัปดาห์", steps=step, before=step) is None
    assert takes_up(f"ควร{step}", steps=step, before=step) is True
    in_the_year = "ควรตั้งตู้รับคำขอหน้าตลาดภายในปีงบประมาณ พ.ศ. ๒๕๗๐"
    for year, is_done in ((2570, True), (2571, None)):
        planned = takes_up(in_the_year, steps="๑. ตั้งตู้เหล็กรับคำขอหน้าตลาด", before="", year=year)
        assert planned is is_done


@examples("own_reports", "given up or ended", str, member(Lesson))
def test_what_was_given_up_or_ended_is_told_from_what_is_done(
    results: str, state: Lesson | None
) -> None:
    found = what_came(measure("ก", results=results)).missed

    assert (found and found[0]) is state


@pytest.mark.parametrize("result", ["ยกเลิกการจัดแถวรับผู้ตรวจราชการแล้ว", "ยกเลิกแล้ว", "มีมติยกเลิก"])
def test_what_its_own_title_cancels_is_no_measure_given_up(result: str) -> None:
    assert what_came(measure("ยกเลิกการจัดแถวต้อนรับ", results=result)).missed is None
    assert what_came(measure("เลิกจัดซุ้มต้อนรับ", results="เลิกจัดตั้งแต่มกราคม")).missed is None
    assert what_came(measure("จัดแถวต้อนรับ", results=result)).missed == (Lesson.CANCELLED, result)


@examples("own_reports", "an outcome below its goal is named so", str, yes)
def test_an_outcome_below_its_goal_is_named_so(outcomes: str, is_missed: bool) -> None:
    own = measure("ก", results="สำรวจแล้ว", outcomes=outcomes)

    assert what_came(own).missed == ((Lesson.BELOW_GOAL, outcomes) if is_missed else None)
    assert what_came(replace(own, raw_cells=(("ผลที่คาดว่าจะได้รับ", outcomes),))).missed is None


@examples("own_reports", "to go on or what is done is no recommendation", str, yes)
def test_to_go_on_or_what_is_done_is_no_recommendation(advice: str, is_one: bool) -> None:
    own = measure("เวรพักเที่ยง", recommendations=advice)
    assert (Lesson.RECOMMENDATIONS in lessons_of(own)) is is_one


@examples("own_reports", "a problem that is solved is none and one behind but is", str, yes)
def test_a_problem_that_is_solved_is_none_and_one_behind_but_is(problem: str, is_one: bool) -> None:
    assert bool(lessons_of(measure("ก", problems=problem))) is is_one


@examples("own_reports", "advice to end a measure")
def test_advice_to_end_a_measure_is_no_task_of_it(advice: str, names: str) -> None:
    own = measure("แจกปฏิทินทุกครัวเรือน", results="แจกครบ", recommendations=advice)
    lessons = {Lesson[name] for name in names.split()}

    assert lessons_of(own).keys() == lessons
    assert (decision_against(own) is not None) is (Lesson.TO_END in lessons)
    of_its_act = replace(own, title="ยกเลิกการแจกปฏิทิน", recommendations="ควรยกเลิกในปีถัดไป")
    assert decision_against(of_its_act) is None


@examples("own_reports", "a result that advises to end its measure")
def test_a_result_that_advises_to_end_its_measure_is_advice(result: str, names: str) -> None:
    _, head, remark = result.rpartition("หมายเหตุ: ")
    cells = ((head.strip(": "), remark),)
    own = measure("แจกปฏิทินทุกครัวเรือน", results="" if head else result, raw_cells=cells)
    assert lessons_of(own).keys() == {Lesson[name] for name in names.split()}


@pytest.mark.parametrize("unit", ["และ ", "และแทน ", "แทน"])
def test_advice_of_many_joins_and_counts_of_many_lines_are_read_at_once(unit: str) -> None:
    own = measure("แจกปฏิทิน", recommendations="ควรยกเลิกมาตรการนี้ " + unit * (1_000 // len(unit)))
    counts = replace(own, results="ติดตั้ง 3 คัน จาก 5 คัน\n" * 80)
    assert any(planned_counts("ติดตั้ง 5 คัน", counts)) and lessons_of(own)  # loads the words
    began = time.process_time()

    assert Lesson.TO_END in lessons_of(own)
    assert len([*planned_counts("ติดตั้ง 5 คัน ซื้อ 7 จุด\n" * 80, counts)]) == 80
    assert time.process_time() - began < 0.5


@examples("own_reports", "what is to be done instead")
def test_what_is_done_instead_is_the_task_of_advice_to_end(advice: str, task: str) -> None:
    found = lessons_of(measure("แจกปฏิทิน", recommendations=advice))
    assert found.get(Lesson.RECOMMENDATIONS, "") == task


def test_an_outcome_that_ends_what_the_title_names_is_a_decision() -> None:
    ended = "เลิกแจกปฏิทินตั้งแต่เมษายน 2568"
    own = measure("แจกปฏิทินทุกครัวเรือน", results="แจก 3 ชุมชน จาก 9 ชุมชน", outcomes=ended)

    assert what_came(own).missed == (Lesson.CANCELLED, ended)
    assert what_came(replace(own, title="แจกสมุด")).missed[0] is Lesson.IN_PART  # type: ignore[index]
    assert what_came(measure("ก", results="ไม่ยกเลิกโครงการ")).missed is None


@examples("own_reports", "what was merged with another measure is asked about", str, yes)
def test_what_was_merged_with_another_measure_is_asked_about(result: str, is_merged: bool) -> None:
    own = measure("อบรมคุณธรรมประจำปี", results=result)

    titles = (own.title, "5. สายด่วนปลัด", "เปิดสายด่วนปลัด")
    assert (done_once(own, 2568, titles=titles) == result) is is_merged
    assert (what_came(own).missed is None) is (result != "รวมกับโครงการอื่น แต่ยังไม่ได้ดำเนินการ")


@examples("own_reports", "given up or not begun was not done", str, str, yes)
def test_what_was_given_up_or_not_begun_was_not_done(title: str, results: str, off: bool) -> None:
    assert was_not_done(measure(title, results=results)) is off


@examples("own_reports", "others do by its remark what was not done", str, str, member(Lesson))
def test_others_do_by_its_remark_what_was_not_done(result: str, remark: str, is_: Lesson) -> None:
    own = measure("ซ่อมทาง", steps="๒ สาย", results=result, raw_cells=(("หมายเหตุ", remark),))
    assert what_came(own).missed == (is_, remark if is_ is Lesson.HANDED_OVER else result)


@examples("own_reports", "fewer than its row counts", str, str, yes)
def test_fewer_than_its_row_counts_is_in_part(title: str, result: str, in_part: bool) -> None:
    assert (what_came(measure(title, results=result)).missed is None) is not in_part


def test_what_is_left_of_what_a_row_puts_up_is_in_part() -> None:
    owed = measure("คุมการยืมหนังสือ", results="ดำเนินการแล้ว\nคืนแล้ว 27 เล่ม ค้างคืน 3 เล่ม")
    assert what_came(owed).missed is None  # it is ticked as done; what borrowers owe is theirs
    bins = measure("ถังขยะรีไซเคิล", steps="วางถัง 12 ใบ", results="วาง 9 ใบ เหลือ 3 ใบ")
    assert what_came(bins).missed == (Lesson.IN_PART, bins.results)
    assert what_came(replace(bins, steps="วางถัง")).missed is None


@examples("own_reports", "a task for once is over if its result says so", str, str, str, yes)
def test_a_task_for_once_is_over_if_its_result_says_so(
    title: str, timeframe: str, result: str, done: bool
) -> None:
    own = measure(title, timeframe=timeframe, results=result)
    assert (done_once(own, 2568) is not None) is done
    assert done_once(replace(own, recommendations="ให้รักษาไว้ในปีต่อไป"), 2568) is None


@pytest.mark.parametrize("field", ["results", "outcomes"])
def test_of_several_results_the_suspension_is_quoted(field: str) -> None:
    texts = {"results": "อบรม 3 ครั้ง จาก 5 ครั้ง"}
    texts[field] = f"{texts.get(field, '')}\nงดจัดกิจกรรม เนื่องจากน้ำท่วม".strip()

    assert what_came(measure("ก", **texts)).missed == (Lesson.SUSPENDED, "งดจัดกิจกรรม เนื่องจากน้ำท่วม")


@examples("own_reports", "what is left put off waited for or out of use", str, yes)
def test_what_is_left_or_put_off_is_not_reached(result: str, is_left: bool) -> None:
    missed = what_came(measure("ก", results=result)).missed
    assert (missed and missed[1]) == (result if is_left else None)


def test_a_wrapped_result_is_quoted_whole() -> None:
    lines = (
        "ติดประกาศหน้าอาคารและลงเพจของตำบลตั้งแต่เดือนตุลาคมแล้ว ส่วนคำแปลภาษา",
        "พม่ายังไม่ได้ทำ แจกแผ่นพับ 90 แผ่น",
    )

    wrapped = what_came(measure("ก", results="\n".join(lines)))

    assert wrapped.missed == (Lesson.NOT_REACHED, " ".join(lines))


@pytest.mark.parametrize(("tick", "came"), [("✓", "\nถางแล้ว ๗ ไร่ จาก ๒๐ ไร่"), ("ถางแล้ว", "")])
def test_a_ticked_state_is_quoted_with_the_figures_beside_it(tick: str, came: str) -> None:
    state = "อยู่ระหว่างดำเนินการ"
    row = measure("ถางที่รกร้าง", results=f"{state}\nถางแล้ว ๗ ไร่ จาก ๒๐ ไร่")

    came_of = what_came(replace(row, raw_cells=((f"สถานะ {state}", tick),)))
    assert came_of.missed and came_of.missed[1] == state + came


@examples("own_reports", "the head of a ticked column", str, str, member(Lesson), str)
def test_the_head_of_a_ticked_column_is_no_word_of_the_result(
    result: str, head: str, lesson: Lesson, quotation: str
) -> None:
    row = measure("ก", results=f"{result}\n{head}", raw_cells=((f"สถานะ {head}", "✓"),))

    assert what_came(row).missed == (lesson, quotation)
