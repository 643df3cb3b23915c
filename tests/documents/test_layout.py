"""Room that Thai text takes: marks above and below count for nothing."""

from itasearch.documents.grid import letters, line_count


def test_marks_above_and_below_take_no_width() -> None:
    assert letters("ที่นี่") == letters("ทน") == 2
    assert letters("น้ำ") == 2


def test_each_line_takes_one_line_at_least() -> None:
    assert line_count("", width=100, size=14) == 1
    assert line_count("ก\n\nข", width=100, size=14) == 3


def test_twice_the_text_takes_twice_the_lines() -> None:
    text = "จัดทำคู่มือ" * 10

    once = line_count(text, width=200, size=14)

    assert line_count(f"{text}\n{text}", width=200, size=14) == 2 * once
    assert line_count(text, width=100, size=14) > once


def test_a_column_narrower_than_a_letter_holds_one() -> None:
    assert line_count("กขค", width=1, size=14) == 3
