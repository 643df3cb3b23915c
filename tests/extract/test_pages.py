"""Tables that page ends cut, running heads, columns on pages of their own: the same measures."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from itasearch.extract.report import extract
from itasearch.extract.tables.headers_and_footers import headers_and_footers
from itasearch.model.source import Merge, Rectangle, Table
from tests.extract.documents import HEAD, line, measures_of, on_page, report_of, table
from tests.extract.paged import draw_paper, paged_document
from tests.tools.score_parse import score_parse

FOLDER = Path(__file__).parents[1] / "data" / "gold"
READ = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}
GOLD = {
    name: gold | {"ita_scores": None}
    for name, gold in sorted(READ.items())
    if any(measure.get("timeframe") for measure in gold["measures"])
}
SEEDS = range(3)
FIRST = [HEAD, ("๑. จัดคิว", "ตั้งโต๊ะ", "กองคลัง", "ตลอดปี")]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", GOLD)
def test_a_report_cut_into_pages_anywhere_gives_its_measures(name: str, seed: int) -> None:
    gold = GOLD[name]
    paper = draw_paper(gold["measures"], seed=100 * list(GOLD).index(name) + seed)

    (report,) = extract(paged_document(gold, paper)).reports

    score = score_parse(gold, report)
    assert score.f1 == 1.0, (paper, score)
    assert score.fields >= 0.995, (paper, score)
    assert score.meta == 1.0, (paper, score)
    assert report.completeness is not None and report.completeness >= 0.97


LIST_HEAD = ("มาตรการ/วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา")
LIST_ITEMS = ("วัดระดับน้ำ", "จดลงสมุด", "แจ้งผู้ใหญ่บ้าน")


@pytest.mark.parametrize("repeated", [False, True], ids=["no header", "header again"])
@pytest.mark.parametrize("title", ["{}", "{}. "], ids=["plain", "numbered"])
@pytest.mark.parametrize("cut", [0, 1, 2])
@pytest.mark.parametrize("style", ["({}) ", "{}) ", "๑.{} ", "ขั้นตอนที่ {} ", "- ", "• "])
def test_a_list_goes_on_on_the_next_page(style: str, cut: int, title: str, repeated: bool) -> None:
    items = [style.format(n) + text for n, text in enumerate(LIST_ITEMS, 1)]

    def row(number: int, name: str, *texts: str) -> tuple[str, ...]:
        first = title.format(number) + name if title != "{}" else name
        return ("\n".join((first, *texts)), "กองช่าง", "ตลอดปี")

    first = [LIST_HEAD, row(1, "ซ่อมท่อ", *items), row(2, "ดูแลฝาย", *items[:cut])]
    rest = ("\n".join(items[cut:]), "", "")
    second = [*([LIST_HEAD] if repeated else []), rest, row(3, "ขุดบ่อ", *items)]

    measures = measures_of(on_page(table(*first), 1), on_page(table(*second, number=2), 2))

    assert [measure.title for measure in measures] == ["ซ่อมท่อ", "ดูแลฝาย", "ขุดบ่อ"]
    assert {measure.steps for measure in measures} == {"\n".join(items)}


def test_numbered_measures_at_the_top_of_a_page_are_not_of_the_list_above() -> None:
    items = "\n".join(f"({n}) {text}" for n, text in enumerate(LIST_ITEMS, 1))
    above = [LIST_HEAD, (f"3. ซ่อมท่อ\n{items}", "กองช่าง", "ตลอดปี")]
    below = [("4. ดูแลฝาย", "", ""), ("5. ขุดบ่อ", "กองช่าง", "ตลอดปี")]

    measures = measures_of(on_page(table(*above), 1), on_page(table(*below, number=2), 2))

    assert [measure.number for measure in measures] == ["3", "4", "5"]


def test_rows_with_nothing_but_a_number_and_a_title_among_measures_are_doubted() -> None:
    rows = [LIST_HEAD, ("ซ่อมท่อ", "กองช่าง", "ตลอดปี"), ("ดูแลฝาย", "กองช่าง", "ตลอดปี")]
    rest = [("2) จดลงสมุด", "", ""), ("3) แจ้งผู้ใหญ่บ้าน", "", "")]
    last = [("ขุดบ่อ", "กองช่าง", "ตลอดปี"), ("ล้างท่อ", "กองช่าง", "มีนาคม")]

    report = report_of(on_page(table(*rows), 1), on_page(table(*rest, *last, number=2), 2))

    assert report.missing == ("completeness",)
    assert report.confidence < 0.5


def test_scores_above_the_measures_in_their_table_are_no_loss() -> None:
    names = ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ"]
    scores = [(str(n), name, name, f"8{n}.25") for n, name in enumerate(names, 1)]
    head = ("ที่", "ตัวชี้วัด", "ตัวชี้วัด", "คะแนน ปี 2565")
    group = ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่",) * 4
    above = [head, *scores, ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"), group]
    below = [("1", "ซ่อมท่อ", "กองช่าง", "ตลอดปี"), ("2", "ขุดบ่อ", "กองช่าง", "ตลอดปี")]
    first = table(*above, Merge(first_row=6, first_column=0, last_row=6, last_column=3))

    report = report_of(on_page(first, 1), on_page(table(*below, number=2), 2))

    assert [measure.indicator for measure in report.measures] == [1, 1]
    assert (report.missing, report.ita_result is not None) == ((), True)


def test_a_rest_that_names_a_fiscal_year_is_no_title_block() -> None:
    above = on_page(table(*FIRST, ("๒. เปิดเผยแผน", "ทำแผน", "กองคลัง", "มกราคม")), 1)
    below = on_page(table(("๓. อบรม", "จัด", "กองช่าง", "ปีงบประมาณ พ.ศ. ๒๕๖๖"), number=2), 2)

    assert len(measures_of(above, below)) == 3


def test_a_measure_whose_number_was_not_read_is_no_rest() -> None:
    above = on_page(table(*FIRST, ("๒. เปิดเผยแผน", "ทำแผน", "กองคลัง", "มกราคม")), 1)
    rows = [("m อบรมพนักงาน", "จัด", "กองช่าง", "มีนาคม"), ("๔. สรุปผล", "ทำ", "กองช่าง", "กันยายน")]

    assert len(measures_of(above, on_page(table(*rows, number=2), 2))) == 4


def test_columns_without_a_name_or_with_the_same_are_told_apart() -> None:
    header = ("มาตรการ", "งบประมาณ", "งบประมาณ", "", "ผู้รับผิดชอบ")
    rows = [("๑. จัดคิว", "๑๐๐", "๒๐๐", "ก", "กองคลัง"), ("๒. เปิดแผน", "๓๐๐", "๔๐๐", "ข", "กองช่าง")]

    first = measures_of(table(header, *rows))[0]

    assert [name for name, _ in first.raw_cells] == [
        "มาตรการ",
        "งบประมาณ",
        "งบประมาณ (2)",
        "คอลัมน์ที่ 4",
        "ผู้รับผิดชอบ",
    ]


@pytest.mark.parametrize("begun", ["ตัวชี้\nวัดที่ ๒\nการใช้", "๒. การใช้"])
def test_an_indicator_merged_over_a_page_end_is_stated_for_all_its_rows(begun: str) -> None:
    head = ("ตัวชี้วัด", *HEAD)
    upper = [
        (begun, "๑. เปิดแผน", "ลงเว็บ", "กองคลัง", "มกราคม"),
        (begun, "๒. ชี้แจงการ", "จัดประ", "กอง", "เมษา"),
    ]
    lower = [
        ("งบประมาณ", "เบิกจ่าย", "ชุม", "คลัง", "ยน"),
        ("งบประมาณ", "๓. สุ่มตรวจ", "ตั้งคณะ", "กองคลัง", "มิถุนายน"),
        ("ตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ", "๔. คุมรถ", "จดเลขไมล์", "กองช่าง", "ทุกเดือน"),
    ]
    above = table(head, *upper, column_merge(1, 2))
    below = replace(table(*lower, column_merge(0, 1), number=2), continues=True)

    measures = measures_of(on_page(above, 1), on_page(below, 2))

    assert [measure.indicator for measure in measures] == [2, 2, 2, 4]


def test_an_indicator_cut_by_a_page_end_changes_no_measure_of_another() -> None:
    head = ("ตัวชี้วัด", *HEAD)
    upper = [
        ("การใช้", "๑. เปิดแผน", "ลงเว็บ", "กองคลัง", "มกราคม"),
        ("ตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ", "๒. คุมรถ", "จดเลขไมล์", "กองช่าง", "ทุกเดือน"),
        ("การใช้", "๓. ชี้แจงการ", "จัดประ", "กอง", "เมษา"),
    ]
    lower = [("งบประมาณ", "เบิกจ่าย", "ชุม", "คลัง", "ยน")]
    below = replace(table(*lower, number=2), continues=True)

    measures = measures_of(on_page(table(head, *upper), 1), on_page(below, 2))

    assert [measure.indicator for measure in measures] == [None, 4, 2]


def column_merge(first: int, last: int) -> Merge:
    """The first column's cells of some rows merged."""
    return Merge(first_row=first, first_column=0, last_row=last, last_column=0)


def test_a_running_head_is_furniture_on_all_pages_but_the_first() -> None:
    pages = [
        on_page(line(text), page)
        for page in (1, 2, 3)
        for text in ("แผนความโปร่งใสของตำบล", f"เรื่องที่ {page}", "ข้อความ", "อื่น", f"ตำบล หน้า {page}")
    ]

    assert {4, 5, 9, 10, 14} <= headers_and_footers(pages)


LEFT = [("มาตรการ", "ขั้นตอน"), ("๑. จัดคิว", "ตั้งโต๊ะ"), ("๒. เปิดแผน", "ลงเว็บ")]
MIDDLE = [("ระยะเวลา", "ผู้รับผิดชอบ"), ("ตลอดปี", "กองคลัง"), ("มีนาคม", "กองช่าง")]
HEIGHTS = (0.1, 0.15, 0.3, 0.42)


def part(rows: Sequence[Sequence[str]], page: int, *, heights: Sequence[float] = HEIGHTS) -> Table:
    """Columns on a page, rows between these heights."""
    made = on_page(table(*rows, number=page), page)
    assert isinstance(made, Table)
    boxes = (
        Rectangle(left=0.1, right=0.9, top=top, bottom=bottom) for top, bottom in pairwise(heights)
    )
    sources = zip(made.row_sources, boxes, strict=False)
    return replace(made, row_sources=tuple(replace(s, rectangle=box) for s, box in sources))


def test_rows_at_other_heights_are_left_apart() -> None:
    other = part(MIDDLE, 2, heights=(0.1, 0.2, 0.35, 0.5))

    assert [m.timeframe for m in measures_of(part(LEFT, 1), other)] == [None, None]
