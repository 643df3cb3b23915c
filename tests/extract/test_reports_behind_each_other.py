"""Several reports in one file of pages, and one report that only looks like several."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.extract.report import extract
from itasearch.model.source import Block, PageReading
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


@pytest.mark.parametrize(("doubtful", "count"), [(("๒๕๖๑",), 1), ((), 2)])
def test_a_misread_year_on_a_later_page_begins_no_report(
    doubtful: tuple[str, ...], count: int
) -> None:
    pages: list[list[Block]] = [
        [
            line(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}"),
            line("เทศบาลตำบลห้วยกระทิงดำ"),
            table(HEAD, *((*row[:3], times) for row in numbered_rows(3)), number=number),
        ]
        for number, (year, times) in enumerate(
            (
                ("๒๕๖๗", "ต.ค. ๒๕๖๖ - ก.ย. ๒๕๖๗"),
                ("๒๕๖๑", "ต.ค. ๒๕๖๐ - ก.ย. ๒๕๖๑"),
            ),
            start=1,
        )
    ]
    blocks = [on_page(block, number) for number, page in enumerate(pages, 1) for block in page]
    readings = (
        PageReading(number=1, ocr_confidence=0.93),
        PageReading(number=2, ocr_confidence=0.93, doubtful_numbers=doubtful),
    )

    found = extract(replace(document(*blocks), pages=readings, ocr_confidence=0.93)).reports

    assert len(found) == count


def test_results_of_a_year_and_the_plan_of_the_next_are_two_reports_of_the_town() -> None:
    rows = [(*row[:3], "ตลอดปี") for row in numbered_rows(4)]
    results, plan = extract(
        document(
            line("เทศบาลตำบลห้วยกระทิงดำ"),
            line("อำเภอวังน้ำคู้ จังหวัดขอนแก่น"),
            line("ส่วนที่ 1 ผลการดำเนินการตามมาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2566"),
            table((*HEAD, "ผลการดำเนินการ"), *((*row, "ทำแล้ว 184 วัน") for row in rows[1:])),
            line("ส่วนที่ 2 แผนการดำเนินการตามมาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2567"),
            line("จากผลในส่วนที่ 1 และผลคะแนนปี 2566 จึงกำหนดมาตรการ ดังนี้"),
            table(HEAD, *rows, number=2),
        )
    ).reports

    assert (results.fiscal_year_be, len(results.measures)) == (2566, 3)
    assert (plan.fiscal_year_be, len(plan.measures)) == (2567, 4)
    assert results.organisation == plan.organisation
    assert plan.organisation and plan.organisation.province == "ขอนแก่น"


def test_plans_of_two_years_behind_each_other_are_two_reports_though_one_names_no_town() -> None:
    rows = [(*row[:3], "ตลอดปี") for row in numbered_rows(4)]
    pages = [
        on_page(block, number)
        for number, block in (
            (1, line("แผนการดำเนินการตามมาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2566")),
            (1, line("เทศบาลตำบลห้วยกระทิงดำ")),
            (1, table(HEAD, *rows[1:])),
            (2, line("แผนการดำเนินการตามมาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2567")),
            (2, table(HEAD, *rows, number=2)),
        )
    ]

    reports = extract(document(*pages)).reports

    assert [(r.fiscal_year_be, len(r.measures)) for r in reports] == [(2566, 3), (2567, 4)]


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
