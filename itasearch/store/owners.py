"""Owners of reports: which organisation a file or a person names, made when it is new.

Two organisations are the same when name and type agree and no province contradicts;
districts do not count, for covers misspell them. A name that fits several is never decided
by guessing. An organisation learns what it lacked of its place, and forgets what it learnt
only by a correction that is undone.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, select

from itasearch.domain.organisations import expand_abbreviation, organisation_type
from itasearch.errors import AmbiguousOrganisationError
from itasearch.model.records import Organisation
from itasearch.store.corrections.rows import Anchor, anchor_of
from itasearch.store.db.rows import organisation_from, storable, storable_or_none
from itasearch.store.db.schema import correction, organisation, report
from itasearch.store.organisations import (
    labels,
    name_key,
    named_place,
    visible_organisations,
)
from itasearch.text.thai.normalize import normalize, squash

_LEARNT = ("district", "province")
"""What an organisation learns from the reports and corrections that name it."""


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
    full_name = storable(expand_abbreviation(normalize(read.name).strip()))
    # An organisation corrected to its full name must be found by the name it was read with.
    incoming = replace(read, name=full_name, aliases=(*read.aliases, read.name))
    namesakes = _namesakes(connection, incoming)
    fitting = [known for known in namesakes if not _contradicts(known, incoming)]
    if not fitting:
        return _create(connection, incoming, namesakes=bool(namesakes))
    chosen = _decide(connection, incoming, fitting)
    _learn(connection, chosen, incoming)
    return chosen.id


def _namesakes(connection: Connection, incoming: Organisation) -> list[Organisation]:
    rows = connection.execute(
        select(organisation)
        .where(organisation.c.name_key == name_key(incoming.name))
        .where(organisation.c.type == incoming.type.value)
        .order_by(organisation.c.id)
    )
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
    connection.execute(
        organisation.insert().values(
            id=new_id,
            name=incoming.name,
            name_key=name_key(incoming.name),
            type=incoming.type.value,
            district=storable_or_none(incoming.district),
            province=storable_or_none(incoming.province),
            aliases=_spellings(incoming.name, incoming.aliases),
        )
    )
    return new_id


def _learn(connection: Connection, known: Organisation, incoming: Organisation) -> None:
    aliases = _spellings(known.name, (*known.aliases, *incoming.aliases))
    connection.execute(
        organisation.update()
        .where(organisation.c.id == known.id)
        .values(
            district=known.district or storable_or_none(incoming.district),
            province=known.province or storable_or_none(incoming.province),
            aliases=aliases,
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
        row: the report's.

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
    lacked = _lacking(connection)
    found = match_or_create(connection, named)
    stated = tuple(name for name in _LEARNT if getattr(named, name))
    learnt = tuple(name for name in stated if name in lacked.get(found, _LEARNT))
    return found, Anchor(stated=stated, learnt=learnt)


def _named(value: str, row: RowMapping) -> Organisation:
    place = named_place(value)
    district, province = place.district, place.province
    read = row["read_organisation"]
    if read is not None and province is None:
        # The cover's place stays true when only the name was misread.
        cover = organisation_from(read)
        district, province = cover.district, cover.province
    return Organisation(
        name=expand_abbreviation(place.name),
        type=organisation_type(place.name),
        district=district,
        province=province,
    )


def _lacking(connection: Connection) -> dict[str, tuple[str, ...]]:
    """What of their place is not known of the organisations that there are."""
    columns = (organisation.c.id, *(organisation.c[name] for name in _LEARNT))
    rows = connection.execute(select(*columns)).mappings()
    return {row["id"]: tuple(name for name in _LEARNT if row[name] is None) for row in rows}


def forget_learnt(connection: Connection, correction_id: int) -> None:
    """Take back what an organisation learnt by a correction that is undone.

    What a report states, too, or another correction in force, stays.
    """
    this = select(correction).where(correction.c.id == correction_id)
    undone = connection.execute(this).mappings().one()
    owner = undone["organisation_id"]
    same = select(correction).where(correction.c.organisation_id == owner)
    others = connection.execute(same).mappings().all()
    in_force = [anchor_of(row).stated for row in others if row["undone_at"] is None]
    for name in anchor_of(undone).stated:
        learnt = any(name in anchor_of(row).learnt for row in others)
        if (
            learnt
            and not any(name in stated for stated in in_force)
            and not _read(connection, owner, name)
        ):
            connection.execute(
                organisation.update().where(organisation.c.id == owner).values({name: None})
            )


def _read(connection: Connection, owner: str, name: str) -> bool:
    """Whether the cover of one of its reports states this part of its place."""
    read = select(report.c.read_organisation).where(report.c.read_organisation_id == owner)
    return any(one and one[name] for one in connection.execute(read).scalars())
