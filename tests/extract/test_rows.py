"""Which rows begin a measure, go on with one, have a misread number."""

from collections.abc import Sequence

import pytest

from itasearch.extract.report import extract
from itasearch.model.records import TEXT_FIELDS
from tests.cases import cases, examples, literal, optional
from tests.extract.documents import (
    HEAD,
    TITLE,
    TOWN,
    document,
    line,
    measures_of,
    report_of,
    table,
    titles_of,
)


@examples("rows", "a table gives measures", str, literal)
def test_a_table_gives_measures(text: str, measures: object) -> None:
    """Rows are apart by " // ", cells by "|", lines of a cell by " / / "."""
    rows = [row.replace(" / / ", "\n").split("|") for row in text.split(" // ")]
    given = table(*(tuple(cell.strip(" ") for cell in row) for row in rows))

    read = extract(document(line(TITLE), line(TOWN), given)).reports

    own = ("number", "indicator", *TEXT_FIELDS)
    found = [{name: getattr(it, name) for name in own} for one in read for it in one.measures]
    assert [{name: value for name, value in it.items() if value} for it in found] == measures


def test_rows_of_one_title_are_measures_where_the_table_counts_all_of_them() -> None:
    rows = (
        ("ทำวารสาร", "พิมพ์แจก", "สำนักปลัด", "ต.ค. ๖๕"),
        ("ทำวารสาร", "ลงเพจ", "สำนักปลัด", "ต.ค. ๖๕"),
        ("อบรมวินัย", "เชิญวิทยากร", "สำนักปลัด", "ม.ค. ๖๖"),
    )
    head = ("ที่", *HEAD)

    counted = measures_of(table(head, *((str(n), *row) for n, row in enumerate(rows, start=1))))
    of_steps = measures_of(
        table(head, *((n, *row) for n, row in zip("121", rows, strict=True))),
    )

    assert [it.steps for it in counted] == ["พิมพ์แจก", "ลงเพจ", "เชิญวิทยากร"]
    assert [it.steps for it in of_steps] == ["พิมพ์แจก\nลงเพจ", "เชิญวิทยากร"]


def test_an_unnumbered_row_cut_by_a_page_end_lacks_unit_and_time() -> None:
    titles = titles_of(
        table(HEAD, ("ส่งเสริมการมีส่วนร่วม", "ประชุมชาวบ้าน", "กองช่าง", "มี.ค. ๖๖")),
        table(("ของชุมชน", "ปีละสองครั้ง", "", ""), ("ตรวจพัสดุ", "ตรวจนับ", "กองคลัง", "ก.ย. ๖๖")),
    )

    assert len(titles) == 2


def test_group_total_and_column_number_rows_are_no_measures() -> None:
    titles = titles_of(
        table(
            HEAD,
            ("(1)", "(2)", "(3)", "(4)"),
            ("ด้านการให้บริการ",),
            ("1. ทำบัตรคิว", "ติดตั้ง", "กองช่าง", "ต.ค. 65"),
            ("รวม 1 มาตรการ",),
        )
    )

    assert titles == ["ทำบัตรคิว"]


@pytest.mark.parametrize("title", ["รวมพลังต่อต้านการทุจริต", "รวมใจโปร่งใส ปี 2566", "รวมกลุ่มเฝ้าระวัง"])
def test_a_measure_that_begins_like_a_sum_is_no_row_of_sums(title: str) -> None:
    rows = [HEAD, (title, "เดินรณรงค์", "สำนักปลัด", "ธ.ค. 65"), ("ทำป้าย", "ติดตั้ง", "กองช่าง", "ต.ค. 65")]

    assert titles_of(table(*rows)) == [title, "ทำป้าย"]


def test_a_title_alone_between_numbered_rows_is_a_measure() -> None:
    titles = titles_of(
        table(
            HEAD,
            ("1. ทำบัตรคิว", "ติดตั้ง", "กองช่าง", "ต.ค. 65"),
            ("2. ทำป้าย",),
            ("3. อบรม", "เชิญวิทยากร", "สำนักปลัด", "ม.ค. 66"),
        )
    )

    assert titles == ["ทำบัตรคิว", "ทำป้าย", "อบรม"]


def test_titles_listed_in_one_cell_are_measures_with_their_wrapped_lines() -> None:
    titles = titles_of(
        table(
            ("ที่", "มาตรการ"), ("", "1) ทำคู่มือ\n2) เปิดแผนจัดซื้อ\nบนเว็บไซต์"), ("", "1) อบรม\n2) ทำป้าย")
        ),
        table(HEAD, ("ตรวจพัสดุ", "ตรวจนับ", "กองคลัง", "ก.ย. ๖๖"), number=2),
    )

    assert titles == ["ทำคู่มือ", "เปิดแผนจัดซื้อ\nบนเว็บไซต์", "อบรม", "ทำป้าย", "ตรวจพัสดุ"]


def test_raw_cells_keep_header_and_text_as_read() -> None:
    (measure,) = measures_of(table(HEAD, ("๑. ส านักงานสีขาว", "จัด ทำ แผน", "กองช่าง", "ตลอดปี")))

    assert measure.title == "สำนักงานสีขาว"
    assert measure.raw_cells[0] == ("มาตรการ", "๑. ส านักงานสีขาว")


@examples(
    "rows",
    "a unit of thousands or more in the header belongs to its amounts",
    str,
    literal,
    literal,
)
def test_a_unit_of_thousands_or_more_in_the_header_belongs_to_its_amounts(
    head: str, cells: tuple[str, str], budgets: list[str | None]
) -> None:
    measures = measures_of(
        table(
            (*HEAD, head),
            ("๑. งดรับของขวัญ", "ร่างประกาศ", "สำนักปลัด", "ต.ค. ๖๕", cells[0]),
            ("๒. อบรมพัสดุ", "เชิญวิทยากร", "กองคลัง", "ม.ค. ๖๖", cells[1]),
        )
    )

    assert [one.budget for one in measures] == budgets


ROWS = (
    ("๑. งดรับของขวัญ", "ออกประกาศ", "สำนักปลัด", "ต.ค. ๖๕"),
    ("๒. เปิดเผยแผนจัดซื้อ", "ลงเว็บไซต์", "กองคลัง", "พ.ย. ๖๕"),
    ("๓. อบรมจริยธรรม", "เชิญวิทยากร", "กองการศึกษา", "ธ.ค. ๖๕"),
    ("๔. คุมการยืมพัสดุ", "ทำทะเบียน", "กองคลัง", "ม.ค. ๖๖"),
    ("๕. รับเรื่องร้องเรียน", "เปิดตู้รับเรื่อง", "งานนิติการ", "ก.พ. ๖๖"),
)


def test_an_indicator_named_in_the_title_is_stated() -> None:
    named = ("๖. ยกระดับตัวชี้วัดการใช้งบประมาณ โดยให้ชุมชนร่วมตรวจรับ", "คัดเลือกผู้แทน", "กองช่าง", "ม.ค. ๖๖")
    report = report_of(table(HEAD, *ROWS, named))

    assert [one.indicator for one in report.measures] == [None] * len(ROWS) + [2]


@pytest.mark.parametrize("header", ["ระยะเวลา/ผลการดำเนินการ", "ผลการดำเนินงานและระยะเวลา"])
@pytest.mark.parametrize(
    ("cell", "timeframe", "results"),
    cases("rows", "a column of time and results fills both", str, optional(str), optional(str)),
)
def test_a_column_of_time_and_results_fills_both(
    header: str, cell: str, timeframe: str | None, results: str | None
) -> None:
    head = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", header)
    other = ("งดรับของขวัญ", "ประกาศ", "กองคลัง", "ต.ค. 2567\nประกาศแล้ว")
    rows = table(head, ("อบรมจริยธรรมพนักงานใหม่", "เชิญวิทยากร", "สำนักปลัด", cell), other)

    measure = extract(document(line(TOWN), rows)).reports[0].measures[0]

    assert (measure.timeframe, measure.results) == (timeframe, results)


@examples("rows", "a ticked head that begins the cell is said once", str, str)
def test_a_ticked_head_that_begins_the_cell_is_said_once(cell: str, results: str) -> None:
    head = ("มาตรการ", "แล้วเสร็จ", "ไม่ได้ดำเนินการ", "ผลการดำเนินการ")
    rows = table(head, ("งดรับของขวัญ", "✓", "", "ประกาศแล้วทุกกอง"), ("ซ่อมทางลาด", "", "✓", cell))

    assert [measure.results for measure in measures_of(rows)] == [
        "แล้วเสร็จ\nประกาศแล้วทุกกอง",
        results,
    ]


def test_a_broken_name_of_a_time_column_names_no_results() -> None:
    head = ("มาตรการ", "ขั้นตอน", "ระยะเวลา\nดำเนินการ", "ผู้รับผิดชอบ")
    rows = table(head, ("งดรับของขวัญ", "ประกาศ", "................", "กองคลัง"))

    measure = extract(document(line(TOWN), rows)).reports[0].measures[0]

    assert measure.results is None


@examples("rows", "a bare number is an indicator by its header", str, optional(int))
def test_a_bare_number_is_an_indicator_by_its_header(header: str, indicator: int | None) -> None:
    rows = [(title, "ลงเว็บ", "กองคลัง", "ม.ค. 66", "4") for title in ("เปิดแผน", "ตรวจใบสำคัญ")]

    measures = measures_of(table((*HEAD, header), *rows))

    assert [measure.indicator for measure in measures] == [indicator] * 2


def test_results_in_a_table_of_their_own_are_joined_by_number_or_title() -> None:
    titles, results = ("ปักป้ายราคา", "จับเวลารอคิว"), ("ปัก 5 ป้าย", "เฉลี่ย 9 นาที")
    counted = [*zip("12", titles, strict=True)]
    plan = table(("ที่", *HEAD), *((*own, "ประชุม", "กองช่าง", "ม.ค. 66") for own in counted))
    rows = [*zip(titles, results, strict=True)]
    later: dict[tuple[str, ...], Sequence[tuple[str, ...]]] = {
        ("ที่", "ผลการดำเนินงาน", "บรรลุ"): [(n, r, "/") for n, r in zip("12", results, strict=True)],
        ("มาตรการที่", "ผลการดำเนินงาน"): [(f"มาตรการที่ {i}", r) for i, (_, r) in enumerate(rows, 1)],
        ("ชื่อมาตรการ", "ผลการดำเนินงาน"): rows[::-1],
        ("ลำดับ", "รายการ", "ผลงานจริง"): [(n, *row) for n, row in zip("12", rows, strict=True)],
    }

    for head, own in later.items():
        measures = measures_of(plan, table(head, *own, number=2))
        stated = [(m.title, (m.results or "").split("\n")[0], m.steps) for m in measures]
        assert stated == [(*row, "ประชุม") for row in rows], head
