"""Faults that an examiner's own cells showed, each by its smallest text; kept for ever."""

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.model.drafts import Adaptation, Party
from itasearch.model.records import Organisation, OrganisationType
from tests.borrow.examples import party
from tests.cases import cases

TOWN = party(
    "เทศบาลตำบลธารเงิน", 2566, aliases=("ธารเงึน", "ทารเงิน", "Than Ngoen", "องค์การบริหารส่วนตำบลธารเงิน")
)
OTHER_TOWN = party("เทศบาลตำบลทุ่งพระลาน", 2568, aliases=("Thung Phra Lan",))
PATTAYA = party("เมืองพัทยา", 2568)


def named(name: str) -> Party:
    """A side of which nothing but a name is known."""
    return Party(
        organisation=Organisation(name=name, type=OrganisationType.OTHER), fiscal_year_be=2568
    )


def made(text: str, source: Party = TOWN, target: Party = OTHER_TOWN) -> Adaptation:
    return adapt_text(text, source, target)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("เดิมคืออบต.ธารเงิน", "เดิมคือทต.ทุ่งพระลาน"),
    ],
)
def test_an_alias_without_its_kind_is_the_name_in_every_form(text: str, wanted: str) -> None:
    found = made(text)

    assert (found.adapted, found.open) == (wanted, ())


def test_a_namesake_of_another_kind_is_marked() -> None:
    found = made("ร่วมกับ อบต.ทุ่งพระลาน", OTHER_TOWN, PATTAYA)

    assert [one.text for one in found.open] == ["อบต.ทุ่งพระลาน"]


@pytest.mark.parametrize(("text", "wanted"), cases("examined", "contacts end where they end"))
def test_contacts_end_where_they_end(text: str, wanted: str) -> None:
    assert made(text).adapted == wanted


def test_offices_of_another_kind_are_marked() -> None:
    found = made("ปลัด อบต. พนักงานส่วนตำบล และสำนักปลัด ตามข้อบัญญัติ")

    assert [one.text for one in found.open] == ["ปลัด อบต.", "พนักงานส่วนตำบล", "ข้อบัญญัติ"]


def test_offices_are_marked_where_the_targets_kind_is_not_known() -> None:
    found = made("เสนอนายกเทศมนตรี", target=named("ทุ่งพระลาน"))

    assert [one.text for one in found.open] == ["นายกเทศมนตรี"]


def test_a_kind_that_is_not_said_is_learnt_before_the_name() -> None:
    found = made("เสนอนายก อบต.ห้วยคำแสน และพนักงานส่วนตำบล", named("ห้วยคำแสน"))

    assert found.adapted == "เสนอนายกเทศมนตรีตำบลทุ่งพระลาน และพนักงานเทศบาล"


def test_an_ordinance_on_budgets_stays_one_name() -> None:
    assert made("ร่างเทศบัญญัติงบประมาณ", target=PATTAYA).adapted == "ร่างข้อบัญญัติงบประมาณ"
