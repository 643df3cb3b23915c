"""Whether a row goes on overleaf; grids without what only their borders made."""

from dataclasses import replace

from itasearch.readers.layout.page import Box, CellEnds, Grid, TableCell
from itasearch.readers.layout.reading_order import continues, tight

WIDTH, HEIGHT = 100.0, 20.0
PAGE_END = 500.0
FULL = CellEnds(first_word_width=30.0, free_width=5.0, line_height=HEIGHT)
HALF = CellEnds(first_word_width=20.0, free_width=80.0, line_height=HEIGHT)


def grid(*rows: tuple[str, ...], bottom: float = PAGE_END, ends: CellEnds = FULL) -> Grid:
    cells = tuple(
        TableCell(
            row=row,
            column=column,
            last_row=row,
            last_column=column,
            box=Box(left=WIDTH * column, top=0, right=WIDTH * (column + 1), bottom=bottom),
            text=text,
            ends=ends if text else None,
        )
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    box = Box(left=0, top=0, right=WIDTH * len(rows[0]), bottom=bottom)
    return Grid(rows=len(rows), columns=len(rows[0]), cells=cells, box=box)


HEAD = ("มาตรการ", "วิธีการ", "ผู้รับผิดชอบ")
LAST = ("๓. เปิดเผยข้อมูล", "จัดทำแผนและรายงานผลต่อ", "สำนักปลัด")


def test_a_full_last_line_goes_on() -> None:
    assert continues(grid(HEAD, LAST), grid(("", "สภาท้องถิ่น", "")), page_end=PAGE_END) is True


def test_a_new_number_begins_a_row() -> None:
    below = grid(("๔. รับฟังความเห็น", "ประชุมประชาคม", "กองช่าง"))

    assert continues(grid(HEAD, LAST), below, page_end=PAGE_END) is False


def test_room_left_on_the_page_shows_that_the_row_had_ended() -> None:
    above = grid(HEAD, LAST, bottom=PAGE_END - 4 * HEIGHT)

    assert continues(above, grid(("", "สภาท้องถิ่น", "")), page_end=PAGE_END) is False


def test_a_list_that_counts_on_goes_on() -> None:
    above = grid(HEAD, ("๓. เปิดเผยข้อมูล", "๑. ประชุม\n๒. จัดทำแผน", "กองคลัง"), ends=HALF)
    below = grid(("", "๓. รายงานผล", ""), ends=HALF)

    assert continues(above, below, page_end=PAGE_END) is True


def test_other_columns_tell_nothing() -> None:
    moved = grid(("", "สภาท้องถิ่น", ""))
    cells = tuple(
        replace(cell, box=replace(cell.box, left=cell.box.left + 20 * cell.column))
        for cell in moved.cells
    )

    assert continues(grid(HEAD, LAST), replace(moved, cells=cells), page_end=PAGE_END) is None


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
