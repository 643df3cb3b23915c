"""CSV: read by spreadsheets as Thai, and never as formulas."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.borrow.document.writers import write_csv
from itasearch.wording.document_words import BLANK
from tests.borrow.examples import ROWS, TARGET, a_form, a_row, an_item

SIGNS = "=+-@＝＋－＠\t\r"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_begins_with_the_byte_order_mark() -> None:
    assert write_csv(a_form()).startswith(b"\xef\xbb\xbf")


def test_titles_table_and_sources_stand_below_each_other() -> None:
    found = rows(write_csv(a_form(a_row(ROWS[0]))))

    assert found[1] == [TARGET]
    assert found[4][1] == ROWS[0]["steps"].replace("๒๕๖๖", "๒๕๖๙")
    assert found[4][4:] == [BLANK, BLANK]
    assert found[5] == []
    assert found[-1][3] == "บ้านดง.md"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('=cmd|"/c calc"!A1', '\'=cmd|"/c calc"!A1'),
        (" +66 2 123", "'+๖๖ ๒ ๑๒๓"),
        ("@กองคลัง", "'@กองคลัง"),
        ("- ข้อแรก\n- ข้อสอง", "– ข้อแรก\n– ข้อสอง"),
        ("-กองคลัง", "–กองคลัง"),
        ("๑-๒ ครั้ง", "๑-๒ ครั้ง"),
    ],
)
def test_signs_of_formulas_are_taken_away(text: str, wanted: str) -> None:
    assert rows(write_csv(a_form(an_item(steps=text))))[4][1] == wanted


@given(st.text(alphabet=st.sampled_from(f"{SIGNS} \nกa1"), max_size=12))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    found = rows(write_csv(a_form(an_item(steps=text))))

    assert not any(cell.strip().startswith(tuple(SIGNS)) for row in found for cell in row)
