"""Likeness of texts, and the order of Thai lists."""

from hypothesis import given, strategies as st

from itasearch.text.thai.match import closest, similarity, thai_order


def test_setting_does_not_count() -> None:
    assert similarity("ระยะเวลา ดำเนินการ", "ระยะเวลา\nดําเนินการ") == 1.0
    assert similarity("", " ") == 1.0


def test_more_common_letters_are_more_alike() -> None:
    near = similarity("หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ")
    far = similarity("หน่วยงานที่รับผิดชอบ", "งบประมาณ")

    assert 1 > near > 0.85 > 0.5 > far


@given(st.text(max_size=20), st.text(max_size=20))
def test_similarity_is_symmetric_and_bounded(left: str, right: str) -> None:
    assert 0 <= similarity(left, right) == similarity(right, left) <= 1


def test_the_closest_choices_come_best_first() -> None:
    choices = ["ลำปาง", "ลำพูน", "ตาก", "ลำปาง"]

    assert closest("ลำปาน", choices) == ("ลำปาง", "ลำพูน")
    assert closest("ล ำ\nป า น", [*choices, "ลำพาน", "ลำปาย"]) == ("ลำปาง", "ลำพาน", "ลำปาย")
    assert closest("xyz", choices) == ()


def test_a_vowel_before_its_consonant_counts_after_it() -> None:
    provinces = ["ไทรบุรี", "เชียงราย", "ชลบุรี", "แพร่", "กระบี่", "พะเยา"]

    ordered = sorted(provinces, key=thai_order)

    assert ordered == ["กระบี่", "ชลบุรี", "เชียงราย", "ไทรบุรี", "พะเยา", "แพร่"]


def test_text_without_such_vowels_orders_itself() -> None:
    assert thai_order("กขค abc ๑๒") == "กขค abc ๑๒"
    assert thai_order("") == ""
