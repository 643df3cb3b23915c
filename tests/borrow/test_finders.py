"""Each finder on its own sort of text: kinds, places, contacts, persons, orders, scores."""

import pytest

from itasearch.borrow import adapt_text
from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.template import Party

TOWN = Party(
    organisation=Organisation(
        name="เทศบาลตำบลธารเงิน",
        type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
        district="เมืองน่าน",
        province="น่าน",
        aliases=("Than Ngoen Subdistrict Municipality",),
    ),
    fiscal_year_be=2566,
)
VILLAGES = Party(
    organisation=Organisation(
        name="องค์การบริหารส่วนตำบลทุ่งพระลาน",
        type=OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION,
        district="บางเลน",
        province="นครปฐม",
    ),
    fiscal_year_be=2568,
)


def adapted(text: str) -> str:
    return adapt_text(text, TOWN, VILLAGES).adapted


def back(text: str) -> str:
    return adapt_text(text, VILLAGES, TOWN).adapted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("สำนัก ปลัด เทศบาล", "สำนักปลัด"),
        ("ทางเทศบาลจัดประชุม", "ทางองค์การบริหารส่วนตำบลจัดประชุม"),
        ("สมาชิกสภาเทศบาล (สท.)", "สมาชิกสภาองค์การบริหารส่วนตำบล (ส.อบต.)"),
        ("คณะเทศมนตรี", "คณะผู้บริหารองค์การบริหารส่วนตำบล"),
        ("สำนักงานเทศบาลตำบลธารเงิน", "ที่ทำการองค์การบริหารส่วนตำบลทุ่งพระลาน"),
        ("นายกเทศมนตรีตำบลธารเงิน", "นายกองค์การบริหารส่วนตำบลทุ่งพระลาน"),
        ("นายกเทศมนตรีเมืองลพบุรี", "นายกเทศมนตรีเมืองลพบุรี"),
        ("เทศบาลบ้านกลาง", "เทศบาลบ้านกลาง"),
        ("สันนิบาตเทศบาล", "สันนิบาตเทศบาล"),
        ("เทศบำลตำบลธารเงิน", "องค์การบริหารส่วนตำบลทุ่งพระลาน"),
    ],
)
def test_offices_are_the_targets(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("นายก อบต.ทุ่งพระลาน", "นายกเทศมนตรีตำบลธารเงิน"),
        ("ปลัด อบต.ทุ่งพระลานลงนาม", "ปลัด ทต.ธารเงินลงนาม"),
        ("บุคลากรของอบต.ปฏิเสธ", "บุคลากรของเทศบาลปฏิเสธ"),
        ("สมาชิก อบต.", "สมาชิกสภาเทศบาล"),
        ("และอบต.บ้านกลาง", "และอบต.บ้านกลาง"),
        ("ตั้งกรรมการสอบจากภายนอก", "ตั้งกรรมการสอบจากภายนอก"),
    ],
)
def test_offices_are_the_municipalitys(text: str, wanted: str) -> None:
    assert back(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("อำเภอเมือง จังหวัดน่าน", "อำเภอบางเลน จังหวัดนครปฐม"),
        ("อ.เมืองน่าน จ.น่าน 55000", "อ.บางเลน จ.นครปฐม «รหัสไปรษณีย์»"),
        ("องค์การบริหารส่วนจังหวัดน่าน", "องค์การบริหารส่วนจังหวัดน่าน"),
        ("กำนันตำบลธารเงิน", "กำนันตำบล«ชื่อตำบล»"),
        ("อำเภอปัว", "อำเภอปัว"),
    ],
)
def test_places_are_the_targets(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("โทร 054-767-066 ต่อ 66", "โทร «หมายเลขโทรศัพท์»"),
        ("โทร 054 767 066, 08 1234 5678", "โทร «หมายเลขโทรศัพท์», «หมายเลขโทรศัพท์»"),
        ("เวลา 08.30-16.30 น.", "เวลา 08.30-16.30 น."),
        ("สายด่วน 1567", "สายด่วน 1567"),
        ("saraban_01@dla.go.th", "«อีเมล»"),
        ("https://itas.nacc.go.th", "https://itas.nacc.go.th"),
        ("เพจ “เทศบาลตำบลธารเงิน”", "เพจ “«ชื่อเพจ Facebook»”"),
        ("Line ID: thanngoen", "Line ID: «Line ID»"),
        ("หน้าเว็บ thanngoen.example/plan", "หน้าเว็บ «เว็บไซต์»"),
        ("ตู้ ปณ. 12 ปณจ.ธารเงิน 55000", "ตู้ ปณ. «ที่ตั้งสำนักงาน» «รหัสไปรษณีย์»"),
        ("แนบไฟล์ form-ita.pdf", "แนบไฟล์ form-ita.pdf"),
        ("เพจ ทต.ธารเงิน SAO", "เพจ «ชื่อเพจ Facebook»"),
        ("Than Ngoen Municipality", "«ชื่อหน่วยงานภาษาอังกฤษ»"),
    ],
)
def test_contacts_are_blanks(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("นายกมล ใจดีตำแหน่งนิติกร", "«ชื่อ-สกุล»ตำแหน่งนิติกร"),
        ("นางสาวพรทิพย์ ณ สงขลา นิติกร", "«ชื่อ-สกุล» นิติกร"),
        ("และจ.ส.อ.หญิง วันดี มีสุข", "และ«ชื่อ-สกุล»"),
        ("นางสาวกมลชนก ใจเที่ยง นิติกร", "«ชื่อ-สกุล» นิติกร"),
        ("ติดต่อ สมศรี ใจดี (โทร)", "ติดต่อ «ชื่อ-สกุล» (โทร)"),
        ("นายตรวจเขต นายกสมาคม คุณธรรม", "นายตรวจเขต นายกสมาคม คุณธรรม"),
    ],
)
def test_persons_are_blanks(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("คำสั่ง ที่ ๑๒/๒๕๖๖", "คำสั่ง ที่ «เลขที่คำสั่ง»"),
        ("ที่ นน 71001/123", "ที่ «เลขที่หนังสือ»"),
        ("ประชุมครั้งที่ 3/2565", "ประชุมครั้งที่ 3/2567"),
        (
            "หนังสือกระทรวงมหาดไทย ที่ มท 0810.3/ว 12 ลว ๑๒ มี.ค. ๒๕๖๖",
            "หนังสือกระทรวงมหาดไทย ที่ มท 0810.3/ว 12 ลว ๑๒ มี.ค. ๒๕๖๖",
        ),
        ("ได้ 91.25 คะแนน ระดับ A", "ได้ «คะแนน» คะแนน ระดับ «ระดับ»"),
        ("คำสั่งที่ 7/2566 ลงวันที่ 1 มี.ค. 2566 เรื่อง มอบงาน", "คำสั่งที่ «เลขที่คำสั่ง» ลงวันที่ «วันที่» เรื่อง มอบงาน"),
        ("ครั้งที่ 1/2566 เรื่อง ทบทวนแผน", "ครั้งที่ 1/2568 เรื่อง ทบทวนแผน"),
        ("ระดับผลการประเมิน A", "ระดับผลการประเมิน «ระดับ»"),
        ("ตัวชี้วัดที่ 4 (79.12) ตัวชี้วัดที่ 5 (80.04)", "ตัวชี้วัดที่ 4 («คะแนน») ตัวชี้วัดที่ 5 («คะแนน»)"),
        ("IIT = 85.10, EIT = 78.22 รวม 86.15", "IIT = «คะแนน», EIT = «คะแนน» รวม «คะแนน»"),
        ("อยู่ในระดับ B (81.5 คะแนน)", "อยู่ในระดับ «ระดับ» («คะแนน» คะแนน)"),
        ("ตั้งเป้า 95 คะแนน ให้อยู่ในระดับ A", "ตั้งเป้า 95 คะแนน ให้อยู่ในระดับ A"),
        ("พึงพอใจร้อยละ 88.4", "พึงพอใจร้อยละ 88.4"),
    ],
)
def test_orders_and_scores_are_blanks(text: str, wanted: str) -> None:
    assert adapted(text) == wanted
