"""Source and target of a text: everything of an Organisation that finders need.

The name may come with its kind or without; what is not known becomes a blank.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from itasearch.domain.loader import words
from itasearch.domain.organisations import (
    KindOfOrganisation,
    OrganisationKind,
    expand_abbreviation,
    kind_of,
    organisation_type,
    organisation_types,
)
from itasearch.domain.places import provinces
from itasearch.domain.words import segmenter
from itasearch.model.drafts import Party
from itasearch.model.records import Organisation, OrganisationType
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits

NO_DISTRICT = "«ชื่ออำเภอ»"
NO_PROVINCE = "«ชื่อจังหวัด»"
NO_TAMBON = "«ชื่อตำบล»"
OF_OTHERS = "เป็นชื่อของหน่วยงานอื่นในพื้นที่ต้นทาง ควรเปลี่ยนหรือคงไว้"

_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Names:
    """An organisation as finders and writers need it; patterns are cached by the object."""

    full: str = ""  #: name with its kind; "" when unknown
    own: str = ""  #: name without its kind, Arabic digits; "" where the kind is the whole name
    spellings: tuple[str, ...] = ()  #: `own` and its Thai variants among the aliases, each once
    misread: tuple[str, ...] = ()  #: variants that are words elsewhere: only behind the kind
    others: tuple[str, ...] = ()  #: full aliases that begin with another kind; of agencies all
    type: OrganisationType = OrganisationType.OTHER
    kind: KindOfOrganisation | None = None  #: None for agencies without offices of their own
    english: tuple[str, ...] = ()  #: English aliases
    district: str | None = None
    province: str | None = None
    rare: bool = False  #: `own` is no word, no province and no name that many places have
    safe: bool = False  #: rare, and long enough to mean this town alone
    sure: frozenset[str] = frozenset()  #: spellings of this town alone: safe, or misread rare ones

    def in_form_of(self, text: str) -> str:
        """The organisation as `text` names another: with its kind in full, or abbreviated."""
        if self.kind is None or "." not in text:
            return self.full
        return f"{self.kind.short[0]}{self.own}"


@cache
def named_types() -> Mapping[OrganisationType, OrganisationKind]:
    """How each type is recognised in names, but for those that are one single place."""
    return {kind.type: kind for kind in organisation_types() if not kind.whole}


@lru_cache(maxsize=256)
def names_of(organisation: Organisation | None) -> Names:
    """Everything that is known of an organisation's names; all empty for None."""
    if organisation is None:
        return Names()
    full = expand_abbreviation(_clean(organisation.name))
    kind_type = organisation_type(full)
    if kind_type is OrganisationType.OTHER:
        kind_type = organisation.type
    prefix = named_types()[kind_type].prefix if kind_type in named_types() else ""
    if prefix and not full.startswith(prefix) and _LATIN.search(full) is None:
        full = f"{prefix}{full}"
    kind = kind_of(kind_type, full)
    own = full.removeprefix(prefix).strip() if prefix else ("" if kind else full)
    thai = [expand_abbreviation(_clean(alias)) for alias in organisation.aliases]
    thai = [alias for alias in thai if alias and not _LATIN.search(alias)]
    prefixes = tuple(kind.prefix for kind in organisation_types())
    with_kind = [a.removeprefix(prefix).strip() for a in thai if prefix and a.startswith(prefix)]
    bare = [alias for alias in thai if prefix and not alias.startswith(prefixes)]
    spellings = dict.fromkeys((own, *with_kind, *filter(_is_rare, bare)))
    rare = bool(prefix) and _is_rare(own)
    province = _place(organisation.province, ("จังหวัด", "จ."))
    if province is None and kind_type is OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION:
        province = own or None
    return Names(
        full=full,
        own=own,
        spellings=tuple(arabic_digits(name) for name in spellings if name),
        misread=tuple(arabic_digits(name) for name in bare if name not in spellings),
        others=tuple(
            arabic_digits(a) for a in thai if not a.startswith(prefix or "\0") and a not in bare
        ),
        type=kind_type,
        kind=kind,
        english=tuple(a for a in map(_clean, organisation.aliases) if _LATIN.search(a)),
        district=_place(organisation.district, ("อำเภอ", "อ.", "เขต")),
        province=province,
        rare=rare,
        safe=rare and len(own) >= 8,
        sure=frozenset(
            arabic_digits(name)
            for name in spellings
            if rare and _is_rare(name)
            if len(name) >= (8 if name == own else 5)
        ),
    )


def is_same(source: Party, target: Party) -> bool:
    """Whether both are one organisation, as far as names and provinces show.

    Many towns share a name: a target of unknown province is not its namesake of a known one.
    """
    left, right = names_of(source.organisation), names_of(target.organisation)
    is_one_name = bool(left.full) and left.full == right.full
    return is_one_name and left.province in {None, right.province}


def is_other_family(source: Names, target: Names) -> bool:
    """Whether both kinds are known and of different families, with other offices."""
    return bool(source.kind and target.kind and source.kind.family != target.kind.family)


def _clean(name: str | None) -> str:
    return " ".join(canonical(name or "").replace("«", "").replace("»", "").split())


def _place(name: str | None, prefixes: tuple[str, ...]) -> str | None:
    clean = _clean(name)
    for prefix in prefixes:
        clean = clean.removeprefix(prefix).strip()
    return clean or None


def _is_rare(own: str) -> bool:
    common = (*words("place_words", "common"), *words("place_words", "words_as_well"))
    if len(own) < 4 or own in common:
        return False
    return own not in {province.name for province in provinces()} and not segmenter().is_word(own)
