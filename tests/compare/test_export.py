"""A written comparison, opened again: both formats say the same, with the source of each row."""

import io
import re
from dataclasses import replace

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook

from itasearch.compare.export import outcome_text, render
from itasearch.compare.reports import compare_reports
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    DifferenceKind,
    FieldDifference,
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
from itasearch.model.documents import Digits
from itasearch.model.records import ReportKind
from itasearch.text.thai.normalize import arabic_digits
from itasearch.wording.labels import FIELD_NAMES
from tests.compare.samples import TOWN, VILLAGE, measure, report

ABOUT = {
    "a-l1": Classification(
        topics=(TopicMark(topic="no_gift", confidence=0.9),),
        indicator=IndicatorMark(number=10, confidence=1.0, origin=Origin.STATED),
    )
}
FORMULAS = ("=1+1", "+66 2 123", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x.example","y")')
HEADER = 3


def compared(*, steps: str = "ผู้บริหารลงนามและปิดประกาศ") -> Comparison:
    """A pair that differs in its steps, and a measure of each side alone."""
    left = report(
        "a",
        measure("ประกาศนโยบายไม่รับของขวัญ", steps="ผู้บริหารลงนาม"),
        "ตั้งตู้รับความเห็น",
        organisation=TOWN,
    )
    right = report(
        "b",
        measure("ประกาศนโยบายไม่รับของขวัญ", steps=steps),
        "ตรวจนับครุภัณฑ์",
        organisation=VILLAGE,
        year=2568,
    )
    return compare_reports(left, right, meanings=None)


def shown(found: Comparison, *, differences_only: bool = False) -> ShownComparison:
    return narrowed(found, ABOUT, subjects=ALL_SUBJECTS, differences_only=differences_only)


def book(of: ShownComparison) -> Workbook:
    content = render(of, ComparisonFormat.XLSX, digits=Digits.ARABIC)
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def rows(workbook: Workbook, sheet: str) -> list[tuple[str, ...]]:
    return [
        tuple("" if value is None else str(value) for value in row)
        for row in workbook[sheet].iter_rows(min_row=HEADER + 1, values_only=True)
    ]


def word_texts(of: ShownComparison) -> str:
    document = docx.Document(io.BytesIO(render(of, ComparisonFormat.DOCX, digits=Digits.ARABIC)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_workbook_has_a_sheet_for_each_question() -> None:
    workbook = book(shown(compared()))

    assert workbook.sheetnames == ["สรุป", "ทั้งสองแห่งมี", "เฉพาะ A", "เฉพาะ B", "ที่มา"]
    told = {row[0]: row[1] for row in rows(workbook, "สรุป")}
    assert told["ทั้งสองแห่งมี"] == "1 คู่"
    assert told["มีเฉพาะ A"] == "1 มาตรการ"
    assert told["A"].startswith(TOWN.name)
    assert "ปีงบประมาณ 2568" in told["B"]


def marked() -> Comparison:
    """An invented town beside a reworded report of a real one."""
    found = compared()
    invented = replace(TOWN, sample=True)
    source = replace(found.right.source, reworded=True)
    return replace(
        found,
        left=replace(found.left, organisation=invented),
        right=replace(found.right, source=source),
    )


def test_both_sides_bear_their_marks_wherever_they_are_named() -> None:
    workbook = book(shown(marked()))

    left, right = f"{TOWN.name} (ตัวอย่าง)", f"{VILLAGE.name} (เรียบเรียงใหม่)"
    sides = {row[0]: row[1] for row in rows(workbook, "สรุป")}
    assert "(ตัวอย่าง) · ปีงบประมาณ 2566" in sides["A"]
    assert "(เรียบเรียงใหม่) · ปีงบประมาณ 2568" in sides["B"]
    assert sides["(ตัวอย่าง)"].startswith("หน่วยงานสมมติ")
    assert sides["(เรียบเรียงใหม่)"].endswith("ไม่ใช่ถ้อยคำของหน่วยงาน")
    heads = [cell.value for cell in workbook["ทั้งสองแห่งมี"][HEADER]]
    assert [str(head) for head in heads[3:5]] == [f"A {left}", f"B {right}"]
    assert {row[1] for row in rows(workbook, "ที่มา")} == {left, right}
    assert f"{left} กับ {right}" in word_texts(shown(marked()))
    assert "(เรียบเรียงใหม่)" not in word_texts(shown(compared()))


def test_reports_of_the_same_year_that_were_not_compared_are_named() -> None:
    taken, other = (
        NotedReport(side=TOWN.name, report_id=one, fiscal_year_be=2566, kind=ReportKind.PLAN)
        for one in ("a", "c")
    )
    note = ComparisonNote(kind=NoteKind.OTHERS_OF_YEAR, reports=(taken, other))

    found = shown(replace(compared(), notes=(note,)))

    told = f"{TOWN.name}: ใช้แผน a ไม่ได้ใช้แผน c"
    assert ("ฉบับอื่นของปีเดียวกัน", told) in [row[:2] for row in rows(book(found), "สรุป")]
    assert told in word_texts(found)


def test_pairs_stand_field_by_field_with_the_outcome() -> None:
    found = {row[2]: row for row in rows(book(shown(compared())), "ทั้งสองแห่งมี")}

    assert found["มาตรการ"][3:] == (
        "1. ประกาศนโยบายไม่รับของขวัญ",
        "1. ประกาศนโยบายไม่รับของขวัญ",
        "เหมือนกัน",
    )
    assert found["ขั้นตอนหรือวิธีการปฏิบัติ"][5] == "ต่างกัน"
    told = found["ตัวชี้วัดและเรื่อง"][3]
    assert told.startswith("ตัวชี้วัด 10 การป้องกันการทุจริต\nเดาจากเนื้อหา: ")


@pytest.mark.parametrize("kind", DifferenceKind)
def test_an_outcome_needs_no_sign_that_thai_fonts_lack(kind: DifferenceKind) -> None:
    found = outcome_text(FieldDifference(field="steps", left="ก", right="ข", kind=kind, size=1.0))

    assert re.fullmatch("[ก-๎A-Z ]+", found)


def test_words_that_the_other_side_lacks_are_underlined_in_both_formats() -> None:
    of = shown(compared())
    cells = [cell.value for row in book(of)["ทั้งสองแห่งมี"].iter_rows() for cell in row]
    blocks = [one for cell in cells if isinstance(cell, CellRichText) for one in cell]
    document = docx.Document(io.BytesIO(render(of, ComparisonFormat.DOCX, digits=Digits.ARABIC)))
    runs = [
        run
        for table in document.tables
        for cell in table._cells
        for line in cell.paragraphs
        for run in line.runs
    ]

    in_sheet = [one.text for one in blocks if isinstance(one, TextBlock) and one.font.u]
    assert "".join(in_sheet) == "".join(run.text for run in runs if run.underline) == "และปิดประกาศ"


def test_every_measure_has_its_source() -> None:
    sources = rows(book(shown(compared())), "ที่มา")

    assert [(row[0], row[4], row[5]) for row in sources] == [
        ("คู่ที่ 1", "a.md", "บรรทัด 1"),
        ("คู่ที่ 1", "b.md", "บรรทัด 1"),
        ("เฉพาะ A 1", "a.md", "บรรทัด 2"),
        ("เฉพาะ B 1", "b.md", "บรรทัด 2"),
    ]
    assert sources[1][1:4] == (VILLAGE.name, "1. ประกาศนโยบายไม่รับของขวัญ", "2568")


def test_the_document_says_what_the_workbook_says() -> None:
    of = shown(compared())
    workbook, told = book(of), word_texts(of)

    values = {
        value for name in workbook.sheetnames[1:] for row in rows(workbook, name) for value in row
    }
    numbers = {"1", "2"}  # a pair's number stands in its heading
    assert all(value.rstrip("\n") in told for value in values - numbers)


def test_a_file_of_differences_or_of_some_subjects_says_so() -> None:
    subjects = Subjects(indicators=(10,), topics=("no_gift",))
    narrow = narrowed(compared(), ABOUT, subjects=subjects, differences_only=True)

    told = word_texts(narrow)

    assert "เฉพาะที่เกี่ยวกับตัวชี้วัด 10 การป้องกันการทุจริต และ เรื่อง" in told
    assert "เฉพาะที่ต่างกัน" in told
    assert "0 มาตรการ จากทั้งหมด 1 มาตรการ" in told
    assert "ตรวจนับครุภัณฑ์" not in told


def test_a_pair_that_is_split_names_the_further_parts() -> None:
    found = compared()
    (pair,), (part,) = found.pairs, found.only_right
    cover = Cover(left=(pair.left,), right=(pair.right, part), similarity=0.5, main=pair.right)
    of = shown(replace(found, covers=(cover,), only_right=()))

    workbook = book(of)

    last = rows(workbook, "ทั้งสองแห่งมี")[-1]
    assert last[2:5] == ("ยังแยกเป็น", "", "2. ตรวจนับครุภัณฑ์")
    assert last[5].endswith("แยกเป็น 2 มาตรการ")
    assert [row[0] for row in rows(workbook, "ที่มา")] == ["คู่ที่ 1"] * 3 + ["เฉพาะ A 1"]


def test_covers_without_a_pair_have_a_table_of_their_own() -> None:
    found = compared()
    cover = Cover(left=found.only_left, right=found.only_right, similarity=0.4)
    of = shown(replace(found, covers=(cover,), only_left=(), only_right=()))

    (row,) = rows(book(of), "หนึ่งต่อหลาย")

    assert row[1].startswith("2. ตั้งตู้รับความเห็น")
    assert row[3] == "40 %"
    assert "หนึ่งมาตรการครอบคลุมหลายมาตรการ (1)" in word_texts(of)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_file_is_a_formula(text: str) -> None:
    found = compared(steps=text)
    hostile = replace(found.only_right[0], title=text, number=None)
    workbook = book(shown(replace(found, only_right=(hostile,))))

    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    mine = [cell for cell in cells if str(cell.value).startswith(text)]
    assert mine and all(cell.quotePrefix for cell in mine)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gives_files_that_open(text: str) -> None:
    of = shown(compared(steps=text or "ก"), differences_only=True)

    assert book(of).sheetnames[0] == "สรุป"
    assert "เปรียบเทียบมาตรการ" in word_texts(of)


def test_columns_that_no_measure_fills_are_left_out() -> None:
    found = compared()
    lone = replace(found.only_left[0], results="ตั้งแล้ว ๒ ตู้", budget="๕,๐๐๐")
    workbook = book(shown(replace(found, only_left=(lone,))))

    heads = [[cell.value for cell in workbook[name][HEADER]] for name in ("เฉพาะ A", "เฉพาะ B")]
    assert heads == [["ที่", "มาตรการ", "ช่องอื่น"], ["ที่", "มาตรการ"]]
    (row,) = rows(workbook, "เฉพาะ A")
    assert row[2] == "ผลการดำเนินการ: ตั้งแล้ว 2 ตู้\nงบประมาณ: 5,000"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ต.ค. ๖๕ - ก.พ. ๖๖", "ต.ค. 2565 – ก.พ. 2566"),
        ("มกราคม ๒๕๖๖", "ม.ค. 2566"),
        ("ภายในเดือนธันวาคม ๒๕๖๕", "ภายใน ธ.ค. 2565"),
        ("ตั้งแต่เดือนมีนาคม ๒๕๖๖ เป็นต้นไป", "ตั้งแต่ มี.ค. 2566 เป็นต้นไป"),
        ("ก.พ. และ ส.ค. ๒๕๖๖", "ก.พ. 2566 และ ส.ค. 2566"),
        ("มีนาคม ๒๕๖๖ เมษายน ๒๕๖๖", "มี.ค. 2566 – เม.ย. 2566 · ? อ่านเดือนได้ไม่แน่ใจ"),
        ("ต.ค. ๖๕ - พ.ย. ๖๖", "ต.ค. 2565 – พ.ย. 2566 (ออกนอกปีงบประมาณของรายงาน)"),
    ],
)
def test_months_are_told_as_they_were_read(text: str, told: str) -> None:
    timed = replace(measure("ประกาศนโยบายไม่รับของขวัญ"), timeframe=text)
    left, right = report("a", timed, organisation=TOWN), report("b", timed, organisation=VILLAGE)
    found = compare_reports(left, right, meanings=None)

    (row,) = (one for one in rows(book(shown(found)), "ทั้งสองแห่งมี") if one[2] == "ระยะเวลาดำเนินการ")

    assert row[3] == row[4] == arabic_digits(f"{text}\n{told}")


@pytest.mark.parametrize("kind", list(ComparisonFormat))
def test_a_pair_is_named_as_in_the_app(kind: ComparisonFormat) -> None:
    found = compared()
    weak = replace(found, pairs=(replace(found.pairs[0], similarity=0.33),))
    content = render(shown(weak), kind, digits=Digits.ARABIC)
    if kind is ComparisonFormat.DOCX:
        tables = docx.Document(io.BytesIO(content)).tables
        texts = [cell.text for table in tables for row in table.rows for cell in row.cells]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content))["ทั้งสองแห่งมี"]
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]

    assert any("เรื่องใกล้เคียงกัน · ความคล้าย 33 %" in text for text in texts)


def test_a_document_begins_with_an_overview_and_leaves_out_what_is_the_same() -> None:
    written = docx.Document(
        io.BytesIO(render(shown(compared()), ComparisonFormat.DOCX, digits=Digits.ARABIC))
    )
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in written.tables]

    _, overview, pairs, *_ = tables
    assert overview[1][0] == "ทั้งสองแห่งมี 1 คู่"
    assert [overview[2][at] for at in (0, 4)] == ["คู่ที่ 1", FIELD_NAMES["steps"][0]]
    assert overview[3][0] == "มีเฉพาะ A 1 มาตรการ · มีเฉพาะ B 1 มาตรการ"
    assert [text.split(". ")[-1] for text in overview[4][1:3]] == ["ตั้งตู้รับความเห็น", "ตรวจนับครุภัณฑ์"]
    outcomes = {row[0]: row[3] for row in pairs[2:]}
    assert outcomes[FIELD_NAMES["steps"][0]] == "ต่างกัน"
    assert FIELD_NAMES["timeframe"][0] not in outcomes


@pytest.mark.parametrize(("digits", "other"), [(Digits.THAI, "[0-9]"), (Digits.ARABIC, "[๐-๙]")])
def test_a_file_has_one_kind_of_digits_but_for_names_of_files(digits: Digits, other: str) -> None:
    document = docx.Document(
        io.BytesIO(render(shown(compared()), ComparisonFormat.DOCX, digits=digits))
    )
    content = render(shown(compared()), ComparisonFormat.XLSX, digits=digits)
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = [
        *(one.text for one in document.paragraphs),
        *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        *(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row),
    ]

    found = [one for one in texts if re.search(other, one)]
    assert all(re.search(r"\.(md|docx|csv|xlsx|txt)", one) for one in found)
