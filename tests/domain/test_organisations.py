from itasearch.domain.organisations import (
    expand_abbreviation,
    organisation_type,
    organisation_types,
    short_name,
)
from itasearch.model.records import OrganisationType as Type
from tests.cases import examples, member, optional


@examples("organisations", "abbreviated types")
def test_abbreviated_types_are_written_out(short: str, full: str) -> None:
    assert expand_abbreviation(short) == full


@examples("organisations", "the name tells the type", str, member(Type))
def test_the_name_tells_the_type(name: str, type_: Type) -> None:
    assert organisation_type(name) is type_


def test_a_name_is_shortened_where_its_type_is() -> None:
    for kind in organisation_types():
        short = kind.abbreviations and not kind.whole
        assert short_name(f"{kind.prefix}กขค") == (f"{kind.abbreviations[0]}กขค" if short else None)


def test_every_type_but_other_can_be_told() -> None:
    assert {kind.type for kind in organisation_types()} == set(Type) - {Type.OTHER}


@examples("organisations", "a full name has a short one", str, optional(str))
def test_a_full_name_has_a_short_one(name: str, short: str | None) -> None:
    assert short_name(name) == short
