"""Given names and surnames of Thai persons."""

from itasearch.text.thai.lexicon import is_given_name, is_surname


def test_names_are_told_from_words() -> None:
    assert is_given_name("วิไลลักษณ์") and is_surname("บุญมี")
    assert not is_given_name("งบประมาณ") and not is_surname("เทศบาล")


def test_nothing_is_no_name() -> None:
    assert not is_given_name("") and not is_surname("")
