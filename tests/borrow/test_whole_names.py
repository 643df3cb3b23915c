"""Special areas: their name is their kind, and every office carries it."""

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.model.drafts import Party
from itasearch.model.records import Organisation, OrganisationType
from tests.borrow.test_finders import TOWN, VILLAGES

AREA = OrganisationType.SPECIAL_ADMINISTRATIVE_AREA
PATTAYA = Party(organisation=Organisation(name="เมืองพัทยา", type=AREA), fiscal_year_be=2566)
BANGKOK = Party(organisation=Organisation(name="กรุงเทพมหานคร", type=AREA), fiscal_year_be=2566)


@pytest.mark.parametrize(
    ("text", "source", "target", "wanted"),
    [
        ("นายกเมืองพัทยาลงนาม", PATTAYA, TOWN, "นายกเทศมนตรีตำบลธารเงินลงนาม"),
        ("ปลัดเมือง พัทยา", PATTAYA, VILLAGES, "ปลัดองค์การบริหารส่วนตำบลทุ่งพระลาน"),
        ("บุคลากรของเมืองพัทยาทุกคน", PATTAYA, TOWN, "บุคลากรของเทศบาลตำบลธารเงินทุกคน"),
        ("สภาเมืองพัทยา", PATTAYA, BANGKOK, "สภากรุงเทพมหานคร"),
        ("ผู้ว่าราชการ กทม. และ กทม.", BANGKOK, TOWN, "นายกเทศมนตรีตำบลธารเงิน และ ทต.ธารเงิน"),
        ("สำนักงานเทศบาลตำบลธารเงิน", TOWN, PATTAYA, "ศาลาว่าการเมืองพัทยา"),
        ("ชาวบ้านแจ้งเทศบาล หรือทต.ธารเงิน", TOWN, BANGKOK, "ชาวบ้านแจ้งกรุงเทพมหานคร หรือกทม."),
        ("นายก อบต.ทุ่งพระลานกำกับ", VILLAGES, PATTAYA, "นายกเมืองพัทยากำกับ"),
        ("พนักงานส่วนตำบล", VILLAGES, BANGKOK, "ข้าราชการกรุงเทพมหานคร"),
    ],
)
def test_offices_of_special_areas(text: str, source: Party, target: Party, wanted: str) -> None:
    assert adapt_text(text, source, target).adapted == wanted


def test_a_third_party_with_the_areas_name_stays_and_is_marked() -> None:
    text = "ร่วมกับโรงเรียนเมืองพัทยา"

    made = adapt_text(text, PATTAYA, TOWN)

    assert made.adapted == text
    assert [one.text for one in made.open] == ["เมืองพัทยา"]


def test_another_special_area_is_a_third_party() -> None:
    text = "ดูงานที่กรุงเทพมหานคร กับปลัดเมืองพัทยา"

    assert adapt_text(text, TOWN, VILLAGES).adapted == text
