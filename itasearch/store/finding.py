"""Finding an organisation by what a person types: id, name, alias, abbreviation or part of a name.

Only organisations are found that something in the library stands for: an active
report or an ITA result. A place typed behind the name ("… จ.พะเยา") narrows it
down. Imports domain, text, model and its room.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, RowMapping, Select, or_, select

from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.domain.places import closest_province, provinces
from itasearch.domain.samples import is_sample
from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.library import ReportStatus
from itasearch.model.records import Organisation, OrganisationType
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import ita_result, organisation, report, source_file
from itasearch.text.thai.match import closest
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
    """Name, province and id of an organisation, to tell it from others of its name."""
    province = f" จังหวัด{found.province}" if found.province else ""
    return f"{found.name}{province} ({found.id})"


def labels(found: Sequence[Organisation]) -> list[str]:
    """Labels to choose from; of very many the first, and how many more there are."""
    rest = len(found) - _LISTED
    more = [f"และอีก {rest} แห่ง"] if rest > 0 else []
    return [*map(label, found[:_LISTED]), *more]


def organisation_from(row: RowMapping) -> Organisation:
    """The organisation in a row of its own table."""
    return Organisation(
        id=row["id"],
        name=row["name"],
        type=OrganisationType(row["type"]),
        district=row["district"],
        province=row["province"],
        aliases=tuple(row["aliases"]),
        sample=is_sample(row["name"]),
    )


def standing_results() -> Select[tuple[int]]:
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
        ita_result.c.id.in_(standing_results())
    )
    return (
        select(organisation)
        .where(or_(organisation.c.id.in_(with_report), organisation.c.id.in_(with_result)))
        .order_by(organisation.c.id)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
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


def _candidate(found: Organisation) -> _Candidate:
    return _Candidate(
        organisation=found, name=squash(found.name), aliases=tuple(map(squash, found.aliases))
    )


def find(connection: Connection, text: str) -> Organisation:
    """The one visible organisation that `text` names.

    An exact id or full name goes before an alias, an alias before the name without
    its type ("แม่กา"), that before a mere part of the name.

    Raises:
        UnknownValueError: with the nearest names (of provinces, if that is what is wrong).
        AmbiguousOrganisationError: when several fit.
    """
    fitting = _exactly(connection, text)
    known = [] if fitting else [_candidate(one) for one in visible_organisations(connection)]
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


def _exactly(connection: Connection, text: str) -> list[Organisation]:
    """Those with this id, else with this full name: the usual case, by the database's indexes."""
    typed, full = storable(text).strip(), name_key(storable(text))
    by_id = _visible().where(organisation.c.id == typed)
    by_name = _visible().where(organisation.c.name_key == full, organisation.c.name_key != "")
    for question in (by_id, by_name):
        found = [organisation_from(row) for row in connection.execute(question).mappings()]
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
