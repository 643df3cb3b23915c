"""Words that itasearch writes into documents, known again."""

import pytest

from itasearch.wording.document_words import BLANK, EXAMPLE, is_blank, marked_blanks


@pytest.mark.parametrize(
    "text", ["-", BLANK, "……", " – ", "«วันที่»", "«ชื่อ» - «สกุล»", f"{EXAMPLE}\nอบรมแล้ว ๒ ครั้ง"]
)
def test_what_says_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["", "  ", "โทร «หมายเลข»", "กองคลัง ......", "๑."])
def test_what_says_something_or_is_empty_is_not(text: str) -> None:
    assert not is_blank(text)


def test_marked_blanks_are_told_by_their_places() -> None:
    assert marked_blanks("ถึง «ใคร» ที่ «ใด»") == ((4, 9), (14, 18))
