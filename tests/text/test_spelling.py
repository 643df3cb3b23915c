import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.text.typed import as_latin_keys, as_thai_keys, skeleton, slip_cost


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


def test_a_letter_of_another_sound_costs_one() -> None:
    assert slip_cost("กอง", "ของ", most=2) == 1
    assert slip_cost("bidding", "bedding", most=2) < slip_cost("bidding", "bibding", most=2)


def test_a_cost_beyond_the_most_may_be_infinite() -> None:
    assert slip_cost("ถนน", "งบประมาณ", most=1) > 1


@given(st.text(max_size=20))
def test_a_word_costs_nothing_to_itself(text: str) -> None:
    assert slip_cost(text, text, most=1) == 0


@pytest.mark.parametrize(("typed", "meant"), [("จัดซือ", "จัดซื้อ"), ("อนุณาต", "อนุญาต"), ("พัศดุ", "พัสดุ")])
def test_misspellings_have_the_skeleton_of_the_word(typed: str, meant: str) -> None:
    assert skeleton(typed) == skeleton(meant)


def test_keys_of_one_keyboard_give_letters_of_the_other() -> None:
    assert as_thai_keys("ihv'giupo") == "ร้องเรียน"
    assert as_latin_keys("แนทยสฟรืะ") == "complaint"
