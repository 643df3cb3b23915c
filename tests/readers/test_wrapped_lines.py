"""Where lines of a cell were wrapped, and where they were meant to end."""

import re

import pytest

from itasearch.readers.layout.lines import items_of, joined, unwrap
from itasearch.readers.layout.page import Box, TextLine, Word
from tests.cases import examples, tupled

LETTER = 7.0
SIZE = 14.0


def line(
    text: str, number: float, *, left: float = 0.0, size: float = SIZE, spaced: bool = False
) -> TextLine:
    """A line so many steps below the first, whose letters have all the same width."""
    bottom = 104 + 20 * number
    words = []
    for found in re.finditer(r"\S+", text):
        start, end = (left + LETTER * place for place in found.span())
        box = Box(left=start, top=bottom - 17, right=end, bottom=bottom)
        blank = " " if spaced and found.end() == len(text) else ""
        words.append(Word(text=found.group() + blank, box=box))
    return TextLine(words=words, size=size)


def unwrapped(*texts: str, width: int) -> str:
    """The texts as lines of a column that holds so many letters."""
    lines = [line(text, number) for number, text in enumerate(texts)]
    return unwrap(lines, left=0.0, right=LETTER * width)


@examples("wrapped_lines", "a full line goes on but for lists", tupled, int, str)
def test_a_full_line_goes_on_but_for_lists(texts: tuple[str, ...], width: int, whole: str) -> None:
    assert unwrapped(*texts, width=width) == whole


@examples("wrapped_lines", "lines that no one ends so go on")
def test_lines_that_no_one_ends_so_go_on(above: str, below: str, whole: str) -> None:
    width = max(len(above), len(below)) + (0 if above == "สำนัก" else 20)
    assert unwrapped(above, below, width=width) == whole


def test_a_heading_further_left_is_no_rest_of_a_full_line() -> None:
    above = line("๑.๓ จัดทำแบบประเมิน ณ จุดบริการทุกจุด", 0, left=40.0)
    heading = line("ตัวชี้วัดที่ ๒ การใช้งบประมาณ", 1)

    text = unwrap([above, heading], left=0.0, right=above.box.right)

    assert text == f"{above.text}\n{heading.text}"


def test_a_word_of_a_larger_font_goes_on_below_a_full_line() -> None:
    lines = [
        line("นโยบายไม่", 0),
        line("รับของขวัญ", 1, spaced=True),
        line("No Gift", 3, size=1.5 * SIZE, spaced=True),
        line("Policy", 5.2, size=1.5 * SIZE),
    ]

    text = unwrap(lines, left=0.0, right=LETTER * 10)

    assert text == "นโยบายไม่รับของขวัญ No Gift Policy"


def test_lines_of_one_font_further_apart_are_paragraphs() -> None:
    lines = [line("ประกาศนโยบาย", 0), line("แก่พนักงาน", 1), line("รายงานผล", 2.6)]

    text = unwrap(lines, left=0.0, right=LETTER * 12)

    assert text == "ประกาศนโยบายแก่พนักงาน\nรายงานผล"


def test_a_heading_of_larger_type_is_no_rest_of_a_paragraph() -> None:
    lines = [line("ประกาศนโยบายให้", 0), line("แก่พนักงานทุกคน", 1), line("บทสรุป", 3, size=1.5 * SIZE)]

    items = items_of(lines, left=0.0, right=LETTER * 15)

    assert [joined(item) for item in items] == ["ประกาศนโยบายให้แก่พนักงานทุกคน", "บทสรุป"]


@examples("wrapped_lines", "an abbreviation is one word", str, str, int)
def test_an_abbreviation_is_one_word(above: str, below: str, width: int) -> None:
    lines = [line(above, 0, spaced=True), line(below, 1)]

    assert unwrap(lines, left=0.0, right=LETTER * width) == f"{above} {below}"


def test_a_word_behind_a_blank_needs_its_width_too() -> None:
    lines = [line("ทุกวันพุธบ่าย", 0, spaced=True), line("ให้พนักงาน", 1)]

    text = unwrap(lines, left=0.0, right=110.0)

    assert text == "ทุกวันพุธบ่าย ให้พนักงาน"


@examples("wrapped_lines", "a full line shows no blank at its end", tupled, str)
def test_a_full_line_shows_no_blank_at_its_end(texts: tuple[str, ...], whole: str) -> None:
    assert joined([line(text, number) for number, text in enumerate(texts)]) == whole


@pytest.mark.parametrize(
    ("lines", "width"), [(("มี.ค. ๒๕๖๗", "ก.ย. ๒๕๖๗"), 11), (("มี.ค.", "๒๕๖๗", "ก.ย.", "๒๕๖๗"), 6)]
)
def test_dates_one_below_the_other_are_a_list(lines: tuple[str, ...], width: int) -> None:
    assert unwrapped(*lines, width=width) == "มี.ค. ๒๕๖๗\nก.ย. ๒๕๖๗"


def test_a_short_line_on_the_right_is_no_beginning_of_the_line_below() -> None:
    name = line("เทศบาลตำบลดอนแก้วงาม", 0, left=LETTER * 40)
    title = line("แผนยกระดับคุณธรรมและความโปร่งใส ปีงบประมาณ 2569", 1)

    items = items_of([name, title], left=0.0, right=LETTER * 60)

    assert [joined(item) for item in items] == [name.text, title.text]
