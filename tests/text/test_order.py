from itasearch.text.thai.match import thai_order


def test_a_vowel_before_its_consonant_counts_after_it() -> None:
    provinces = ["ไทรบุรี", "เชียงราย", "ชลบุรี", "แพร่", "กระบี่", "พะเยา"]

    ordered = sorted(provinces, key=thai_order)

    assert ordered == ["กระบี่", "ชลบุรี", "เชียงราย", "ไทรบุรี", "พะเยา", "แพร่"]


def test_text_without_such_vowels_orders_itself() -> None:
    assert thai_order("กขค abc ๑๒") == "กขค abc ๑๒"
    assert thai_order("") == ""
