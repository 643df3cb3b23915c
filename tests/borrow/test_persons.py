"""Persons are found by title, whatever their names: those of Thailand's registers of names."""

from itertools import cycle

import pytest
from pythainlp.corpus.common import thai_family_names, thai_female_names, thai_male_names

from itasearch.borrow.adapt.one_pass import adapt_text
from tests.borrow.test_finders import TOWN, VILLAGES

MEN = ("นาย", "ว่าที่ร้อยตรี", "จ.ส.อ.", "ผศ.ดร.", "พ.จ.อ. ")
WOMEN = ("นาง", "นางสาว", "น.ส. ", "ว่าที่ ร.ต.หญิง ", "ดร.")
BEFORE = ("", "โดย", "และ", "๑. ", "นายกเทศมนตรี (", "ผู้รับผิดชอบ: ", "มอบหมายให้ ")
AFTER = ("", " ปลัดเทศบาล", "\n", "และคณะ", " เป็นประธาน", ") นิติกร", " โทร. 054-767066")
LEAST_FOUND = 0.99
"""Some surnames begin with a verb ("ร่วมแก้ว") or are one of an office ("ประธาน")."""


@pytest.mark.parametrize(
    ("given", "titles"), [(thai_male_names(), MEN), (thai_female_names(), WOMEN)]
)
def test_names_behind_a_title_are_blanks(given: frozenset[str], titles: tuple[str, ...]) -> None:
    firsts, lasts = sorted(given)[::13], sorted(thai_family_names())[::17]
    around = zip(cycle(titles), cycle(BEFORE), cycle(AFTER), strict=False)

    left = []
    for (title, before, after), first, last in zip(around, firsts, cycle(lasts), strict=False):
        start = len(before) + len(title)
        end = start + len(first) + 1 + len(last)
        made = adapt_text(f"{before}{title}{first} {last}{after}", TOWN, VILLAGES)
        if not any(one.start <= start and end <= one.end for one in made.changes):
            left.append(f"{title}{first} {last}")

    assert len(left) <= (1 - LEAST_FOUND) * len(firsts), left
