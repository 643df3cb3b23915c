"""Organisations: listed, found by a typed name, matched to what a file or a person names.

Found are only organisations with an active report or an ITA result. Two are the same when
name and type agree and no province contradicts; districts do not count, for covers misspell
them. A name that fits several is never decided by guessing. An organisation is made when it is
new, learns what it lacked of its place, and forgets what it learnt only by a correction that
is undone.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)

from itasearch.domain.english_names import english_key
from itasearch.domain.organisations import (
    expand_abbreviation,
    organisation_type,
    organisation_types,
)
from itasearch.domain.places import closest_province, provinces
from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.library import HeldReports, OrganisationSummary, ReportStatus
from itasearch.model.records import ItaResult, Organisation
from itasearch.store.corrections.rows import Anchor, anchor_of
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import (
    batches,
    ita_result_of,
    organisation_from,
    storable,
    storable_or_none,
)
from itasearch.store.db.schema import correction, ita_result, organisation, report, source_file
from itasearch.text.thai.match import closest, thai_order
from itasearch.text.thai.normalize import normalize, squash

_ACTIVE = ReportStatus.ACTIVE.value

_LISTED = 20  # how many organisations an error lists at most; "เทศบาล" fits thousands

# Made once: to make a query takes as long as to run it.
_NAMESAKES = (
    select(organisation)
    .where(organisation.c.name_key == bindparam("key"), organisation.c.type == bindparam("kind"))
    .order_by(organisation.c.id)
)

# Of each organisation, by index: a list of all that have a report grows with the reports.
_HAS_REPORT = exists().where(
    report.c.organisation_id == organisation.c.id, report.c.status == _ACTIVE
)

_PLACE = re.compile(
    r"^(?P<name>.+?)"
    r"(?:[\s,(]+(?:อำเภอ|อ\.)\s*(?P<district>[^\s,()]+))?"
    r"[\s,(]+(?:จังหวัด|จ\.)\s*(?P<province>[^\s,()]+)\)?$"
)

_LEARNT = ("district", "province")
"""What an organisation learns from the reports and corrections that name it."""


def named_place(text: str) -> tuple[str, str | None, str | None]:
    """Split "ทต.แม่กา อ.เมืองพะเยา จ.พะเยา" into name, district and province.

    Raises:
        UnknownValueError: there is no such province.
    """
    typed = normalize(text).strip()
    found = _PLACE.match(typed)
    # "องค์การบริหารส่วน จังหวัดพะเยา" is a name with a stray space, not a place behind a name.
    if found is None or found["name"].endswith("ส่วน"):
        return typed, None, None
    province = closest_province(found["province"])
    if province is None:
        nearest = closest(found["province"], [known.name for known in provinces()])
        raise UnknownValueError(field="province", value=found["province"], nearest=nearest)
    return found["name"], found["district"], province[0]


def name_key(name: str) -> str:
    """What two spellings of one name have in common, abbreviations expanded."""
    return squash(expand_abbreviation(normalize(name).strip()))


def _label(found: Organisation, *, district: bool = False) -> str:
    province = f" จังหวัด{found.province}" if found.province else ""
    within = f" อำเภอ{found.district}" if district and found.district else ""
    return f"{found.name}{within}{province}"


def labels(found: Sequence[Organisation]) -> list[str]:
    """Name and province of each; of very many the first, and how many more there are.

    Where these are those of another one, the district too, and the id as a last resort:
    what is listed can be typed (see `find_organisation`).
    """
    rest = len(found) - _LISTED
    more = [f"และอีก {rest} แห่ง"] if rest > 0 else []
    texts = [_label(one) for one in found]
    short, exact = Counter(texts), Counter(_label(one, district=True) for one in found)
    listed = []
    for one, text in zip(found[:_LISTED], texts, strict=False):
        if short[text] > 1:
            text = _label(one, district=True)
            text = f"{text} ({one.id})" if exact[text] > 1 else text
        listed.append(text)
    return [*listed, *more]


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
    with_result = select(ita_result.c.organisation_id).where(
        ita_result.c.id.in_(results_in_force())
    )
    return (
        select(organisation)
        .where(or_(_HAS_REPORT, organisation.c.id.in_(with_result)))
        .order_by(organisation.c.id)
    )


def _types_and_provinces(connection: Connection) -> tuple[frozenset[str], frozenset[str]]:
    found = _visible().with_only_columns(organisation.c.type, organisation.c.province)
    rows = connection.execute(found.order_by(None).distinct()).all()
    return (
        frozenset(kind for kind, _ in rows),
        frozenset(province for _, province in rows if province is not None),
    )


def _fiscal_years(connection: Connection) -> frozenset[int]:
    years = select(report.c.fiscal_year_be).where(report.c.status == _ACTIVE).distinct()
    return frozenset(year for year in connection.scalars(years) if year is not None)


def _held_reports(connection: Connection) -> HeldReports:
    held = select(organisation).where(_HAS_REPORT).order_by(organisation.c.id)
    return HeldReports(
        organisations=tuple(map(organisation_from, connection.execute(held).mappings())),
        fiscal_years=_fiscal_years(connection),
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


def _candidates(connection: Connection) -> tuple[_Candidate, ...]:
    return tuple(
        _Candidate(one, squash(one.name), tuple(map(squash, one.aliases)))
        for one in visible_organisations(connection)
    )


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(squash(kind.prefix) for kind in organisation_types())


class SqlOrganisations(SqlPart):
    """Organisations listed and found by name, with their ITA results."""

    def organisations(self) -> tuple[OrganisationSummary, ...]:
        """Organisations that have an active report or an ITA result, by name."""
        with self._database.reading() as connection:
            return _summaries(connection, _by_name())

    def everyone(self) -> tuple[Organisation, ...]:
        """Those of `organisations`, without what the library holds of each."""
        with self._database.reading() as connection:
            return tuple(map(organisation_from, connection.execute(_by_name()).mappings()))

    def organisations_of(self, organisation_ids: Sequence[str]) -> tuple[OrganisationSummary, ...]:
        """Those of `organisations` that have these ids, by name."""
        with self._database.reading() as connection:
            found = [
                summary
                for batch in batches(organisation_ids)
                for summary in _summaries(
                    connection, _by_name().where(organisation.c.id.in_(batch))
                )
            ]
        return tuple(sorted(found, key=lambda one: thai_order(one.organisation.name)))

    def organisations_named(
        self, text: str, *, most: int, first: int = 0
    ) -> tuple[OrganisationSummary, ...]:
        """Some of `organisations` whose name or province has each word of `text`.

        Args:
            text: words with spaces between: parts of a name or alias, "ทต." and other
                abbreviations, parts of a province, or of the English names of both. "" fits all.
        """
        found = _by_name().where(*map(_has_word, text.split())).offset(first).limit(most)
        with self._database.reading() as connection:
            return _summaries(connection, found)

    def organisation_count(self) -> int:
        """How many `organisations` there are."""
        counted = _visible().with_only_columns(func.count()).order_by(None)
        with self._database.reading() as connection:
            return int(connection.execute(counted).scalar_one())

    def types_and_provinces(self) -> tuple[frozenset[str], frozenset[str]]:
        """What `organisations` are of and where; reads none of them."""
        return self._database.kept("types and provinces", _types_and_provinces)

    def fiscal_years(self) -> frozenset[int]:
        """Fiscal years of the active reports."""
        return self._database.kept("fiscal years", _fiscal_years)

    def held_reports(self) -> HeldReports:
        """Whose active reports there are; the same object until reports change."""
        return self._database.kept("held reports", _held_reports)

    def find_organisation(self, text: str) -> Organisation:
        """The organisation with this id or full name ("ทต.แม่กา"), else with this alias.

        Else the one whose name without its type ("แม่กา"), else with this part, is the only
        such; a province, or district and province, behind the name ("… จ.พะเยา") narrow it down.
        Else the one whose English name has this part ("Mae Ka").

        Raises:
            UnknownValueError: with the nearest names.
            AmbiguousOrganisationError: when several fit.
        """
        with self._database.reading() as connection:
            fitting = _exactly(connection, text)
        known = () if fitting else self._database.kept("candidates", _candidates)
        fitting = fitting or _fitting(text, known)
        if not fitting:
            name, district, province = named_place(text)
            there = [one for one in known if _in_province(one.organisation, province)]
            fitting = _fitting(name, there)
            if len(fitting) > 1 and district:
                fitting = [one for one in fitting if one.district == district] or fitting
        if not fitting and (key := _english_part(text)):
            named = _visible().where(organisation.c.english_key.contains(key, autoescape=True))
            with self._database.reading() as connection:
                rows = connection.execute(named).mappings()
                fitting = [organisation_from(row) for row in rows]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise AmbiguousOrganisationError(name=text, candidates=labels(fitting))
        names = [one.organisation.name for one in known]
        nearest = closest(name_key(text), names) if squash(text) else ()
        raise UnknownValueError(field="organisation", value=text, nearest=nearest)

    def named_by(self, read: Organisation) -> Organisation | None:
        """The organisation that a report which names `read` would be of; it is not created.

        None where it would be a new one, or its name fits several.
        """
        incoming = _with_full_name(read)
        with self._database.reading() as connection:
            namesakes = _namesakes(connection, incoming)
            fitting = [known for known in namesakes if not _contradicts(known, incoming)]
            try:
                return _decide(connection, incoming, fitting) if fitting else None
            except AmbiguousOrganisationError:
                return None

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first; one without its year comes last."""
        return self.ita_results_of([organisation_id]).get(storable(organisation_id), ())

    def ita_totals(self) -> Mapping[str, tuple[ItaResult, ...]]:
        """As `ita_results_of`, of all organisations, without the scores of indicators."""
        names = ("organisation_id", "fiscal_year_be", "total", "grade")
        is_full = (cast(ita_result.c.indicators, Text) != "[]").label("is_full")
        totals = (
            select(*(ita_result.c[name] for name in names))
            .add_columns(is_full)
            .where(ita_result.c.id.in_(results_in_force()))
            .where(ita_result.c.organisation_id.is_not(None))
            .order_by(ita_result.c.sequence, ita_result.c.id)
        )
        found: dict[str, dict[int | None, list[_Stated]]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(totals).mappings():
                year = row["fiscal_year_be"]
                result = ItaResult(fiscal_year_be=year, total=row["total"], grade=row["grade"])
                of_town = found.setdefault(row["organisation_id"], {})
                of_town.setdefault(year, []).append((row["is_full"], result))
        return {name: _newest_first(by_year) for name, by_year in found.items()}

    def ita_results_of(
        self, organisation_ids: Sequence[str]
    ) -> Mapping[str, tuple[ItaResult, ...]]:
        """The same for several, by id; those without a result are left out.

        Of several results of one year the newest with scores of indicators counts, without any
        the newest; what it leaves out is the others'. A plan that only mentions last year's total
        takes no scores away.
        """
        results = (
            select(ita_result)
            .where(ita_result.c.id.in_(results_in_force()))
            .order_by(ita_result.c.sequence, ita_result.c.id)
        )
        found: dict[str, dict[int | None, list[_Stated]]] = {}
        with self._database.reading() as connection:
            for batch in batches(organisation_ids):
                of_batch = results.where(ita_result.c.organisation_id.in_(batch))
                for row in connection.execute(of_batch).mappings():
                    result = ita_result_of(row)
                    by_year = found.setdefault(row["organisation_id"], {})
                    stated = by_year.setdefault(row["fiscal_year_be"], [])
                    stated.append((bool(result.indicators), result))
        return {name: _newest_first(by_year) for name, by_year in found.items()}


_Stated: TypeAlias = tuple[bool, ItaResult]
"""An ITA result, and whether it states scores of indicators."""


def _newest_first(by_year: Mapping[int | None, Sequence[_Stated]]) -> tuple[ItaResult, ...]:
    """One result a year; those of each year are given oldest first."""
    years = sorted(by_year, key=lambda year: -(year or 0))
    return tuple(_together(by_year[year]) for year in years)


def _together(stated: Sequence[_Stated]) -> ItaResult:
    """Results of one year as one; see `ita_results_of`."""
    by_rank = [one for _, one in sorted(stated, key=itemgetter(0))]  # stable: the newest last
    best = by_rank[-1]
    for other in reversed(by_rank[:-1]):
        if best.total is None:
            best = replace(best, total=other.total)
        if best.grade is None and other.total in {None, best.total}:
            best = replace(best, grade=other.grade)
    return best


def _by_name() -> Select[tuple[object, ...]]:
    return _visible().order_by(None).order_by(organisation.c.name_order, organisation.c.id)


def _has_word(word: str) -> ColumnElement[bool]:
    """Whether a visible organisation's name, alias or province has this word, as it is typed."""
    typed = storable(normalize(word))
    # Officers write "ทต" as well as "ทต.".
    keys = dict.fromkeys(key for key in (name_key(typed), name_key(f"{typed}.")) if key)
    place = closest_province(typed)
    fits: list[ColumnElement[bool]] = [
        *(organisation.c.name_key.icontains(key, autoescape=True) for key in keys),
        cast(organisation.c.aliases, Text).icontains(typed, autoescape=True),
        organisation.c.province.icontains(typed, autoescape=True),
        *fits_in_english(typed),
    ]
    if place is not None and place[1] == 1.0:
        fits.append(organisation.c.province == place[0])
    return or_(*fits)


def fits_in_english(word: str) -> list[ColumnElement[bool]]:
    """Whether an organisation's English name or province has this word; [] for words in Thai."""
    if not (key := _english_part(word)):
        return []
    places = [one.name for one in provinces() if key in squash(one.english)]
    return [
        organisation.c.english_key.contains(key, autoescape=True),
        organisation.c.province.in_(places),
    ]


def _english_part(word: str) -> str:
    """What of a word is looked for in English names; "" for words in Thai."""
    key = squash(word)
    return key if key.isascii() and any(map(str.isalpha, key)) else ""


def _summaries(
    connection: Connection, visible: Select[tuple[object, ...]]
) -> tuple[OrganisationSummary, ...]:
    found = [organisation_from(row) for row in connection.execute(visible).mappings()]
    owner, year = report.c.organisation_id, report.c.fiscal_year_be
    by_year = (
        select(owner, year, func.count(), func.sum(report.c.measure_count))
        .where(report.c.status == _ACTIVE)
        .group_by(owner, year)
    )
    held: dict[str, list[tuple[int | None, int, int]]] = {}
    for batch in batches([one.id for one in found]):
        of_batch = connection.execute(by_year.where(owner.in_(batch)))
        for organisation_id, fiscal_year, reports, measures in of_batch:
            held.setdefault(organisation_id, []).append((fiscal_year, reports, measures))
    return tuple(_summary(one, held.get(one.id, [])) for one in found)


def _summary(
    found: Organisation, years: Sequence[tuple[int | None, int, int]]
) -> OrganisationSummary:
    return OrganisationSummary(
        organisation=found,
        fiscal_years=tuple(sorted(year for year, _, _ in years if year is not None)),
        reports=sum(reports for _, reports, _ in years),
        measures=sum(measures for _, _, measures in years),
    )


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


def owner_as_read(connection: Connection, read: Organisation | None) -> str | None:
    """As `match_or_create`; None where a report names none, or one whose name fits several."""
    if read is None:
        return None
    try:
        return match_or_create(connection, read)
    except AmbiguousOrganisationError:
        return None


def match_or_create(connection: Connection, read: Organisation) -> str:
    """Id of the organisation that `read` names, created when it is new.

    A known one learns the district and province it lacked and the other spellings.

    Raises:
        AmbiguousOrganisationError: the name fits several, and no province decides.
    """
    incoming = _with_full_name(read)
    namesakes = _namesakes(connection, incoming)
    fitting = [known for known in namesakes if not _contradicts(known, incoming)]
    if not fitting:
        return _create(connection, incoming, namesakes=bool(namesakes))
    chosen = _decide(connection, incoming, fitting)
    _learn(connection, chosen, incoming)
    return chosen.id


def _with_full_name(read: Organisation) -> Organisation:
    full_name = storable(expand_abbreviation(normalize(read.name).strip()))
    # An organisation corrected to its full name must be found by the name it was read with.
    return replace(read, name=full_name, aliases=(*read.aliases, read.name))


def _namesakes(connection: Connection, incoming: Organisation) -> list[Organisation]:
    named = {"key": name_key(incoming.name), "kind": incoming.type.value}
    rows = connection.execute(_NAMESAKES, named)
    return [organisation_from(row) for row in rows.mappings()]


def _contradicts(known: Organisation, incoming: Organisation) -> bool:
    if known.province is None or incoming.province is None:
        return False
    return squash(known.province) != squash(incoming.province)


def _decide(
    connection: Connection, incoming: Organisation, fitting: Sequence[Organisation]
) -> Organisation:
    if incoming.province is not None:
        named = [known for known in fitting if known.province is not None]
        fitting = named or fitting
    if len(fitting) > 1:
        # One whose only report was a misreading, since removed, must not block the match.
        visible = {found.id for found in visible_organisations(connection)}
        fitting = [known for known in fitting if known.id in visible] or fitting
    if len(fitting) > 1:
        raise AmbiguousOrganisationError(name=incoming.name, candidates=labels(fitting))
    return fitting[0]


def _create(connection: Connection, incoming: Organisation, *, namesakes: bool) -> str:
    parts = [incoming.type.value, name_key(incoming.name)]
    if namesakes and incoming.province is not None:
        parts.append(squash(incoming.province))
    new_id = "o" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]
    row = {
        "id": new_id,
        "name": incoming.name,
        "name_key": name_key(incoming.name),
        "type": incoming.type.value,
        "district": storable_or_none(incoming.district),
        "aliases": _spellings(incoming.name, incoming.aliases),
        "name_order": thai_order(incoming.name),
        "english_key": english_key(incoming.name),
        **_in_province_row(incoming.province),
    }
    connection.execute(organisation.insert(), row)
    return new_id


def _in_province_row(province: str | None) -> dict[str, str | None]:
    """The columns that say in which province an organisation is."""
    stored = storable_or_none(province)
    return {
        "province": stored,
        "province_order": None if stored is None else thai_order(stored),
    }


def _learn(connection: Connection, known: Organisation, incoming: Organisation) -> None:
    learnt = replace(
        known,
        district=known.district or storable_or_none(incoming.district),
        province=known.province or storable_or_none(incoming.province),
        aliases=tuple(_spellings(known.name, (*known.aliases, *incoming.aliases))),
    )
    if learnt == known:
        return
    connection.execute(
        organisation.update()
        .where(organisation.c.id == known.id)
        .values(
            district=learnt.district,
            aliases=list(learnt.aliases),
            **_in_province_row(learnt.province),
        )
    )


def _spellings(name: str, aliases: Sequence[str]) -> list[str]:
    """Aliases that differ from the name and from each other by more than spaces and digits."""
    by_key: dict[str, str] = {squash(name): "", "": ""}
    for alias in aliases:
        by_key.setdefault(squash(alias), storable(alias))
    return [alias for alias in by_key.values() if alias]


def named_organisation(connection: Connection, value: str, row: RowMapping) -> tuple[str, Anchor]:
    """Id of the organisation that a person named for a report, created when it is new.

    Args:
        value: its id, or its full name with or without a place behind it.

    Returns:
        It, and which parts of its place were stated and learnt.

    Raises:
        ValueError: the name is empty.
        AmbiguousOrganisationError: it fits several organisations.
        UnknownValueError: the province behind the name does not exist.
    """
    if not squash(value):
        raise ValueError("the organisation's name is empty")
    by_id = select(organisation.c.id).where(organisation.c.id == value.strip())
    known = connection.execute(by_id).scalar_one_or_none()
    if known is not None:
        return str(known), Anchor()
    named = _named(value, row)
    before = {one.id: one for one in _namesakes(connection, _with_full_name(named))}
    found = match_or_create(connection, named)
    stated = tuple(name for name in _LEARNT if getattr(named, name))
    learnt = tuple(name for name in stated if getattr(before.get(found), name, None) is None)
    return found, Anchor(stated=stated, learnt=learnt)


def _named(value: str, row: RowMapping) -> Organisation:
    name, district, province = named_place(value)
    read = row["read_organisation"]
    if read is not None and province is None:
        # The cover's place stays true when only the name was misread.
        cover = organisation_from(read)
        district, province = cover.district, cover.province
    return Organisation(
        name=expand_abbreviation(name),
        type=organisation_type(name),
        district=district,
        province=province,
    )


def forget_learnt(connection: Connection, correction_id: int) -> None:
    """Take back what an organisation learnt by a correction that is undone.

    What a report states, too, or another correction in force, stays.
    """
    this = select(correction).where(correction.c.id == correction_id)
    undone = connection.execute(this).mappings().one()
    owner = undone["organisation_id"]
    same = select(correction).where(correction.c.organisation_id == owner)
    others = connection.execute(same).mappings().all()
    learnt = {name for row in others for name in anchor_of(row).learnt}
    still = {n for row in others if row["undone_at"] is None for n in anchor_of(row).stated}
    read = select(report.c.read_organisation).where(report.c.read_organisation_id == owner)
    for name in anchor_of(undone).stated:
        covers = connection.execute(read).scalars()
        if name in learnt - still and not any(cover and cover[name] for cover in covers):
            lacking = _in_province_row(None) if name == "province" else {name: None}
            connection.execute(
                organisation.update().where(organisation.c.id == owner).values(lacking)
            )
