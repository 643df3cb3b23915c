"""The share of the tables' text that reached the measures, and what it does to confidence."""

from tests.extract.documents import HEAD, report_of, table

ROWS = [
    ("๑. งดรับของขวัญ", "ติดประกาศหน้าสำนักงาน", "สำนักปลัด", "ตลอดปี"),
    ("๒. เปิดแผนซื้อ", "ลงเว็บไซต์ทุกเดือน", "กองคลัง", "รายเดือน"),
]


def test_a_table_read_whole_is_sure() -> None:
    report = report_of(table([HEAD, *ROWS]))

    assert report.warnings == ()
    assert report.confidence > 0.95


def test_a_column_that_no_field_takes_lowers_confidence() -> None:
    long = "ข้อความยาวที่ไม่รู้ว่าเป็นเรื่องใดของตารางนี้"
    rows = [(*row, f"{long} แถวที่ {number}") for number, row in enumerate(ROWS)]

    report = report_of(table([(*HEAD, "สีของแฟ้ม"), *rows]))

    assert any("ตกหล่น" in warning for warning in report.warnings)
    assert report.confidence < 0.7


def test_a_table_passed_over_lowers_confidence() -> None:
    other = [
        ("ผู้รับผิดชอบ", "ระยะเวลา", "สีแฟ้ม"),
        *(("กองช่างกับกองคลัง", f"ภายในเดือนมีนาคม {year}", "") for year in range(2560, 2566)),
    ]

    report = report_of(table([HEAD, *ROWS]), table(other, number=2))

    assert len(report.measures) == 2
    assert any("ตกหล่น" in warning for warning in report.warnings)


def test_titles_that_are_all_list_items_are_doubted() -> None:
    rows = [(f"- {row[0][3:]}", *row[1:]) for row in ROWS]

    report = report_of(table([HEAD, *rows]))

    assert any("ข้อย่อย" in warning for warning in report.warnings)
    assert report.confidence < 0.7
