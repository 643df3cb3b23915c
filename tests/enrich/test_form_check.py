"""Parts of the form: in their own field, elsewhere, missing, not asked for; against labels."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from itasearch.config import ReadLimits
from itasearch.enrich.form_check import (
    check_draft,
    check_measure,
    check_report,
    follow_up_in_steps,
    follow_up_spans,
    missing_in_plan,
)
from itasearch.enrich.plan_rows import rows_of_title
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.drafts import (
    Adaptation,
    AdaptedDraft,
    AdaptedField,
    AdaptedRow,
    Borrowed,
    Party,
)
from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, Standing
from itasearch.model.records import TEXT_FIELDS, Measure, Report, ReportKind
from itasearch.model.source import SourceRef
from itasearch.text.thai.finding import unspaced_view
from itasearch.wording.labels import field_label
from itasearch.wording.names import in_plan_texts
from itasearch.wording.objects import as_object
from tests.cases import examples, listed, yes
from tests.text.strategies import messy_text

ROOT = Path(__file__).parents[2]
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


def test_a_plans_row_lacks_follow_up_that_a_long_step_alone_mentions() -> None:
    row = replace(FULL, steps="ประกาศนโยบายและรายงานผล", follow_up=None)

    assert missing_in_plan(row, tuple(Part)[:4]) == (Part.FOLLOW_UP,)
    assert (
        missing_in_plan(replace(row, steps="๑. ประกาศ\n๒. รายงานผลต่อนายก"), tuple(Part)[:4]) == ()
    )


def checked(words: str, *, part: Part, field: str) -> PartCheck:
    """How one part stands in a row of one field."""
    row = replace(ROW, title="").with_texts({field: words})
    return next(one for one in check_measure(row, required=tuple(Part)).parts if one.part is part)


@examples("form_check", "parts of a row of one field", str, str, listed)
def test_parts_of_a_row_of_one_field(field: str, text: str, expected: list[str]) -> None:
    row = replace(ROW, title="").with_texts({field: text})

    parts = check_measure(row, required=tuple(Part)).parts

    assert [
        f"{it.part} {it.standing} {it.field}: {row.text(it.field)[it.start : it.end]}"
        for it in parts
        if it.field is not None
    ] == expected


def test_a_title_states_the_time_before_a_month_of_the_results() -> None:
    row = replace(ROW, title="ตรวจลิงก์ทุกเดือน").with_texts({"results": "ตรวจครบเมื่อ มกราคม ๒๕๖๘"})

    parts = check_measure(row, required=tuple(Part)).parts

    (time,) = (one for one in parts if one.part is Part.TIMEFRAME)
    assert (time.standing, time.field) == (Standing.ELSEWHERE, "title")


def test_a_whole_row_has_every_part_in_its_own_field() -> None:
    check = check_report(report(FULL, kind=ReportKind.RESULTS))

    assert set(standings(check).values()) == {Standing.THERE}
    assert check.measures[0].missing == ()
    assert (check.item, check.rules_year_be == check.fiscal_year_be, check.confirmed) == (
        "O43",
        True,
        True,
    )


def test_what_the_plan_of_the_year_has_is_not_lacking_in_its_results() -> None:
    bare = replace(FULL, steps="", timeframe="", responsible="", follow_up="")
    results = report(bare, kind=ReportKind.RESULTS)
    planned = {results.measures[0].id: replace(FULL, timeframe="")}

    check = check_report(results, planned=planned)

    assert standings(check)[Part.STEPS] is standings(check)[Part.RESPONSIBLE] is Standing.IN_PLAN
    assert check.measures[0].missing == (Part.TIMEFRAME,)
    text = "ขั้นตอนหรือวิธีการปฏิบัติ: 1 จาก 1 มาตรการระบุไว้ในแผนของปีนั้นเท่านั้น"
    assert next(in_plan_texts(check)) == text
    assert check.lacking_in_plan == {}


@examples("form_check", "rows of the plan are those of results", listed, listed, listed)
def test_rows_of_the_plan_are_those_of_results(
    titles: list[str], plan: list[str], rows: list[str]
) -> None:
    of_results, of_plan = (
        [replace(ROW, id=title, title=title) for title in side] for side in (titles, plan)
    )

    found = rows_of_title(of_results, list(map(report(*of_plan).stored, of_plan)))

    assert [found[it].measure.title if it in found else "none" for it in titles] == rows


def test_what_only_the_next_plan_must_have_is_counted_in_a_results_report() -> None:
    in_steps = replace(FULL, follow_up="", steps="๑. ประชุมทุกกอง\n๒. รายงานผลต่อปลัดทุกเดือน")
    bare = replace(FULL, follow_up="", results="รายงานนายกแล้ว ๒ ครั้ง")
    results = check_report(report(FULL, in_steps, bare, kind=ReportKind.RESULTS))
    plan = check_report(report(FULL, in_steps, bare))

    text = "แผนปี 2567 ต้องมีการกำกับติดตาม: ไม่ได้เขียนแยกไว้ 1 จาก 3 มาตรการ"
    assert (results.lacking_in_plan, plan.lacking_in_plan) == ({Part.FOLLOW_UP: 1}, {})
    assert [*in_plan_texts(results)] == [text]
    assert as_object(results)["lacking_in_plan"] == {"follow_up": 1}


EXPECTING = replace(
    ROW, outcomes="ผู้ยืมคืนของตรงเวลา", raw_cells=(("ผลที่คาดว่าจะได้รับ", "ผู้ยืมคืนของตรงเวลา"),)
)


def test_what_is_expected_is_no_result_of_a_plan_nor_of_a_results_report() -> None:
    plan = check_report(report(EXPECTING))
    reported = check_report(report(EXPECTING, kind=ReportKind.RESULTS))

    assert standings(plan)[Part.RESULTS] is Standing.NOT_ASKED
    assert standings(reported)[Part.RESULTS] is Standing.MISSING


@examples("form_check", "problems in one column with others", str, str, str)
def test_problems_in_one_column_with_others_are_not_called_these(
    field: str, header: str, name: str
) -> None:
    text = "เครื่องเสียงชำรุด"
    own = replace(FULL, raw_cells=((header, text),)).with_texts({field: text})

    assert field_label(own, field).th == name


@pytest.mark.parametrize(
    "cell", ["-", "–", " — ", "ไม่มี", "…………", "......", "«ระบุหน่วยงาน»", "N/A", "1.", "_____", ""]
)
def test_a_cell_without_words_is_missing(cell: str) -> None:
    check = check_report(report(replace(FULL, responsible=cell, steps="๑. ประชุม")))

    assert check.measures[0].missing == (Part.RESPONSIBLE,)


@pytest.mark.parametrize("results", ["อยู่ระหว่างดำเนินการ", "✓"])
def test_results_that_are_under_way_or_ticked_are_there(results: str) -> None:
    row = replace(FULL, results=results)

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


def test_a_draft_is_checked_as_it_will_be_handed_in() -> None:
    texts = {"title": "ทำคู่มือ", "steps": "ประชุมทุกกอง", "responsible": "«หน่วยงาน»"}
    fields = tuple(
        AdaptedField(name=name, adapted=Adaptation(adapted=texts.get(name, "")))
        for name in TEXT_FIELDS
    )
    item = AdaptedRow(sources=(Borrowed(measure=FULL, source=Party()),), fields=fields)

    check = check_draft(AdaptedDraft(items=(item,), fiscal_year_be=2567))

    assert check[0].missing == (Part.TIMEFRAME, Part.RESPONSIBLE, Part.FOLLOW_UP)


def test_a_title_that_lists_or_tells_how_has_steps() -> None:
    assert checked("ทำคู่มือ ๑) ประชุม ๒) เขียน ๓) แจก", part=Part.STEPS, field="title").field == "title"
    assert (
        checked("ลดขั้นตอน โดยการยกเลิกสำเนาเอกสาร", part=Part.STEPS, field="title").field == "title"
    )
    for plain in ("ปรับปรุง E-Service และ e-GP", "ประกาศ No-Gift Policy"):
        assert checked(plain, part=Part.STEPS, field="title").standing is Standing.MISSING


@examples("form_check", "months that are left out", str, yes)
def test_months_that_are_left_out_are_no_timeframe(words: str, has_time: bool) -> None:
    part = checked(words, part=Part.TIMEFRAME, field="results")
    assert (part.standing is Standing.ELSEWHERE) == has_time
    assert "มี.ค." not in words[part.start or 0 : part.end or 0]


@given(messy_text)
def test_any_text_is_checked_and_spans_lie_in_it(text: str) -> None:
    row = replace(ROW, title=text, steps=text, results=text, outcomes=text)

    for one in check_measure(row, required=tuple(Part)).parts:
        assert 0 <= one.start <= one.end <= len(row.text(one.field) if one.field else "")
        assert (one.field is None) == (one.standing is Standing.MISSING)
        assert one.field is None or one.start < one.end


def lines(name: str) -> Iterator[dict[str, str]]:
    """Labels by hand, by column."""
    path = ROOT / "tests" / "data" / "form_check" / name
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def test_every_sentence_is_told_as_people_told_it_by_the_words_that_tell_it() -> None:
    wrong = []
    for line in lines("sentences.tsv"):
        found = checked(line["text"], part=Part(line["part"]), field=line["field"])
        start = line["text"].index(line["tells"])
        meets = found.start < start + len(line["tells"]) and start < found.end
        if found.standing is not Standing[line["standing"]] or (line["tells"] and not meets):
            wrong.append(line["text"])

    assert not wrong


def test_every_measure_of_whole_reports_is_told_as_people_told_it() -> None:
    """Of the project's reports; those of others are named by id alone."""
    files = (path for name in ("examples", "real") for path in (ROOT / "corpus" / name).iterdir())
    reports = [one for path in files for one in parse_file(path, limits=ReadLimits()).reports]
    measures = {one.id: one for report in reports for one in report.measures}
    labels = [line for line in lines("measures.tsv") if line["measure"] in measures]

    wrong = []
    for line in labels:
        row = measures[line["measure"]]
        check = check_measure(
            replace(row, follow_up=None) if line["hidden"] else row, required=tuple(Part)
        )
        if standings(check)[Part.FOLLOW_UP] is not Standing[line["standing"]]:
            wrong.append(row.id)

    assert len(labels) == 221
    assert not wrong


def told(text: str) -> list[str]:
    view = unspaced_view(text)
    return [text[slice(*view.raw_span(*span))] for span in follow_up_spans(view)]


@examples("form_check", "the words that tell it are found")
def test_the_words_that_tell_it_are_found(text: str, words: str) -> None:
    assert words in told(text)[0]


@examples("form_check", "what only looks like it is not")
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert told(text) == []


def test_neighbouring_words_are_one_span_and_items_are_apart() -> None:
    first, second = told("รายงานผลให้ปลัดทราบทุกเดือน\nติดตามความก้าวหน้า")

    assert first.startswith("รายงานผลให้ปลัด") and first.endswith("ทุกเดือน")
    assert second == "ติดตามความก้าวหน้า"


@examples("form_check", "steps on follow up are taken without their numbers")
def test_steps_on_follow_up_are_taken_without_their_numbers(steps: str, found: str) -> None:
    row = Measure(
        id="m", report_id="r", title="มาตรการ", source=SourceRef(path="", sha256=""), steps=steps
    )

    assert follow_up_in_steps(row) == found
