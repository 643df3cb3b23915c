"""The appendix: where each row comes from, how it was found, what to look at."""

from dataclasses import replace

import pytest

from itasearch.borrow.adapt.rows import adapt
from itasearch.borrow.document.cells import notices_of, sources_of
from itasearch.enrich.quotations import quotations
from itasearch.model.documents import Digits, cell_text
from itasearch.model.drafts import (
    BARE_TABLE,
    AdaptedDraft,
    DocumentChoice,
    DocumentKind,
    Draft,
    DraftItem,
)
from tests.borrow.examples import SOURCE, TARGET_YEAR, YEAR, a_measure, a_row, a_template, an_item
from tests.cases import examples, literal


def sources(template: AdaptedDraft, document: DocumentChoice = BARE_TABLE) -> list[list[str]]:
    grid = sources_of(template, document)
    return [[cell_text(cell) for cell in row] for row in grid.rows]


def remarks(*items: DraftItem, kind: DocumentKind = DocumentKind.TABLE) -> str:
    return told(a_template(*items), kind)


def told(template: AdaptedDraft, kind: DocumentKind = DocumentKind.TABLE) -> str:
    item = template.items[0]
    return " ".join(notices_of(item, template, kind, of=item.sources[0]))


def test_every_row_has_its_source() -> None:
    (source,) = sources(a_template(an_item()))

    assert source[:5] == [
        "๑",
        "เทศบาลตำบลบ้านดง (จังหวัดลำปาง)",
        "๒๕๖๖",
        "บ้านดง.md",
        "ตาราง ๑ แถว ๒ บรรทัด ๘ ลำดับที่ ๑",
    ]


def test_a_town_named_twice_in_a_text_is_named_once_in_what_is_asked_of_it() -> None:
    found = remarks(an_item(steps="๑. พบกันที่ห้องประชุมบ้านดง\n๒. ย้ายไปศาลาบ้านดง"))

    assert found.count("“บ้านดง” หมายถึงพื้นที่ของหน่วยงานต้นทางหรือไม่") == 1
    assert found.count("“บ้านดง”") == 1


def test_a_merged_row_names_all_its_sources_under_one_number() -> None:
    first, second = an_item(1), an_item(2)
    merged = replace(first, parts=(first, second))

    found = sources(a_template(merged))

    assert [row[0] for row in found] == ["๑", "๑"]


def test_of_a_merged_row_each_source_says_which_cells_are_its_own() -> None:
    ours = an_item(1, steps="ลงทะเบียนทรัพย์สิน")
    theirs = an_item(2, follow_up="รายงานทุกไตรมาส", edits=[("steps", "")])
    merged = replace(ours, parts=(ours, theirs, an_item(3)))

    found = sources(a_template(merged), DocumentChoice(kind=DocumentKind.PLAN))

    assert [row[-1] for row in found] == [
        "ใช้ในช่อง: มาตรการ/แนวทาง, ขั้นตอนหรือวิธีการปฏิบัติ",
        "ใช้ในช่อง: การกำกับติดตามและรายงานผล",
        "ไม่ได้ใช้ในช่องใด",
    ]


def test_an_invented_town_is_marked() -> None:
    sample = replace(an_item(), organisation=replace(SOURCE, sample=True))

    assert sources(a_template(sample))[0][1].endswith("(ตัวอย่าง)")


@examples("fields", "what a person must look at is said", literal, str)
def test_what_a_person_must_look_at_is_said(fields: dict[str, str], wanted: str) -> None:
    assert wanted in remarks(a_row(fields))


@pytest.mark.parametrize("is_ours", [False, True], ids=["another town", "ours"])
def test_what_the_report_of_another_town_says_is_quoted(is_ours: bool) -> None:
    template = a_template(an_item(results="จัดอบรม ๒ ครั้ง ยกเลิก ๑ ครั้ง"))
    (item,) = template.items
    quoted = quotations(item.measure)
    of = replace(item.sources[0], quotations=quoted, is_ours=is_ours)

    found = " ".join(notices_of(item, template, DocumentKind.PLAN, of=of))

    assert ("“จัดอบรม ๒ ครั้ง ยกเลิก ๑ ครั้ง”" in found) is not is_ours


@pytest.mark.parametrize(
    ("year", "said"),
    [(YEAR, "ปัญหาและอุปสรรค, ข้อเสนอแนะ, งบประมาณ “9 บาท”"), (TARGET_YEAR, "งบประมาณ “9 บาท”")],
)
def test_what_our_own_results_say_without_a_column_is_named(year: int, said: str) -> None:
    row = an_item(results="ตรวจ", problems="ไม่คืน", recommendations="ควรทวงถาม", budget="9 บาท")
    draft = adapt(Draft(items=(row,), organisation=SOURCE.name, fiscal_year_be=year), own=SOURCE)
    (item,) = draft.items

    found = notices_of(item, draft, DocumentKind.RESULTS, of=item.sources[0])

    noted = [it for it in found if "ไม่มีช่อง" in it]
    assert noted == [f"ต้นฉบับยังมี{said} ซึ่งตารางนี้ไม่มีช่อง"]


def test_a_column_that_is_left_out_is_named_beside_the_source_that_has_it() -> None:
    results = an_item(1, results="ตรวจแล้ว", problems="ยืมแล้วไม่คืน")
    aim = (("เป้าหมาย", "4 ครั้ง"), ("ขั้นตอน", "ตรวจ"))
    plan = an_item(2, steps="ตรวจ", follow_up="รายงานทุกเดือน")
    plan = replace(plan, measure=replace(plan.measure, raw_cells=aim))
    rows = (replace(results, parts=(results, plan)),)
    draft = adapt(Draft(items=rows, organisation=SOURCE.name, fiscal_year_be=YEAR), own=SOURCE)
    (item,) = draft.items

    found = [
        [it for it in notices_of(item, draft, DocumentKind.RESULTS, of=of) if "ไม่มีช่อง" in it]
        for of in item.sources
    ]

    assert found == [
        [f"ต้นฉบับยังมี{name} ซึ่งตารางนี้ไม่มีช่อง"]
        for name in ("ปัญหาและอุปสรรค", "การกำกับติดตามและรายงานผล, เป้าหมาย “4 ครั้ง”")
    ]


def test_a_column_that_the_plan_has_is_not_missed() -> None:
    assert remarks(an_item(follow_up="รายงานทุกเดือน"), kind=DocumentKind.PLAN) == ""


def test_follow_up_that_is_one_of_the_steps_is_no_column_that_the_source_has() -> None:
    row = an_item(steps="๑. แจ้งเวียน\n๒. รายงานนายกเทศมนตรีทุกไตรมาส", follow_up="")

    assert "ไม่มีช่อง" not in remarks(row, kind=DocumentKind.RESULTS)


def test_what_the_person_wrote_is_said() -> None:
    assert "หน่วยงานรับผิดชอบ" in remarks(an_item(edits=[("responsible", "กองช่าง")]))


def test_a_question_stands_beside_the_measure_that_it_is_of() -> None:
    first, second = an_item(1, steps="ประชุม"), an_item(2, steps="เริ่มสำรวจเมื่อปี ๒๕๕๑")
    merged = replace(first, parts=(first, second))

    found = sources(a_template(merged))

    assert [("๒๕๕๑" in row[-1]) for row in found] == [False, True]


def test_names_of_files_and_sheets_keep_their_digits() -> None:
    kept = replace(
        a_measure().source, path="corpus/added/0123456789ab-แผน 2567.xlsx", sheet="ปี 2567"
    )
    item = DraftItem(measure=replace(a_measure(), source=kept), fiscal_year_be=2567)

    (thai,), (arabic,) = (
        sources(a_template(item), DocumentChoice(digits=digits)) for digits in Digits
    )

    assert thai[2:5] == ["๒๕๖๗", "แผน 2567.xlsx", "แผ่นงาน ปี 2567 ตาราง ๑ แถว ๒ บรรทัด ๘ ลำดับที่ ๑"]
    assert arabic[2:5] == ["2567", "แผน 2567.xlsx", "แผ่นงาน ปี 2567 ตาราง 1 แถว 2 บรรทัด 8 ลำดับที่ 1"]
