"""Organisations: listed, found by a typed name, matched to what a file or a person names.

Only those with an active report or an ITA result are found. Two are the same when name and type
agree and no province contradicts; covers misspell districts. A name that fits several is never
guessed. A new one is made, and forgets what only an undone correction taught it.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from itasearch.domain.english_names import english_key
from itasearch.domain.organisations import (
    distinct_label,
    expand_abbreviation,
    organisation_type,
    organisation_types,
    reworded_digests,
)
from itasearch.domain.places import closest_province, provinces
from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.corrections import Anchor
from itasearch.model.library import HeldReports, OrganisationSummary, ReportStatus
from itasearch.model.records import ItaResult, Organisation
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import (
    batches,
    find_row,
    ita_result_of,
    organisation_from,
    rows_of,
    update_row,
)
from itasearch.store.db.schema import (
    IS_ACTIVE,
    correction,
    ita_result,
    organisation,
    report,
    source_file,
    storable,
)
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.match import closest, thai_order
from itasearch.text.thai.normalize import squash

_LISTED = 20  # how many organisations an error lists at most; "เทศบาล" fits thousands

# Of each organisation, by index: a list of all that have a report grows with the reports.
_HAS_REPORT = sa.exists().where(report.c.organisation_id == organisation.c.id, IS_ACTIVE)

_PLACE = re.compile(
    r"^(?P<name>.+?)"
    r"(?:[\s,(]+(?:อำเภอ|อ\.)\s*(?P<district>[^\s,()]+))?"
    r"[\s,(]+(?:จังหวัด|จ\.)\s*(?P<province>[^\s,()]+)\)?$"
)

_LEARNT = ("district", "province")  # of an organisation, from reports and corrections


def named_place(text: str) -> tuple[str, str | None, str | None]:
    """Split "ทต.แม่กา อ.เมืองพะเยา จ.พะเยา" in three. Raises UnknownValueError."""
    typed = canonical(text).strip()
    match = _PLACE.match(typed)
    # "องค์การบริหารส่วน จังหวัดพะเยา" is a name with a stray space, not a place behind a name.
    if match is None or match["name"].endswith("ส่วน"):
        return typed, None, None
    province = closest_province(match["province"])
    if province is None:
        nearest = closest(match["province"], [province.name for province in provinces()])
        raise UnknownValueError(field="province", value=match["province"], nearest=nearest)
    return match["name"], match["district"], province[0]


def name_key(name: str) -> str:
    """What two spellings of one name have in common, abbreviations expanded."""
    return squash(expand_abbreviation(canonical(name).strip()))


def labels(organisations: Sequence[Organisation]) -> list[str]:
    """A label in Thai of each, no two of them alike; after the first _LISTED only how many more
    there are.
    """

    def placed(town: Organisation, district: str = "") -> str:
        province = f" จังหวัด{town.province}" if town.province else ""
        return f"{town.name}{district}{province}"

    def exactly_placed(town: Organisation) -> str:
        return placed(town, f" อำเภอ{town.district}" if town.district else "")

    listed = [
        distinct_label(town, organisations, forms=(placed, exactly_placed))
        for town in organisations[:_LISTED]
    ]
    rest = len(organisations) - _LISTED
    return [*listed, *([f"และอีก {rest} แห่ง"] if rest > 0 else [])]


def results_in_force() -> sa.Select[tuple[int]]:
    """Ids of the ITA results that nobody removed and no newer version of their report replaced."""
    return (
        sa.select(ita_result.c.id)
        .join(source_file, source_file.c.sha256 == ita_result.c.sha256)
        .outerjoin(report, report.c.id == ita_result.c.report_id)
        .where(
            sa.or_(
                IS_ACTIVE,
                ita_result.c.report_id.is_(None)
                & (source_file.c.results_status == ReportStatus.ACTIVE),
            )
        )
    )


def visible_organisations(connection: sa.Connection) -> tuple[Organisation, ...]:
    """Organisations that have an active report or an ITA result, by id."""
    return tuple(map(organisation_from, connection.execute(_visible()).mappings()))


def _visible() -> sa.Select[tuple[object, ...]]:
    with_result = sa.select(ita_result.c.organisation_id).where(
        ita_result.c.id.in_(results_in_force())
    )
    return (
        sa.select(organisation)
        .where(sa.or_(_HAS_REPORT, organisation.c.id.in_(with_result)))
        .order_by(organisation.c.id)
    )


def _namesakes_by_name(connection: sa.Connection) -> Mapping[str, tuple[Organisation, ...]]:
    names = _visible().with_only_columns(organisation.c.name).order_by(None)
    shared = names.group_by(organisation.c.name).having(sa.func.count() > 1)
    by_name: dict[str, tuple[Organisation, ...]] = {}
    for row in connection.execute(_visible().where(organisation.c.name.in_(shared))).mappings():
        town = organisation_from(row)
        by_name[town.name] = (*by_name.get(town.name, ()), town)
    return by_name


def _types_and_provinces(connection: sa.Connection) -> tuple[frozenset[str], frozenset[str]]:
    towns = visible_organisations(connection)
    provinces = frozenset(town.province for town in towns if town.province)
    return frozenset(town.type for town in towns), provinces


def _fiscal_years(connection: sa.Connection) -> frozenset[int]:
    years = sa.select(report.c.fiscal_year_be).where(IS_ACTIVE).distinct()
    return frozenset(year for year in connection.scalars(years) if year is not None)


@dataclass(frozen=True, slots=True)
class _Candidate:
    organisation: Organisation
    name: str
    bare_name: str
    aliases: tuple[str, ...]


def _candidates(connection: sa.Connection) -> tuple[_Candidate, ...]:
    prefixes = [squash(kind.prefix) for kind in organisation_types()]
    candidates = []
    for town in visible_organisations(connection):
        name = squash(town.name)
        bare_name = next((name.removeprefix(p) for p in prefixes if name.startswith(p)), name)
        candidates.append(_Candidate(town, name, bare_name, tuple(map(squash, town.aliases))))
    return tuple(candidates)


class SqlOrganisations(SqlPart):
    """Organisations listed and found by name, with their ITA results."""

    def all(self) -> tuple[OrganisationSummary, ...]:
        """Organisations that have an active report or an ITA result, by name."""
        return self._database.cached(
            "organisations", lambda connection: _summaries(connection, _by_name())
        )

    def everyone(self) -> tuple[Organisation, ...]:
        """Those of `all`, without what the library holds of each."""
        return tuple(map(organisation_from, self._read(_by_name())))

    def of(self, organisation_ids: Sequence[str]) -> tuple[OrganisationSummary, ...]:
        """Those of `all` that have these ids, by name."""
        with self._database.reading() as connection:
            summaries = [
                summary
                for ids in batches(organisation_ids)
                for summary in _summaries(connection, _by_name().where(organisation.c.id.in_(ids)))
            ]
        return tuple(sorted(summaries, key=lambda summary: thai_order(summary.organisation.name)))

    def named(self, text: str, *, most: int, first: int = 0) -> tuple[OrganisationSummary, ...]:
        """Some of `all` with each word of `text` in name or province."""
        query = _by_name().where(*map(_has_word, text.split())).offset(first).limit(most)
        with self._database.reading() as connection:
            return _summaries(connection, query)

    def count(self) -> int:
        """How many organisations `all` returns."""
        counted = _visible().with_only_columns(sa.func.count()).order_by(None)
        return self._database.cached(
            "organisation count", lambda connection: int(connection.execute(counted).scalar_one())
        )

    def namesakes(self) -> Mapping[str, tuple[Organisation, ...]]:
        """Those of `all` that share their name with another one, by name."""
        return self._database.cached("namesakes", _namesakes_by_name)

    def types_and_provinces(self) -> tuple[frozenset[str], frozenset[str]]:
        """Types and provinces of `all`."""
        return self._database.cached("types and provinces", _types_and_provinces)

    def fiscal_years(self) -> frozenset[int]:
        """Fiscal years of the active reports."""
        return self._database.cached("fiscal years", _fiscal_years)

    def held_reports(self) -> HeldReports:
        """The organisations of active reports; the same object until reports change."""
        return self._database.cached("held reports", _held_reports)

    def find(self, text: str) -> Organisation:
        """The organisation with this id or full name ("ทต.แม่กา"), else with this alias.

        Raises UnknownValueError with the nearest names, AmbiguousOrganisationError.
        """
        fitting = self._fitting(text)
        if not fitting and (key := _english_part(text)):
            named = _visible().where(organisation.c.english_key.contains(key, autoescape=True))
            fitting = [*map(organisation_from, self._read(named))]
        if fitting:
            return _the_only(text, fitting)
        names = [each.organisation.name for each in self._candidates()]
        nearest = closest(name_key(text), names) if squash(text) else ()
        raise UnknownValueError(field="organisation", value=text, nearest=nearest)

    def find_in_full(self, text: str) -> Organisation | None:
        """As `find`, but never by a part of a name; None: the library has no such organisation.

        Raises AmbiguousOrganisationError.
        """
        try:
            fitting = self._fitting(text, in_full=True)
        except UnknownValueError:  # a province that does not exist
            return None
        return _the_only(text, fitting) if fitting else None

    def _candidates(self) -> tuple[_Candidate, ...]:
        return self._database.cached("candidates", _candidates)

    def _fitting(self, text: str, *, in_full: bool = False) -> list[Organisation]:
        typed, full = storable(text).strip(), name_key(storable(text))
        of_name = (organisation.c.name_key == full, organisation.c.name_key != "")
        by_id, by_name = _visible().where(organisation.c.id == typed), _visible().where(*of_name)
        if stored := self._read(by_id) or self._read(by_name):
            return [*map(organisation_from, stored)]
        candidates = self._candidates()
        if fitting := _fitting(text, candidates, in_full=in_full):
            return fitting
        name, district, province = named_place(text)
        there = [
            each
            for each in candidates
            if province is None or squash(each.organisation.province or "") == squash(province)
        ]
        fitting = _fitting(name, there, in_full=in_full)
        if len(fitting) > 1 and district:
            return [town for town in fitting if town.district == district] or fitting
        return fitting

    def named_by(self, read: Organisation) -> Organisation | None:
        """The organisation that a report which names `read` would be of; None: new or ambiguous."""
        incoming = _with_full_name(read)
        with self._database.reading() as connection:
            namesakes = _namesakes(connection, incoming)
            fitting = [namesake for namesake in namesakes if not _contradicts(namesake, incoming)]
            try:
                return _decide(connection, incoming, fitting) if fitting else None
            except AmbiguousOrganisationError:
                return None

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first; one without its year comes last."""
        return self.ita_results_of([organisation_id]).get(organisation_id, ())

    def ita_totals(self) -> Mapping[str, tuple[ItaResult, ...]]:
        """As `ita_results_of`, of all organisations, without the scores of indicators."""
        names = ("fiscal_year_be", "total", "grade")
        owner, columns = ita_result.c.organisation_id, (ita_result.c[name] for name in names)
        scores = sa.func.json_array_length(ita_result.c.indicators).label("scores")
        totals = self._read(_results_by_age(owner, *columns, scores).where(owner.is_not(None)))
        return _newest_first(
            _Stated(row["organisation_id"], ItaResult(**{n: row[n] for n in names}), row["scores"])
            for row in totals
        )

    def ita_results_of(
        self, organisation_ids: Sequence[str]
    ) -> Mapping[str, tuple[ItaResult, ...]]:
        """ITA results by organisation id, newest first; those without a result are left out.

        Of one year the newest with most scores of indicators counts; the total and grade that it
        lacks come from the others. A result without its year is of the year with the same total.
        """
        results, owner = _results_by_age(ita_result), ita_result.c.organisation_id
        with self._database.reading() as connection:
            rows = rows_of(connection, results, owner, organisation_ids)
            stated = [(row["organisation_id"], ita_result_of(row)) for row in rows]
        return _newest_first(_Stated(of, result, len(result.indicators)) for of, result in stated)


def _held_reports(connection: sa.Connection) -> HeldReports:
    held = sa.select(organisation).where(_HAS_REPORT).order_by(organisation.c.id)
    towns = tuple(map(organisation_from, connection.execute(held).mappings()))
    return HeldReports(organisations=towns, fiscal_years=_fiscal_years(connection))


class _Stated(NamedTuple):
    owner: str
    result: ItaResult
    scores: int  #: how many of its indicators have one


def _results_by_age(*columns: Any) -> sa.Select[Any]:
    in_force = sa.select(*columns).where(ita_result.c.id.in_(results_in_force()))
    return in_force.order_by(ita_result.c.sequence, ita_result.c.id)


def _newest_first(stated: Iterable[_Stated]) -> Mapping[str, tuple[ItaResult, ...]]:
    by_year: dict[str, dict[int, list[_Stated]]] = {}
    for each in stated:
        years = by_year.setdefault(each.owner, {})
        years.setdefault(each.result.fiscal_year_be or 0, []).append(each)
    for years in by_year.values():
        _date_repeated(years)
    return {
        owner: tuple(_merged(years[year]) for year in sorted(years, reverse=True))
        for owner, years in by_year.items()
    }


def _date_repeated(years: dict[int, list[_Stated]]) -> None:
    """Give results without a year (0) the only year with the same total and no other score."""

    def repeats(result: ItaResult, other: ItaResult) -> bool:
        scores = {indicator.number: indicator.score for indicator in other.indicators}
        scored = result.indicators
        is_same = result.total is not None and result.total == other.total
        return is_same and all(scores.get(new.number, new.score) == new.score for new in scored)

    rest = []
    for each in years.pop(0, []):
        same = [y for y, of in years.items() if any(repeats(each.result, o.result) for o in of)]
        if len(same) == 1:
            dated = replace(each.result, fiscal_year_be=same[0])
            years[same[0]].insert(0, each._replace(result=dated))
        else:
            rest.append(each)
    if rest:
        years[0] = rest


def _merged(of_year: Sequence[_Stated]) -> ItaResult:
    *others, best = (each.result for each in sorted(of_year, key=attrgetter("scores")))
    for other in reversed(others):
        if best.total is None:
            best = replace(best, total=other.total)
        if best.grade is None and other.total in {None, best.total}:
            best = replace(best, grade=other.grade)
    return best


def _by_name() -> sa.Select[tuple[object, ...]]:
    return _visible().order_by(None).order_by(organisation.c.name_order, organisation.c.id)


def _has_word(word: str) -> sa.ColumnElement[bool]:
    typed = storable(canonical(word))
    # Officers write "ทต" as well as "ทต.".
    keys = dict.fromkeys(key for key in (name_key(typed), name_key(f"{typed}.")) if key)
    province = closest_province(typed)
    fits: list[sa.ColumnElement[bool]] = [
        *(organisation.c.name_key.icontains(key, autoescape=True) for key in keys),
        sa.cast(organisation.c.aliases, sa.Text).icontains(typed, autoescape=True),
        organisation.c.province.icontains(typed, autoescape=True),
        *fits_in_english(typed),
    ]
    if province is not None and province[1] == 1.0:
        fits.append(organisation.c.province == province[0])
    return sa.or_(*fits)


def fits_in_english(word: str) -> list[sa.ColumnElement[bool]]:
    """Conditions that an organisation's English name or province has a word; [] for Thai words."""
    if not (key := _english_part(word)):
        return []
    places = [province.name for province in provinces() if key in squash(province.english)]
    return [
        organisation.c.english_key.contains(key, autoescape=True),
        organisation.c.province.in_(places),
    ]


def _english_part(word: str) -> str:
    key = squash(word)
    return key if key.isascii() and any(map(str.isalpha, key)) else ""


def _summaries(
    connection: sa.Connection, visible: sa.Select[tuple[object, ...]]
) -> tuple[OrganisationSummary, ...]:
    towns = [*map(organisation_from, connection.execute(visible).mappings())]
    owner, year = report.c.organisation_id, report.c.fiscal_year_be
    counts = (
        sa.func.count().label("reports"),
        sa.func.sum(report.c.measure_count).label("measures"),
        sa.func.count().filter(report.c.sha256.in_(reworded_digests())).label("reworded"),
    )
    by_year = sa.select(owner, year, *counts).where(IS_ACTIVE).group_by(owner, year)
    held: dict[str, list[sa.RowMapping]] = {}
    for row in rows_of(connection, by_year, owner, [town.id for town in towns]):
        held.setdefault(row["organisation_id"], []).append(row)
    return tuple(
        OrganisationSummary(
            organisation=town,
            fiscal_years=tuple(
                sorted(row["fiscal_year_be"] for row in rows if row["fiscal_year_be"] is not None)
            ),
            reports=sum(row["reports"] for row in rows),
            measures=sum(row["measures"] for row in rows),
            reworded=any(row["reworded"] for row in rows),
        )
        for town in towns
        for rows in [held.get(town.id, [])]
    )


def _fitting(
    typed: str, choices: Sequence[_Candidate], *, in_full: bool = False
) -> list[Organisation]:
    full, plain = name_key(typed), squash(typed)
    if not plain:
        return []
    tiers: tuple[Callable[[_Candidate], bool], ...] = (
        lambda candidate: full == candidate.name,
        lambda candidate: plain in candidate.aliases,
        lambda candidate: plain == candidate.bare_name,
        lambda candidate: any(
            part in name for part in (full, plain) for name in (candidate.name, *candidate.aliases)
        ),
    )
    for fits in tiers[:2] if in_full else tiers:
        fitting = [choice.organisation for choice in choices if fits(choice)]
        if fitting:
            return fitting
    return []


def _the_only(text: str, fitting: Sequence[Organisation]) -> Organisation:
    if len(fitting) > 1:
        raise AmbiguousOrganisationError(name=text, candidates=labels(fitting))
    return fitting[0]


def owner_as_read(connection: sa.Connection, read: Organisation | None) -> str | None:
    """As `match_or_create`; None where a report names none, or a name fits several."""
    if read is None:
        return None
    try:
        return match_or_create(connection, read)
    except AmbiguousOrganisationError:
        return None


def match_or_create(connection: sa.Connection, read: Organisation) -> str:
    """Id of the organisation that `read` names, created when it is new.

    A known one learns its missing place and other spellings. Raises AmbiguousOrganisationError.
    """
    incoming = _with_full_name(read)
    namesakes = _namesakes(connection, incoming)
    fitting = [namesake for namesake in namesakes if not _contradicts(namesake, incoming)]
    if not fitting:
        return _create(connection, incoming, namesakes=bool(namesakes))
    chosen = _decide(connection, incoming, fitting)
    _learn(connection, chosen, incoming)
    return chosen.id


def _with_full_name(read: Organisation) -> Organisation:
    district, province = read.district, read.province
    # An organisation corrected to its full name must be found by the name it was read with.
    return replace(
        read,
        name=storable(expand_abbreviation(canonical(read.name).strip())),
        district=district and storable(district),
        province=province and storable(province),
        aliases=(*map(storable, read.aliases), storable(read.name)),
    )


def _namesakes(connection: sa.Connection, incoming: Organisation) -> list[Organisation]:
    key, kind = organisation.c.name_key, organisation.c.type
    named = sa.select(organisation).where(key == name_key(incoming.name), kind == incoming.type)
    rows = connection.execute(named.order_by(organisation.c.id)).mappings()
    return [*map(organisation_from, rows)]


def _contradicts(namesake: Organisation, incoming: Organisation) -> bool:
    if namesake.province is None or incoming.province is None:
        return False
    return squash(namesake.province) != squash(incoming.province)


def _decide(
    connection: sa.Connection, incoming: Organisation, fitting: Sequence[Organisation]
) -> Organisation:
    if incoming.province is not None:
        fitting = [namesake for namesake in fitting if namesake.province is not None] or fitting
    if len(fitting) > 1:
        # One with only a misread report, since removed, must not block the match.
        visible = {town.id for town in visible_organisations(connection)}
        fitting = [town for town in fitting if town.id in visible] or fitting
    if len(fitting) > 1:
        raise AmbiguousOrganisationError(name=incoming.name, candidates=labels(fitting))
    return fitting[0]


def _create(connection: sa.Connection, incoming: Organisation, *, namesakes: bool) -> str:
    parts = [incoming.type.value, name_key(incoming.name)]
    if namesakes and incoming.province is not None:
        parts.append(squash(incoming.province))
    new_id = "o" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]
    row = {
        "id": new_id,
        "name": incoming.name,
        "name_key": name_key(incoming.name),
        "type": incoming.type,
        "district": incoming.district,
        "aliases": _spellings(incoming.name, incoming.aliases),
        "name_order": thai_order(incoming.name),
        "english_key": english_key(incoming.name),
        **_in_province_row(incoming.province),
    }
    connection.execute(organisation.insert(), row)
    return new_id


def _in_province_row(province: str | None) -> dict[str, str | None]:
    return {"province": province, "province_order": province and thai_order(province)}


def _learn(connection: sa.Connection, namesake: Organisation, incoming: Organisation) -> None:
    learnt = replace(
        namesake,
        district=namesake.district or incoming.district,
        province=namesake.province or incoming.province,
        aliases=tuple(_spellings(namesake.name, (*namesake.aliases, *incoming.aliases))),
    )
    if learnt == namesake:
        return
    values = {"district": learnt.district, "aliases": learnt.aliases}
    values |= _in_province_row(learnt.province)
    update_row(connection, organisation, namesake.id, **values)


def _spellings(name: str, aliases: Sequence[str]) -> list[str]:
    by_key: dict[str, str] = {squash(name): "", "": ""}
    for alias in aliases:
        by_key.setdefault(squash(alias), alias)
    return [alias for alias in by_key.values() if alias]


def named_organisation(
    connection: sa.Connection, value: str, row: sa.RowMapping
) -> tuple[str, Anchor]:
    """Id of the organisation that a person named for a report, created when it is new.

    `value` is its id, or its full name, with or without a place; the anchor has what of the place
    was stated and learnt. Raises ValueError: empty; AmbiguousOrganisationError; UnknownValueError.
    """
    if not squash(value):
        raise ValueError("the organisation's name is empty")
    if find_row(connection, organisation, value.strip()) is not None:
        return value.strip(), Anchor()
    named = _named(value, row)
    before = {namesake.id: namesake for namesake in _namesakes(connection, _with_full_name(named))}
    owner = match_or_create(connection, named)
    stated = tuple(name for name in _LEARNT if getattr(named, name))
    learnt = tuple(name for name in stated if getattr(before.get(owner), name, None) is None)
    return owner, Anchor(stated=stated, learnt=learnt)


def _named(value: str, row: sa.RowMapping) -> Organisation:
    name, district, province = named_place(value)
    read = row["read_organisation"]
    if read is not None and province is None:
        # The cover's place stays true when only the name was misread.
        district, province = read.district, read.province
    return Organisation(
        name=expand_abbreviation(name),
        type=organisation_type(name),
        district=district,
        province=province,
    )


def forget_learnt(connection: sa.Connection, correction_id: int) -> None:
    """Take back what an organisation learnt by an undone correction only."""
    this = sa.select(correction).where(correction.c.id == correction_id)
    undone = connection.execute(this).mappings().one()
    owner = undone["organisation_id"]
    same = sa.select(correction).where(correction.c.organisation_id == owner)
    others = connection.execute(same).mappings().all()
    learnt = {name for row in others for name in row["anchor"].learnt}
    still = {n for row in others if row["undone_at"] is None for n in row["anchor"].stated}
    read = sa.select(report.c.read_organisation).where(report.c.read_organisation_id == owner)
    for name in undone["anchor"].stated:
        covers = connection.execute(read).scalars()
        if name in learnt - still and not any(cover and getattr(cover, name) for cover in covers):
            lacking = _in_province_row(None) if name == "province" else {name: None}
            update_row(connection, organisation, owner, **lacking)
