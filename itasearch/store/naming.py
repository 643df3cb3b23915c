"""Whose report a person says it is: from what was typed to an organisation of the store.

Naming one may teach the store its district or province; undoing that takes it back,
unless a report says so too. Runs inside the caller's writing transaction. Imports
domain, text, model and its room.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from itasearch.domain.organisations import expand_abbreviation, organisation_type
from itasearch.model.records import Organisation
from itasearch.store.corrections.rows import anchor_of
from itasearch.store.db.rows import read_organisation_of
from itasearch.store.db.schema import correction, organisation, report
from itasearch.store.finding import named_place
from itasearch.store.organisations import match_or_fail
from itasearch.text.thai.normalize import squash

_LEARNT = ("district", "province")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An organisation that a person named; `told` and `learnt` as in Anchor."""

    id: str
    told: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()


def named_organisation(connection: Connection, value: str, row: RowMapping) -> Named:
    """The organisation that a person named for a report, created when it is new.

    Args:
        value: its id, or its full name with or without a place behind it.
        row: the report's.

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
        return Named(id=str(known))
    named = _named(value, row)
    lacked = _lacking(connection)
    found = match_or_fail(connection, named)
    told = tuple(name for name in _LEARNT if getattr(named, name))
    learnt = tuple(name for name in told if name in lacked.get(found, _LEARNT))
    return Named(id=found, told=told, learnt=learnt)


def _named(value: str, row: RowMapping) -> Organisation:
    place = named_place(value)
    district, province = place.district, place.province
    read = row["read_organisation"]
    if read is not None and province is None:
        # The cover's place stays true when only the name was misread.
        cover = read_organisation_of(read)
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
    """Take back what an organisation was taught, now that a correction is undone."""
    this = select(correction).where(correction.c.id == correction_id)
    undone = connection.execute(this).mappings().one()
    owner = undone["organisation_id"]
    same = select(correction).where(correction.c.organisation_id == owner)
    others = connection.execute(same).mappings().all()
    in_force = [anchor_of(row).told for row in others if row["undone_at"] is None]
    for name in anchor_of(undone).told:
        learnt = any(name in anchor_of(row).learnt for row in others)
        if (
            learnt
            and not any(name in told for told in in_force)
            and not _read(connection, owner, name)
        ):
            connection.execute(
                organisation.update().where(organisation.c.id == owner).values({name: None})
            )


def _read(connection: Connection, owner: str, name: str) -> bool:
    """Whether a report of the organisation tells the same."""
    read = select(report.c.read_organisation).where(report.c.read_organisation_id == owner)
    return any(one and one[name] for one in connection.execute(read).scalars())
