"""The library whose names tests/data/eval/names.tsv asks for, and its lines."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from itasearch.domain.organisations import organisation_type
from itasearch.model.library import HeldReports
from itasearch.model.ranking import Filters
from itasearch.model.records import Organisation
from itasearch.search.query.names.known import KnownNames
from itasearch.search.query.names.understand import Understanding

_DATA = Path(__file__).parents[1] / "data" / "eval"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query and what it shall be understood as."""

    query: str
    rest: str  #: the words that are left to search for
    filters: str  #: as `shown` writes them; "" for none
    not_held: str  #: what the library has no report of, "; " between
    ask: str  #: whether one of several readings is asked for


def named_queries() -> tuple[NamedQuery, ...]:
    """The lines of names.tsv."""
    return tuple(NamedQuery(**line) for line in _lines("names.tsv"))


@cache
def library() -> HeldReports:
    """The sample corpus's towns and invented others."""
    years = frozenset(year for _, own in _towns() for year in own)
    return HeldReports(organisations=tuple(town for town, _ in _towns()), fiscal_years=years)


def has_reports(filters: Filters) -> bool:
    """Whether the library has reports inside filters."""
    return any(
        (not filters.organisation_ids or town.id in filters.organisation_ids)
        and (not filters.types or town.type in filters.types)
        and (not filters.provinces or town.province in filters.provinces)
        and (not filters.fiscal_years or not years.isdisjoint(filters.fiscal_years))
        for town, years in _towns()
    )


@cache
def _towns() -> tuple[tuple[Organisation, frozenset[int]], ...]:
    return tuple(_town(number, line) for number, line in enumerate(_lines("names_library.tsv")))


def _lines(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _town(number: int, line: dict[str, str]) -> tuple[Organisation, frozenset[int]]:
    organisation = Organisation(
        id=f"o{number}",
        name=line["name"],
        type=organisation_type(line["name"]),
        district=line["district"] or None,
        province=line["province"] or None,
    )
    return organisation, frozenset(map(int, line["years"].split(",")))


def shown(found: Understanding, names: KnownNames) -> str:
    """Filters as the lines have them: "town=ทต.… year=2566,2567", ids as names with provinces."""
    by_id = {town.id: town for town in names.towns}
    filters: Filters = found.filters
    towns = sorted(
        f"{by_id[one].name}/{by_id[one].province or ''}" for one in filters.organisation_ids
    )
    parts = {
        "town": towns,
        "type": filters.types,
        "province": sorted(filters.provinces),
        "year": list(map(str, filters.fiscal_years)),
        "indicator": list(map(str, filters.indicators)),
        "topic": filters.topics,
    }
    return " ".join(f"{name}={','.join(values)}" for name, values in parts.items() if values)


def officers_queries() -> tuple[tuple[str, str], ...]:
    """Queries with officers' words, each with its filters as `shown` writes them."""
    return tuple((line["query"], line["filters"] or "") for line in _lines("officers.tsv"))


def ordinary_queries() -> list[str]:
    """Queries that name nothing: judged ones without names, and words that look like names."""
    return (_DATA / "ordinary.txt").read_text(encoding="utf-8").splitlines()
