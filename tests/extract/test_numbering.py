"""Markers of items, and what only looks like one."""

import pytest

from itasearch.extract.numbering import leading_number, read_marker, split_inline_items
from tests.cases import examples


@examples("numbering", "numbers are read in every style")
def test_numbers_are_read_in_every_style(text: str, number: str, style: str) -> None:
    marker = read_marker(text)

    assert marker is not None
    assert (marker.number, marker.style) == (number, style)
    assert text[marker.end :] == "ทำคู่มือ"


@pytest.mark.parametrize(
    "text",
    [
        "2566 เป็นปีแรก",
        "๓ ครั้งต่อปี",
        "5ส ในสำนักงาน",
        "ทำคู่มือ",
        "",
        "120.500 บาท",
        "๔, ๕ และ ๖",
        "มาตรการ 3 ลด 3 เพิ่ม",
        "แนวทาง 2 ทาง",
        "มาตรการ ๒ ระยะ",
    ],
)
def test_amounts_and_years_are_no_numbers_of_items(text: str) -> None:
    assert leading_number(text) is None


def test_inline_items_that_count_up_get_their_own_lines() -> None:
    assert split_inline_items("๑. ร่าง ๒. เสนอ ๓. เผยแพร่") == "๑. ร่าง\n๒. เสนอ\n๓. เผยแพร่"


def test_numbers_inside_a_sentence_do_not_break_it() -> None:
    text = "๑. ตามข้อ 7. ของระเบียบ พ.ศ. 2560"

    assert split_inline_items(text) == text
