"""Bullets: signs of fonts that no other has, and levels that only the indent shows."""

from itasearch.readers.flow.collector import BulletLevels, clean
from tests.cases import examples


@examples("bullets", "signs of symbol fonts are bullets")
def test_signs_of_symbol_fonts_are_bullets(drawn: str, read: str) -> None:
    assert clean(drawn) == read


def test_a_bullet_further_to_the_right_has_a_sign_of_its_own() -> None:
    levels = BulletLevels()
    drawn = [("• ห้ามใช้รถ", 0.10), ("• จดเลขไมล์", 0.13), ("• ขอกุญแจ", 0.16), ("• นัดก่อนมา", 0.10)]

    marked = [levels.marked(text, indent) for text, indent in drawn]

    assert marked == ["• ห้ามใช้รถ", "◦ จดเลขไมล์", "▪ ขอกุญแจ", "• นัดก่อนมา"]


def test_a_column_beside_another_is_no_lower_level() -> None:
    levels = BulletLevels()

    assert [levels.marked("• จัดคิว", indent) for indent in (0.1, 0.55)] == ["• จัดคิว"] * 2
