"""Room that Thai text takes: marks above and below count for nothing."""

import pytest

from itasearch.documents.grid import fitted, letters, line_count, plain
from itasearch.model.documents import DocumentGrid, cell_text
from tests.cases import examples


def test_marks_above_and_below_take_no_width() -> None:
    assert letters("ที่นี่") == letters("ทน") == 2
    assert letters("น้ำ") == 2


def test_twice_the_text_takes_twice_the_lines() -> None:
    text = "จัดทำคู่มือ" * 10

    once = line_count(text, width=200, size=14)

    assert line_count(f"{text}\n{text}", width=200, size=14) == 2 * once
    assert line_count(text, width=100, size=14) > once


@examples("layout", "a narrow line lacks the word that is moved to the next", str, int)
def test_a_narrow_line_lacks_the_word_that_is_moved_to_the_next(text: str, lines: int) -> None:
    assert line_count(text, width=146.7, size=16) == lines


WIDTH, SIZE, PADDING = 740.0, 14.0, 11.0


def a_table(*rows: tuple[str, ...]) -> DocumentGrid:
    cells = tuple(tuple(map(plain, row)) for row in rows)
    return DocumentGrid(headers=("ก", "ข", "ค", "ง"), rows=cells, shares=(0.25,) * 4)


def height(grid: DocumentGrid) -> int:
    """Lines of the table."""
    return sum(
        max(
            line_count(cell_text(cell), width=WIDTH * share - PADDING, size=SIZE)
            for cell, share in zip(row, grid.shares, strict=True)
        )
        for row in grid.rows
    )


def test_columns_are_as_wide_as_makes_a_table_short() -> None:
    steps = "ประชุมคณะทำงานและรายงานผลต่อผู้บริหารทุกเดือน " * 6
    grid = a_table(("อบรม", steps, "ทุกปี", "กองคลัง"), ("ประกาศ", steps, "มกราคม", "สำนักปลัด"))

    found = fitted(grid, width=WIDTH, size=SIZE, padding=PADDING)

    assert sum(found.shares) == pytest.approx(1)
    assert height(found) < 0.7 * height(grid)


def test_no_column_is_narrower_than_a_long_word() -> None:
    grid = a_table(("ก", "ประชุมคณะทำงาน " * 90, "", "ก"))

    found = fitted(grid, width=WIDTH, size=SIZE, padding=PADDING)

    for share in found.shares:
        assert line_count("ประชาสัมพันธ์", width=WIDTH * share - PADDING, size=SIZE) == 1


def test_a_table_with_too_many_columns_for_its_page_stays_as_it_is() -> None:
    grid = a_table(("ก", "ประชุม " * 90, "", "ก"))

    assert fitted(grid, width=300, size=SIZE, padding=PADDING) == grid
