"""Each finder on its own sort of text: kinds, places, contacts, persons, orders, scores."""

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text
from tests.borrow.examples import party
from tests.cases import cases

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


@pytest.mark.parametrize(("text", "wanted"), cases("finders", "offices are the targets"))
def test_offices_are_the_targets(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("finders", "offices are the municipalitys"))
def test_offices_are_the_municipalitys(text: str, wanted: str) -> None:
    assert back(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("finders", "places are the targets"))
def test_places_are_the_targets(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("finders", "contacts are blanks"))
def test_contacts_are_blanks(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("finders", "persons are blanks"))
def test_persons_are_blanks(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("finders", "orders and scores are blanks"))
def test_orders_and_scores_are_blanks(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


def test_english_names_of_places_are_ours_or_marked() -> None:
    made = adapt_text("Wiang Sa District, NAN", TOWN, VILLAGES)

    assert made.adapted == "Wiang Sa District, Nakhon Pathom"
    assert [one.text for one in made.open] == ["Wiang Sa District"]
