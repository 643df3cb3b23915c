"""Whose something is, its place in a file, and months, in words."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.wording import labels
from itasearch.wording.document_words import BLANK, is_blank, marked_blanks
from itasearch.wording.labels import (
    address_text,
    file_name,
    month_names,
    owner_text,
    place_text,
    printed_change,
)
from tests.cases import examples, yes

PLACE = SourceRef(path="แผน.xlsx", sha256="a" * 64)


def test_what_is_known_is_told_in_order() -> None:
    place = SourceRef(path="แผน.xlsx", sha256="", sheet="ปี 66", table_number=1, row_number=12)

    assert place_text(place) == "แผ่นงาน ปี 66 ตาราง 1 แถว 12"


def test_a_line_with_several_rows_of_a_table_says_nothing_of_one() -> None:
    row = SourceRef(path="ผล", sha256="", line_number=1, table_number=1, row_number=3)

    assert place_text(row) == "ตาราง 1 แถว 3"
    assert place_text(replace(row, line_number=11)) == "ตาราง 1 แถว 3 บรรทัด 11"
    assert place_text(replace(row, row_number=None, media_type="text/html")) == "ตาราง 1 ย่อหน้าที่ 1"


def test_an_unknown_place_says_nothing() -> None:
    assert place_text(PLACE) == ""


@examples(
    "places", "an owner is named with the mark of a report that is not its own", yes, yes, str
)
def test_an_owner_is_named_with_the_mark_of_a_report_that_is_not_its_own(
    sample: bool, reworded: bool, told: str
) -> None:
    town = Organisation(
        name="เทศบาลตำบลแม่กา",
        type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
        province="พะเยา",
        sample=sample,
    )

    assert owner_text(town, reworded=reworded, province=" จ.{}") == told


@examples("places", "a month in both languages")
def test_a_month_has_a_thai_and_an_english_name(month: str, thai: str, english: str) -> None:
    name = month_names(month)

    assert (name.text("th"), name.text("en")) == (thai, english)


def test_a_document_names_a_file_without_its_folder() -> None:
    assert file_name("corpus/examples/si-thara-samut_2567.xlsx") == "si-thara-samut_2567.xlsx"
    assert file_name("0123456789ab-แผน.pdf") == "แผน.pdf"
    assert file_name(f"https://a.go.th/o34/{quote('O34-แผน')}.pdf") == "O34-แผน.pdf"


def test_an_address_shows_thai_letters_and_keeps_all_other_escapes() -> None:
    path = "%E0%B9%81%E0%B8%9C%E0%B8%99%20%E0%B8%9B%2F1%E0%B8"

    assert (
        address_text(f"https://a.go.th/{path}?q=%26") == "https://a.go.th/แผน%20ป%2F1%E0%B8?q=%26"
    )


@examples("places", "equal as printed is no change", float, float, float)
def test_equal_as_printed_is_no_change(score: float, before: float, change: float) -> None:
    assert printed_change(score, before) == change


@examples("places", "a figure as it is printed", str, float, str)
def test_a_figure_is_printed_as_its_kind_asks(kind: str, figure: float, printed: str) -> None:
    assert getattr(labels, f"{kind}_text")(figure) == printed


@pytest.mark.parametrize("text", ["-", BLANK, "……", " – ", "«วันที่»", "«ชื่อ» - «สกุล»"])
def test_what_says_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["", "  ", "โทร «หมายเลข»", "กองคลัง ......", "๑."])
def test_what_says_something_or_is_empty_is_not(text: str) -> None:
    assert not is_blank(text)


def test_marked_blanks_are_told_by_their_places() -> None:
    assert marked_blanks("ถึง «ใคร» ที่ «ใด»") == ((4, 9), (14, 18))
