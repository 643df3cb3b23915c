"""Words that OCR was not sure of, from a line's letters to the field that holds them."""

from dataclasses import replace

import pytest

from itasearch.domain.words import segmenter
from itasearch.extract.report import extract
from itasearch.model.records import Report
from itasearch.model.source import DoubtfulWord, PageReading
from itasearch.readers.scan.line_text import unsure_words, with_surroundings
from itasearch.readers.scan.tesseract import RawLine, Symbol
from itasearch.store.corrections import joined
from tests.cases import examples, listed, literal
from tests.extract.documents import HEAD, TOWN, document, line, on_page, table


def raw_line(text: str, *unsure: int) -> RawLine:
    symbols = (
        Symbol(text=letter, at=at, confidence=0.9 if at in unsure else 0.99, left=at, right=at + 1)
        for at, letter in enumerate(text)
    )
    return RawLine(text=text, symbols=tuple(symbols), confidence=0.9)


@examples("doubtful_words", "unsure letters make doubt", str, literal, listed)
def test_unsure_letters_make_doubt(text: str, unsure: tuple[int, ...], words: list[str]) -> None:
    assert list(unsure_words(raw_line(text, *unsure), segmenter())) == words


def test_a_doubtful_word_keeps_what_is_around_it_and_its_order() -> None:
    first, second = with_surroundings(["วัน", "วัน", "ปี"], "ทุกวัน และวันหยุด")

    assert first == DoubtfulWord(text="วัน", before="ทุก", after="และวันหยุด")
    assert second == DoubtfulWord(text="วัน", before="ทุกวันและ", after="หยุด")


@examples("doubtful_words", "a doubtful word is found by context", str, literal)
def test_a_doubtful_word_is_found_by_context(text: str, place: tuple[int, int] | None) -> None:
    assert DoubtfulWord(text="วัน", before="ทุก", after="และวันหยุด").place_in(text) == place


WORDS = (
    DoubtfulWord(text="พัสด", before="ตรวจ", after="ทุกเดือน"),
    DoubtfulWord(text="กองคลง"),
    DoubtfulWord(text="หน้า", before="เลข"),
)


def test_a_measure_keeps_the_doubtful_words_of_its_page_until_they_are_corrected() -> None:
    first, second = _read_on(3, *WORDS).measures

    assert first.doubtful_words == WORDS[:2]
    assert second.doubtful_words == ()
    assert first.doubtful_places("steps") == ((4, 8),)
    assert first.doubtful_places("responsible") == ((0, 6),)
    assert first.with_texts({"steps": "ตรวจพัสดุ ทุกเดือน"}).doubtful_places("steps") == ()
    assert joined(second, first).doubtful_places("steps") == ((14, 18),)


def _read_on(number: int, *words: DoubtfulWord) -> Report:
    """A report with two rows on page 3, and the doubtful words of a page."""
    rows = [
        ("1. ดูแลของหลวง", "ตรวจพัสด ทุกเดือน", "กองคลง", "ตลอดปี"),
        ("2. เปิดราคา", "ปิดประกาศ", "กองช่าง", "ตลอดปี"),
    ]
    blocks = [on_page(block, 3) for block in (line(TOWN), table(HEAD, *rows))]
    reading = PageReading(number=number, ocr_confidence=0.9, doubtful_words=words)
    source = replace(document(*blocks), pages=(reading,), ocr_confidence=0.9)
    (report,) = extract(source).reports
    return report


@pytest.mark.parametrize(("page", "kept"), [(3, WORDS[:2]), (4, WORDS[:2]), (5, ()), (2, ())])
def test_a_row_keeps_doubtful_words_of_two_pages(page: int, kept: tuple[DoubtfulWord, ...]) -> None:
    assert _read_on(page, *WORDS).measures[0].doubtful_words == kept
