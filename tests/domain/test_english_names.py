"""English names of local governments and places, and Thai ones compared by their sounds."""

import pytest
from rapidfuzz import fuzz

from itasearch.domain.english_names import english_place_name, english_town_name
from itasearch.domain.loader import load_toml
from itasearch.domain.organisations import sample_names
from itasearch.domain.places import provinces
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.rtgs import LONGEST_WORD, consonants, heard, latin_sounds, transcribed
from tests.cases import examples


@examples("english_names", "local governments")
def test_a_local_government_has_its_kind_and_name_in_english(thai: str, english: str) -> None:
    assert english_town_name(thai) == english


@pytest.mark.parametrize("name", ["สำนักงาน ป.ป.ช.", "Huai Kaeo SAO", "เทศบาลตำบล", ""])
def test_what_is_no_named_local_government_has_none(name: str) -> None:
    assert english_town_name(name) is None


@examples("english_names", "places")
def test_a_place_is_written_as_on_official_signs(thai: str, english: str) -> None:
    assert english_place_name(thai) == english


def test_names_of_the_samples_are_those_of_their_files() -> None:
    names = {squash(english_town_name(name) or "") for name in sample_names()}

    for part in ("bueng kaeo morakot", "ko sai sai rung", "khok dao rueang", "si thara samut"):
        assert any(name.startswith(squash(part)) for name in names)


def test_rules_alone_write_most_provinces() -> None:
    """The 77 names of places.toml are official; a third of them is not spoken as spelled."""
    right = [
        one.name
        for one in provinces()
        if squash("".join(transcribed(one.name, {}))) == squash(one.english)
    ]

    assert len(right) >= 50


def test_a_listed_reading_is_needed_and_found() -> None:
    listed = load_toml("romanised_names.toml")
    spoken, words = listed["spoken"], listed["words"]
    assert isinstance(spoken, dict) and isinstance(words, list)

    assert all(len(heard(word)) <= LONGEST_WORD for word in (*spoken, *words))
    assert {word for word in spoken if "".join(transcribed(word, {})) == spoken[word]} == set()
    assert set(spoken) & set(words) == set()


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
