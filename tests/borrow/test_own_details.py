"""Whatever telephone, item or alias: the source's own goes, and nothing beside it."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from itasearch.borrow.adapt.one_pass import adapt_text
from tests.borrow.test_examined import OTHER_TOWN, TOWN

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
    ("text", "wanted"),
    [
        ("เทศบาลตำบลธารเงึนจัดประชุม", "เทศบาลตำบลทุ่งพระลานจัดประชุม"),
        ("ทต. ธารเงึน จัดประชุม", "ทต. ทุ่งพระลาน จัดประชุม"),
        ("นายกเทศมนตรีตำบลธารเงึน", "นายกเทศมนตรีตำบลทุ่งพระลาน"),
        ("ชาวธารเงึนร่วมใจ", "ชาวทุ่งพระลานร่วมใจ"),
        ("“ธารเงึนใสสะอาด”", "“ทุ่งพระลานใสสะอาด”"),
    ],
)
def test_an_alias_is_the_name_however_it_is_given(alias: str, text: str, wanted: str) -> None:
    assert TOWN.organisation is not None
    source = replace(TOWN, organisation=replace(TOWN.organisation, aliases=(alias,)))

    assert adapt_text(text, source, OTHER_TOWN).adapted == wanted
