"""Faults that an examiner's own cells showed, each by its smallest text; kept for ever."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.model.drafts import Adaptation, Party
from itasearch.model.records import Organisation, OrganisationType
from tests.borrow.examples import party
from tests.cases import cases, examples

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


def test_an_alias_of_another_kind_is_the_name() -> None:
    found = made("เดิมคืออบต.ธารเงิน")

    assert (found.adapted, found.open) == ("เดิมคือทต.ทุ่งพระลาน", ())


def test_a_namesake_of_another_kind_is_marked() -> None:
    found = made("ร่วมกับ อบต.ทุ่งพระลาน", OTHER_TOWN, PATTAYA)

    assert [one.text for one in found.open] == ["อบต.ทุ่งพระลาน"]


@examples("examined", "contacts end where they end")
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


THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
ITEMS = (" {}. ยื่นคำร้อง", " {}) ยื่นคำร้อง", " ({}) ยื่นคำร้อง", "\n{}. ยื่นคำร้อง", " {}.๑ ยื่นคำร้อง")
SHAPES = ("โทร. {}", "โทรศัพท์ {}", "โทร {}", "หมายเลข {}", "({})", "แจ้งที่ {}")


def grouped(digits: str) -> st.SearchStrategy[str]:
    """A number as reports write it: with a dash, with blanks or in one."""
    area = 3 if digits.startswith(("03", "04", "05", "07", "08", "09", "06")) else 2
    rest = digits[area:]
    return st.sampled_from(
        (
            digits,
            f"{digits[:area]}-{rest}",
            f"{digits[:area]} {rest[:3]} {rest[3:]}",
            f"{digits[:area]}-{rest[:3]}-{rest[3:]}",
            f"{digits[0]}-{digits[1:5]}-{digits[5:]}",
        )
    )


landline = st.from_regex(r"0[2-57][1-9][0-9]{6}", fullmatch=True)
mobile = st.from_regex(r"0[689][1-9][0-9]{7}", fullmatch=True)


@given(
    (landline | mobile).flatmap(grouped),
    st.integers(1, 29),
    st.sampled_from(ITEMS),
    st.sampled_from(SHAPES),
    st.booleans(),
)
def test_the_item_behind_a_telephone_stays(
    number: str, item: int, behind: str, shape: str, thai: bool
) -> None:
    lead, end = shape.split("{}")
    tail = end + behind.format(item)
    text = f"{lead}{number}{tail}".translate(THAI_DIGITS if thai else {})

    made = adapt_text(text, TOWN, OTHER_TOWN)

    assert made.adapted == f"{lead}«หมายเลขโทรศัพท์»{text[len(lead) + len(number) :]}"


@pytest.mark.parametrize("alias", ["ธารเงึน", "ทต.ธารเงึน", "เทศบาลตำบลธารเงึน"])
@pytest.mark.parametrize(
    ("text", "wanted"), cases("examined", "an alias is the name however it is given")
)
def test_an_alias_is_the_name_however_it_is_given(alias: str, text: str, wanted: str) -> None:
    assert TOWN.organisation is not None
    source = replace(TOWN, organisation=replace(TOWN.organisation, aliases=(alias,)))

    assert adapt_text(text, source, OTHER_TOWN).adapted == wanted
