"""Whose report is it: matching organisations as they are read to those that are known.

Two organisations are the same when name and type agree and no province
contradicts; districts do not count, for covers misspell them. A name that fits
several is never decided by guessing. Imports domain, text, model and its room.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from itasearch.domain.organisations import expand_abbreviation
from itasearch.errors import AmbiguousOrganisationError
from itasearch.model.records import Organisation
from itasearch.store.db.rows import storable, storable_or_none
from itasearch.store.db.schema import organisation
from itasearch.store.finding import labels, name_key, organisation_from, visible_organisations
from itasearch.text.thai.normalize import normalize, squash


def match(connection: Connection, read: Organisation) -> str | None:
    """Id of the organisation that `read` names, created when it is new.

    A known one learns the district and province it lacked and the other spellings.

    Returns:
        None when the name fits several and no province decides between them.
    """
    try:
        return match_or_fail(connection, read)
    except AmbiguousOrganisationError:
        return None


def match_or_fail(connection: Connection, read: Organisation) -> str:
    """As `match`.

    Raises:
        AmbiguousOrganisationError: the name fits several.
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
        # One whose only report was a misreading, since removed, must not stand in the way.
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
