"""Each finder on its own sort of text: kinds, places, contacts, persons, orders, scores."""

from itertools import cycle

import pytest
from pythainlp.corpus.common import thai_family_names, thai_female_names, thai_male_names

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.model.drafts import Party
from itasearch.model.records import Organisation, OrganisationType
from tests.borrow.examples import FROM, TO, party
from tests.cases import cases, examples, listed

TOWN = party(
    "เทศบาลตำบลธารเงิน",
    2566,
    district="เมืองน่าน",
    province="น่าน",
    aliases=("Than Ngoen Subdistrict Municipality",),
)
VILLAGES = party("องค์การบริหารส่วนตำบลทุ่งพระลาน", 2568, district="บางเลน", province="นครปฐม")


def adapted(text: str) -> str:
    return adapt_text(text, TOWN, VILLAGES).adapted


def back(text: str) -> str:
    return adapt_text(text, VILLAGES, TOWN).adapted


OFFICES_AND_PLACES = ("offices are the targets", "places are the targets")
BLANKS = (
    *("contacts are blanks", "persons are blanks", "orders and scores are blanks"),
    "a person without a title is a blank",
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [case for table in OFFICES_AND_PLACES + BLANKS for case in cases("finders", table)],
)
def test_offices_and_places_are_the_targets_and_what_is_of_one_town_is_a_blank(
    text: str, wanted: str
) -> None:
    assert adapted(text) == wanted


@examples("finders", "offices are the municipalitys")
def test_offices_are_the_municipalitys(text: str, wanted: str) -> None:
    assert back(text) == wanted


def test_english_names_of_places_are_ours_or_marked() -> None:
    made = adapt_text("Wiang Sa District, NAN", TOWN, VILLAGES)

    assert made.adapted == "Wiang Sa District, Nakhon Pathom"
    assert [one.text for one in made.open] == ["Wiang Sa District"]


AREA = OrganisationType.SPECIAL_ADMINISTRATIVE_AREA
PATTAYA = Party(organisation=Organisation(name="เมืองพัทยา", type=AREA), fiscal_year_be=2566)
BANGKOK = Party(organisation=Organisation(name="กรุงเทพมหานคร", type=AREA), fiscal_year_be=2566)


@examples("finders", "offices of special areas", str, globals().get, globals().get, str)
def test_offices_of_special_areas(text: str, source: Party, target: Party, wanted: str) -> None:
    assert adapt_text(text, source, target).adapted == wanted


TARGETS = {"FROM": (FROM, TO), "TOWN": (TOWN, VILLAGES), "VILLAGES": (VILLAGES, TOWN)}


@examples("finders", "what a text becomes and what of it is asked about", str, str, str, listed)
def test_what_a_text_becomes_and_what_of_it_is_asked_about(
    source: str, text: str, wanted: str, asked: list[str]
) -> None:
    made = adapt_text(text, *TARGETS[source])

    assert (made.adapted, [it.text for it in made.open]) == (wanted, asked)


def test_a_third_party_with_the_areas_name_stays_and_is_marked() -> None:
    text = "ร่วมกับโรงเรียนเมืองพัทยา"

    made = adapt_text(text, PATTAYA, TOWN)

    assert made.adapted == text
    assert [one.text for one in made.open] == ["เมืองพัทยา"]


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


PLACES = ("ลงชื่อ ", "(ลงชื่อ) ", "ลงชื่อ........ (", "ท่านนายก", "มอบท่านปลัด", "ผอ.", "กำนัน")
LEAST_FOUND_UNTITLED = 0.95
"""Names that are words as well ("ประชุม สุข") are not told from words."""


@examples("finders", "offices and verbs are no persons")
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

    assert len(left) <= (1 - LEAST_FOUND_UNTITLED) * len(firsts), left
