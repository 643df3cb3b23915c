"""A written comparison, opened again: its words, marks, digits and language."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from itasearch import open_workspace
from itasearch.compare.pairing.align import AlignedPair
from itasearch.compare.reports import compare_reports, compared_pairs, seen_from_both
from itasearch.exports.comparison import comparison_tables, render
from itasearch.exports.words import written_in_lines
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    DifferenceKind,
    InOtherReport,
    MaybePair,
    NearestMeasure,
    NotedReport,
    NoteKind,
)
from itasearch.model.comparison_shown import (
    ALL_SUBJECTS,
    ComparisonFormat,
    ShownComparison,
    Subjects,
    narrowed,
)
from itasearch.model.documents import Digits, cell_text
from itasearch.model.library import OutcomeKind
from itasearch.model.records import Measure, ReportKind
from itasearch.wording.comparison import (
    PairRelation,
    differences_by_nature,
    pair_relation,
    relation_text,
)
from itasearch.wording.language import Language, in_language
from itasearch.wording.objects import as_object
from tests.cases import cases, examples, listed, optional, yes
from tests.compare.samples import TOWN, VILLAGE, WordMeanings, in_doubt, measure, paired, report

elsewhere_in = partial(InOtherReport, fiscal_year_be=2567, kind=ReportKind.PLAN)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FORMULAS = ("=1+1", "+66 2 123", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x.example","y")')


def compared(*, steps: str = "ผู้บริหารลงนามและปิดประกาศ") -> Comparison:
    """A pair that differs in its steps, and a measure of each side alone."""
    gift = "ประกาศนโยบายไม่รับของขวัญ"
    lefts = (measure(gift, steps="ผู้บริหารลงนาม", results="ลงนามแล้ว"), "ตั้งตู้รับความเห็น")
    left = report("a", *lefts, organisation=TOWN)
    rights = (measure(gift, steps=steps), "ตรวจนับครุภัณฑ์")
    right = report("b", *rights, organisation=VILLAGE, year=2568)
    found = compare_reports(left, replace(right, kind=ReportKind.RESULTS), meanings=WordMeanings())
    return replace(found, maybe=(), nearest={})


def others_of_year(*identifiers: str, year: int = 2566) -> ComparisonNote:
    noted = partial(NotedReport, side=TOWN.name, fiscal_year_be=year, kind=ReportKind.PLAN)
    reports = tuple(noted(report_id=one) for one in identifiers)
    return ComparisonNote(kind=NoteKind.OTHERS_OF_YEAR, reports=reports)


def written(
    found: Comparison | ShownComparison,
    kind: ComparisonFormat,
    *,
    digits: Digits = Digits.ARABIC,
    language: Language = "th",
) -> bytes:
    if isinstance(found, Comparison):
        found = narrowed(found, {}, subjects=ALL_SUBJECTS)
    with in_language(language):
        return render(found, kind, digits=digits, now=NOW)


def texts(
    found: Comparison | ShownComparison,
    *,
    digits: Digits = Digits.ARABIC,
    language: Language = "th",
) -> list[str]:
    """Every paragraph and cell of the Word file and of the workbook."""
    in_word, in_sheets = (
        io.BytesIO(written(found, kind, digits=digits, language=language))
        for kind in (ComparisonFormat.DOCX, ComparisonFormat.XLSX)
    )
    document, book = docx.Document(in_word), openpyxl.load_workbook(in_sheets)
    return [
        *(one.text for one in document.paragraphs),
        *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        *(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row),
    ]


def test_a_field_of_one_report_alone_is_shown_and_is_not_called_the_same() -> None:
    document = docx.Document(io.BytesIO(written(compared(), ComparisonFormat.DOCX)))

    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    (results,) = (row for row in rows if row[0] == "ผลการดำเนินการ")
    assert results[1:] == ["ลงนามแล้ว", "(ไม่มีมาตรการใดในฉบับนี้ระบุ)", ""]
    lines = " ".join(texts(compared()))
    assert "อบต.บ้านหนองแสง เป็นรายงานผล หัวข้อของรายงานทั้งสองแบบ" in lines
    # Neither letters for the sides nor likeness in per cent.
    assert not re.search(r"\b[AB]\b|\d %|ความคล้าย|None", lines)


def test_a_field_that_a_pair_compares_is_not_called_stated_by_no_measure() -> None:
    alone = compared()
    pair = alone.pairs[0]
    common = tuple(replace(difference, common=True) for difference in pair.differences)
    both = replace(alone, pairs=(pair, replace(pair, differences=common)))

    stated = [
        any("ไม่มีมาตรการใด" in line for line in differences_by_nature(it)) for it in (alone, both)
    ]
    assert stated == [True, False]


def test_what_a_plan_expects_is_compared_with_nothing_that_was_reached() -> None:
    cells = (("ผลที่คาดว่าจะได้รับ", "ขยะลดลง"), ("เวลาที่คาดว่าจะแล้วเสร็จ", "มีนาคม"))
    planned = measure("รับซื้อขวดเก่า", outcomes="ขยะลดลง", timeframe="มีนาคม")
    planned = replace(planned, raw_cells=cells)
    done = measure(planned.title, outcomes="ลดได้ 6 ตัน", timeframe="สิงหาคม")
    sides = (report(it, row, organisation=TOWN) for it, row in (("a", planned), ("b", done)))

    found = compare_reports(*sides, meanings=WordMeanings())
    assert (found.pairs[0].changed_fields, found.pairs[0].other_results) == (("timeframe",), False)
    pair: Any = as_object(found.pairs[0])
    of_outcomes = pair["differences"]["outcomes"]
    assert (of_outcomes["expected"], of_outcomes["compared"]) == (["left"], False)
    lines = texts(found)
    at = lines.index("ผลที่คาดว่าจะได้รับ / ผลลัพธ์หรือความสำเร็จ")
    assert lines[at + 1 : at + 4] == ["ขยะลดลง", "ลดได้ 6 ตัน", ""]
    assert sum("ระบุผลที่คาดว่าจะได้รับ ส่วน" in line for line in lines) == 2
    assert not any("ผลลัพธ์ต่างกัน" in line or "ไม่มีมาตรการใด" in line for line in lines)
    both = relation(planned, replace(planned, outcomes="น้ำใส", raw_cells=(("ผลที่คาดหมาย", "น้ำใส"),)))
    assert both == "เรื่องเดียวกัน แต่ผลที่คาดว่าจะได้รับต่างกัน"


def test_the_workbook_has_an_overview_and_one_table_to_print() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(compared(), ComparisonFormat.XLSX)))

    assert book.sheetnames == ["สรุป", "ตารางเทียบ"]
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows


def test_a_flat_table_has_every_line_with_its_part() -> None:
    content = written(compared(), ComparisonFormat.CSV).decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(content)) if len(row) == 6]

    assert rows[0][2:] == ["หัวข้อ", "ทต.ดงมะไฟ", "อบต.บ้านหนองแสง", "ผลการเปรียบเทียบ"]
    pairs, alone = "มาตรการเรื่องเดียวกันในทั้งสองฉบับ", "พบเฉพาะในฉบับของ"
    assert {row[0].split(" ")[0] for row in rows[1:]} == {pairs, alone}
    sides = [[text.split("\n")[0] for text in row[3:5]] for row in rows if alone in row[0]]
    assert sides == [["2. ตั้งตู้รับความเห็น", ""], ["", "2. ตรวจนับครุภัณฑ์"]]


def test_words_that_the_other_side_lacks_are_underlined_in_both_formats() -> None:
    document = docx.Document(io.BytesIO(written(compared(), ComparisonFormat.DOCX)))
    content = written(compared(), ComparisonFormat.XLSX)
    sheet = openpyxl.load_workbook(io.BytesIO(content), rich_text=True).worksheets[1]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    blocks = [one for cell in cells if isinstance(cell, CellRichText) for one in cell]
    lines = [line for cell in document.tables[0]._cells for line in cell.paragraphs]

    in_sheet = "".join(one.text for one in blocks if isinstance(one, TextBlock) and one.font.u)
    in_word = "".join(run.text for line in lines for run in line.runs if run.underline)
    assert in_sheet == in_word == "และปิดประกาศ"


def test_unsure_pairs_and_nearest_measures_are_written_as_such() -> None:
    found = compared()
    left, right = found.only_left[0], found.only_right[0]
    unsure = in_doubt(left, right, similarity=0.4)
    near = {left.id: NearestMeasure(measure=right, similarity=0.3, is_near=True)}

    with_maybe = " ".join(texts(replace(found, maybe=(unsure,))))
    assert "อาจเป็นเรื่องเดียวกัน ต้องอ่านเทียบก่อน 1 คู่" in with_maybe
    assert "พบเฉพาะในฉบับของ ทต.ดงมะไฟ" not in with_maybe
    shown = narrowed(replace(found, maybe=(unsure,)), {}, subjects=Subjects())
    assert len(comparison_tables(shown).tables[0].grid.rows) == 2
    alone = " ".join(texts(replace(found, nearest=near)))
    assert "ที่ใกล้ที่สุดของ อบต.บ้านหนองแสง: 2. ตรวจนับครุภัณฑ์ (บรรทัด 2)" in alone


def test_a_bare_amount_has_its_thousands() -> None:
    sides = [replace(measure("อบรมงานพัสดุ"), budget=one) for one in ("๑๒๕๐๐", "2567: 30000")]
    one, other = report("a", sides[0], organisation=TOWN), report("b", sides[1])

    found = compare_reports(one, other, meanings=WordMeanings())
    cells = texts(replace(found, pairs=found.pairs * 4))

    assert {"12,500", "2567: 30,000"} <= set(cells)
    assert any("“12,500” กับ “2567: 30,000”" in cell for cell in cells)


def test_covers_name_all_their_measures() -> None:
    found = compared()
    (pair,), (part,) = found.pairs, found.only_right
    split = Cover(left=(pair.left,), right=(pair.right, part), similarity=0.5, main=pair.right)
    lone = Cover(left=found.only_left, right=found.only_right, similarity=0.4)

    extended = texts(replace(found, covers=(split,), only_right=()))
    assert any("อบต.บ้านหนองแสง อาจมีเรื่องนี้อยู่ใน 2 มาตรการ" in text for text in extended)
    grouped = texts(replace(found, covers=(lone,), only_left=(), only_right=()))
    assert "หนึ่งมาตรการอาจเทียบได้กับหลายมาตรการของอีกฉบับ 1 กลุ่ม" in grouped


def test_marks_and_other_reports_of_the_year_are_explained() -> None:
    found = compared()
    note = others_of_year("ra1", "rc2")
    invented = replace(found.left, organisation=replace(TOWN, sample=True))

    lines = texts(replace(found, left=invented, notes=(note,)))

    assert any("(ตัวอย่าง) คือหน่วยงานสมมติ" in line for line in lines)
    assert any("ยังมีรายงานของปีงบประมาณ 2566 อีก 1 ฉบับ (แผน)" in line for line in lines)
    assert not any("rc2" in line for line in lines)


def test_a_file_of_differences_or_of_some_subjects_says_so() -> None:
    subjects = Subjects(indicators=(10,), topics=("no_gift",))
    some = " ".join(texts(narrowed(compared(), {}, subjects=subjects, differences_only=True)))
    assert "แสดงเฉพาะมาตรการเรื่อง ตัวชี้วัด 10 การป้องกันการทุจริต" in some
    assert "แสดงเฉพาะคู่ที่ต่างกัน" in some
    assert "จากทั้งหมด 1 คู่" in some


def test_years_of_one_town_are_named_by_their_years() -> None:
    found = compared()
    of_town = replace(found, right=replace(found.right, organisation=TOWN))
    (pair,) = found.pairs
    maybe = in_doubt(pair.left, pair.right, similarity=0.3)
    note = others_of_year("ra1", "rc2", year=2568)

    lines = texts(replace(of_town, maybe=(maybe,), notes=(note,)))

    assert "พบเฉพาะในฉบับของปีงบประมาณ 2568 จำนวน 1 มาตรการ" in lines
    assert not any("อาจพิจารณานำมาใช้" in line or "อีกแห่ง" in line for line in lines)
    assert "–\u00a0ปีงบประมาณ 2568 ยังมีอีก 1 ฉบับ (แผน) ซึ่งไม่ได้นำมาเทียบ" in lines


def test_an_english_file_is_english_but_for_texts_and_names_of_reports() -> None:
    found = compared()
    measures = [*found.only_left, *found.only_right, found.pairs[0].left, found.pairs[0].right]
    of_reports = {it.text(name) for it in measures for name in ("title", "steps", "results")}
    longest_first = sorted(of_reports - {""}, key=len, reverse=True)

    lines = texts(found, language="en")
    assert re.search(r"itasearch 2[123] November 2026 \d\d:\d\d", "\n".join(lines))
    assert any("FY 2568 (BE)" in line for line in lines)
    for line in lines:
        for text in (*longest_first, TOWN.name, VILLAGE.name):
            line = line.replace(text, "")
        assert not re.search("[ก-๎]", line), line


@pytest.mark.parametrize(("digits", "other"), [(Digits.THAI, "[0-9]"), (Digits.ARABIC, "[๐-๙]")])
def test_a_file_has_one_kind_of_digits_but_for_names_of_files(digits: Digits, other: str) -> None:
    file, sheet = "ท่าเสา 2568 (แผน ๑).xlsx", "งาน 68 ชุด ๒"
    compare = compared()
    left = replace(compare.left, source=replace(compare.left.source, path=file))
    (alone,) = compare.only_left
    alone = replace(alone, source=replace(alone.source, path=file, sheet=sheet))
    written = texts(replace(compare, left=left, only_left=(alone,)), digits=digits)

    assert any(one.endswith(f": {file}") for one in written)
    assert any(f"แผ่นงาน {sheet}" in one for one in written)
    found = [one.replace(file, "").replace(f"แผ่นงาน {sheet}", "") for one in written]
    left_out = [one for one in found if re.search(other, one)]
    assert all(re.search(r"\.(md|docx|csv|xlsx|txt)", one) for one in left_out)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_workbook_is_a_formula(text: str) -> None:
    found = compared(steps=text)
    hostile = replace(found.only_right[0], title=text, number=None)
    content = written(replace(found, only_right=(hostile,)), ComparisonFormat.XLSX)

    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", list(ComparisonFormat))
def test_a_written_comparison_is_no_report_of_its_own(
    tmp_path: Path, kind: ComparisonFormat, language: Language
) -> None:
    file = tmp_path / f"found.{kind}"
    file.write_bytes(written(compared(), kind, language=language))

    with open_workspace(tmp_path / "home") as workspace:
        (outcome,) = workspace.add([file])

    assert outcome.kind is OutcomeKind.REFUSED


def test_a_doubtful_pair_says_what_no_measure_of_a_report_states() -> None:
    found = compared()
    left = replace(found.only_left[0], results="ตั้งแล้ว 3 จุด")
    unsure = in_doubt(left, found.only_right[0], similarity=0.4)

    lines = texts(replace(found, maybe=(unsure,)))

    first = lines.index("ตั้งแล้ว 3 จุด")
    assert lines[first + 1] == "(ไม่มีมาตรการใดในฉบับนี้ระบุ)"
    assert any(line.startswith("2. ตั้งตู้รับความเห็น") for line in lines[:first])


@pytest.mark.parametrize(("size", "count", "told"), [(0.9, 2, 2), (0.1, 4, 0), (0.9, 1, 0)])
def test_of_several_pairs_those_that_are_not_very_close_are_the_most_different(
    size: float, count: int, told: int
) -> None:
    found = compared()
    pair = replace(found.pairs[0], size=size)

    assert texts(replace(found, pairs=(pair,) * count)).count("ต่างกันมากที่สุด") == told
    lines = texts(replace(found, pairs=(replace(pair, same_matter=False),) * count))
    assert "ต่างกันมากที่สุด" not in lines
    own = [it for it in lines if "ของ ทต.ดงมะไฟ กับ “" in it and "แต่ละข้อพบเฉพาะในฉบับของตน" in it]
    assert bool(own) == (size > 0.5)


def test_what_one_side_alone_states_and_a_title_alone_are_told_as_such() -> None:
    (pair,) = compared(steps="").pairs
    title, steps, *_ = pair.differences
    other = replace(title, kind=DifferenceKind.CHANGED, right="งดรับของฝาก")
    alone = replace(pair, differences=(title, replace(steps, common=True)), size=1.0)
    titled = replace(pair, differences=(other,), size=0.9)

    lines = texts(replace(compared(), pairs=(alone, titled, alone, titled)))

    told = {line.split(" – ")[-1] for line in lines if line.startswith("–\u00a0“ประกาศนโยบาย")}
    assert "มีเฉพาะฉบับของ ทต.ดงมะไฟ ที่ระบุขั้นตอนหรือวิธีการปฏิบัติ" in told
    assert "ชื่อมาตรการต่างกัน" in told


@examples("relations", "titles and steps of two measures and their relation")
def test_only_one_matter_or_a_shared_step_makes_two_measures_the_same_matter(
    title: str, other_title: str, steps: str, other_steps: str, relation: str
) -> None:
    sides = (measure(title, steps=steps), measure(other_title, steps=other_steps))

    pair = paired(*sides, similarity=0.5)

    assert pair_relation(pair) is PairRelation[relation]


@examples("relations", "title, results and steps of another and what differs")
def test_of_one_task_steps_and_outcome_that_differ_are_both_named(
    other: str, results: str, steps: str, text: str
) -> None:
    title, old = "แจกจดหมายข่าวประจำเดือน", "ส่งให้ผู้นำชุมชน\nวางที่ศาลาประชาคม"
    ours = {"results": "แจกแล้วทั้ง 9 หมู่บ้าน", "responsible": "กองคลัง", "timeframe": "ต.ค. 2565"}
    theirs = {"results": results, "responsible": "กองช่าง", "timeframe": "มี.ค. 2566"}

    sides = measure(title, steps=old, **ours), measure(other, steps=steps, **theirs)
    assert relation(*sides) == f"เรื่องเดียวกัน {text}"


@examples(
    "relations", "titles and steps of a plan, titles and results of its report and what differs"
)
def test_results_differ_from_their_plan_by_what_was_set_and_how_it_was_done(
    title: str, steps: str, other: str, results: str, text: str
) -> None:
    sides = (measure(title, steps=steps), measure(other, results=results))

    found = relation(*(replace(it, responsible="กองคลัง") for it in sides))
    assert found == f"เรื่องเดียวกัน {text}"


def relation(ours: Measure, theirs: Measure) -> str:
    with in_language("th"):
        return relation_text(paired(ours, theirs, similarity=0.9), ("ก", "ข"))


def test_nearly_equal_texts_that_ask_for_something_else_are_not_very_close() -> None:
    shared = "\nบันทึกในทะเบียนคุมและเสนอปลัดเทศบาลลงนามก่อนรายงานผลต่อผู้บริหารตามแบบที่กำหนด"
    title = "กำกับการปฏิบัติงานของเจ้าหน้าที่"
    rows = cases("relations", "steps of two measures and what differs in substance")
    for *sides, text in map(tuple, rows):
        found = relation(*(measure(title, steps=steps + 4 * shared) for steps in sides))
        duty = "" if text == "-" else f" ({text}) "
        expected = f"เรื่องเดียวกัน แต่ขั้นตอนหรือวิธีการปฏิบัติ{duty}ต่างกัน"
        assert found.removesuffix(" โปรดอ่านเทียบ") == expected, sides


def test_a_figure_of_the_title_and_another_result_are_both_named() -> None:
    left, right = (
        measure(f"ซ่อมท่อประปาภายใน {days} วัน", steps="รับแจ้ง\nออกซ่อม", results=result)
        for days, result in (("๒", "ซ่อม ๑๔ จุด"), ("๗", "ซ่อม ๓๐ จุด"))
    )

    text = "เรื่องเดียวกัน แต่ชื่อมาตรการ (ตัวเลขที่กำหนด) และผลการดำเนินการต่างกัน"
    assert relation(left, right) == text
    near = replace(paired(left, right, similarity=0.9), same_matter=False, size=0.5)
    with in_language("th"):
        text = relation_text(near, ("ก", "ข"))
    assert text.startswith("เรื่องใกล้เคียงกัน โปรดอ่านเทียบ โดยเฉพาะตัวเลขที่กำหนด – ")
    for time, text in (("มีนาคม", "ระยะเวลา"), ("ทุกเดือน", ""), ("ต.ค. 2565 - ก.ย. 2566", "")):
        sides = (replace(left, timeframe=it) for it in ("ตลอดทั้งปี", time))
        assert ("ระยะเวลาดำเนินการ (ช่วงที่ทำ)" in relation(*sides)) == bool(text), time


@examples("relations", "steps that all correspond differ only where one says something else")
def test_steps_that_all_correspond_differ_only_where_one_says_something_else(
    steps: str, text: str
) -> None:
    ours = measure("ประกาศชื่อผู้ชนะประกวดราคา", steps="ตั้งกรรมการ\nประกาศชื่อ ๗ วัน")
    theirs = measure("แจ้งรายชื่อผู้ชนะประกวดราคา", steps=steps)

    assert relation(ours, theirs) == f"เรื่องเดียวกัน {text}"


def test_an_exception_of_one_side_is_named_where_the_words_differ_too() -> None:
    left = measure("ไม่รับของขวัญ", steps="ลงนามประกาศ", results="ประกาศแล้ว")
    right = measure("งดรับของขวัญทุกชนิด เว้นแต่ของฝากจากผู้สูงอายุ", steps="ลงนามในประกาศ")

    assert "เงื่อนไข" in relation(left, replace(right, results="ประกาศแล้ว"))


def test_every_file_quotes_the_results_of_measures_that_one_report_alone_has() -> None:
    tree = measure("ปลูกต้นไม้ริมคลอง", results="งดปลูก เนื่องจากน้ำท่วม", problems="น้ำท่วม")
    ours = report("a", measure("วาดแผนที่เส้นทางอพยพ"), organisation=TOWN)
    theirs = replace(report("b", tree, organisation=VILLAGE), kind=ReportKind.RESULTS)
    found = compare_reports(ours, theirs, meanings=WordMeanings())

    table = written(found, ComparisonFormat.CSV).decode("utf-8-sig")
    with in_language("th"), written_in_lines(as_lines=True):
        lines = comparison_tables(narrowed(found, {}, subjects=ALL_SUBJECTS)).tables[0].grid.rows
    terminal = " ".join(map(cell_text, chain.from_iterable(lines)))

    for text in ("\n".join(texts(found)), table, terminal):
        assert "งดปลูก เนื่องจากน้ำท่วม" in text
    assert "ผลการดำเนินการ: “งดปลูก เนื่องจากน้ำท่วม”" in terminal


def test_what_results_leave_out_is_taken_from_their_plan_and_named_so() -> None:
    title, gift = "ลงทะเบียนยืมพัสดุ", measure("ประกาศไม่รับของขวัญ", steps="ลงนาม")
    left = report("a", measure(title, results="ยืม 9 ครั้ง"), gift.title, organisation=TOWN)
    right = report("b", measure(title, steps="จดทุกครั้ง"), gift, organisation=VILLAGE)
    steps = report("p", measure(title, steps="จดเลขพัสดุ"))
    left = replace(left, kind=ReportKind.RESULTS)
    came = [measure("", results=text) for text in ("ยืม 4 ครั้ง", "/")]
    of_year = {left.measures[0].id: steps.measures[0], "b-l1": came[0], "b-l2": came[1]}

    found = compare_reports(left, right, meanings=WordMeanings(), of_year=of_year)

    pair, in_no_plan = found.pairs
    (difference,) = (it for it in pair.differences if it.field == "steps")
    assert (difference.left, difference.of_plan) == ("จดเลขพัสดุ", ("left",))
    assert pair.left == left.measures[0] and pair.left.steps is None
    results = [it.text for name in ("a-l1", "b-l1", "b-l2") for it in found.quotations[name]]
    assert results == ["ยืม 9 ครั้ง", "ยืม 4 ครั้ง", "/"]
    assert difference.common and (in_no_plan.changed_fields, in_no_plan.size) == ((), 0.0)
    notes = (others_of_year("a", "p"), others_of_year("b", "p"))
    for shown in ({"pairs": (pair,), "maybe": ()}, {"pairs": (), "maybe": (MaybePair.of(pair),)}):
        lines = texts(replace(found, **shown, notes=notes))
        assert any("นำมาจากแผนปีเดียวกัน: p.md" in line for line in lines)
        said = (part for line in lines for part in line.split("\n") if "ไม่ได้นำมาเทียบ" in part)
        assert [("เว้นแต่ช่องที่รายงานผลไม่มี" in line) for line in said] == [True, False] * 2
    of_year |= {"a-l2": measure("", follow_up="ก"), "b-l2": measure("", follow_up="ข")}
    right = replace(right, kind=ReportKind.RESULTS)
    by_plans = compare_reports(left, right, meanings=WordMeanings(), of_year=of_year).pairs[1]
    assert by_plans.differences[-1].right == "ข" and by_plans.changed_fields == ()  # of no column
    lines = texts(replace(found, pairs=(), only_left=left.measures[:1], planned=of_year))
    assert "จดเลขพัสดุ" in lines and any("นำมาจากแผนปีเดียวกัน: p.md" in it for it in lines)


def test_a_column_of_both_is_compared_with_problems_and_recommendations() -> None:
    title, cells = "ลงทะเบียนยืมพัสดุ", (("ปัญหาและข้อเสนอแนะ", "-"),)
    apart = measure(title, problems="ของคืนช้า", recommendations="ควรโทรทวงก่อนครบกำหนด")
    aims = (("กลุ่มเป้าหมาย", "ผู้ยืม 40 ราย"), ("จำนวน", "-"))
    one = replace(measure(title, recommendations="-"), raw_cells=(*cells, *aims))
    found = compare_reports(
        report("a", apart, organisation=TOWN),
        report("b", one, organisation=VILLAGE),
        meanings=WordMeanings(),
    )

    lines = texts(found)

    assert "ของคืนช้า\nควรโทรทวงก่อนครบกำหนด" in lines
    assert "ปัญหา/ข้อเสนอแนะ" in lines
    assert "กลุ่มเป้าหมาย: ผู้ยืม 40 ราย" in lines
    assert "ปัญหาและอุปสรรค" not in lines


def test_a_column_of_both_in_another_table_takes_no_problems_from_a_pair() -> None:
    cells = (("ปัญหา/ข้อเสนอแนะ", "ขาดคนขับรถ"),)
    other = replace(measure("จัดคิวรถรับส่ง", recommendations="ขาดคนขับรถ"), raw_cells=cells)
    left = report("a", measure("ลงทะเบียนยืมพัสดุ", problems="ทะเบียนหาย"), other)
    rights = (measure(one, problems="ผู้ยืมไม่มาคืน") for one in ("ลงทะเบียนยืมพัสดุ", "จัดคิวรถรับส่ง"))
    right = report("b", *rights)
    aligned = [AlignedPair(left=at, right=at, similarity=1.0) for at in (0, 1)]

    pairs = compared_pairs(aligned, left=left, right=right)

    assert [[(it.field, it.common, it.size) for it in pair.differences] for pair in pairs] == [
        [("title", True, 0.0), ("problems", True, 1.0)],
        [("title", True, 0.0), ("recommendations", True, 1.0)],
    ]
    assert all(pair_relation(pair) is not PairRelation.IDENTICAL for pair in pairs)
    lines = texts(replace(compared(), left=left, right=right, pairs=pairs))
    assert not any("ไม่ได้ระบุทั้งสองฉบับ" in line for line in lines)


@examples(
    "relations",
    "a lone measure has what is nearest only where nothing nearer is told",
    yes,
    yes,
    optional(str),
)
def test_a_lone_measure_has_what_is_nearest_only_where_nothing_nearer_is_told(
    is_near: bool, elsewhere: bool, text: str | None
) -> None:
    found = compared()
    lone, other = found.only_left[0], found.only_right[0]
    near = {lone.id: NearestMeasure(measure=other, similarity=0.35, is_near=is_near)}
    known = {lone.id: elsewhere_in(measure=other)} if elsewhere else {}

    lines = "\n".join(texts(replace(found, nearest=near, in_other_reports=known)))

    assert text is None or text in lines
    told = [one for one in ("ที่ใกล้ที่สุด", "มีข้อที่ใกล้เคียง", "ไม่พบข้อที่ใกล้เคียง") if one in lines]
    assert len(told) == (text is not None)


@examples("reports", "what another report has is seen from its title too", str, listed)
def test_what_another_report_has_is_seen_from_its_title_too(title: str, ids: list[str]) -> None:
    left, right = report("a", "ส่งน้ำจืดหน้าแล้ง", "ขุดลอกคลอง"), report("b", "จองคิวรถน้ำผ่านไลน์")
    found = compare_reports(left, right, meanings=WordMeanings())
    known = {"a-l1": elsewhere_in(measure=measure(title))}
    seen = seen_from_both(found, known)
    assert [*seen] == ids
    assert (seen["a-l1"].measure in right.measures) == (len(ids) > 1)


def test_of_many_alone_an_indicator_has_its_only_one_or_one_of_them() -> None:
    lone = measure("ตั้งตู้รับความเห็น", indicator=1, results="ยังไม่ได้ตั้ง รองบประมาณ")
    many = [measure(f"ซ่อมถนนสายที่ {at}", indicator=2) for at in range(11)]
    left = report("a", lone, *many, measure("ขุดลอกคลอง", indicator=2, results="ยกเลิกโครงการ"))
    found = compare_reports(left, report("b", "อบรมจริยธรรม"), meanings=WordMeanings())
    numbers = ((it.id, it.indicator or 0) for it in left.measures)
    marks = {
        name: IndicatorMark(number=number, confidence=1, origin=Origin.STATED)
        for name, number in numbers
    }
    about = {name: Classification(indicator=mark) for name, mark in marks.items()}

    lines = "\n".join(texts(narrowed(replace(found, maybe=()), about, subjects=Subjects())))

    quoted = "“1. ตั้งตู้รับความเห็น” – ผลการดำเนินการ: “ยังไม่ได้ตั้ง รองบประมาณ”"
    assert f": 1 มาตรการ คือ {quoted}" in lines
    assert ": 12 มาตรการ เช่น “2. ซ่อมถนนสายที่ 0”" in lines
    few = replace(found, maybe=(), only_left=left.measures[1::-1])
    cells = texts(narrowed(few, about, subjects=Subjects()))
    assert cells.index("2. ซ่อมถนนสายที่ 0") < cells.index("1. ตั้งตู้รับความเห็น")


def test_the_page_of_prose_quotes_a_title_on_one_line_with_its_number() -> None:
    found = compared()
    title = "ให้ข้อมูลพื้นฐาน\n- ผู้บริหาร\n- สมาชิกสภา"
    listed = replace(found.only_right[0], title=title, number="4")
    document = docx.Document(
        io.BytesIO(written(replace(found, only_right=(listed,)), ComparisonFormat.DOCX))
    )

    assert "–\u00a0“4. ให้ข้อมูลพื้นฐาน - ผู้บริหาร - สมาชิกสภา”" in [
        one.text for one in document.paragraphs
    ]


def test_a_field_that_few_measures_have_is_no_column_of_its_own() -> None:
    titles = [measure(title) for title in ("ตรวจนับครุภัณฑ์", "อบรมจริยธรรม")]
    stepped = measure("ตั้งตู้รับความเห็น", steps="ติดตั้งที่ศาลากลางบ้าน")
    right = report("b", *titles, stepped, organisation=VILLAGE)
    left = report("a", measure("งดรับของขวัญ", timeframe="ตลอดปี"), organisation=TOWN)
    found = replace(compare_reports(left, right, meanings=WordMeanings()), nearest={}, maybe=())
    document = docx.Document(io.BytesIO(written(found, ComparisonFormat.DOCX)))

    header, *_, last = ([cell.text for cell in row.cells] for row in document.tables[-1].rows)
    assert header == ["มาตรการ", "หัวข้ออื่น", "ตัวชี้วัด เรื่อง และที่มา"]
    assert last[1] == "ขั้นตอนหรือวิธีการปฏิบัติ: ติดตั้งที่ศาลากลางบ้าน"
    of_left = [cell.text for cell in document.tables[-2].rows[-1].cells]
    assert of_left[:2] == ["1. งดรับของขวัญ", "ตลอดปี"]


def test_a_document_has_nothing_that_the_program_infers() -> None:
    found = compared()
    topics = (TopicMark(topic="no_gift", confidence=0.9),)
    about = {found.only_left[0].id: Classification(topics=topics)}
    shown = narrowed(found, about, subjects=ALL_SUBJECTS)
    document = docx.Document(io.BytesIO(written(shown, ComparisonFormat.DOCX)))

    cells = [cell.text for table in document.tables for cell in table._cells]
    assert not any("[" in cell for cell in cells)
