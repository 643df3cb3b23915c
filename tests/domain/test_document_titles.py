"""What a document is by its first title."""

from itasearch.domain.document_titles import squashed_lines, titles_in
from tests.cases import examples


@examples("document_titles", "the first title says what a document is")
def test_the_first_title_says_what_a_document_is(item: str, text: str) -> None:
    assert titles_in(squashed_lines(text))[0].item == item


def test_a_word_within_a_line_is_no_general_title() -> None:
    assert titles_in(squashed_lines("งานโครงสร้างพื้นฐาน โทร 0-4300-0000 ติดต่อกองช่าง")) == []
