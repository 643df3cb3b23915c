"""Rows whose title was lost are told, those that only go on are not."""

from itasearch.model.source import Table
from tests.extract.documents import HEAD, report_of, table

ROWS = (
    ("๑. งดรับของขวัญ", "ออกประกาศ", "สำนักปลัด", "ต.ค. ๖๕"),
    ("๒. เปิดเผยแผนจัดซื้อ", "ลงเว็บไซต์", "กองคลัง", "พ.ย. ๖๕"),
    ("๓. อบรมจริยธรรม", "เชิญวิทยากร", "กองการศึกษา", "ธ.ค. ๖๕"),
    ("๔. คุมการยืมพัสดุ", "ทำทะเบียน", "กองคลัง", "ม.ค. ๖๖"),
    ("๕. รับเรื่องร้องเรียน", "เปิดตู้รับเรื่อง", "งานนิติการ", "ก.พ. ๖๖"),
)


def without_title(*rows: int) -> Table:
    body = [("", *row[1:]) if n in rows else row for n, row in enumerate(ROWS, 1)]
    return table([HEAD, *body])


def is_told(*blocks: Table) -> bool:
    report = report_of(*blocks)
    told = any("ไม่มีชื่อมาตรการ" in warning for warning in report.warnings)
    assert not told or "completeness" in report.missing
    return told


def test_a_row_that_lost_its_title_is_named_and_doubtful() -> None:
    report = report_of(without_title(4))

    assert "completeness" in report.missing
    assert report.confidence < 1
    (warning,) = [one for one in report.warnings if "ไม่มีชื่อมาตรการ" in one]
    assert "แถว 5" in warning
    assert "มาตรการที่ 3 " in warning


def test_several_rows_may_have_lost_their_titles() -> None:
    assert is_told(without_title(2, 4))


def test_a_row_without_a_gap_in_the_numbers_goes_on() -> None:
    more = ("", "ประชุมชี้แจง", "กองช่าง", "มี.ค. ๖๖")

    assert not is_told(table([HEAD, *ROWS[:3], more, *ROWS[3:]]))


def test_a_row_that_leaves_other_columns_blank_goes_on() -> None:
    more = ("", "ประชุมชี้แจง", "", "")

    assert not is_told(table([HEAD, *ROWS[:3], more, *ROWS[4:]]))


def test_where_measures_have_several_rows_a_blank_title_is_nothing_odd() -> None:
    more = ("", "ประชุมชี้แจง", "กองช่าง", "มี.ค. ๖๖")
    rows = [one for row in ROWS[:3] for one in (row, more)]

    assert not is_told(table([HEAD, *rows, *ROWS[4:]]))


def test_a_row_of_another_indicator_is_no_part_of_the_measure_above() -> None:
    rows = [
        ("การใช้อำนาจ", "งดรับของขวัญ", "ออกประกาศ", "สำนักปลัด", "ต.ค. ๖๕"),
        ("การใช้งบประมาณ", "", "ลงเว็บไซต์", "กองคลัง", "พ.ย. ๖๕"),
        ("การปฏิบัติหน้าที่", "อบรมจริยธรรม", "เชิญวิทยากร", "กองการศึกษา", "ธ.ค. ๖๕"),
    ]
    report = report_of(table([("ตัวชี้วัด", *HEAD), *rows]))

    assert [measure.steps for measure in report.measures] == ["ออกประกาศ", "เชิญวิทยากร"]
    assert "completeness" in report.missing
    assert any("ระบุตัวชี้วัดอื่น" in warning and "แถว 3" in warning for warning in report.warnings)


def test_a_row_of_the_same_indicator_continues_the_measure_above() -> None:
    rows = [
        ("การใช้อำนาจ", "งดรับของขวัญ", "ออกประกาศ", "สำนักปลัด", "ต.ค. ๖๕"),
        ("ด้านการใช้อำนาจ", "", "ลงเว็บไซต์", "กองคลัง", "พ.ย. ๖๕"),
    ]
    report = report_of(table([("ตัวชี้วัด", *HEAD), *rows]))

    assert [measure.steps for measure in report.measures] == ["ออกประกาศ\nลงเว็บไซต์"]
