"""Years near the source's own move with it; its name changes in every form, no other's does."""

from dataclasses import replace

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.model.drafts import Party
from tests.borrow.examples import FROM, TARGET, TO, YEAR, organisation, party
from tests.cases import cases, examples

MOVED = ("years of the work", "an event is a blank", "the name is changed in its shape")


@pytest.mark.parametrize(("text", "wanted"), [it for one in MOVED for it in cases("years", one)])
def test_years_move_as_printed_events_are_blanks_and_names_keep_their_shape(
    text: str, wanted: str
) -> None:
    assert adapt_text(text, FROM, TO).adapted == wanted


@examples("years", "a fact stays")
def test_a_fact_stays(text: str) -> None:
    assert adapt_text(text, FROM, TO).adapted == text


@examples("years", "the sources history stays and is marked")
def test_the_sources_history_stays_and_is_marked(text: str, marked: str) -> None:
    made = adapt_text(text, FROM, TO)

    assert made.adapted == text
    assert [one.text for one in made.open] == [marked]


def test_item_numbers_of_another_year_are_marked_with_ours() -> None:
    made = adapt_text("เผยแพร่ตามข้อ O1 และ O42", FROM, TO)

    assert made.adapted == "เผยแพร่ตามข้อ O1 และ O42"
    [item] = made.open
    assert item.text == "O42"
    assert "O25" in item.question or "O26" in item.question


def test_a_text_of_years_alone_is_adapted_to_its_end() -> None:
    # Looked at from its beginning for each year, it takes half a minute, which no fast test may.
    assert adapt_text("2566 " * 4_000, FROM, TO).adapted == "2569 " * 4_000


def adapted(text: str, source: Party = FROM) -> str:
    return adapt_text(text, source, TO).adapted


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
