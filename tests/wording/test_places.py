"""Whose something is, its place in a file, and months, in words."""

import pytest

from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.wording.labels import address_text, file_name, month_names, owner_text, place_text

PLACE = SourceRef(path="แผน.xlsx", sha256="a" * 64)


def test_what_is_known_is_told_in_order() -> None:
    place = SourceRef(path="แผน.xlsx", sha256="", sheet="ปี 66", table_number=1, row_number=12)

    assert place_text(place) == "แผ่นงาน ปี 66 ตาราง 1 แถว 12"


def test_an_unknown_place_says_nothing() -> None:
    assert place_text(PLACE) == ""


@pytest.mark.parametrize(
    ("sample", "reworded", "told"),
    [
        (False, False, "เทศบาลตำบลแม่กา จ.พะเยา"),
        (True, False, "เทศบาลตำบลแม่กา จ.พะเยา (ตัวอย่าง)"),
        (False, True, "เทศบาลตำบลแม่กา จ.พะเยา (เรียบเรียงใหม่)"),
    ],
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


@pytest.mark.parametrize(
    ("month", "thai", "english"),
    [("2565-10", "ต.ค. 2565", "Oct 2565"), ("2566-09", "ก.ย. 2566", "Sep 2566")],
)
def test_a_month_has_a_thai_and_an_english_name(month: str, thai: str, english: str) -> None:
    name = month_names(month)

    assert (name.text("th"), name.text("en")) == (thai, english)


def test_a_document_names_a_file_without_its_folder() -> None:
    assert file_name("corpus/examples/si-thara-samut_2567.xlsx") == "si-thara-samut_2567.xlsx"


def test_an_address_shows_thai_letters_and_keeps_all_other_escapes() -> None:
    path = "%E0%B9%81%E0%B8%9C%E0%B8%99%20%E0%B8%9B%2F1%E0%B8"

    assert (
        address_text(f"https://a.go.th/{path}?q=%26") == "https://a.go.th/แผน%20ป%2F1%E0%B8?q=%26"
    )
