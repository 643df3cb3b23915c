"""Filters as typed, their choices, and figures.

A value that nothing in the library has is an error with the nearest ones, never a silent empty
answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from itasearch.clock import today
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import closest_province
from itasearch.domain.topics import find_topic
from itasearch.errors import UnknownValueError
from itasearch.model.library import LibraryStats
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.model.records import TEXT_FIELDS, Measure, OrganisationType
from itasearch.model.work import JobState
from itasearch.text.dates.fiscal_year import CE_OFFSET, be_year, be_years
from itasearch.text.thai.match import closest, thai_order
from itasearch.text.thai.normalize import arabic_digits, squash

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore


INDICATORS = tuple(range(1, 11))  #: Numbers of the indicators of ITA


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterNames:
    """Restrictions as a person types them; values of one kind are alternatives."""

    organisations: tuple[str, ...] = ()  #: ids, full names, aliases or short names ("ทต.แม่กา")
    types: tuple[str, ...] = ()  #: such as "town_municipality", "เทศบาลเมือง" or "ทม."
    provinces: tuple[str, ...] = ()  #: Thai names, with or without จังหวัด, or English ones
    fiscal_years: tuple[str | int, ...] = ()  #: BE or CE, Thai or Arabic digits
    indicators: tuple[str | int, ...] = ()  #: 1–10, Thai or Arabic digits
    topics: tuple[str, ...] = ()  #: ids, Thai or English names of domain/data/topics.toml


NO_FILTER_NAMES = FilterNames()
FILTER_FIELDS = {
    "organisation": "organisations",
    "topic": "topics",
    "indicator": "indicators",
    "year": "fiscal_years",
    "type": "types",
    "province": "provinces",
}
"""Its field by the name of an option or parameter, in the order in which the app has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoices:
    """Values of filters, in order, years newest first; see also Library.organisations_named."""

    types: tuple[OrganisationType, ...]
    provinces: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    indicators: tuple[int, ...] = INDICATORS


class PartState(StrEnum):
    """Whether a part of the library answers."""

    OK = "ok"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether the parts that a search needs answer."""

    store: PartState
    index: PartState  #: OK in an empty library, which needs none
    left_out: int = 0  #: how many reports a stage could not work on, and is without

    @property
    def is_ready(self) -> bool:
        """Whether all do."""
        return self.store is self.index is PartState.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFigures:
    """Counts of a library that its operator watches."""

    stats: LibraryStats
    jobs: Mapping[JobState, int]  #: how many are in each state
    unindexed: int  #: reports that the index lacks, has otherwise than the store, or has too many


def filter_choices(store: "SqlStore") -> FilterChoices:
    """The values that organisations and reports of `store` have; lists neither of them."""
    types, provinces = _types_and_provinces(store)
    return FilterChoices(types=types, provinces=provinces, fiscal_years=_fiscal_years(store))


def _types_and_provinces(store: "SqlStore") -> tuple[tuple[OrganisationType, ...], tuple[str, ...]]:
    types, provinces = store.organisations.types_and_provinces()
    ordered = tuple(kind for kind in OrganisationType if kind in types)
    return ordered, tuple(sorted(provinces, key=thai_order))


def _fiscal_years(store: "SqlStore") -> tuple[int, ...]:
    return tuple(sorted(store.organisations.fiscal_years(), reverse=True))


def resolve(names: FilterNames, store: "SqlStore") -> Filters:
    """Raises UnknownValueError with the nearest values; AmbiguousOrganisationError."""
    if names == NO_FILTER_NAMES:
        return NO_FILTERS
    # Only what is asked for is read, at every search: a nation has thousands of organisations.
    is_placed = bool(names.types or names.provinces)
    types, provinces = _types_and_provinces(store) if is_placed else ((), ())
    years = _fiscal_years(store) if names.fiscal_years else ()
    return Filters(
        organisation_ids=tuple(store.organisations.find(name).id for name in names.organisations),
        types=tuple(_type(name, types) for name in names.types),
        provinces=tuple(_province(name, provinces) for name in names.provinces),
        fiscal_years=tuple(_fiscal_year(year, years) for year in names.fiscal_years),
        indicators=tuple(map(_indicator, names.indicators)),
        topics=tuple(find_topic(name).id for name in names.topics),
    )


def _type(name: str, choices: Sequence[OrganisationType]) -> OrganisationType:
    spellings = {kind.value: kind for kind in OrganisationType}
    for kind in organisation_types():
        for spelling in (kind.prefix, *kind.abbreviations, *kind.bare):
            spellings.setdefault(squash(spelling), kind.type)
    meant = spellings.get(squash(name).replace(" ", "_"))
    if meant is not None and meant in choices:
        return meant
    here = [spelling for spelling, kind in spellings.items() if kind in choices]
    nearest = closest(name, here) or [kind.value for kind in choices]
    raise UnknownValueError(field="type", value=name, nearest=nearest)


def _province(name: str, choices: Sequence[str]) -> str:
    meant = closest_province(name)
    if meant is not None and meant[1] == 1.0 and meant[0] in choices:
        return meant[0]
    # A misread province that no list knows can still be named as it is stored.
    for choice in choices:
        if squash(choice) == squash(name):
            return choice
    near = closest(name, choices) or choices[:3]
    guessed = [meant[0]] if meant is not None and meant[0] in choices else []
    nearest = tuple(dict.fromkeys([*guessed, *near]))
    raise UnknownValueError(field="province", value=name, nearest=nearest)


def _fiscal_year(year: str | int, choices: Sequence[int]) -> int:
    read = fiscal_year(year)
    if read is not None and read in choices:
        return read
    year_be = read or 0
    nearest = sorted(choices, key=lambda choice: abs(choice - year_be))[:3] if year_be else choices
    raise UnknownValueError(
        field="fiscal year", value=str(year), nearest=[str(choice) for choice in nearest]
    )


def fiscal_year(year: str | int) -> int | None:
    """The typed year (BE, CE or short, any digits, "ปี" or "FY" before it) as BE; None if none."""
    typed = _BEFORE_YEAR.sub("", arabic_digits(squash(str(year))))
    if len(typed) == 2 and typed.isdecimal():
        return be_year(int(typed))
    years = be_years(str(year))
    return years[0] if len(years) == 1 else None


_BEFORE_YEAR = re.compile("^(?:ปีงบประมาณ|ปีงบ|ปี|fy)")


def measures_with_words(measures: Sequence[Measure], text: str) -> tuple[Measure, ...]:
    """Measures with every word in number or fields; digits, case and blanks do not count."""
    words = [squash(word) for word in text.split()]
    if not words:
        return tuple(measures)
    texts = (squash("\n".join((it.number or "", *map(it.text, TEXT_FIELDS)))) for it in measures)
    pairs = zip(measures, texts, strict=True)
    return tuple(measure for measure, text in pairs if all(word in text for word in words))


def offered_years(chosen: int | None, *, ahead: int, first: int) -> list[int]:
    """Fiscal years, newest (`ahead` of this one) first; `chosen` is always among them."""
    years = list(range(today().year + CE_OFFSET + ahead, first - 1, -1))
    return years if chosen is None or chosen in years else [*years, chosen]


def _indicator(number: str | int) -> int:
    typed = squash(str(number))
    if typed.isascii() and typed.isdecimal() and int(typed) in INDICATORS:
        return int(typed)
    nearest = [f"{INDICATORS[0]}–{INDICATORS[-1]}"]
    raise UnknownValueError(field="indicator", value=str(number), nearest=nearest)
