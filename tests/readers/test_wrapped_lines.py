"""Where lines of a cell were wrapped, and where they were meant to end."""

import pytest

from itasearch.readers.layout.lines import unwrap
from itasearch.readers.layout.page import Box, TextLine, Word

LETTER = 7.0
SIZE = 14.0


def line(text: str, number: int, *, left: float = 0.0) -> TextLine:
    base = 100 + 20 * number
    right = left + LETTER * len(text)
    box = Box(left=left, top=base - 13, right=right, bottom=base + 4)
    return TextLine(words=[Word(text=text, box=box)], size=SIZE)


def unwrapped(*texts: str, width: int) -> str:
    """The texts as lines of a column that holds so many letters."""
    lines = [line(text, number) for number, text in enumerate(texts)]
    return unwrap(lines, left=0.0, right=LETTER * width)


def test_a_full_line_goes_on_without_a_space() -> None:
    assert unwrapped("เปิดเผยข้อมูล", "ข่าวสารแก่ประชาชน", width=17) == "เปิดเผยข้อมูลข่าวสารแก่ประชาชน"


def test_a_line_with_room_behind_it_was_meant_to_end() -> None:
    assert unwrapped("ประชุม", "รายงานผล", width=40) == "ประชุม\nรายงานผล"


def test_a_list_marker_begins_an_item_below_a_full_line() -> None:
    assert unwrapped("๑. จัดประชุมชี้แจง", "๒. ติดตามผล", width=18) == "๑. จัดประชุมชี้แจง\n๒. ติดตามผล"


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("ต.ค. ๒๕๖๗ -", "ก.ย. ๒๕๖๘", "ต.ค. ๒๕๖๗ - ก.ย. ๒๕๖๘"),
        ("ต.ค. ๒๕๖๗", "– ก.ย. ๒๕๖๘", "ต.ค. ๒๕๖๗ – ก.ย. ๒๕๖๘"),
        ("อบต.ป่าแดด อำเภอ", "พาน จังหวัดเชียงราย", "อบต.ป่าแดด อำเภอพาน จังหวัดเชียงราย"),
        ("มาตรการ/", "แนวทาง", "มาตรการ/แนวทาง"),
        ("7", ".รายงานผล", "7.รายงานผล"),
        ("สำนัก", "ปลัด", "สำนักปลัด"),
    ],
)
def test_lines_that_no_one_ends_so_go_on(above: str, below: str, whole: str) -> None:
    width = max(len(above), len(below)) + (0 if above == "สำนัก" else 20)
    assert unwrapped(above, below, width=width) == whole


def test_offices_one_below_the_other_are_a_list() -> None:
    assert unwrapped("สำนักปลัด", "กองคลัง", "กองช่าง", width=9) == "สำนักปลัด\nกองคลัง\nกองช่าง"


def test_a_mark_never_begins_a_line() -> None:
    assert unwrapped("การดำเนินก", "ารของกองช่าง", width=40) == "การดำเนินการของกองช่าง"


def test_a_heading_further_left_is_no_rest_of_a_full_line() -> None:
    above = line("๑.๓ จัดทำแบบประเมิน ณ จุดบริการทุกจุด", 0, left=40.0)
    heading = line("ตัวชี้วัดที่ ๒ การใช้งบประมาณ", 1)

    text = unwrap([above, heading], left=0.0, right=above.box.right)

    assert text == f"{above.text}\n{heading.text}"
