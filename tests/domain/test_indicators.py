"""Which indicator a heading or cell states."""

import pytest

from itasearch.domain.indicators import (
    indicator,
    indicator_in_title,
    indicators,
    stated_indicator,
)
from tests.cases import examples, optional


@examples("indicators", "number or name states the indicator", str, int)
def test_number_or_name_states_the_indicator(text: str, number: int) -> None:
    assert stated_indicator(text) == number


@examples("indicators", "other text states none", str)
def test_other_text_states_none(text: str) -> None:
    assert stated_indicator(text) is None


@examples("indicators", "a title states the only indicator that it names", str, optional(int))
def test_a_title_states_the_only_indicator_that_it_names(title: str, number: int | None) -> None:
    assert indicator_in_title(title) == number


def test_ten_indicators_belong_to_three_instruments() -> None:
    assert [known.number for known in indicators()] == list(range(1, 11))
    assert {known.instrument for known in indicators()} == {"IIT", "EIT", "OIT"}


def test_an_unknown_number_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="11"):
        indicator(11)


def test_words_of_an_indicator_state_nothing() -> None:
    for known in indicators():
        for word in (*known.decisive, *known.title):
            assert stated_indicator(f"จัดทำแผนเรื่อง{word}ทุกปี") is None


def test_every_indicator_says_what_it_asks_in_both_languages() -> None:
    assert all(known.definition and known.thai_definition for known in indicators())
