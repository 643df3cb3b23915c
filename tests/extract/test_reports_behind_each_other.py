"""Several reports in one file of pages, and one report that only looks like several."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from itasearch.config import ReadLimits
from itasearch.extract.report import extract
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.source import Block, PageReading
from tests.cases import examples, listed
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
            (("๒๕๖๗", "ต.ค. ๒๕๖๖ - ก.ย. ๒๕๖๗"), ("๒๕๖๑", "ต.ค. ๒๕๖๐ - ก.ย. ๒๕๖๑")), start=1
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


@examples(
    "reports_behind_each_other",
    "a file of results and the next plan is two reports",
    listed,
    listed,
    listed,
)
def test_a_file_of_results_and_the_next_plan_is_two_reports(
    cover: list[str], above_results: list[str], above_plan: list[str]
) -> None:
    rows = [(*row[:3], "ตลอดปี") for row in numbered_rows(4)]
    results, plan = extract(
        document(
            line("เทศบาลตำบลห้วยกระทิงดำ"),
            *map(line, [*cover, *above_results]),
            table((*HEAD, "ผลการดำเนินการ"), *((*row, "ทำแล้ว 184 วัน") for row in rows[1:])),
            *map(line, above_plan),
            table(HEAD, *rows, number=2),
        )
    ).reports

    assert (results.fiscal_year_be, len(results.measures)) == (2566, 3)
    assert (plan.fiscal_year_be, len(plan.measures)) == (2567, 4)
    assert results.organisation == plan.organisation


def test_lists_of_results_and_of_the_next_plan_are_two_reports() -> None:
    items = [("รับฟังเสียงประชาชน", "ตั้งกล่อง"), ("ไม่รับของขวัญ", "ติดป้าย"), ("เปิดเผยแผนจัดซื้อ", "ลงเว็บ")]
    lines = [
        f"{n}. {title}\nขั้นตอน: {steps}\nระยะเวลา: ตลอดปี\nผู้รับผิดชอบ: กองคลัง{done}"
        for done in ("\nผลการดำเนินการ: ทำแล้ว", "")
        for n, (title, steps) in enumerate(items, start=1)
    ]
    titles = (
        "ส่วนที่ 1 ผลการดำเนินการตามมาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2566",
        "ส่วนที่ 2 มาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2567",
    )
    parts = (titles[0], *lines[:3], titles[1], *lines[3:])

    reports = extract(document(*(line(part) for part in ("เทศบาลตำบลห้วยกระทิงดำ", *parts)))).reports

    assert [(r.fiscal_year_be, len(r.measures)) for r in reports] == [(2566, 3), (2567, 3)]


def test_sheets_without_a_town_are_of_the_town_of_the_first(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["เทศบาลตำบลห้วยกระทิงดำ อำเภอวังน้ำคู้ จังหวัดขอนแก่น"])
    for year in (2566, 2567):
        sheet = book.create_sheet(f"ปี {year}")
        sheet.append([f"มาตรการส่งเสริมความโปร่งใส ปีงบประมาณ {year}"])
        for row in (HEAD, *(row[:3] for row in numbered_rows(3))):
            sheet.append(row)
    book.save(tmp_path / "plans.xlsx")

    first, second = parse_file(tmp_path / "plans.xlsx", limits=ReadLimits()).reports

    assert first.organisation == second.organisation
    assert second.organisation and second.organisation.province == "ขอนแก่น"


def test_in_a_workbook_of_several_towns_a_sheet_without_one_has_none(tmp_path: Path) -> None:
    book = Workbook()
    for number, town in enumerate(("เทศบาลตำบลดอยหลวง", "เทศบาลตำบลหาดงาม", "")):
        sheet = book.create_sheet(f"แผ่น {number}")
        sheet.append([f"มาตรการส่งเสริมความโปร่งใส {town} ปีงบประมาณ {2566 + number}"])
        for row in (HEAD, *numbered_rows(3)):
            sheet.append(row)
    book.save(tmp_path / "province.xlsx")

    reports = parse_file(tmp_path / "province.xlsx", limits=ReadLimits()).reports

    assert [report.organisation is None for report in reports] == [False, False, True]


def test_a_title_of_measures_between_rows_of_a_table_begins_a_report(tmp_path: Path) -> None:
    path = tmp_path / "both.csv"
    rows = [f"{n},อบรมครั้งที่ {n},เชิญวิทยากรจากภายนอก,กองคลัง,ทุกไตรมาส" for n in (1, 2, 3)]
    head = ",".join(("ที่", *HEAD))
    path.write_text(
        "\n".join(
            [
                "เทศบาลตำบลห้วยกระทิงดำ",
                "ผลการดำเนินการตามมาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2566",
                f"{head},ผลการดำเนินการ",
                *(f"{row},อบรมแล้ว 12 คน" for row in rows),
                "มาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2567",
                head,
                *rows,
            ]
        ),
        encoding="utf-8",
    )

    reports = parse_file(path, limits=ReadLimits()).reports

    assert [(r.fiscal_year_be, len(r.measures)) for r in reports] == [(2566, 3), (2567, 3)]


@examples("reports_behind_each_other", "a note of another year between two tables begins no report")
def test_a_note_of_another_year_between_two_tables_begins_no_report(
    title: str, between: str
) -> None:
    head, done = ((*HEAD, "ผลการดำเนินการ"), ("ทำแล้ว",)) if "ผล" in title else (HEAD, ())
    rows = [(*row[:3], "ตลอดปี", *done) for row in numbered_rows(4)]
    (report,) = extract(
        document(
            line("เทศบาลตำบลห้วยกระทิงดำ"),
            line(title),
            table(head, *rows[:2]),
            line(between),
            table(head, *rows[2:], number=2),
        )
    ).reports

    assert (report.fiscal_year_be, len(report.measures)) == (2566, 4)


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


@examples("reports_behind_each_other", "a town visited between two tables begins no report")
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
