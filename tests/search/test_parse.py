import pytest
from hypothesis import given, strategies as st

from itasearch.domain.words import segmenter
from itasearch.errors import QueryError
from itasearch.search.query.parse import MAX_QUERY_LENGTH, Condition, parse_query
from tests.cases import examples


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

    assert query.conditions == (Condition(words=("ยืม", "พัสดุ"), is_exact=True),)
    assert query.words == ("ขั้นตอน", "ยืม", "พัสดุ")


@examples("search_parse", "a quotation or a colon in a whole question is no demand")
def test_a_quotation_or_a_colon_in_a_whole_question_is_no_demand(text: str, word: str) -> None:
    query = parse_query(text, segmenter())

    assert not query.is_demanding
    assert word in query.words


@pytest.mark.parametrize("minus", ["-", "−", "–"])
def test_a_word_behind_a_minus_is_left_out(minus: str) -> None:
    query = parse_query(f"พัสดุ {minus}อบรม", segmenter())

    assert query.text == "พัสดุ"
    assert query.conditions == (Condition(words=("อบรม",), present=False),)
    assert not query.is_demanding


def test_a_phrase_behind_a_minus_is_left_out() -> None:
    query = parse_query('พัสดุ -"ยืม พัสดุ"', segmenter())

    assert query.conditions == (Condition(words=("ยืม", "พัสดุ"), present=False),)


@examples("search_parse", "a hyphen or a colon that is text")
def test_a_hyphen_of_words_is_no_minus_and_a_colon_behind_no_field_is_text(text: str) -> None:
    assert parse_query(text, segmenter()).conditions == ()


@examples("search_parse", "what is refused and why")
def test_a_query_without_a_word_or_that_only_leaves_out_is_refused(text: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        parse_query(text, segmenter())


@examples("search_parse", "a word behind a fields name must stand there")
def test_a_word_behind_a_fields_name_must_stand_there(text: str, field: str) -> None:
    query = parse_query(text, segmenter())

    assert query.text == "อบรม"
    assert query.conditions == (Condition(words=("อบรม",), field=field),)


def test_a_field_takes_a_phrase_and_a_minus() -> None:
    query = parse_query('พัสดุ -ขั้นตอน:"ยืม พัสดุ"', segmenter())

    assert query.conditions == (Condition(words=("ยืม", "พัสดุ"), field="steps", present=False),)


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


def test_too_many_conditions_are_refused() -> None:
    phrases = [f'"คำ{n}"' for n in range(21)]
    assert len(parse_query(" ".join(phrases[:20]), segmenter()).conditions) == 20
    with pytest.raises(QueryError, match="at most 20"):
        parse_query(" ".join(phrases), segmenter())


def test_a_refusal_does_not_repeat_a_long_query() -> None:
    with pytest.raises(QueryError) as refused:
        parse_query("?" * 900, segmenter())

    assert len(str(refused.value)) < 150
