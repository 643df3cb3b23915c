"""Header rows are read by score, in any order and over several rows."""

from hypothesis import given
from hypothesis import strategies as st

from itasearch.domain.headers import Field
from itasearch.extract.headers.columns import read_header


def fields_of(*rows: tuple[str, ...]) -> list[Field | None]:
    header = read_header(rows, 0)
    assert header is not None
    return [column.field for column in header.columns]


def test_broken_header_text_finds_its_field() -> None:
    row = ("มาตรการ/ แนวทาง", "ระยะเวลา ดำเนินการ", "หน่วยงาน รับผิดชอบ", "สรุปผลการดำเนินการ ตามมาตรการ")

    assert fields_of(row) == [Field.TITLE, Field.TIMEFRAME, Field.RESPONSIBLE, Field.RESULTS]


def test_columns_may_stand_in_any_order() -> None:
    row = ("ห้วงเวลา", "ผลสัมฤทธิ์", "ส่วนราชการที่รับผิดชอบ", "โครงการ/กิจกรรม/มาตรการ", "ที่")

    assert fields_of(row) == [
        Field.TIMEFRAME,
        Field.OUTCOMES,
        Field.RESPONSIBLE,
        Field.TITLE,
        Field.NUMBER,
    ]


def test_a_way_to_mend_is_the_title_where_no_other_column_is() -> None:
    alone = fields_of(("ประเด็น", "แนวทางแก้ไข", "ผู้รับผิดชอบ"))
    beside = fields_of(("มาตรการ", "ปัญหา/อุปสรรค", "แนวทางแก้ไข"))

    assert alone == [Field.INDICATOR, Field.TITLE, Field.RESPONSIBLE]
    assert beside == [Field.TITLE, Field.PROBLEMS, Field.RECOMMENDATIONS]


def test_years_under_a_parent_header_are_labels() -> None:
    rows = [
        ("โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "", "", "หมายเหตุ"),
        ("", "๒๕๖๑", "๒๕๖๒", "๒๕๖๓", ""),
    ]

    header = read_header(rows, 0)

    assert header is not None and header.depth == 2
    assert [c.label for c in header.all(Field.BUDGET)] == ["2561", "2562", "2563"]


def test_quarters_are_columns_of_the_timeframe() -> None:
    rows = [("กิจกรรม", "ระยะเวลาดำเนินการ", "", "ผู้รับผิดชอบ"), ("", "ไตรมาส 1", "ไตรมาส 2", "")]

    assert fields_of(*rows) == [Field.TITLE, Field.TIMEFRAME, Field.TIMEFRAME, Field.RESPONSIBLE]


def test_a_body_row_is_no_header() -> None:
    rows = [("มาตรการป้องกันการรับสินบน", "แนวปฏิบัติของทุกกองเมื่อมีผู้เสนอเงินหรือของขวัญให้", "สำนักปลัด")]

    assert read_header(rows, 0) is None


def test_an_unknown_header_stays_unknown() -> None:
    header = read_header([("มาตรการ", "ผู้รับผิดชอบ", "สีของแฟ้ม")], 0)

    assert header is not None
    assert [c.header for c in header.named if c.field is None] == ["สีของแฟ้ม"]


@given(st.lists(st.text(alphabet="มาตรกขั้นอผลู้ดช 12/()", max_size=12), min_size=1, max_size=6))
def test_any_row_is_read_without_error(cells: list[str]) -> None:
    header = read_header([tuple(cells)], 0)

    assert header is None or len(header.columns) == len(cells)
