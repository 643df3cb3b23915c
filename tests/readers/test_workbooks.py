"""Workbooks of Excel, Excel 97 and OpenDocument, and what they may claim."""

import datetime
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import Merge, SourceDocument
from itasearch.readers.detect import read_document
from itasearch.readers.workbook import read_xlsx
from tests.cases import cases, literal
from tests.contracts.reader_contract import FIRST, HEADER, SECOND, ReaderContract
from tests.readers.office import saved_as
from tests.readers.reading import prose, read, rows, tables, with_part

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def sheet() -> Worksheet:
    sheet = openpyxl.Workbook().active
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(sheet: Worksheet, tmp_path: Path) -> Path:
    path = tmp_path / "แผน.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


class TestXlsx(ReaderContract):
    reader = staticmethod(read_xlsx)
    ending = "xlsx"


SHOWN = (
    *cases("sheet", "a number is read as its format shows it", literal, str, str),
    (datetime.datetime(2023, 10, 1, 9, 30), "dd/mm/yyyy hh:mm", "1 ตุลาคม 2566 09:30"),
    (datetime.time(9, 30), "hh:mm", "09:30"),
    (datetime.date(2023, 10, 1), "dd.mm.yyyy", "1 ตุลาคม 2566"),
    (datetime.date(2023, 10, 1), "mmm-yy", "ตุลาคม 2566"),
    (datetime.date(2023, 10, 1), '[$-D07041E]mmmm "พ.ศ." bbbb', "ตุลาคม 2566"),
    (datetime.date(2566, 10, 1), "dd/mm/yyyy", "1 ตุลาคม 2566"),
)


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_a_cell_is_read_as_its_format_shows_it(
    value: float | datetime.date | datetime.time,
    code: str,
    shown: str,
    tmp_path: Path,
    sheet: Worksheet,
) -> None:
    sheet.append(["มาตรการ", "ผล"])
    sheet.append(["ลดขั้นตอน", value])
    sheet["B2"].number_format = code

    assert rows(read(saved(sheet, tmp_path)))[1] == ("ลดขั้นตอน", shown)


@pytest.mark.parametrize("target", ["xls", "ods"])
def test_percentages_are_read_as_shown(target: str, tmp_path: Path, sheet: Worksheet) -> None:
    sheet.append(["มาตรการ", "ผล", "ร้อยละ"])
    sheet.append(["ลดขั้นตอน", 0.853, 0.25])
    for cell in ("B2", "C2"):
        sheet[cell].number_format = "0.0%"

    found = rows(read(saved_as(saved(sheet, tmp_path), target, tmp_path)))[1]

    assert [cell.rstrip("%").removesuffix(".0") for cell in found] == ["ลดขั้นตอน", "85.3", "25"]


def test_merged_cells_are_filled_and_told(tmp_path: Path, sheet: Worksheet) -> None:
    sheet.append(["ที่", "มาตรการ", "งบประมาณ", None])
    sheet.append([None, None, "๒๕๖๖", "๒๕๖๗"])
    sheet.append(["๑", "ลดขั้นตอน", 20_000.0, 1.5])
    for merged in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(merged)
    (table,) = tables(read(saved(sheet, tmp_path)))

    assert table.rows[0] == ("ที่", "มาตรการ", "งบประมาณ", "งบประมาณ")
    assert table.rows[1] == ("ที่", "มาตรการ", "๒๕๖๖", "๒๕๖๗")
    assert table.rows[2] == ("๑", "ลดขั้นตอน", "20000", "1.5")
    assert Merge(first_row=0, first_column=2, last_row=0, last_column=3) in table.merges


def test_table_away_from_the_corner_keeps_its_row_numbers(tmp_path: Path, sheet: Worksheet) -> None:
    for column, text in enumerate(("มาตรการ", "ขั้นตอน"), start=3):
        sheet.cell(row=5, column=column, value=text)
        sheet.cell(row=6, column=column, value=f"{text} ๑")
    (table,) = tables(read(saved(sheet, tmp_path)))

    assert table.rows[1] == ("มาตรการ ๑", "ขั้นตอน ๑")
    assert [place.row_number for place in table.row_sources] == [5, 6]


def test_every_visible_sheet_is_read_under_its_name(tmp_path: Path, sheet: Worksheet) -> None:
    sheet.title = "ปี ๒๕๖๖"
    sheet.append(["ก", "ข"])
    assert sheet.parent is not None
    sheet.parent.create_sheet("ปี ๒๕๖๗").append(["ค", "ง"])
    hidden = sheet.parent.create_sheet("รายการเลือก")
    hidden.append(["จ", "ฉ"])
    hidden.sheet_state = "hidden"
    document = read(saved(sheet, tmp_path))

    assert [table.source.sheet for table in tables(document)] == ["ปี ๒๕๖๖", "ปี ๒๕๖๗"]
    assert [table.source.table_number for table in tables(document)] == [1, 1]
    assert "รายการเลือก" in document.warnings[0]


def test_hidden_rows_and_columns_are_left_out_and_said(tmp_path: Path, sheet: Worksheet) -> None:
    sheet.title = "แผน"
    sheet.append(["รหัส", "ที่", "มาตรการ", "ขั้นตอน"])
    sheet.append(["c0", "c1", "c2", "c3"])
    sheet.append(["X1", "๑", "ลดขั้นตอน", "ประชุม"])
    sheet.append(["X1", "๑", "ลดขั้นตอน", "ประกาศ"])
    sheet.merge_cells("C3:C4")
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["A"].hidden = True
    document = read(saved(sheet, tmp_path))

    assert rows(document) == [("ที่", "มาตรการ", "ขั้นตอน"), ("๑", "ลดขั้นตอน", "ประกาศ")]
    assert [place.row_number for place in tables(document)[0].row_sources] == [1, 4]
    assert "แถว 2 แถว และคอลัมน์ A ที่ซ่อนไว้ในแผ่นงาน “แผน”" in document.warnings[0]


def test_columns_that_are_hidden_together_are_all_left_out(
    tmp_path: Path, sheet: Worksheet
) -> None:
    sheet.append(["รหัส", "เลขแฟ้ม", "มาตรการ", "ขั้นตอน"])
    sheet.append(["X1", "7", "ลดขั้นตอน", "ประชุม"])
    sheet.column_dimensions.group("A", "B", hidden=True)

    assert rows(read(saved(sheet, tmp_path)))[1] == ("ลดขั้นตอน", "ประชุม")


def test_the_hidden_rows_of_one_sheet_are_shown_in_another(
    tmp_path: Path, sheet: Worksheet
) -> None:
    assert sheet.parent is not None
    first = sheet.parent.create_sheet("ก่อน", 0)
    for each in (first, sheet):
        for row in (HEADER, FIRST, SECOND):
            each.append(row)
    sheet.row_dimensions[2].hidden = True
    document = read(saved(sheet, tmp_path))

    assert [len(table.rows) for table in tables(document)] == [3, 2]


def test_formula_without_a_stored_result_is_warned_of(tmp_path: Path, sheet: Worksheet) -> None:
    sheet.append(["มาตรการ", "คะแนน", "รวม"])
    sheet.append(["ก", 1, "=B2*2"])
    document = read(saved(sheet, tmp_path))

    assert rows(document)[1] == ("ก", "1", "")
    assert "ช่องสูตร 1 ช่อง" in document.warnings[0]


def test_tables_parted_by_empty_rows_stay_apart(tmp_path: Path, sheet: Worksheet) -> None:
    for row in (["ก", "ข"], ["ค", "ง"], [], ["หมายเหตุ"], [], ["จ", "ฉ"]):
        sheet.append(row)
    document = read(saved(sheet, tmp_path))

    assert [len(table.rows) for table in tables(document)] == [2, 1]
    assert prose(document) == ["หมายเหตุ"]
    assert document.blocks[1].source.row_number == 4


def test_workbook_without_text_is_damaged(tmp_path: Path, sheet: Worksheet) -> None:
    with pytest.raises(DamagedFileError, match="ไม่พบข้อความ"):
        read(saved(sheet, tmp_path))


def test_cell_at_the_far_corner_is_refused(tmp_path: Path, sheet: Worksheet) -> None:
    sheet.append(["ก", "ข"])
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = with_part(saved(sheet, tmp_path), SHEET, lambda xml: xml.replace(b"</sheetData>", far))

    with pytest.raises(LimitExceededError, match="ช่อง"):
        read(path)


def test_formatted_columns_without_values_are_no_bomb(tmp_path: Path, sheet: Worksheet) -> None:
    sheet.append(["มาตรการ", "ผล"])
    empty = b'<row r="1048576"><c r="Z1048576" s="0"/></row></sheetData>'
    claims = b'<dimension ref="A1:Z1048576"'
    path = with_part(
        saved(sheet, tmp_path),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", empty).replace(b'<dimension ref="A1:B1"', claims),
    )

    assert rows(read(path)) == [("มาตรการ", "ผล")]


def test_dimension_no_sheet_can_have_is_refused(tmp_path: Path, sheet: Worksheet) -> None:
    sheet.append(["มาตรการ", "ผล"])
    claims = b'<dimension ref="A1:XFD1048576"'
    path = with_part(
        saved(sheet, tmp_path), SHEET, lambda xml: xml.replace(b'<dimension ref="A1:B1"', claims)
    )

    with pytest.raises(LimitExceededError, match="กระจายถึง"):
        read(path)


CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
ROWS, COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"
END = b"</table:table>"
FAR = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sheets, one hidden; merged cells; a number and a date; a hidden row and column."""
    path = tmp_path_factory.mktemp("book") / "แผน.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "ปี ๒๕๖๖"
    for row in (["ที่", "งบ", None], [None, "๒๕๖๖", "๒๕๖๗"], ["๑", 20_000, 93.82]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    sheet.append(["๙", "ยกเลิก", "ไม่ทำ"])
    sheet.row_dimensions[4].hidden = True
    sheet["E3"], sheet["F3"] = "X1", "X2"
    sheet.column_dimensions["E"].hidden = sheet.column_dimensions["F"].hidden = True
    hidden = workbook.create_sheet("ซ่อน")
    hidden.append(["ก", "ข"])
    hidden.sheet_state = "hidden"
    workbook.save(path)
    return path


@pytest.fixture(scope="module")
def old(book: Path) -> dict[str, Path]:
    """The workbook in the other formats, by ending."""
    return {ending: saved_as(book, ending, book.parent) for ending in ("xls", "ods")}


@pytest.fixture
def ods(old: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(old["ods"], tmp_path))


@pytest.fixture(params=["xls", "ods"])
def document(request: pytest.FixtureRequest, old: dict[str, Path]) -> SourceDocument:
    return read(old[request.param])


def test_workbooks_are_read_as_they_are(document: SourceDocument) -> None:
    (table,) = tables(document)
    assert table.rows == (("ที่", "งบ", "งบ"), ("ที่", "๒๕๖๖", "๒๕๖๗"), ("๑", "20000", "93.82"))
    assert Merge(first_row=0, first_column=1, last_row=0, last_column=2) in table.merges
    assert table.source.sheet == "ปี ๒๕๖๖"
    assert not document.rough
    assert document.media_type in {
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
    assert any("แผ่นงานที่ซ่อนไว้ “ซ่อน”" in warning for warning in document.warnings)
    assert any("แถว 1 แถว และคอลัมน์ E, F ที่ซ่อนไว้" in warning for warning in document.warnings)


def test_what_a_filter_of_opendocument_hides_is_read(ods: Path) -> None:
    with_part(ods, "content.xml", lambda xml: xml.replace(b'"collapse"', b'"filter"'))

    document = read(ods)

    assert any("ยกเลิก" in row for row in rows(document))


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_too_many_cells_are_refused_before_the_layout(old: dict[str, Path], kind: str) -> None:
    with pytest.raises(LimitExceededError, match="9 ช่อง"):
        read_document(old[kind], limits=ReadLimits(cells=8), knowledge=KNOWLEDGE)


@pytest.mark.parametrize(
    "repeated",
    [
        f'<table:table-row><table:table-cell {COLUMNS}="99999999"/>{CELL}</table:table-row>',
        FAR.format(10**9) + f"<table:table-row>{CELL}</table:table-row>",
        f'<table:table-row {ROWS}="99999999">{CELL}</table:table-row>',
    ],
)
def test_repetition_that_no_program_writes_is_refused(ods: Path, repeated: str) -> None:
    with_part(ods, "content.xml", lambda xml: xml.replace(END, repeated.encode() + END, 1))

    with pytest.raises(LimitExceededError, match="แผ่นงาน"):
        read(ods)


def test_locked_workbooks_are_told(old: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(old["xls"], tmp_path))
    data = bytearray(path.read_bytes())
    start = data.find(b"\x09\x08\x10\x00")
    follows = start + 4 + 16
    data[follows : follows + 2] = b"\x2f\x00"
    path.write_bytes(data)

    with pytest.raises(DamagedFileError, match="รหัสผ่าน"):
        read(path)


def test_cut_off_workbooks_are_damaged(old: dict[str, Path], tmp_path: Path) -> None:
    for kind in ("xls", "ods"):
        path = Path(shutil.copy(old[kind], tmp_path))
        path.write_bytes(path.read_bytes()[:3000])

        with pytest.raises(DamagedFileError):
            read(path)


PLAN = (["มาตรการ", "ผู้รับผิดชอบ", "ต.ค.", "พ.ย."], ["ลดขั้นตอน", "กองคลัง"], ["ปรับปรุงป้าย", "กองช่าง"])


@pytest.mark.parametrize("kind", ["sheet", "table"])
def test_rows_that_a_filter_hides_are_read(kind: str, tmp_path: Path, sheet: Worksheet) -> None:
    for row in PLAN:
        sheet.append(row)
    columns = [openpyxl.worksheet.filters.FilterColumn(colId=1)]
    chosen = openpyxl.worksheet.filters.AutoFilter(ref="A1:D2", filterColumn=columns)
    if kind == "sheet":
        sheet.auto_filter = chosen
    else:
        made = openpyxl.worksheet.table.Table(displayName="Plan", ref="A1:D2")
        sheet.add_table(made)
        made.autoFilter = chosen
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True
    document = read(saved(sheet, tmp_path))

    assert [row[0] for row in rows(document)] == ["มาตรการ", "ลดขั้นตอน"]
    assert ["แถว 1 แถว ที่ซ่อนไว้" in warning for warning in document.warnings] == [True]


def test_ticks_by_colour_are_warned_of(tmp_path: Path, sheet: Worksheet) -> None:
    for row in PLAN:
        sheet.append(row)
    sheet["C2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF92D050")
    assert "คอลัมน์ C มีช่องว่างที่ระบายสี" in read(saved(sheet, tmp_path)).warnings[0]


def test_letters_of_a_symbol_font_are_its_signs(tmp_path: Path, sheet: Worksheet) -> None:
    for row in PLAN:
        sheet.append(row)
    for cell, letter, font in (("C2", "P", "Wingdings 2"), ("D3", "\u00fc", "Wingdings")):
        sheet[cell] = letter
        sheet[cell].font = openpyxl.styles.Font(name=font)

    assert [row[2:] for row in rows(read(saved(sheet, tmp_path)))[1:]] == [("✓", ""), ("", "✓")]
