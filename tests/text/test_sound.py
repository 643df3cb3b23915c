import pytest
from pythainlp.corpus.th_en_translit import get_transliteration_dict

from itasearch.text.typed import sound, sound_key, sounds, spelled_letters

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


@pytest.mark.parametrize("word", ["ทีม", "ดีใจ", "ที", "otp"])
def test_other_words_spell_none(word: str) -> None:
    assert spelled_letters(word) is None
