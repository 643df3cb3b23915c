import pytest

from itasearch.domain.organisations import (
    expand_abbreviation,
    organisation_type,
    organisation_types,
    short_name,
)
from itasearch.model.records import OrganisationType as Type
from tests.cases import cases


@pytest.mark.parametrize(("short", "full"), cases("organisations", "abbreviated types"))
def test_abbreviated_types_are_written_out(short: str, full: str) -> None:
    assert expand_abbreviation(short) == full


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("เทศบาลนครบ้านสวน", Type.CITY_MUNICIPALITY),
        ("เทศบาลเมืองเมืองใหม่", Type.TOWN_MUNICIPALITY),
        ("ทต.บ้านสวน", Type.SUBDISTRICT_MUNICIPALITY),
        ("สำนักงานเทศบาลตำบล บ้านสวน", Type.SUBDISTRICT_MUNICIPALITY),
        ("เทศบาลตาบลบ้านสวน", Type.SUBDISTRICT_MUNICIPALITY),
        ("ที่ทำการ อบต.บ้านสวน", Type.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION),
        ("องค์การบรหารส่วนตำบลบ้านสวน", Type.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION),
        ("องค์การบริหารส่วนจังหวัดตาก", Type.PROVINCIAL_ADMINISTRATIVE_ORGANISATION),
        ("Ban Suan Sub-district Municipality", Type.SUBDISTRICT_MUNICIPALITY),
        (
            "Ban Suan Subdistrict Administrative Organization",
            Type.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION,
        ),
        ("เมืองพัทยา", Type.SPECIAL_ADMINISTRATIVE_AREA),
        ("กทม.", Type.SPECIAL_ADMINISTRATIVE_AREA),
        ("โรงพยาบาลบ้านสวน", Type.OTHER),
        ("สำนักงานเขตหลวง กรุงเทพมหานคร", Type.OTHER),
        ("โรงเรียนเทศบาล ๑", Type.OTHER),
        ("", Type.OTHER),
    ],
)
def test_the_name_tells_the_type(name: str, type_: Type) -> None:
    assert organisation_type(name) is type_


def test_every_type_but_other_can_be_told() -> None:
    assert {kind.type for kind in organisation_types()} == set(Type) - {Type.OTHER}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("เทศบาลตำบลบ้านสวน", "ทต.บ้านสวน"),
        ("องค์การบริหารส่วนตำบลบ้านสวน", "อบต.บ้านสวน"),
        ("เทศบาลเมือง", None),
        ("โรงพยาบาลบ้านสวน", None),
    ],
)
def test_a_full_name_has_a_short_one(name: str, short: str | None) -> None:
    assert short_name(name) == short
