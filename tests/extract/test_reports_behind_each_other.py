"""Several reports in one file of pages, and one report that only looks like several."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.extract.report import extract
from itasearch.model.source import Block
from tests.extract.documents import HEAD, document, line, on_page, table
from tests.extract.paged import draw_paper, paged_document
from tests.tools.score_parse import score_parse

FOLDER = Path(__file__).parents[1] / "data" / "gold"
PAIRS = (
    ("bueng-kaeo-morakot_2566", "bueng-kaeo-morakot_2567"),
    ("kham-thale-so_2568", "khok-dao-rueang_2568"),
    ("than-chan-hom_2566", "bang-lamphu-daeng_2567"),
)


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_two_towns_or_years_in_one_file_are_two_reports(pair: tuple[str, str]) -> None:
    golds = [json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in pair]
    golds = [gold | {"ita_scores": None} for gold in golds]
    papers = [draw_paper(gold["measures"], seed=seed) for seed, gold in enumerate(golds, start=3)]
    first, second = (paged_document(gold, paper) for gold, paper in zip(golds, papers, strict=True))
    behind = [moved(block, by=len(first.pages)) for block in second.blocks]

    reports = extract(replace(first, blocks=(*first.blocks, *behind))).reports

    assert len(reports) == 2
    for gold, report in zip(golds, reports, strict=True):
        score = score_parse(gold, report)
        assert (score.f1, score.meta) == (1.0, 1.0), score
    assert reports[0].id != reports[1].id


def test_a_running_head_and_an_analysis_begin_no_new_report() -> None:
    town = "เทศบาลตำบลหนองแวงนาง อำเภอพล จังหวัดขอนแก่น"
    head = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส เทศบาลตำบลหนองแวงนาง"
    rows = [(f"{n}. ทำเรื่องที่ {n}", "ทำ", "กองคลัง", "ปีงบประมาณ ๒๕๖๗") for n in range(1, 7)]

    reports = extract(
        document(
            on_page(line("มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ ๒๕๖๗"), 1),
            on_page(line(town), 1),
            on_page(line("ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปีงบประมาณ ๒๕๖๖ นำไปสู่มาตรการ"), 2),
            on_page(line(head), 3),
            on_page(table(HEAD, *rows[:3]), 3),
            on_page(line(head), 4),
            on_page(table(HEAD, *rows[3:], number=2), 4),
        )
    ).reports

    assert [len(report.measures) for report in reports] == [6]
    assert reports[0].fiscal_year_be == 2567


@pytest.mark.parametrize("page", [1, None], ids=["page", "no pages"])
@pytest.mark.parametrize("title", ["แนวทางยกระดับคุณธรรมและความโปร่งใส", "สรุปงานด้านคุณธรรม (ITA)"])
def test_a_second_town_may_begin_in_the_midst_of_a_page(title: str, page: int | None) -> None:
    blocks: list[Block] = [
        line("แผนมาตรการส่งเสริมความโปร่งใส ปีงบประมาณ ๒๕๖๘"),
        line("เทศบาลตำบลห้วยกระทิงดำ"),
        table(HEAD, *numbered_rows(3)),
        line("ลงชื่อ ............ ปลัดเทศบาล"),
        line(f"{title} ปีงบประมาณ ๒๕๖๘"),
        line("องค์การบริหารส่วนตำบลดอนยางเอน อำเภอพล จังหวัดขอนแก่น"),
        table(HEAD, *numbered_rows(4), number=2),
    ]

    reports = extract(document(*(on_page(b, page) if page else b for b in blocks))).reports

    names = [report.organisation and report.organisation.name for report in reports]
    assert [len(report.measures) for report in reports] == [3, 4]
    assert names == ["เทศบาลตำบลห้วยกระทิงดำ", "องค์การบริหารส่วนตำบลดอนยางเอน"]


def test_a_second_town_may_begin_in_the_midst_of_a_sheet() -> None:
    title = "มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลดอนยางเอน อำเภอพล"
    rows = [HEAD, *numbered_rows(3), (), (title,) * 4, HEAD, *numbered_rows(2)]

    reports = extract(
        document(
            line("มาตรการส่งเสริมความโปร่งใส ปีงบประมาณ ๒๕๖๘"),
            line("เทศบาลตำบลห้วยกระทิงดำ"),
            table(*rows),
        )
    ).reports

    names = [report.organisation and report.organisation.name for report in reports]
    assert [len(report.measures) for report in reports] == [3, 2]
    assert names == ["เทศบาลตำบลห้วยกระทิงดำ", "องค์การบริหารส่วนตำบลดอนยางเอน"]


def test_another_year_of_the_same_town_may_begin_in_the_midst_of_a_page() -> None:
    town = "เทศบาลตำบลห้วยกระทิงดำ อำเภอพล จังหวัดขอนแก่น"
    blocks = [
        block
        for number, year in enumerate(("๒๕๖๗", "๒๕๖๘"), 1)
        for block in (
            line(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}"),
            line(town),
            table(HEAD, *((*row[:3], "ทุกเดือน") for row in numbered_rows(3)), number=number),
        )
    ]

    reports = extract(document(*blocks)).reports

    assert [report.fiscal_year_be for report in reports] == [2567, 2568]
    assert [len(report.measures) for report in reports] == [3, 3]


def test_a_second_table_of_the_same_year_begins_no_report() -> None:
    reports = extract(
        document(
            line("ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปีงบประมาณ ๒๕๖๗ และมาตรการ ปีงบประมาณ ๒๕๖๘"),
            line("เทศบาลตำบลห้วยกระทิงดำ"),
            table(HEAD, *numbered_rows(3)),
            line("มาตรการส่งเสริมความโปร่งใสเพิ่มเติม ปีงบประมาณ ๒๕๖๘"),
            line("เทศบาลตำบลห้วยกระทิงดำ"),
            table(HEAD, *numbered_rows(4), number=2),
        )
    ).reports

    assert [len(report.measures) for report in reports] == [7]


@pytest.mark.parametrize(
    "said",
    [
        "คณะทำงานศึกษาดูงานมาตรการด้านความโปร่งใส ณ เทศบาลตำบลดอนยางเอน",
        "มาตรการด้านความโปร่งใสที่ทำร่วมกับ เทศบาลตำบลดอนยางเอน อำเภอพล",
    ],
)
def test_a_town_visited_between_two_tables_begins_no_report(said: str) -> None:
    (report,) = extract(
        document(
            line("มาตรการส่งเสริมความโปร่งใส ปีงบประมาณ ๒๕๖๘"),
            line("เทศบาลตำบลห้วยกระทิงดำ"),
            table(HEAD, *numbered_rows(3)),
            line(said),
            table(HEAD, *numbered_rows(4), number=2),
        )
    ).reports

    assert len(report.measures) == 7


def numbered_rows(count: int) -> list[tuple[str, ...]]:
    """Rows of as many measures."""
    return [(f"{n}. ทำเรื่องที่ {n}", "ทำ", "กองคลัง", "ปีงบประมาณ ๒๕๖๘") for n in range(1, count + 1)]


def moved(block: Block, *, by: int) -> Block:
    """The block some pages further back."""
    return on_page(block, (block.source.page_number or 0) + by)


def test_a_part_of_another_year_and_kind_is_a_report_of_its_own() -> None:
    town = "เทศบาลตำบลหนองแวงนาง อำเภอพล จังหวัดขอนแก่น"
    results = ("มาตรการ", "ผลการดำเนินการ", "ปัญหาและอุปสรรค")

    reports = extract(
        document(
            line("ส่วนที่ ๑ แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ ๒๕๖๙"),
            line(town),
            table(HEAD, ("๑. จัดคิวจ่ายนม", "นับเด็ก", "กองการศึกษา", "ตลอดปี")),
            line("ส่วนที่ ๒ รายงานผลการดำเนินการตามมาตรการ ปีงบประมาณ ๒๕๖๘"),
            line(town),
            table(results, ("๑. ซ่อมไฟตามคำขอ", "ซ่อมแล้ว ๙ จุด", "ไม่มี"), number=2),
        )
    ).reports

    assert [(report.fiscal_year_be, report.kind.value) for report in reports] == [
        (2569, "plan"),
        (2568, "results"),
    ]
