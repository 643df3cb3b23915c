"""Bullets: signs of fonts that no other has."""

from itasearch.readers.flow.collector import clean
from tests.cases import examples


@examples("bullets", "signs of symbol fonts are bullets")
def test_signs_of_symbol_fonts_are_bullets(drawn: str, read: str) -> None:
    assert clean(drawn) == read
