"""Words found in damaged texts; texts as finders read them, with places of the text as given."""

from hypothesis import given

from itasearch.text.thai.finding import found_in, unspaced_view, view_of
from tests.cases import examples, literal
from tests.text.strategies import messy_text


@examples("finding", "words are found however they are written")
def test_words_are_found_however_they_are_written(text: str, words: str, stretch: str) -> None:
    [(number, start, end)] = found_in([text], words)

    assert (number, text[start:end]) == (0, stretch)


@examples("finding", "lost marks do not hide words")
def test_lost_marks_do_not_hide_words(damaged: str, words: str) -> None:
    assert len(found_in([damaged], words)) == 1


@examples("finding", "places of words in texts", literal, str, literal)
def test_all_places_are_found_in_their_order(texts: list[str], words: str, found: object) -> None:
    assert found_in(texts, words) == found


def test_a_place_is_that_of_the_text_as_given() -> None:
    view = view_of("จัดทํารายงานปี ๒๕๖๖")

    start = view.text.index("รายงาน")

    assert "จัดทำ" in view.text
    assert "2566" in view.text
    assert view.raw[slice(*view.raw_span(start, start + 6))] == "รายงาน"


def test_blanks_inside_thai_words_are_left_out_and_spanned() -> None:
    view = unspaced_view("๑. ราย งานผู้บริ หารทราบ")

    start = view.text.index("รายงานผู้บริหาร")
    first, last = view.raw_span(start, start + len("รายงานผู้บริหาร"))

    assert view.raw[first:last] == "ราย งานผู้บริ หาร"


def test_blanks_between_latin_words_and_line_ends_stay() -> None:
    assert unspaced_view("No Gift Policy ของ กอง\nทุกกอง").text == "No Gift Policyของกอง\nทุกกอง"


@given(messy_text)
def test_every_letter_of_the_unspaced_view_has_its_place(text: str) -> None:
    view = unspaced_view(text)

    assert len(view.text) == len(view.printed) == len(view.places)
    assert all(0 <= start < end <= len(text) for start, end in view.places)
    assert list(view.places) == sorted(view.places)
