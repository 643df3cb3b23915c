"""Whether a row goes on overleaf; lines of a scan."""

from dataclasses import replace

import pytest

from itasearch.model.source import PageReading
from itasearch.readers.layout.page import Box, CellEnds, Grid, Letter, Page, TableCell
from itasearch.readers.layout.reading_order import continues, with_lines

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


def test_a_table_without_lines_on_a_scan_is_told_and_keeps_its_text() -> None:
    cells = [
        Letter("กองคลัง", left, left + 80, 100 + 30 * row, 12, whole=True)
        for row in range(4)
        for left in (50.0, 200.0, 400.0)
    ]
    scan = Page(reading=PageReading(number=1), width=600, height=840, letters=cells)

    read = with_lines(scan)

    assert read.unruled
    assert [len(run) for run in read.parts if isinstance(run, tuple)] == [4]
    assert not with_lines(replace(scan, letters=cells[:9])).unruled


@pytest.mark.parametrize(("width", "is_text"), [(200, True), (60, False)], ids=["text", "labels"])
def test_two_columns_of_text_on_a_scan_are_read_one_after_the_other(
    width: int, is_text: bool
) -> None:
    title = Letter("มาตรการป้องกันการทุจริต", 50, 560, 60, 12, whole=True)
    texts = [
        Letter(
            f"{side}{row}",
            left,
            left + (200 if row == 3 else width),
            100 + 20 * row,
            12,
            whole=True,
        )
        for row in range(8)
        for side, left in (("ซ้าย", 50.0), ("ขวา", 320.0))
    ]
    scan = Page(reading=PageReading(number=1), width=600, height=840, letters=[title, *texts])

    parts = [part for part in with_lines(scan).parts if isinstance(part, tuple)]
    runs = [[line.text for line in part] for part in parts if part]

    left, right = ([f"{side}{row}" for row in range(8)] for side in ("ซ้าย", "ขวา"))
    across = [" ".join(pair) for pair in zip(left, right, strict=True)]
    columns = [[title.text], left, right]
    assert runs == (columns if is_text else [[title.text, *across]])
