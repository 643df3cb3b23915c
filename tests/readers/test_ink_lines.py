"""Pages cut into lines: marks stay with their letters, cells and columns apart."""

from collections.abc import Sequence

import numpy as np
import pytest

from itasearch.readers.layout.page import Box
from itasearch.readers.scan import ink_lines
from itasearch.readers.scan.clean import ink_of
from itasearch.readers.scan.ink_lines import OUTSIDE, Lines, find_lines, letter_height
from tests.readers.scans import Picture, needs_ocr, text_page


def lines_of(page: Picture, cells: Sequence[Box] = ()) -> Lines:
    ink = ink_of(page)
    return find_lines(page, ink, cells, letter=letter_height(ink))


@needs_ocr
class TestLines:
    def test_tight_lines_with_high_and_low_marks_come_apart(self) -> None:
        found = lines_of(text_page(["ผู้ที่รู้ปู่ย่า", "น้ำที่ดื่มกู้ชื่อ", "ซื้อที่ดินผู้ใหญ่"]))

        assert len(found.lines) == 3
        assert {line.cell for line in found.lines} == {OUTSIDE}

    def test_no_ink_is_lost_between_lines(self) -> None:
        page = text_page(["ผู้ที่รู้", "น้ำที่ดื่ม"])

        found = lines_of(page)

        cut = sum(int((line.picture < 100).sum()) for line in found.lines)
        assert cut >= 0.99 * int((page < 100).sum())

    def test_lines_beyond_the_limit_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ink_lines, "_MOST_LINES", 1)
        found = lines_of(text_page(["ประชุมชี้แจง", "ติดตามผล", "รายงานผู้บริหาร"]))

        assert (len(found.lines), found.left_out) == (1, 2)

    def test_letters_that_no_line_takes_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ink_lines, "_FARTHEST", -1.0)
        found = lines_of(text_page(["ประชุมชี้แจง"]))

        assert (len(found.lines), found.left_out) == (0, 1)

    def test_cells_part_a_line(self) -> None:
        page = text_page(["ประชุมคณะทำงาน ประชุมคณะทำงาน"])
        columns = np.flatnonzero(ink_of(page).any(axis=0))
        middle = float(columns[0] + columns[-1]) / 2
        cells = [
            Box(left=0, top=0, right=middle - 12, bottom=899),
            Box(left=middle - 11, top=0, right=1399, bottom=899),
        ]

        found = lines_of(page, cells)

        assert [line.cell for line in found.lines] == [0, 1]


def test_page_without_text_has_no_letter_height() -> None:
    assert letter_height(np.zeros((200, 200), np.uint8)) == 0.0
