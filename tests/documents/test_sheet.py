"""A workbook: text is text, rows are high enough, and it prints on A4 landscape."""

from dataclasses import replace

import pytest
from openpyxl.cell.rich_text import CellRichText

from itasearch.documents.grid import marked, plain
from itasearch.documents.sheet import (
    CUT,
    MOST_UNITS,
    add_sheet,
    add_side_by_side,
    new_workbook,
    sheet_name,
)
from itasearch.model.documents import DocumentGrid, TextMark
from tests.cases import examples
from tests.documents.examples import HEADERS, a_grid, a_workbook

TITLES = ("แผนปฏิบัติการ", "เทศบาลตำบลหนองใส")
HEAD = len(TITLES) + 1
MOST_POINTS = 409


def test_it_prints_on_a4_landscape_with_the_header_on_every_page() -> None:
    sheet = a_workbook(a_grid(("ก", "ข")), titles=TITLES)["มาตรการ"]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"


def test_the_header_stands_under_the_titles_and_stays_in_sight() -> None:
    sheet = a_workbook(a_grid(("ก", "ข")), titles=TITLES)["มาตรการ"]

    assert tuple(cell.value for cell in sheet[HEAD]) == HEADERS
    assert sheet.freeze_panes == f"A{HEAD + 1}"


def test_cells_wrap_and_rows_have_a_height() -> None:
    sheet = a_workbook(a_grid(("ก", "หนึ่ง\nสอง\nสาม")))["มาตรการ"]

    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert sheet.row_dimensions[2].height > 3 * 16


def test_a_row_has_room_for_the_last_word_of_bold_text_in_a_narrow_column() -> None:
    text = "รายงานเสนอให้ยุติ โปรดพิจารณาว่ายังจำเป็นต้องดำเนินการต่อหรือไม่"
    grid = replace(a_grid((marked(text, TextMark.NOTICE), "ก")), shares=(0.1222, 0.8778))
    sheet = a_workbook(grid)["มาตรการ"]

    assert sheet.column_dimensions["A"].width == pytest.approx(14.66, abs=0.1)
    assert sheet.row_dimensions[2].height > 6 * 16 * 1.66


@pytest.mark.parametrize(
    "text", ["=1+1", "+66 2 123", "-2+3", "@SUM(A1)", "- รายการ\n- ต่อไป", ' =HYPERLINK("http://x")']
)
def test_no_text_is_a_formula(text: str) -> None:
    sheet = a_workbook(a_grid((text, marked(text, TextMark.NOTICE))), titles=(text,))["มาตรการ"]

    cells = [sheet["A1"], *sheet[3]]
    assert [str(cell.value) for cell in cells] == [text] * 3
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_a_cell_with_a_notice_is_yellow_and_its_marks_look_so() -> None:
    notice = marked("«ที่ใด»", TextMark.NOTICE)
    sheet = a_workbook(a_grid((notice, (*plain("ส่ง "), *notice))))["มาตรการ"]

    fills = [sheet[cell].fill.fgColor.rgb for cell in ("A2", "B2")]
    assert fills == ["00FFF59D", "00FFFBDD"]
    assert isinstance(sheet["B2"].value, CellRichText)
    assert str(sheet["B2"].value) == "ส่ง «ที่ใด»"


def test_a_row_taller_than_excel_allows_takes_several() -> None:
    long = "\n".join(["ประชุมคณะทำงานและรายงานผล"] * 40)
    sheet = a_workbook(a_grid(("ก", long), ("ข", "ค")))["มาตรการ"]

    heights = [sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)]

    assert max(heights) <= MOST_POINTS
    assert sum(heights) > 40 * 16
    assert sheet.cell(row=sheet.max_row, column=1).value == "ข"
    assert len(sheet.merged_cells.ranges) == len(HEADERS)


@pytest.mark.parametrize("text", ["ก" * 40_000, "😀" * 20_000, f"ก{'😀' * 40_000}"])
def test_a_cell_that_excel_cannot_hold_says_that_it_was_cut(text: str) -> None:
    value = str(a_workbook(a_grid(("ก", text)))["มาตรการ"]["B2"].value)

    assert len(value.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert value == text[: len(value) - len(CUT.th)] + CUT.th


@examples("sheet", "a sheet has a name that excel takes")
def test_a_sheet_has_a_name_that_excel_takes(text: str, name: str) -> None:
    assert sheet_name(text) == name


def test_a_row_of_one_cell_stands_over_all_columns() -> None:
    grid = DocumentGrid(headers=HEADERS, rows=((plain("ตัวชี้วัดที่ ๓"),),), shares=(0.4, 0.6))

    sheet = a_workbook(grid)["มาตรการ"]

    assert sheet["A2"].value == "ตัวชี้วัดที่ ๓"
    assert [str(merge) for merge in sheet.merged_cells.ranges] == ["A2:B2"]


def test_a_wide_table_has_its_first_column_on_each_of_its_pages() -> None:
    texts = ("เทศบาลตำบลหนองใส", "1", "2.50", "=1", *["๑"] * 8)
    grid = DocumentGrid(
        headers=tuple(f"ช่อง {number}" for number in range(12)),
        rows=(tuple(map(plain, texts)),),
        shares=(1 / 12,) * 12,
        repeated=1,
        pages=2.0,
        numbers=frozenset(range(1, 12)),
    )
    sheet = add_sheet(new_workbook("กว้าง"), "กว้าง", grid, titles=("แผน",), centred=False)

    # Six of these columns fill a page, of which each but the first has five new ones.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$A", "$2:$2")
    assert sheet.freeze_panes == "B3"
    # Programs end a page at other columns, and a title over two pages is cut.
    assert [str(one) for one in sheet.merged_cells.ranges] == ["B1:D1"]
    assert [cell.value for cell in sheet[3]][:5] == ["เทศบาลตำบลหนองใส", 1, 2.5, "=1", "๑"]
    assert [cell.data_type for cell in sheet[3]][:4] == ["s", "n", "n", "s"]


SIGNERS = [("ลงชื่อ ........ ผู้จัดทำ", "วันที่"), ("ลงชื่อ ........ ผู้อนุมัติ", "วันที่")]


def test_lines_side_by_side_are_below_the_table() -> None:
    sheet = add_sheet(new_workbook("แผน"), "แผน", a_grid(("ก", "ข"), ("ค", "ง")))

    add_side_by_side(sheet, SIGNERS)

    assert [cell.value for cell in sheet[5]] == [SIGNERS[0][0], SIGNERS[1][0]]
    below = add_sheet(new_workbook("แผน"), "แผน", replace(a_grid(("ก", "ข")), shares=(0.1, 0.9)))
    add_side_by_side(below, SIGNERS)
    signs = [below.cell(row=row, column=1) for row in (4, 7)]
    assert [it.value for it in signs] == [SIGNERS[0][0], SIGNERS[1][0]]
    assert {(it.font.size, it.alignment.shrink_to_fit) for it in signs} == {(16, None)}


@pytest.mark.parametrize(("rows", "is_divided"), [(2, False), (60, True)])
def test_lines_side_by_side_are_printed_with_the_last_row(rows: int, is_divided: bool) -> None:
    sheet = add_sheet(new_workbook("แผน"), "แผน", a_grid(*[("ก", "ข\nค\nง")] * rows))

    add_side_by_side(sheet, SIGNERS)

    areas = f"'แผน'!$A$1:$B${rows},'แผน'!$A${rows + 1}:$B${rows + 4}"
    assert sheet.print_area == (areas if is_divided else "")


def test_the_name_of_a_group_is_printed_with_its_last_row() -> None:
    rows = (*[(plain("ก"), plain("ข"))] * 30, (plain("ตัวชี้วัดที่ ๙"),), (plain("ค"), plain("ง")))
    grid = DocumentGrid(headers=HEADERS, rows=rows, shares=(0.4, 0.6))
    sheet = add_sheet(new_workbook("แผน"), "แผน", grid)

    add_side_by_side(sheet, SIGNERS)

    assert sheet.print_area == "'แผน'!$A$1:$B$31,'แผน'!$A$32:$B$36"
