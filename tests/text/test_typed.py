"""What a person means: misspelled, on the other keyboard, cut short."""

import pytest
from hypothesis import given, strategies as st

from itasearch.text.typed import Typeahead, as_latin_keys, as_thai_keys, slip_cost
from tests.cases import examples, listed, yes


@examples("typed", "what a slip costs", str, str, float)
def test_slips_cost_less_than_other_letters(typed: str, meant: str, cost: float) -> None:
    assert slip_cost(typed, meant, most=3) == pytest.approx(cost)


def test_a_cost_beyond_the_most_may_be_infinite() -> None:
    assert slip_cost("ถนน", "งบประมาณ", most=1) > 1


def test_keys_of_one_keyboard_give_letters_of_the_other() -> None:
    assert as_thai_keys("ihv'giupo") == "ร้องเรียน"
    assert as_latin_keys("แนทยสฟรืะ") == "complaint"


TITLES = ("งดรับของขวัญ", "ของขวัญปีใหม่", "จัดซื้อจัดจ้างโปร่งใส", "nogiftpolicy", "จัดจ้าง")


def found(*words: str, most: int = 9, inside: bool = True) -> list[str]:
    typed = Typeahead(TITLES)
    return [TITLES[number] for number in typed.find(words, most=most, inside=inside)]


@examples("typed", "names that are found", listed, int, yes, listed)
def test_names_are_found_by_what_was_typed(
    words: list[str], most: int, inside: bool, names: list[str]
) -> None:
    assert found(*words, most=most, inside=inside) == names


def test_of_very_many_words_the_ten_longest_different_ones_are_sought() -> None:
    title = "จัดซื้อจัดจ้างโปร่งใส"
    pieces = (title[place : place + 3] for place in range(len(title) - 2))
    words = [*dict.fromkeys(pieces)][:10]

    assert len(words) == 10
    assert found(*words * 9, "ฮ") == [title]
    assert found(*words, "ฮฮฮฮ") == []


@given(
    st.lists(st.text("กขa", max_size=5), max_size=12),
    st.lists(st.text("กขa", min_size=1), max_size=2),
)
def test_every_name_with_all_words_is_found_once(names: list[str], words: list[str]) -> None:
    having = {number for number, name in enumerate(names) if all(word in name for word in words)}
    numbers = Typeahead(names).find(words, most=len(names))

    # Without blanks between them words may begin a name together.
    joined = {number for number, name in enumerate(names) if name.startswith("".join(words))}
    assert sorted(numbers) == sorted(having | joined if words else set())
