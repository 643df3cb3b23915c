from itasearch.domain.headers import fields_by_name
from itasearch.domain.words import wrong_spellings
from itasearch.model.records import TEXT_FIELDS


def test_every_field_has_a_thai_and_an_english_name() -> None:
    names = fields_by_name()

    assert set(names.values()) == set(TEXT_FIELDS)
    for field in TEXT_FIELDS:
        of_field = [name for name, found in names.items() if found == field]
        assert any(name.isascii() for name in of_field)
        assert any(not name.isascii() for name in of_field)


def test_fields_are_known_by_their_own_name() -> None:
    assert all(fields_by_name()[field] == field for field in TEXT_FIELDS)


def test_no_right_spelling_is_a_wrong_one() -> None:
    assert not set(wrong_spellings()) & set(wrong_spellings().values())
