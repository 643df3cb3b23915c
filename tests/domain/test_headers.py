"""Headers name fields by score."""

import pytest

from itasearch.domain.headers import Field, header_matches, header_synonyms
from tests.cases import examples, member


@examples("domain_headers", "the best match is the field", str, member(Field))
def test_the_best_match_is_the_field(text: str, field: Field) -> None:
    assert header_matches(text)[0].field is field


@pytest.mark.parametrize("text", ["", "กองคลัง", "จัดทำประกาศและเผยแพร่ให้ประชาชนทราบ", "ก" * 5000])
def test_body_text_matches_nothing(text: str) -> None:
    assert header_matches(text) == ()


def test_a_shared_name_scores_below_a_name_of_the_field() -> None:
    matches = {match.field: match.score for match in header_matches("แนวทางแก้ไข")}

    assert matches[Field.TITLE] < matches[Field.RECOMMENDATIONS] == 1.0


def test_every_synonym_names_its_own_field() -> None:
    for synonym in header_synonyms():
        assert synonym.field in {match.field for match in header_matches(synonym.text)}, synonym
