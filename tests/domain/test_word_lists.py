"""Lists of words: known by file and name, words with what must not follow them."""

import re

import pytest

from itasearch.domain.word_lists import any_listed, listed_words, words


def test_a_list_holds_its_words_in_order() -> None:
    assert words("law_words", "own_papers")[:2] == ("เทศบัญญัติ", "ข้อบัญญัติ")


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"person_words\.toml has no list colours"):
        words("person_words", "colours")


@pytest.mark.parametrize(
    ("text", "counts"), [("ราย", True), ("รายงาน", False), ("ครั้งที่ 2", False), ("ครั้ง", True)]
)
def test_a_word_is_none_where_a_longer_one_begins_with_it(text: str, counts: bool) -> None:
    counters = re.compile(any_listed(listed_words("number_words", "behind_years")))

    assert bool(counters.match(text)) is counts
