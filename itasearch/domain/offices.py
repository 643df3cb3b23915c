"""Offices by kind of organisation.

The name of an office depends on the kind: a municipality's "สำนักปลัดเทศบาล" is a subdistrict's
"สำนักปลัด". Names of laws and associations contain the same words and never change.
Data: offices.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import records
from itasearch.model.records import OrganisationType


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfOrganisation:
    """Names of a kind of organisation.

    Attributes:
        family: kinds of one family have the same offices.
        long: written where no name follows, and before one.
        generic: names without the kind; the first is written.
        short: abbreviations, with dots.
        head_named: its head's title, before a name.
        whole: the kind is the whole name, so that its offices carry it ("ปลัดเมืองพัทยา").
    """

    type: OrganisationType
    family: str
    long: str
    generic: tuple[str, ...]
    short: tuple[str, ...]
    head_named: str
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office's names in each family, the first of each is written."""

    id: str
    names: Mapping[str, tuple[str, ...]]


@cache
def kinds_of_organisation() -> tuple[KindOfOrganisation, ...]:
    """All kinds that have offices of their own."""
    return records("offices.toml", "kind", KindOfOrganisation)


def kind_of(type: OrganisationType, name: str) -> KindOfOrganisation | None:
    """The kind of an organisation of this type and full name; None for agencies."""
    for kind in kinds_of_organisation():
        if kind.type is type and (not kind.whole or kind.long == name):
            return kind
    return None


@cache
def offices() -> tuple[Office, ...]:
    """Offices that every family has, each under its own name."""
    return records("offices.toml", "office", Office)


@cache
def before_names() -> tuple[Office, ...]:
    """Words before an organisation's kind and name: hall, by-law, staff."""
    return records("offices.toml", "before_name", Office)
