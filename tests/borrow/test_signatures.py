"""Persons without a title are found where an office, a signature or two names tell them."""

from itertools import cycle

import pytest
from pythainlp.corpus.common import thai_family_names, thai_male_names

from itasearch.borrow.adapt.one_pass import adapt_text
from tests.borrow.test_finders import TOWN, VILLAGES

PLACES = ("ลงชื่อ ", "(ลงชื่อ) ", "ลงชื่อ........ (", "ท่านนายก", "มอบท่านปลัด", "ผอ.", "กำนัน")
LEAST_FOUND = 0.95
"""Names that are words as well ("ประชุม สุข") are not told from words."""


def adapted(text: str) -> str:
    return adapt_text(text, TOWN, VILLAGES).adapted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ท่านนายกวีรวัฒน์ ทองดี มาเปิดงาน", "ท่านนายก«ชื่อ-สกุล» มาเปิดงาน"),
        ("ถามปลัดจิราภรณ์ได้ทุกวัน", "ถามปลัด«ชื่อ-สกุล»ได้ทุกวัน"),
        ("(ลงชื่อ) วีรวัฒน์ ทองดี", "(ลงชื่อ) «ชื่อ-สกุล»"),
        ("ลงชื่อ……… (จิราภรณ์ ทองดี)", "ลงชื่อ……… («ชื่อ-สกุล»)"),
        ("ผู้จดบันทึก จิราภรณ์ บุญมี", "ผู้จดบันทึก «ชื่อ-สกุล»"),
    ],
)
def test_a_person_without_a_title_is_a_blank(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "ลงชื่อเข้าร่วมประชุม และลงนาม รับทราบทุกคน",
        "ท่านนายกเปิดงาน ปลัดมอบหมายงาน",
        "เสนอผู้อำนวยการกองอนุมัติ แล้วประกาศ",
        "กำนัน ผู้ใหญ่บ้าน และหัวหน้าส่วนราชการ",
    ],
)
def test_offices_and_verbs_are_no_persons(text: str) -> None:
    assert adapted(text) == text


def test_names_of_the_register_are_found_without_a_title() -> None:
    firsts, lasts = sorted(thai_male_names())[::29], sorted(thai_family_names())[::31]

    left = []
    for before, first, last in zip(cycle(PLACES), firsts, cycle(lasts), strict=False):
        end = len(before) + len(first) + 1 + len(last)
        made = adapt_text(f"{before}{first} {last}", TOWN, VILLAGES)
        if not any(one.start <= len(before) and end <= one.end for one in made.changes):
            left.append(f"{before}{first} {last}")

    assert len(left) <= (1 - LEAST_FOUND) * len(firsts), left
