"""Finding phrases in Thai, whatever the spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.enrich.topics import Phrases, phrase_key

KNOWN = ("ร้องเรียน", "ร้องเรียน+ทุจริต", "ita", "one stop service", "ช่องทาง", "ช่องทาง+ร้องเรียน+สินบน")


def found(text: str, *phrases: str) -> set[str]:
    key = phrase_key(text)
    return {one.phrase for one in Phrases(phrases or KNOWN).find(key)}


@pytest.mark.parametrize("text", ["รับเรื่องร้อง เรียนทุกวัน", "รับเรื่องร้องเรียนทุกวัน", "รับเรื่อง  ร้องเรียน"])
def test_a_phrase_is_found_whatever_the_spaces(text: str) -> None:
    assert found(text) == {"ร้องเรียน"}


def test_a_longer_phrase_hides_those_within_it() -> None:
    assert found("ตู้รับเรื่องร้องเรียนเกี่ยวกับการทุจริต") == {"ร้องเรียน+ทุจริต"}
    assert found("รับช่องทางร้องเรียนการเรียกรับสินบน") == {"ช่องทาง+ร้องเรียน+สินบน"}


def test_a_hidden_phrase_counts_where_it_stands_elsewhere() -> None:
    text = "ร้องเรียนทุจริต และเรื่องอื่นที่ชาวบ้านในตำบลของเราเคยมาร้องเรียน"

    assert found(text) == {"ร้องเรียน+ทุจริต", "ร้องเรียน"}


def test_parts_that_stand_far_from_each_other_are_no_phrase() -> None:
    assert found(f"ร้องเรียน{'เรื่องอื่นๆ' * 5}ทุจริต") == {"ร้องเรียน"}
    assert found("ร้องเรียน\nทุจริต") == {"ร้องเรียน"}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("ประเมิน ITA ปี 2566", "ita"),
        ("ผลITAของเทศบาล", "ita"),
        ("ONE-STOP  SERVICE", "one stop service"),
    ],
)
def test_latin_phrases_are_found_in_any_case(text: str, phrase: str) -> None:
    assert found(text) == {phrase}


@pytest.mark.parametrize("text", ["digital", "ita_x italy", "vita"])
def test_latin_phrases_are_whole_words(text: str) -> None:
    assert found(text.replace("ita_x ", "")) == set()


def test_thai_digits_are_digits() -> None:
    assert found("รายงานรอบ ๖ เดือน", "รอบ 6 เดือน") == {"รอบ 6 เดือน"}


@given(st.text(alphabet="ร้องเียนทุจิตกั ita\n-๑", max_size=60))
def test_every_place_found_is_a_part_of_the_key(text: str) -> None:
    key = phrase_key(text)

    for one in Phrases(KNOWN).find(key):
        parts = one.phrase.split("+")
        assert [key[start:end] for start, end in one.parts] == [phrase_key(p) for p in parts]
    assert phrase_key(key) == key
