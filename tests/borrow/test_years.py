"""Years near the source's fiscal year move with it; laws, plans, sums and events do not."""

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text
from tests.borrow.examples import FROM, TO
from tests.cases import cases


@pytest.mark.parametrize(("text", "wanted"), cases("years", "years of the work"))
def test_years_of_the_work_move_as_they_are_printed(text: str, wanted: str) -> None:
    assert adapt_text(text, FROM, TO).adapted == wanted


@pytest.mark.parametrize("text", cases("years", "a fact stays"))
def test_a_fact_stays(text: str) -> None:
    assert adapt_text(text, FROM, TO).adapted == text


@pytest.mark.parametrize(("text", "wanted"), cases("years", "an event is a blank"))
def test_an_event_is_a_blank(text: str, wanted: str) -> None:
    assert adapt_text(text, FROM, TO).adapted == wanted


def test_the_end_of_february_follows_the_calendar() -> None:
    moved = adapt_text("๑–๒๙ กุมภาพันธ์ ๒๕๖๗", FROM, TO).adapted

    assert moved == "๑–๒๘ กุมภาพันธ์ ๒๕๗๐"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("ยกฐานะเมื่อปี ๒๕๕๑", "๒๕๕๑"),
        ("ทำมาตั้งแต่ปีงบประมาณ พ.ศ. 2565 เป็นต้นมา", "2565"),
        ("รางวัลองค์กรโปร่งใส ประจำปี 2565", "2565"),
    ],
)
def test_the_sources_history_stays_and_is_marked(text: str, marked: str) -> None:
    made = adapt_text(text, FROM, TO)

    assert made.adapted == text
    assert [one.text for one in made.open] == [marked]


def test_item_numbers_of_another_year_are_marked_with_ours() -> None:
    made = adapt_text("เผยแพร่ตามข้อ O1 และ O42", FROM, TO)

    assert made.adapted == "เผยแพร่ตามข้อ O1 และ O42"
    [item] = made.open
    assert item.text == "O42"
    assert "O25" in item.question or "O26" in item.question


def test_a_text_of_years_alone_is_adapted_to_its_end() -> None:
    # Looked at from its beginning for each year, it takes half a minute, which no fast test may.
    assert adapt_text("2566 " * 4_000, FROM, TO).adapted == "2569 " * 4_000
