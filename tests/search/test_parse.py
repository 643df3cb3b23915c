import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.domain.words import segmenter
from itasearch.errors import QueryError
from itasearch.search.parse import MAX_QUERY_LENGTH, parse_query


def test_words_know_their_place_in_the_text() -> None:
    query = parse_query("  งดรับ   ของขวัญ ", segmenter())

    assert query.text == "งดรับ ของขวัญ"
    assert [query.text[s.start : s.end] for s in query.spans] == list(query.words)


def test_damage_of_the_text_is_mended() -> None:
    assert parse_query("ส านักงานปลัด", segmenter()).text == "สำนักงานปลัด"


def test_thai_and_arabic_digits_are_the_same_word() -> None:
    assert parse_query("ปี ๒๕๖๖", segmenter()).words == parse_query("ปี 2566", segmenter()).words


@pytest.mark.parametrize("marks", ['""', "“”", "«»"])
def test_quoted_words_are_a_phrase_and_words_too(marks: str) -> None:
    query = parse_query(f"ขั้นตอน {marks[0]}ยืมพัสดุ{marks[1]}", segmenter())

    assert query.phrases == (("ยืม", "พัสดุ"),)
    assert query.words == ("ขั้นตอน", "ยืม", "พัสดุ")


def test_a_single_quotation_mark_asks_for_nothing() -> None:
    assert parse_query('5" จอภาพ', segmenter()).phrases == ()


@pytest.mark.parametrize("text", ["", "  \n", "???", "“”", "!! …"])
def test_a_query_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="no word"):
        parse_query(text, segmenter())


def test_a_pasted_document_is_refused() -> None:
    with pytest.raises(QueryError, match=str(MAX_QUERY_LENGTH)):
        parse_query("ก" * (MAX_QUERY_LENGTH + 1), segmenter())


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        query = parse_query(text, segmenter())
    except QueryError:
        return
    assert query.words
    assert all(0 <= s.start < s.end <= len(query.text) for s in query.spans)
