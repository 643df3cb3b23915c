"""Marked text and tables of it."""

import pytest

from itasearch.documents.grid import has_mark, lines_of, marked, plain
from itasearch.model.documents import DocumentGrid, MarkedText, TextMark, cell_text


def test_a_cell_without_text_has_no_piece() -> None:
    assert plain("") == marked("\0", TextMark.QUIET) == ()


def test_a_piece_over_two_lines_is_marked_in_both() -> None:
    cell = (*plain("ส่ง "), *marked("«ใคร\nที่ไหน»", TextMark.NOTICE))

    lines = lines_of(cell)

    assert [cell_text(line) for line in lines] == ["ส่ง «ใคร", "ที่ไหน»"]
    assert [has_mark(line, TextMark.NOTICE) for line in lines] == [True, True]
    assert lines[1] == (MarkedText(text="ที่ไหน»", mark=TextMark.NOTICE),)


def test_an_empty_cell_is_one_line() -> None:
    assert lines_of(()) == [()]
    assert lines_of(plain("ส่ง\n")) == [plain("ส่ง"), ()]


@pytest.mark.parametrize("shares", [(1.0,), (0.2, 0.3, 0.5)])
def test_rows_and_shares_have_a_cell_for_each_header(shares: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="2 headers"):
        DocumentGrid(headers=("ก", "ข"), rows=(), shares=shares)
