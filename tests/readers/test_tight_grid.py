"""Grids without what only their drawing made."""

from itasearch.readers.layout.page import Box, Grid, TableCell
from itasearch.readers.layout.page_breaks import tight

_BOX = Box(left=0, top=0, right=600, bottom=80)


def cell(text: str, row: int, first: int, last: int) -> TableCell:
    box = Box(left=200.0 * first, top=40.0 * row, right=200.0 * (last + 1), bottom=40.0 * row + 40)
    return TableCell(row=row, column=first, last_row=row, last_column=last, box=box, text=text)


def test_a_column_in_which_no_cell_begins_is_none() -> None:
    cells = (
        cell("โครงการ", 0, 0, 0),
        cell("ผู้รับผิดชอบ", 0, 1, 2),
        cell("จัดทำคู่มือ", 1, 0, 0),
        cell("สำนักปลัด", 1, 1, 2),
    )

    grid = tight(Grid(rows=2, columns=3, cells=cells, box=_BOX), width=600)

    assert (grid.rows, grid.columns) == (2, 2)
    assert [each.text for each in grid.cells] == [each.text for each in cells]
    assert {each.last_column for each in grid.cells} == {0, 1}


def test_a_column_that_one_row_divides_stays() -> None:
    cells = (cell("การดำเนินงาน", 0, 0, 1), cell("แผน", 1, 0, 0), cell("ผล", 1, 1, 1))
    grid = Grid(rows=2, columns=2, cells=cells, box=_BOX)

    assert tight(grid, width=600) == grid
