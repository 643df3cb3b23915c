"""A written comparison, opened again: its words, marks, digits and language."""

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
from itasearch.compare.reports import compare_reports, compared_pairs
from itasearch.exports.comparison import comparison_tables, render
from itasearch.exports.words import written_in_lines
from itasearch.model.classification import Classification, TopicMark
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    DifferenceKind,
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
from itasearch.model.records import ReportKind
from itasearch.wording.comparison import summary
from itasearch.wording.language import Language, in_language
from itasearch.wording.objects import as_object
from tests.compare.samples import TOWN, VILLAGE, WordMeanings, in_doubt, measure, report

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
    assert results[1:] == ["ลงนามแล้ว", "(ว่างทุกมาตรการในฉบับนี้)", ""]
    lines = " ".join(texts(compared()))
    # Neither letters for the sides nor likeness in per cent.
    assert not re.search(r"\b[AB]\b|\d %|ความคล้าย|None", lines)


def test_what_a_plan_expects_is_compared_with_nothing_that_was_reached() -> None:
    cells = (("ผลที่คาดว่าจะได้รับ", "ขยะลดลง"), ("เวลาที่คาดว่าจะแล้วเสร็จ", "มีนาคม"))
    planned = measure("รับซื้อขวดเก่า", outcomes="ขยะลดลง", timeframe="มีนาคม")
    planned = replace(planned, raw_cells=cells)
    done = measure(planned.title, outcomes="ลดได้ 6 ตัน", timeframe="สิงหาคม")
    sides = (report(it, row, organisation=TOWN) for it, row in (("a", planned), ("b", done)))

    found = compare_reports(*sides, meanings=WordMeanings())
    assert found.pairs[0].changed_fields == ("timeframe",)
    pair: Any = as_object(found.pairs[0])
    of_outcomes = pair["differences"]["outcomes"]
    assert (of_outcomes["expected"], of_outcomes["compared"]) == (["left"], False)
    lines = texts(found)
    at = lines.index("ผลที่คาดว่าจะได้รับ / ผลลัพธ์หรือความสำเร็จ")
    assert lines[at + 1 : at + 4] == ["ขยะลดลง", "ลดได้ 6 ตัน", ""]


def test_the_workbook_has_a_summary_and_a_sheet_of_each_part_to_print() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(compared(), ComparisonFormat.XLSX)))

    assert book.sheetnames == [
        "สรุป",
        "ตารางเทียบ",
        "พบเฉพาะใน ทต.ดงมะไฟ",
        "พบเฉพาะใน อบต.บ้านหนองแสง",
    ]
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows


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
    assert "อาจเป็นเรื่องเดียวกัน 1 คู่" in with_maybe
    assert "พบเฉพาะในฉบับของ ทต.ดงมะไฟ จำนวน 0 มาตรการ" in with_maybe
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
    assert any("อบต.บ้านหนองแสง: 2 มาตรการ" in text for text in extended)
    grouped = texts(replace(found, covers=(lone,), only_left=(), only_right=()))
    assert "หนึ่งมาตรการเทียบกับหลายมาตรการของอีกฉบับ 1 กลุ่ม" in grouped


def test_marks_and_other_reports_of_the_year_are_explained() -> None:
    found = compared()
    note = others_of_year("ra1", "rc2")
    invented = replace(found.left, organisation=replace(TOWN, sample=True))

    lines = texts(replace(found, left=invented, notes=(note,)))

    assert any("(ตัวอย่าง) คือหน่วยงานสมมติ" in line for line in lines)
    assert any(f"{TOWN.name}: ใช้ แผน" in line for line in lines)
    assert not any("rc2" in line for line in lines)


def test_a_file_of_differences_or_of_some_subjects_says_so() -> None:
    subjects = Subjects(indicators=(10,), topics=("no_gift",))
    some = " ".join(texts(narrowed(compared(), {}, subjects=subjects, differences_only=True)))
    assert "แสดงเฉพาะ: ตัวชี้วัด 10 การป้องกันการทุจริต" in some
    assert "แสดงเฉพาะคู่ที่ต่างกัน" in some
    assert "มาตรการเรื่องเดียวกันในทั้งสองฉบับ 0 คู่ จาก 1" in some


def test_years_of_one_town_are_named_by_their_years() -> None:
    found = compared()
    of_town = replace(found, right=replace(found.right, organisation=TOWN))
    (pair,) = found.pairs
    maybe = in_doubt(pair.left, pair.right, similarity=0.3)

    lines = texts(replace(of_town, maybe=(maybe,)))

    assert "พบเฉพาะในฉบับของปีงบประมาณ 2568 จำนวน 1 มาตรการ" in lines
    assert not any("อาจพิจารณานำมาใช้" in line or "อีกแห่ง" in line for line in lines)


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
    assert lines[first + 1] == "(ว่างทุกมาตรการในฉบับนี้)"
    assert any(line.startswith("2. ตั้งตู้รับความเห็น") for line in lines[:first])


def test_the_pairs_with_the_most_fields_that_differ_are_named_with_their_count() -> None:
    (pair,) = compared(steps="").pairs
    title, steps, *_ = pair.differences
    other = replace(title, kind=DifferenceKind.CHANGED, right="งดรับของฝาก")
    both = replace(pair, differences=(other, replace(steps, common=True)))
    titled = replace(pair, differences=(other,))
    same = replace(pair, differences=(title,))

    shown = narrowed(replace(compared(), pairs=(same, titled, both)), {}, subjects=ALL_SUBJECTS)
    lines = dict(summary(shown).sections)["คู่ที่มีช่องต่างกันมากที่สุด"]

    assert [line.partition("” – ")[2] for line in lines] == [
        "ต่างกัน 2 จาก 2 ช่อง: ชื่อมาตรการต่างกันและมีเฉพาะฉบับของ ทต.ดงมะไฟ ที่ระบุขั้นตอนหรือวิธีการปฏิบัติ",
        "ต่างกัน 1 จาก 1 ช่อง: ชื่อมาตรการต่างกัน",
    ]


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
    for shown in ({"pairs": (pair,), "maybe": ()}, {"pairs": (), "maybe": (MaybePair.of(pair),)}):
        lines = texts(replace(found, **shown))
        assert any("นำมาจากแผนปีเดียวกัน: p.md" in line for line in lines)
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
    lines = texts(replace(compared(), left=left, right=right, pairs=pairs))
    assert not any("ไม่ได้ระบุทั้งสองฉบับ" in line for line in lines)


def test_a_document_has_nothing_that_the_program_infers() -> None:
    found = compared()
    topics = (TopicMark(topic="no_gift", confidence=0.9),)
    about = {found.only_left[0].id: Classification(topics=topics)}
    shown = narrowed(found, about, subjects=ALL_SUBJECTS)
    document = docx.Document(io.BytesIO(written(shown, ComparisonFormat.DOCX)))

    cells = [cell.text for table in document.tables for cell in table._cells]
    assert not any("[" in cell for cell in cells)
