import pytest

from itasearch.domain.words import domain_words
from itasearch.search.query.asking import subject_of
from itasearch.search.query.parse import parse_query
from itasearch.text.thai.words import Segmenter
from tests.cases import examples


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(domain_words())


def subject(text: str, segmenter: Segmenter) -> str:
    return subject_of(parse_query(text, segmenter), segmenter).text


@examples("search_asking", "how a question is put goes out")
def test_how_a_question_is_put_goes_out(question: str, expected: str, segmenter: Segmenter) -> None:
    assert subject(question, segmenter) == expected


@examples("search_asking", "parts of words and of names, and questions about nothing else, stay")
def test_parts_of_words_and_questions_about_nothing_else_stay(
    text: str, segmenter: Segmenter
) -> None:
    assert subject(text, segmenter) == text


def test_words_keep_their_places_in_what_is_left(segmenter: Segmenter) -> None:
    query = subject_of(parse_query("อยากรู้วิธีเบิกน้ำมันครับ", segmenter), segmenter)

    assert [query.text[span.start : span.end] for span in query.spans] == list(query.words)
    assert query.typed == "อยากรู้วิธีเบิกน้ำมันครับ"
