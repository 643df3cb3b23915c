"""The share of the text that reached the measures, and what it does to confidence."""

from collections.abc import Sequence
from pathlib import Path

from tests.cases import examples, literal, optional
from tests.extract.documents import HEAD, TITLE, TOWN, line, on_page, report_in, report_of, table

ROWS = [
    ("๑. งดรับของขวัญ", "ติดประกาศหน้าสำนักงาน", "สำนักปลัด", "ตลอดปี"),
    ("๒. เปิดแผนซื้อ", "ลงเว็บไซต์ทุกเดือน", "กองคลัง", "รายเดือน"),
]

FIRST = [HEAD, *ROWS]
LAST = [("๓. อบรมพนักงาน", "จัดอบรม", "สำนักปลัด", "มิถุนายน")]


def test_a_table_read_whole_is_sure() -> None:
    report = report_of(table(HEAD, *ROWS))

    assert report.warnings == ()
    assert report.confidence > 0.95
    assert report.completeness == 1.0


def test_a_table_passed_over_lowers_confidence() -> None:
    other = [
        ("ผู้รับผิดชอบ", "ระยะเวลา", "สีแฟ้ม"),
        *(("กองช่างกับกองคลัง", f"ภายในเดือนมีนาคม {year}", "") for year in range(2560, 2566)),
    ]

    report = report_of(table(HEAD, *ROWS), table(*other, number=2))

    assert len(report.measures) == 2
    assert "completeness" in report.missing
    assert report.completeness is not None and report.completeness < 0.7
    assert any("ตกหล่น" in w and "ตาราง 2 แถว 2" in w for w in report.warnings)


def test_rows_of_no_measure_are_lost_and_named() -> None:
    row = ("", "ขั้นตอนยาวที่ไม่รู้ว่าเป็นของมาตรการใดเพราะอยู่บนสุด", "กองช่าง", "มีนาคม")

    report = report_of(table(HEAD, row, *ROWS))

    assert "completeness" in report.missing
    assert any("ตกหล่น" in w and "แถว 2" in w for w in report.warnings)


def test_an_indicator_that_needs_no_measure_loses_nothing() -> None:
    rows = [("1. การปฏิบัติหน้าที่", "82.10", *ROWS[0]), ("3. การใช้อำนาจ", "96.72", "-", "-", "-", "-")]

    report = report_of(table(("ตัวชี้วัด", "คะแนน", *HEAD), *rows))

    assert len(report.measures) == 1
    assert report.completeness == 1.0


def test_a_page_whose_table_was_not_seen_is_lost() -> None:
    text = "ข้อความของตารางที่อ่านเป็นบรรทัดแทนที่จะเป็นแถว " * 6
    first, last = (on_page(table(*rows, number=n), n) for rows, n in ((FIRST, 1), (LAST, 3)))

    report = report_of(first, on_page(line(text), 2), last)

    assert len(report.measures) == 3
    assert any("ตกหล่น" in w and "หน้า 2" in w for w in report.warnings)


def test_lists_are_complete_where_all_their_lines_are_read(tmp_path: Path) -> None:
    items = "\n".join(f"{i}. จัดทำแผนเรื่องที่ {i}" for i in range(1, 6))

    report = report_in(f"{TITLE}\n{TOWN}\n{items}", tmp_path)

    assert (report.completeness, report.unread) == (1.0, ())


def test_titles_that_are_all_list_items_are_doubted() -> None:
    rows = [(f"- {row[0][3:]}", *row[1:]) for row in ROWS]

    report = report_of(table(HEAD, *rows))

    assert any("ข้อย่อย" in warning for warning in report.warnings)
    assert report.confidence < 0.7
    assert report.missing == ("completeness",)


@examples("completeness", "numbers that a list skips are named", literal, optional(str))
def test_numbers_that_a_list_skips_are_named(numbers: Sequence[str], warned: str | None) -> None:
    rows = [
        (n, f"จัดเวรดูแลจุดที่ {letter}", *ROWS[0][1:])
        for n, letter in zip(numbers, "กขคงจ", strict=False)
    ]

    report = report_of(table(("ที่", *HEAD), *rows))

    named = [w.split("ขาดไป ")[1].split(" อาจ")[0] for w in report.warnings if "ขาดไป (" in w]
    assert named == ([warned] if warned else [])
    assert report.missing == ()  # all text of the table was read


def test_a_row_taken_for_a_group_with_nothing_below_it_is_lost() -> None:
    rows = [(f"{n}. จัดเวร", "ทำ", "กองคลัง", "ตลอดปี") for n in range(1, 5)]

    report = report_of(table(HEAD, *rows, ("ปรับปรุงห้องประชุมใหญ่ให้ทุกคนเข้าได้", "", "", "")))

    assert report.completeness is not None and report.completeness < 1
    assert len(report.measures) == 4
