"""Where something stands in a file, in words."""

from itasearch.documents.places import place_text
from itasearch.model.source import SourceRef

PLACE = SourceRef(path="แผน.xlsx", sha256="a" * 64)


def test_what_is_known_is_told_in_order() -> None:
    place = SourceRef(path="แผน.xlsx", sha256="", sheet="ปี 66", table_number=1, row_number=12)

    assert place_text(place) == "แผ่นงาน ปี 66 ตาราง 1 แถว 12"


def test_numbers_are_printed_as_wanted_and_names_stay() -> None:
    place = SourceRef(path="แผน.xlsx", sha256="", sheet="ปี 66", page_number=3)

    assert place_text(place, number=lambda value: "๓" * value) == "แผ่นงาน ปี 66 หน้า ๓๓๓"


def test_an_unknown_place_says_nothing() -> None:
    assert place_text(PLACE) == ""
