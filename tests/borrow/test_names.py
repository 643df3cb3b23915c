"""Names of the source: in every full form, never the beginning of another place's name."""

import pytest

from itasearch.borrow.names import name_spans, own_name
from itasearch.model.records import Organisation, OrganisationType
from tests.borrow.examples import SOURCE


def named(text: str, organisation: Organisation = SOURCE) -> list[str]:
    return [text[start:end] for start, end in name_spans(text, organisation)]


@pytest.mark.parametrize(
    "text",
    [
        "เทศบาลตำบลบ้านดง",
        "สำนักงานเทศบาลตำบลบ้านดง อำเภอแม่เมาะ",
        "ผู้บริหารของเทศบาลตำบลบ้านดงได้ลงนาม",
        "“เทศบาลตำบลบ้านดง”",
        "เทศบาลตำบลบ้านดงในปีที่ผ่านมา",
        "เทศบาลตำบล บ้านดง",
        "เทศบาลตำบลบำนดง",
        "ทต.บ้านดง",
        "ทต. บ้านดงจัดประชุม",
    ],
)
def test_the_name_is_found(text: str) -> None:
    assert len(named(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "เทศบาลตำบลบ้านดงหลวง",
        "เทศบาลตำบลบ้านดงใน อำเภอแม่เมาะ",
        "เทศบาลตำบลบ้านดงเย็น",
        "องค์การบริหารส่วนตำบลบ้านดง",
        "อบต.บ้านดง",
        "เทศบาลตำบลบ้าน ดงเจริญ",
        "บ้านดง",
    ],
)
def test_another_name_is_not(text: str) -> None:
    assert named(text) == []


def test_an_agency_without_a_type_must_stand_alone() -> None:
    hospital = Organisation(name="โรงพยาบาลดอยคำ", type=OrganisationType.OTHER)

    assert named("โรงพยาบาลดอยคำ", hospital) == ["โรงพยาบาลดอยคำ"]
    assert named("หน้าโรงพยาบาลดอยคำ", hospital) == []


def test_a_short_alias_without_a_type_is_no_name() -> None:
    town = Organisation(
        name="เทศบาลตำบลบ้านดง",
        type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
        aliases=("บ้านดง",),
    )

    assert named("ชุมชน บ้านดง ", town) == []


def test_a_single_place_is_its_own_type() -> None:
    city = Organisation(name="เมืองพัทยา", type=OrganisationType.SPECIAL_ADMINISTRATIVE_AREA)

    assert named("นโยบายของเมืองพัทยา", city) == ["เมืองพัทยา"]


def test_the_own_name_is_without_its_type() -> None:
    assert own_name(SOURCE) == "บ้านดง"
