"""Tables of an answer as files: text stays text, and several tables fit in one file."""

import csv
import io

import openpyxl

from itasearch.documents.sheet import as_table_file
from itasearch.model.documents import DocumentGrid
from itasearch.model.tables import AnswerTable, TableFile, TableFormat
from tests.documents.examples import a_grid

FORMULAS = ("=1+1", "+66 2 123", "@SUM(A1)", "\uff1dA1", "\t=A1")
LIST = "- ประกาศ\n- อบรม"


def a_file(grid: DocumentGrid) -> TableFile:
    other = AnswerTable(name="ที่มา", notes=("อ่านก่อน",), grid=a_grid(("ก", "ข")))
    table = AnswerTable(name="มาตรการ", grid=grid)
    return TableFile(title="=คำตอบ", notes=("+จัดทำเมื่อ",), tables=(table, other))


def test_no_text_of_a_csv_file_is_a_formula_and_excel_knows_its_encoding() -> None:
    content = as_table_file(a_file(a_grid(*((one, LIST) for one in FORMULAS))), TableFormat.CSV)

    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows[:5] == [["'=คำตอบ"], ["'+จัดทำเมื่อ"], [], ["มาตรการ"], ["มาตรการ", "ขั้นตอน"]]
    assert [row[0] for row in rows[5:10]] == [f"'{one.strip()}" for one in FORMULAS]
    assert {row[1] for row in rows[5:10]} == {"– ประกาศ\n– อบรม"}
    assert rows[10:] == [[], ["ที่มา"], ["อ่านก่อน"], ["มาตรการ", "ขั้นตอน"], ["ก", "ข"]]


def test_a_number_below_zero_stays_one_in_a_csv_file() -> None:
    content = as_table_file(
        a_file(a_grid(("ต่ำลง", "-3.25"), ("-2 ถึง 5", "-อบรม"))), TableFormat.CSV
    )

    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[5:7] == [["ต่ำลง", "-3.25"], ["'-2 ถึง 5", "–อบรม"]]


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula() -> None:
    content = as_table_file(a_file(a_grid(*((one, LIST) for one in FORMULAS))), TableFormat.XLSX)

    first, second = openpyxl.load_workbook(io.BytesIO(content))
    assert (first.title, second.title) == ("มาตรการ", "ที่มา")
    cells = [cell for sheet in (first, second) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert [first[at].value for at in ("A1", "A2", "A3")] == ["=คำตอบ", "+จัดทำเมื่อ", "มาตรการ"]
    assert [second["A2"].value, second["A3"].value] == ["อ่านก่อน", "มาตรการ"]
