"""The library whose names tests/data/eval/names.tsv asks for, and its lines."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from itasearch.domain.organisations import organisation_type
from itasearch.model.library import HeldReports, OrganisationSummary
from itasearch.model.ranking import Filters
from itasearch.model.records import Organisation
from itasearch.search.query.known_names import KnownNames
from itasearch.search.query.understand import Understanding

_DATA = Path(__file__).parents[1] / "data" / "eval"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query and what it shall be understood as.

    Attributes:
        rest: the words that are left to search for.
        filters: as `shown` writes them; "" for none.
        not_held: what the library has no report of, "; " between.
        ask: whether one of several readings is asked for.
    """

    query: str
    rest: str
    filters: str
    not_held: str
    ask: str


def named_queries() -> tuple[NamedQuery, ...]:
    """The lines of names.tsv."""
    return tuple(NamedQuery(**line) for line in _lines("names.tsv"))


@cache
def library() -> HeldReports:
    """The sample corpus's towns and invented others."""
    summaries = tuple(
        _summary(number, line) for number, line in enumerate(_lines("names_library.tsv"))
    )
    years = frozenset(year for one in summaries for year in one.fiscal_years)
    return HeldReports(organisations=summaries, fiscal_years=years)


def _lines(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _summary(number: int, line: dict[str, str]) -> OrganisationSummary:
    years = tuple(map(int, line["years"].split(",")))
    organisation = Organisation(
        id=f"o{number}",
        name=line["name"],
        type=organisation_type(line["name"]),
        district=line["district"] or None,
        province=line["province"] or None,
    )
    return OrganisationSummary(
        organisation=organisation, fiscal_years=years, reports=len(years), measures=10
    )


def shown(found: Understanding, names: KnownNames) -> str:
    """Filters as the lines have them: "town=ทต.… year=2566,2567", ids as names with provinces."""
    by_id = {town.id: town for town in names.towns}
    filters: Filters = found.filters
    towns = sorted(
        f"{by_id[one].organisation.name}/{by_id[one].province}" for one in filters.organisation_ids
    )
    parts = {
        "town": towns,
        "type": filters.types,
        "province": sorted(filters.provinces),
        "year": list(map(str, filters.fiscal_years)),
        "indicator": list(map(str, filters.indicators)),
    }
    return " ".join(f"{name}={','.join(values)}" for name, values in parts.items() if values)
