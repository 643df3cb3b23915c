"""What a document is by its first title."""

from itasearch.domain.document_titles import (
    contents_of,
    has_signs,
    outermost,
    squashed_lines,
    titled_items,
    titles_in,
)
from itasearch.domain.rules import built_in_rules
from tests.cases import examples, listed, yes


@examples("document_titles", "the first title says what a document is")
def test_the_first_title_says_what_a_document_is(item: str, text: str) -> None:
    assert titles_in(squashed_lines(text))[0].item == item


@examples(
    "document_titles", "a title within another is no title of the document", str, listed, listed
)
def test_a_title_within_another_is_none(text: str, all_items: list[str], items: list[str]) -> None:
    assert [title.item for title in titles_in(squashed_lines(text))] == all_items
    assert [title.item for title in outermost(squashed_lines(text))] == items


@examples("document_titles", "words show what a document is about", str, str, yes)
def test_words_show_what_a_document_is_about(item: str, text: str, is_shown: bool) -> None:
    assert has_signs(item, text) is is_shown


@examples("document_titles", "what a document must say", str, str, int, listed)
def test_a_document_must_say_what_its_year_asks(
    item: str, title: str, year: int, parts: list[str]
) -> None:
    contents = contents_of(item, title, year_be=year)

    assert [part for each in contents for part in each.parts] == parts


def test_a_word_within_a_line_is_no_general_title() -> None:
    assert titles_in(squashed_lines("งานโครงสร้างพื้นฐาน โทร 0-4300-0000 ติดต่อกองช่าง")) == []


def test_each_item_of_each_year_has_titles() -> None:
    packs = built_in_rules().packs.values()

    assert {item.id for pack in packs for item in pack.items} <= titled_items()
    assert {"contact", "news"} < titled_items(general=True) < titled_items() - {"risk"}
