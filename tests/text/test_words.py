import re

import nlpo3
import pytest
from hypothesis import given

from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import LONGEST_RUN, Segmenter, trigrams
from tests.cases import examples, tupled
from tests.counting import growth
from tests.text.strategies import messy_text


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(["ป.ป.ช.", "e-service", "โปร่งใสไร้ทุจริต"])


SHARED = Segmenter()


@examples("words", "words are cut so that spellings agree", str, tupled)
def test_words_are_cut_so_that_spellings_agree(
    text: str, words: tuple[str, ...], segmenter: Segmenter
) -> None:
    assert segmenter.words(text) == words


def test_offsets_point_into_the_text_as_given(segmenter: Segmenter) -> None:
    text = "ส\u0e4d\u0e32นักงาน\u200b เเละ  นา\u0e49\u0e4dประปา"

    spans = segmenter.spans(text)

    assert [(span.word, text[span.start : span.end]) for span in spans] == [
        ("สำนักงาน", "ส\u0e4d\u0e32นักงาน\u200b"),
        ("และ", "เเละ"),
        ("น้ำประปา", "นา\u0e49\u0e4dประปา"),
    ]


@given(messy_text)
def test_a_span_squashes_to_its_word_and_spans_do_not_overlap(text: str) -> None:
    end = 0
    for span in SHARED.spans(text):
        assert end <= span.start < span.end <= len(text)
        assert re.sub(r"[.,]", "", squash(text[span.start : span.end])) == span.word.replace(
            ".", ""
        )
        end = span.end


def test_thai_and_extra_words_are_words(segmenter: Segmenter) -> None:
    assert segmenter.is_word("โปร่งใส")
    assert segmenter.is_word("E-Service")
    assert not segmenter.is_word("ดาเนิน")


def test_the_name_tells_the_extra_words() -> None:
    assert Segmenter(["ก่อสร้าง", "พัสดุ"]).name == Segmenter(["พัสดุ", "ก่อสร้าง"]).name
    assert Segmenter(["พัสดุ"]).name != Segmenter().name


@pytest.mark.parametrize("syllable", ["เกา", "ก", "่", "ดําเนินการ"])
def test_endless_runs_are_cut_in_pieces_of_bounded_length(
    segmenter: Segmenter, syllable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces: list[str] = []
    cut = nlpo3.segment

    def noted(piece: str, dictionary: str, *, safe: bool) -> list[str]:
        pieces.append(piece)
        return list(cut(piece, dictionary, safe=safe))

    monkeypatch.setattr(nlpo3, "segment", noted)
    segmenter.words(syllable * 20_000)

    assert len(pieces) > 1
    assert max(map(len, pieces)) <= LONGEST_RUN


@pytest.mark.parametrize("syllable", ["เกา", "ก", "่", "ดําเนินการ"])
def test_work_on_endless_runs_grows_as_they_do(segmenter: Segmenter, syllable: str) -> None:
    assert growth(segmenter.words, lambda times: syllable * times, 5_000) < 2.5


def test_trigrams_come_from_the_squashed_text() -> None:
    assert trigrams("งาน คลัง") == ("งาน", "านค", "นคล", "คลั", "ลัง")
    assert trigrams("ปี") == ("ปี",)
    assert trigrams(" ") == ()
