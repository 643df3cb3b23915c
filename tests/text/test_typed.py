"""What a person means: misspelled, on the other keyboard, by its sound, cut short."""

import pytest
from hypothesis import given, strategies as st
from pythainlp.corpus.th_en_translit import get_transliteration_dict

from itasearch.text.typed import (
    Typeahead,
    as_latin_keys,
    as_thai_keys,
    skeleton,
    slip_cost,
    sound,
    sound_key,
    sounds,
    spelled_letters,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("จัดจาง", "จัดจ้าง"),
        ("ทุจริด", "ทุจริต"),
        ("พัดสุ", "พัสดุ"),
        ("ทรัพสิน", "ทรัพย์สิน"),
        ("บุคคลากร", "บุคลากร"),
        ("ethcis", "ethics"),
        ("transparancy", "transparency"),
    ],
)
def test_slips_cost_less_than_other_letters(typed: str, meant: str) -> None:
    assert 0 < slip_cost(typed, meant, most=2) < 1


def test_two_silent_letters_cost_less_than_two_others() -> None:
    assert slip_cost("จันฉาย", "จันทร์ฉาย", most=2) < slip_cost("จันฉาย", "จันตามฉาย", most=3)


def test_a_letter_of_another_sound_costs_one() -> None:
    assert slip_cost("กอง", "ของ", most=2) == 1
    assert slip_cost("bidding", "bedding", most=2) < slip_cost("bidding", "bibding", most=2)


def test_a_cost_beyond_the_most_may_be_infinite() -> None:
    assert slip_cost("ถนน", "งบประมาณ", most=1) > 1


@pytest.mark.parametrize(("typed", "meant"), [("จัดซือ", "จัดซื้อ"), ("อนุณาต", "อนุญาต"), ("พัศดุ", "พัสดุ")])
def test_misspellings_have_the_skeleton_of_the_word(typed: str, meant: str) -> None:
    assert skeleton(typed) == skeleton(meant)


def test_keys_of_one_keyboard_give_letters_of_the_other() -> None:
    assert as_thai_keys("ihv'giupo") == "ร้องเรียน"
    assert as_latin_keys("แนทยสฟรืะ") == "complaint"


LEAST_OF_EQUAL_KEYS = 0.85


@pytest.mark.parametrize(
    "spellings",
    [
        ("workshop", "เวิร์กชอป", "เวิร์คช็อป", "เวอร์คช็อป"),
        ("tablet", "แท็บเล็ต", "แทปเล็ต"),
        ("podcast", "พอดแคสต์", "พอตแคสท์"),
        ("dashboard", "แดชบอร์ด", "แดชบอด"),
    ],
)
def test_spellings_of_one_loanword_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({sound_key(sound(word)) for word in spellings}) == 1


def test_most_pairs_of_the_transliteration_dictionary_have_one_key() -> None:
    pairs = [
        (thai, str(english).casefold())
        for thai, forms in get_transliteration_dict().items()
        for english in forms["en"]
    ]

    equal = [sound_key(sound(thai)) == sound_key(sound(english)) for thai, english in pairs]

    assert sum(equal) / len(equal) >= LEAST_OF_EQUAL_KEYS


def test_several_words_sound_as_each_of_them_does() -> None:
    words = ["คลาวด์", "เซ็นเซอร์", "โรดแมป"]

    assert sounds(words) == [sound(word) for word in words]


@pytest.mark.parametrize("last", ["re", "e"])
def test_a_word_behind_another_sounds_as_it_does_alone(last: str) -> None:
    assert sounds(["audit", last]) == [sound("audit"), sound(last)]


@pytest.mark.parametrize("words", [["workshop", "เวิร์กชอป"], ["เวิร์กชอป", "workshop"]])
def test_words_of_two_scripts_are_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match="two scripts"):
        sounds(words)


@pytest.mark.parametrize(
    ("named", "letters"), [("ซีซีทีวี", "cctv"), ("โอทีพี", "otp"), ("เอฟเอคิว", "faq")]
)
def test_names_of_letters_spell_a_word(named: str, letters: str) -> None:
    assert spelled_letters(named) == letters


TITLES = ("งดรับของขวัญ", "ของขวัญปีใหม่", "จัดซื้อจัดจ้างโปร่งใส", "nogiftpolicy", "จัดจ้าง")


def found(*words: str, most: int = 9, inside: bool = True) -> list[str]:
    typed = Typeahead(TITLES)
    return [TITLES[number] for number in typed.find(words, most=most, inside=inside)]


def test_names_that_begin_as_typed_come_before_those_that_have_it_inside() -> None:
    assert found("ของ") == ["ของขวัญปีใหม่", "งดรับของขวัญ"]


def test_a_word_that_is_not_finished_is_found() -> None:
    assert found("จัดซื้อจั") == ["จัดซื้อจัดจ้างโปร่งใส"]


def test_all_words_are_in_a_name_in_any_order() -> None:
    assert found("โปร่ง", "จัดซื้อ") == ["จัดซื้อจัดจ้างโปร่งใส"]
    assert found("โปร่ง", "ของขวัญ") == []


def test_of_very_many_words_the_ten_longest_different_ones_are_sought() -> None:
    title = "จัดซื้อจัดจ้างโปร่งใส"
    pieces = (title[place : place + 3] for place in range(len(title) - 2))
    words = [*dict.fromkeys(pieces)][:10]

    assert len(words) == 10
    assert found(*words * 9, "ฮ") == [title]
    assert found(*words, "ฮฮฮฮ") == []


def test_names_have_their_order_among_equals_and_their_number_a_bound() -> None:
    assert found("จัด", most=1) == ["จัดซื้อจัดจ้างโปร่งใส"]
    assert found("จัด") == ["จัดซื้อจัดจ้างโปร่งใส", "จัดจ้าง"]


def test_insides_are_left_out_where_they_are_not_wanted() -> None:
    assert found("ขวัญ", inside=False) == []
    assert found("งด", inside=False) == ["งดรับของขวัญ"]


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
