"""Headers name fields by score."""

import pytest

from itasearch.domain.headers import Field, header_matches, header_synonyms, is_headed, named_field
from tests.cases import examples, listed, member


@examples("domain_headers", "the best match is the field", str, member(Field))
def test_the_best_match_is_the_field(text: str, field: Field) -> None:
    assert header_matches(text)[0].field is field


@pytest.mark.parametrize("text", ["", "กองคลัง", "จัดทำประกาศและเผยแพร่ให้ประชาชนทราบ", "ก" * 5000])
def test_body_text_matches_nothing(text: str) -> None:
    assert header_matches(text) == ()


_FIELDS = "fields that a header may name, the best first, and whose name it is"


@examples("domain_headers", _FIELDS, str, listed, str)
def test_fields_that_a_header_may_name(header: str, fields: list[str], name: str) -> None:
    assert [match.field for match in header_matches(header)] == fields
    assert named_field(header) == name.strip("-")


def test_a_row_that_names_two_columns_heads_a_table() -> None:
    assert is_headed([["ก", "ข"], ["มาตรการ", "ผู้รับผิดชอบ"]])
    assert not is_headed([["มาตรการ", "กองคลัง"], ["ขั้นตอน", "ประชุม"]])


def test_a_shared_name_scores_below_a_name_of_the_field() -> None:
    matches = {match.field: match.score for match in header_matches("แนวทางแก้ไข")}

    assert matches[Field.TITLE] < matches[Field.RECOMMENDATIONS] == 1.0


def test_every_synonym_names_its_own_field() -> None:
    for synonym in header_synonyms():
        assert synonym.field in {match.field for match in header_matches(synonym.text)}, synonym
