"""Texts that run into the cell below."""

from itasearch.readers.layout.page import Box, Letter, TableCell
from itasearch.readers.layout.ruled_tables import overflowing


def cell(row: int, column: int = 0) -> TableCell:
    box = Box(
        left=100.0 * column, top=40.0 * row, right=100.0 * column + 100, bottom=40.0 * row + 40
    )
    return TableCell(row=row, column=column, last_row=row, last_column=column, box=box)


def letters(text: str, base: float) -> list[Letter]:
    return [Letter(each, 8.0 * n, 8.0 * n + 8, base, 12.0) for n, each in enumerate(text)]


CELLS = (cell(0), cell(1), cell(0, 1))


def test_a_line_under_another_text_belongs_to_the_cell_above() -> None:
    visits = [
        (0, letters("โครงการ", 30)),
        (1, letters("กจกรรม", 55)),
        (2, letters("งบ", 30)),
        (1, letters("จดอบรม", 56)),
    ]

    assert overflowing(visits, CELLS) == {1: 0}


def test_texts_that_stand_apart_stay_where_they_are() -> None:
    visits = [
        (0, letters("โครงการ", 30)),
        (1, letters("กจกรรม", 55)),
        (2, letters("งบ", 30)),
        (1, letters("จดอบรม", 75)),
    ]

    assert overflowing(visits, CELLS) == {}
