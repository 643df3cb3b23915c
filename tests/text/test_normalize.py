from itertools import pairwise

import pytest
from hypothesis import given
from pythainlp.corpus import thai_words

from itasearch.text.repair.damage import mend
from itasearch.text.thai import characters
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits, squash
from tests.cases import examples
from tests.text.strategies import messy_text, thai_text


@examples("normalize", "every encoding of a cluster becomes the right one")
def test_every_encoding_of_a_cluster_becomes_the_right_one(broken: str, right: str) -> None:
    assert canonical(broken) == right


def test_no_word_of_the_thai_word_list_is_changed() -> None:
    assert [word for word in thai_words() if canonical(word) != word] == []


@given(messy_text)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = canonical(text)

    assert canonical(once) == once


@given(thai_text)
def test_normalised_thai_holds_no_mark_twice_and_no_split_sara_am(text: str) -> None:
    clean = canonical(text)

    assert "\u0e4d\u0e32" not in clean
    assert "เเ" not in clean
    assert not any(a == b and "\u0e34" <= a <= "\u0e3a" for a, b in pairwise(clean))


def test_arabic_digits_keep_the_length() -> None:
    text = "ปี ๒๕61 ข้อ ๑.๒"

    assert arabic_digits(text) == "ปี 2561 ข้อ 1.2"
    assert len(arabic_digits(text)) == len(text)


@examples("normalize", "squashed texts are equal where only the setting differs")
def test_squashed_texts_are_equal_where_only_the_setting_differs(left: str, right: str) -> None:
    assert squash(left) == squash(right)


def test_a_long_line_without_any_break_takes_linear_time() -> None:
    line = "ก" * 400_000

    assert mend(line).text == line


@pytest.mark.parametrize("cluster", ["ำ่้", "ๅ", "า่", "เเ", "ํา่", "กํ่่า"])
def test_many_marks_in_a_row_take_few_passes(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[int] = []
    one_pass = characters._one_pass

    def counted(text: str) -> str:
        passes.append(len(text))
        return one_pass(text)

    monkeypatch.setattr(characters, "_one_pass", counted)
    characters.canonical(cluster * 500)

    assert len(passes) <= 6
