import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.enrich.copies import own_details
from itasearch.text.dates.months import MONTHS
from tests.search.fakes import town

TOWN = town("ธารทอง", province="ตาก")


def without(text: str) -> str:
    for start, end in reversed(own_details(text, TOWN)):
        text = text[:start] + "_" + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("นโยบายของเทศบาลตำบลธารทอง จังหวัดตาก", "นโยบายของ_ _"),
        ("นโยบายของเทศบาล ตำบล ธาร ทอง", "นโยบายของ_"),
        ("ทต.ธารทองจัดอบรม", "_จัดอบรม"),
        ("นายกเทศมนตรีตำบลธารทองลงนาม", "นายก_ลงนาม"),
        ("แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ของกองคลัง", "แผน_ ของกองคลัง"),
        ("รายงานประจำปี", "รายงาน_"),
        ("รายงานประจำเดือน", "รายงานประจำเดือน"),
        ("อบรมเมื่อวันที่ 14 กุมภาพันธ์ 2566 ที่หอประชุม", "อบรม_ ที่หอประชุม"),
        ("1. ทบทวน 2. ประกาศ", "_ ทบทวน _ ประกาศ"),
        ("๑) ทบทวน\n๒) ประกาศ", "_ ทบทวน\n_ ประกาศ"),
        ("แจ้งภายใน 3. ประกาศ", "แจ้งภายใน 3. ประกาศ"),
        ("ทางเท้ากว้าง 1.5 เมตร", "ทางเท้ากว้าง 1.5 เมตร"),
        ("แจ้งที่ 055-812345 หรือสายด่วน 1567", "แจ้งที่ _ หรือสายด่วน 1567"),
        ("ดูที่ https://www.tharnthong.go.th/news ทุกวัน", "ดูที่ _ ทุกวัน"),
        ("ส่งมาที่ saraban@tharnthong.go.th", "ส่งมาที่ _"),
        ("ทาง www.facebook.com/tharnthong เท่านั้น", "ทาง _facebook_ เท่านั้น"),
        ("แจ้งผลภายใน 7 วัน", "แจ้งผลภายใน 7 วัน"),
    ],
)
def test_own_names_years_items_and_contacts_are_found(text: str, rest: str) -> None:
    assert without(text) == rest


@pytest.mark.parametrize(("full", "short"), MONTHS)
def test_dates_of_every_month_are_found(full: str, short: str) -> None:
    forms = (
        f"{full} 2566",
        f"3 {full}",
        f"{short} 66",
        f"{short.replace('.', '')} 66",
        f"3 {short}",
    )

    for form in forms:
        assert without(f"ประชุม {form} ครบ").replace(" ", "") == "ประชุม_ครบ"


@given(st.text(alphabet="ธารทองเทศบาล 12๓.)(0-/:@wก\nพศ.", max_size=80))
def test_places_are_in_order_and_inside(text: str) -> None:
    places = own_details(text, TOWN)

    ends = [0, *(end for place in places for end in place), len(text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in places)


@pytest.mark.parametrize(
    "text", ["ก" * 60_000, "a" * 60_000, " " * 60_000, "www." * 15_000, "1." * 30_000]
)
def test_a_long_text_without_a_break_is_read_at_once(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in own_details(text, None))
