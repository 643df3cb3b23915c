"""Abbreviated months as OCR misreads them."""

import pytest

from itasearch.readers.scan.line_text import month_of, with_months


@pytest.mark.parametrize(
    ("read", "printed"),
    [("กุย.", "ก.ย."), ("ก.ุค.", "ก.ค."), ("ธิ.ค.", "ธ.ค."), ("เม่.ย.", "เม.ย."), ("มี.ย.", "มิ.ย.")],
)
def test_month_with_a_mark_for_a_point_is_put_right(read: str, printed: str) -> None:
    assert with_months(f"ตั้งแต่ {read} ๖๗") == f"ตั้งแต่ {printed} ๖๗"


@pytest.mark.parametrize("text", ["ตค. ๖๗", "พ.ศ. ๒๕๖๗", "นายกุย มาดี", "อบต. ๓ แห่ง", "มี.ค. - พ.ค."])
def test_what_is_no_misread_month_stays(text: str) -> None:
    assert with_months(text) == text


def test_words_without_points_are_no_months() -> None:
    assert month_of("กุย") is None
    assert month_of("พ.ศ.") is None
