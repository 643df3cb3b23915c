"""Types of Thai local government by name, their offices, and reports not their own.

A full name begins with its type ("เทศบาลตำบลแม่กา"); reports abbreviate it (ทต.), print it in
English or misread a letter of it. Whatever is no local government is OTHER. Data:
organisations.toml.

The name of an office depends on the kind of organisation: a municipality's "สำนักปลัดเทศบาล" is a
subdistrict's "สำนักปลัด". Names of laws and associations contain the same words and never change.
Data: offices.toml.

Of the sample corpus (samples.toml), organisations of corpus/examples/ are invented and known by
name; reports of corpus/real/ are reworded and known by their files' digests, so that other
reports of the same organisation have no mark.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from itasearch.domain.loader import as_record, load_toml, records
from itasearch.model.records import Organisation, OrganisationType
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import squash

_LEAST_RATIO = 85.0  # of the first letters to a type's prefix: two wrong of "เทศบาลตำบล" pass
_CACHED_TYPES = 4_096  # names whose types are kept: cells are asked several times
_OFFICES = ("สำนักงาน", "ที่ทำการ", "สำนักปลัด", "งาน")
"""Words before the type that do not make it another organisation."""

TOWN_NAME = r"(?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน|อบ[ตจ]\.?|ท[ตมน]\.)\s?[ก-๎]{2}"
"""Pattern of how a town's name begins, in the header of a column too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationKind:
    """How one type is recognised in names."""

    type: OrganisationType
    prefix: str
    abbreviations: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()  #: short forms understood without a dot, too
    english: tuple[str, ...] = ()  #: words of English names that mean the type
    whole: bool = False  #: the prefix is the whole name: one single place


def organisation_types() -> tuple[OrganisationKind, ...]:
    """All types that a name can mean, two special areas among them."""
    return records("organisations.toml", "organisation", OrganisationKind)


def distinct_label(
    organisation: Organisation,
    others: Iterable[Organisation],
    *,
    forms: Sequence[Callable[[Organisation], str]],
) -> str:
    """The first form of an organisation that none of the `others` has, else the last form with the
    id. `forms`: such as the name, then the name with the province; `others` may have itself.
    """
    different = [other for other in others if other.id != organisation.id]
    label = ""
    for form in forms:
        label = form(organisation)
        if all(form(other) != label for other in different):
            return label
    return f"{label} ({organisation.id})" if organisation.id else label


def expand_abbreviation(name: str) -> str:
    """`name` normalised, its abbreviated types written out: "ทต.แม่กา" → "เทศบาลตำบลแม่กา".

    An abbreviation needs its dot, or, where it cannot be mistaken, a space or the
    name after it ("อบต แม่กา", "อบตแม่กา"); spaces after it go. Works within longer text.
    """
    text = canonical(name)
    for pattern, prefix in _patterns() if _any_pattern().search(text) else ():
        text = pattern.sub(prefix, text)
    return text


def name_key(name: str) -> str:
    """Key for equality of spellings of a name, its abbreviations written out."""
    return squash(expand_abbreviation(name))


def full_name(typed: str | None) -> str | None:
    """An organisation's name as a document prints it, "ทต." written out; None for nothing."""
    return " ".join(expand_abbreviation(typed or "").split()) or None


@cache
def _any_pattern() -> re.Pattern[str]:
    """Most texts hold no abbreviation, and one search is as fast as any of twenty."""
    return re.compile("(?<![ก-๎])(?:" + "|".join(p.pattern for p, _ in _patterns()) + ")")


def short_name(name: str) -> str | None:
    """A full name with its type abbreviated, "ทต.แม่กา"; None where it begins with no type."""
    for kind in organisation_types():
        own = name.removeprefix(kind.prefix).strip()
        if own and own != name and kind.abbreviations and not kind.whole:
            return f"{kind.abbreviations[0]}{own}"
    return None


@lru_cache(maxsize=_CACHED_TYPES)
def organisation_type(name: str) -> OrganisationType:
    """The type of an organisation by its name; OTHER for no local government, and for "".

    The name is Thai (abbreviated or misread by a letter or two) or English.
    """
    key = name_key(name)
    for office in _OFFICES:
        key = key.removeprefix(squash(office))
    if words := _english_words(name):
        for pattern, kind in _english_patterns():
            if pattern.search(words):
                return kind
    return _thai_type(key)


def _thai_type(key: str) -> OrganisationType:
    from rapidfuzz import fuzz  # not at the start of each command

    best, best_ratio = OrganisationType.OTHER, 0.0
    for kind in organisation_types():
        prefix = squash(kind.prefix)
        head = key if kind.whole else key[: len(prefix)]
        ratio = fuzz.ratio(head, prefix)
        if ratio >= _LEAST_RATIO and ratio > best_ratio:
            best, best_ratio = kind.type, ratio
    return best


@cache
def _english_patterns() -> tuple[tuple[re.Pattern[str], OrganisationType], ...]:
    return tuple(
        (re.compile(rf"\b{_english_words(term)}\b"), kind.type)
        for kind in organisation_types()
        for term in kind.english
    )


def _english_words(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.casefold()))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs: list[tuple[str, str, str]] = []
    for kind in organisation_types():
        for short in kind.abbreviations:
            letters = r"\s?".join(re.escape(letter) for letter in short)
            pairs.append((short, letters, kind.prefix))
        pairs += [(short, rf"{short}(?=\s|[ก-ฮเ-ไ])", kind.prefix) for short in kind.bare]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"(?<![ก-๎]){letters}[ \t]*"), prefix) for _, letters, prefix in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfOrganisation:
    """Names of a kind of organisation."""

    type: OrganisationType
    family: str  #: kinds of one family have the same offices
    long: str  #: written where no name follows, and before one
    generic: tuple[str, ...]  #: names without the kind; the first is written
    short: tuple[str, ...]  #: abbreviations, with dots
    head_named: str  #: its head's title, before a name
    whole: bool = False  #: the kind is the whole name, which its offices carry ("ปลัดเมืองพัทยา")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office's names in each family, the first of each is written."""

    id: str
    names: Mapping[str, tuple[str, ...]]


def kinds_of_organisation() -> tuple[KindOfOrganisation, ...]:
    """All kinds that have offices of their own."""
    return records("offices.toml", "kind", KindOfOrganisation)


def kind_of(type: OrganisationType, name: str) -> KindOfOrganisation | None:
    """The kind of an organisation of this type and full name; None for agencies."""
    for kind in kinds_of_organisation():
        if kind.type is type and (not kind.whole or kind.long == name):
            return kind
    return None


def offices() -> tuple[Office, ...]:
    """Offices that every family has, each under its own name."""
    return records("offices.toml", "office", Office)


def before_names() -> tuple[Office, ...]:
    """Words before an organisation's kind and name: hall, by-law, staff."""
    return records("offices.toml", "before_name", Office)


def sample_names() -> tuple[str, ...]:
    """Full names of the invented organisations."""
    return records("samples.toml", "samples", str)


@cache
def reworded_digests() -> frozenset[str]:
    """The sha256 of each reworded report's file."""
    return frozenset(_sample_tables()["reworded"].values())


@cache
def sample_files() -> Mapping[str, str]:
    """The sha256 of each file of the sample corpus, by its path in the folder corpus."""
    return {path: sha256 for table in _sample_tables().values() for path, sha256 in table.items()}


@lru_cache(maxsize=16_384)
def is_sample(name: str) -> bool:
    """Whether an organisation of this full name is an invented one."""
    return squash(name) in _sample_keys()


def is_reworded(sha256: str) -> bool:
    """Whether the file with this digest is a reworded report."""
    return sha256 in reworded_digests()


def _sample_tables() -> Mapping[str, Mapping[str, str]]:
    """Digests by path in the folder corpus, in the tables of files of samples.toml."""
    return as_record("samples.toml", load_toml("samples.toml")["files"], dict[str, dict[str, str]])


@cache
def _sample_keys() -> frozenset[str]:
    return frozenset(map(squash, sample_names()))
