"""Lines of scanned cells: wrapped ones are joined, items stay apart, ends are known."""

import numpy as np

from itasearch.readers.layout.page import Box, Grid, TableCell
from itasearch.readers.layout.page_breaks import row_texts, with_header_of
from itasearch.readers.scan.ink_lines import OUTSIDE, InkLine, Lines
from itasearch.readers.scan.line_text import LineText
from itasearch.readers.scan.page import ScanPage, filled_grids, words_outside

LETTER = 20.0
WIDTH = 300.0


def a_line(text: str, *, number: int, right: float, cell: int = 0) -> tuple[InkLine, LineText]:
    base = 50.0 + 40 * number
    line = InkLine(
        cell=cell,
        # Ink reaches as high as the marks of the line do.
        box=Box(left=10, top=base - 25 - 10 * (number % 2), right=right, bottom=base + 4),
        base=base,
        picture=np.full((4, 4), 255, np.uint8),
        letters=np.zeros((0, 4), np.int32),
    )
    return line, LineText(text=text, confidence=0.9)


def a_page() -> ScanPage:
    cell = TableCell(
        row=0,
        column=0,
        last_row=0,
        last_column=0,
        box=Box(left=0, top=0, right=WIDTH, bottom=400),
    )
    return ScanPage(
        whole=np.full((500, 400), 255, np.uint8),
        picture=np.full((500, 400), 255, np.uint8),
        letter=LETTER,
        noise=0.0,
        scale=1.0,
        grids=(Grid(rows=1, columns=1, cells=(cell,), box=cell.box),),
        cells=((0, 0),),
        lines=Lines(lines=(), left_out=0),
    )


def text_of(*lines: tuple[InkLine, LineText]) -> str:
    (grid,) = filled_grids(lines, a_page())
    return grid.cells[0].text


def test_wrapped_line_of_a_cell_is_joined() -> None:
    text = text_of(
        a_line("ปรับปรุงหน้าเว็บไซต์ของหน่วย", number=0, right=285),
        a_line("งานให้ค้นง่าย", number=1, right=140),
    )

    assert text == "ปรับปรุงหน้าเว็บไซต์ของหน่วยงานให้ค้นง่าย"


def test_items_of_a_cell_stay_on_lines_of_their_own() -> None:
    text = text_of(
        a_line("๑. ประชุมคณะทำงานประจำเดือน", number=0, right=288),
        a_line("๒. ติดป้ายราคา", number=1, right=150),
        a_line("- แจ้งผล", number=2, right=90),
    )

    assert text.split("\n") == ["๑. ประชุมคณะทำงานประจำเดือน", "๒. ติดป้ายราคา", "- แจ้งผล"]


def test_line_that_ends_early_ends_its_item() -> None:
    text = text_of(
        a_line("สำรวจความเห็น", number=0, right=130), a_line("สรุปผลรายเดือน", number=1, right=140)
    )

    assert text.split("\n") == ["สำรวจความเห็น", "สรุปผลรายเดือน"]


def test_cell_tells_how_much_room_its_last_line_left() -> None:
    (grid,) = filled_grids([a_line("ติดตามผล", number=0, right=90)], a_page())

    ends = grid.cells[0].ends

    assert ends is not None
    assert 150 < ends.free_width < 210
    assert ends.line_height > LETTER


def test_lines_outside_of_tables_are_words_whose_boxes_stand_on_their_base() -> None:
    read = [a_line("เทศบาลตำบลบ้านสวน", number=n, right=200, cell=OUTSIDE) for n in range(2)]

    first, second = words_outside(read, a_page())

    assert second.box.bottom - first.box.bottom == 40
    assert first.box.bottom - first.box.top == second.box.bottom - second.box.top


def test_header_that_repeats_gets_the_cell_that_was_not_read() -> None:
    head = ("ที่", "มาตรการ", "ขั้นตอนการดำเนินงาน", "ผู้รับผิดชอบ")
    cells = tuple(
        TableCell(
            row=0,
            column=column,
            last_row=0,
            last_column=column,
            box=Box(left=100 * column, top=0, right=100 * column + 100, bottom=40),
            text=text if column else "",
        )
        for column, text in enumerate(head)
    )
    grid = Grid(rows=1, columns=4, cells=cells, box=Box(left=0, top=0, right=400, bottom=40))

    assert row_texts(with_header_of(grid, {head}), 0) == head
