"""Long text in bounded stretches."""

import pytest
from hypothesis import given, strategies as st

from itasearch.text.thai.stretches import beginning, joined, stretches, with_items_on_lines
from tests.cases import examples, listed, literal

_TEXT = st.text(alphabet="กขเแิ่้ำา๑1a .,\n\t😀", max_size=120)


@given(text=_TEXT, limit=st.integers(min_value=2, max_value=40))
def test_stretches_hold_all_text_within_the_limit(text: str, limit: int) -> None:
    spans = stretches(text, limit=limit)

    pieces = [text[start:end] for start, end in spans]
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < len(piece) <= limit and piece == piece.strip() for piece in pieces)
    assert [*spans] == sorted(spans)


@examples("stretches", "whole items are packed, long ones cut at spaces", str, int, listed)
def test_whole_items_are_packed_and_long_ones_cut(text: str, limit: int, parts: list[str]) -> None:
    assert [text[a:b].replace("\n", " / ") for a, b in stretches(text, limit=limit)] == parts


def test_a_run_without_spaces_is_cut_between_clusters() -> None:
    for limit in range(6, 14):
        text = "เจ้าหน้าที่ผู้ปฏิบัติงาน"
        pieces = [text[a:b] for a, b in stretches(text, limit=limit)]

        assert not any(piece[0] in "้ี่ัิูำา" or piece[-1] in "เแโใไ" for piece in pieces), limit


def test_text_without_good_places_is_cut_all_the_same() -> None:
    assert stretches("่" * 10, limit=4) == [(0, 4), (4, 8), (8, 10)]


def test_a_limit_below_two_is_refused() -> None:
    with pytest.raises(ValueError, match="limit is 1"):
        stretches("ก", limit=1)


@examples("stretches", "spans that meet are one", literal, float, literal)
def test_spans_that_meet_are_one(spans: list[tuple[int, int]], gap: float, one: object) -> None:
    assert joined(spans, gap=gap) == one


def test_a_beginning_keeps_short_text_and_cuts_long_text_at_a_space() -> None:
    assert beginning("สั้น", limit=10) == "สั้น"
    assert beginning("แผนปฏิบัติการ ป้องกัน", limit=16) == "แผนปฏิบัติการ"


@examples("stretches", "items have their own lines and wrapped lines are one", str, int)
def test_items_have_their_own_lines_and_wrapped_lines_are_one(text: str, lines: int) -> None:
    found = with_items_on_lines(text)

    assert found.count("\n") + 1 == lines
    assert len(found) == len(text)
