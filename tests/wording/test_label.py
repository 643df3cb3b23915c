"""Labels: numbers with what they count."""

import pytest

from itasearch.wording.label import Label

FOUND = Label("พบ {count:,} มาตรการ", "{count:,new measures} in {towns:towns}")


@pytest.mark.parametrize(
    ("count", "towns", "text"),
    [
        (1, 1, "1 new measure in 1 town"),
        (0, 2, "0 new measures in 2 towns"),
        (1_200, 21, "1,200 new measures in 21 towns"),
    ],
)
def test_what_is_counted_is_singular_for_one_in_english(count: int, towns: int, text: str) -> None:
    assert FOUND.text("en", count=count, towns=towns) == text


def test_thai_has_one_form() -> None:
    assert FOUND.text("th", count=1, towns=1) == "พบ 1 มาตรการ"


def test_other_formats_are_those_of_python() -> None:
    label = Label("{a}", "{a:.2f} {b:,} {c} {d!r:>5}")

    assert label.text("en", a=0.25, b=1000, c="{x}", d="ก") == "0.25 1,000 {x}   'ก'"
