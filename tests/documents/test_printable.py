"""What any file can hold: no control characters, no letters that turn a text round."""

import pytest
from hypothesis import given, strategies as st

from itasearch.documents.grid import printable


@given(st.text())
def test_printable_text_can_stand_in_any_file(text: str) -> None:
    clean = printable(text)

    clean.encode("utf-8")
    assert all(character >= " " or character == "\n" for character in clean)
    assert printable(clean) == clean


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
def test_line_ends_of_every_kind_are_one(end: str) -> None:
    assert printable(f"ก่อน{end}หลัง") == "ก่อน\nหลัง"


def test_what_turns_the_direction_of_a_text_goes_and_emoji_stay() -> None:
    assert printable("แผน\u202excod.exe 👩‍🏫") == "แผนxcod.exe 👩‍🏫"
