from hypothesis import given

from itasearch.text.repair.spaces import close_line_wraps, line_wraps
from itasearch.text.thai.lexicon import is_thai_word
from itasearch.text.thai.words import Segmenter
from tests.cases import examples
from tests.text.strategies import messy_text


@examples("spaces", "a wrap inside a word or after a preposition is closed")
def test_a_wrap_inside_a_word_or_after_a_preposition_is_closed(wrapped: str, closed: str) -> None:
    text, count = close_line_wraps(wrapped, is_word=is_thai_word)

    assert text == closed
    assert count == wrapped.count(" ")


@examples("spaces", "where lines were wrapped the likelier guess is taken")
def test_where_lines_were_wrapped_the_likelier_guess_is_taken(wrapped: str, closed: str) -> None:
    text, _ = close_line_wraps(wrapped, is_word=is_thai_word, wraps=frozenset())

    assert text == closed


def test_a_document_shows_by_itself_that_its_lines_were_wrapped() -> None:
    wrapped = ["ผลการ ตรวจสอบ", "รายงานของ กองช่าง", "สรุปและ เผยแพร่", "เสนอเพื่อ อนุมัติ"]

    assert line_wraps(wrapped) is not None
    assert line_wraps([line.replace(" ", "") for line in wrapped]) is None
    assert line_wraps(["กองช่าง กองคลัง"] * 200 + wrapped) is None


def test_what_a_document_mostly_writes_without_a_space_is_closed() -> None:
    signs = ["ผลการ ตรวจสอบ", "รายงานของ กองช่าง", "สรุปและ เผยแพร่", "เสนอเพื่อ อนุมัติ"]
    texts = [*["ตรวจรับงานจ้างเหมาบริการ"] * 3, "ตรวจรับงานจ้าง เหมาบริการ", *signs]

    wraps = line_wraps(texts)

    assert wraps is not None
    assert close_line_wraps(texts[3], is_word=is_thai_word, wraps=wraps) == (texts[0], 1)


@examples("spaces", "a true space and a line end stay")
def test_a_true_space_and_a_line_end_stay(text: str) -> None:
    assert close_line_wraps(text, is_word=is_thai_word) == (text, 0)


def test_a_term_of_the_domain_is_closed_where_the_word_list_does_not_know_it() -> None:
    header = "ระยะเวลา ดำเนินการ"
    segmenter = Segmenter(["ระยะเวลาดำเนินการ"])

    assert close_line_wraps(header, is_word=is_thai_word) == (header, 0)
    assert close_line_wraps(header, is_word=segmenter.is_word) == ("ระยะเวลาดำเนินการ", 1)


@given(messy_text)
def test_only_spaces_are_removed(text: str) -> None:
    closed, count = close_line_wraps(text, is_word=is_thai_word)

    assert closed.replace(" ", "") == text.replace(" ", "")
    assert len(text) - len(closed) == count
