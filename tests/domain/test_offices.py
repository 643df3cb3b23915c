"""The table of offices: every family names every office, lists are known by name."""

import pytest

from itasearch.domain.offices import kinds_of_organisation, offices, words
from itasearch.domain.organisations import organisation_types


def test_every_family_names_every_office() -> None:
    families = {kind.family for kind in kinds_of_organisation().values()}

    assert all(office.names[family] for office in offices() for family in families)


def test_kinds_are_called_as_their_names_begin() -> None:
    prefixes = {known.type: known.prefix for known in organisation_types() if not known.whole}

    assert {kind.type: kind.long for kind in kinds_of_organisation().values()} == prefixes


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="persons"):
        words("persons", "colours")
