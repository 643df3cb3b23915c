"""Thai names and their romanisations, compared by their sounds."""

import pytest
from rapidfuzz import fuzz

from itasearch.domain.english_names import english_place_name
from itasearch.text.thai.rtgs import consonants, latin_sounds
from tests.cases import examples

_LEAST_RATIO = 80


@examples("romanised", "a name sounds as its spellings do")
def test_a_name_sounds_as_its_spellings_do(thai: str, latin: str) -> None:
    own = latin_sounds(english_place_name(thai))
    other = "".join(map(latin_sounds, latin.split()))

    assert consonants(own) == consonants(other)
    assert fuzz.ratio(own, other) >= _LEAST_RATIO


@pytest.mark.parametrize(("one", "other"), [("Nong Bua", "Nong Pai"), ("Ban Mai", "Bang Mai")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    sounds = ["".join(map(latin_sounds, name.split())) for name in (one, other)]

    assert sounds[0] != sounds[1]
