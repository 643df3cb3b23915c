"""The table of offices: every family names every office."""

from itasearch.domain.organisations import (
    kind_of,
    kinds_of_organisation,
    offices,
    organisation_types,
)
from itasearch.model.records import OrganisationType


def test_every_family_names_every_office() -> None:
    families = {kind.family for kind in kinds_of_organisation()}

    assert all(office.names[family] for office in offices() for family in families)


def test_kinds_are_called_as_their_names_begin() -> None:
    prefixes = {(known.type, known.prefix) for known in organisation_types()}

    assert {(kind.type, kind.long) for kind in kinds_of_organisation()} == prefixes


def test_a_special_area_is_its_own_kind() -> None:
    area = OrganisationType.SPECIAL_ADMINISTRATIVE_AREA

    pattaya, bangkok = kind_of(area, "เมืองพัทยา"), kind_of(area, "กรุงเทพมหานคร")

    assert pattaya is not None and pattaya.head_named == "นายกเมืองพัทยา"
    assert bangkok is not None and bangkok.head_named == "ผู้ว่าราชการกรุงเทพมหานคร"
    assert kind_of(area, "เขตเศรษฐกิจพิเศษ") is None
