"""Organisations listed, and found by a typed name, with their ITA results.

Found are only organisations with an active report or an ITA result. A name that fits
several is never decided by guessing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Select, func, or_, select

from itasearch.domain.organisations import (
    expand_abbreviation,
    organisation_types,
)
from itasearch.domain.places import closest_province, provinces
from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.library import OrganisationSummary, ReportStatus
from itasearch.model.records import ItaResult, Organisation
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import (
    batches,
    ita_result_of,
    organisation_from,
    storable,
)
from itasearch.store.db.schema import ita_result, organisation, report, source_file
from itasearch.text.thai.match import closest, thai_order
from itasearch.text.thai.normalize import normalize, squash

_ACTIVE = ReportStatus.ACTIVE.value

_LISTED = 20
"""How many organisations an error lists at most; "เทศบาล" fits thousands."""

_PLACE = re.compile(
    r"^(?P<name>.+?)"
    r"(?:[\s,(]+(?:อำเภอ|อ\.)\s*(?P<district>[^\s,()]+))?"
    r"[\s,(]+(?:จังหวัด|จ\.)\s*(?P<province>[^\s,()]+)\)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """An organisation's name as typed, apart from the district and province typed behind it."""

    name: str
    district: str | None = None
    province: str | None = None


def named_place(text: str) -> NamedPlace:
    """Split "ทต.แม่กา อ.เมืองพะเยา จ.พะเยา" into name, district and province.

    Raises:
        UnknownValueError: there is no such province.
    """
    typed = normalize(text).strip()
    found = _PLACE.match(typed)
    # "องค์การบริหารส่วน จังหวัดพะเยา" is a name with a stray space, not a place behind a name.
    if found is None or found["name"].endswith("ส่วน"):
        return NamedPlace(name=typed)
    province = closest_province(found["province"])
    if province is None:
        nearest = closest(found["province"], [known.name for known in provinces()])
        raise UnknownValueError(field="province", value=found["province"], nearest=nearest)
    return NamedPlace(name=found["name"], district=found["district"], province=province[0])


def name_key(name: str) -> str:
    """What two spellings of one name have in common, abbreviations expanded."""
    return squash(expand_abbreviation(normalize(name).strip()))


def label(found: Organisation) -> str:
    """Name, province and id of an organisation: distinguishes it from others of its name."""
    province = f" จังหวัด{found.province}" if found.province else ""
    return f"{found.name}{province} ({found.id})"


def labels(found: Sequence[Organisation]) -> list[str]:
    """Labels to choose from; of very many the first, and how many more there are."""
    rest = len(found) - _LISTED
    more = [f"และอีก {rest} แห่ง"] if rest > 0 else []
    return [*map(label, found[:_LISTED]), *more]


def results_in_force() -> Select[tuple[int]]:
    """Ids of the ITA results that nobody removed and no newer version of their report replaced."""
    return (
        select(ita_result.c.id)
        .join(source_file, source_file.c.sha256 == ita_result.c.sha256)
        .outerjoin(report, report.c.id == ita_result.c.report_id)
        .where(
            or_(
                report.c.status == _ACTIVE,
                ita_result.c.report_id.is_(None) & (source_file.c.results_status == _ACTIVE),
            )
        )
    )


def visible_organisations(connection: Connection) -> tuple[Organisation, ...]:
    """Organisations that have an active report or an ITA result, by id."""
    rows = connection.execute(_visible())
    return tuple(organisation_from(row) for row in rows.mappings())


def _visible() -> Select[tuple[object, ...]]:
    with_report = select(report.c.organisation_id).where(report.c.status == _ACTIVE)
    with_result = select(ita_result.c.organisation_id).where(
        ita_result.c.id.in_(results_in_force())
    )
    return (
        select(organisation)
        .where(or_(organisation.c.id.in_(with_report), organisation.c.id.in_(with_result)))
        .order_by(organisation.c.id)
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A visible organisation with its spellings, squashed once."""

    organisation: Organisation
    name: str
    aliases: tuple[str, ...]

    @property
    def bare_name(self) -> str:
        """The name without what kind of organisation it is."""
        return next(
            (self.name[len(p) :] for p in _prefixes() if self.name.startswith(p)), self.name
        )


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(squash(kind.prefix) for kind in organisation_types())


class SqlOrganisations(SqlPart):
    """Organisations listed and found by name, with their ITA results."""

    def organisations(self) -> tuple[OrganisationSummary, ...]:
        """Organisations that have an active report or an ITA result, by name."""
        owner, year = report.c.organisation_id, report.c.fiscal_year_be
        by_year = (
            select(owner, year, func.count(), func.sum(report.c.measure_count))
            .where(report.c.status == _ACTIVE)
            .group_by(owner, year)
        )
        held: dict[str | None, list[tuple[int | None, int, int]]] = {}
        with self._database.reading() as connection:
            for organisation_id, fiscal_year, reports, measures in connection.execute(by_year):
                held.setdefault(organisation_id, []).append((fiscal_year, reports, measures))
            visible = visible_organisations(connection)
        summaries = []
        for found in visible:
            years = held.get(found.id, [])
            summaries.append(
                OrganisationSummary(
                    organisation=found,
                    fiscal_years=tuple(sorted(y for y, _, _ in years if y is not None)),
                    reports=sum(reports for _, reports, _ in years),
                    measures=sum(measures for _, _, measures in years),
                )
            )
        return tuple(sorted(summaries, key=lambda one: thai_order(one.organisation.name)))

    def find_organisation(self, text: str) -> Organisation:
        """The organisation with this id or full name ("ทต.แม่กา"), else with this alias.

        Else the one whose name without its type ("แม่กา"), else with this part, is the only
        such; a province behind the name ("… จ.พะเยา") narrows it down.

        Raises:
            UnknownValueError: with the nearest names.
            AmbiguousOrganisationError: when several fit.
        """
        with self._database.reading() as connection:
            fitting = _exactly(connection, text)
            known = (
                []
                if fitting
                else [
                    _Candidate(one, squash(one.name), tuple(map(squash, one.aliases)))
                    for one in visible_organisations(connection)
                ]
            )
        fitting = fitting or _fitting(text, known)
        if not fitting:
            place = named_place(text)
            there = [one for one in known if _in_province(one.organisation, place.province)]
            fitting = _fitting(place.name, there)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise AmbiguousOrganisationError(name=text, candidates=labels(fitting))
        names = [one.organisation.name for one in known]
        nearest = closest(name_key(text), names) if squash(text) else ()
        raise UnknownValueError(field="organisation", value=text, nearest=nearest)

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first; one without its year comes last."""
        return self.ita_results_of([organisation_id]).get(storable(organisation_id), ())

    def ita_results_of(
        self, organisation_ids: Sequence[str]
    ) -> Mapping[str, tuple[ItaResult, ...]]:
        """The same for several, by id; those without a result are left out.

        Of several results of one year the newest counts.
        """
        results = (
            select(ita_result)
            .where(ita_result.c.id.in_(results_in_force()))
            .order_by(ita_result.c.sequence, ita_result.c.id)
        )
        found: dict[str, dict[int | None, ItaResult]] = {}
        with self._database.reading() as connection:
            for batch in batches(organisation_ids):
                of_batch = results.where(ita_result.c.organisation_id.in_(batch))
                for row in connection.execute(of_batch).mappings():
                    by_year = found.setdefault(row["organisation_id"], {})
                    by_year[row["fiscal_year_be"]] = ita_result_of(row)
        return {
            name: tuple(by_year[year] for year in sorted(by_year, key=lambda year: -(year or 0)))
            for name, by_year in found.items()
        }


def _exactly(connection: Connection, text: str) -> list[Organisation]:
    """Those with this id, else with this full name: the usual case, by the database's indexes."""
    typed, full = storable(text).strip(), name_key(storable(text))
    by_id = _visible().where(organisation.c.id == typed)
    by_name = _visible().where(organisation.c.name_key == full, organisation.c.name_key != "")
    for query in (by_id, by_name):
        found = [organisation_from(row) for row in connection.execute(query).mappings()]
        if found:
            return found
    return []


def _fitting(typed: str, choices: Sequence[_Candidate]) -> list[Organisation]:
    """Those that fit in the strictest way that any does."""
    full, plain = name_key(typed), squash(typed)
    if not plain:
        return []
    tiers: tuple[Callable[[_Candidate], bool], ...] = (
        lambda one: full == one.name,
        lambda one: plain in one.aliases,
        lambda one: plain == one.bare_name,
        lambda one: any(
            part in name for part in (full, plain) for name in (one.name, *one.aliases)
        ),
    )
    for fits in tiers:
        fitting = [one.organisation for one in choices if fits(one)]
        if fitting:
            return fitting
    return []


def _in_province(found: Organisation, province: str | None) -> bool:
    if province is None:
        return True
    return found.province is not None and squash(found.province) == squash(province)
