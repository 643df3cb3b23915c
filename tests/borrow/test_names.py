"""Names of the source: in every form, never the beginning of another place's name."""

from dataclasses import replace

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.model.drafts import Party
from tests.borrow.examples import FROM, TARGET, TO, YEAR, organisation, party


def adapted(text: str, source: Party = FROM) -> str:
    return adapt_text(text, source, TO).adapted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("เทศบาลตำบลบ้านดง", TARGET),
        ("สำนักงานเทศบาลตำบลบ้านดง", f"สำนักงาน{TARGET}"),
        ("ผู้บริหารของเทศบาลตำบลบ้านดงได้ลงนาม", f"ผู้บริหารของ{TARGET}ได้ลงนาม"),
        ("เทศบาลตำบลบ้านดงสนับสนุนงบประมาณ", f"{TARGET}สนับสนุนงบประมาณ"),
        ("“เทศบาลตำบลบ้านดง”", f"“{TARGET}”"),
        ("เทศบาลตำบลบ้านดงพัฒนาระบบจองคิว", f"{TARGET}พัฒนาระบบจองคิว"),
        ("คำตอบของเทศบาลตำบลบ้านดงคำร้องทั่วไป", f"คำตอบของ{TARGET}คำร้องทั่วไป"),
        ("เทศบาลตำบล บ้านดง", TARGET),
        ("เทศ บาลตำบล\nบ้าน ดง", TARGET),
        ("เทศบาลตำบลบำนดง", TARGET),
        ("ทต.บ้านดง", "ทม.ทุ่งกว้าง"),
        ("ที่ประชุมทต. บ้านดงจัดประชุม", "ที่ประชุมทม. ทุ่งกว้างจัดประชุม"),
        ("นายกเทศมนตรีตำบลบ้านดงลงนาม", "นายกเทศมนตรีเมืองทุ่งกว้างลงนาม"),
    ],
)
def test_the_name_is_changed_in_its_shape(text: str, wanted: str) -> None:
    assert adapted(text) == wanted


def test_a_misread_name_is_changed_and_marked() -> None:
    made = adapt_text("เทศบาลตำบลบ้านด้งประกาศ", FROM, TO)

    assert made.adapted == f"{TARGET}ประกาศ"
    assert [one.text for one in made.open] == ["เทศบาลตำบลบ้านด้ง"]


def test_a_third_partys_name_stays_and_is_marked() -> None:
    text = "ร่วมกับโรงเรียนบ้านดง"

    made = adapt_text(text, FROM, TO)

    assert made.adapted == text
    assert [(one.start, one.end) for one in made.open] == [(15, 21)]


def test_a_long_name_is_the_towns_though_it_begins_like_a_word() -> None:
    source = party("เทศบาลตำบลเขาแก้วเสด็จดาว", YEAR, province="ลำปาง")

    assert adapted("ชาวเขาแก้วเสด็จดาวร่วมใจ", source) == "ชาวทุ่งกว้างร่วมใจ"
    assert adapted("เขาแก้วเสด็จดาวเมืองสะอาด", source) == "ทุ่งกว้างเมืองสะอาด"


def test_a_name_that_is_no_word_is_safe_behind_people() -> None:
    source = party("เทศบาลตำบลห้วยหินลาดใน", YEAR, province="ลำปาง")

    assert adapted("ชาวห้วยหินลาดในร่วมใจ", source) == "ชาวทุ่งกว้างร่วมใจ"


def test_a_name_that_people_also_say_of_any_place_stays_where_it_is_alone() -> None:
    town = organisation("เทศบาลตำบลตลาดใหญ่", id="")

    text = adapted(
        "ตรวจแผงในตลาดใหญ่ทุกวันเสาร์ โดยเทศบาลตำบลตลาดใหญ่", replace(FROM, organisation=town)
    )

    assert text == f"ตรวจแผงในตลาดใหญ่ทุกวันเสาร์ โดย{TARGET}"


def test_an_agency_without_a_type_must_stand_alone() -> None:
    source = party("โรงพยาบาลดอยคำ", YEAR)

    assert adapted("โรงพยาบาลดอยคำ", source) == TARGET
    assert adapted("หน้าโรงพยาบาลดอยคำ", source) == "หน้าโรงพยาบาลดอยคำ"
    assert [one.text for one in adapt_text("หน้าโรงพยาบาลดอยคำ", source, TO).open] == [
        "โรงพยาบาลดอยคำ"
    ]


def test_names_are_no_patterns() -> None:
    odd = party("เทศบาลตำบล(a+)+[บ.*", YEAR, aliases=("(", "[a"))

    made = adapted("เทศบาลตำบล(a+)+[บ.* และ aaaa", odd)

    assert made == f"{TARGET} และ aaaa"
