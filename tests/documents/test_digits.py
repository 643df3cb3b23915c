"""One kind of digits in a document, but for what is found or known by its own."""

from hypothesis import given, strategies as st

from itasearch.documents.grid import cell_in, grid_in, in_digits, marked, plain
from itasearch.model.documents import Digits, DocumentGrid, TextMark, cell_text
from tests.cases import examples


@examples("digits", "numbers are converted")
def test_numbers_are_converted(text: str, thai: str) -> None:
    assert in_digits(text, Digits.THAI) == thai
    assert in_digits(thai, Digits.ARABIC) == in_digits(text, Digits.ARABIC)


@examples("digits", "addresses files and codes keep theirs")
def test_addresses_files_and_codes_keep_theirs(kept: str) -> None:
    assert in_digits(f"ดู {kept} ภายใน 7 วัน", Digits.THAI) == f"ดู {kept} ภายใน ๗ วัน"
    assert in_digits(f"ดู {kept} ภายใน ๗ วัน", Digits.ARABIC) == f"ดู {kept} ภายใน 7 วัน"


def test_a_code_in_thai_digits_gets_the_arabic_ones_by_which_it_is_known() -> None:
    assert in_digits("ข้อ O๓๓ ของปี ๒๕๖๗", Digits.THAI) == "ข้อ O33 ของปี ๒๕๖๗"


def test_a_mark_may_begin_within_a_code() -> None:
    cell = (*plain("ข้อ O"), *marked("12 ปี 67", TextMark.NOTICE))

    assert [one.text for one in cell_in(cell, Digits.THAI)] == ["ข้อ O", "12 ปี ๖๗"]


def test_columns_of_names_stay_as_they_are() -> None:
    rows = ((plain("ปี 1"), plain("ปี 2")),)
    grid = DocumentGrid(headers=("ช่อง 1", "แฟ้ม"), rows=rows, shares=(0.5, 0.5))

    found = grid_in(grid, Digits.THAI, names=(1,))

    assert found.headers == ("ช่อง ๑", "แฟ้ม")
    assert [cell_text(cell) for cell in found.rows[0]] == ["ปี ๑", "ปี 2"]


@given(st.text(alphabet="0๑9aO.@:/- กสwpdf\n", max_size=60), st.sampled_from(Digits))
def test_nothing_but_digits_changes_and_a_second_time_nothing(text: str, digits: Digits) -> None:
    found = in_digits(text, digits)

    arabic = in_digits(found, Digits.ARABIC)
    assert len(found) == len(text)
    assert in_digits(found, digits) == found
    assert [one for one in arabic if not one.isdecimal()] == [
        one for one in text if not one.isdecimal()
    ]
