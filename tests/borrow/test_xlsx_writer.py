"""The workbook: text is text, rows are high enough, and it prints on A4 landscape."""

import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from itasearch.borrow.form import BLANK, form_of
from itasearch.borrow.xlsx_writer import write_xlsx
from tests.borrow.examples import TARGET, a_form, a_long_template, an_item

HEADER_ROW = 4
MOST_POINTS = 409


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(write_xlsx(form_of(a_long_template(12))))


def test_table_and_sources_have_a_sheet_each(book: Workbook) -> None:
    assert book.sheetnames == ["มาตรการ", "ที่มา"]
    assert book["มาตรการ"]["A2"].value == TARGET


def test_it_prints_on_a4_landscape_with_the_header_on_every_page(book: Workbook) -> None:
    sheet = book["มาตรการ"]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_the_header_stays_in_sight(book: Workbook) -> None:
    assert book["มาตรการ"].freeze_panes == f"A{HEADER_ROW + 1}"


def test_cells_wrap_and_rows_have_a_height(book: Workbook) -> None:
    sheet = book["มาตรการ"]

    assert all(cell.alignment.wrap_text for cell in sheet[HEADER_ROW + 1])
    assert sheet.row_dimensions[HEADER_ROW + 1].height > 3 * 14


def test_blanks_are_dotted_and_coloured(book: Workbook) -> None:
    cell = book["มาตรการ"].cell(row=HEADER_ROW + 1, column=5)

    assert cell.value == BLANK
    assert cell.fill.fgColor.rgb == "00FFF2CC"


@pytest.mark.parametrize("text", ["=1+1", "+66 2 123", "-2+3", "@SUM(A1)", "- รายการ\n- ต่อไป"])
def test_no_text_is_a_formula(text: str) -> None:
    book = opened(write_xlsx(a_form(an_item(steps=text, edits=[("responsible", text)]))))

    for column in (2, 4):
        cell = book["มาตรการ"].cell(row=HEADER_ROW + 1, column=column)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_title_that_is_a_formula_is_text() -> None:
    form = form_of(a_long_template(1))
    form = type(form)(
        **{name: getattr(form, name) for name in form.__slots__} | {"titles": ("=1",)}
    )

    cell = opened(write_xlsx(form))["มาตรการ"]["A1"]

    assert (cell.value, cell.data_type) == ("=1", "s")


def test_a_measure_taller_than_a_row_may_be_takes_several() -> None:
    steps = "\n".join(["ประชุมคณะทำงานและรายงานผล"] * 40)
    sheet = opened(write_xlsx(a_form(an_item(1, steps=steps), an_item(2))))["มาตรการ"]
    rows = range(HEADER_ROW + 1, sheet.max_row + 1)

    heights = [sheet.row_dimensions[row].height for row in rows]

    assert max(heights) <= MOST_POINTS
    assert sum(heights) > 40 * 14
    assert str(sheet.cell(row=rows[-1], column=1).value).startswith("๒.")
    assert len([merge for merge in sheet.merged_cells.ranges if merge.min_row > HEADER_ROW]) == 6
