"""Lines of scanned cells: wrapped ones are joined, items stay apart, ends are known."""

import numpy as np

from itasearch.readers.layout.lines import lines_of
from itasearch.readers.layout.page import Box, Grid, TableCell
from itasearch.readers.layout.ruled_tables import fill_grids
from itasearch.readers.scan.ink_lines import InkLine
from itasearch.readers.scan.line_text import LineText
from itasearch.readers.scan.ocr import letters_of
from tests.cases import examples, literal

LETTER = 20.0
WIDTH = 300.0


def a_line(text: str, *, number: int, right: float) -> tuple[InkLine, LineText]:
    base = 50.0 + 40 * number
    line = InkLine(
        cell=0,
        # Ink reaches as high as the marks of the line do.
        box=Box(left=10, top=base - 25 - 10 * (number % 2), right=right, bottom=base + 4),
        base=base,
        picture=np.full((4, 4), 255, np.uint8),
        letters=np.zeros((0, 4), np.int32),
    )
    return line, LineText(text=text, confidence=0.9)


def filled(*lines: tuple[InkLine, LineText]) -> TableCell:
    """A cell with these lines."""
    box = Box(left=0, top=0, right=WIDTH, bottom=400)
    cell = TableCell(row=0, column=0, last_row=0, last_column=0, box=box)
    grid = Grid(rows=1, columns=1, cells=(cell,), box=box)
    letters = letters_of(lines, letter=LETTER)
    ((found,), _) = fill_grids([grid], letters, line_end=1.2 * LETTER)
    return found.cells[0]


@examples("scan_cells", "wrapped lines of a cell", literal, str)
def test_wrapped_lines_of_a_cell_are_joined(lines: list[tuple[str, float]], whole: str) -> None:
    read = (a_line(text, number=n, right=right) for n, (text, right) in enumerate(lines))

    assert filled(*read).text == whole


def test_cell_tells_how_much_room_its_last_line_left() -> None:
    ends = filled(a_line("ติดตามผล", number=0, right=90)).ends

    assert ends is not None
    assert 150 < ends.free_width < 210
    assert ends.line_height > LETTER


def test_boxes_of_lines_stand_on_their_base() -> None:
    read = [a_line("เทศบาลตำบลบ้านสวน", number=n, right=200) for n in range(2)]

    first, second = lines_of(letters_of(read, letter=LETTER))

    assert second.box.bottom - first.box.bottom == 40
    assert first.box.bottom - first.box.top == second.box.bottom - second.box.top
