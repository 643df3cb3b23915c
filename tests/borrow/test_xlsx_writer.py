"""The workbook: a sheet for each part, blanks yellow, no text a formula."""

import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from itasearch.borrow.document.form import form_of
from itasearch.borrow.document.writers import write_xlsx
from itasearch.model.documents import Digits
from itasearch.model.drafts import AdaptedDraft, DocumentChoice, DocumentKind, PlanBasis
from itasearch.wording.document_words import BLANK
from tests.borrow.examples import TARGET, a_long_template, a_result, a_template, an_item

HEADER_ROW = 4


def opened(template: AdaptedDraft, kind: DocumentKind = DocumentKind.TABLE) -> Workbook:
    choice = DocumentChoice(kind=kind, digits=Digits.ARABIC)
    content = write_xlsx(form_of(template, choice, basis=PlanBasis(result=a_result())))
    return openpyxl.load_workbook(io.BytesIO(content))


def test_table_and_sources_have_a_sheet_each() -> None:
    book = opened(a_long_template(12))

    assert book.sheetnames == ["มาตรการ", "ที่มา"]
    assert book["มาตรการ"]["A2"].value == TARGET
    assert book["ที่มา"].freeze_panes is not None


def test_a_plan_has_a_sheet_of_the_last_result_and_lines_to_sign() -> None:
    book = opened(a_template(), DocumentKind.PLAN)
    texts = [str(cell.value) for row in book["มาตรการ"].iter_rows() for cell in row]

    assert book.sheetnames == ["ผลประเมิน ITA", "มาตรการ", "ที่มา"]
    assert book["ผลประเมิน ITA"]["A1"].value == book["มาตรการ"]["A1"].value
    assert sum("ลงชื่อ" in text for text in texts) == 3


@pytest.mark.parametrize(
    ("is_known", "sheets"),
    [(False, ["มาตรการ", "ที่มา"]), (True, ["รายเครื่องมือ", "มาตรการ", "ที่มา"])],
)
def test_a_result_that_is_not_known_is_asked_for_on_the_first_sheet(
    is_known: bool, sheets: list[str]
) -> None:
    basis = PlanBasis(is_known=is_known)
    form = form_of(a_template(), DocumentChoice(kind=DocumentKind.PLAN), basis=basis)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(form)))

    assert book.sheetnames == sheets
    assert book[sheets[0]]["A5"].value.startswith("«")
    assert book[sheets[0]]["A5"].fill.fgColor.rgb == "00FFF59D"


def test_blanks_and_questions_are_yellow() -> None:
    item = an_item(steps="เริ่มสำรวจเมื่อปี ๒๕๕๑", responsible="กองคลัง")
    sheet = opened(a_template(item))["มาตรการ"]
    cells = sheet[HEADER_ROW + 1]

    yellow = [cell.fill.fgColor.rgb == "00FFF59D" for cell in cells]
    assert yellow == [False, True, True, False, True, True]
    assert cells[4].value == BLANK


@pytest.mark.parametrize("text", ["=1+1", "+66 2 123", "-2+3", "@SUM(A1)", "- รายการ\n- ต่อไป"])
def test_no_text_is_a_formula(text: str) -> None:
    item = an_item(edits=[("steps", text), ("responsible", text)])

    for column in (2, 4):
        cell = opened(a_template(item))["มาตรการ"].cell(row=HEADER_ROW + 1, column=column)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
